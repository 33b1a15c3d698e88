#!/usr/bin/env python3
"""Makes wecom-vectors.json, the project's own vectors of WeCom's callback crypto.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install wechatpy==2.0.0a26 cryptography
    /tmp/v/bin/python make_wecom_vectors.py

Genuine messages and every signature come from wechatpy's WeCom crypto, an
implementation that we did not write; malformed buffers are built by hand. Keys, ids
and words are made up here, from a fixed seed: the same file comes out each time.
The form is that of `paidan-wecom-crypto-vectors`, version 1.
"""

import base64
import hashlib
import json
import random
import struct
from pathlib import Path
from urllib.parse import quote

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from wechatpy.crypto import _get_signature
from wechatpy.work.crypto import PrpCrypto, WeChatCrypto

RANDOM = random.Random("paidan's own WeCom vectors, 1")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def letters(count):
    return "".join(RANDOM.choice(LETTERS) for _ in range(count))


class App:
    """One app's set-up values; `trailing` gives the key's last symbol unused bits."""

    def __init__(self, corp, trailing):
        self.corp = corp
        self.token = letters(RANDOM.randint(6, 32))
        last = [c for c in LETTERS if bool(BASE64.index(c) % 4) == trailing]
        self.aes_key = letters(42) + RANDOM.choice(last)
        self.key = base64.b64decode(self.aes_key + "=")


STRICT = App("ww5d10c0ffee5ba11ad1", False)
LOOSE = App("ww0ddba11feedface042", True)
OLD = App("wx7e57ab1ec0de900d", False)
ROBOT = App("", True)
STRANGER = App("ww5d10c0ffee5ba11ad1", False)

VECTORS = []


def sign(app, timestamp, nonce, encrypt):
    return _get_signature(app.token, timestamp, nonce, encrypt)


def cipher(app, buffer):
    worker = Cipher(algorithms.AES(app.key), modes.CBC(app.key[:16])).encryptor()
    return worker.update(buffer) + worker.finalize()


def pad(buffer):
    count = 32 - len(buffer) % 32
    return buffer + bytes([count]) * count


def buffer_of(message, corp, length=None):
    message = message.encode()
    length = struct.pack(">I", len(message)) if length is None else length
    return letters(16).encode() + length + message + corp.encode()


def stamp():
    return str(RANDOM.randint(1_780_000_000, 1_799_999_999))


def nonce_of():
    return str(RANDOM.randint(1, 2**31)) if RANDOM.random() < 0.5 else letters(10)


def genuine(app, message, random16=None):
    """(encrypt, signature, timestamp, nonce, random16) by wechatpy itself."""
    timestamp, nonce = stamp(), nonce_of()
    random16 = random16 or letters(16)
    PrpCrypto.get_random_string = lambda self: random16
    crypto = WeChatCrypto(app.token, app.aes_key, app.corp)
    wrapped = crypto.encrypt_message(message, nonce, timestamp)
    encrypt = wrapped.split("<Encrypt><![CDATA[")[1].split("]]>")[0]
    signature = wrapped.split("<MsgSignature><![CDATA[")[1].split("]]>")[0]
    assert signature == sign(app, timestamp, nonce, encrypt)
    assert crypto.check_signature(signature, timestamp, nonce, encrypt) == message
    return encrypt, signature, timestamp, nonce, random16


def good(message, random16, app):
    raw = message.encode()
    bare = 20 + len(raw) + len(app.corp.encode())
    return {
        "ok": True,
        "plaintext": message,
        "plaintext_len": len(raw),
        "plaintext_sha256": hashlib.sha256(raw).hexdigest(),
        "random16": random16,
        "padding_len": 32 - bare % 32,
    }


def bad(stage, code, *also):
    return {"ok": False, "stage": stage, "official_code": code, "also_accept": list(also)}


def add(name, kind, description, app, parts, expect, **more):
    encrypt, signature, timestamp, nonce = parts[:4]
    vector = {
        "id": f"w{len(VECTORS) + 1:02}-{name}",
        "kind": kind,
        "description": description,
        "token": app.token,
        "encoding_aes_key": app.aes_key,
        "receive_id": app.corp,
        "timestamp": timestamp,
        "nonce": nonce,
        "encrypt": encrypt,
        "msg_signature": signature,
    }
    VECTORS.append(vector | more | {"expect": expect})


def query(signature, timestamp, nonce):
    return f"msg_signature={signature}&timestamp={timestamp}&nonce={nonce}"


def envelope(app, encrypt, form="usual"):
    to, agent = f"<ToUserName><![CDATA[{app.corp}]]></ToUserName>", "<AgentID><![CDATA[1000002]]></AgentID>"
    sealed = f"<Encrypt><![CDATA[{encrypt}]]></Encrypt>"
    return {
        "usual": f"<xml>{to}{agent}{sealed}</xml>",
        "bare": f"<xml>{sealed}</xml>",
        "plain": f'<?xml version="1.0" encoding="utf-8"?>\n<xml><Encrypt>{encrypt}</Encrypt><AgentID>1000002</AgentID></xml>',
        "spaced": f"<xml>\n\t{agent}\n\t<Encrypt>\n\t\t<![CDATA[{encrypt}]]>\n\t</Encrypt>\n\t{to}\n</xml>\n",
        "twice": f"<xml>{to}{sealed}{sealed}</xml>",
    }[form]


def post(app, parts, form="usual", **changes):
    encrypt, signature, timestamp, nonce = parts[:4]
    request = {
        "method": "POST",
        "query": query(signature, timestamp, nonce),
        "content_type": "text/xml",
        "body": envelope(app, encrypt, form),
    }
    return request | changes


def callback(name, description, app, message, form="usual", fields=None):
    parts = genuine(app, message)
    expect = good(message, parts[4], app)
    if fields:
        expect["fields"] = fields
    add(name, "callback", description, app, parts, expect, request=post(app, parts, form))


def malformed(name, description, app, raw, expect):
    """A ciphertext built by hand (bytes, or text as it stands), signed properly."""
    encrypt = raw if isinstance(raw, str) else base64.b64encode(raw).decode()
    timestamp, nonce = stamp(), nonce_of()
    parts = (encrypt, sign(app, timestamp, nonce, encrypt), timestamp, nonce)
    add(name, "callback", description, app, parts, expect, request=post(app, parts))


def cd(text):
    return f"<![CDATA[{text}]]>"


def head(app, user, created):
    return (
        f"<xml><ToUserName>{cd(app.corp)}</ToUserName><FromUserName>{cd(user)}</FromUserName>"
        f"<CreateTime>{created}</CreateTime>"
    )


def said(app, user, text, message_id):
    return (
        head(app, user, 1_790_000_001)
        + f"<MsgType>{cd('text')}</MsgType><Content>{cd(text)}</Content>"
        + f"<MsgId>{message_id}</MsgId><AgentID>1000002</AgentID></xml>"
    )


def pressed(app, user, event, key, task, code, rest=""):
    return (
        head(app, user, 1_790_000_002)
        + f"<MsgType>{cd('event')}</MsgType><Event>{cd(event)}</Event><EventKey>{cd(key)}</EventKey>"
        + f"<TaskId>{cd(task)}</TaskId><CardType>{cd('button_interaction')}</CardType>"
        + f"<ResponseCode>{cd(code)}</ResponseCode><AgentID>1000002</AgentID>{rest}</xml>"
    )


def selected(*items):
    inside = "".join(
        f"<SelectedItem><QuestionKey>{cd(question)}</QuestionKey><OptionIds>"
        + "".join(f"<OptionId>{cd(option)}</OptionId>" for option in options)
        + "</OptionIds></SelectedItem>"
        for question, options in items
    )
    return f"<SelectedItems>{inside}</SelectedItems>"


def get(parts, encoder):
    encrypt, signature, timestamp, nonce = parts[:4]
    text = query(signature, timestamp, nonce) + "&echostr=" + encoder(encrypt)
    return {"method": "GET", "query": text, "body": None}


def with_plus(app):
    while True:
        echo = "".join(RANDOM.choice("0123456789") for _ in range(19))
        parts = genuine(app, echo)
        if "+" in parts[0] and "/" in parts[0]:
            return echo, parts


def url_checks():
    def percent(text):
        return quote(text, safe="")

    for name, what, app, encoder in [
        ("url", "URL check, echostr percent-encoded", STRICT, percent),
        ("url-lower", "URL check, percent-encoding in lower case", OLD, lambda t: percent(t).replace("%2B", "%2b").replace("%2F", "%2f").replace("%3D", "%3d")),
        ("url-trailing-bits", "URL check, a key with unused bits set", LOOSE, percent),
    ]:
        echo, parts = with_plus(app)
        expect = good(echo, parts[4], app) | {"response_body": echo}
        add(name, "url_verify", what, app, parts, expect, request=get(parts, encoder))
    _, parts = with_plus(STRICT)
    expect = bad("signature", -40001)
    add("url-bare-plus", "url_verify", "echostr not percent-encoded: a form decoder reads + as a blank", STRICT, parts, expect, request=get(parts, str))


def messages():
    text = "佛山 304不锈钢保温杯 1200个,月底要🚚 能做LOGO吗?"
    callback("text", "Chinese, an emoji, digits", STRICT, said(STRICT, "zhangwei", text, 7_551_203_344_000_000_001), "usual", {"MsgType": "text", "Content": text, "MsgId": "7551203344000000001"})
    command = "／认领　８８"
    callback("command", "full-width command; white space all over the envelope", LOOSE, said(LOOSE, "Wang.Fang-02", command, 7_551_203_344_000_000_002), "spaced", {"Content": command, "FromUserName": "Wang.Fang-02"})
    tricky = "a]]]]><![CDATA[>b &amp; <c>"
    callback("text-tricky", "CDATA closed and opened inside the text; markup as words", OLD, said(OLD, "zhaoqiang", tricky, 7_551_203_344_000_000_003), "bare", {"Content": "a]]>b &amp; <c>"})
    task = "pd-01a2b3c4-1"
    callback("claim", "a button, no drop-down; Encrypt as plain text behind an XML declaration", LOOSE, pressed(LOOSE, "ZhangWei", "template_card_event", "claim", task, letters(43)), "plain", {"Event": "template_card_event", "EventKey": "claim", "TaskId": task, "CardType": "button_interaction", "FromUserName": "ZhangWei"})
    several = selected(("rep", ["zhaoqiang"]), ("reason", ["busy", "far"]))
    callback("selected", "two answers, one with two options", STRICT, pressed(STRICT, "manager_li", "template_card_event", "assign", task, letters(43), several), "bare", {"EventKey": "assign", "SelectedItems": [{"QuestionKey": "rep", "OptionIds": ["zhaoqiang"]}, {"QuestionKey": "reason", "OptionIds": ["busy", "far"]}]})
    callback("menu", "the card's menu", OLD, pressed(OLD, "zhangwei", "template_card_menu_event", "mute", task, letters(43)), "spaced", {"Event": "template_card_menu_event", "EventKey": "mute"})
    contact = head(STRICT, "sys", 1_790_000_003) + f"<MsgType>{cd('event')}</MsgType><Event>{cd('change_external_contact')}</Event><ChangeType>{cd('add_external_contact')}</ChangeType><UserID>{cd('wangfang')}</UserID><ExternalUserID>{cd('wm' + letters(30))}</ExternalUserID><State>{cd('src=fair&n=7')}</State></xml>"
    callback("contact", "a customer added; from sys, without AgentID and MsgId", STRICT, contact, "bare", {"FromUserName": "sys", "ChangeType": "add_external_contact", "State": "src=fair&n=7"})
    long = "批" * 682
    callback("long", "a text at the limit of 2048 bytes", LOOSE, said(LOOSE, "zhangwei", long, 7_551_203_344_000_000_004), "usual", {"Content": long})


def paddings():
    callback("one-byte", "a message of one byte", STRICT, "7")
    for padding in (32, 31, 17, 16, 1):
        frame = "<xml><B></B></xml>"
        count = next(n for n in range(64) if (20 + len(frame) + n + len(OLD.corp)) % 32 == (32 - padding) % 32)
        callback(f"pad-{padding}", f"padding of {padding} bytes", OLD, frame.replace("><", ">" + "b" * count + "<", 2).replace("<xml>" + "b" * count, "<xml>", 1))
        assert VECTORS[-1]["expect"]["padding_len"] == padding, VECTORS[-1]["expect"]
    message = json.dumps({"msgid": letters(24), "aibotid": letters(9), "chattype": "single", "from": {"userid": "zhangwei"}, "msgtype": "text", "text": {"content": "88 号现在谁在跟?"}}, ensure_ascii=False)
    parts = genuine(ROBOT, message)
    request = post(ROBOT, parts, content_type="application/json", body=json.dumps({"encrypt": parts[0]}))
    add("robot", "callback", "JSON flavour, empty receive id", ROBOT, parts, good(message, parts[4], ROBOT), request=request)


def replies():
    for name, app, kind, content in [
        ("reply-card", STRICT, "update_template_card", f"<TemplateCard><CardType>{cd('button_interaction')}</CardType><MainTitle><Title>{cd('已认领 #88 王先生')}</Title></MainTitle><ButtonList><Text>{cd('已联系')}</Text><Style>1</Style><Key>{cd('contacted')}</Key></ButtonList></TemplateCard>"),
        ("reply-text", LOOSE, "text", f"<Content>{cd('88 号已转给赵强')}</Content>"),
    ]:
        message = f"<xml><ToUserName>{cd('zhangwei')}</ToUserName><FromUserName>{cd(app.corp)}</FromUserName><CreateTime>1790000009</CreateTime><MsgType>{cd(kind)}</MsgType>{content}</xml>"
        parts = genuine(app, message)
        fields = {"Encrypt": parts[0], "MsgSignature": parts[1], "TimeStamp": parts[2], "Nonce": parts[3]}
        reply = {"plaintext": message, "random16": parts[4], "envelope_fields": fields}
        expect = {"ok": True} | {k: v for k, v in good(message, parts[4], app).items() if k.startswith("plaintext")}
        add(name, "reply", f"passive {kind}", app, parts, expect, reply=reply)


def forged():
    message = pressed(STRICT, "zhangwei", "template_card_event", "won", "pd-9", letters(43))
    parts = genuine(STRICT, message)
    wrong = parts[1][:-1] + ("0" if parts[1][-1] != "0" else "1")
    for name, what, signature in [
        ("signature-last", "last hex digit of the signature changed", wrong),
        ("signature-upper", "the right signature in upper case", parts[1].upper()),
        ("signature-short", "the right signature without its last digit", parts[1][:-1]),
        ("signature-empty", "msg_signature is there and empty", ""),
    ]:
        forged_parts = (parts[0], signature, parts[2], parts[3])
        add(name, "callback", what, STRICT, forged_parts, bad("signature", -40001), request=post(STRICT, forged_parts))
    other = "A" if parts[0][40] != "A" else "B"
    changed = (parts[0][:40] + other + parts[0][41:],) + parts[1:]
    add("tampered", "callback", "one character of Encrypt changed", STRICT, changed, bad("signature", -40001), request=post(STRICT, changed))
    moved = (parts[0], parts[1], str(int(parts[2]) + 1), parts[3])
    add("timestamp-moved", "callback", "timestamp one second on, signature of the original", STRICT, moved, bad("signature", -40001), request=post(STRICT, moved))


def other_receivers():
    message = said(STRICT, "zhangwei", "你好", 5)
    corp = STRICT.corp
    for name, what, receiver in [
        ("corp-other", "another corp inside", LOOSE.corp),
        ("corp-longer", "our corp id and one byte", corp + "x"),
        ("corp-shorter", "our corp id without its last byte", corp[:-1]),
        ("corp-empty", "no receive id inside", ""),
        ("corp-case", "our corp id in upper case", corp.upper()),
    ]:
        malformed(name, what, STRICT, cipher(STRICT, pad(buffer_of(message, receiver))), bad("receive_id", -40005))
    eaten = struct.pack(">I", len(message.encode()) + 3)
    malformed("length-eats-corp", "the length covers part of the receive id", STRICT, cipher(STRICT, pad(buffer_of(message, corp, eaten))), bad("receive_id", -40005))


def broken():
    message = said(STRICT, "zhangwei", "你好", 6)
    corp, padding, length = STRICT.corp, bad("padding", -40008, -40007), bad("length", -40008, -40007)
    whole = pad(buffer_of(message, corp))
    malformed("cut-unaligned", "three bytes of the ciphertext gone", STRICT, cipher(STRICT, whole)[:-3], bad("decrypt", -40007, -40008))
    letters_only = pad(buffer_of("q" * 160, corp))
    malformed("cut-aligned", "96 bytes gone, still a whole number of blocks, ends in letters", STRICT, cipher(STRICT, letters_only)[:-96], padding)
    malformed("cipher-empty", "Encrypt is empty, signed so", STRICT, b"", bad("decrypt", -40007, -40008, -40010, -40002))
    size = len(whole)
    bare = buffer_of("q" * (180 - 20 - len(corp)), corp)
    for name, what, fill in [
        ("padding-zero", "last byte 0", bytes([0] * 12)),
        ("padding-33", "the last 12 bytes are 33", bytes([33] * 12)),
        ("padding-255", "last byte 255", bytes([12] * 11 + [255])),
        ("padding-uneven", "12 bytes of 12, but one", bytes([12] * 4 + [11] + [12] * 7)),
    ]:
        malformed(name, what, STRICT, cipher(STRICT, bare + fill), padding)
    over = struct.pack(">I", size)
    malformed("length-over", "the length points behind the buffer", STRICT, cipher(STRICT, pad(buffer_of(message, corp, over))), length)
    malformed("length-max", "the length is 2^32 - 1", STRICT, cipher(STRICT, pad(buffer_of(message, corp, b"\xff" * 4))), length)
    little = struct.pack("<I", len(message.encode()))
    malformed("length-little-endian", "the length in the other byte order", STRICT, cipher(STRICT, pad(buffer_of(message, corp, little))), length)
    malformed("no-room", "three bytes before the padding", STRICT, cipher(STRICT, b"abc" + bytes([29] * 29)), length)
    malformed("base64-alphabet", "the URL alphabet of base64", STRICT, "-_-_" * 16, bad("base64", -40010, -40007, -40008))
    padded = base64.b64encode(cipher(STRICT, whole[-64:])).decode()
    assert padded.endswith("=")
    malformed("base64-unpadded", "base64 without its padding", STRICT, padded.rstrip("="), bad("base64", -40010, -40007, -40008))
    malformed("other-key", "our token, a stranger's key", STRICT, cipher(STRANGER, whole), bad("padding", -40008, -40007, -40005))


def shapes():
    message = said(STRICT, "zhangwei", "你好", 7)
    parts = genuine(STRICT, message)
    xml = bad("xml", -40002, -40001)
    entity = f'<!DOCTYPE xml [<!ENTITY e "{parts[0]}">]><xml><Encrypt>&e;</Encrypt></xml>'
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>'
    for name, what, body in [
        ("no-encrypt", "no Encrypt", f"<xml><ToUserName>{STRICT.corp}</ToUserName></xml>"),
        ("encrypt-twice", "two Encrypt, both genuine", envelope(STRICT, parts[0], "twice")),
        ("not-xml", "words", "你好"),
        ("cut-xml", "the closing tag is missing", envelope(STRICT, parts[0])[:-6]),
        ("empty-body", "no body", ""),
        ("doctype", "an entity with the genuine ciphertext", entity),
        ("laughs", "entities in entities", laughs),
        ("html", "the page of a proxy", "<html><body>502</body></html>"),
    ]:
        add(name, "callback", what, STRICT, parts, xml, request=post(STRICT, parts, body=body))
    lacking = f"msg_signature={parts[1]}&timestamp={parts[2]}"
    add("no-nonce", "callback", "nonce is missing", STRICT, parts, xml, request=post(STRICT, parts, query=lacking))
    twice = query(*parts[1:4]) + f"&nonce={parts[3]}"
    add("nonce-twice", "callback", "nonce is there twice", STRICT, parts, xml, request=post(STRICT, parts, query=twice))


def main():
    for part in (url_checks, messages, paddings, replies, forged, other_receivers, broken, shapes):
        part()
    document = {
        "format": "paidan-wecom-crypto-vectors",
        "version": 1,
        "made_with": "make_wecom_vectors.py: wechatpy 2.0.0a26 for genuine messages and all signatures, malformed buffers by hand",
        "vectors": VECTORS,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    Path(__file__).with_name("wecom-vectors.json").write_text(text, encoding="utf-8")
    print(len(VECTORS), "vectors")


main()
