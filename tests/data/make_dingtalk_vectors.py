#!/usr/bin/env python3
"""Makes dingtalk-vectors.json, the project's own vectors of DingTalk's protocol.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install wechatpy==2.0.0a26 cryptography
    /tmp/v/bin/python make_dingtalk_vectors.py

Sealed events and their signatures come from wechatpy, which we did not write: DingTalk's
cipher is WeCom's. Malformed buffers are built by hand, HMAC is the standard library's.
Keys, ids and words are made up here, from a fixed seed: the same file comes out each
time. The form is that of `paidan-dingtalk-vectors`, version 1.
"""

import base64
import hashlib
import hmac
import json
import random
from pathlib import Path
from urllib.parse import quote

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from wechatpy.crypto import _get_signature
from wechatpy.work.crypto import PrpCrypto

RANDOM = random.Random("paidan's own DingTalk vectors, 1")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
CORP = "ding5eedc0ffee5eedc0ffee"
ROBOT = "dingown0robot"
NOW = 1_795_000_000_000
VECTORS = []


def letters(count):
    return "".join(RANDOM.choice(LETTERS) for _ in range(count))


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def add(kind, name, description, expect, **given):
    number = sum(1 for one in VECTORS if one["kind"] == kind) + 1
    VECTORS.append(
        {"id": f"{kind}-{number}-{name}", "kind": kind, "description": description, **given, "expect": expect}
    )


class App:
    """One app's set-up values; `trailing` gives the key's last symbol unused bits."""

    def __init__(self, trailing):
        self.receive_id = "ding" + letters(16).lower()
        self.token = letters(RANDOM.randint(3, 32))
        last = [c for c in LETTERS if bool(BASE64.index(c) % 4) == trailing]
        self.aes_key = letters(42) + RANDOM.choice(last)
        self.key = base64.b64decode(self.aes_key + "=")

    def given(self):
        return {"token": self.token, "encoding_aes_key": self.aes_key, "receive_id": self.receive_id}

    def seal(self, message, random16, receive_id=None):
        PrpCrypto.get_random_string = lambda _: random16
        return PrpCrypto(self.key).encrypt(message, receive_id or self.receive_id).decode()

    def by_hand(self, buffer):
        worker = Cipher(algorithms.AES(self.key), modes.CBC(self.key[:16])).encryptor()
        return base64.b64encode(worker.update(buffer) + worker.finalize()).decode()


STRICT, LOOSE = App(False), App(True)


def request(app, encrypt, query=None, body=None):
    stamp, nonce = str(NOW + RANDOM.randint(0, 999)), letters(8)
    sign = _get_signature(app.token, stamp, nonce, encrypt)
    query = query or "msg_signature={sign}&timestamp={stamp}&nonce={nonce}"
    query = query.format(sign=sign, stamp=stamp, nonce=nonce)
    body = compact({"encrypt": encrypt}) if body is None else body
    return {**app.given(), "request": {"method": "POST", "query": query, "body": body}}


def events():
    left = compact({"EventType": "user_leave_org", "CorpId": CORP, "eventId": "e1", "userId": ["047"]})
    for app, what in [(STRICT, "plain"), (LOOSE, "trailing-bits")]:
        expect = {"ok": True, "plaintext": left, "fields": {"userId": ["047"]}}
        add("event_http", what, "a leaver", expect, **request(app, app.seal(left, letters(16))))
    sealed = STRICT.seal(left, letters(16))
    old = request(STRICT, sealed, "nonce={nonce}&signature={sign}&timestamp={stamp}")
    add("event_http", "old-name", "the older name of the signature", {"ok": True, "plaintext": left}, **old)

    def refused(name, stage, given):
        add("event_http", name, "refused", {"ok": False, "stage": stage}, **given)

    refused("no-nonce", "query", request(STRICT, sealed, "msg_signature={sign}&timestamp={stamp}"))
    twice = "msg_signature={sign}&msg_signature={sign}&timestamp={stamp}&nonce={nonce}"
    refused("signature-twice", "query", request(STRICT, sealed, twice))
    refused("a-list", "json", request(STRICT, sealed, body=compact([sealed])))
    refused("forged", "signature", request(STRICT, sealed, body=compact({"encrypt": LOOSE.seal(left, letters(16))})))
    refused("for-another", "receive_id", request(STRICT, STRICT.seal(left, letters(16), CORP)))
    refused("words", "inner", request(STRICT, STRICT.seal("hello", letters(16))))
    refused("padding", "padding", request(STRICT, STRICT.by_hand(bytes(range(32)))))
    refused("no-blocks", "decrypt", request(STRICT, base64.b64encode(b"fifteen bytes..").decode()))


def event_replies():
    for app in (STRICT, LOOSE):
        random16, nonce = letters(16), letters(16)
        encrypt = app.seal("success", random16)
        response = {
            "msg_signature": _get_signature(app.token, str(NOW), nonce, encrypt),
            "timeStamp": str(NOW),
            "nonce": nonce,
            "encrypt": encrypt,
        }
        reply = {"plaintext": "success", "random16": random16, "timestamp": str(NOW), "nonce": nonce}
        add("event_reply", "success", "byte for byte", {"ok": True, "response": response}, **app.given(), reply=reply)


def signature(key, text):
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def robot_body(**change):
    body = {
        "msgId": "msgown==", "conversationId": "cidOwn+/==", "conversationType": "1", "robotCode": ROBOT,
        "chatbotUserId": "$:LWCP_v1:$robot", "senderStaffId": "0421", "senderNick": "李蕾",
        "sessionWebhook": "https://oapi.dingtalk.com/robot/sendBySession?session=own",
        "sessionWebhookExpiredTime": NOW + 5_400_000, "createAt": NOW, "msgtype": "text",
        "text": {"content": "/我的"},
    }  # fmt: skip
    body.update(change)
    return {name: value for name, value in body.items() if value is not None}


def heard(text, content="text", group=False, **change):
    message = {
        "who": "0421", "nick": "李蕾", "content": content, "text": text, "folded": text,
        "where": {"kind": "group" if group else "single", "conversation_id": "cidOwn+/=="},
        "is_command": text.startswith("/"), "mentions": [], "dedupe_key": f"dt:msg:{ROBOT}:msgown==",
        "reply_via": "session_webhook",
    }  # fmt: skip
    return {"ok": True, "message": {**message, **change}}


def robots():
    def body(name, expect, **change):
        add("robot_body", name, "what a body says", expect, now_ms=NOW, body=compact(robot_body(**change)))

    body("plain", heard("/我的"))
    body("blanks", heard("/我的"), text={"content": "\u200b\u3000/我的\u00a0\ufeff"})
    others = [{"dingtalkId": "$:LWCP_v1:$robot", "staffId": "robot"}, {"dingtalkId": "x", "staffId": "77"}]
    body("mentions", heard("/我的", group=True, mentions=["77"]), conversationType=2, atUsers=others)
    parts = [{"text": "@派单助手\u2005"}, {"text": "/我的"}]
    body("rich", heard("/我的", "rich", True), conversationType="2", msgtype="richText", text=None, content={"richText": parts})
    body("file", heard("", "other"), msgtype="file", text=None, content={"fileName": "x.xlsx"})
    body("nobody", heard("/我的", who=None), senderStaffId=None)
    body("ends-in-29-s", heard("/我的", reply_via="api"), sessionWebhookExpiredTime=str(NOW + 29_000))
    body("plain-http", heard("/我的", reply_via="api"), sessionWebhook="http://oapi.dingtalk.com/x")
    body("other-port", heard("/我的", reply_via="api"), sessionWebhook="https://oapi.dingtalk.com:444/x")
    body("used-up", {"ok": True, "message": {"quota_exhausted": True}}, text=None, errorCode="20001")

    secret = letters(64)

    def http(name, expect, now=NOW, sign=None, stamp=str(NOW), body=None):
        headers = {"Timestamp": stamp, "Sign": signature(secret, f"{stamp}\n{secret}") if sign is None else sign}
        headers = {key: value for key, value in headers.items() if value != "-"}
        body = compact(robot_body()) if body is None else body
        add("robot_http", name, "a message over HTTP", expect, app_secret=secret, now_ms=now,
            request={"method": "POST", "headers": headers, "body": body})  # fmt: skip

    def no(stage):
        return {"ok": False, "stage": stage}

    http("signed", heard("/我的"))
    http("an-hour-early", heard("/我的"), now=NOW - 3_600_000)
    http("too-early", no("stale"), now=NOW - 3_600_001)
    http("no-sign", no("header"), sign="-")
    http("empty-sign", no("signature"), sign="")
    http("negative-time", no("header"), stamp="-1")
    http("endless-time", no("stale"), stamp="9" * 40)
    http("the-card-s-way", no("signature"), sign=signature(secret, str(NOW)))
    http("no-conversation", no("body"), body=compact(robot_body(conversationId=None)))
    http("a-list", no("body"), body="[]")


def click_body(content, **change):
    body = {"type": "actionCallback", "outTrackId": "pd-own", "corpId": CORP, "userId": "0421", "content": content}
    body.update(change)
    return compact({name: value for name, value in body.items() if value is not None})


def click(actions, params):
    found = {
        "out_track_id": "pd-own", "who": "0421", "user_id_type": 1, "corp_id": CORP,
        "action_ids": actions, "action_id": actions[0] if actions else None, "params": params,
    }  # fmt: skip
    return {"ok": True, "click": found}


def clicks():
    inner = {"cardPrivateData": {"actionIds": ["assign"], "params": {"rep": {"value": "w1"}}}}
    expect, no = click(["assign"], {"rep": {"value": "w1"}}), {"ok": False, "stage": "body"}

    def body(name, expect, text):
        add("card_body", name, "what a press says", expect, body=text)

    body("text", expect, click_body(compact(inner)))
    body("object", expect, click_body(inner))
    body("empty-content", expect, click_body("", value=compact(inner)))
    body("nothing", click([], {}), click_body(None))
    body("number", no, click_body(7))
    body("broken", no, click_body("{"))
    body("no-card", no, click_body(compact(inner), outTrackId=None))
    body("no-user", no, click_body(compact(inner), userId=""))

    secret = letters(32).lower()

    def http(name, expect, text, sign, stamp=str(NOW)):
        headers = {"X-Ddpaas-Signature-Timestamp": stamp, "X-Ddpaas-Signature": sign}
        add("card_http", name, "a press over HTTP", expect, api_secret=secret, now_ms=NOW,
            request={"method": "POST", "headers": headers, "body": text})  # fmt: skip

    good = signature(secret, str(NOW))
    http("signed", expect, click_body(compact(inner)), good)
    http("the-robot-s-way", {"ok": False, "stage": "signature"}, click_body(compact(inner)), signature(secret, f"{NOW}\n{secret}"))
    http("other-time", {"ok": False, "stage": "signature"}, click_body(compact(inner)), good, str(NOW + 1))
    http("html", no, "<html>", good)


def cards():
    given = {"text": "a", "yes": True, "no": False, "count": 0, "list": [], "none": None}
    texts = {"text": "a", "yes": "true", "no": "false", "count": "0", "list": "[]"}
    add("card_param_map", "kinds", "texts only", {"ok": True, "cardParamMap": texts}, input=given)
    by_key = {"updateCardDataByKey": True, "updatePrivateDataByKey": True}
    body = {"cardUpdateOptions": by_key, "userPrivateData": {"cardParamMap": {"hint": "已被认领"}}}
    given = {"public": {}, "private": {"hint": "已被认领"}}
    add("card_answer", "private", "an empty part is left out", {"ok": True, "body": body}, input=given)
    for kind, name in [("robot", "IM_ROBOT"), ("group", "IM_GROUP")]:
        given = {"kind": kind, "id": "cidOwn+/=="}
        add("open_space", kind, "as it is", {"ok": True, "openSpaceId": f"dtv1.card//{name}.cidOwn+/=="}, input=given)


def batches():
    def sent(name, fates, key, status=200, **body):
        expect = {"ok": True, "per_user": fates}
        if key:
            expect["process_query_key"] = key
        answer = {"status": status, "body": compact(body)}
        add("batch_send", name, "each person's fate", expect, user_ids=list(fates), answer=answer)

    sent("mixed", {"a": "sent", "A": "invalid", "b": "flow_controlled"}, "q", processQueryKey="q",
         invalidStaffIdList=["A", "A"], flowControlledStaffIdList=["b"])  # fmt: skip
    sent("no-key", {"a": "unknown", "b": "invalid"}, None, invalidStaffIdList=["b"])
    sent("busy", {"a": "failed"}, None, 500, code="system.busy")
    users = [str(number) for number in range(21)] + ["0"]
    expect = {"ok": True, "sizes": [20, 1], "first": ["0", "20"]}
    add("batch_chunks", "twenty-one", "nobody twice", expect, input={"user_ids": users})


def answers():
    denied = "Forbidden.AccessDenied."

    def judged(name, call, status, body, verdict, **more):
        text = body if isinstance(body, str) else compact(body)
        add("api_answer", name, "what to do", {"verdict": verdict, **more}, call=call, answer={"status": status, "body": text})

    put, old, session = "PUT /v1.0/card/instances", "POST /topapi/v2/user/get", "POST sessionWebhook"
    create = "POST /v1.0/card/instances/createAndDeliver"
    judged("empty-401", put, 401, "", "refresh_token")
    judged("auth-failed", put, 401, {"code": "authFailed"}, "alarm")
    judged("case", put, 403, {"Code": denied + "qpslimitforapi"}, "throttle", wait_ms=1000)
    judged("html-502", put, 502, "<html></html>", "retry")
    judged("html-404", put, 404, "<html></html>", "ip_blocked", wait_ms=300_000)
    judged("robot", create, 400, {"code": "invalidParameter.robotCode.notExsit"}, "alarm")
    judged("content", create, 400, {"code": "contain.forbidden.words"}, "give_up", fallback=True)
    judged("our-mistake", create, 400, {"code": "param.outTrackIdEmpty"}, "give_up", fallback=True)
    judged("group", put, 400, {"code": "group.disbanded"}, "give_up")
    half = [{"success": True, "carrierId": "c"}, {"success": False, "errorMsg": "x"}]
    judged("half", create, 200, {"success": True, "result": {"deliverResults": half}}, "not_delivered")
    judged("minute", old, 200, {"errcode": 90006}, "throttle", wait_ms=60_000)
    judged("wrapped-ok", old, 200, {"errcode": 88, "sub_code": 90020}, "quota")
    judged("wrong-number", old, 200, {"errcode": "40104"}, "not_found")
    judged("session-500", session, 500, "", "use_api")
    judged("session-blocked", session, 200, {"punish": "deny"}, "use_api")


def webhooks():
    secret, stamp = "SEC" + letters(40), str(NOW)
    sign = signature(secret, f"{stamp}\n{secret}")
    expect = {"ok": True, "sign": sign, "query": f"timestamp={stamp}&sign={quote(sign, safe='')}"}
    add("webhook_sign", "own", "a custom robot", expect, secret=secret, timestamp=stamp)


def main():
    for part in (events, event_replies, robots, clicks, cards, batches, answers, webhooks):
        part()
    document = {
        "format": "paidan-dingtalk-vectors",
        "version": 1,
        "made_with": "make_dingtalk_vectors.py: wechatpy 2.0.0a26 for sealed events and their signatures, the standard library for HMAC, malformed buffers by hand",
        "vectors": VECTORS,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    Path(__file__).with_name("dingtalk-vectors.json").write_text(text, encoding="utf-8")
    print(len(VECTORS), "vectors")


main()
