"""Look at a page in headless Chromium, spoken to over its debugging pipe: nothing but the browser is needed."""

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

_MEASURE = """JSON.stringify({
  scroll: document.documentElement.scrollWidth,
  inner: innerWidth,
  height: document.documentElement.scrollHeight,
  ink: getComputedStyle(document.body).color,
  paper: getComputedStyle(document.body).backgroundColor,
  ids: [...document.querySelectorAll("[id]")].length - new Set([...document.querySelectorAll("[id]")].map(e => e.id)).size,
  contents: [...document.querySelectorAll("nav a")].every(a => document.getElementById(a.hash.slice(1))),
  named: [...document.querySelectorAll("svg[role=img]")].every(
    svg => (document.getElementById(svg.getAttribute("aria-labelledby")) || {}).textContent
  ),
  cut: [...document.querySelectorAll("body *")].filter(
    one => !(one.parentElement.closest(".table")) && one.getBoundingClientRect().right > innerWidth + 1
  ).map(one => one.tagName + " " + one.className + " " + one.textContent.slice(0, 40)),
})"""


class Browser:
    """A running browser with one empty page; a context manager."""

    def __enter__(self):
        asked, self._write = os.pipe()
        self._read, answered = os.pipe()
        command = [
            CHROMIUM,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--remote-debugging-pipe",
            "about:blank",
        ]
        plumbing = f'exec 3<&{asked} 4>&{answered}; exec "$@"'
        self._process = subprocess.Popen(
            ["bash", "-c", plumbing, "bash", *command], pass_fds=(asked, answered), stderr=subprocess.DEVNULL
        )
        os.close(asked)
        os.close(answered)
        self._left, self._count, self.messages = b"", 0, []
        targets = self._ask("Target.getTargets")["targetInfos"]
        target = next(one["targetId"] for one in targets if one["type"] == "page")
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self._page(f"{domain}.enable")
        return self

    def __exit__(self, *error):
        self._process.kill()
        self._process.wait()
        os.close(self._write)
        os.close(self._read)

    def look(self, path, width, scheme="light"):
        """Open a page at a width and say what it is like; `messages` gets what it complains of."""
        media = [{"name": "prefers-color-scheme", "value": scheme}]
        self._page("Emulation.setEmulatedMedia", features=media)
        self._page("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self._page("Page.navigate", url=Path(path).resolve().as_uri())
        self._wait("Page.loadEventFired")
        return json.loads(self._page("Runtime.evaluate", expression=_MEASURE)["result"]["value"])

    def picture(self, height):
        """The page as PNG, from its top to a height in pixels."""
        size = self._page("Runtime.evaluate", expression="innerWidth")["result"]["value"]
        clip = {"x": 0, "y": 0, "width": size, "height": height, "scale": 1}
        shot = self._page("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def paper(self):
        """The page as PDF."""
        return base64.b64decode(self._page("Page.printToPDF")["data"])

    def _page(self, method, **parameters):
        return self._ask(method, self._session, **parameters)

    def _ask(self, method, session=None, **parameters):
        self._count += 1
        request = {"id": self._count, "method": method, "params": parameters}
        os.write(self._write, json.dumps(request | ({"sessionId": session} if session else {})).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == self._count:
                assert "error" not in message, message
                return message["result"]

    def _wait(self, method):
        while self._next().get("method") != method:
            pass

    def _next(self):
        while b"\0" not in self._left:
            read = os.read(self._read, 1 << 20)
            assert read, "the browser left"
            self._left += read
        line, _, self._left = self._left.partition(b"\0")
        message = json.loads(line)
        if message.get("method") in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"):
            self.messages.append(message["params"])
        return message
