"""The sandbox page as a person uses it, by the names of `experience.md` §6 alone."""

import re
import time

from playwright.sync_api import expect

OFFER_CAP = 2.0  # seconds from the press on 发送线索 to the card, as promised to newcomers
CAP_MS = 10_000
GROUP = "线索公海群"


class SandboxPage:
    def __init__(self, page, address, narrow, on_dingtalk=("赵强",)):
        self.page = page
        self.narrow = narrow
        # Whose cards come to DingTalk; in the demo's cast one prefers it.
        self.on_dingtalk = set(on_dingtalk)
        page.goto(address)
        expect(page).to_have_title("paidan 沙箱")
        expect(page.get_by_text("已连接", exact=True)).to_be_visible(timeout=CAP_MS)
        self.form = page.get_by_role("form", name="发一条线索")
        self.track = page.get_by_role("region", name="线索轨迹")
        self.result = self.form.get_by_role("status")

    def phone(self, name):
        """The phone that the person's cards come to."""
        return self.dingtalk(name) if name in self.on_dingtalk else self.wecom(name)

    def wecom(self, name):
        """The person's phone with WeCom, brought forward when only one is shown."""
        return self.forward(name, "企业微信")

    def dingtalk(self, name, talk="机器人"):
        """The person's phone with DingTalk, brought forward, with that conversation open."""
        region = self.forward(name, "钉钉")
        conversation = region.get_by_role("tab", name=re.compile(f"^{talk}"))
        conversation.click()
        expect(conversation).to_have_attribute("aria-selected", "true")
        return region

    def group(self, name):
        """The pool's group, as that person sees it."""
        return self.dingtalk(name, GROUP)

    def forward(self, name, platform):
        if self.narrow:
            for label in (name, platform):
                tab = self.page.get_by_role("tab", name=re.compile(f"^{label}"))
                tab.click()
                expect(tab).to_have_attribute("aria-selected", "true")
        region = self.page.get_by_role("region", name=f"{name}的{platform}")
        expect(region).to_be_visible()
        return region

    def card(self, name, lead, state=None, cap_ms=CAP_MS):
        """The one card of a lead on somebody's phone, in that state."""
        cards = self.phone(name).get_by_role("article").and_(
            self.page.locator(f'article[data-lead="{lead}"]')
        )
        if state:
            expect(cards).to_have_attribute("data-state", state, timeout=cap_ms)
        expect(cards).to_have_count(1)
        return cards

    def newest(self, name, lead, state, cap_ms=CAP_MS):
        """The newest card of a lead in that state, where somebody may have several of it."""
        return newest_in(self.phone(name), lead, state, cap_ms)

    def in_group(self, name, lead, state):
        """The card of a lead in the pool's group, as that person sees it."""
        return newest_in(self.group(name), lead, state, CAP_MS)

    def send(self, **fields):
        """Fills in what is given, sends the form, and gives the lead's number."""
        for label, text in fields.items():
            self.form.get_by_role("textbox", name=label, exact=True).fill(text)
        return self.number_after(lambda: self.press_in_form("发送线索"))

    def send_random(self):
        return self.number_after(lambda: self.press_in_form("随机一条"))

    def press_in_form(self, button):
        self.form.get_by_role("button", name=button).click()

    def number_after(self, act):
        before = self.result.inner_text()
        act()
        expect(self.result).not_to_have_text(before, timeout=CAP_MS)
        text = self.result.inner_text()
        found = re.search(r"#(\d+)", text)
        assert found, f"the form answered 「{text}」"
        return int(found.group(1))

    def send_timed(self, rep, lead, **fields):
        """Sends and measures until the card of lead number `lead` is on the rep's phone."""
        for label, text in fields.items():
            self.form.get_by_role("textbox", name=label, exact=True).fill(text)
        cards = self.page.locator(f'article[data-lead="{lead}"][data-state="offered"]')
        begun = time.perf_counter()
        self.press_in_form("发送线索")
        expect(cards).to_have_count(1, timeout=CAP_MS)
        took = time.perf_counter() - begun
        assert took < OFFER_CAP, f"the card took {took:.2f} s"
        expect(self.card(rep, lead, "offered")).to_be_visible()
        return took

    def fault(self, name):
        return self.page.get_by_role("group", name="平台故障").get_by_role("checkbox", name=name)

    def say(self, name, text):
        return say_on(self.phone(name), text)

    def say_in_group(self, name, text):
        return say_on(self.group(name), text)


def newest_in(phone, lead, state, cap_ms):
    cards = phone.get_by_role("article").and_(
        phone.locator(f'article[data-lead="{lead}"][data-state="{state}"]')
    )
    expect(cards.last).to_be_visible(timeout=cap_ms)
    return cards.last


def say_on(phone, text):
    phone.get_by_role("textbox", name="发消息").fill(text)
    phone.get_by_role("button", name="发送", exact=True).click()
    return phone
