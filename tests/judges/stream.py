"""dingtalk-stream plays the app: does the sandbox's DingTalk speak as the platform's client expects?

Run as `stream.py BINARY`.
"""

import os
import sys
import time

from judge import call_json, check, until
from programs import free_port, sandbox

CORP = "ding1c2d3e4f5a6b7c8d9e0f"
CLIENT = "dingjudge0123456789"
SECRET = "judges-app-secret_0123456789"
TEMPLATE = "8f2c0d1e-1111-4222-8333-944455556666.schema"
GROUP = "cidJudges+/Group0123456789=="
ZHANG, WANG = "307230314957509801", "307230314957509802"
ARGUMENTS = {
    "dingtalk-corp-id": CORP, "dingtalk-client-id": CLIENT, "dingtalk-client-secret": SECRET,
    "dingtalk-template-id": TEMPLATE, "dingtalk-mode": "stream", "dingtalk-pool-group": GROUP,
}
CARD = {
    "title": "#7 金华 · 保温杯 3000 个", "desc": "14:35 前认领", "state": "offered", "claim_text": "认领",
    "rows": '[{"k":"公司","v":"宏达 & <商行>","u":""}]', "can_claim": "true", "can_decline": "true",
}
CLAIMED = {
    "cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
    "cardData": {"cardParamMap": {"title": "已认领 #7 王先生", "state": "claimed", "can_claim": "false",
                                  "can_decline": "false", "ok": "true"}},
    "userPrivateData": {"cardParamMap": {"hint": "已归你,电话 139 1234 5678"}},
}
# The client waits so long after a connection that broke.
AFTER_A_BREAK = 10
# The gateway pings every 20 s.
PING = 20


class Gateway:
    """The sandbox's DingTalk, by its control calls."""

    def __init__(self, address):
        self.address = address

    def state(self):
        return call_json("GET", f"{self.address}/sandbox/state")[1]["dingtalk"]

    def messages(self, userid):
        phone = next(phone for phone in self.state()["phones"] if phone["userid"] == userid)
        return phone["messages"]

    def shows(self, userid):
        """The words of texts, with who wrote them."""
        texts = [m for m in self.messages(userid) if m["body"]["type"] == "text"]
        return [(m["chat"], m["from"], m["body"]["content"]) for m in texts]

    def card(self, userid, card):
        bodies = [m["body"] for m in self.messages(userid)]
        return next(body for body in bodies if body.get("out_track_id") == card)

    def post(self, path, body):
        status, answer = call_json("POST", f"{self.address}/sandbox/dingtalk/{path}", body)
        assert status == 200, (path, status, answer)
        return answer

    def says(self, userid, text, **more):
        return self.post("say", {"userid": userid, "text": text, "wait": True, **more})

    def presses(self, userid, card, action, **more):
        press = {"userid": userid, "out_track_id": card, "action": action, "wait": True, **more}
        return self.post("press", press)

    def puts(self, people):
        status, answer = call_json("PUT", f"{self.address}/sandbox/dingtalk/people", people)
        assert status == 200, answer

    def last_calls(self, api):
        calls = call_json("GET", f"{self.address}/sandbox/calls?after=0")[1]["items"]
        return [call for call in calls if call["api"] == api]


def main(binary):
    port = free_port()
    # Nobody is there: the app stands beside the sandbox, not behind it.
    nobody = f"http://127.0.0.1:{free_port()}"
    os.environ["DINGTALK_OPENAPI_ENDPOINT"] = f"http://127.0.0.1:{port}"
    from robot_app import RobotApp

    with sandbox(binary, port, nobody, ARGUMENTS) as address:
        gateway, app = Gateway(address), RobotApp(CLIENT, SECRET)
        people = [{"userid": ZHANG, "name": "张伟"}, {"userid": WANG, "name": "王芳"}]
        gateway.puts(people)
        app.start()
        until("a connection", lambda: gateway.state()["connections"] == 1)
        alone, group = judge_messages(gateway, app)
        judge_cards(gateway, app, alone, group)
        judge_events(gateway, app, people)
        judge_connections(gateway, app)
        check("the client found nothing that it could not do", not app.faults, app.faults)
        judge_a_break(gateway, app)
        judge_credentials(gateway, RobotApp(CLIENT, "another secret"))


def judge_messages(gateway, app):
    said = "／查询 １０４２ 😀"
    answer = gateway.says(ZHANG, said)
    check("a message is acknowledged", (answer["status"], answer["deliveries"]) == (200, 1), answer)
    alone = app.heard[-1]
    check("the client reads the words", alone.text.content == said, alone.text)
    seen = (alone.sender_staff_id, alone.sender_nick, alone.conversation_type, alone.robot_code)
    check("who says it, and where", seen == (ZHANG, "张伟", "1", CLIENT), seen)
    corps = (alone.chatbot_corp_id, alone.sender_corp_id)
    check("of which company", corps == (CORP, CORP), corps)
    life = alone.session_webhook_expired_time - alone.create_at
    check("the reply's address lives 90 minutes", life == 5_400_000, life)
    check("its reply was taken", app.replies[-1]["errcode"] == 0, app.replies)
    told = ("robot", "app", f"收到「{said}」")
    check("and stands on the phone", gateway.shows(ZHANG)[-1] == told, gateway.shows(ZHANG))
    check("on nobody else's", not gateway.shows(WANG), gateway.shows(WANG))

    answer = gateway.says(WANG, "/转派 7", chat="group", mention=[ZHANG])
    check("a message in the group is acknowledged", answer["status"] == 200, answer)
    group = app.heard[-1]
    seen = (group.conversation_type, group.conversation_id, group.is_in_at_list)
    check("with the group's own id, case kept", seen == ("2", GROUP, True), seen)
    check("a blank stays where the robot stood", group.text.content.strip() == "/转派 7", group.text)
    staff = [user.staff_id for user in group.at_users if user.staff_id]
    check("with whom it mentions", staff == [ZHANG], staff)
    check("everybody in the group sees the answer", gateway.shows(ZHANG)[-1][:2] == ("group", "app"), staff)
    check("two messages have two ids", alone.message_id != group.message_id, group.message_id)
    return alone, group


def judge_cards(gateway, app, alone, group):
    app.answer = CLAIMED
    card = app.sends_card(TEMPLATE, CARD, alone)
    check("the card helper made a card", not app.faults, app.faults)
    seen = gateway.card(ZHANG, card)
    check("the phone shows it", (seen["data_lead"], seen["data_state"]) == (7, "offered"), seen)
    check("with its row", seen["rows"][0]["v"] == "宏达 & <商行>", seen)
    answer = gateway.presses(ZHANG, card, "claim")
    check("a press is acknowledged in time", (answer["status"], answer["reply"]) == (200, "card"), answer)
    press = app.pressed[-1]
    seen = (press.card_instance_id, press.user_id, press.corp_id)
    check("the client reads who pressed which card", seen == (card, ZHANG, CORP), seen)
    private = press.content["cardPrivateData"]
    check("and which button", private == {"actionIds": ["claim"], "params": {}}, private)
    changed = gateway.card(ZHANG, card)
    check("its ack changed the card", changed["data_state"] == "claimed", changed)
    check("and the presser's own line", changed["hint"] == "已归你,电话 139 1234 5678", changed)

    shared = app.sends_card_in_two_calls(TEMPLATE, CARD, group)
    check("the older helper made one in the group", bool(shared), app.faults)
    gateway.presses(WANG, shared, "claim")
    hints = [gateway.card(who, shared)["hint"] for who in (WANG, ZHANG)]
    check("what is private stays with who pressed", bool(hints[0]) and not hints[1], hints)
    titles = {gateway.card(who, shared)["title"] for who in (WANG, ZHANG)}
    check("what is public changed for all", titles == {"已认领 #7 王先生"}, titles)

    reasons = '[{"id":"busy","text":"忙不过来"},{"id":"far","text":"太远"}]'
    asking = app.sends_card(TEMPLATE, {**CARD, "can_reason": "true", "reasons": reasons}, group,
                            imGroupOpenDeliverModel={"robotCode": CLIENT, "atUserIds": {WANG: "王芳"}})
    app.answer = {}
    answer = gateway.presses(WANG, asking, "reason", params={"reason": "far"})
    params = app.pressed[-1].content["cardPrivateData"]["params"]
    check("a button brings its parameters", params == {"reason": "far"}, params)
    check("an empty answer changes nothing", answer["reply"] == "none", answer)
    check("and the mention did no harm", gateway.card(ZHANG, asking)["data_state"] == "offered", asking)


def judge_events(gateway, app, people):
    left = {"userid": "307230314957509899", "name": "离职者"}
    gateway.puts([left])
    gateway.puts([{**left, "left": True}])
    event = until("the event", lambda: app.happened and app.happened[-1])
    seen = (event.headers.event_type, event.headers.event_corp_id, event.data["userId"])
    check("the client reads a leaver", seen == ("user_leave_org", CORP, [left["userid"]]), seen)
    check("with an id and a time", bool(event.headers.event_id) and event.headers.event_born_time > 0)


def judge_connections(gateway, app):
    opens = gateway.state()["gateway"]["opens"]
    for action in ("disconnect", "close"):
        told = gateway.post("gateway", {"action": action})
        check(f"{action} reaches its connection", told["touched"] == 1, told)
        opens += 1
        until(f"another connection after {action}", lambda: gateway.state()["gateway"]["opens"] == opens)
        until("and no other", lambda: gateway.state()["connections"] == 1)
        answer = gateway.says(ZHANG, f"/状态 {action}")
        check(f"what is said after {action} arrives", answer["status"] == 200, answer)

    acks = lambda: gateway.state()["gateway"]["acks"]
    heard, acked = len(app.heard), acks()
    again = gateway.post("gateway", {"action": "redeliver", "count": 2})
    check("frames come again on demand", again["touched"] == 2, again)
    until("they came and were acknowledged", lambda: (len(app.heard), acks()) == (heard + 2, acked + 2))
    ids = [message.message_id for message in app.heard]
    check("with the ids that they had", set(ids[-2:]) == set(ids[:2]), ids)

    begun = time.monotonic()
    until("a ping is answered", lambda: acks() == acked + 3, cap=PING + 10)
    print(f"ok  the ping was answered after {time.monotonic() - begun:.0f} s")
    check("it is still the same connection", gateway.state()["gateway"]["opens"] == opens)
    check("and it still hears", gateway.says(ZHANG, "/我的")["status"] == 200)
    late = [call["delivery"] for call in gateway.last_calls("push") if call["delivery"]["status"] != 200]
    check("every push was acknowledged the first time", not late, late)


def judge_a_break(gateway, app):
    gateway.post("gateway", {"action": "kill"})
    until("the break is seen", lambda: gateway.state()["connections"] == 0)
    begun = time.monotonic()
    until("a connection after the break", lambda: gateway.state()["connections"] == 1, cap=AFTER_A_BREAK + 10)
    print(f"ok  a cut connection was replaced after {time.monotonic() - begun:.1f} s")
    check("it hears", gateway.says(WANG, "/公海")["status"] == 200)
    check("the client saw a break", app.faults and "network exception" in app.faults[0], app.faults)


def judge_credentials(gateway, stranger):
    connection = stranger.client.open_connection()
    check("a wrong secret opens nothing", connection is None, connection)
    check("and is told why", "authFailed" in stranger.faults[-1], stranger.faults)
    check("nor does it get a token", stranger.client.get_access_token() is None)
    check("the right one stands beside it", gateway.state()["connections"] == 1)


if __name__ == "__main__":
    main(sys.argv[1])
