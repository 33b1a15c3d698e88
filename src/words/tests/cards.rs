//! The cards of `experience.md` §3, word for word.

use super::*;

fn check(card: &Card, expected: &str) {
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(text(card), expected.join("\n"));
}

fn offered_until(until: &str) -> Shown {
    Shown::Offered {
        until: at(until),
        attempt: 1,
        chosen_by: None,
    }
}

#[test]
fn an_offered_lead() {
    let card = Sample::new().card(&offered_until("2026-11-23T14:35:00+08:00"));
    check(
        &card,
        "#1042 金华 · 保温杯 3000 个
        14:35 前认领(5 分钟)
        「想进一批保温杯,先看样品」
        公司 义乌市宏达日用品商行
        联系人 王先生 139****5678
        预算 约 5 万元(A 档)
        派给你 金华在片区内、保温杯主营、在手 6/20
        详情 打开
        [认领 · 拒绝]",
    );
    assert_eq!(card.source.as_deref(), Some("派单"));
    let keys: Vec<&str> = card
        .buttons
        .iter()
        .map(|button| button.key.as_str())
        .collect();
    assert_eq!(keys, ["claim", "decline"]);
    assert_eq!(
        card.url.as_deref(),
        Some("https://paidan.example/h5/leads/1042")
    );
}

#[test]
fn a_customer_who_comes_back() {
    let desc = |won, rep: &str| {
        let mut sample = Sample::new();
        let offer = sample.lead.offer().expect("offered").clone();
        let rep = if rep.is_empty() { offer.rep } else { id(rep) };
        sample.lead.facts.former = Some(paidan_domain::understand::Former {
            rep,
            at: at("2026-03-05T10:00:00+08:00"),
            won,
        });
        let shown = offered_until("2026-11-23T14:35:00+08:00");
        sample.card(&shown).desc.unwrap()
    };
    assert_eq!(desc(true, ""), "14:35 前认领;老客户,上次由你成交(2026-03)");
    assert_eq!(desc(false, ""), "14:35 前认领;老客户,上次由你跟进(2026-03)");
    // Somebody else's old customer is a customer like any other.
    assert_eq!(desc(true, "wang"), "14:35 前认领(5 分钟)");
}

#[test]
fn the_time_on_an_offered_card() {
    let desc = |until: &str, attempt| {
        let shown = Shown::Offered {
            until: at(until),
            attempt,
            chosen_by: None,
        };
        Sample::new().card(&shown).desc.unwrap()
    };
    // The moment between the decision and its card is not a lost minute.
    assert_eq!(
        desc("2026-11-23T14:34:59.4+08:00", 1),
        "14:34 前认领(5 分钟)"
    );
    assert_eq!(desc("2026-11-23T14:32:00+08:00", 1), "14:32 前认领(2 分钟)");
    // Seconds when less than two minutes are left.
    assert_eq!(
        desc("2026-11-23T14:31:30+08:00", 1),
        "14:31:30 前认领(1 分 30 秒)"
    );
    assert_eq!(
        desc("2026-11-23T14:30:59.99+08:00", 1),
        "14:30:59 前认领(1 分钟)"
    );
    assert_eq!(
        desc("2026-11-23T14:30:40+08:00", 1),
        "14:30:40 前认领(40 秒)"
    );
    assert_eq!(
        desc("2026-11-24T09:00:00+08:00", 1),
        "明天 09:00 前认领(18 小时 30 分)"
    );
    assert_eq!(
        desc("2026-11-23T14:41:00+08:00", 2),
        "14:41 前认领;前一位未应答"
    );
}

#[test]
fn a_reassigned_lead_names_the_manager_and_the_reason() {
    let card = |why: Option<&str>| {
        let chosen_by = Some(("李经理".to_owned(), why.map(str::to_owned)));
        let until = at("2026-11-23T14:35:00+08:00");
        Sample::new().card(&Shown::Offered {
            until,
            attempt: 1,
            chosen_by,
        })
    };
    let with = card(Some("客户指定"));
    assert_eq!(with.source.as_deref(), Some("转派"));
    assert_eq!(
        with.desc.as_deref(),
        Some("14:35 前认领;李经理转给你:客户指定")
    );
    assert_eq!(
        card(None).desc.as_deref(),
        Some("14:35 前认领;李经理转给你")
    );
    assert!(
        with.rows.iter().all(|row| row.key != "派给你"),
        "a person chose, not the score"
    );
}

#[test]
fn a_claimed_lead_shows_the_whole_contact() {
    let sample = Sample::new().with_life(Life::Claimed { owner: id("zhang") });
    check(
        &sample.card(&Shown::Claimed),
        "已认领 #1042 王先生
        请尽快联系客户
        「想进一批保温杯,先看样品」
        电话 139 1234 5678
        公司 义乌市宏达日用品商行
        需求 保温杯 3000 个
        预算 约 5 万元(A 档)
        地址 福田路 18 号
        详情 打开
        [已联系 · 成交 · 无效 · 释放]",
    );
    let contacted = sample.card(&Shown::Contacted);
    assert_eq!(contacted.title, "跟进中 #1042 王先生");
    assert!(text(&contacted).ends_with("[成交 · 丢单 · 无效 · 释放]"));
}

#[test]
fn with_the_phone_kept_off_cards_it_is_only_on_the_page() {
    let mut sample = Sample::new().with_life(Life::Claimed { owner: id("zhang") });
    sample.phone_on_card = false;
    sample.said.company = Some("宏达 139 1234 5678".to_owned());
    let all = text(&sample.card(&Shown::Claimed));
    assert!(all.contains("电话 139****5678"), "{all}");
    assert!(!all.contains("1234"), "{all}");
}

#[test]
fn a_customer_without_a_name_is_called_by_company_then_need() {
    let mut sample = Sample::new().with_life(Life::Claimed { owner: id("zhang") });
    let title = |sample: &Sample| sample.card(&Shown::Claimed).title;
    sample.said.contact_name = None;
    assert_eq!(title(&sample), "已认领 #1042 义乌市宏达日用品商行");
    sample.said.company = None;
    assert_eq!(title(&sample), "已认领 #1042 保温杯 3000 个");
}

#[test]
fn what_is_not_known_leaves_its_row_out() {
    let mut sample = Sample::new();
    sample.said = NewLead::default();
    sample.parsed = Parsed::default();
    sample.lead.facts = Facts::from(&sample.parsed);
    sample.place = None;
    sample.explanation = None;
    sample.link = None;
    check(
        &sample.card(&offered_until("2026-11-23T14:35:00+08:00")),
        "#1042 新线索
        14:35 前认领(5 分钟)
        [认领 · 拒绝]",
    );
    let card = sample.card(&Shown::Claimed);
    assert_eq!(card.title, "已认领 #1042");
    assert!(card.rows.is_empty());
}

#[test]
fn a_headline_says_where_what_and_how_much() {
    let check = |change: fn(&mut Sample), expected: &str| {
        let mut sample = Sample::new();
        change(&mut sample);
        let card = sample.card(&offered_until("2026-11-23T14:35:00+08:00"));
        assert_eq!(card.title, expected);
    };
    check(|_| {}, "#1042 金华 · 保温杯 3000 个");
    check(|one| one.place = None, "#1042 保温杯 3000 个");
    check(|one| one.lead.facts.quantity = None, "#1042 金华 · 保温杯");
    check(
        |one| one.lead.facts.products.push("雨伞".into()),
        "#1042 金华 · 保温杯等 2 类 3000 个",
    );
    check(
        |one| one.lead.facts.quantity.as_mut().unwrap().unit.clear(),
        "#1042 金华 · 保温杯 3000",
    );
    check(
        |one| {
            one.lead.facts.products.clear();
            one.lead.facts.quantity = None;
            one.place = None;
        },
        "#1042 义乌市宏达日用品商行",
    );
}

#[test]
fn a_declined_lead_asks_why_and_then_says_it() {
    let offer = Offer {
        id: OfferId(Uuid::from_u128(2)),
        rep: id("wang"),
        attempt: 2,
        claim_within_seconds: None,
    };
    let declined = |life: Life, reason, asking| {
        Sample::new()
            .with_life(life)
            .card(&Shown::Declined { reason, asking })
    };
    let asking = declined(Life::Offered(offer.clone()), None, true);
    check(
        &asking,
        "已拒绝 #1042
        已转给下一位。为什么不接?
        [忙不过来 · 不在片区 · 不做该品 · 信息无效 · 其他]",
    );
    let keys: Vec<&str> = asking
        .buttons
        .iter()
        .map(|button| button.key.as_str())
        .collect();
    let busy_first = [
        "reason:busy",
        "reason:territory",
        "reason:product",
        "reason:bad_info",
    ];
    assert_eq!(keys[..4], busy_first);
    check(
        &declined(Life::Offered(offer), Some(ReasonCode::Busy), false),
        "已拒绝 #1042(忙不过来)
        已转给下一位
        (已拒绝)",
    );
    let desc = |life| declined(life, None, true).desc.unwrap();
    assert_eq!(
        desc(Life::Escalated(escalation())),
        "已转给主管。为什么不接?"
    );
    assert_eq!(desc(Life::Pooled), "已放入公海。为什么不接?");
    assert_eq!(desc(Life::Invalid { owner: None }), "为什么不接?");
}

#[test]
fn a_lead_that_left_shows_nothing_of_the_customer() {
    let owner = id("wang");
    let sample = Sample::new().with_life(Life::Claimed { owner });
    let (by, to) = ("李经理".to_owned(), "赵强".to_owned());
    let moved = at("2026-11-23T15:02:00+08:00");
    let reason = Some("客户指定".to_owned());
    check(
        &sample.card(&Shown::Moved {
            by,
            to,
            at: moved,
            reason,
        }),
        "已转出 #1042
        李经理 15:02 转给赵强:客户指定
        (已转出)",
    );
    let at_1431 = Some(at("2026-11-23T14:31:00+08:00"));
    check(
        &sample.card(&Shown::Taken {
            by: "王芳".to_owned(),
            at: at_1431,
        }),
        "已有人认领 #1042
        王芳 14:31 认领
        (已有人认领)",
    );
    check(
        &sample.card(&Shown::Expired {
            at: at("2026-11-23T14:35:00+08:00"),
        }),
        "已超时 #1042
        14:35 未认领,已转给下一位
        (已超时)",
    );
    // Until the clock rings, it is nobody else's.
    check(
        &sample.card(&Shown::RanOut {
            at: at("2026-11-23T14:35:00+08:00"),
        }),
        "已超时 #1042
        14:35 未认领
        (已超时)",
    );
    let pooled = Sample::new().with_life(Life::Pooled);
    check(
        &pooled.card(&Shown::Released { asking: true }),
        "已转出 #1042
        你已释放,已放入公海。为什么释放?
        [忙不过来 · 联系不上 · 不在片区 · 不做该品 · 其他]",
    );
}

#[test]
fn a_finished_lead_says_how_it_ended() {
    let sample = Sample::new().with_life(Life::Won {
        owner: Some(id("zhang")),
    });
    let ended = |ended| sample.card(&Shown::Ended(ended));
    check(
        &ended(Ended::Won {
            value: Some(Fen(5_230_000)),
        }),
        "成交 #1042 52,300 元
        14:30 成交
        公司 义乌市宏达日用品商行
        (成交)",
    );
    assert_eq!(ended(Ended::Won { value: None }).title, "成交 #1042");
    let lost = |reason, asking| ended(Ended::Lost { reason, asking });
    assert_eq!(
        lost(Some(ReasonCode::Price), false).title,
        "丢单 #1042 价格"
    );
    let asks = text(&lost(None, true));
    assert!(asks.contains("为什么丢单?"), "{asks}");
    assert!(
        asks.ends_with("[价格 · 选了别家 · 暂不需要 · 联系不上 · 其他]"),
        "{asks}"
    );
    let invalid = |reason, asking| ended(Ended::Invalid { reason, asking });
    assert_eq!(
        invalid(Some(ReasonCode::Peer), false).title,
        "无效 #1042 同行"
    );
    let asks = text(&invalid(None, true));
    assert!(
        asks.ends_with("[空号错号 · 同行 · 重复 · 暂不需要 · 其他]"),
        "{asks}"
    );
}
