//! No input panics, leaves its text, or takes long.

use proptest::prelude::*;

use super::*;
use crate::catalogue::{Catalogue, Category};
use crate::money::TierThresholds;
use crate::region::{Gazetteer, Setting, Span};

/// Pieces that the readers look for, thrown together at random.
const PIECES: [&str; 48] = [
    "浙江省",
    "金华市",
    "义乌",
    "朝阳区",
    "金华",
    "上海",
    "海南",
    "南京东路",
    "北京",
    "沪",
    "330700",
    "保温杯",
    "雨傘",
    "杯",
    "不要",
    "除了",
    "预算",
    "5万",
    "五万",
    "50-80万",
    "3000",
    "个",
    "三千箱",
    "13912345678",
    "0579-85551234",
    "+86",
    "元",
    "/个",
    "单价",
    "发到",
    "从",
    "和",
    "、",
    ",",
    "。",
    " ",
    "\n",
    "🙂",
    "👨‍👩‍👧",
    "e\u{301}",
    "㎡",
    "½",
    "３",
    "Yiwu",
    "k",
    "w",
    "\u{feff}",
    "贷款",
];

fn catalogue() -> Catalogue {
    let names = ["保温杯", "雨伞", "杯"].map(Category::named);
    Catalogue::new(names.into()).expect("three names are valid")
}

fn holds(need: &str, gazetteer: &Gazetteer, catalogue: &Catalogue) {
    let lead = NewLead {
        need: Some(need.to_owned()),
        company: Some(need.to_owned()),
        ..NewLead::default()
    };
    let parsed = understand(&lead, gazetteer, catalogue, &TierThresholds::default());
    for piece in &parsed.evidence {
        let span = Span {
            start: piece.start,
            end: piece.end,
        };
        assert_eq!(span.of(need), piece.text, "{need:?}");
        assert!(!piece.text.is_empty(), "{need:?}");
    }
    for setting in [
        Setting::Region,
        Setting::Address,
        Setting::Company,
        Setting::Prose,
    ] {
        let located = gazetteer.locate_in(need, setting);
        let length = need.chars().count();
        assert!(
            located
                .spans
                .iter()
                .all(|s| s.start < s.end && s.end <= length),
            "{need:?}"
        );
    }
    let _ = CompanyKey::of(need);
    let _ = Phone::parse(need);
    let _ = Email::parse(need);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_in_any_order_are_read(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24)) {
        let (gazetteer, catalogue) = shared();
        holds(&pieces.concat(), gazetteer, catalogue);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}", odd in any::<String>()) {
        let (gazetteer, catalogue) = shared();
        holds(&text, gazetteer, catalogue);
        holds(&odd, gazetteer, catalogue);
    }

    #[test]
    fn any_json_is_validated(name in "[a-z_]{1,12}", text in any::<String>(), number in any::<f64>()) {
        let _ = validate(&serde_json::json!({ "need": text, name: number, "estimated_value": text, "phone": text }));
    }
}

/// One gazetteer for all cases of the property tests.
fn shared() -> &'static (Gazetteer, Catalogue) {
    static SHARED: std::sync::OnceLock<(Gazetteer, Catalogue)> = std::sync::OnceLock::new();
    SHARED.get_or_init(|| (Gazetteer::embedded(), catalogue()))
}

#[test]
fn twenty_kilobytes_of_pasted_chat_are_read_in_time() {
    let (gazetteer, catalogue) = shared();
    for piece in PIECES {
        holds(&piece.repeat(20_000 / piece.len()), gazetteer, catalogue);
    }
    let chat: String = (0..20_000)
        .map(|i| PIECES[i * 7 % 48])
        .collect::<String>()
        .chars()
        .take(20_000)
        .collect();
    let lead = NewLead {
        need: Some(chat),
        ..NewLead::default()
    };
    let started = std::time::Instant::now();
    let parsed = understand(&lead, gazetteer, catalogue, &TierThresholds::default());
    let took = started.elapsed();
    println!("20,000 characters in {took:?}");
    assert!(parsed.phone.is_some());
    // Unoptimised builds on a busy machine take ten times the release's time.
    assert!(took < std::time::Duration::from_secs(2), "{took:?}");
}
