"""wechatpy's client calls the sandbox as if it were the platform: `client.py BINARY`."""

import sys

from wechatpy.exceptions import APILimitedException, WeChatClientException

from judge import AGENT, CORP, SECRET, WeChatClient, call_json, cards_of, check, texts_of, until
from programs import free_port, sandbox
from stand_in import StandIn


def client_for(address, secret=SECRET, corp=CORP):
    """The library's client with nothing changed but the address."""

    class Client(WeChatClient):
        API_BASE_URL = f"{address}/cgi-bin/"

        def fetch_access_token(self):
            params = {"corpid": self.corp_id, "corpsecret": self.secret}
            return self._fetch_access_token(f"{self.API_BASE_URL}gettoken", params)

    return Client(corp, secret)


def card(task, title="#7 金华 · 保温杯 3000 个", **more):
    made = {
        "card_type": "button_interaction",
        "task_id": task,
        "main_title": {"title": title},
        "button_list": [{"text": "认领", "style": 1, "key": "claim"}],
    }
    return {"msgtype": "template_card", "template_card": {**made, **more}}


def code_of(act):
    """The errcode that wechatpy raises for this call; 0 when it raises nothing."""
    try:
        act()
    except WeChatClientException as refused:
        return refused.errcode
    return 0


def judge_tokens(address):
    client = client_for(address)
    token = client.access_token
    check("a token is given", len(token) > 20, token)
    check("asked again, the same one", client_for(address).access_token == token)
    for name, wrong, wanted in (
        ("a wrong secret", client_for(address, secret="no-such-secret"), 40001),
        ("a wrong corp", client_for(address, corp="ww0"), 40013),
    ):
        code = code_of(wrong.fetch_access_token)
        check(f"{name} gives {wanted}", code == wanted, code)
    return client


def judge_members(client):
    member = client.user.get("ZhangWei")
    check("a member is found", (member["userid"], member["name"]) == ("ZhangWei", "张伟"), member)
    check("without a mobile number", not member.get("mobile"), member)
    check("whatever the case", client.user.get("zhangwei")["userid"] == "ZhangWei")
    code = code_of(lambda: client.user.get("nobody"))
    check("an unknown one gives 60111", code == 60111, code)
    check("addresses of callbacks", "127.0.0.1" in client.misc.get_wechat_ips(), None)


def judge_messages(client, address):
    sent = client.message.send_text(AGENT, ["ZhangWei", "WangFang"], "你好 😀 <b>")
    check("a text is sent", sent["errcode"] == 0 and sent["msgid"], sent)
    check("and shown as it is", texts_of(address, "WangFang") == ["你好 😀 <b>"])
    sent = client.message.send_text(AGENT, ["ZhangWei", "NoBody"], "半数")
    check("unknown ones are named in lower case", sent["invaliduser"] == "nobody", sent)
    refused = {
        "nobody known": (81013, lambda: client.message.send_text(AGENT, "NoBody", "x")),
        "nobody named": (82001, lambda: client.message.send_text(AGENT, "", "x")),
        "another app": (301002, lambda: client.message.send_text(AGENT + 1, "ZhangWei", "x")),
        "an unknown kind": (40008, lambda: client.message.send(AGENT, "ZhangWei", msg={"msgtype": "x"})),
    }
    for name, (wanted, act) in refused.items():
        code = code_of(act)
        check(f"{name} gives {wanted}", code == wanted, code)


def judge_cards(client, address):
    send = lambda message: client.message.send(AGENT, "ZhangWei", msg=message)
    sent = send(card("judge-1"))
    check("a card brings a code", bool(sent.get("response_code")), sent)
    shown = cards_of(address, "ZhangWei")[-1]
    check("it is on the phone", (shown["lead"], shown["state"]) == (7, "offered"), shown)
    seven = [{"keyname": "公司", "value": "宏达"}] * 7
    no_key = [{"text": "认领", "style": 1}]
    refused = {
        "the same task_id": (42014, card("judge-1")),
        "a task_id with blanks": (42014, card("judge 2")),
        "a task_id of 129": (42014, card("x" * 129)),
        "seven rows": (42035, card("judge-3", horizontal_content_list=seven)),
        "a button without key": (42039, card("judge-4", button_list=no_key)),
    }
    for name, (wanted, message) in refused.items():
        code = code_of(lambda: send(message))
        check(f"{name} gives {wanted}", code == wanted, code)
    count = len(cards_of(address, "ZhangWei"))
    check("and shows nothing", count == 1, count)

    change = {
        "userids": ["ZhangWei"], "agentid": AGENT, "response_code": sent["response_code"],
        "template_card": {
            "card_type": "button_interaction", "main_title": {"title": "已超时 #7"},
            "button_list": [{"text": "认领", "key": "claim"}], "replace_text": "已超时",
        },
    }
    update = lambda: client.post("message/update_template_card", data=change)
    check("the code changes the card", update()["errcode"] == 0)
    shown = cards_of(address, "ZhangWei")
    check("the same card", len(shown) == 1 and shown[0]["state"] == "expired", shown)
    code = code_of(update)
    check("the code works once: 60140", code == 60140, code)


def judge_faults(client, address):
    fault = lambda **now: call_json("PUT", f"{address}/sandbox/faults", now)
    old = client.access_token
    fault(token="expired")
    sent = client.message.send_text(AGENT, "WangFang", "新令牌")
    check("wechatpy fetches a new token by itself", sent["errcode"] == 0, sent)
    check("another one", client.access_token != old)
    fault(throttle=True)
    try:
        client.message.send_text(AGENT, "WangFang", "x")
        raise AssertionError("not throttled")
    except APILimitedException as limited:
        check("throttling gives 45009", limited.errcode == 45009, limited)
    fault(throttle=False, down=True)
    code = code_of(lambda: client.message.send_text(AGENT, "WangFang", "x"))
    check("down is an HTTP error", code is None, code)
    fault(down=False)
    check("and over again", client.message.send_text(AGENT, "WangFang", "好了")["errcode"] == 0)


def main(binary):
    with StandIn() as service, sandbox(binary, free_port(), service.address) as address:
        members = lambda: call_json("GET", f"{address}/sandbox/state")[1]["members_learned"]
        until("the sandbox learning the members", members)
        client = judge_tokens(address)
        judge_members(client)
        judge_messages(client, address)
        judge_cards(client, address)
        judge_faults(client, address)


if __name__ == "__main__":
    main(sys.argv[1])
