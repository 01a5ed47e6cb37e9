"""What is done to an alertbot under a systemd that booted, and what has to come of it.

Each scene goes on where the one before it ended, and answers what it measured, in a few words.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.deploy import systemd_world as world
from tests.deploy.systemd_machine import Machine, until

README = Path(__file__).resolve().parents[2] / "deploy" / "systemd" / "README.md"
UNIT = "alertbot.service"
OFTEN = "OnActiveSec=1s\nOnUnitInactiveSec=2s\nRandomizedDelaySec=0\nAccuracySec=100ms"
WAITS = 253
"""The systemd from which on `systemctl reload` can wait."""
RESTART = 0.5
"""RestartSec of the unit."""
IMPATIENT = 4
"""Seconds of WatchdogSec in the scene of the hang; the unit's own minute is only longer."""

LOCAL = "http://127.0.0.1"
CONFIG = f"""\
database: sqlite:///alertbot.db
operator: me
sources:
  contoso:
    {{kind: greenhouse, board: contoso, private: true, every: 1s,
     base_url: "{LOCAL}:{world.BOARD}"}}
channels:
  team:
    {{kind: slack, token: {{file: slack-token}}, to: "#job-alerts", max_per_day: none,
     api_url: "{LOCAL}:{world.SLACK}"}}
  me:
    {{kind: telegram, token: {{file: telegram-token}}, to: {world.CHAT}, max_per_day: none,
     api_url: "{LOCAL}:{world.TELEGRAM}"}}
searches:
  engineers: {{where: engineer, to: [team, me]}}
"""
LARGER = CONFIG.replace(
    "  contoso:\n", "  more: {kind: lever, site: more, every: 1d}\n  contoso:\n"
)

WORLD = """\
[Unit]
Before=alertbot.service
[Service]
ExecStart=/opt/alertbot/bin/python /srv/world/tests/deploy/systemd_world.py /srv/world
[Install]
WantedBy=multi-user.target
"""


class Wrong(Exception):
    """What is otherwise than it has to be."""


def need(holds: bool, what: str) -> None:
    """Raises Wrong unless it holds."""
    if not holds:
        raise Wrong(what)


@dataclass
class Stage:
    """The machine, and the board and the services that are inside it."""

    machine: Machine
    wanted: int = 0
    first: int = 1

    @property
    def folder(self) -> Path:
        return self.machine.root / "srv" / "world"

    def commands(self, heading: str, number: int = 0) -> str:
        """A block of commands of the README."""
        text = README.read_text(encoding="utf-8")
        section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
        blocks: list[str] = re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
        return blocks[number]

    def says(self, heading: str, number: int = 0, stdin: str = "") -> str:
        """Does what the README says, and answers what that says."""
        return self.machine.shell(self.commands(heading, number), stdin)

    def post(self, count: int = 1) -> None:
        """Puts further openings on the board."""
        self.wanted += count
        (self.folder / "wanted").write_text(str(self.wanted))

    def told(self, *, unmarked: bool = False) -> Counter[tuple[str, int]]:
        """How often each service was told of each opening that was posted; `unmarked`: without a
        word that it may be repeated."""
        lines = (self.folder / "told").read_text(encoding="utf-8").splitlines()
        found: Counter[tuple[str, int]] = Counter()
        for line in map(json.loads, lines):
            areas = {int(one) for one in re.findall(r"Area (\d+)", line["text"])}
            if not (unmarked and "possibly repeated" in line["text"].lower()):
                found.update((line["service"], area) for area in areas)
        return found

    def owed(self) -> set[tuple[str, int]]:
        """What no service has been told of yet. The first openings came in the summary."""
        numbers = range(self.first, self.wanted + 1)
        return {(name, one) for name in ("slack", "telegram") for one in numbers} - {*self.told()}

    def all_told(self, seconds: float = 60) -> str:
        """Waits until nothing is owed. Answers the figures. Slack can be asked what has arrived, so
        that it is told of nothing twice; Telegram cannot, and is told so."""
        need(until(lambda: not self.owed(), seconds), f"lost: {sorted(self.owed())}")
        told, unmarked = self.told(), self.told(unmarked=True)
        doubled = sorted(one for one in told if (told if one[0] == "slack" else unmarked)[one] > 1)
        need(not doubled, f"told twice without a mark: {doubled}")
        repeated = sum(count - 1 for count in told.values())
        return f"{self.wanted} openings told, lost 0, doubled 0, repeated with a mark {repeated}"

    @property
    def pid(self) -> int:
        """The service's process; 0 where there is none."""
        return int(self.machine.shows(UNIT, "MainPID"))

    def running(self) -> int:
        """The service's process. Raises Wrong where there is none."""
        pid = self.pid
        need(pid != 0 and self.active(), "the service does not run")
        return pid

    def active(self) -> bool:
        return self.machine.shows(UNIT, "ActiveState") == "active"

    def back(self, before: int) -> tuple[float, float]:
        """Waits until another process is ready. Answers the seconds that it took, and how many of
        them would remain on a machine that has nothing else to do."""
        start = time.monotonic()
        there = until(lambda: self.pid not in (0, before) and self.active(), 60)
        took = time.monotonic() - start
        need(there, "not back within a minute")
        ticks = self.machine.shell(f"cat /proc/{self.pid}/stat").rpartition(")")[2].split()[11:13]
        return took, min(took, RESTART + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"))


def install(stage: Stage) -> str:
    """The README's commands, offline: pip is told where the wheels are."""
    machine = stage.machine
    start = time.monotonic()
    stage.says("Install")
    took = time.monotonic() - start
    stage.says("Install", 1, stdin=world.TELEGRAM_TOKEN)
    machine.shell("install -m 600 /dev/stdin /etc/alertbot/slack-token", world.SLACK_TOKEN)
    stage.says("Install", 2)
    machine.shell("install -m 600 /dev/stdin /etc/alertbot/team-token", world.SLACK_TOKEN)
    (machine.root / "etc/alertbot/alertbot.yaml").write_text(CONFIG, encoding="utf-8")
    code = stage.folder / "tests" / "deploy"
    code.mkdir(parents=True)
    shutil.copy(Path(world.__file__), code)
    (stage.folder / "told").touch()
    stage.post(2)
    stage.first = 3
    (machine.root / "etc/systemd/system/world.service").write_text(WORLD)
    machine.run("systemctl", "enable", "--now", "world.service")
    return f"in {took:.0f} s"


def start(stage: Stage) -> str:
    """It is ready when `systemctl` comes back, and an alert arrives on both services."""
    stage.says("Start")
    need(stage.active(), "not active")
    status = stage.machine.shows(UNIT, "StatusText")
    need("1 source" in status, f"StatusText: {status}")
    summaries = stage.folder / "told"
    need(until(lambda: len(summaries.read_text().splitlines()) == 2, 60), "no summary came")
    stage.post()
    return stage.all_told()


def confined(stage: Stage) -> str:
    """Who it runs as, what it may do, who sees tokens and database."""
    machine, pid = stage.machine, stage.pid
    status = machine.shell(f"cat /proc/{pid}/status")
    (user,) = re.findall(r"^Uid:\t(\d+)\t", status, re.MULTILINE)
    need(61184 <= int(user) <= 65519, f"no dynamic user, but {user}")
    need(bool(re.search(r"^CapBnd:\t0+$", status, re.MULTILINE)), "it has capabilities")
    need(bool(re.search(r"^Seccomp:\t2$", status, re.MULTILINE)), "no filter of system calls")
    mode = machine.shell("stat -Lc '%a %u' /var/lib/alertbot /var/lib/alertbot/alertbot.db").split()
    # Newer systemds keep the files as nobody's, and map them to the service's user of the day.
    owned = mode[1] == mode[3] and mode[1] in (user, "65534")
    need(owned and mode[::2] == ["700", "600"], f"state is {mode}")
    own = machine.shell("stat -c '%a %U' /etc/alertbot/*-token").split()
    need(own == ["600", "root"] * 3, f"tokens are {own}")
    given = machine.shell("ls /run/credentials/alertbot.service").split()
    need(given == ["slack-token", "team-token", "telegram-token"], f"credentials: {given}")
    said = machine.shell("journalctl --no-pager -u alertbot")
    need(not re.search("of-the-booted|ofTheBooted", said), "a token stands in the journal")
    names = [f"/etc/systemd/system/{one}" for one in (UNIT, "alertbot-once.service")]
    faults = machine.run("systemd-analyze", "verify", *names, "/etc/systemd/system/alertbot.timer")
    need(not faults.strip(), f"systemd-analyze verify: {faults}")
    exposure = machine.shell("systemd-analyze security --no-pager --threshold=15 alertbot")
    found = re.search(r"exposure level for \S+: ([\d.]+)", exposure)
    return f"exposure {found[1] if found else 'unknown'}"


def killed(stage: Stage) -> str:
    """kill -9 while openings come in: nothing lost, and back within three seconds, of which the
    machine's other work is not counted."""
    times = []
    for _ in range(5):
        before = stage.running()
        stage.post(2)
        stage.machine.shell(f"kill -9 {before}")
        stage.post()
        times.append(stage.back(before))
    took, quiet = map(max, zip(*times, strict=True))
    need(quiet <= 3, f"back after {quiet:.1f} s")
    figures = stage.all_told()
    return f"5 times, back after at most {took:.1f} s, {quiet:.1f} s of its own; {figures}"


def hung(stage: Stage) -> str:
    """A process that stands still is started again, and what came up meanwhile is told."""
    with _settings(stage, f"WatchdogSec={IMPATIENT}"):
        before, restarts = stage.running(), int(stage.machine.shows(UNIT, "NRestarts"))
        time.sleep(2 * IMPATIENT)
        need(stage.pid == before, "the watchdog bit what was well")
        stage.machine.shell(f"kill -STOP {before}")
        stage.post()
        took, quiet = stage.back(before)
        need(quiet < 2 * IMPATIENT + RESTART + 2, f"back after {took:.1f} s")
        need(int(stage.machine.shows(UNIT, "NRestarts")) == restarts + 1, "not by the watchdog")
    said = stage.machine.shell("journalctl --no-pager -u alertbot -n 200")
    need("Watchdog timeout" in said, "no word of the watchdog in the journal")
    where = "Fatal Python error: Aborted" in said
    need(where, "it did not say where it hung")
    return f"WatchdogSec={IMPATIENT}: back after {took:.1f} s; {stage.all_told()}"


def reloaded(stage: Stage) -> str:
    """A change is taken up by the same process; one with a mistake is refused."""
    config = stage.machine.root / "etc/alertbot/alertbot.yaml"
    version = int(stage.machine.run("systemctl", "--version").split()[1])
    if version >= WAITS:
        stage.says("Look, change", 1)
    before = stage.running()
    config.write_text(LARGER, encoding="utf-8")
    stage.machine.run("systemctl", "reload", "alertbot")
    there = until(lambda: "2 sources" in stage.machine.shows(UNIT, "StatusText"), 10)
    need(there, f"StatusText: {stage.machine.shows(UNIT, 'StatusText')}")
    config.write_text(LARGER + "nonsense: 1\n", encoding="utf-8")
    stage.machine.run("systemctl", "reload", "alertbot")
    time.sleep(1)
    config.write_text(CONFIG, encoding="utf-8")
    stage.machine.run("systemctl", "reload", "alertbot")
    need(until(lambda: "1 source" in stage.machine.shows(UNIT, "StatusText"), 10), "not taken back")
    need(stage.pid == before and stage.active(), "another process, or none")
    stage.post()
    return stage.all_told()


def looked_at(stage: Stage) -> str:
    """The README's commands for looking, beside the running service."""
    said = stage.says("Look, change")
    need("contoso" in said, f"`alertbot status`: {said}")
    owners = stage.machine.shell("stat -c %u /var/lib/alertbot/*").split()
    need(len({*owners}) == 1 and "0" not in owners, f"files of {owners}")
    return "status shows the source"


def rebooted(stage: Stage) -> str:
    """After a reboot it is there by itself."""
    told = sum(stage.told().values())
    stage.machine.reboot()
    need(until(stage.active, 30), "not active after the reboot")
    need(sum(stage.told().values()) == told, "something was told again")
    stage.post()
    return stage.all_told()


def stopped(stage: Stage) -> str:
    """A stop ends within ten seconds, whatever is under way, and is no failure."""
    stage.post(3)
    start = time.monotonic()
    stage.machine.run("systemctl", "stop", "alertbot")
    took = time.monotonic() - start
    need(took < 10, f"it took {took:.1f} s")
    need(stage.machine.shows(UNIT, "Result") == "success", stage.machine.shows(UNIT, "Result"))
    stage.machine.run("systemctl", "start", "alertbot")
    return f"in {took:.1f} s; {stage.all_told()}"


def upgraded(stage: Stage) -> str:
    """The README's upgrade keeps the state."""
    stage.says("Upgrade")
    stage.post()
    return stage.all_told()


def mistaken(stage: Stage) -> str:
    """A mistake in the configuration is said once, and not tried for ever."""
    config = stage.machine.root / "etc/alertbot/alertbot.yaml"
    config.write_text(CONFIG + "nonsense: 1\n", encoding="utf-8")
    stage.machine.run("systemctl", "restart", "alertbot", check=False)
    failed = until(lambda: stage.machine.shows(UNIT, "ActiveState") == "failed", 5)
    need(failed, f"it is {stage.machine.shows(UNIT, 'ActiveState')}")
    need(stage.machine.shows(UNIT, "ExecMainStatus") == "2", "another exit code than 2")
    need(stage.machine.shows(UNIT, "NRestarts") == "0", "it was started again")
    said = stage.machine.shell("journalctl --no-pager -u alertbot -n 5")
    need("nonsense" in said, f"the journal says {said}")
    config.write_text(CONFIG, encoding="utf-8")
    stage.machine.run("systemctl", "start", "alertbot")
    return "failed, not started again"


def unavailable(stage: Stage) -> str:
    """A database that cannot be had is tried for again and again, until it can."""
    config = stage.machine.root / "etc/alertbot/alertbot.yaml"
    config.write_text(CONFIG.replace("sqlite:///alertbot.db", "postgresql://127.0.0.1:1/alertbot"))
    stage.machine.run("systemctl", "stop", "alertbot")
    stage.machine.run("systemctl", "start", "--no-block", "alertbot")
    again = until(lambda: int(stage.machine.shows(UNIT, "NRestarts")) >= 2, 60)
    need(again, "not tried again")
    need(stage.machine.shows(UNIT, "ActiveState") != "failed", "given up")
    config.write_text(CONFIG, encoding="utf-8")
    need(until(stage.active, 60), "not back, although the database is")
    stage.post()
    return stage.all_told()


def timed(stage: Stage) -> str:
    """The timer instead: a round tells what is new; a board that fails does not end it."""
    machine, unit = stage.machine, "alertbot-once.service"
    stage.says("A round every quarter of an hour, without a service")
    with _settings(stage, OFTEN, "Timer", "alertbot.timer"):
        stage.post()
        stage.all_told()
        machine.run("systemctl", "stop", "world.service")
        ended = until(lambda: machine.shows(unit, "ExecMainStatus") == "1", 60)
        need(ended, "no round ended with 1")
        need(machine.shows(unit, "Result") == "success", machine.shows(unit, "Result"))
        machine.run("systemctl", "start", "world.service")
        stage.post()
        return stage.all_told()


def removed(stage: Stage) -> str:
    """The README's way to be rid of it."""
    stage.says("Remove")
    left = stage.machine.shell("ls -d /opt/* /etc/systemd/system/alertbot* 2>/dev/null || true")
    need(not left.strip(), f"left: {left}")
    kept = stage.machine.shell("ls /var/lib/alertbot/").split()
    need("alertbot.db" in kept, "the database is gone")
    return "the database is kept"


SCENES = (
    install,
    start,
    confined,
    killed,
    hung,
    reloaded,
    looked_at,
    rebooted,
    stopped,
    upgraded,
    mistaken,
    unavailable,
    timed,
    removed,
)


@contextmanager
def _settings(
    stage: Stage, lines: str, section: str = "Service", unit: str = UNIT
) -> Iterator[None]:
    """Settings that a unit has for a while; it is started anew with them, and without."""
    folder = f"/run/systemd/system/{unit}.d"
    again = f"systemctl daemon-reload; systemctl restart {unit}"
    stage.machine.shell(
        f"mkdir -p {folder}; cat > {folder}/test.conf; {again}", f"[{section}]\n{lines}\n"
    )
    yield
    stage.machine.shell(f"rm {folder}/test.conf; {again}")
