"""A real Chromium for tests, over the pipe that it offers for that: nothing to install, no port.

Its protocol: chromedevtools.github.io/devtools-protocol. A message is JSON and a zero byte.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")

_FLAGS = (
    "--headless=new",
    "--no-sandbox",  # tests run as root in containers, and show nothing but our own page
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)


@dataclass
class Tab:
    """A page that is shown. `requests` are all addresses that it has asked for, `said` what it has
    complained of: errors of scripts, and what its policy refused."""

    _to: BinaryIO
    _from: BinaryIO
    _session: str = ""
    _number: int = 0
    _waiting: list[dict[str, Any]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol, and take note of what happens meanwhile."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._to.write(json.dumps(message).encode() + b"\0")
        self._to.flush()
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result

    def attach(self) -> None:
        """Take a tab of its own."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def show(self, page: Path | str, *, width: int, dark: bool = False, scale: float = 1) -> None:
        """Show a file or an address, so many CSS pixels wide, and return when it is loaded.

        `scale`: how many pixels of a picture a CSS pixel becomes.
        """
        mobile = width < 600
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=scale,
            mobile=mobile,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        address = page if isinstance(page, str) else page.absolute().as_uri()
        self._waiting.clear()
        self.call("Page.navigate", url=address)
        while not any(one.get("method") == "Page.loadEventFired" for one in self._waiting):
            self._waiting.append(self._next())

    def run(self, script: str) -> Any:
        """What an expression of JavaScript comes to."""
        done = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in done:
            raise RuntimeError(str(done["exceptionDetails"]))
        return done["result"].get("value")

    def picture(self, selector: str = "", *, margin: int = 0) -> bytes:
        """A PNG of the first element of that selector; of the whole page if none is given."""
        element = f"document.querySelector({json.dumps(selector or 'html')})"
        box = self.run(
            f"(() => {{ const b = {element}.getBoundingClientRect();"
            " return [b.x + scrollX, b.y + scrollY, b.width, b.height] })()"
        )
        x, y, width, height = box
        clip = {
            "x": x - margin,
            "y": y - margin,
            "width": width + 2 * margin,
            "height": height + 2 * margin,
            "scale": 1,
        }
        taken = self.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(taken["data"])

    def _next(self) -> dict[str, Any]:
        raw = bytearray()
        while (byte := self._from.read(1)) != b"\0":
            if not byte:
                raise EOFError("chromium has gone away")
            raw += byte
        message: dict[str, Any] = json.loads(raw)
        self._note(message.get("method", ""), message.get("params", {}))
        if "method" in message:
            self._waiting.append(message)
        return message

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.said.append(str(params["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.said.append(f"{params['entry']['level']}: {params['entry']['text']}")


@contextmanager
def tab(folder: Path, within: float = 120) -> Iterator[Tab]:
    """A tab of a browser that ends with it, or after so many seconds. The folder holds its profile.

    EOFError where the browser has ended meanwhile.
    """
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    # It reads from descriptor 3 and writes to 4, and a shell is how they come to be those.
    command = f'exec "$@" 3<&{to_read} 4>&{from_write}'
    arguments = [str(CHROMIUM), *_FLAGS, f"--user-data-dir={folder}", "about:blank"]
    process = subprocess.Popen(
        ["bash", "-c", command, "bash", *arguments],
        pass_fds=(to_read, from_write),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(to_read)
    os.close(from_write)
    watch = threading.Timer(within, process.kill)
    watch.start()
    try:
        with os.fdopen(to_write, "wb") as to, os.fdopen(from_read, "rb") as from_:
            one = Tab(to, from_)
            one.attach()
            yield one
    finally:
        watch.cancel()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
