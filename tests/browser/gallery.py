"""Pictures of every page and state, to be looked at: `gallery.py BINARY FOLDER [DOCS_FOLDER]`.

With DOCS_FOLDER the pictures of the README are made again.
"""

import json
import sys
import urllib.request
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from demo import Demo
from dingtalk import CAST, prefers
from guard import chromium
from sandbox_page import SandboxPage

SECOND = dict(公司="东阳市天晟商贸", 电话="13798765432", 联系人="陈女士", 需求="要 1200 个保温杯,月底前交货", 预算="2万")
THIRD = dict(公司="喀什丝路商行", 电话="13611112222", 地区="新疆喀什", 产品="陶瓷", 需求="陶瓷碗 500 个")
IN_GUANGDONG = dict(公司="佛山南风瓷业", 联系人="何先生", 电话="13822221234", 地区="广东省佛山市", 产品="陶瓷", 需求="酒店用陶瓷盘 800 个", 预算="1.6万")
POOLED = dict(公司="疏勒瓷器店", 联系人="马先生", 电话="13622224444", 地区="新疆喀什", 产品="陶瓷", 需求="陶瓷碗 500 个")


class Gallery:
    def __init__(self, playwright, demo, folder):
        self.playwright = playwright
        self.demo = demo
        self.folder = folder

    def picture(self, page, name, full=False):
        page.wait_for_timeout(250)  # a colour may be on its way
        page.screenshot(path=self.folder / f"{name}.png", full_page=full)

    def everywhere(self, address, name):
        """The same page at both widths, light and dark."""
        for width, height in ((1440, 900), (390, 844)):
            for scheme in ("light", "dark"):
                with chromium(self.playwright, width, height, scheme) as (context, _):
                    page = context.new_page()
                    page.goto(address)
                    if name == "sandbox":
                        expect(page.get_by_text("已连接", exact=True)).to_be_visible()
                    self.picture(page, f"{name}-{width}-{scheme}", full=width == 390)

    def phone_pages(self, links):
        for state, address in links.items():
            for scheme in ("light", "dark"):
                with chromium(self.playwright, 390, 844, scheme) as (context, _):
                    page = context.new_page()
                    page.goto(address)
                    self.picture(page, f"h5-{state}-{scheme}")


def link_of(demo, userid, lead):
    """The address behind 详情 on somebody's card."""
    with urllib.request.urlopen(f"{demo.page}/sandbox/state") as answer:
        phones = json.load(answer)["phones"]
    own = next(phone for phone in phones if phone["userid"] == userid)
    cards = [message["card"] for message in own["messages"] if message.get("lead") == lead]
    return cards[-1]["card_action"]["url"]


def play(at, demo):
    """Brings three leads into different states; gives the links as they were on the cards."""
    links = {}
    at.send()
    at.card("张伟", 1, "offered").get_by_role("button", name="认领", exact=True).click()
    at.card("张伟", 1, "claimed")
    links["claimed"] = link_of(demo, "ZhangWei", 1)
    at.send(**SECOND)
    at.card("张伟", 2, "offered")
    links["declined"] = link_of(demo, "ZhangWei", 2)
    at.card("张伟", 2).get_by_role("button", name="拒绝", exact=True).click()
    at.card("王芳", 2, "offered")
    links["offered"] = link_of(demo, "WangFang", 2)
    at.send(**THIRD)
    at.card("李经理", 3, "escalated")
    links["escalation"] = link_of(demo, "LiJingLi", 3)
    links["refused"] = links["offered"].split("?")[0]
    return links


def burst(at, demo):
    """Leads come faster than 张伟 answers: the later ones share one list card. Its page's link."""
    for shop in range(12):
        at.send(公司=f"金华{shop}号商行", 电话=f"139111100{shop:02}", 地区="浙江省金华市", 产品="保温杯")
    card = at.phone("张伟").locator('article[data-state="list"]').first
    expect(card).to_be_visible()
    expect(card.get_by_role("button", name="全部认领")).to_be_visible()
    return card.get_by_role("link", name="逐条查看").get_attribute("href")


def readme(playwright, demo, folder):
    """Both platforms: an offered and a claimed card with the explanation, and the manager's."""
    at_once = dict(公司="杭州晴雨伞行", 联系人="周女士", 电话="13698761234", 地区="杭州", 产品="雨伞", 需求="晴雨两用伞 600 把,印 logo", 预算="1.2万")
    with chromium(playwright, 1440, 900) as (context, _):
        page = context.new_page()
        at = SandboxPage(page, demo.page, narrow=False)
        at.send()
        at.card("张伟", 1, "offered").get_by_role("button", name="认领", exact=True).click()
        at.card("张伟", 1, "claimed")
        at.send(**at_once)
        at.card("王芳", 2, "offered")
        at.send(**THIRD)
        at.card("李经理", 3, "escalated")
        at.send(**IN_GUANGDONG)
        at.card("赵强", 4, "offered")
        at.card("张伟", 1).get_by_text("请尽快联系客户").click()
        expect(at.track).to_contain_text("张伟认领")
        expect(at.track.locator(".bar")).to_have_count(2)
        page.mouse.move(0, 0)
        page.wait_for_timeout(250)
        page.screenshot(path=folder / "sandbox-1440.png")
    with chromium(playwright, 390, 844) as (context, _):
        page = context.new_page()
        at = SandboxPage(page, demo.page, narrow=True)
        at.card("赵强", 4, "offered")
        page.get_by_role("link", name="手机").click()
        page.wait_for_timeout(250)
        page.screenshot(path=folder / "sandbox-390.png")
        page.goto(link_of(demo, "ZhangWei", 1))
        page.screenshot(path=folder / "phone-page-390.png", clip=dict(x=0, y=0, width=390, height=560))


def on_dingtalk(playwright, demo, folder):
    """Cards of DingTalk: offered and claimed, the manager's, the group's before and after 抢单."""
    for name in CAST:
        prefers(demo, name, "dingtalk")
    with chromium(playwright, 1440, 900) as (context, _):
        page = context.new_page()
        at = SandboxPage(page, demo.page, narrow=False, on_dingtalk=CAST)
        at.send()
        at.card("张伟", 1, "offered").get_by_role("button", name="认领", exact=True).click()
        at.card("张伟", 1, "claimed")
        at.send(**POOLED)
        at.card("李经理", 2, "escalated").get_by_role("button", name="放公海", exact=True).click()
        at.in_group("王芳", 2, "pooled").get_by_role("button", name="抢单", exact=True).click()
        expect(at.in_group("王芳", 2, "taken").locator(".for-you")).to_be_visible()
        at.send(**THIRD)
        at.card("李经理", 3, "escalated")
        at.send(**IN_GUANGDONG)
        at.card("赵强", 4, "offered")
        at.card("张伟", 1)
        at.card("李经理", 3)
        at.group("王芳")
        page.mouse.move(0, 0)
        page.wait_for_timeout(250)
        own = [page.get_by_role("region", name=f"{name}的钉钉").bounding_box() for name in CAST]
        left, top = min(box["x"] for box in own), min(box["y"] for box in own)
        right, bottom = (max(box[at] + box[size] for box in own) for at, size in (("x", "width"), ("y", "height")))
        page.screenshot(path=folder / "dingtalk-1440.png", clip=dict(x=left, y=top, width=right - left, height=bottom - top))
    with chromium(playwright, 390, 844) as (context, _):
        page = context.new_page()
        at = SandboxPage(page, demo.page, narrow=True, on_dingtalk=CAST)
        at.in_group("王芳", 2, "taken")
        page.get_by_role("link", name="手机").click()
        page.wait_for_timeout(250)
        page.screenshot(path=folder / "dingtalk-390.png")


def main(binary, folder, docs):
    if docs:
        with Demo(binary) as demo, sync_playwright() as playwright:
            readme(playwright, demo, docs)
        with Demo(binary) as demo, sync_playwright() as playwright:
            on_dingtalk(playwright, demo, docs)
    folder.mkdir(parents=True, exist_ok=True)
    with Demo(binary) as demo, sync_playwright() as playwright:
        with chromium(playwright, 1440, 900) as (context, _):
            at = SandboxPage(context.new_page(), demo.page, narrow=False)
            links = play(at, demo)
            links["list"] = burst(at, demo)
        gallery = Gallery(playwright, demo, folder)
        gallery.everywhere(demo.page, "sandbox")
        gallery.everywhere(f"{demo.service}/docs", "docs")
        gallery.everywhere(f"{demo.service}/docs/problems/offer-ended", "problem")
        gallery.phone_pages(links)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
