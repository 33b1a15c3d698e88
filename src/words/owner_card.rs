//! The card of an owner, and of who looks after it meanwhile: the customer in full.

use paidan_domain::lead::Life;
use paidan_domain::understand::Phone;

use super::card::{ButtonWeight, Card};
use super::customer::masked_need;
use super::lead_card::{DESC, TITLE, button, details, row};
use super::subject::Subject;
use super::text::cut;

const CLAIMED: [(&str, &str, ButtonWeight); 4] = [
    ("contacted", "已联系", ButtonWeight::Main),
    ("won", "成交", ButtonWeight::Plain),
    ("invalid", "无效", ButtonWeight::Plain),
    ("release", "释放", ButtonWeight::Danger),
];
const CONTACTED: [(&str, &str, ButtonWeight); 4] = [
    ("won", "成交", ButtonWeight::Main),
    ("lost", "丢单", ButtonWeight::Plain),
    ("invalid", "无效", ButtonWeight::Plain),
    ("release", "释放", ButtonWeight::Danger),
];

pub(super) fn claimed(subject: &Subject<'_>) -> Card {
    owned(subject, "已认领", "请尽快联系客户", &CLAIMED)
}

pub(super) fn contacted(subject: &Subject<'_>) -> Card {
    owned(subject, "跟进中", "已联系,请记下进展", &CONTACTED)
}

fn owned(
    subject: &Subject<'_>,
    state: &str,
    desc: &str,
    buttons: &[(&str, &str, ButtonWeight)],
) -> Card {
    // Without the phone on the card no text of the customer brings it there.
    let open = |text: &str| {
        if subject.phone_on_card {
            text.to_owned()
        } else {
            masked_need(text)
        }
    };
    let said = |text: Option<&String>| text.map(|text| open(text));
    let mut rows = Vec::new();
    let phone = subject.parsed.phone.as_ref();
    let shown = phone.map(|phone| {
        if subject.phone_on_card {
            phone.spaced()
        } else {
            phone.masked()
        }
    });
    row(&mut rows, "电话", shown.as_deref());
    row(
        &mut rows,
        "公司",
        said(subject.said.company.as_ref()).as_deref(),
    );
    row(&mut rows, "需求", Some(open(&subject.wants()).as_str()));
    row(&mut rows, "预算", subject.budget().as_deref());
    row(
        &mut rows,
        "地址",
        said(subject.said.address.as_ref()).as_deref(),
    );
    details(&mut rows, subject);
    let title = format!(
        "{state} #{} {}",
        subject.lead.number,
        open(&subject.customer())
    );
    Card {
        source: Some("派单".to_owned()),
        title: cut(title.trim_end(), TITLE),
        desc: Some(desc.to_owned()),
        quote: subject.owners_quote(),
        rows,
        buttons: buttons
            .iter()
            .map(|(key, text, weight)| button(key, text, *weight))
            .collect(),
        ..Card::default()
    }
}

/// For whoever claimed it on a card that many see: `已归你,电话 139 1234 5678`.
#[must_use]
pub fn yours_now(phone: Option<&Phone>) -> String {
    match phone {
        Some(phone) => format!("已归你,电话 {}", phone.spaced()),
        None => "已归你,打开线索看客户电话".to_owned(),
    }
}

/// As the owner's, without its buttons. The phone stands on the page alone, which asks
/// again each time whether the owner is still away; a card would keep it.
pub(super) fn stand_in(subject: &Subject<'_>, owner: &str) -> Card {
    let state = match subject.lead.life {
        Life::Contacted { .. } => "跟进中",
        _ => "已认领",
    };
    let subject = Subject {
        phone_on_card: subject.in_full,
        ..*subject
    };
    let desc = format!("{owner}请假中,你代看");
    Card {
        desc: Some(cut(&desc, DESC)),
        ended: Some("代看".to_owned()),
        ..owned(&subject, state, "", &[])
    }
}
