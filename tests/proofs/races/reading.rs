//! What an answer says, in the terms of a history.

use serde_json::Value;

use super::call::{Called, Caller};
use super::town::Names;
use crate::proofs::history::{Answer, Ask, Did, Onward, Operation, Sight, Who};

/// The operation that a call was.
pub fn operation(caller: &Caller<'_>, names: &Names, called: &Called) -> Operation {
    let told = called.body.as_ref().map(|body| caller.open(body));
    let said = told.and_then(|xml| match called.asks {
        Ask::Reassign(_) => line(&xml, names).map(|did| (did, None)),
        _ => card(&xml, called.who, names).map(|saw| (Did::Unsaid, Some(saw))),
    });
    let answer = said.map(|(did, saw)| Answer {
        at: called.at,
        did,
        saw,
    });
    Operation {
        who: called.who,
        asks: called.asks,
        invoked: called.invoked,
        answer,
    }
}

/// What the card in an answer shows; none when there is no card: it is dealt with later.
fn card(xml: &str, viewer: Who, names: &Names) -> Option<Sight> {
    let (_, main) = xml.split_once("<MainTitle>")?;
    let (title, desc) = (field(main, "Title"), field(main, "Desc"));
    let first = |text: &str| names.id(text.split(' ').next().unwrap_or_default());
    Some(match title.split(' ').next().unwrap_or_default() {
        "已认领" => Sight::Owned(viewer),
        "已有人认领" => Sight::Owned(first(desc)),
        "已转出" => match desc.split_once("转给") {
            Some((_, to)) => Sight::Given(names.id(to)),
            None => Sight::Pooled,
        },
        "已超时" => Sight::RanOut(went(desc)),
        "已拒绝" => Sight::Declined,
        "公海" => Sight::Pooled,
        _ => Sight::Open,
    })
}

/// Where a lead went from whoever let it run out.
fn went(desc: &str) -> Onward {
    if desc.ends_with("已转给下一位") {
        Onward::Rep
    } else if desc.ends_with("已转给主管") {
        Onward::Manager
    } else if desc.ends_with("已放入公海") {
        Onward::Pool
    } else {
        Onward::Unsaid
    }
}

/// What a manager is told of a lead that was to go to somebody else.
fn line(xml: &str, names: &Names) -> Option<Did> {
    let said = field(xml, "Content");
    if said.contains("号未转") {
        return Some(Did::Refused);
    }
    let (had, _) = said.split_once("转给")?;
    let (_, had) = had.split_once("号已")?;
    let from = had.strip_prefix('由').map(|name| names.id(name));
    Some(Did::Handed { from })
}

/// What the API shows of a lead.
pub fn look(lead: &Value, names: &Names) -> Sight {
    let id = |value: &Value| {
        let id = value.as_str().unwrap_or_default();
        names.by_id(id)
    };
    match lead["state"].as_str().unwrap_or_default() {
        "offered" => Sight::Offered(id(&lead["offer"]["rep"])),
        "escalated" => Sight::Escalated,
        "pooled" => Sight::Pooled,
        "claimed" => Sight::Owned(id(&lead["owner"])),
        other => panic!("a lead of a race is {other}"),
    }
}

/// The first field of a name, without its CDATA.
fn field<'x>(xml: &'x str, name: &str) -> &'x str {
    let open = format!("<{name}>");
    let Some((_, rest)) = xml.split_once(&open) else {
        return "";
    };
    let (value, _) = rest.split_once(&format!("</{name}>")).unwrap_or((rest, ""));
    let value = value.strip_prefix("<![CDATA[").unwrap_or(value);
    value.strip_suffix("]]>").unwrap_or(value)
}
