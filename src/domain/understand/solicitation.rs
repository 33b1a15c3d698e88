//! 推销: who offers us goods or a service, told by how they speak to us.

use super::clause::{clause_after, clause_before};
use super::solicitation_words::{
    ADDRESSED, ASKS, ASKS_FIRST, NO_GOODS_OF_THEIRS, OFFERED_TO_US, ONLY_SELLERS, OUR_NEED,
    PITCHES, SERVICES, SUPPLIERS, TO_THE_READY,
};

/// Whether the text asks for goods on its writer's own behalf: `需要的老板联系我` and
/// `贵司需要吗` speak of our needs, `looking forward` of none.
pub(super) fn asks_for_goods(text: &str) -> bool {
    let said = ASKS.iter().any(|word| {
        let mut places = text.match_indices(word).take(20);
        places.any(|(at, word)| {
            let before = clause_before(text, at);
            is_own(&text[at + word.len()..], word)
                && !ADDRESSED.iter().any(|who| before.ends_with(who))
        })
    });
    said || text
        .split([',', '。', ';', '!', '?', '\n', ' '])
        .take(100)
        .any(|clause| {
            ASKS_FIRST.iter().any(|word| {
                clause
                    .strip_prefix(word)
                    .is_some_and(|after| !after.is_empty() && is_own(after, word))
            })
        })
}

/// Whether a word of need is the writer's, by what stands behind it.
fn is_own(after: &str, word: &str) -> bool {
    let cut = word.is_ascii() && after.starts_with(|c: char| c.is_ascii_alphabetic());
    !cut && !TO_THE_READY.iter().any(|who| after.starts_with(who))
}

/// The words by which a seller is known in a text that asks for no goods: where they stand, and
/// themselves. `wanted` says that it names a product which may be wished for.
pub(super) fn sellers_words(text: &str, wanted: bool) -> Option<(usize, &'static str)> {
    // `有没有清仓处理的玩具` is a buyer's question.
    let asked_for = |at: usize| {
        clause_before(text, at).contains("有没有") || clause_after(text, at).ends_with(['吗', '么'])
    };
    let only = first_said(text, &ONLY_SELLERS).filter(|(at, _)| !asked_for(*at));
    // One mark alone may be a buyer's: `我们是工厂`, `老板要不要`, `展位`.
    let supplier = || first_said(text, &SUPPLIERS).is_some();
    let offered = || first_said(text, &OFFERED_TO_US).filter(|_| supplier());
    let asked = || asks_after_our_need(text).filter(|_| supplier());
    let pitched = || !wanted || first_said(text, &PITCHES).is_some();
    let service = || first_said(text, &SERVICES).filter(|_| pitched());
    only.or_else(offered).or_else(asked).or_else(service)
}

/// `贵司需要原料吗`, but not `你们需要多久`, `贵司需要我们提供什么资料吗`.
fn asks_after_our_need(text: &str) -> Option<(usize, &'static str)> {
    OUR_NEED.iter().find_map(|word| {
        let (at, _) = text.match_indices(word).take(20).find(|(at, word)| {
            let rest = clause_after(text, at + word.len());
            let asked = rest.ends_with(['吗', '么', '不', '没']);
            asked && !NO_GOODS_OF_THEIRS.iter().any(|word| rest.contains(word))
        })?;
        Some((at, *word))
    })
}

/// The first of the words that is said and not asked: `量大从优吗` is a buyer's question.
fn first_said(text: &str, words: &[&'static str]) -> Option<(usize, &'static str)> {
    let said = |at: usize, word: &str| {
        let before = clause_before(text, at);
        let after = clause_after(text, at + word.len());
        let asked = after.starts_with(['吗', '么']) || after.starts_with("的话");
        // `your catalog` is not ours.
        let cut = word.is_ascii() && before.ends_with(|c: char| c.is_ascii_alphabetic());
        !cut && !asked
            && !["能", "能不能", "可以", "会", "是否"]
                .iter()
                .any(|w| before.ends_with(w))
    };
    words
        .iter()
        .filter_map(|word| {
            let mut places = text.match_indices(word).take(20);
            Some((places.find(|(at, word)| said(*at, word))?.0, *word))
        })
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sellers_are_known_by_their_words() {
        for (text, sells) in [
            ("我们是纸箱厂,给您供货,价格低", true),
            ("四件套现货清仓,28元一套,需要的老板联系我", true),
            ("标准展位9800元起,报名享8折", true),
            ("贵公司需要包装袋吗,我们厂生产各种手提袋", true),
            ("旺铺转让,租金低", true),
            (
                "looking forward to being your supplier, we are a factory",
                true,
            ),
            ("我们是工厂,要不要开票", false),
            ("量大从优吗", false),
            ("你们能给我们供货吗", false),
            ("我们是工厂,你们需要什么资料", false),
            ("有没有清仓处理的玩具", false),
            ("库存处理的雨伞还有吗", false),
            ("we are a factory and wait for your catalog", false),
        ] {
            let found = !asks_for_goods(text) && sellers_words(text, false).is_some();
            assert_eq!(found, sells, "{text}");
        }
    }

    #[test]
    fn a_need_of_ours_is_no_wish_of_theirs() {
        for (text, asks) in [
            ("需要的老板联系我", false),
            ("请问贵司需要原料吗", false),
            ("如有需要请来电", false),
            ("looking forward to your reply", false),
            ("looking for umbrellas", true),
            ("我们需要雨伞", true),
            ("多少钱一个", true),
            ("需要的联系我,要毛巾100条", true),
            ("要的联系", false),
        ] {
            assert_eq!(asks_for_goods(text), asks, "{text}");
        }
    }
}
