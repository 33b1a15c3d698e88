//! Policies, findings and holes as the API shows them.

use paidan_domain::matching::Floor;
use paidan_domain::policy::{Coverage, Finding, Hole, Mend, Misread, Mistake, Policy, Severity};
use paidan_domain::region::{Gazetteer, RegionCode};
use serde_json::{Value, json};

use super::rulebook::{Rulebook, in_words};
use crate::words::{
    Lang, change_lines, coverage_text, finding_text, hole_text, mend_label, mistake_text,
    policy_lines,
};

/// Regions of a hole that are named.
const REGIONS: usize = 200;

/// The lines of a policy.
pub(super) fn sentences(
    rulebook: &Rulebook,
    floor: &Floor,
    lang: Lang,
    policy: &Policy,
) -> Vec<String> {
    in_words(rulebook, floor, lang, |words| policy_lines(words, policy))
}

/// What is otherwise in the newer one, a sentence each.
pub(super) fn changes(
    rulebook: &Rulebook,
    floor: &Floor,
    lang: Lang,
    older: &Policy,
    newer: &Policy,
) -> Vec<String> {
    in_words(rulebook, floor, lang, |words| {
        change_lines(words, older, newer)
    })
}

/// One finding.
pub(super) fn finding(rulebook: &Rulebook, floor: &Floor, lang: Lang, one: &Finding) -> Value {
    let rule = one
        .rule
        .as_ref()
        .map(|rule| json!({ "id": rule.id, "name": rule.name, "at": rule.at }));
    let message = in_words(rulebook, floor, lang, |words| finding_text(words, one));
    json!({
        "pointer": one.pointer,
        "code": one.flaw.code(),
        "severity": one.flaw.severity().name(),
        "rule": rule,
        "message": message,
        "mend": one.flaw.mend().map(|mend| mended(&mend, lang)),
    })
}

/// One mistake of a document that does not read.
pub(super) fn mistake(lang: Lang, one: &Mistake) -> Value {
    json!({
        "pointer": one.pointer,
        "code": one.code(),
        "severity": Severity::Error.name(),
        "rule": null,
        "message": mistake_text(one, lang),
        "mend": one.mend().map(|mend| mended(&mend, lang)),
    })
}

/// Every mistake of a document.
pub(super) fn mistakes(lang: Lang, misread: &Misread) -> Vec<Value> {
    let all = misread.mistakes.iter();
    all.map(|one| mistake(lang, one)).collect()
}

fn mended(mend: &Mend, lang: Lang) -> Value {
    let mut shown = serde_json::to_value(mend).unwrap_or_default();
    shown["label"] = mend_label(mend, lang).into();
    shown
}

/// What nobody covers; at most `most` holes one by one.
pub(super) fn coverage(
    rulebook: &Rulebook,
    floor: &Floor,
    lang: Lang,
    found: &Coverage,
    most: usize,
) -> Value {
    let holes: Vec<Value> = found
        .holes
        .iter()
        .take(most)
        .map(|one| hole(rulebook, floor, lang, one))
        .collect();
    let further = found.further + found.holes.len() - holes.len();
    json!({
        "cells": found.cells,
        "open": found.open,
        "sentence": coverage_text(found, lang),
        "holes": holes,
        "further": further,
        "products_left_out": found.products_left_out,
    })
}

fn hole(rulebook: &Rulebook, floor: &Floor, lang: Lang, hole: &Hole) -> Value {
    let named = |code: RegionCode| named(&rulebook.gazetteer, code);
    let regions: Vec<Value> = hole
        .regions
        .iter()
        .take(REGIONS)
        .map(|one| {
            let mut shown = named(one.code);
            shown["except"] = one.except.iter().map(|code| named(*code)).collect();
            shown["except_further"] = one.except_further.into();
            shown
        })
        .collect();
    json!({
        "regions": regions,
        "regions_further": hole.regions.len() - regions.len(),
        "every_region": hole.every_region,
        "products": hole.products,
        "every_product": hole.every_product,
        "tiers": hole.tiers,
        "cells": hole.cells,
        "sentence": in_words(rulebook, floor, lang, |words| hole_text(words, hole)),
    })
}

fn named(gazetteer: &Gazetteer, code: RegionCode) -> Value {
    json!({ "code": code, "name": gazetteer.name_of(code) })
}
