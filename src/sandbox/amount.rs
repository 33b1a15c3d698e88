//! The form's 预算: `50000`, `5万`, `1.2 万元`, `3千` to yuan.

/// The amount in yuan; `None` for what cannot be read, which the service then judges as it stands.
pub fn yuan(text: &str) -> Option<f64> {
    let text: String = text
        .chars()
        .filter(|letter| {
            !letter.is_whitespace() && !matches!(letter, ',' | '\u{ff0c}' | '\u{a5}' | '\u{ffe5}')
        })
        .collect();
    let text = text.trim_start_matches('约').trim_end_matches(['元', '块']);
    let units = [("亿", 1e8), ("万", 1e4), ("千", 1e3), ("百", 1e2)];
    let (number, unit) = units
        .iter()
        .find_map(|(word, unit)| Some((text.strip_suffix(word)?, *unit)))
        .unwrap_or((text, 1.0));
    let plain = number
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let amount: f64 = number.parse().ok().filter(|_| plain)?;
    // To the fen: 1.1 万 is 11,000 and not 11,000.000000000002.
    Some((amount * unit * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::yuan;

    #[test]
    fn plain_and_chinese_amounts_are_read() {
        for (text, amount) in [
            ("50000", 50_000.0),
            ("5万", 50_000.0),
            ("约 1.1 万元", 11_000.0),
            ("52,300.5元", 52_300.5),
            ("3千", 3_000.0),
            ("2亿", 2e8),
        ] {
            assert_eq!(yuan(text), Some(amount), "{text}");
        }
        for text in ["", "很多", "5万左右", "-3", "1e5", "inf", "万"] {
            assert_eq!(yuan(text), None, "{text}");
        }
    }
}
