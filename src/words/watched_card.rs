//! The card of a lead for who looks at it and does not have it: a manager of its team.

use paidan_domain::lead::Life;
use paidan_domain::time::Instant;

use super::card::Card;
use super::lead_card::{DESC, TITLE, details, row};
use super::subject::Subject;
use super::text::{clock, cut};

/// How it stands, with whom, and until when. `with` is the name of whoever has it.
pub(super) fn watched(subject: &Subject<'_>, with: Option<&str>, until: Option<Instant>) -> Card {
    let at = until.map(|at| clock(at, subject.now, subject.zone, false));
    let at = at.unwrap_or_default();
    let with = with.unwrap_or("无人");
    let (state, desc) = match &subject.lead.life {
        Life::Received => ("", "正在派发".to_owned()),
        Life::Offered(_) => ("", format!("派给{with},{at} 前认领")),
        Life::Escalated(_) => ("待指派", format!("等{with}指派,{at} 后放公海")),
        Life::Pooled => ("公海", "还没有人认领".to_owned()),
        Life::Merged { .. } => ("已合并", "与另一条线索是同一客户".to_owned()),
        Life::Quarantined => ("待人工", "看起来不是客户线索".to_owned()),
        Life::Claimed { .. } => ("已认领", format!("{with}已认领")),
        Life::Contacted { .. } => ("跟进中", format!("{with}跟进中")),
        Life::Won { .. } => ("成交", format!("{with}成交")),
        Life::Lost { .. } => ("丢单", format!("{with}丢单")),
        Life::Invalid { .. } => ("无效", format!("{with}标为无效")),
    };
    let mut rows = Vec::new();
    let phone = subject.parsed.phone.as_ref().filter(|_| subject.in_full);
    row(
        &mut rows,
        "电话",
        phone.map(|phone| phone.spaced()).as_deref(),
    );
    row(&mut rows, "公司", subject.masked_company().as_deref());
    row(&mut rows, "联系人", subject.masked_contact().as_deref());
    row(&mut rows, "预算", subject.budget().as_deref());
    details(&mut rows, subject);
    let title = format!("{state} {}", subject.headline(TITLE - 4));
    Card {
        source: Some("派单".to_owned()),
        title: title.trim_start().to_owned(),
        desc: Some(cut(&desc, DESC)),
        quote: subject.quote(),
        rows,
        ended: Some("仅查看".to_owned()),
        ..Card::default()
    }
}
