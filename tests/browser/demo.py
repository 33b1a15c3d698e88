"""Starts and stops `paidan demo` on free ports in a folder of its own."""

import re
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

START_CAP = 20
STOP_CAP = 15


class Demo:
    """Addresses and tokens as the program prints them; `log()` is what it wrote to stderr."""

    def __init__(self, binary):
        self.binary = binary

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="paidan-walk-")
        self.log_path = Path(self.folder.name) / "stderr.log"
        self.log_file = self.log_path.open("w")
        command = [self.binary, "demo", "--port", "0", "--data-dir", f"{self.folder.name}/data"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self.log_file, text=True
        )
        watchdog = threading.Timer(START_CAP, self.process.kill)
        watchdog.start()
        printed = []
        for line in self.process.stdout:
            printed.append(line)
            if line.startswith("Ctrl-C"):
                break
        watchdog.cancel()
        text = "".join(printed)
        addresses = re.findall(r"http://127\.0\.0\.1:\d+", text)
        if len(addresses) < 2:
            self.stop()
            raise AssertionError(f"the demo did not come up:\n{text}\n{self.log()}")
        self.page, self.service = addresses[0], addresses[1]
        self.admin = re.search(r"admin +(\S+)", text).group(1)
        self.source = re.search(r"source +(\S+)", text).group(1)
        return self

    def __exit__(self, *_):
        code = self.stop()
        self.folder.cleanup()
        assert code == 0, f"the demo ended with {code} after SIGINT"

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(STOP_CAP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.log_file.close()

    def log(self):
        return self.log_path.read_text(errors="replace")[-6000:]
