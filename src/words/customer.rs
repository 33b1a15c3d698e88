//! What may be seen of a customer before the claim (PIPL art. 6: the minimum).

use paidan_domain::understand::Phone;

/// A name with only the surname left: `王先生` stays, `王建国` becomes `王**`.
#[must_use]
pub fn masked_name(name: &str) -> String {
    let name = name.trim();
    let polite = ["先生", "女士", "小姐", "老板", "经理", "总"];
    if polite.iter().any(|title| name.ends_with(title)) && name.chars().count() <= 4 {
        return name.to_owned();
    }
    match name.chars().next() {
        Some(first) => format!("{first}**"),
        None => String::new(),
    }
}

/// Free text with phones, mail addresses and chat ids made unreadable.
#[must_use]
pub fn masked_need(need: &str) -> String {
    let mut out = String::with_capacity(need.len());
    let mut run = String::new();
    for c in need.chars() {
        if belongs_to_contact(c) {
            run.push(c);
            continue;
        }
        flush(&mut out, &mut run);
        out.push(c);
    }
    flush(&mut out, &mut run);
    out
}

/// Characters of which phones, mail addresses and WeChat ids are made, also in the
/// full-width form.
fn belongs_to_contact(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '@' | '＠' | '.' | '_' | '-' | '+' | '０'..='９' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ')
}

fn flush(out: &mut String, run: &mut String) {
    let digits = run.chars().filter(|c| c.is_numeric()).count();
    let is_mail = run.contains('@') || run.contains('＠');
    // WeChat ids begin with a letter and have 6 to 20 characters with a digit, `_` or `-`.
    let is_chat_id = run.chars().count() >= 6
        && run.starts_with(|c: char| c.is_alphabetic())
        && run.contains(|c: char| c.is_numeric() || c == '_' || c == '-');
    if let Ok(phone) = Phone::parse(run) {
        out.push_str(&phone.masked());
    } else if is_mail || digits >= 7 || is_chat_id {
        out.push_str("****");
    } else {
        out.push_str(run);
    }
    run.clear();
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
        check("加微信 wang_8866 聊", "加微信 **** 聊");
        check("邮件a@b.cn", "邮件****");
        check("QQ 123456789", "QQ ****");
        check("要 USB-3 的", "要 USB-3 的");
    }

    #[test]
    fn only_the_surname_is_shown() {
        assert_eq!(masked_name("王先生"), "王先生");
        assert_eq!(masked_name("王建国"), "王**");
        assert_eq!(masked_name("John Smith"), "J**");
    }
}
