"""wechatpy plays the service: are the sandbox's callbacks right, and does it take replies?

Run as `presses.py BINARY`.
"""

import sys
import time

from judge import AGENT, CORP, SECRET, TextReply, WeChatClient, call_json, cards_of, check, texts_of, until
from programs import free_port, sandbox
from stand_in import StandIn

TASK = "judge-task-1"
CARD = {
    "card_type": "button_interaction",
    "task_id": TASK,
    "source": {"desc": "派单"},
    "main_title": {"title": "#7 金华 · 保温杯 3000 个", "desc": "14:35 前认领"},
    "button_selection": {
        "question_key": "rep",
        "title": "指派给",
        "option_list": [{"id": "zhao", "text": "赵强"}, {"id": "wang", "text": "王芳"}],
    },
    "button_list": [{"text": "认领", "style": 1, "key": "claim"}, {"text": "拒绝", "style": 2, "key": "decline"}],
}
CLAIMED = """<xml><ToUserName><![CDATA[ZhangWei]]></ToUserName><FromUserName><![CDATA[{corp}]]></FromUserName>
<CreateTime>{now}</CreateTime><MsgType><![CDATA[update_template_card]]></MsgType><TemplateCard>
<CardType><![CDATA[button_interaction]]></CardType>
<MainTitle><Title><![CDATA[已认领 #7 王先生]]></Title></MainTitle>
<HorizontalContentList><KeyName><![CDATA[电话]]></KeyName><Value><![CDATA[139 1234 5678]]></Value></HorizontalContentList>
<HorizontalContentList><KeyName><![CDATA[公司]]></KeyName><Value><![CDATA[宏达 & <商行>]]></Value></HorizontalContentList>
<ButtonList><Text><![CDATA[已联系]]></Text><Key><![CDATA[contacted]]></Key></ButtonList>
</TemplateCard></xml>"""
GREY = """<xml><ToUserName><![CDATA[ZhangWei]]></ToUserName><FromUserName><![CDATA[{corp}]]></FromUserName>
<CreateTime>{now}</CreateTime><MsgType><![CDATA[update_button]]></MsgType>
<Button><ReplaceName><![CDATA[已处理]]></ReplaceName></Button></xml>"""


def press(address, key, **more):
    body = {"userid": "ZhangWei", "task_id": TASK, "key": key, "wait": True, **more}
    status, answer = call_json("POST", f"{address}/sandbox/press", body)
    check(f"the press of {key} is delivered", status == 200, answer)
    return answer


def main(binary):
    with StandIn() as service, sandbox(binary, free_port(), service.address) as address:
        client = type("Client", (WeChatClient,), {"API_BASE_URL": f"{address}/cgi-bin/"})(
            CORP, SECRET, access_token=token_of(address)
        )
        verified = lambda: call_json("GET", f"{address}/sandbox/state")[1]["callback_verified"]
        until("the sandbox checking our address", lambda: verified() is not None)
        check("the echo that wechatpy decrypted was accepted", verified() and service.checked)
        client.message.send(AGENT, "ZhangWei", msg={"msgtype": "template_card", "template_card": CARD})
        judge_presses(service, address)
        judge_texts(service, address)
        check("wechatpy could read everything", not service.faults, service.faults)


def token_of(address):
    _, answer = call_json("GET", f"{address}/cgi-bin/gettoken?corpid={CORP}&corpsecret={SECRET}")
    return answer["access_token"]


def judge_presses(service, address):
    service.reply = lambda message: CLAIMED.format(corp=CORP, now=int(time.time()))
    service.hang_up = 1
    answer = press(address, "claim", selected="wang")
    check("a dropped connection is tried again", answer["deliveries"] == 2, answer)
    event = service.heard[-1]
    data = event._data
    seen = {name: data.get(name) for name in ("Event", "EventKey", "TaskId", "CardType", "AgentID")}
    wanted = {
        "Event": "template_card_event", "EventKey": "claim", "TaskId": TASK,
        "CardType": "button_interaction", "AgentID": str(AGENT),
    }
    check("wechatpy reads the event", seen == wanted, seen)
    check("from the presser to the corp", (event.source, event.target) == ("ZhangWei", CORP), data)
    chosen = data["SelectedItems"]["SelectedItem"]
    check("with the chosen option", chosen == {"QuestionKey": "rep", "OptionIds": {"OptionId": "wang"}}, chosen)
    check("the time is now", abs(int(data["CreateTime"]) - time.time()) < 60, data["CreateTime"])
    first_code = data["ResponseCode"]
    check("and a code to answer with", bool(first_code), data)

    check("wechatpy's card was taken", answer["reply"] == "update_template_card", answer)
    card = cards_of(address, "ZhangWei")[0]
    check("the phone shows it", (card["state"], card["lead"]) == ("claimed", 7), card)
    rows = {row["keyname"]: row["value"] for row in card["card"]["horizontal_content_list"]}
    check("with every row as sent", rows == {"电话": "139 1234 5678", "公司": "宏达 & <商行>"}, rows)

    service.reply = lambda message: GREY.format(corp=CORP, now=int(time.time()))
    answer = press(address, "contacted")
    check("wechatpy's grey button was taken", answer["reply"] == "update_button", answer)
    check("a press brings a new code", service.heard[-1]._data["ResponseCode"] != first_code, first_code)
    card = cards_of(address, "ZhangWei")[0]["card"]
    check("the buttons are grey", card["replace_text"] == "已处理", card)


def judge_texts(service, address):
    service.reply = lambda message: TextReply(message=message, content=f"收到「{message.content}」").render()
    said = {"userid": "WangFang", "text": "／转派 １２３ @zhang 客户在休假 😀", "wait": True}
    status, answer = call_json("POST", f"{address}/sandbox/say", said)
    check("a text is delivered", (status, answer["reply"]) == (200, "text"), answer)
    message = service.heard[-1]
    check("wechatpy reads it", (message.type, message.content) == ("text", said["text"]), message)
    check("with its number", int(message.id) > 0 and message.source == "WangFang", message)
    check("the phone shows the reply", texts_of(address, "WangFang") == [f"收到「{said['text']}」"], answer)


if __name__ == "__main__":
    main(sys.argv[1])
