//! Telephone numbers inside a text.

use crate::region::Folded;

use super::phone::{Phone, PhoneKind};

/// Words that people glue to a number: `tel13912345678`, `vx13912345678`.
const GLUED: [&str; 9] = [
    "tel", "phone", "mobile", "v", "vx", "wx", "t", "m", "wechat",
];

/// A telephone number with its first folded byte and the one past its last.
pub(super) struct FoundPhone {
    pub phone: Phone,
    pub start: usize,
    pub end: usize,
}

/// The telephone numbers of a text from left to right. Digits that belong to
/// a longer run of digits or letters are no number.
pub(super) fn find_phones(folded: &Folded) -> Vec<FoundPhone> {
    let text = folded.text();
    let runs = digit_runs(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        match read_at(text, &runs, at) {
            Some((phone, start, next)) => {
                found.push(FoundPhone {
                    phone,
                    start,
                    end: runs[next - 1].1,
                });
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// The number of a field made for one: the whole of it, or the first inside it, as in
/// `13912345678(微信同号)`.
pub(super) fn phone_of_field(text: &str) -> Option<Phone> {
    let whole = Phone::parse(text).ok();
    whole.or_else(|| Some(find_phones(&Folded::new(text)).into_iter().next()?.phone))
}

/// Byte ranges of digits without a break.
fn digit_runs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        if at > start {
            runs.push((start, at));
        }
        at += 1;
    }
    runs
}

/// The number that begins with run `first`: the phone, its first byte and the run behind it.
fn read_at(text: &str, runs: &[(usize, usize)], first: usize) -> Option<(Phone, usize, usize)> {
    let (start, _) = runs[first];
    // Opening signs belong to the number: `+86 …`, `(0579) …`.
    let before = text[..start].trim_end_matches(['(', '+']);
    let from = if start - before.len() <= 2 {
        before.len()
    } else {
        start
    };
    let letters = text[..from].trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let glued = &text[letters.len()..from];
    if !glued.is_empty() && !GLUED.contains(&glued) {
        return None;
    }
    // No number has more than five groups; the longest that reads is taken.
    let mut last = first;
    while last + 1 < runs.len()
        && last - first < 4
        && is_joint(&text[runs[last].1..runs[last + 1].0])
    {
        last += 1;
    }
    (first..=last).rev().find_map(|end| {
        let until = runs[end].1;
        let next = text[until..].chars().next();
        if next.is_some_and(|c| c.is_ascii_alphabetic() || c == '*') {
            return None;
        }
        let phone = Phone::parse(&text[from..until])
            .or_else(|_| Phone::parse(&text[start..until]))
            .ok()?;
        // Ten digits that begin with 400 may be an order number; a hotline is written in groups.
        let plain_hotline = phone.kind() == PhoneKind::Hotline && end == first;
        (!plain_hotline).then_some((phone, from, end + 1))
    })
}

/// What may stand between two groups of one number.
fn is_joint(gap: &str) -> bool {
    gap.len() <= 3
        && gap
            .chars()
            .all(|c| matches!(c, ' ' | '-' | '(' | ')' | '.' | '—' | '–' | '~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let folded = Folded::new(text);
        let found = find_phones(&folded);
        let phones: Vec<&str> = found.iter().map(|found| found.phone.as_str()).collect();
        assert_eq!(phones, expected, "{text}");
        for at in &found {
            let original = folded.span(at.start, at.end).of(text);
            assert_eq!(Phone::parse(&original).as_ref(), Ok(&at.phone), "{text}");
        }
    }

    #[test]
    fn numbers_in_the_midst_of_words() {
        check("电话13912345678,保温杯3000个", &["13912345678"]);
        check("保温杯 3000 13912345678 王先生", &["13912345678"]);
        check("13912345678 3000个", &["13912345678"]);
        check(
            "联系 139-1234-5678 或 0579-85551234",
            &["13912345678", "0579-85551234"],
        );
        check("手机：１３９１２３４５６７８", &["13912345678"]);
        check("+86 139 1234 5678 call me", &["13912345678"]);
        check("(0579) 85551234", &["0579-85551234"]);
        check("vx13912345678", &["13912345678"]);
        check("热线400-123-4567", &["4001234567"]);
        check("WhatsApp +852 9876 5432", &["+85298765432"]);
    }

    #[test]
    fn digits_that_are_no_number() {
        check("订单2023113912345678", &[]);
        check("139****5678", &[]);
        check("要3000个,预算5万", &[]);
        check("ab13912345678", &[]);
        check("13912345678abc", &[]);
        check("单号4001234567", &[]);
        check("2026-11-24 12:30", &[]);
        check("", &[]);
    }
}
