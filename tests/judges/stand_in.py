"""A service made of wechatpy, for the sandbox to talk to."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from judge import crypto, parse_message

REPS = [
    {"id": "zhang", "name": "张伟", "role": "rep", "wecom_userid": "ZhangWei"},
    {"id": "wang", "name": "王芳", "role": "rep", "wecom_userid": "WangFang"},
]


class StandIn:
    """Remembers what wechatpy made of each callback, and answers with `reply(message)`."""

    def __init__(self):
        self.heard = []
        self.checked = 0
        self.faults = []
        self.hang_up = 0
        self.reply = lambda message: None

    def __enter__(self):
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                address = urlsplit(self.path)
                if address.path == "/callbacks/wecom":
                    self.answer(stand_in.url_check(parse_qs(address.query)), "text/plain")
                else:
                    self.answer(json.dumps({"items": REPS, "next_cursor": None}), "application/json")

            def do_POST(self):
                query = parse_qs(urlsplit(self.path).query)
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                if stand_in.hang_up > 0:
                    stand_in.hang_up -= 1
                    self.close_connection = True
                    return
                self.answer(stand_in.callback(query, body), "text/xml")

            def answer(self, text, kind):
                data = text.encode()
                self.send_response(200)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def url_check(self, query):
        one = {name: values[0] for name, values in query.items()}
        plain = crypto().check_signature(
            one["msg_signature"], one["timestamp"], one["nonce"], one["echostr"]
        )
        self.checked += 1
        return plain

    def callback(self, query, body):
        try:
            one = {name: values[0] for name, values in query.items()}
            plain = crypto().decrypt_message(
                body, one["msg_signature"], one["timestamp"], one["nonce"]
            )
            message = parse_message(plain)
            self.heard.append(message)
            reply = self.reply(message)
            return crypto().encrypt_message(reply, "778899") if reply else ""
        except Exception as fault:  # told at the end, since this thread cannot fail the judge
            self.faults.append(f"{type(fault).__name__}: {fault}\n{body}")
            return ""
