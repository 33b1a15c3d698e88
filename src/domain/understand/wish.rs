//! Whether a product that a text names is wished for.

use super::clause::{clause_after, clause_before, sentence_after, sentence_before, tail};
use super::named_aside::{is_measure_of_other, is_settled};
use super::quantity_skip::skip_measure;
use super::wish_words::{
    AGAIN, ALSO, BETWEEN, FILLERS, NOT_THEIRS, ONLY, PARTS, PAST, PLACES_OF_TRADE, REFUSALS,
    REFUSED_AFTER, SELVES, TRADES,
};

/// What the words around a product say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// Nothing speaks against it.
    Wanted,
    /// It is turned down.
    Refused,
    /// It is what they make or sell themselves, or what their shop is called after.
    Own,
    /// It was bought once before.
    Past,
    /// It is part of the name of something else (`雨伞架`), or somebody else names it.
    PartOfOther,
}

/// What the clause says of the product at the folded bytes `start..end`; `chain` is where the
/// list of products begins that it is joined to.
pub(super) fn wish_of(text: &str, chain: usize, start: usize, end: usize) -> Wish {
    let before = clause_before(text, chain);
    let after = clause_after(text, end);
    if is_part(after) || is_measure_of_other(before, after) {
        return Wish::PartOfOther;
    }
    if is_refused_before(text, before, end) || is_refused_after(text, end) {
        return Wish::Refused;
    }
    if (after_trade(after) && !is_sought(before, after)) || is_own(before, after) {
        return Wish::Own;
    }
    let clause = clause_before(text, start);
    let is_asked = text[end + after.len()..].starts_with('?');
    let past = PAST.iter().any(|word| clause.contains(word));
    let again = || {
        AGAIN
            .iter()
            .any(|word| clause.contains(word) || after.contains(word))
            || is_ordered_again(text, end)
    };
    if (past && !again()) || (is_settled(after) && !is_asked) {
        return Wish::Past;
    }
    Wish::Wanted
}

/// `上次买的保温杯不错,再来500个`: the rest of the sentence orders it anew, and nothing else.
fn is_ordered_again(text: &str, end: usize) -> bool {
    const ANEW: [&str; 11] = [
        "再来", "再订", "再要", "再拿", "再发", "再加", "补货", "补一", "返单", "续订", "复购",
    ];
    let rest = sentence_after(text, end);
    let found = ANEW
        .iter()
        .filter_map(|word| Some(rest.find(word)? + word.len()))
        .min();
    found.is_some_and(|at| {
        let after = clause_after(rest, at);
        let left = skip_measure(after);
        left.trim().is_empty() || (left.len() < after.len() && left.chars().count() <= 4)
    })
}

/// Where a text says that it wants nothing but what follows: one past the last such words.
pub(super) fn only_from(text: &str) -> Option<usize> {
    let found = ONLY
        .iter()
        .filter_map(|word| Some((text.rfind(word)?, word.len())));
    let (at, length) = found.max()?;
    // `不只要`, `是不是只要`: it asks or denies.
    let denied = text[..at].ends_with(['不', '非', '是']);
    (!denied).then_some(at + length)
}

fn is_part(after: &str) -> bool {
    let after = after.trim_start_matches(' ');
    let sleeve = after.starts_with("套")
        && !after.starts_with("套装")
        && !after.starts_with("套组")
        && !after.starts_with("套盒");
    sleeve || PARTS.iter().any(|part| after.starts_with(part))
}

/// `想找毛巾供应商`: who looks for somebody that makes a thing wants the thing.
fn is_sought(before: &str, after: &str) -> bool {
    const SOURCES: [&str; 7] = ["供应商", "厂商", "厂家", "工厂", "源头", "批发商", "生产厂"];
    ["找", "寻", "求"].iter().any(|verb| before.contains(verb))
        && SOURCES.iter().any(|word| after.starts_with(word))
}

fn after_trade(after: &str) -> bool {
    PLACES_OF_TRADE.iter().any(|place| after.starts_with(place))
}

fn is_refused_before(text: &str, before: &str, end: usize) -> bool {
    let before = before.trim_end();
    let refusal = BETWEEN.iter().find_map(|between| {
        let head = before.strip_suffix(between)?.trim_end();
        REFUSALS.into_iter().find_map(|word| {
            let lead = head.strip_suffix(word)?;
            let latin = word.is_ascii() && lead.ends_with(|c: char| c.is_ascii_alphabetic());
            (!latin && !asks(lead, word)).then_some(word)
        })
    });
    if refusal.is_some() {
        return true;
    }
    let except = before
        .strip_suffix("了")
        .and_then(|head| head.strip_suffix('除'))
        .is_some()
        || before.ends_with("除开")
        || before.ends_with("except");
    // `除了保温杯还要雨伞` wants both.
    except
        && !ALSO
            .iter()
            .any(|word| sentence_after(text, end).contains(word))
}

/// `有没有`, `要不要`, `是不是`: a question, no refusal. `没有的话` is no refusal of what follows.
fn asks(lead: &str, word: &str) -> bool {
    let mut letters = word.chars();
    let denial = letters.next();
    let verb = letters.next();
    matches!(denial, Some('不' | '没' | '非')) && verb.is_some() && lead.chars().next_back() == verb
        || (word == "非" && lead.is_empty())
}

/// `塑料杯我这里压着卖不出去,也不要`: the next clause is nothing but a refusal.
fn is_refused_next(text: &str, end: usize) -> bool {
    const REFUSALS_ALONE: [&str; 8] = [
        "也不要",
        "也不要了",
        "不要了",
        "就不要了",
        "先不要",
        "先不要了",
        "不考虑了",
        "也不考虑",
    ];
    let clause = clause_after(text, end);
    let next = text[end + clause.len()..].strip_prefix(',');
    next.is_some_and(|next| REFUSALS_ALONE.contains(&clause_after(next, 0).trim()))
}

fn is_refused_after(text: &str, end: usize) -> bool {
    if is_refused_next(text, end) {
        return true;
    }
    let mut rest = clause_after(text, end).trim_start_matches(' ');
    rest = skip_measure(rest);
    // `遮阳伞,不要了` is still about it.
    if rest.is_empty() {
        let next = text[end..].trim_start_matches(' ').strip_prefix(',');
        rest = next
            .map_or("", |next| clause_after(next, 0))
            .trim_start_matches(' ');
        let short = rest
            .strip_prefix("不要了")
            .or_else(|| rest.strip_prefix("算了"));
        return short.is_some_and(|rest| rest.chars().count() <= 1);
    }
    for _ in 0..4 {
        let Some(filler) = FILLERS.iter().find(|filler| rest.starts_with(**filler)) else {
            break;
        };
        if REFUSED_AFTER.iter().any(|word| rest.starts_with(word)) {
            break;
        }
        rest = &rest[filler.len()..];
    }
    let Some(word) = REFUSED_AFTER.iter().find(|word| rest.starts_with(**word)) else {
        return false;
    };
    let left = rest[word.len()..].trim_end();
    if REFUSED_AFTER.iter().any(|word| left.starts_with(word)) {
        return true;
    }
    let beyond = ["除外", "以外", "之外"].contains(word);
    if beyond {
        return !ALSO
            .iter()
            .any(|word| sentence_after(text, end).contains(word));
    }
    // `保温杯不要塑料的` asks for another kind of it; `有了吗` is a question.
    let done = left.is_empty()
        || left.starts_with(['了', '啦', '吧', '哈', '啊', '哦', '哟', ' ', '.'])
            && !left.ends_with('吗');
    // `袜子不用推了`, but `毛巾不要太厚` only says how thick.
    done || (left.chars().count() <= 3 && left.ends_with('了'))
}

/// `我们做文具批发的`, `卖雨伞的`, `自产灯饰`: what they sell themselves.
fn is_own(before: &str, after: &str) -> bool {
    let before = &before.replace("主要", "主");
    let near = tail(before, 24);
    let trade = TRADES
        .iter()
        .filter_map(|verb| Some((near.rfind(verb)?, verb.len())))
        .max();
    let by_verb = trade.is_some_and(|(at, length)| {
        let between = &near[at + length..];
        between.chars().count() <= 5
            && !between.contains("的")
            && !between.contains('了')
            && !between.contains("一批")
            && is_theirs(before)
    });
    if by_verb {
        return true;
    }
    // 做 says less: it needs somebody who does it, or an ending as a trade has it.
    let made = ["做", "搞", "开", "弄"]
        .iter()
        .filter_map(|verb| near.rfind(verb))
        .max();
    let Some(at) = made else { return false };
    let between = near[at..].chars().skip(1).collect::<String>();
    let plain = between.chars().count() <= 2
        && !between.contains("一批")
        && !between.contains('个')
        && !between.contains('些');
    let ending = after.starts_with("批发的")
        || after.starts_with("的")
        || after.starts_with("零售")
        || after.starts_with("外贸");
    let own = SELVES.iter().any(|who| before.contains(who))
        || before.starts_with("做")
        || before.starts_with("专做");
    let ends = ending
        || (after.is_empty() && !before.starts_with("做"))
        || after.starts_with("批发")
        || after.starts_with("出口");
    plain && is_theirs(before) && own && ends
}

fn is_theirs(before: &str) -> bool {
    !NOT_THEIRS.iter().any(|word| before.contains(word))
}

/// Whether the sentence before a place speaks of a time that is over.
pub(super) fn is_past(text: &str, at: usize) -> bool {
    let clause = sentence_before(text, at);
    // People who type no signs part their clauses by blanks.
    let last = clause.rsplit([',', ' ']).next().unwrap_or(clause);
    PAST.iter().any(|word| last.contains(word)) && !AGAIN.iter().any(|word| last.contains(word))
}
