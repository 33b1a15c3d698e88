//! What may be seen of a customer before the claim (PIPL art. 6: the minimum).

use paidan_domain::understand::Phone;
use unicode_segmentation::UnicodeSegmentation;

const POLITE: [&str; 6] = ["先生", "女士", "小姐", "老板", "经理", "总"];
/// Surnames of two characters that are met with.
const DOUBLE: [&str; 8] = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "尉迟",
];
/// Words behind which a contact stands, however it looks.
const CUES: [&str; 17] = [
    "微信", "威信", "薇信", "v信", "加v", "+v", "wechat", "weixin", "vx", "wx", "qq", "扣扣",
    "电话", "手机", "座机", "tel", "phone",
];

/// A name with only the surname left: `王先生` stays, `王建国` becomes `王**`.
#[must_use]
pub fn masked_name(name: &str) -> String {
    let name = name.trim();
    let Some(first) = name.graphemes(true).next() else {
        return String::new();
    };
    let titled = POLITE
        .iter()
        .find_map(|title| Some((name.strip_suffix(title)?, *title)));
    let Some((called, title)) = titled.filter(|(called, _)| !called.is_empty()) else {
        return format!("{first}**");
    };
    if DOUBLE.contains(&called) {
        name.to_owned()
    } else {
        format!("{first}{title}")
    }
}

/// Free text with phones, mail addresses and chat ids made unreadable.
#[must_use]
pub fn masked_need(need: &str) -> String {
    // What cannot be seen may split a number and shows nothing.
    let chars: Vec<char> = need.chars().filter(|c| !is_invisible(*c)).collect();
    let mut out = String::with_capacity(need.len());
    let mut at = 0;
    while at < chars.len() {
        if let Some((end, shown)) = phone_at(&chars, at) {
            out.push_str(&shown);
            at = end;
        } else if belongs_to_contact(chars[at]) {
            let end = run(&chars, at, belongs_to_contact);
            let word: String = chars[at..end].iter().copied().map(plain).collect();
            if is_contact(&word, &out) {
                out.push_str("****");
            } else {
                out.extend(&chars[at..end]);
            }
            at = end;
        } else {
            let spelled = run(&chars, at, is_spelled_digit);
            if spelled - at >= 7 {
                out.push_str("****");
                at = spelled;
            } else {
                out.push(chars[at]);
                at += 1;
            }
        }
    }
    out
}

/// A number for telephones that begins here, also in groups: where it ends, and how it is shown.
fn phone_at(chars: &[char], start: usize) -> Option<(usize, String)> {
    let begins = |c: &char| c.is_numeric() || matches!(plain(*c), '+' | '(');
    let inside = |c: char| belongs_to_contact(c) && !matches!(plain(c), '+' | '-' | '.');
    let glued = start
        .checked_sub(1)
        .is_some_and(|before| inside(chars[before]));
    if glued || !begins(chars.get(start)?) {
        return None;
    }
    let mut ends = Vec::new();
    let mut at = start;
    while at < chars.len() && ends.len() < 6 {
        let group = run(chars, at, char::is_numeric);
        if group > at {
            ends.push(group);
        }
        let next = run(chars, group, is_joint);
        if next == at || next - group > 3 {
            break;
        }
        at = next;
    }
    ends.into_iter().rev().find_map(|end| {
        if chars.get(end).is_some_and(|next| inside(*next)) {
            return None;
        }
        let text = chars[start..end].iter().copied().map(plain);
        let text: String = text.filter(|c| c.is_numeric() || *c == '+').collect();
        Phone::parse(&text).ok().map(|phone| (end, phone.masked()))
    })
}

/// Whether a word of letters, digits and signs is a contact; `before` is what stands in front.
fn is_contact(word: &str, before: &str) -> bool {
    let length = word.chars().count();
    let digits = word.chars().filter(|c| c.is_numeric()).count();
    // WeChat ids begin with a letter and have 6 to 20 characters with a digit, `_` or `-`;
    // a hyphen alone is in many a word.
    let is_chat_id = length >= 6
        && word.starts_with(|c: char| c.is_alphabetic())
        && (digits > 0 || word.contains('_'));
    let is_cue = CUES.contains(&word.to_lowercase().as_str());
    let glued = before.ends_with('加') && word.to_lowercase().starts_with('v');
    let said_so = length >= 5 && !is_cue && (glued || stands_behind_a_cue(before));
    (length >= 3 && word.contains('@')) || (digits >= 7 && !is_date(word)) || is_chat_id || said_so
}

/// `2026-11-24`, `2026.11.24`.
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '.']).collect();
    let numbers = |part: &&str| part.chars().all(|c| c.is_ascii_digit());
    matches!(parts.as_slice(), [year, month, day]
        if year.len() == 4 && month.len() <= 2 && day.len() <= 2 && parts.iter().all(numbers))
}

fn stands_behind_a_cue(before: &str) -> bool {
    let plain: String = before.chars().rev().take(16).map(plain).collect();
    let near: String = plain.chars().rev().collect::<String>().to_lowercase();
    let near = near.trim_end_matches(|c: char| c.is_whitespace() || ":=是为号码id,".contains(c));
    CUES.iter().any(|cue| near.ends_with(cue))
}

fn run(chars: &[char], start: usize, holds: impl Fn(char) -> bool) -> usize {
    start
        + chars[start.min(chars.len())..]
            .iter()
            .take_while(|c| holds(**c))
            .count()
}

/// Characters of which phones, mail addresses and chat ids are made, also full-width.
fn belongs_to_contact(c: char) -> bool {
    let c = plain(c);
    c.is_ascii_alphanumeric() || c.is_numeric() || matches!(c, '@' | '.' | '_' | '-' | '+')
}

/// What may stand between two groups of one number.
fn is_joint(c: char) -> bool {
    c.is_whitespace() || "-()./|_,*+—–~·、".contains(plain(c))
}

fn is_spelled_digit(c: char) -> bool {
    "零〇一二三四五六七八九幺".contains(c)
}

/// Zero-width signs, marks of direction, variation selectors, keycaps.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{20e3}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}')
}

/// Full-width letters, digits and signs as the usual ones.
fn plain(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_the_claim_free_text_shows_no_contact() {
        let check = |given: &str, shown: &str| assert_eq!(masked_need(given), shown, "{given}");
        check("想进保温杯 3000 个", "想进保温杯 3000 个");
        check("电话13912345678急", "电话139****5678急");
        check("电话 １３９１２３４５６７８", "电话 139****5678");
        check("139 1234 5678 王先生", "139****5678 王先生");
        check("139-1234-5678,要 3000 个", "139****5678,要 3000 个");
        check("3000 13912345678", "3000 139****5678");
        check("+86 139 1234 5678", "139****5678");
        check("139/1234/5678、139_1234_5678", "139****5678、139****5678");
        check("1391\u{200b}2345678", "139****5678");
        check("(0579) 8555 1234", "0579-****1234");
        check("０５７９－８５５５１２３４", "0579-****1234");
        check("电话一三九一二三四五六七八", "电话****");
        check("一百二十个,三千元", "一百二十个,三千元");
        check("加微信 wang_8866 聊", "加微信 **** 聊");
        check("微信:wangxiaoming", "微信:****");
        check("微信号是 ＷＡＮＧｘｍ", "微信号是 ****");
        check("vx13912345678", "****");
        check("微信 WeChat", "微信 WeChat");
        check("加Vwangxm", "加****");
        check("邮件a@b.cn", "邮件****");
        check("QQ 123456789", "QQ ****");
        check("QQ:10001", "QQ:****");
        check(
            "要 USB-3 的 stainless-steel 杯",
            "要 USB-3 的 stainless-steel 杯",
        );
        check(
            "预算 5-8 万,100 200 300 个各一",
            "预算 5-8 万,100 200 300 个各一",
        );
    }

    #[test]
    fn only_the_surname_is_shown() {
        let check = |given: &str, shown: &str| assert_eq!(masked_name(given), shown, "{given}");
        check("王先生", "王先生");
        check("欧阳女士", "欧阳女士");
        check("王建国", "王**");
        check("王建国总", "王总");
        check("王建国先生", "王先生");
        check("John Smith", "J**");
        check("总", "总**");
        check(" ", "");
    }
}
