//! The card of a rep, in every state of the lead (`experience.md` §3.1).

use std::time::Duration;

use paidan_domain::lead::{Lead, Life, ReasonCode};

use super::card::{Button, ButtonWeight, Card, CardState, Row};
use super::customer::masked_need;
use super::explain::strongest;
use super::owner_card::{claimed, contacted, stand_in};
use super::reasons::reason_label;
use super::subject::{Ended, Shown, Subject};
use super::text::{clock, cut, duration, money_exact};
use super::watched_card::watched;

pub(super) const TITLE: usize = 36;
pub(super) const DESC: usize = 44;
pub(super) const VALUE: usize = 30;

/// The card that a rep sees of a lead.
#[must_use]
pub fn rep_card(subject: &Subject<'_>, shown: &Shown) -> Card {
    let mut card = match shown {
        Shown::Offered {
            until,
            attempt,
            chosen_by,
        } => offered(subject, *until, *attempt, chosen_by.as_ref()),
        Shown::Pooled => pooled(subject),
        Shown::ToPool => finished(subject, "已转出", "已放入公海", "已放公海"),
        Shown::Claimed => claimed(subject),
        Shown::Contacted => contacted(subject),
        Shown::StandIn { owner } => stand_in(subject, owner),
        Shown::Watched { with, until } => watched(subject, with.as_deref(), *until),
        Shown::Ended(ended) => concluded(subject, ended),
        Shown::Declined { reason, asking } => declined(subject, *reason, *asking),
        Shown::Released { asking } => released(subject, *asking),
        Shown::Expired { at } => {
            let at = clock(*at, subject.now, subject.zone, false);
            let went = went_on(subject.lead);
            finished(subject, "已超时", &format!("{at} 未认领{went}"), "已超时")
        }
        Shown::RanOut { at } => {
            let at = clock(*at, subject.now, subject.zone, false);
            finished(subject, "已超时", &format!("{at} 未认领"), "已超时")
        }
        Shown::Taken { by, at } => {
            let at = at.map(|at| format!(" {}", clock(at, subject.now, subject.zone, false)));
            let at = at.unwrap_or_default();
            finished(
                subject,
                "已有人认领",
                &format!("{by}{at} 认领"),
                "已有人认领",
            )
        }
        Shown::Moved { by, to, at, reason } => {
            let at = clock(*at, subject.now, subject.zone, false);
            let why = reason
                .as_ref()
                .map(|why| format!(":{why}"))
                .unwrap_or_default();
            finished(
                subject,
                "已转出",
                &format!("{by} {at} 转给{to}{}", masked_need(&why)),
                "已转出",
            )
        }
    };
    card.state = state(shown);
    card.url = subject.link.map(str::to_owned);
    card
}

fn state(shown: &Shown) -> CardState {
    match shown {
        Shown::Offered { .. } => CardState::Offered,
        Shown::Pooled => CardState::Pooled,
        Shown::Claimed => CardState::Claimed,
        Shown::Contacted => CardState::Contacted,
        Shown::StandIn { .. } | Shown::Watched { .. } => CardState::Watched,
        Shown::Ended(Ended::Won { .. }) => CardState::Won,
        Shown::Ended(Ended::Lost { .. }) => CardState::Lost,
        Shown::Ended(Ended::Invalid { .. }) => CardState::Invalid,
        Shown::Declined { .. } => CardState::Declined,
        Shown::Released { .. } => CardState::Released,
        Shown::Expired { .. } | Shown::RanOut { .. } => CardState::Expired,
        Shown::Taken { .. } => CardState::Taken,
        Shown::Moved { .. } | Shown::ToPool => CardState::Moved,
    }
}

fn offered(
    subject: &Subject<'_>,
    until: paidan_domain::time::Instant,
    attempt: u32,
    chosen_by: Option<&(String, Option<String>)>,
) -> Card {
    let left = until.since(subject.now);
    let close = left.as_secs() < 120;
    let left = rounded(left);
    let until = clock(until, subject.now, subject.zone, close);
    let desc = match chosen_by {
        Some((manager, why)) => {
            let why = why
                .as_ref()
                .map(|why| format!(":{why}"))
                .unwrap_or_default();
            format!("{until} 前认领;{manager}转给你{}", masked_need(&why))
        }
        None if attempt > 1 => format!("{until} 前认领;前一位未应答"),
        None if let Some(before) = served_before(subject) => format!("{until} 前认领;{before}"),
        None => format!("{until} 前认领({})", duration(left)),
    };
    let mut rows = Vec::new();
    row(&mut rows, "公司", subject.masked_company().as_deref());
    row(&mut rows, "联系人", subject.masked_contact().as_deref());
    row(&mut rows, "预算", subject.budget().as_deref());
    let best = subject
        .explanation
        .and_then(|explanation| explanation.chosen());
    if chosen_by.is_none() {
        row(
            &mut rows,
            "派给你",
            best.map(|best| masked_need(&strongest(best, subject.place)))
                .as_deref(),
        );
    }
    details(&mut rows, subject);
    Card {
        source: Some(
            if chosen_by.is_some() {
                "转派"
            } else {
                "派单"
            }
            .to_owned(),
        ),
        title: subject.headline(TITLE),
        desc: Some(cut(&desc, DESC)),
        quote: subject.quote(),
        rows,
        buttons: vec![
            button("claim", "认领", ButtonWeight::Main),
            button("decline", "拒绝", ButtonWeight::Plain),
        ],
        ..Card::default()
    }
}

/// `老客户,上次由你成交(2026-03)`, when the customer comes back to who served them.
fn served_before(subject: &Subject<'_>) -> Option<String> {
    let former = subject.lead.facts.former.as_ref()?;
    let offer = subject.lead.offer()?;
    (offer.rep == former.rep).then(|| {
        let act = if former.won { "成交" } else { "跟进" };
        let at = former
            .at
            .timestamp()
            .to_zoned_datetime(subject.zone.clone());
        format!("老客户,上次由你{act}({:04}-{:02})", at.year(), at.month())
    })
}

/// A length as it is said: the moment between the decision and the card does not
/// make `4 分钟` of five.
fn rounded(left: Duration) -> Duration {
    let seconds = (left.as_millis().div_ceil(1000)) as u64;
    Duration::from_secs(if seconds < 120 {
        seconds
    } else {
        (seconds + 30) / 60 * 60
    })
}

/// As offered, without any contact.
fn pooled(subject: &Subject<'_>) -> Card {
    let mut rows = Vec::new();
    row(&mut rows, "公司", subject.masked_company().as_deref());
    row(&mut rows, "预算", subject.budget().as_deref());
    details(&mut rows, subject);
    Card {
        source: Some("派单".to_owned()),
        title: format!("公海 {}", subject.headline(TITLE - 3)),
        desc: Some("先认领先得".to_owned()),
        quote: subject.quote(),
        rows,
        buttons: vec![button("claim", "抢单", ButtonWeight::Main)],
        ..Card::default()
    }
}

fn concluded(subject: &Subject<'_>, ended: &Ended) -> Card {
    let number = subject.lead.number;
    let at = clock(subject.lead.updated_at, subject.now, subject.zone, false);
    match ended {
        Ended::Won { value } => {
            let value = value
                .map(|value| format!(" {}", money_exact(value)))
                .unwrap_or_default();
            let title = format!("成交 #{number}{value}");
            ended_card(subject, title, format!("{at} 成交"), "成交", None)
        }
        Ended::Lost { reason, asking } => {
            let asks = asking.then_some(ReasonCode::LOST.as_slice());
            closed(subject, "丢单", "为什么丢单?", *reason, asks, &at)
        }
        Ended::Invalid { reason, asking } => {
            let asks = asking.then_some(ReasonCode::INVALID.as_slice());
            closed(subject, "无效", "哪里无效?", *reason, asks, &at)
        }
    }
}

fn closed(
    subject: &Subject<'_>,
    state: &str,
    question: &str,
    reason: Option<ReasonCode>,
    asks: Option<&[ReasonCode]>,
    at: &str,
) -> Card {
    let why = reason
        .map(|code| format!(" {}", reason_label(code)))
        .unwrap_or_default();
    let title = format!("{state} #{}{why}", subject.lead.number);
    let desc = if asks.is_some() {
        question.to_owned()
    } else {
        format!("{at} {state}")
    };
    ended_card(subject, title, desc, state, asks)
}

fn declined(subject: &Subject<'_>, reason: Option<ReasonCode>, asking: bool) -> Card {
    let number = subject.lead.number;
    let title = match reason {
        Some(code) => format!("已拒绝 #{number}({})", reason_label(code)),
        None => format!("已拒绝 #{number}"),
    };
    let went = went_on(subject.lead);
    let went = went.trim_start_matches(',');
    let asks = asking.then_some(ReasonCode::DECLINE.as_slice());
    let desc = match (asking, went.is_empty()) {
        (true, true) => "为什么不接?".to_owned(),
        (true, false) => format!("{went}。为什么不接?"),
        (false, _) => went.to_owned(),
    };
    bare(title, desc, "已拒绝", asks)
}

fn released(subject: &Subject<'_>, asking: bool) -> Card {
    let went = went_on(subject.lead);
    let asks = asking.then_some(ReasonCode::RELEASE.as_slice());
    let desc = if asking {
        format!("你已释放{went}。为什么释放?")
    } else {
        format!("你已释放{went}")
    };
    bare(
        format!("已转出 #{}", subject.lead.number),
        desc,
        "已释放",
        asks,
    )
}

/// What became of a lead that left somebody: `,已转给下一位`.
fn went_on(lead: &Lead) -> &'static str {
    match lead.life {
        Life::Offered(_) | Life::Claimed { .. } | Life::Contacted { .. } => ",已转给下一位",
        Life::Escalated(_) => ",已转给主管",
        Life::Pooled => ",已放入公海",
        _ => "",
    }
}

fn finished(subject: &Subject<'_>, state: &str, desc: &str, ended: &str) -> Card {
    bare(
        format!("{state} #{}", subject.lead.number),
        desc.to_owned(),
        ended,
        None,
    )
}

fn ended_card(
    subject: &Subject<'_>,
    title: String,
    desc: String,
    ended: &str,
    asks: Option<&[ReasonCode]>,
) -> Card {
    let mut card = bare(title, desc, ended, asks);
    row(&mut card.rows, "公司", subject.said.company.as_deref());
    card
}

/// A card without facts: the lead is in other hands, and so is its contact.
fn bare(title: String, desc: String, ended: &str, asks: Option<&[ReasonCode]>) -> Card {
    let buttons = asks
        .unwrap_or_default()
        .iter()
        .map(|code| {
            let key = format!("reason:{}", code.name());
            button(&key, reason_label(*code), ButtonWeight::Plain)
        })
        .collect::<Vec<_>>();
    Card {
        source: Some("派单".to_owned()),
        title: cut(&title, TITLE),
        desc: (!desc.is_empty()).then(|| cut(&desc, DESC)),
        ended: buttons.is_empty().then(|| ended.to_owned()),
        buttons,
        ..Card::default()
    }
}

pub(super) fn button(key: &str, text: &str, weight: ButtonWeight) -> Button {
    Button {
        key: key.to_owned(),
        text: text.to_owned(),
        weight,
        url: None,
    }
}

pub(super) fn row(rows: &mut Vec<Row>, key: &str, value: Option<&str>) {
    let value = value.map(str::trim).unwrap_or_default();
    if !value.is_empty() {
        let value = cut(
            &value.split_whitespace().collect::<Vec<_>>().join(" "),
            VALUE,
        );
        rows.push(Row {
            key: key.to_owned(),
            value,
            url: None,
        });
    }
}

pub(super) fn details(rows: &mut Vec<Row>, subject: &Subject<'_>) {
    if let Some(link) = subject.link {
        let url = Some(link.to_owned());
        rows.push(Row {
            key: "详情".to_owned(),
            value: "打开".to_owned(),
            url,
        });
    }
}
