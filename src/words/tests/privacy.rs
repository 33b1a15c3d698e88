//! Before a claim nobody sees more than the masked phone, wherever the customer wrote it.

use proptest::prelude::*;

use super::*;

/// Cards that are seen before the claim, or after the lead left.
fn seen_by_others(sample: &Sample, typed: &str) -> Vec<Card> {
    let mut cards: Vec<Card> = every_form(at("2026-11-23T14:35:00+08:00"), "王芳", typed)
        .into_iter()
        .filter(|(shown, _)| !matches!(shown, Shown::Claimed | Shown::Contacted | Shown::Ended(_)))
        .map(|(shown, life)| sample.clone().with_life(life).card(&shown))
        .collect();
    let zhao = scored("赵强", vec![score(Factor::Load, 710, at_hand(6, 20))]);
    cards.push(sample.manager_card(&[], std::slice::from_ref(&zhao)));
    cards.push(sample.manager_card(&["张伟"], &[zhao]));
    cards
}

/// The secret, however it is grouped, is in none of the texts.
fn check_hidden(sample: &Sample, secret: &str, typed: &str) {
    let bare = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric() || *c == '@' || *c == '_')
            .collect()
    };
    for card in seen_by_others(sample, typed) {
        let all = text(&card);
        assert!(!bare(&all).contains(&bare(secret)), "{secret} in:\n{all}");
    }
}

/// The same secret in every field that a customer fills in.
fn planted(written: &str) -> Sample {
    let mut sample = Sample::new();
    sample.said.company = Some(format!("宏达商行 {written}"));
    sample.said.contact_name = Some(format!("王建国 {written}"));
    sample.said.need = Some(format!("要保温杯,{written},尽快"));
    sample.said.address = Some(format!("福田路 {written}"));
    sample.lead.facts.products = vec![format!("保温杯 {written}")];
    sample.lead.facts.industry = Some(written.to_owned());
    sample.place = None;
    sample
}

/// A headline that has nothing but the company to show.
fn company_only(written: &str) -> Sample {
    let mut sample = planted(written);
    sample.lead.facts.products.clear();
    sample.lead.facts.quantity = None;
    sample
}

fn phone() -> impl Strategy<Value = String> {
    (
        prop::sample::select(vec!["139", "158", "186", "199"]),
        "[0-9]{8}",
    )
        .prop_map(|(network, rest)| format!("{network}{rest}"))
}

/// A number as people write it.
fn written(phone: &str, style: u8) -> String {
    let groups = [&phone[..3], &phone[3..7], &phone[7..]];
    match style {
        0 => phone.to_owned(),
        1 => groups.join(" "),
        2 => groups.join("-"),
        3 => format!("+86 {phone}"),
        4 => groups.join("."),
        5 => phone
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
            .collect(),
        6 => groups.join("\u{200b}"),
        7 => groups.join("/"),
        8 => format!("tel{phone}"),
        9 => format!("(+86){}", groups.join("-")),
        10 => groups.join("\n"),
        _ => groups.join("－"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_phone_is_seen_before_the_claim(phone in phone(), style in 0..12_u8) {
        let written = written(&phone, style);
        for sample in [planted(&written), company_only(&written)] {
            check_hidden(&sample, &phone, &format!("客户电话 {written}"));
        }
    }

    #[test]
    fn no_mail_address_is_seen_before_the_claim(mail in "[a-z]{3,8}@[a-z]{3,6}\\.(com|cn)") {
        let name = mail.split('@').next().unwrap();
        check_hidden(&planted(&mail), &mail, &mail);
        check_hidden(&company_only(&format!("{name}@qq.com")), &format!("{name}@"), "");
    }

    #[test]
    fn no_wechat_id_is_seen_before_the_claim(
        id in "[a-z][a-z]{3,8}[0-9_][a-z0-9_]{2,6}",
        plain in "[a-z]{6,12}",
        cue in prop::sample::select(vec!["微信", "微信号:", "VX:", "wx ", "加v", "WeChat: "]),
    ) {
        check_hidden(&planted(&id), &id, &id);
        check_hidden(&planted(&format!("{cue}{id}")), &id, &id);
        // Letters alone are a word, unless somebody says that they are an id.
        if !["wechat", "weixin"].contains(&plain.as_str()) && !cue.is_ascii() {
            let written = format!("{cue}{plain}");
            check_hidden(&planted(&written), &plain, &written);
        }
    }

    #[test]
    fn masking_never_panics_and_never_grows_much(text in "\\PC{0,200}") {
        let masked = masked_need(&text);
        prop_assert!(masked.chars().count() <= 2 * text.chars().count() + 8);
        let name = masked_name(&text);
        prop_assert!(name.chars().count() <= 40 || text.chars().count() > 20);
    }
}

#[test]
fn the_owner_sees_the_phone_and_the_one_it_left_does_not() {
    let sample = Sample::new().with_life(Life::Claimed { owner: id("zhang") });
    assert!(text(&sample.card(&Shown::Claimed)).contains("139 1234 5678"));
    for card in seen_by_others(&Sample::new(), "") {
        assert!(!text(&card).contains("1234"));
    }
}

#[test]
fn what_a_customer_typed_stays_text_in_one_line() {
    let mut sample = Sample::new();
    sample.said.need = Some("第一行\r\n第二行\t第三 <a href=\"x\">y</a>".to_owned());
    sample.said.company = Some("宏达\n商行".to_owned());
    for card in seen_by_others(&sample, "一\n二") {
        let parts = card.rows.iter().map(|row| row.value.as_str());
        let parts = parts
            .chain(card.quote.as_deref())
            .chain([card.title.as_str()]);
        for part in parts {
            assert!(!part.contains(['\n', '\r', '\t']), "{part:?}");
        }
    }
}
