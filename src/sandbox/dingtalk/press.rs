//! Somebody presses a button of a card; `protocols/dingtalk.md` §5.4 and §5.5.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use thiserror::Error;
use tokio::task::JoinHandle;

use super::card::{Callback, Params, UpdateOptions};
use super::chat::Place;
use super::platform::Platform;
use super::push::{Cause, Pushed, Pusher};
use super::state::State;
use super::template::{Button, View};
use crate::sandbox::card_reading;
use crate::sandbox::story::Tone;

/// The press.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Press {
    /// Whose phone.
    pub userid: String,
    /// Which card.
    pub out_track_id: String,
    /// Id of the button in the template.
    pub action: String,
    /// Which of several buttons of one id (`{"reason": "busy"}`), or the choice in the drop-down
    /// (`{"rep": …}`); what is left out is as the phone shows it.
    #[serde(default)]
    pub params: Map<String, Value>,
    /// Press although the button is not there (any more): a phone that has not heard of a change.
    #[serde(default)]
    pub force: bool,
    /// Answer only when the press has ended.
    #[serde(default)]
    pub wait: bool,
}

/// Why nothing was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PressError {
    /// Nobody has this userid.
    #[error("nobody has this userid")]
    Stranger,
    /// The phone has no such card.
    #[error("this phone has no card with this out_track_id")]
    NoCard,
    /// The card shows this person no such button.
    #[error("this card shows no such button")]
    NoButton,
    /// The drop-down has no such option.
    #[error("the drop-down has no such option")]
    NoOption,
}

struct Pressed {
    userid: String,
    card: String,
    callback: Callback,
    body: Value,
    counted: bool,
    lead: Option<u64>,
}

/// What the service answers.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Answer {
    card_update_options: UpdateOptions,
    card_data: Option<Params>,
    user_private_data: Option<Params>,
}

impl Pusher {
    /// Presses, and lets the answer change the card in the background.
    pub fn pressed(self: &Arc<Self>, press: &Press) -> Result<JoinHandle<Pushed>, PressError> {
        let pressed = begin(self.platform(), press)?;
        let pusher = Arc::clone(self);
        let runtime = self.runtime().clone();
        Ok(runtime.spawn(async move { pusher.finish(pressed).await }))
    }

    async fn finish(&self, pressed: Pressed) -> Pushed {
        let (mut pushed, answer) = self.press(&pressed.callback, &pressed.body).await;
        let taken = self.platform().change(|state, now| {
            if let Some(card) = state.cards.get_mut(&pressed.card) {
                card.presses = card.presses.saturating_sub(1);
            }
            let answer = answer?;
            let taken = take(state, &pressed.card, &pressed.userid, answer);
            if taken == Ok("card") {
                state.touch_card(&pressed.card, now);
            }
            Some(taken)
        });
        match taken {
            Some(Ok(word)) => word.clone_into(&mut pushed.reply),
            Some(Err(reason)) => pushed.reply = format!("dropped: {reason}"),
            None => {
                let text = "钉钉没有等到这次点击的应答".to_owned();
                self.platform().tell(Tone::Bad, pressed.lead, text);
            }
        }
        let cause = Cause {
            event: "card".to_owned(),
            userid: pressed.userid,
            counted: pressed.counted,
        };
        self.log(&cause, &pushed);
        pushed
    }
}

/// An empty answer changes nothing.
fn take(
    state: &mut State,
    out_track_id: &str,
    userid: &str,
    answer: Value,
) -> Result<&'static str, String> {
    let answer: Answer = match answer {
        Value::Null => return Ok("none"),
        answer => serde_json::from_value(answer).map_err(|error| error.to_string())?,
    };
    let checked = |params: Option<Params>| {
        let checked = params.as_ref().map(Params::checked).transpose();
        checked.map_err(|refusal| refusal.to_string())
    };
    let mut data = super::card::Data {
        public: checked(answer.card_data)?,
        ..super::card::Data::default()
    };
    if let Some(own) = checked(answer.user_private_data)? {
        data.private.insert(userid.to_owned(), own);
    }
    if data.public.is_none() && data.private.is_empty() {
        return Ok("none");
    }
    let card = state.cards.get_mut(out_track_id).ok_or("no such card")?;
    card.update(data, answer.card_update_options)
        .map_err(|refusal| refusal.to_string())?;
    Ok("card")
}

fn begin(platform: &Platform, press: &Press) -> Result<Pressed, PressError> {
    let group = platform.account.group.as_ref();
    let group_id = group.map(|group| group.id.as_str());
    platform.change(|state, now| {
        let person = state.people.find(&press.userid);
        let person = person.ok_or(PressError::Stranger)?.clone();
        let place = state.place_of(&person.userid, &press.out_track_id, group_id);
        if place.is_none() && !press.force {
            return Err(PressError::NoCard);
        }
        let card = state.cards.get(&press.out_track_id);
        let card = card.ok_or(PressError::NoCard)?;
        let view = platform.template.draw(
            &card.public,
            card.private.get(&person.userid),
            card.chosen.get(&person.userid).map(String::as_str),
        );
        let (label, params) = chosen(&view, press)?;
        let content = json!({"cardPrivateData": {"actionIds": [press.action], "params": params}});
        let content = content.to_string();
        let who = match card.id_type {
            2 => person.unionid(),
            _ => person.userid.clone(),
        };
        let mut body = json!({
            "type": "actionCallback",
            "outTrackId": press.out_track_id,
            "corpId": platform.account.corp_id,
            "userId": who,
            "content": content,
        });
        if card.callback == Callback::Stream {
            // The documented samples of Stream have more members than those of HTTP.
            body["userIdType"] = card.id_type.into();
            body["spaceType"] = "im".into();
            body["spaceId"] = match &place {
                Some(Place::Group(id)) => id.clone().into(),
                _ => super::say::conversation_of(&person.userid).into(),
            };
            body["extension"] = "{}".into();
            body["value"] = body["content"].clone();
        }
        let callback = card.callback.clone();
        let lead = card_reading::lead_number(view.text("title"));
        if let Some(card) = state.cards.get_mut(&press.out_track_id) {
            card.presses += 1;
            let select = view.select.as_ref();
            let choice = select.and_then(|select| params.get(&select.name)?.as_str());
            if let Some(choice) = choice {
                card.chosen.insert(person.userid.clone(), choice.to_owned());
            }
        }
        let number = lead.map_or_else(String::new, |lead| format!(" #{lead}"));
        let told = format!("{}在钉钉按下「{label}」{number}", person.name);
        platform.tell(Tone::Plain, lead, told);
        state.touch_card(&press.out_track_id, now);
        Ok(Pressed {
            userid: person.userid,
            card: press.out_track_id.clone(),
            callback,
            body,
            // A press at the month's end: not documented, so it goes through.
            counted: state.month.messages.take(),
            lead,
        })
    })
}

/// Words of the button, and all that it sends along.
fn chosen(view: &View, press: &Press) -> Result<(String, Map<String, Value>), PressError> {
    let fits = |button: &&Button| {
        let mut own = button.params.iter();
        let given = |(name, value)| press.params.get(name).is_none_or(|given| given == value);
        button.id == press.action && own.all(given)
    };
    let Some(button) = view.buttons.iter().find(fits) else {
        return if press.force {
            Ok((press.action.clone(), press.params.clone()))
        } else {
            Err(PressError::NoButton)
        };
    };
    let mut params = press.params.clone();
    for (name, value) in &button.params {
        params.insert(name.clone(), value.clone());
    }
    for name in &button.with {
        let select = view.select.as_ref().filter(|select| select.name == *name);
        let Some(select) = select else { continue };
        let given = params
            .entry(name.clone())
            .or_insert_with(|| select.selected.clone().into());
        let known = |id: &str| select.options.iter().any(|(own, _)| own == id);
        if !press.force && given.as_str().is_some_and(|id| !known(id)) {
            return Err(PressError::NoOption);
        }
    }
    Ok((button.text.clone(), params))
}
