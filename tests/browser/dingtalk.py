"""The walk on DingTalk phones: `dingtalk.py BINARY stream|http|mixed WIDTH SHOTS_FOLDER`.

What happens is the same as in `walk.py`, and so are its steps; the pool and the group are not.
"""

import json
import re
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import expect

import moves_on
from demo import Demo
from http_mode import HttpMode
from sandbox_page import CAP_MS
from walk import Walk, take

CAST = {"张伟": "zhang", "王芳": "wang", "赵强": "zhao", "李经理": "li"}
# What the service adds when it tells of somebody.
TOLD_ONLY = ("staff_id", "load", "deputy", "left", "unreachable")


def prefers(world, name, platform):
    """From now on that person's cards go there."""
    address = f"{world.service}/api/v1/reps/{CAST[name]}"

    def call(body=None):
        headers = {"Authorization": f"Bearer {world.admin}", "Content-Type": "application/json"}
        request = urllib.request.Request(address, body, headers, method="PUT" if body else "GET")
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    fields = {key: value for key, value in call().items() if key not in TOLD_ONLY}
    call(json.dumps(fields | {"prefers": platform}).encode())


def nobody_covers(walk, company, phone):
    """A lead that comes to 李经理 at once."""
    number = walk.at.send(公司=company, 联系人="马先生", 电话=phone, 地区="新疆喀什", 产品="陶瓷", 需求="陶瓷碗 500 个")
    expect(walk.at.card("李经理", number, "escalated")).to_be_visible()
    return number


def grabbed_in_group(walk):
    """放公海: one card for the whole group; 抢单 gives the phone to who pressed, and all see who."""
    at = walk.at
    number = nobody_covers(walk, "疏勒瓷器店", "13622224444")
    at.card("李经理", number).get_by_role("button", name="放公海", exact=True).click()
    expect(at.card("李经理", number, "moved").get_by_role("button")).to_have_count(0)
    pooled = at.in_group("张伟", number, "pooled")
    expect(pooled).not_to_contain_text("4444")
    walk.shot("16-pool")

    at.in_group("李经理", number, "pooled").get_by_role("button", name="抢单", exact=True).click()
    refused = at.in_group("李经理", number, "pooled").locator(".for-you")
    expect(refused).to_have_text(f"{number} 号未处理:公海线索由销售抢单。要指定人,请发 /转派 {number} @姓名。", timeout=CAP_MS)
    walk.shot("16-pool-manager")
    pooled = at.in_group("王芳", number, "pooled")
    expect(pooled.locator(".for-you")).to_have_count(0)
    begun = time.perf_counter()
    pooled.get_by_role("button", name="抢单", exact=True).click()
    mine = at.in_group("王芳", number, "taken")
    expect(mine.locator(".for-you")).to_have_text("已归你,电话 136 2222 4444", timeout=CAP_MS)
    walk.figures["phone after 抢单"] = time.perf_counter() - begun
    walk.shot("17-grabbed")
    late = at.in_group("张伟", number, "taken")
    expect(late).to_contain_text("王芳")
    expect(late).not_to_contain_text("4444")
    expect(late.get_by_role("button")).to_have_count(0)
    walk.shot("18-too-late")
    walk.grabbed = number


def goes_on_by_page(walk):
    """The link beside the phone opens the page, where whoever took it goes on."""
    card = walk.at.in_group("王芳", walk.grabbed, "taken")
    with walk.context.expect_page() as opened:
        card.get_by_role("link", name="打开线索").click()
    page = opened.value
    expect(page.get_by_role("heading")).to_contain_text(f"已认领 #{walk.grabbed}")
    expect(page.get_by_role("link", name="拨打电话")).to_have_attribute("href", "tel:13622224444")
    walk.shot("19-page-from-group", page)
    page.get_by_role("button", name="已联系", exact=True).click()
    expect(page.get_by_role("heading")).to_contain_text(f"跟进中 #{walk.grabbed}")
    page.close()


def in_group(walk):
    """A manager mentions the robot in the group; who asked is answered there. A rep is told no."""
    number = nobody_covers(walk, "莎车日用品批发部", "13622225555")
    group = walk.at.say_in_group("李经理", f"/转派 {number} @王芳 客户指定")
    told = group.get_by_text(f"@李经理 {number} 号已转给王芳:客户指定。", exact=True)
    expect(told).to_be_visible(timeout=CAP_MS)
    walk.shot("20-told-in-group")
    expect(walk.at.card("王芳", number, "offered")).to_contain_text("李经理转给你")
    group = walk.at.say_in_group("张伟", f"/转派 {number} @赵强")
    told = group.get_by_text("@张伟 转派需要主管权限。你的主管是李经理。", exact=True)
    expect(told).to_be_visible(timeout=CAP_MS)
    walk.shot("21-not-allowed-in-group")
    expect(walk.at.card("王芳", number, "offered")).to_be_visible()


def from_wecom_to_dingtalk(walk):
    """Offered on a WeCom phone and declined, claimed on a DingTalk phone."""
    number = walk.at.send()
    card = walk.at.card("张伟", number, "offered")
    card.get_by_role("button", name="拒绝", exact=True).click()
    walk.at.card("张伟", number, "declined")
    begun = time.perf_counter()
    card = walk.at.card("王芳", number, "offered")
    walk.shot("1-offered-on-dingtalk")
    card.get_by_role("button", name="认领", exact=True).click()
    expect(walk.at.card("王芳", number, "claimed")).to_contain_text("139 1234 5678")
    walk.figures["claimed on the other side"] = time.perf_counter() - begun
    walk.shot("2-claimed-on-dingtalk")
    walk.handed = number


def handed_over_from_wecom(walk):
    """李经理 types in WeCom; the DingTalk card loses the phone, a WeCom card has it."""
    number = walk.handed
    phone = walk.at.say("李经理", f"/转派 {number} @张伟 客户指定")
    told = phone.get_by_text(re.compile(f"^{number} 号已由王芳转给张伟:客户指定。"))
    expect(told).to_be_visible(timeout=CAP_MS)
    gone = walk.at.card("王芳", number, "moved")
    expect(gone).not_to_contain_text("5678")
    expect(gone.get_by_role("button")).to_have_count(0)
    walk.shot("3-moved-on-dingtalk")
    expect(walk.at.newest("张伟", number, "claimed")).to_contain_text("139 1234 5678")
    walk.shot("4-claimed-on-wecom")
    expect(walk.at.track).to_contain_text("李经理", timeout=CAP_MS)


# What is left alone runs out while the other steps go on.
ON_DINGTALK = (
    Walk.claim,
    Walk.decline,
    Walk.assign,
    Walk.phone_page,
    moves_on.leave_alone,
    Walk.outage,
    moves_on.hand_over,
    moves_on.explain,
    moves_on.refuse,
    grabbed_in_group,
    goes_on_by_page,
    in_group,
    moves_on.next_rep,
    moves_on.manager_assigns,
)
MIXED = (from_wecom_to_dingtalk, handed_over_from_wecom)


def main(binary, kind, width, shots):
    world = HttpMode(binary) if kind == "http" else Demo(binary)
    there = {"王芳", "赵强"} if kind == "mixed" else set(CAST)
    steps = MIXED if kind == "mixed" else ON_DINGTALK
    with world:
        for name in there:
            prefers(world, name, "dingtalk")
        take(steps, world, width, shots, label=f"dingtalk-{kind}-{width}", on_dingtalk=there)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
