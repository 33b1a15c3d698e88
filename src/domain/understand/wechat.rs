//! 微信号: told as evidence only.

use super::evidence::{Because, Evidence, Fact};
use super::page::Page;

const MARKS: [&str; 9] = [
    "微信号",
    "微信",
    "v信",
    "威信",
    "wechat",
    "weixin",
    "vx",
    "wx",
    "加v",
];

/// The first WeChat id of a text: a letter, then 5 to 19 letters, digits, `_` or `-` (as WeChat
/// lets people choose them).
pub(super) fn from_text(page: &Page<'_>) -> Option<Evidence> {
    let text = page.text();
    let (start, end) = MARKS.iter().find_map(|mark| {
        text.match_indices(mark).take(20).find_map(|(at, mark)| {
            let rest = &text[at + mark.len()..];
            let id = rest.trim_start_matches([':', '号', '是', ' ', '(', '=', '】']);
            let length = id
                .bytes()
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
                .count();
            let good = (6..=20).contains(&length)
                && id.starts_with(|c: char| c.is_ascii_lowercase())
                && id[..length]
                    .bytes()
                    .any(|b| b.is_ascii_digit() || b == b'_');
            let start = text.len() - id.len();
            good.then_some((start, start + length))
        })
    })?;
    Some(page.evidence(Fact::Wechat, start, end, Because::WechatInText))
}
