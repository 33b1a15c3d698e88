//! Times, amounts and sentences (`experience.md` §2 and §4).

use std::time::Duration;

use paidan_domain::lead::{Notice, Refusal, State};

use super::*;

#[test]
fn a_time_is_as_short_as_it_can_be() {
    let check = |when: &str, expected: &str| {
        assert_eq!(clock(at(when), now(), &shanghai(), false), expected);
    };
    check("2026-11-23T14:35:59+08:00", "14:35");
    check("2026-11-23T00:00:00+08:00", "00:00");
    check("2026-11-24T09:00:00+08:00", "明天 09:00");
    check("2026-11-25T00:00:00+08:00", "11-25 00:00");
    check("2026-11-27T09:00:00+08:00", "11-27 09:00");
    check("2026-11-22T23:59:00+08:00", "11-22 23:59");
    check("2027-01-05T09:00:00+08:00", "2027-01-05 09:00");
    check("2025-11-23T14:35:00+08:00", "2025-11-23 14:35");
    // What counts is the day in the company's zone, not in UTC.
    check("2026-11-23T15:59:00Z", "23:59");
    check("2026-11-23T16:00:00Z", "明天 00:00");
    let with_seconds = clock(at("2026-11-23T14:31:07+08:00"), now(), &shanghai(), true);
    assert_eq!(with_seconds, "14:31:07");
    // The last evening of a year, and a day with 23 hours.
    let eve = at("2026-12-31T20:00:00+08:00");
    let morning = at("2027-01-01T09:00:00+08:00");
    assert_eq!(clock(morning, eve, &shanghai(), false), "明天 09:00");
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    let before = at("2026-03-28T12:00:00+01:00");
    let after = at("2026-03-29T12:00:00+02:00");
    assert_eq!(clock(after, before, &berlin, false), "明天 12:00");
}

#[test]
fn a_length_of_time_in_words() {
    let check = |seconds, expected| assert_eq!(duration(Duration::from_secs(seconds)), expected);
    check(0, "0 秒");
    check(40, "40 秒");
    check(60, "1 分钟");
    check(90, "1 分 30 秒");
    check(120, "2 分钟");
    check(299, "4 分钟");
    check(300, "5 分钟");
    check(3600, "1 小时");
    check(4800, "1 小时 20 分");
    check(86_400, "1 天");
    check(2 * 86_400 + 3600, "2 天");
}

#[test]
fn amounts_of_money() {
    let about = |fen, expected| assert_eq!(money_about(Fen(fen)), expected);
    about(5_000_000, "约 5 万元");
    about(900_000, "约 9000 元");
    about(999_999, "约 9999 元");
    about(1_000_000, "约 1 万元");
    about(5_230_000, "约 5.2 万元");
    about(9_995_000, "约 10 万元");
    about(0, "约 0 元");
    about(Fen::MAX.0, "约 1000000 万元");
    let exact = |fen, expected| assert_eq!(money_exact(Fen(fen)), expected);
    exact(5_230_000, "52,300 元");
    exact(5_230_050, "52,300.50 元");
    exact(99_900, "999 元");
    exact(100_000, "1,000 元");
    exact(12_345_678_900, "123,456,789 元");
    exact(5, "0.05 元");
}

#[test]
fn a_text_is_cut_between_characters_as_people_see_them() {
    let check = |text: &str, most, expected: &str| assert_eq!(cut(text, most), expected);
    check("保温杯", 3, "保温杯");
    check("保温杯子", 3, "保温…");
    check("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 2, "👨‍👩‍👧‍👦…");
    check("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…");
    check("保温 杯子", 4, "保温…");
    check("", 0, "");
}

#[test]
fn the_customers_own_words_are_quoted_and_cut_at_sixty() {
    let quote = |need: &str| {
        let mut sample = Sample::new();
        sample.said.need = Some(need.to_owned());
        sample.card(&Shown::Claimed).quote
    };
    assert_eq!(
        quote("要 3000 个\n尽快").as_deref(),
        Some("「要 3000 个 尽快」")
    );
    assert_eq!(quote("  \n "), None);
    assert_eq!(
        quote(&"要".repeat(60)),
        Some(format!("「{}」", "要".repeat(60)))
    );
    assert_eq!(
        quote(&"要".repeat(61)),
        Some(format!("「{}…」", "要".repeat(59)))
    );
}

#[test]
fn why_somebody_was_chosen_in_points_that_add_up() {
    let said = sentence(LeadNumber(1042), &explanation(), Some("金华"));
    assert_eq!(
        said,
        "#1042 派给王芳 88 分:金华在片区内 30、保温杯主营 25、在手 6/20 得 18、轮次相当 15。\
         其次赵强 71 分。未派张伟:已满 20/20。"
    );
    let shown: u32 = said
        .split_once(':')
        .unwrap()
        .1
        .split_once('。')
        .unwrap()
        .0
        .split('、')
        .map(|part| part.rsplit(' ').next().unwrap().parse::<u32>().unwrap())
        .sum();
    assert_eq!(shown, 88);
}

#[test]
fn why_nobody_was_chosen_and_what_was_relaxed() {
    let mut why = explanation();
    why.stage = Stage::ProductRelaxed;
    let said = sentence(LeadNumber(7), &why, Some("金华"));
    assert!(said.contains("片区内没有人做该品,已放宽产品。"), "{said}");
    why.stage = Stage::Nobody;
    why.candidates.clear();
    why.excluded = vec![
        left_out("张伟", Exclusion::Territory, 0, 20),
        left_out("李经理", Exclusion::Manager, 0, 0),
        left_out("老王", Exclusion::Inactive, 0, 20),
        left_out("王芳", Exclusion::Away, 0, 20),
    ];
    let said = sentence(LeadNumber(7), &why, None);
    assert_eq!(said, "#7 没有合适的销售。未派张伟:不在片区、王芳:请假。");
}

#[test]
fn a_managers_card_says_who_had_it_and_offers_the_best() {
    let zhao = scored("赵强", vec![score(Factor::Load, 710, at_hand(6, 20))]);
    let mut sample = Sample::new();
    sample.lead.created_at = at("2026-11-23T14:18:00+08:00");
    let card = sample.manager_card(&["张伟", "王芳"], std::slice::from_ref(&zhao));
    assert_eq!(card.title, "待指派 #1042 金华 · 保温杯 3000 个");
    assert_eq!(card.desc.as_deref(), Some("张伟、王芳未接;已等 12 分钟"));
    let choice = card.choice.unwrap();
    assert_eq!(choice.options[0].text, "赵强 匹配 71 在手 6/20");
    assert_eq!(choice.selected.as_deref(), Some("赵强"));
    assert_eq!(card.buttons[0].key, "assign:1");
    // A long name gives way to the figures.
    let long = scored(
        "阿卜杜勒艾合买提",
        vec![score(Factor::Load, 1000, at_hand(19, 20))],
    );
    let card = sample.manager_card(&[], &[long]);
    assert_eq!(card.choice.unwrap().options[0].text, "阿卜杜… 100 分 19/20");
    assert!(sample.manager_card(&[], &[]).choice.is_none());
}

#[test]
fn a_managers_card_says_why_nobody_fits() {
    let check = |reasons: &[Exclusion], region: bool, expected: &str| {
        let mut sample = Sample::new();
        let why = sample.explanation.as_mut().unwrap();
        why.excluded_counts = reasons.iter().map(|reason| (*reason, 1)).collect();
        if !region {
            sample.lead.facts.region = None;
            sample.place = None;
        }
        let card = sample.manager_card(&[], &[]);
        assert_eq!(card.desc.as_deref(), Some(expected));
        assert!(card.title.starts_with("无人可派 #1042"));
    };
    check(&[Exclusion::Territory], true, "金华没有销售负责");
    check(
        &[Exclusion::Territory, Exclusion::Full],
        true,
        "金华的销售都已满或请假",
    );
    // Somebody on leave may well be of another place.
    check(
        &[Exclusion::Territory, Exclusion::Away],
        true,
        "金华没有在岗的销售",
    );
    check(&[Exclusion::Inactive], false, "没有在岗的销售");
    check(&[Exclusion::Full], false, "这里的销售都已满或请假");
}

#[test]
fn whoever_handed_it_in_hears_why_nobody_was_asked() {
    let check = |life: Life, manager: Option<&str>, expected: Option<&str>| {
        assert_eq!(why_unassigned(&life, manager, None).as_deref(), expected);
    };
    let asked = Some("没有合适的销售,已请李经理指派");
    check(Life::Escalated(escalation()), Some("李经理"), asked);
    check(
        Life::Escalated(escalation()),
        None,
        Some("没有合适的销售,已请主管指派"),
    );
    check(Life::Pooled, None, Some("没有合适的销售,已放入公海"));
    check(
        Life::Quarantined,
        None,
        Some("看起来不是客户线索,等待人工查看"),
    );
    check(Sample::new().lead.life, None, None);
    check(Life::Claimed { owner: id("zhang") }, None, None);
}

#[test]
fn a_refused_press_names_the_lead_and_what_would_work() {
    let number = LeadNumber(1042);
    let check = |saying: Saying, expected: &str| {
        let said = say(&saying);
        assert_eq!(said, expected);
        assert!(!said.contains(['!', '!']));
        let json = serde_json::to_string(&saying).unwrap();
        assert_eq!(serde_json::from_str::<Saying>(&json).unwrap(), saying);
    };
    let refused_in = |state, refusal: &Refusal| {
        let why = WhyNot::of(refusal, state);
        Saying::Refused { number, why }
    };
    let refused = |refusal: &Refusal| refused_in(State::Pooled, refusal);
    let staff = || id("zhang");
    check(Saying::NotYours, "这条线索派给了别人,不能由你认领。");
    check(Saying::Working, "已收到,处理中");
    let full = "1042 号未处理:在手线索已满,先处理几条再来。";
    check(refused(&Refusal::Full { staff: staff() }), full);
    let no = "1042 号未处理:需要主管权限,请联系你的主管。";
    check(refused_in(State::Escalated, &Refusal::NotAllowed), no);
    let no_rep = "1042 号未处理:公海线索由销售抢单。要指定人,请发 /转派 1042 @姓名。";
    check(refused(&Refusal::NotAllowed), no_rep);
    let gone = "1042 号未指派:选中的销售已停用,请另选一位。";
    check(refused(&Refusal::Inactive { staff: staff() }), gone);
    let nobody = Saying::Refused {
        number,
        why: WhyNot::NobodyChosen,
    };
    check(nobody, "1042 号未指派:先在下拉框里选一位销售。");
    let state = Refusal::WrongState {
        state: State::Pooled,
    };
    check(refused(&state), "1042 号现在是「公海」,不能这样处理。");
    let again = Notice::CameAgain {
        number: LeadNumber(1050),
    };
    let told = "1042 号的客户又来询了(#1050),已合并,请尽快联系。";
    check(
        Saying::Told {
            number,
            notice: again,
        },
        told,
    );
}

#[test]
fn a_typed_reason_that_is_a_button_is_that_button() {
    for code in ReasonCode::ALL {
        assert_eq!(reason_code(reason_label(code)), Some(code));
        assert_eq!(reason_code(code.name()), Some(code));
    }
    assert_eq!(reason_code(" 忙不过来 "), Some(ReasonCode::Busy));
    assert_eq!(reason_code("今天有事"), None);
}
