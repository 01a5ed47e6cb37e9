"""Starts alertbot with leases of so many seconds, and stops it, as SIGSTOP does, at a step.

    python -m tests.faults.leased SECONDS STEP N run

STEP is "-" for a bot that goes on. What a process held that died or stands still is free after
SECONDS, and not after a minute.
"""

from __future__ import annotations

import signal
import sys
from datetime import timedelta

from alertbot import delivery
from alertbot.store import leases, postgres

seconds, name, count, *command = sys.argv[1:]
delivery.LEASE = leases.LEASE = timedelta(seconds=float(seconds))
leases.RENEWED = 0.7 * leases.LEASE
postgres.SETTINGS["idle_in_transaction_session_timeout"] = f"{float(seconds) / 2}s"

if __name__ == "__main__":
    from alertbot.cli import main  # after which the length of a lease is known everywhere
    from tests.faults.launch import Striker
    from tests.faults.steps import HALTS

    if name != "-":
        Striker(name, HALTS[name], int(count), signal.SIGSTOP).arm()
    main(command)
