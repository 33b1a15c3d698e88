"""wechatpy, under the names that its stable and its coming version have, and small helpers."""

import json
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode

import xmltodict

try:
    from wechatpy.work import WeChatClient, parse_message
    from wechatpy.work.crypto import WeChatCrypto
    from wechatpy.work.replies import TextReply
except ImportError:  # the stable version 1.8
    from wechatpy.enterprise import WeChatClient, parse_message
    from wechatpy.enterprise.crypto import WeChatCrypto
    from wechatpy.enterprise.replies import TextReply

__all__ = ["TextReply", "WeChatClient", "WeChatCrypto", "parse_message"]

CORP = "ww1c2d3e4f5a6b7c8d"
AGENT = 1000002
SECRET = "judges-app-secret-0123456789"
TOKEN = "JudgesToken2026"
# The last letter carries two bits that belong to no byte, as in real keys.
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFb"


def crypto(token=TOKEN, key=AES_KEY, corp=CORP):
    return WeChatCrypto(token, key, corp)


def seal(by, message, nonce="1812308444", timestamp=None):
    """Query and body of a callback, sealed by wechatpy."""
    timestamp = str(timestamp or int(time.time()))
    made = xmltodict.parse(by.encrypt_message(message, nonce, timestamp))["xml"]
    query = {"msg_signature": made["MsgSignature"], "timestamp": timestamp, "nonce": nonce}
    body = (
        f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><AgentID><![CDATA[{AGENT}]]></AgentID>"
        f"<Encrypt><![CDATA[{made['Encrypt']}]]></Encrypt></xml>"
    )
    return query, body, made["Encrypt"]


def open_reply(body):
    """The plain XML of a passive reply, if wechatpy accepts it."""
    envelope = xmltodict.parse(body)["xml"]
    return crypto().decrypt_message(
        body, envelope["MsgSignature"], envelope["TimeStamp"], envelope["Nonce"]
    )


def call(method, url, body=None, query=None, headers=None):
    """Status and body; an error status is an answer too."""
    if query:
        url = f"{url}?{urlencode(query)}"
    data = body.encode() if isinstance(body, str) else body
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def call_json(method, url, body=None, token=None):
    headers = {"content-type": "application/json"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    status, text = call(method, url, None if body is None else json.dumps(body), headers=headers)
    return status, json.loads(text) if text else None


def until(what, probe, cap=15):
    """Polls until the probe gives something true, and gives that."""
    end = time.monotonic() + cap
    while True:
        found = probe()
        if found:
            return found
        assert time.monotonic() < end, f"{what} did not happen within {cap} s"
        time.sleep(0.03)


def cards_of(sandbox, userid):
    """The cards on somebody's phone in the sandbox, oldest first."""
    _, state = call_json("GET", f"{sandbox}/sandbox/state")
    phone = next((phone for phone in state["phones"] if phone["userid"] == userid), None)
    return [message for message in (phone or {"messages": []})["messages"] if message["kind"] == "card"]


def texts_of(sandbox, userid):
    """What the app wrote to somebody."""
    _, state = call_json("GET", f"{sandbox}/sandbox/state")
    phone = next(phone for phone in state["phones"] if phone["userid"] == userid)
    return [m["content"] for m in phone["messages"] if m["kind"] == "text" and m["from"] == "app"]


def check(name, holds, seen=""):
    """One line a check; the first that fails ends the judge."""
    assert holds, f"{name}: {seen}"
    print(f"ok  {name}")
