"""A Chromium that may reach this machine only, and remembers everything that went wrong in it."""

from contextlib import contextmanager
from urllib.parse import urlsplit

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
LOCAL = ("data", "blob", "about")
NOTE_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI}`));
"""


class Guard:
    """What a page must never do: errors in the console, failed calls, calls to elsewhere."""

    def __init__(self):
        self.faults = []
        self.requests = 0

    def watch(self, context):
        context.add_init_script(NOTE_VIOLATIONS)
        context.on("request", self.request)
        context.on("response", self.response)
        context.on("console", self.console)
        context.on("weberror", lambda error: self.faults.append(f"exception: {error.error}"))

    def request(self, request):
        self.requests += 1
        address = urlsplit(request.url)
        if address.scheme not in LOCAL and address.hostname != "127.0.0.1":
            self.faults.append(f"a request left this machine: {request.url}")

    def response(self, response):
        if response.status >= 400:
            self.faults.append(f"{response.status} for {response.request.method} {response.url}")

    def console(self, message):
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def clean(self):
        assert self.requests > 0, "no request was seen; the guard does not work"
        assert not self.faults, "the browser complained:\n  " + "\n  ".join(self.faults)


@contextmanager
def chromium(playwright, width, height, scheme="light", scale=1):
    """Browser context of that size, with a guard that is asked at the end."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    try:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            device_scale_factor=scale,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=width < 600,
        )
        guard = Guard()
        guard.watch(context)
        yield context, guard
    finally:
        browser.close()
