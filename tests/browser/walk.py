"""What a new user does first, in a real browser: run as `walk.py BINARY WIDTH SHOTS_FOLDER`."""

import re
import sys
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

import moves_on
from demo import Demo
from guard import chromium
from sandbox_page import CAP_MS, SandboxPage

HEIGHTS = {1440: 900, 390: 844}
RECOVERY_CAP_MS = 45_000


class Walk:
    def __init__(self, context, at, shots, label):
        self.context = context
        self.at = at
        self.shots = shots
        self.label = label
        self.figures = {}

    def shot(self, name, page=None):
        (page or self.at.page).screenshot(path=self.shots / f"{self.label}-{name}.png")

    def claim(self):
        """The prefilled lead is on 张伟's phone in two seconds; 认领 changes the same card."""
        self.figures["card after send"] = self.at.send_timed("张伟", 1)
        card = self.at.card("张伟", 1, "offered")
        expect(card).to_contain_text("139****5678")
        expect(card).not_to_contain_text("1234")
        expect(card).to_contain_text("派给你")
        self.shot("1-offered")
        card.evaluate("(node) => (node.walked = true)")
        begun = time.perf_counter()
        card.get_by_role("button", name="认领", exact=True).click()
        card = self.at.card("张伟", 1, "claimed")
        self.figures["claimed after press"] = time.perf_counter() - begun
        assert card.evaluate("(node) => node.walked === true"), "another article took its place"
        expect(card).to_contain_text("139 1234 5678")
        expect(card.get_by_role("heading")).to_contain_text("已认领 #1")
        for button in ("已联系", "成交", "无效", "释放"):
            expect(card.get_by_role("button", name=button, exact=True)).to_be_visible()
        expect(self.at.track).to_contain_text("张伟认领", timeout=CAP_MS)
        expect(self.at.track).to_contain_text("为什么")
        expect(self.at.track.locator(".sentence")).to_contain_text("张伟")
        self.shot("2-claimed")

    def decline(self):
        """张伟 declines the next one: 王芳 has it, and a reason may be given."""
        self.at.send_timed("张伟", 2, 公司="东阳市天晟商贸", 电话="13798765432", 联系人="陈女士")
        card = self.at.card("张伟", 2, "offered")
        begun = time.perf_counter()
        card.get_by_role("button", name="拒绝", exact=True).click()
        card = self.at.card("张伟", 2, "declined")
        reasons = ("忙不过来", "不在片区", "不做该品", "信息无效", "其他")
        for reason in reasons:
            expect(card.get_by_role("button", name=reason)).to_be_visible()
        expect(self.at.card("王芳", 2, "offered")).to_be_visible()
        self.figures["next rep after decline"] = time.perf_counter() - begun
        self.shot("3-declined-next")
        self.at.card("张伟", 2, "declined").get_by_role("button", name="忙不过来").click()
        card = self.at.card("张伟", 2, "declined")
        expect(card.get_by_role("heading")).to_contain_text("忙不过来")
        expect(card.get_by_role("button")).to_have_count(0)
        expect(self.at.track).to_contain_text("张伟拒绝", timeout=CAP_MS)

    def assign(self):
        """A lead nobody covers goes to the manager, who gives it to 赵强."""
        number = self.at.send(公司="喀什丝路商行", 电话="13611112222", 地区="新疆喀什", 产品="陶瓷", 需求="陶瓷碗 500 个")
        assert number == 3, f"the third lead is #{number}"
        card = self.at.card("李经理", 3, "escalated")
        expect(card.get_by_role("heading")).to_contain_text("无人可派 #3")
        choice = card.get_by_role("combobox")
        wanted = choice.get_by_role("option", name=re.compile("赵强")).get_attribute("value")
        choice.select_option(wanted)
        self.shot("4-nobody")
        card.get_by_role("button", name="指派", exact=True).click()
        expect(self.at.card("赵强", 3, "offered")).to_contain_text("李经理")
        self.shot("5-assigned")

    def phone_page(self):
        """The card's 详情 opens the phone page; its buttons work and the card follows."""
        card = self.at.card("赵强", 3, "offered")
        with self.context.expect_page() as opened:
            card.get_by_role("link", name=re.compile("^(打开|详情)$")).click()
        page = opened.value
        expect(page.get_by_role("heading")).to_contain_text("#3")
        expect(page.get_by_text("136****2222")).to_be_visible()
        self.shot("6-phone-page-offered", page)
        page.get_by_role("button", name="认领", exact=True).click()
        expect(page.get_by_role("heading")).to_contain_text("已认领 #3")
        expect(page.get_by_role("link", name="拨打电话")).to_have_attribute("href", "tel:13611112222")
        self.shot("7-phone-page-claimed", page)
        somebody_else = re.sub("u=[^&]+", "u=" + "wang".encode().hex(), page.url)
        for forged in (somebody_else, page.url[:-1] + "x", page.url.split("?")[0]):
            answer = self.context.request.get(forged)
            assert answer.status == 403 and "#3" not in answer.text(), f"{forged} got {answer.status}"
        page.close()
        expect(self.at.card("赵强", 3, "claimed")).to_contain_text("136 1111 2222")

    def outage(self):
        """While the platform is down nothing is lost; the card comes when it is back."""
        for name in ("宕机", "变慢", "令牌失效", "应答丢失", "限流"):
            expect(self.at.fault(name)).not_to_be_checked()
        self.at.fault("宕机").check()
        expect(self.at.page.get_by_text("平台宕机中")).to_be_visible(timeout=CAP_MS)
        number = self.at.send(公司="兰溪百货", 电话="13522223333", 地区="浙江省金华市", 产品="保温杯", 需求="保温杯 800 个")
        expect(self.at.track).to_contain_text("派给张伟", timeout=CAP_MS)
        expect(self.at.page.locator(f'article[data-lead="{number}"]')).to_have_count(0)
        self.shot("8-down")
        begun = time.perf_counter()
        self.at.fault("宕机").uncheck()
        expect(self.at.card("张伟", number, "offered", RECOVERY_CAP_MS)).to_be_visible()
        self.figures["card after outage"] = time.perf_counter() - begun
        self.after_outage = number

    def random_and_chat(self):
        """A random lead is taken; a text in the chat is answered."""
        number = self.at.send_random()
        expect(self.at.track).to_contain_text(f"#{number}", timeout=CAP_MS)
        phone = self.at.phone("王芳")
        answers = phone.locator("li.from-app.is-text")
        before = answers.count()
        self.at.say("王芳", "你好")
        expect(phone.get_by_text("你好", exact=True)).to_be_visible()
        expect(answers).to_have_count(before + 1, timeout=CAP_MS)
        self.shot("9-chat")


# What is left alone runs out while the other steps go on.
STEPS = (
    Walk.claim,
    Walk.decline,
    Walk.assign,
    Walk.phone_page,
    moves_on.leave_alone,
    Walk.outage,
    Walk.random_and_chat,
    moves_on.hand_over,
    moves_on.explain,
    moves_on.refuse,
    moves_on.next_rep,
    moves_on.manager_assigns,
    moves_on.grabbed,
)


def take(steps, world, width, shots, label, **page):
    """Goes through the steps at that width; says which one failed and what was to be seen."""
    shots.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, chromium(playwright, width, HEIGHTS[width]) as (context, guard):
        at = SandboxPage(context.new_page(), world.page, narrow=width < 760, **page)
        walk = Walk(context, at, shots, label)
        for step in steps:
            try:
                step(walk)
            except Exception:
                walk.shot("failed")
                print(f"failed at {label} in: {step.__doc__}", file=sys.stderr)
                print(f"on the page:\n{at.page.locator('body').inner_text()}", file=sys.stderr)
                print(f"the browser said: {guard.faults}\nthe log:\n{world.log()}", file=sys.stderr)
                raise
            print(f"ok at {label}: {step.__doc__}")
        overflow = at.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not overflow, f"the page is wider than {width}"
        guard.clean()
        for name, seconds in walk.figures.items():
            print(f"{name}: {seconds:.2f} s")


def main(binary, width, shots):
    with Demo(binary) as demo:
        take(STEPS, demo, width, shots, label=str(width))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
