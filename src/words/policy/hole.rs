//! What nobody covers, in words.

use paidan_domain::policy::{Coverage, Hole, HoleRegion};

use super::names::RuleWords;
use crate::words::Lang;

/// `广东省 × 雨伞、茶具 × 全部档没有销售覆盖。`
#[must_use]
pub fn hole_text(words: &RuleWords<'_>, hole: &Hole) -> String {
    let regions: Vec<String> = hole.regions.iter().map(|one| region(words, one)).collect();
    let regions = if hole.every_region {
        words.say("全国", "everywhere").to_owned()
    } else {
        words.list(&regions)
    };
    let products = if hole.every_product {
        words.say("全部产品", "every product").to_owned()
    } else {
        words.list(&hole.products)
    };
    let tiers = if hole.tiers.len() == 3 {
        words.say("全部档", "every tier").to_owned()
    } else {
        words.tiers(&hole.tiers)
    };
    match words.lang {
        Lang::Zh => format!("{regions} × {products} × {tiers}:没有销售覆盖。"),
        Lang::En => format!("{regions} × {products} × {tiers}: no rep covers them."),
    }
}

/// `浙江(金华除外)`.
fn region(words: &RuleWords<'_>, one: &HoleRegion) -> String {
    let name = words.place(one.code);
    if one.except.is_empty() {
        return name;
    }
    let except: Vec<String> = one.except.iter().map(|code| words.place(*code)).collect();
    let except = words.list(&except);
    match words.lang {
        Lang::Zh => format!("{name}({except}除外)"),
        Lang::En => format!("{name} (but {except})"),
    }
}

/// How much is open, in one sentence.
#[must_use]
pub fn coverage_text(coverage: &Coverage, lang: Lang) -> String {
    let (open, cells) = (coverage.open, coverage.cells);
    let percent = (open * 100).div_ceil(cells.max(1));
    match (open, lang) {
        (0, Lang::Zh) => "每个地区、产品、价值档都有销售覆盖。".to_owned(),
        (0, Lang::En) => "Every region, product and tier is covered.".to_owned(),
        (_, Lang::Zh) => format!(
            "地区、产品、价值档的 {cells} 种组合里有 {open} 种({percent}%)没有销售覆盖,会按放宽、主管、公海的次序处理。"
        ),
        (_, Lang::En) => format!(
            "{open} of {cells} combinations of region, product and tier ({percent}%) are covered by no rep; they are relaxed, go to the manager, or to the pool."
        ),
    }
}
