//! The list card: asking, and at its end.

use super::*;

/// Leads 7, 8, 9, … of the sample's kind, with these fates.
struct List {
    sample: Sample,
    fates: Vec<Fate>,
}

impl List {
    fn of(fates: &[Fate]) -> Self {
        Self {
            sample: Sample::new(),
            fates: fates.to_vec(),
        }
    }

    fn listing(&self, until: &str) -> Listing<'_> {
        let leads = self.fates.iter().zip(7..).map(|(fate, number)| Listed {
            number: LeadNumber(number),
            facts: &self.sample.lead.facts,
            place: self.sample.place,
            fate: fate.clone(),
            link: matches!(fate, Fate::Open | Fate::Mine).then(|| "https://a/h5/leads/7".into()),
        });
        Listing {
            leads: leads.collect(),
            until: Some(at(until)),
            link: "https://a/h5/list/pd-7".to_owned(),
            now: now(),
            zone: &self.sample.zone,
        }
    }

    #[track_caller]
    fn reads(&self, words: &str) -> Card {
        let card = list_card(&self.listing("2026-11-23T14:40:00+08:00"));
        assert_eq!(text(&card), words);
        card
    }
}

fn to(name: &str) -> Went {
    Went::To(name.to_owned())
}

#[test]
fn several_offers_stand_on_one_card() {
    let card = List::of(&[Fate::Open, Fate::Open]).reads(
        "2 条新线索,14:40 前认领\n可以全部认领,也可以逐条查看\n\
         金华 #7 保温杯 3000 个 · 约 5 万元\n金华 #8 保温杯 3000 个 · 约 5 万元\n[全部认领 · 逐条查看]",
    );
    assert_eq!(card.buttons[0].key, "claim");
    assert_eq!(card.buttons[0].url, None);
    assert_eq!(
        card.buttons[1].url.as_deref(),
        Some("https://a/h5/list/pd-7")
    );
    assert_eq!(card.rows[0].url.as_deref(), Some("https://a/h5/leads/7"));
}

#[test]
fn six_leads_stand_on_it_and_the_rest_behind_the_link() {
    let list = List::of(&vec![Fate::Open; 8]);
    let card = list_card(&list.listing("2026-11-23T14:40:00+08:00"));
    assert_eq!(card.title, "8 条新线索,14:40 前认领");
    assert_eq!(
        card.desc.as_deref(),
        Some("这里列出 6 条,其余点「逐条查看」")
    );
    assert_eq!(card.rows.len(), 6);
}

#[test]
fn below_two_minutes_the_deadline_has_seconds() {
    let list = List::of(&[Fate::Open, Fate::Open]);
    let card = list_card(&list.listing("2026-11-23T14:31:40+08:00"));
    assert_eq!(card.title, "2 条新线索,14:31:40 前认领");
}

#[test]
fn what_is_over_does_not_stand_on_a_card_that_asks() {
    let card = List::of(&[Fate::Open, Fate::Mine, Fate::Open]).reads(
        "2 条新线索,14:40 前认领\n可以全部认领,也可以逐条查看\n\
         金华 #7 保温杯 3000 个 · 约 5 万元\n金华 #9 保温杯 3000 个 · 约 5 万元\n[全部认领 · 逐条查看]",
    );
    assert_eq!(card.ended, None);
}

#[test]
fn at_the_end_it_says_what_became_of_each_and_first_what_is_lost() {
    List::of(&[Fate::Mine, Fate::Left(to("王芳")), Fate::Mine]).reads(
        "已认领 2 条,1 条已转给别人\n客户电话在各条线索的卡片里\n\
         金华 #8 已转出,现由王芳处理\n金华 #7 已认领\n金华 #9 已认领\n(已认领)",
    );
    List::of(&[Fate::Mine, Fate::Mine])
        .reads("已认领 2 条\n客户电话在各条线索的卡片里\n金华 #7 已认领\n金华 #8 已认领\n(已认领)");
    List::of(&[Fate::Expired(to("赵强")), Fate::Declined(Went::ToPool)])
        .reads("已处理 2 条\n金华 #7 已超时,现由赵强处理\n金华 #8 已拒绝,已放入公海\n(已处理)");
}

#[test]
fn the_rest_is_named_by_what_it_has_in_common() {
    let title = |rest: &[Fate]| {
        let fates = [&[Fate::Mine], rest].concat();
        list_card(&List::of(&fates).listing("2026-11-23T14:40:00+08:00")).title
    };
    let expired = || Fate::Expired(Went::Onward);
    assert_eq!(title(&[expired(), expired()]), "已认领 1 条,2 条已超时");
    assert_eq!(
        title(&[Fate::Declined(to("王芳"))]),
        "已认领 1 条,1 条已拒绝"
    );
    assert_eq!(
        title(&[Fate::Left(to("王芳"))]),
        "已认领 1 条,1 条已转给别人"
    );
    assert_eq!(
        title(&[Fate::Left(Went::ToPool), expired()]),
        "已认领 1 条,2 条不在你手上"
    );
}

#[test]
fn no_contact_stands_on_a_list_whatever_a_customer_calls_a_product() {
    let mut list = List::of(&[Fate::Open]);
    list.sample.lead.facts.products = vec!["保温杯 13912345678".to_owned()];
    let listing = list.listing("2026-11-23T14:40:00+08:00");
    let card = list_card(&listing);
    let page = listing.leads[0].on_page();
    for seen in [text(&card), page.title] {
        assert!(
            seen.contains("保温杯") && !seen.contains("13912345678"),
            "{seen}"
        );
    }
}

#[test]
fn the_page_names_what_is_theirs_in_full_and_the_rest_by_number() {
    let list = List::of(&[Fate::Open, Fate::Left(to("王芳"))]);
    let listing = list.listing("2026-11-23T14:40:00+08:00");
    let on_page: Vec<ListedLead> = listing.leads.iter().map(Listed::on_page).collect();
    assert_eq!(on_page[0].title, "#7 金华 · 保温杯 3000 个");
    assert_eq!(on_page[0].budget.as_deref(), Some("约 5 万元"));
    assert_eq!(on_page[0].state, "待认领");
    assert_eq!(on_page[1].title, "#8");
    assert_eq!(on_page[1].state, "已转出,现由王芳处理");
    assert_eq!((&on_page[1].budget, &on_page[1].link), (&None, &None));
}
