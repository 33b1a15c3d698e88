//! DingTalk as a story sees it: the same people with another phone, and a group.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::rep::Rep;
use super::scene::{Lead, World};
use super::until::{until, until_some};

/// Long enough for a loaded machine; what must be faster is measured by its story.
const SOON: Duration = Duration::from_secs(20);

/// DingTalk beside WeCom, as it is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ding {
    /// `stream` or `http`.
    pub mode: &'static str,
    /// Whether cards have their template.
    pub template: bool,
    /// Whether the pool has its group.
    pub group: bool,
    /// Where the service finds DingTalk, when that is not the sandbox itself.
    pub port: Option<u16>,
    /// Calls that the edition allows in a month.
    pub monthly_calls: u64,
}

impl Ding {
    /// By Stream, with everything.
    pub const STREAM: Self = Self {
        mode: "stream",
        template: true,
        group: true,
        port: None,
        monthly_calls: 5000,
    };
    /// By HTTP, with everything.
    pub const HTTP: Self = Self {
        mode: "http",
        ..Self::STREAM
    };
}

/// Somebody's DingTalk.
#[derive(Clone)]
pub struct DingRep<'w> {
    pub rep: Rep<'w>,
    pub userid: String,
}

/// A message in a chat or in the group.
#[derive(Debug, Clone)]
pub struct DingMessage {
    pub id: u64,
    /// `robot` or `group`.
    pub chat: String,
    pub recalled: bool,
    pub body: Value,
}

/// A card as it is drawn for one person.
#[derive(Debug, Clone)]
pub struct DingCard {
    pub id: String,
    pub state: String,
    pub raw: Value,
}

impl DingMessage {
    /// Everything that can be read in it; links and ids left out.
    pub fn words(&self) -> String {
        let mut words = String::new();
        gather(&self.body, &mut words);
        words
    }
}

impl DingCard {
    pub fn text(&self, name: &str) -> &str {
        self.raw[name].as_str().unwrap_or_default()
    }

    /// The value of a row, empty when there is none.
    pub fn row(&self, name: &str) -> &str {
        let rows = self.raw["rows"].as_array();
        let mut rows = rows.into_iter().flatten();
        rows.find(|row| row["k"] == name)
            .and_then(|row| row["v"].as_str())
            .unwrap_or_default()
    }

    /// The texts of the buttons that can be pressed.
    pub fn buttons(&self) -> Vec<&str> {
        let all = self.raw["buttons"].as_array();
        all.into_iter()
            .flatten()
            .filter_map(|button| button["text"].as_str())
            .collect()
    }

    /// Ids of the drop-down's options.
    pub fn options(&self) -> Vec<&str> {
        let all = self.raw["select"]["options"].as_array();
        all.into_iter()
            .flatten()
            .filter_map(|one| one["id"].as_str())
            .collect()
    }

    fn button(&self, text: &str) -> Option<&Value> {
        let all = self.raw["buttons"].as_array()?;
        all.iter().find(|button| button["text"] == text)
    }
}

fn gather(value: &Value, words: &mut String) {
    match value {
        Value::String(text) => {
            words.push_str(text);
            words.push('\n');
        }
        Value::Array(all) => all.iter().for_each(|one| gather(one, words)),
        Value::Object(fields) => {
            let hidden = ["url", "u", "id", "out_track_id", "type", "style", "params"];
            let shown = fields
                .iter()
                .filter(|(name, _)| !hidden.contains(&name.as_str()));
            shown.for_each(|(_, one)| gather(one, words));
        }
        _ => {}
    }
}

impl World {
    /// All that the app and the others sent in DingTalk, by whose phone shows it.
    pub fn ding_messages(&self) -> Vec<(String, Vec<DingMessage>)> {
        let state = self.block_on(self.phones.state());
        let phones = state["dingtalk"]["phones"].as_array().cloned();
        let shown = |phone: &Value| {
            let all = phone["messages"].as_array();
            let theirs = all.into_iter().flatten();
            let theirs = theirs.filter(|one| one["from"] == "app").map(message);
            let userid = phone["userid"].as_str().unwrap_or_default().to_owned();
            (userid, theirs.collect())
        };
        phones.unwrap_or_default().iter().map(shown).collect()
    }

    /// How the gateway, the month and the rest of DingTalk stand.
    pub fn dingtalk(&self) -> Value {
        self.block_on(self.phones.state())["dingtalk"].clone()
    }

    /// Something happens to the connections.
    #[track_caller]
    pub fn gateway(&self, action: &str, count: Option<usize>) -> Value {
        let mut act = json!({ "action": action });
        if let Some(count) = count {
            act["count"] = json!(count);
        }
        let answer = self.block_on(self.phones.post("/sandbox/dingtalk/gateway", &act));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Waits until DingTalk has so many connections of the service.
    #[track_caller]
    pub fn has_connections(&self, count: u64) {
        let what = format!("{count} connections");
        until(&what, SOON, || self.dingtalk()["connections"] == count);
    }

    /// The admin of DingTalk sets something up, rightly or wrongly.
    #[track_caller]
    pub fn sets_up(&self, platform: &str, change: Value) -> Value {
        let path = format!("{}/sandbox/{platform}/setup", self.phones.base);
        let request = self.phones.client.put(path).json(&change);
        let answer = self.block_on(super::send(request));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }
}

fn message(value: &Value) -> DingMessage {
    DingMessage {
        id: value["id"].as_u64().unwrap_or_default(),
        chat: value["chat"].as_str().unwrap_or_default().to_owned(),
        recalled: value["recalled"] == true,
        body: value["body"].clone(),
    }
}

fn card(message: DingMessage) -> DingCard {
    let text = |name: &str| message.body[name].as_str().unwrap_or_default().to_owned();
    DingCard {
        id: text("out_track_id"),
        state: text("data_state"),
        raw: message.body,
    }
}

impl<'w> Rep<'w> {
    /// The same person with DingTalk open.
    #[track_caller]
    pub fn in_dingtalk(&self) -> DingRep<'w> {
        let known = self.world.get(&format!("/api/v1/reps/{}", self.id)).json();
        let userid = known["dingtalk_userid"].as_str().unwrap_or_default();
        assert!(!userid.is_empty(), "{} has no DingTalk", self.name);
        DingRep {
            rep: self.clone(),
            userid: userid.to_owned(),
        }
    }

    /// From now on their cards go to this platform.
    #[track_caller]
    pub fn prefers(&self, platform: &str) {
        let path = format!("/api/v1/reps/{}", self.id);
        let mut fields = self.world.get(&path).json();
        fields["prefers"] = json!(platform);
        for given in ["staff_id", "load", "deputy", "left", "unreachable"] {
            fields.as_object_mut().expect("a rep").remove(given);
        }
        self.world.hires(&self.id, fields);
    }
}

impl DingRep<'_> {
    /// The app's messages on this phone.
    pub fn messages(&self) -> Vec<DingMessage> {
        let all = self.rep.world.ding_messages();
        let own = all.into_iter().find(|(id, _)| *id == self.userid);
        own.map(|(_, messages)| messages).unwrap_or_default()
    }

    /// The cards of a lead on this phone, in the chat or in the group, oldest first.
    pub fn cards_of(&self, lead: &Lead) -> Vec<DingCard> {
        let cards = self.messages().into_iter().filter(|one| {
            one.body["type"] == "card" && one.body["data_lead"].as_i64() == Some(lead.number)
        });
        cards.map(card).collect()
    }

    /// The list cards on this phone that still ask, oldest first.
    pub fn lists(&self) -> Vec<DingCard> {
        let all = self.messages().into_iter();
        let lists = all.filter(|one| one.body["data_state"] == "list");
        lists.map(card).collect()
    }

    /// Waits until a card of a lead on this phone is in a state.
    #[track_caller]
    pub fn sees(&self, lead: &Lead, state: &str) -> DingCard {
        let what = format!(
            "{} sees #{} {state} in DingTalk",
            self.rep.name, lead.number
        );
        until_some(&what, SOON, || {
            let mut cards = self.cards_of(lead).into_iter();
            cards.rfind(|card| card.state == state)
        })
    }

    /// Waits for a text with these words in it.
    #[track_caller]
    pub fn is_told(&self, words: &str) -> DingMessage {
        let what = format!("{} is told 「{words}」 in DingTalk", self.rep.name);
        until_some(&what, SOON, || {
            let mut all = self.messages().into_iter();
            all.rfind(|one| one.body["type"] != "card" && one.words().contains(words))
        })
    }

    /// Presses a button of the newest card of a lead, by its text.
    #[track_caller]
    pub fn presses(&self, lead: &Lead, text: &str) -> Value {
        self.presses_with(lead, text, Map::new())
    }

    /// The same with somebody chosen in the drop-down first.
    #[track_caller]
    pub fn presses_for(&self, lead: &Lead, text: &str, chosen: &Rep<'_>) -> Value {
        let chosen = Map::from_iter([("rep".to_owned(), json!(chosen.id))]);
        self.presses_with(lead, text, chosen)
    }

    #[track_caller]
    fn presses_with(&self, lead: &Lead, text: &str, given: Map<String, Value>) -> Value {
        let last = self.cards_of(lead).pop();
        let card = last.unwrap_or_else(|| panic!("{} has no card of {lead:?}", self.rep.name));
        let button = card.button(text);
        let button = button.unwrap_or_else(|| panic!("no 「{text}」 on {card:?}"));
        let mut params = button["params"].as_object().cloned().unwrap_or_default();
        params.extend(given);
        self.presses_on(&card, &button["id"], params, false)
    }

    /// Presses a button of a card that was on this phone before.
    #[track_caller]
    pub fn presses_old(&self, card: &DingCard, action: &str) -> Value {
        self.presses_on(card, &json!(action), Map::new(), true)
    }

    #[track_caller]
    fn presses_on(
        &self,
        card: &DingCard,
        action: &Value,
        params: Map<String, Value>,
        force: bool,
    ) -> Value {
        let press = json!({
            "userid": self.userid, "out_track_id": card.id, "action": action,
            "params": params, "force": force, "wait": true,
        });
        let post = self
            .rep
            .world
            .phones
            .post("/sandbox/dingtalk/press", &press);
        let answer = self.rep.world.block_on(post);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Types a line into the chat with the robot.
    #[track_caller]
    pub fn says(&self, line: &str) -> Value {
        self.says_in("robot", line, &[])
    }

    /// Types a line in the group, with the robot and these people mentioned.
    #[track_caller]
    pub fn says_in(&self, chat: &str, line: &str, mention: &[&str]) -> Value {
        let said = json!({
            "userid": self.userid, "text": line, "chat": chat, "mention": mention, "wait": true,
        });
        let post = self.rep.world.phones.post("/sandbox/dingtalk/say", &said);
        let answer = self.rep.world.block_on(post);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }
}
