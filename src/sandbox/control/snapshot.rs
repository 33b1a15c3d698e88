//! What the phones show, as JSON: everything, or what changed since.

use serde_json::{Value, json};

use crate::sandbox::dingtalk::Dingtalk;
use crate::sandbox::faults;
use crate::sandbox::wecom::{Message, Platform, State};

/// The page draws at most this many phones and says how many more there are.
pub const PHONES_ON_PAGE: usize = 12;

/// How much somebody has seen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    epoch: Option<u64>,
    version: u64,
    line: u64,
}

/// What both platforms' phones show somebody who has `seen` a part, and what they have seen then.
///
/// DingTalk is looked at second: a change that began between the two is told twice and never lost.
pub fn look(
    platform: &Platform,
    dingtalk: &Dingtalk,
    seen: Seen,
    most_phones: usize,
) -> (Value, Seen) {
    let (mut snapshot, now_seen) = platform.read(|state| since(state, seen, most_phones));
    let from = if seen.epoch == now_seen.epoch {
        Some(seen.version)
    } else {
        None
    };
    let shown = dingtalk.get();
    snapshot["dingtalk"] = shown.map_or(Value::Null, |shown| shown.snapshot(from, most_phones));
    (snapshot, now_seen)
}

/// The state as JSON for somebody who has `seen` a part, and what they have seen then.
///
/// `full` tells the reader to forget what it had.
fn since(state: &State, seen: Seen, most_phones: usize) -> (Value, Seen) {
    let full = seen.epoch != Some(state.epoch);
    let from = if full { Seen::default() } else { seen };
    let members = state.members.all();
    let phones: Vec<Value> = members
        .iter()
        .take(most_phones)
        .map(|member| {
            let phone = state.phones.get(&member.userid.to_lowercase());
            let messages: Vec<&Message> = phone
                .iter()
                .flat_map(|phone| phone.messages())
                .filter(|message| full || message.version > from.version)
                .collect();
            json!({
                "userid": member.userid,
                "name": member.name,
                "role": member.role,
                "dropped": phone.map_or(0, |phone| phone.dropped),
                "messages": messages,
            })
        })
        .collect();
    let snapshot = json!({
        "version": state.version,
        "epoch": state.epoch,
        "full": full,
        "faults": faults::both(state),
        "callback_verified": state.callback_verified,
        "members_learned": state.members.are_learned(),
        "phones": phones,
        "more_phones": members.len().saturating_sub(most_phones),
        "story": state.story.after(from.line),
    });
    let seen = Seen {
        epoch: Some(state.epoch),
        version: state.version,
        line: state.story.told(),
    };
    (snapshot, seen)
}
