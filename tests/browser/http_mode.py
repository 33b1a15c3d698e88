"""`paidan serve` and `paidan sandbox` beside it, with DingTalk in HTTP mode."""

import base64
import json
import secrets
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

CONFIG = Path(__file__).resolve().parents[2] / "config"
START_CAP = 20
STOP_CAP = 15
# As the demo has it.
OFFER = 'claim_within = "60s"\nmax_offers = 2\nduty_manager = "li"'


class HttpMode:
    """Addresses and tokens of the two; `log()` is what the service wrote to stderr."""

    def __init__(self, binary):
        self.binary = binary
        service, sandbox = free_ports()
        self.service, self.page = f"http://127.0.0.1:{service}", f"http://127.0.0.1:{sandbox}"
        self.admin, self.source, self.reader = (secrets.token_hex(20) for _ in range(3))
        self.wecom = dict(corp_id=f"ww{secrets.token_hex(8)}", agent_id=1000002, secret=secrets.token_hex(20))
        self.wecom |= dict(token=secrets.token_hex(12), encoding_aes_key=aes_key())
        self.dingtalk = dict(corp_id=f"ding{secrets.token_hex(16)}", client_id=f"ding{secrets.token_hex(8)}")
        self.dingtalk |= dict(client_secret=secrets.token_hex(32), token=secrets.token_hex(12))
        self.dingtalk |= dict(encoding_aes_key=aes_key(), pool_group=f"cid{secrets.token_hex(11)}==")
        self.template = f"{secrets.token_hex(16)}.schema"

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="paidan-http-")
        settings = Path(self.folder.name) / "paidan.toml"
        settings.write_text(self.settings())
        self.processes = []
        try:
            self.start("sandbox", *self.arguments())
            self.answers(f"{self.page}/sandbox/state")
            self.start("serve", "--config", str(settings))
            self.answers(f"{self.service}/readyz")
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        codes = self.stop()
        self.folder.cleanup()
        assert codes == [0, 0], f"service and sandbox ended with {codes} after SIGTERM"

    def start(self, subcommand, *arguments):
        with (Path(self.folder.name) / f"{subcommand}.log").open("w") as log:
            self.processes.append(
                subprocess.Popen(
                    [self.binary, subcommand, *arguments],
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                    cwd=self.folder.name,
                )
            )

    def answers(self, address):
        """Waits until something answers there."""
        deadline = time.monotonic() + START_CAP
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(address):
                    return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise AssertionError(f"nothing at {address}\n{self.log()}")

    def stop(self):
        """The service first, as it has the sandbox to speak to until its end."""
        codes = []
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            try:
                codes.append(process.wait(STOP_CAP))
            except subprocess.TimeoutExpired:
                process.kill()
                codes.append(process.wait())
        return codes

    def log(self):
        log = Path(self.folder.name) / "serve.log"
        return log.read_text(errors="replace")[-6000:] if log.exists() else ""

    def settings(self):
        base = {"api_base": self.page, "oauth_base": self.page}
        sections = {
            "server": dict(listen=self.service.removeprefix("http://"), public_url=self.service, admin_token=self.admin),
            "store": dict(url=f"sqlite://{self.folder.name}/paidan.db"),
            "privacy": dict(key_file=f"{self.folder.name}/paidan.key"),
            "wecom": dict(enabled=True, **self.wecom, **base),
            "dingtalk": dict(
                enabled=True, mode="http", card_template_id=self.template, oapi_base=self.page, **self.dingtalk, **base
            ),
            "sources.website": dict(token=self.source),
            "tokens.sandbox": dict(token=self.reader, role="read"),
            "seed": dict(
                reps=str(CONFIG / "reps.example.toml"), catalogue=str(CONFIG / "catalogue.example.json")
            ),
        }
        text = [f"[offer]\n{OFFER}"]
        for name, values in sections.items():
            # Words, numbers and truth are written alike in JSON and TOML.
            text += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items())]
        return "\n".join(text) + "\n"

    def arguments(self):
        told = dict(listen=self.page.removeprefix("http://"), service=self.service)
        told |= dict(source_token=self.source, read_token=self.reader, **self.wecom)
        told |= {f"dingtalk_{name}": value for name, value in self.dingtalk.items()}
        told |= dict(dingtalk_mode="http", dingtalk_template_id=self.template)
        return [f"--{name.replace('_', '-')}={value}" for name, value in told.items()]


def free_ports():
    with socket.socket() as one, socket.socket() as other:
        for found in (one, other):
            found.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def aes_key():
    """43 characters of base64, as the platforms give them."""
    return base64.b64encode(secrets.token_bytes(32)).decode().replace("+", "p").replace("/", "s").rstrip("=")
