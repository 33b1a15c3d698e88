"""The programs under judgement: `paidan serve` and `paidan sandbox`, each on a free port."""

import signal
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from judge import AES_KEY, AGENT, CORP, SECRET, TOKEN, call, call_json, until

REPO = Path(__file__).resolve().parents[2]
SOURCE_TOKEN = "judges-source-token-0123456789abcdef"
READ_TOKEN = "judges-read-token-0123456789abcdef"
ADMIN_TOKEN = "judges-admin-token-0123456789abcdef"
STOP_CAP = 15

SETTINGS = """
[server]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
admin_token = "{admin}"
[store]
url = "sqlite://{folder}/paidan.db"
[privacy]
key_file = "{folder}/paidan.key"
[wecom]
enabled = true
corp_id = "{corp}"
agent_id = {agent}
secret = "{secret}"
token = "{token}"
encoding_aes_key = "{aes_key}"
api_base = "{platform}"
oauth_base = "{platform}"
[sources.website]
token = "{source}"
[tokens.sandbox]
token = "{read}"
role = "read"
[offer]
claim_within = "5m"
duty_manager = "li"
[seed]
reps = "{repo}/config/reps.example.toml"
catalogue = "{repo}/config/catalogue.example.json"
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command, ready):
    """The program from the moment it answers at `ready`; must end with 0 when asked to."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            def answers():
                assert process.poll() is None, f"{command[1]} ended by itself"
                try:
                    return call("GET", ready)[0] == 200
                except OSError:
                    return False

            until(f"{command[1]} answering", answers, cap=20)
            yield
        except BaseException:
            log.seek(0)
            print(f"--- {command[1]} wrote:\n{log.read()[-6000:]}")
            raise
        finally:
            process.send_signal(signal.SIGINT)
            try:
                code = process.wait(STOP_CAP)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        assert code == 0, f"{command[1]} ended with {code}"


@contextmanager
def service(binary, port, platform):
    with tempfile.TemporaryDirectory(prefix="paidan-judge-") as folder:
        config = Path(folder) / "paidan.toml"
        config.write_text(
            SETTINGS.format(
                port=port, folder=folder, platform=platform, repo=REPO, corp=CORP, agent=AGENT,
                secret=SECRET, token=TOKEN, aes_key=AES_KEY, source=SOURCE_TOKEN,
                read=READ_TOKEN, admin=ADMIN_TOKEN,
            )
        )
        address = f"http://127.0.0.1:{port}"
        with running([binary, "serve", "--config", str(config)], f"{address}/healthz"):
            def seeded():
                _, reps = call_json("GET", f"{address}/api/v1/reps", token=ADMIN_TOKEN)
                return any(rep["name"] == "李经理" for rep in reps["items"])

            until("the example reps", seeded)
            yield address


@contextmanager
def sandbox(binary, port, service_address, more=None):
    """WeCom alone; `more` are arguments beside its own."""
    settings = {
        "listen": f"127.0.0.1:{port}", "service": service_address, "source-token": SOURCE_TOKEN,
        "read-token": READ_TOKEN, "corp-id": CORP, "agent-id": str(AGENT), "secret": SECRET,
        "token": TOKEN, "encoding-aes-key": AES_KEY, **(more or {}),
    }
    command = [binary, "sandbox"]
    for name, value in settings.items():
        command += [f"--{name}", value]
    address = f"http://127.0.0.1:{port}"
    with running(command, f"{address}/sandbox/state"):
        yield address
