"""What compose.yaml says, run as it stands, but for the network: here it is this machine's own."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.deploy.say import say
from tests.deploy.town import Town, until

if TYPE_CHECKING:
    from tests.deploy.container import Yard

POSTGRES = "docker.io/library/postgres:17"
"""What compose.yaml names, as an engine reads it."""
PASSWORD = "correcthorsebattery"
_IMAGE = Path(__file__).parent / "postgres"
_BOT, _SECOND = "alertbot_alertbot_1", "alertbot_second_1"
_DATABASE = "alertbot_database_1"


def sqlite(yard: Yard, place: Town) -> None:
    """The profile-less service: one process, restarted by the engine."""
    _prepare(yard, place, port=0)
    yard.type("podman-compose", "up")
    until("the summary has come", lambda: len(place.slack.messages) == 1)
    place.post(3)
    place.await_all()
    about = yard.podman.inspect(_BOT)
    confined = about["HostConfig"]["ReadonlyRootfs"], about["EffectiveCaps"]
    assert confined == (True, None), confined
    assert _is_well(yard, _BOT)
    say("compose: SQLite, read-only, no capability", f"{place.verdict()}; healthy")
    assert place.well
    yard.podman.shell("podman-compose down", yard.here)


def postgres(yard: Yard, place: Town) -> None:
    """The profile: two processes on a PostgreSQL, one of which is killed for good."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    yard.podman("build", "--quiet", "--tag", POSTGRES, str(_IMAGE))
    _prepare(yard, place, port)
    yard.type("cp postgres.env")
    env = yard.here / ".env"
    text = env.read_text(encoding="utf-8").replace("PASSWORD=\n", f"PASSWORD={PASSWORD}\n")
    text = text.replace(":PASSWORD@database/", f":{PASSWORD}@database:{port}/")
    env.write_text(text, encoding="utf-8")
    yard.type("podman-compose", "up")
    until("PostgreSQL is ready", partial(_is_well, yard, _DATABASE))
    until("the summary has come", lambda: len(place.slack.messages) == 1)
    for name in (_BOT, _SECOND):
        until(f"{name} is well", partial(_is_well, yard, name))
    place.post(10)
    place.await_all()
    say("compose: PostgreSQL and two processes", f"{place.verdict()}; both healthy")
    assert place.well
    for victim in (_BOT, _SECOND):
        _kill(yard, place, victim)
    yard.podman.shell("podman-compose down", yard.here)


def _is_well(yard: Yard, name: str) -> bool:
    return yard.podman.code("healthcheck", "run", name) == 0


def _kill(yard: Yard, place: Town, victim: str) -> None:
    """Kills a process amid its work; the other goes on, and the engine brings it back."""
    place.post(5)
    pid = yard.pid(victim)
    os.kill(pid, signal.SIGKILL)
    place.post(5)
    place.await_all()
    back = until("it runs again", partial(yard.is_back, victim, pid))
    time.sleep(2)  # in which anything that is told twice would come
    say(f"compose: kill -9 of {victim}", f"{place.verdict()}; back {back:.1f} s after the last")
    assert place.well


def _prepare(yard: Yard, place: Town, port: int) -> None:
    """The configuration, and what a sandbox needs in place of a network of containers."""
    place.configure(yard.here)
    bot = {"network_mode": "host", "extra_hosts": ["database:127.0.0.1"]}
    database = {"network_mode": "host", "environment": {"PGPORT": str(port)}}
    services = {"alertbot": bot, "second": bot, "database": database}
    override = {"services": services, "x-podman": {"in_pod": False}}
    (yard.here / "compose.override.yaml").write_text(json.dumps(override), encoding="utf-8")
