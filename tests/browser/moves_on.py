"""The walk goes on: leads left alone find their way, the manager steers from the chat."""

import re
import time

from playwright.sync_api import expect

from sandbox_page import CAP_MS

# The demo's claim time and what a busy machine needs.
MOVES_MS = 80_000


def leave_alone(walk):
    """A lead for 张伟 that nobody will touch."""
    walk.alone = walk.at.send(公司="浦江晨光商行", 电话="13511110000", 联系人="吴先生", 地区="浙江省金华市", 产品="保温杯", 需求="保温杯 600 个")
    expect(walk.at.card("张伟", walk.alone, "offered")).to_be_visible()
    walk.left_at = time.perf_counter()


def hand_over(walk):
    """李经理 types /转派: 王芳 has it, 张伟's card says so, and the manager is told."""
    number = walk.at.send(公司="永康五金商城", 电话="13633334444", 联系人="郑女士", 地区="浙江省金华市", 产品="保温杯", 需求="保温杯 900 个")
    expect(walk.at.card("张伟", number, "offered")).to_be_visible()
    begun = time.perf_counter()
    phone = walk.at.say("李经理", f"/转派 {number} @王芳 客户指定")
    told = phone.get_by_text(f"{number} 号已由张伟转给王芳:客户指定。", exact=True)
    expect(told).to_be_visible(timeout=CAP_MS)
    walk.figures["told after 转派"] = time.perf_counter() - begun
    walk.shot("10-handed-over")
    card = walk.at.card("王芳", number, "offered")
    expect(card).to_contain_text("李经理转给你")
    expect(card).to_contain_text("客户指定")
    walk.figures["card after 转派"] = time.perf_counter() - begun
    expect(walk.at.card("张伟", number, "moved")).to_be_visible()
    walk.handed = number


def explain(walk):
    """/为什么 says in a sentence why a lead went where it went."""
    phone = walk.at.say("李经理", "/为什么 1")
    why = phone.get_by_text(re.compile(r"^#1 派给张伟 \d+ 分"))
    expect(why).to_be_visible(timeout=CAP_MS)
    walk.shot("11-why")


def refuse(walk):
    """A rep who types a manager's command is told what would work."""
    phone = walk.at.say("张伟", f"/转派 {walk.handed} @赵强")
    expect(phone.get_by_text("转派需要主管权限。你的主管是李经理。", exact=True)).to_be_visible(timeout=CAP_MS)
    walk.shot("12-not-allowed")
    # Nothing moved.
    expect(walk.at.card("王芳", walk.handed, "offered")).to_be_visible()


def next_rep(walk):
    """At its deadline the lead left alone moves to 王芳."""
    expect(walk.at.newest("王芳", walk.alone, "offered", MOVES_MS)).to_contain_text("前一位未应答")
    walk.figures["left alone, next rep"] = time.perf_counter() - walk.left_at
    expired = walk.at.newest("张伟", walk.alone, "expired")
    expect(expired.get_by_role("button")).to_have_count(0)
    walk.shot("13-next-rep")


def manager_assigns(walk):
    """Then it comes to 李经理, who gives it to 赵强 by button."""
    card = walk.at.newest("李经理", walk.alone, "escalated", MOVES_MS)
    walk.figures["left alone, manager"] = time.perf_counter() - walk.left_at
    expect(card.get_by_role("heading")).to_contain_text(f"待指派 #{walk.alone}")
    for button in ("指派", "我来跟", "放公海"):
        expect(card.get_by_role("button", name=button, exact=True)).to_be_visible()
    choice = card.get_by_role("combobox")
    wanted = choice.get_by_role("option", name=re.compile("赵强")).get_attribute("value")
    choice.select_option(wanted)
    walk.shot("14-manager")
    card.get_by_role("button", name="指派", exact=True).click()
    given = walk.at.newest("赵强", walk.alone, "offered")
    expect(given).to_contain_text("李经理")
    walk.shot("15-assigned-by-button")


def grabbed(walk):
    """Another one goes to the pool and is taken by 抢单; the others are told by whom."""
    number = walk.after_outage
    card = walk.at.newest("李经理", number, "escalated", MOVES_MS)
    card.get_by_role("button", name="放公海", exact=True).click()
    pooled = walk.at.newest("王芳", number, "pooled")
    walk.shot("16-pool")
    begun = time.perf_counter()
    pooled.get_by_role("button", name="抢单", exact=True).click()
    mine = walk.at.newest("王芳", number, "claimed")
    walk.figures["claimed after 抢单"] = time.perf_counter() - begun
    expect(mine).to_contain_text("135 2222 3333")
    walk.shot("17-grabbed")
    late = walk.at.newest("张伟", number, "taken")
    expect(late).to_contain_text("王芳")
    expect(late.get_by_role("button")).to_have_count(0)
    walk.shot("18-too-late")
