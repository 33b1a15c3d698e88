//! The limits of `experience.md` §3 over every form with the longest real values,
//! counted as people count: in graphemes.

use unicode_segmentation::UnicodeSegmentation;

use super::*;

fn length(text: &str) -> usize {
    text.graphemes(true).count()
}

fn check_limits(card: &Card, what: &str) {
    let within = |text: &str, most: usize, part: &str| {
        assert!(
            length(text) <= most,
            "{what}: {part} of {} in {text:?}",
            length(text)
        );
    };
    within(&card.title, 36, "title");
    within(card.source.as_deref().unwrap_or_default(), 20, "source");
    within(card.desc.as_deref().unwrap_or_default(), 44, "description");
    within(card.quote.as_deref().unwrap_or_default(), 160, "quote");
    assert!(card.rows.len() <= 6, "{what}: {} rows", card.rows.len());
    for row in &card.rows {
        within(&row.key, 5, "key");
        within(&row.value, 30, "value");
        assert!(
            !row.value.trim().is_empty(),
            "{what}: an empty row {}",
            row.key
        );
    }
    assert!(
        card.buttons.len() <= 6,
        "{what}: {} buttons",
        card.buttons.len()
    );
    for button in &card.buttons {
        within(&button.text, 10, "button");
        assert!(length(&button.text) >= 2);
    }
    if let Some(choice) = &card.choice {
        assert!((1..=10).contains(&choice.options.len()));
        choice
            .options
            .iter()
            .for_each(|option| within(&option.text, 16, "option"));
    }
    let keys: std::collections::HashSet<&str> = card
        .buttons
        .iter()
        .map(|button| button.key.as_str())
        .collect();
    assert_eq!(keys.len(), card.buttons.len(), "{what}: a key twice");
    assert_eq!(
        card.buttons.is_empty(),
        card.ended.is_some(),
        "{what}: buttons or the end"
    );
    let all = text(card);
    assert!(!all.contains(['!', '!']), "{what}: {all}");
}

/// The number stands after `#`, whole, and behind it nothing or a sign that is no digit.
fn check_number(card: &Card, number: LeadNumber) {
    let after = card.title.split_once('#').unwrap().1;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    assert_eq!(digits, number.to_string(), "{}", card.title);
    assert!(!after[digits.len()..].starts_with('…'), "{}", card.title);
}

/// The longest values that come up: names of 42 characters, whole chats as a need.
fn longest() -> Sample {
    let mut sample = Sample::new();
    let company =
        "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒市👨‍👩‍👧‍👦国际进出口贸易股份有限责任公司第三分公司";
    sample.said.company = Some(company.to_owned());
    sample.said.contact_name = Some("阿卜杜勒·艾合买提·买买提江·吐尔逊尼亚孜先生".to_owned());
    sample.said.need = Some("想要一批保温杯👍🏽,颜色要多,".repeat(300));
    sample.said.address = Some("巴音郭楞蒙古自治州库尔勒市经济技术开发区".repeat(4));
    sample.place = Some("积石山保安族东乡族撒拉族自治县");
    let category = "不锈钢真空双层保温杯(带茶漏·可定制企业标志)";
    sample.lead.facts.products = vec![category.to_owned(); 12];
    let amount = Amount::milli(8_999_999_999_999_999);
    sample.lead.facts.quantity = Some(Quantity {
        amount,
        unit: "二十英尺集装箱".to_owned(),
    });
    sample.lead.facts.value = Some(Fen::MAX);
    sample.lead.number = LeadNumber(123_456_789);
    sample.parsed.phone = Some(Phone::parse("0579-85551234转801").unwrap());
    let sells = Because::Sells {
        category: category.to_owned(),
        level_permille: 900,
    };
    let best = &mut sample.explanation.as_mut().unwrap().candidates[0];
    best.factors[1].because = sells;
    best.factors[2].because = at_hand(u32::MAX, u32::MAX);
    sample
}

const LONG_NAME: &str = "阿卜杜勒·艾合买提·买买提江(华东大区)";

#[test]
fn every_card_of_a_rep_keeps_the_limits() {
    let far = at("2027-12-31T23:59:59+08:00");
    let reason = "客户指定要熟悉定制业务的人来跟".repeat(20);
    let mut forms = 0;
    for sample in [Sample::new(), longest()] {
        for (shown, life) in every_form(far, LONG_NAME, &reason) {
            let sample = sample.clone().with_life(life);
            let card = sample.card(&shown);
            check_limits(&card, &format!("{shown:?}"));
            check_number(&card, sample.lead.number);
            forms += 1;
        }
    }
    println!("{forms} cards of reps within the limits");
    assert!(forms > 300);
}

#[test]
fn even_the_largest_number_is_not_cut() {
    let mut sample = longest();
    sample.lead.number = LeadNumber(i64::MAX);
    for (shown, life) in every_form(now(), LONG_NAME, "") {
        let card = sample.clone().with_life(life).card(&shown);
        check_number(&card, sample.lead.number);
    }
    check_number(&sample.manager_card(&[LONG_NAME], &[]), sample.lead.number);
}

#[test]
fn the_deadline_is_never_cut() {
    let until = at("2027-12-31T23:59:00+08:00");
    for (shown, life) in every_form(until, LONG_NAME, &"长".repeat(500)) {
        let card = longest().with_life(life).card(&shown);
        if matches!(shown, Shown::Offered { .. }) {
            let desc = card.desc.unwrap();
            assert!(desc.starts_with("2027-12-31 23:59 前认领"), "{desc}");
        }
    }
}

#[test]
fn every_card_of_a_manager_keeps_the_limits() {
    let options: Vec<Scored> = (0..10)
        .map(|n| {
            let name = format!("阿卜杜勒艾合买提{n}");
            scored(&name, vec![score(Factor::Load, 1000, at_hand(1999, 2000))])
        })
        .collect();
    for sample in [Sample::new(), longest()] {
        for asked in [&[][..], &["张伟"], &[LONG_NAME; 5]] {
            for options in [&[][..], &options] {
                let card = sample.manager_card(asked, options);
                check_limits(&card, "manager");
                check_number(&card, sample.lead.number);
            }
        }
    }
}

#[test]
fn every_list_card_keeps_the_limits() {
    let went = || [Went::To(LONG_NAME.to_owned()), Went::ToPool, Went::Onward];
    let mut fates = vec![Fate::Open, Fate::Mine];
    for went in went() {
        fates.push(Fate::Declined(went.clone()));
        fates.push(Fate::Expired(went.clone()));
        fates.push(Fate::Left(went));
    }
    let mut forms = 0;
    for (sample, number) in [(Sample::new(), 7), (longest(), 123_456_789)] {
        for (first, rest) in fates.iter().flat_map(|a| fates.iter().map(move |b| (a, b))) {
            for count in [2, 6, 100] {
                let leads = (0..count).map(|at| Listed {
                    number: LeadNumber(number + at),
                    facts: &sample.lead.facts,
                    place: sample.place.filter(|_| at % 2 == 0),
                    fate: if at == 0 { first.clone() } else { rest.clone() },
                    link: None,
                });
                let listing = Listing {
                    leads: leads.collect(),
                    until: Some(at("2027-12-31T23:59:59+08:00")),
                    link: "https://paidan.example/h5/list/pd-1".to_owned(),
                    now: now(),
                    zone: &sample.zone,
                };
                let card = list_card(&listing);
                check_limits(&card, &format!("{first:?} and {rest:?}"));
                assert!(!card.title.contains('…'), "{}", card.title);
                for row in &card.rows {
                    let digits = row.value.trim_start_matches('#').split(' ').next().unwrap();
                    assert!(digits.parse::<i64>().unwrap() >= number, "{}", row.value);
                }
                forms += 1;
            }
        }
    }
    println!("{forms} list cards within the limits");
}

#[test]
fn the_leading_word_of_the_title_is_the_state() {
    // As the sandbox reads it (`experience.md` §6).
    let words = [
        ("已认领", "claimed"),
        ("跟进中", "contacted"),
        ("已拒绝", "declined"),
        ("已超时", "expired"),
        ("已有人认领", "taken"),
        ("已转出", "moved"),
        ("公海", "pooled"),
        ("待指派", "escalated"),
        ("无人可派", "escalated"),
        ("成交", "won"),
        ("丢单", "lost"),
        ("无效", "invalid"),
    ];
    let read = |title: &str| {
        let word = title.split('#').next().unwrap().trim().to_owned();
        if word.is_empty() {
            return "offered";
        }
        words
            .iter()
            .find(|(known, _)| *known == word)
            .unwrap_or_else(|| panic!("{title}"))
            .1
    };
    let expected = |shown: &Shown, life: &Life| match shown {
        Shown::StandIn { .. } | Shown::Watched { .. } => life.state().name(),
        Shown::Offered { .. } => "offered",
        Shown::Claimed => "claimed",
        Shown::Contacted => "contacted",
        Shown::Ended(Ended::Won { .. }) => "won",
        Shown::Ended(Ended::Lost { .. }) => "lost",
        Shown::Ended(Ended::Invalid { .. }) => "invalid",
        Shown::Declined { .. } => "declined",
        Shown::Expired { .. } => "expired",
        Shown::RanOut { .. } => "expired",
        Shown::Taken { .. } => "taken",
        Shown::Pooled => "pooled",
        Shown::Moved { .. } | Shown::Released { .. } | Shown::ToPool => "moved",
    };
    for (shown, life) in every_form(now(), "王芳", "客户指定") {
        let wanted = expected(&shown, &life);
        let title = Sample::new().with_life(life).card(&shown).title;
        assert_eq!(read(&title), wanted, "{title}");
    }
    assert_eq!(
        read(&Sample::new().manager_card(&[], &[]).title),
        "escalated"
    );
    assert_eq!(
        read(&Sample::new().manager_card(&["张伟"], &[]).title),
        "escalated"
    );
}
