//! The sentences of the story that are about DingTalk's cards and messages.

use serde_json::Value;

use super::chat::Body;
use super::platform::Platform;
use super::state::State;
use crate::sandbox::card_reading;
use crate::sandbox::story::Tone;

/// Title of a card, empty when it has none.
pub fn title_of(state: &State, out_track_id: &str) -> String {
    let card = state.cards.get(out_track_id);
    let title = card.and_then(|card| card.public.get("title"));
    title.cloned().unwrap_or_default()
}

/// A card was delivered, or was not.
pub fn card_arrived(platform: &Platform, out_track_id: &str, results: &[Value]) {
    let title = platform.read(|state| title_of(state, out_track_id));
    let lead = card_reading::lead_number(&title);
    let what = lead.map_or_else(|| format!("「{title}」"), |lead| format!(" #{lead} 的卡片"));
    for result in results {
        let id = result["spaceId"].as_str().unwrap_or_default();
        let who = match result["spaceType"].as_str() {
            Some("IM_GROUP") => platform
                .account
                .group(id)
                .map_or_else(|| id.to_owned(), |group| group.name.clone()),
            _ => platform.read(|state| state.name_of(id)),
        };
        if result["success"] == true {
            platform.tell(Tone::Plain, lead, format!("{who}在钉钉收到{what}"));
        } else {
            let why = result["errorMsg"].as_str().unwrap_or_default();
            let text = format!("{who}没有收到{what}：{why}");
            platform.tell(Tone::Bad, lead, text);
        }
    }
}

/// Number of the lead that a message's title names.
pub fn lead_of(body: &Body) -> Option<u64> {
    match body {
        Body::ActionCard { title, .. } | Body::Markdown { title, .. } => {
            card_reading::lead_number(title)
        }
        Body::Text { .. } | Body::Card { .. } => None,
    }
}
