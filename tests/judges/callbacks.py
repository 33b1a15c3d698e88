"""wechatpy plays the platform against a live `paidan serve`: `callbacks.py BINARY`."""

import sys
import time

import xmltodict

from judge import (
    AGENT, CORP, call, call_json, cards_of, check, crypto, open_reply, parse_message, seal, texts_of,
    until,
)
from programs import ADMIN_TOKEN, SOURCE_TOKEN, free_port, sandbox, service

LEAD = {
    "company": "义乌市宏达日用品商行", "contact_name": "王先生", "phone": "13912345678",
    "region": "浙江省金华市", "products": ["保温杯"], "need": "想进一批保温杯,先要 3000 个",
    "estimated_value": 50000,
}
AES_KEY_OF_ANOTHER = "ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210zyxwvuA"


def press_xml(task, key, code, userid="ZhangWei", at=None, corp=CORP, agent=AGENT):
    return (
        f"<xml><ToUserName><![CDATA[{corp}]]></ToUserName><FromUserName><![CDATA[{userid}]]></FromUserName>"
        f"<CreateTime>{at or int(time.time())}</CreateTime><MsgType><![CDATA[event]]></MsgType>"
        f"<Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[{key}]]></EventKey>"
        f"<TaskId><![CDATA[{task}]]></TaskId><CardType><![CDATA[button_interaction]]></CardType>"
        f"<ResponseCode><![CDATA[{code}]]></ResponseCode><AgentID>{agent}</AgentID></xml>"
    )


def text_xml(content, message_id, userid="ZhangWei"):
    return (
        f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><FromUserName><![CDATA[{userid}]]></FromUserName>"
        f"<CreateTime>{int(time.time())}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{content}]]></Content><MsgId>{message_id}</MsgId><AgentID>{AGENT}</AgentID></xml>"
    )


class Judge:
    def __init__(self, address, platform):
        self.callbacks = f"{address}/callbacks/wecom"
        self.leads = f"{address}/api/v1/leads"
        self.platform = platform

    def post(self, query, body):
        return call("POST", self.callbacks, body, query, {"content-type": "text/xml"})

    def send(self, message, **sealing):
        query, body, _ = seal(crypto(), message, **sealing)
        return self.post(query, body)

    def kinds(self):
        _, timeline = call_json("GET", f"{self.leads}/1/timeline", token=ADMIN_TOKEN)
        items = timeline["items"] if isinstance(timeline, dict) else timeline
        return [event["kind"] for event in items]

    def url_check(self):
        query, _, echo = seal(crypto(), "3804767238937385937")
        status, body = call("GET", self.callbacks, query={**query, "echostr": echo})
        check("the URL check answers the plain number", (status, body) == (200, "3804767238937385937"), (status, body))
        wrong = {**query, "msg_signature": "0" * 40, "echostr": echo}
        answer = call("GET", self.callbacks, query=wrong)
        check("a wrong signature of the URL check gets 403, empty", answer == (403, ""), answer)

    def a_text_is_answered(self):
        answer = self.send(text_xml("你好 😀", "7444033925634956881"))
        check("a text is answered", answer[0] == 200 and answer[1], answer)
        reply = parse_message(open_reply(answer[1]))
        check("wechatpy reads the answer as a text", reply.type == "text" and reply.content, reply)
        check("it goes to the writer", (reply.target, reply.source) == ("ZhangWei", CORP), reply)

    def lead_card(self):
        status, lead = call_json("POST", self.leads, LEAD, SOURCE_TOKEN)
        check("the lead is taken", status == 201 and lead["assignment"]["rep"] == "zhang", lead)
        card = until("the card", lambda: cards_of(self.platform, "ZhangWei"))[0]
        return card["task_id"]

    def refused(self, task):
        """Nothing of this may change anything."""
        claim = press_xml(task, "claim", "code-of-a-forger")
        query, body, _ = seal(crypto(), claim)
        old = int(time.time()) - 3600
        damaged = body.replace("<Encrypt><![CDATA[", "<Encrypt><![CDATA[AAAA")
        forged = {
            "a wrong signature": ({**query, "msg_signature": "0" * 40}, body),
            "no signature": ({k: v for k, v in query.items() if k != "msg_signature"}, body),
            "a changed body": (query, damaged),
            "another token": seal(crypto(token="SomebodyElse"), claim)[:2],
            "another key": seal(crypto(key=AES_KEY_OF_ANOTHER), claim)[:2],
            "another corp": seal(crypto(corp="ww0000000000000000"), claim)[:2],
            "another corp inside": seal(crypto(), press_xml(task, "claim", "c", corp="ww0"))[:2],
            "another app inside": seal(crypto(), press_xml(task, "claim", "c", agent=7))[:2],
            "an hour-old stamp": seal(crypto(), claim, timestamp=old)[:2],
        }
        for name, (forged_query, forged_body) in forged.items():
            answer = self.post(forged_query, forged_body)
            check(f"{name} gets 403, empty", answer == (403, ""), answer)
        check("none of them changed anything", self.kinds() == ["received", "offered"], self.kinds())

    def claimed(self, task):
        message = press_xml(task, "claim", "judges-response-code-1")
        query, body, _ = seal(crypto(), message, nonce="1001")
        status, answer = self.post(query, body)
        check("the press is answered", status == 200 and answer, (status, answer))
        plain = open_reply(answer)
        reply = xmltodict.parse(plain)["xml"]
        check("with a changed card", reply["MsgType"] == "update_template_card", plain)
        check("for the presser", (reply["ToUserName"], reply["FromUserName"]) == ("ZhangWei", CORP), plain)
        card = reply["TemplateCard"]
        check("that says 已认领", card["MainTitle"]["Title"].startswith("已认领 #1"), card)
        rows = {row["KeyName"]: row.get("Value") for row in card["HorizontalContentList"]}
        check("and has the whole number", rows["电话"] == "139 1234 5678", rows)
        buttons = [button["Text"] for button in card["ButtonList"]]
        check("and the next buttons", buttons == ["已联系", "成交", "无效", "释放"], buttons)

        events = self.kinds()
        check("one claim is in the timeline", events.count("claimed") == 1, events)
        replayed = self.post(query, body)
        check("the same bytes again get 200", replayed[0] == 200, replayed)
        retried = self.send(message, nonce="1002")
        check("the same press in a new envelope gets 200", retried[0] == 200, retried)
        again = self.send(press_xml(task, "claim", "judges-response-code-2"), nonce="1003")
        title = xmltodict.parse(open_reply(again[1]))["xml"]["TemplateCard"]["MainTitle"]["Title"]
        check("a second press shows the claimed card", title.startswith("已认领 #1"), title)
        check("and nothing has happened twice", self.kinds() == events, self.kinds())

    def stranger(self, task):
        before = self.kinds()
        answer = self.send(press_xml(task, "claim", "judges-response-code-3", userid="WangFang"))
        check("somebody else's press gets 200", answer[0] == 200, answer)
        if answer[1]:
            check("and no phone number", "1234" not in open_reply(answer[1]), open_reply(answer[1]))
        told = until("a word to the presser", lambda: texts_of(self.platform, "WangFang"))
        check("they are told so", "不能由你认领" in told[-1], told)
        check("and nothing has changed", self.kinds() == before, self.kinds())


def main(binary):
    ports = free_port(), free_port()
    platform = f"http://127.0.0.1:{ports[1]}"
    with service(binary, ports[0], platform) as address, sandbox(binary, ports[1], address):
        judge = Judge(address, platform)
        judge.url_check()
        judge.a_text_is_answered()
        task = judge.lead_card()
        judge.refused(task)
        judge.claimed(task)
        judge.stranger(task)


if __name__ == "__main__":
    main(sys.argv[1])
