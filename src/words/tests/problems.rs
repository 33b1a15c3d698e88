//! Every refusal has a name, a title, a detail and a page of help in both languages.

use std::collections::HashSet;

use paidan_domain::lead::{Refusal, State};

use super::*;

/// One of each; the match fails to compile when a kind is added and not named here.
fn every_kind() -> Vec<ProblemKind> {
    use ProblemKind as K;
    let all = vec![
        K::NotJson,
        K::MediaType {
            wanted: "application/json",
        },
        K::TooLarge { limit: 65_536 },
        K::TooManyLines { most: 5000 },
        K::Unauthorized,
        K::Forbidden,
        K::NotFound,
        K::InvalidLead { count: 2 },
        K::InvalidFields { count: 1 },
        K::IdempotencyMismatch,
        K::AlreadyClaimed,
        K::OfferEnded,
        K::NotOffered,
        K::WrongState(State::Pooled),
        K::AtCapacity,
        K::UnknownRep,
        K::NothingToExplain,
        K::Taken,
        K::DraftChanged {
            by: "ops".to_owned(),
            at: "14:35".to_owned(),
        },
        K::RulesChanged {
            version: 3,
            by: "ops".to_owned(),
            at: "14:35".to_owned(),
        },
        K::TooMany { after: 3 },
        K::Unavailable,
    ];
    for kind in &all {
        match kind {
            K::NotJson | K::MediaType { .. } | K::TooLarge { .. } | K::TooManyLines { .. } => {}
            K::Unauthorized | K::Forbidden => {}
            K::NotFound | K::InvalidLead { .. } | K::InvalidFields { .. } => {}
            K::IdempotencyMismatch | K::AlreadyClaimed | K::OfferEnded | K::NotOffered => {}
            K::WrongState(_) | K::AtCapacity | K::UnknownRep | K::NothingToExplain => {}
            K::Taken | K::DraftChanged { .. } | K::RulesChanged { .. } => {}
            K::TooMany { .. } | K::Unavailable => {}
        }
    }
    all
}

#[test]
fn every_kind_is_among_the_names_and_no_name_is_without_its_kind() {
    let kinds: Vec<&str> = every_kind().iter().map(ProblemKind::name).collect();
    assert_eq!(kinds, ProblemKind::NAMES);
    let once: HashSet<&str> = kinds.iter().copied().collect();
    assert_eq!(once.len(), kinds.len());
    let plain = |name: &&str| name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    assert!(kinds.iter().all(plain));
}

#[test]
fn every_kind_is_explained_in_both_languages() {
    for kind in every_kind() {
        for lang in [Lang::Zh, Lang::En] {
            let texts = [
                kind.title(lang).to_owned(),
                kind.detail(lang),
                problem_help(kind.name(), lang).to_owned(),
            ];
            for text in texts {
                assert!(!text.trim().is_empty(), "{kind:?}");
                assert!(!text.contains(['!', '!']), "{text}");
                let chinese = text.chars().any(|c| ('一'..='龥').contains(&c));
                assert_eq!(chinese, lang == Lang::Zh, "{text}");
            }
        }
    }
}

#[test]
fn only_the_fields_share_a_page_of_help() {
    let pages: HashSet<&str> = ProblemKind::NAMES
        .iter()
        .map(|name| problem_help(name, Lang::En))
        .collect();
    assert_eq!(pages.len(), ProblemKind::NAMES.len() - 1);
}

#[test]
fn every_refusal_is_a_problem_that_says_what_is_so() {
    let (by, staff) = (id("zhang"), id("zhang"));
    let state = State::Escalated;
    let check = |refusal: Refusal, name: &str| {
        assert_eq!(ProblemKind::from(&refusal).name(), name);
    };
    check(Refusal::AlreadyClaimed { by }, "already-claimed");
    check(Refusal::OfferEnded { state }, "offer-ended");
    check(Refusal::NotOfferedToYou { state }, "not-offered");
    check(Refusal::NotAllowed, "forbidden");
    check(Refusal::WrongState { state }, "wrong-state");
    check(
        Refusal::UnknownStaff {
            staff: staff.clone(),
        },
        "unknown-rep",
    );
    check(
        Refusal::Inactive {
            staff: staff.clone(),
        },
        "unknown-rep",
    );
    check(Refusal::Full { staff }, "at-capacity");
    check(Refusal::NothingToExplain, "nothing-to-explain");
    let wrong = ProblemKind::WrongState(State::Won);
    assert_eq!(wrong.detail(Lang::Zh), "线索现在是「成交」。");
    assert_eq!(wrong.detail(Lang::En), "The lead is won now.");
    assert_eq!(
        ProblemKind::TooLarge { limit: 65_536 }.detail(Lang::Zh),
        "请求体最多 64 KiB。"
    );
}
