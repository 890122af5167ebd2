"""A headless Chromium, driven over its own pipe (Chrome DevTools Protocol), so that nothing but the browser is needed."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


def executable() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Page:
    """A page in the browser: `complaints` is what it wrote to the console or threw, `asked` the addresses it asked for."""

    def __init__(self, into: int, out: int) -> None:
        self.into, self.out = into, os.fdopen(out, "rb")
        self.number = 0
        self.session: str | None = None
        self.rest = b""
        self.complaints: list[str] = []
        self.asked: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **params: object) -> Any:
        number = self._tell(method, **params)
        while True:
            said = self._next()
            if said.get("id") == number:
                assert "error" not in said, said
                return said["result"]

    def _tell(self, method: str, **params: object) -> int:
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        rest = json.dumps(message).encode() + b"\0"
        while rest:
            rest = rest[os.write(self.into, rest) :]
        return self.number

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            read = self.out.read1(1 << 20)
            assert read, "the browser ended"
            self.rest += read
        one, _, self.rest = self.rest.partition(b"\0")
        said: dict[str, Any] = json.loads(one)
        params = said.get("params", {})
        match said.get("method"):
            case "Runtime.exceptionThrown":
                self.complaints.append(str(params["exceptionDetails"]))
            case "Runtime.consoleAPICalled":
                self.complaints.append(str(params["args"]))
            case "Log.entryAdded":
                self.complaints.append(params["entry"]["text"])
            case "Page.javascriptDialogOpening":
                self.complaints.append(f"dialog: {params['message']}")
                self._tell("Page.handleJavaScriptDialog", accept=False)
            case "Network.requestWillBeSent":
                self.asked.append(params["request"]["url"])
        return said

    def open(self, path: Path, width: int = 1280, height: int = 860, dark: bool = False, fragment: str = "") -> None:
        self.visit(path.as_uri() + fragment, width, height, dark)

    def visit(self, address: str, width: int = 1280, height: int = 860, dark: bool = False) -> None:
        """Go to an address and wait until the page is there."""
        self.look(width, height, dark)
        self.ask("Page.navigate", url="about:blank")
        self.ask("Page.navigate", url=address)
        self.wait("document.readyState === 'complete'")

    def look(self, width: int = 1280, height: int = 860, dark: bool = False) -> None:
        """See the page in a window of this size, light or dark."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.ask("Emulation.setDeviceMetricsOverride", **size)

    def run(self, script: str) -> Any:
        """Return the value of an expression in the page."""
        said = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def wait(self, script: str, seconds: float = 20) -> None:
        """Wait until an expression is true in the page."""
        end = time.monotonic() + seconds
        while not self.run(f"Boolean({script})"):
            assert time.monotonic() < end, f"never: {script}"
            time.sleep(0.05)

    def click(self, selector: str) -> None:
        x, y = self.run(
            f"(() => {{ const found = document.querySelector({json.dumps(selector)}); found.scrollIntoView({{block: 'nearest'}});"
            "const box = found.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; })()"
        )
        self.click_at(x, y)

    def click_at(self, x: float, y: float) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text: str) -> None:
        self.ask("Input.insertText", text=text)

    def press(self, key: str) -> None:
        code = {"Enter": 13, "Escape": 27, "ArrowDown": 40}.get(key, 0)
        text = {"text": "\r"} if key == "Enter" else {"text": key} if len(key) == 1 else {}
        self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def picture(self, to: Path) -> None:
        to.write_bytes(b64decode(self.ask("Page.captureScreenshot")["data"]))


@contextmanager
def chromium(path: str) -> Iterator[Page]:
    """Start a browser with a profile of its own, and end it."""
    from_us, into = os.pipe()
    out, to_us = os.pipe()
    ends = f'exec 3<&{from_us} 4>&{to_us}; exec "$0" "$@"'
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            ["bash", "-c", ends, path, *FLAGS, f"--user-data-dir={profile}"],
            pass_fds=(from_us, to_us),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(from_us)
        os.close(to_us)
        page = Page(into, out)
        try:
            yield page
        finally:
            page.session = None
            page.ask("Browser.close")
            process.wait(30)
            page.out.close()
            os.close(into)
