"""`python3 dev.py container`: the image is built, run and killed here, with no image registry.

It needs root on a Debian, and installs from Debian's packages what it lacks. A line for each thing
that was tried; it ends with 1 at the first that goes otherwise than it should.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tests.deploy import composed
from tests.deploy.podman import BASE, Broken, Podman, install, podman
from tests.deploy.readme import Readme
from tests.deploy.say import say
from tests.deploy.town import TOKEN, Town, town, until

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 120_000_000
"""Bytes of the image over its base."""
STOPS_WITHIN = 10.0
KILLS = 5


class Yard:
    """A copy of the project in which its commands are typed, and an engine to run them."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        shutil.rmtree(self.project, ignore_errors=True)
        shutil.copytree(ROOT / "deploy", self.project / "deploy")
        ignored = shutil.copy(ROOT / ".dockerignore", self.project)
        for line in Path(ignored).read_text(encoding="utf-8").splitlines():
            part = line.removeprefix("!")
            if part != line and not part.startswith("deploy/"):
                copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
                copy(ROOT / part, self.project / part)
        self.here = self.project / "deploy/container"
        self.readme = Readme(self.here / "README.md")
        self.podman: Podman = podman(folder)

    def type(self, *words: str, building: bool = False) -> str:
        """Runs the README's command with these words, and gives back what it says."""
        command = self.readme.take(*words)
        return self.podman.shell(command, self.here, building=building)

    def pid(self, name: str) -> int:
        """The bot's own process, as this machine numbers it; 0 where it does not run."""
        return int(self.podman.inspect(name)["State"]["Pid"])

    def is_back(self, name: str, pid: int) -> bool:
        """Whether it runs, and is not that process any more."""
        return self.pid(name) not in (0, pid)


def build(yard: Yard) -> None:
    """The image, and its size over its base."""
    yard.podman.make_base()
    start = time.monotonic()
    yard.type("podman build", building=True)
    image = yard.podman.inspect("alertbot", "image")
    over = image["Size"] - yard.podman.inspect(BASE, "image")["Size"]
    say("built", f"{time.monotonic() - start:.0f} s, {over / 1e6:.1f} MB over its base")
    assert over <= LARGEST, f"that is more than {LARGEST / 1e6:.0f} MB"
    user = image["Config"]["User"]
    assert user.partition(":")[0].isdecimal(), user
    assert image["Healthcheck"]["Test"][0] == "CMD", "the health check needs a shell"
    say("user, health check", f"{user}, {' '.join(image['Healthcheck']['Test'])}")


def same(yard: Yard) -> None:
    """Built twice with nothing kept, it has the same layers.

    The image's own digest also counts the history, in which Podman names passing images by chance.
    """
    found = []
    for _ in range(2):
        yard.type("podman build", "--timestamp", building=True)
        found.append(yard.podman.inspect("alertbot", "image")["RootFS"]["Layers"])
    say("built twice without a cache", f"{len(found[0])} layers, the last {found[0][-1][:19]}")
    assert found[0] == found[1], "the layers differ"


def without_a_shell(yard: Yard) -> None:
    """The image works where its shells are gone."""
    gone = [
        word
        for name in ("sh", "dash", "bash", "perl")
        for word in ("--volume", f"/dev/null:/usr/bin/{name}:ro")
    ]
    run = ("run", "--rm", "--read-only", *gone)
    said = yard.podman(*run, "alertbot", "--version")
    assert yard.podman.code(*run, "--entrypoint", "/bin/sh", "alertbot", "-c", "true")
    say("without a shell in the image", said.strip())


def single(yard: Yard, place: Town) -> None:
    """One process with SQLite: alerts, health, a read-only root, secrets by file."""
    place.configure(yard.here)
    yard.type("chown 10001")
    yard.type("chmod 0400")
    yard.type("alertbot check")
    start = time.monotonic()
    yard.type("podman run --detach")
    until("the summary has come", lambda: len(place.slack.messages) == 1)
    took = time.monotonic() - start
    place.post(3)
    place.await_all()
    say("first message, then an alert for each opening", f"{took:.1f} s, {place.verdict()}")
    assert yard.podman.code("healthcheck", "run", "alertbot") == 0
    assert "healthy" in yard.type("alertbot health")
    state = yard.podman.inspect("alertbot")["State"]["Health"]["Status"]
    say("health", state)
    assert state == "healthy"
    assert "1 healthy" in yard.type("alertbot status")
    yard.type("alertbot db backup")
    shut = yard.podman.code("exec", "--user", "0", "alertbot", "touch", "/opt/alertbot/x")
    assert shut, "the root can be written"
    # A notice of the command's own list of words: it must not hold what the secret holds.
    told = yard.type("podman logs") + yard.podman("inspect", "alertbot")
    told += yard.podman("inspect", "alertbot", "--type", "image")
    assert TOKEN not in told
    say("read-only root; token in logs or settings", "yes; no")


def killed(yard: Yard, place: Town) -> None:
    """The process dies at any moment; the engine starts it again, and it goes on."""
    chance, slowest = random.Random(7), 0.0
    for _ in range(KILLS):
        place.post(4)
        time.sleep(chance.uniform(0, 1.5))
        pid = yard.pid("alertbot")
        os.kill(pid, signal.SIGKILL)
        slowest = max(slowest, until("it runs again", partial(yard.is_back, "alertbot", pid)))
    place.await_all()
    say(f"kill -9, {KILLS} times", f"{place.verdict()}; back within {slowest:.1f} s")
    assert place.well
    start = time.monotonic()
    yard.type("podman stop")
    took = time.monotonic() - start
    code = yard.podman.inspect("alertbot")["State"]["ExitCode"]
    say("SIGTERM", f"ends in {took:.1f} s with {code}")
    assert took < STOPS_WITHIN
    assert code == 0


def upgraded(yard: Yard, place: Town) -> None:
    """Another container takes the place of the stopped one, on the same volume."""
    yard.type("podman rm")
    place.post(2)
    yard.type("podman run --detach")
    place.await_all()
    time.sleep(2)  # in which anything that is told twice would come
    say("replaced by another container", place.verdict())
    assert place.well


def _one(yard: Yard) -> None:
    with town() as place:
        for step in (single, killed, upgraded):
            step(yard, place)


def _composed(profile: Callable[[Yard, Town], None]) -> Callable[[Yard], None]:
    def part(yard: Yard) -> None:
        with town() as place:
            profile(yard, place)

    return part


PARTS: dict[str, Callable[[Yard], None]] = {
    "shell": without_a_shell,
    "one": _one,
    "compose": _composed(composed.sqlite),
    "postgres": _composed(composed.postgres),
    "same": same,
}


def run(folder: Path, parts: Sequence[str]) -> None:
    """Builds the image and does the parts. Raises where one goes otherwise than it should."""
    install()
    yard = Yard(folder)
    yard.podman.clear()  # of what a run before this one was stopped in
    try:
        build(yard)
        for part in parts:
            PARTS[part](yard)
            yard.podman.clear()
    finally:
        yard.podman.clear()
    if set(parts) == set(PARTS) and (left := list(yard.readme.untaken())):
        raise AssertionError(f"the README's commands that were not run: {left}")


def main(arguments: Sequence[str]) -> int:
    """Prints the table; 1 where something goes otherwise than it should."""
    parser = argparse.ArgumentParser(prog="dev.py container", description=(__doc__ or "").strip())
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--in", dest="folder", type=Path, help="keep the images there")
    asked = parser.parse_args(arguments)
    if strange := set(asked.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(strange))}")
    with contextlib.ExitStack() as stack:
        folder: Path = asked.folder or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="alertbot-container-"))
        )
        try:
            run(folder, asked.parts or list(PARTS))
        except (Broken, AssertionError, LookupError) as error:
            print(f"FAILED: {error}", flush=True)
            return 1
    print("all is well", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
