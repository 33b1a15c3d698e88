//! The simulated platform as a story sees it: what stands on the phones, and what is broken.

use reqwest::Client;
use serde_json::{Value, json};

use super::api::{Answer, send};

/// The sandbox.
#[derive(Debug, Clone)]
pub struct Phones {
    pub client: Client,
    pub base: String,
}

/// A message that the app sent to somebody.
#[derive(Debug, Clone)]
pub struct Message {
    pub id: u64,
    /// The card, none for a text.
    pub card: Option<Card>,
    /// The words of a text.
    pub content: String,
}

/// A card as it stands on a phone now.
#[derive(Debug, Clone)]
pub struct Card {
    pub task_id: String,
    pub lead: Option<i64>,
    pub state: String,
    pub raw: Value,
}

impl Card {
    pub fn title(&self) -> &str {
        self.raw["main_title"]["title"].as_str().unwrap_or_default()
    }

    pub fn desc(&self) -> &str {
        self.raw["main_title"]["desc"].as_str().unwrap_or_default()
    }

    /// The line above the title.
    pub fn source(&self) -> &str {
        self.raw["source"]["desc"].as_str().unwrap_or_default()
    }

    /// The value of a row, empty when there is none.
    pub fn row(&self, name: &str) -> &str {
        self.find_row(name)
            .and_then(|row| row["value"].as_str())
            .unwrap_or_default()
    }

    /// The link of the row 详情.
    pub fn link(&self) -> &str {
        self.find_row("详情")
            .and_then(|row| row["url"].as_str())
            .unwrap_or_default()
    }

    /// The texts of the buttons that can be pressed.
    pub fn buttons(&self) -> Vec<&str> {
        if self.raw["replace_text"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
        {
            return Vec::new();
        }
        let all = self.raw["button_list"].as_array();
        all.into_iter()
            .flatten()
            .filter_map(|button| button["text"].as_str())
            .collect()
    }

    /// What comes back when the button with this text is pressed.
    pub fn key_of(&self, text: &str) -> Option<&str> {
        let all = self.raw["button_list"].as_array()?;
        all.iter().find(|button| button["text"] == text)?["key"].as_str()
    }

    /// Ids and texts of the drop-down.
    pub fn options(&self) -> Vec<(&str, &str)> {
        let all = self.raw["button_selection"]["option_list"].as_array();
        all.into_iter()
            .flatten()
            .filter_map(|one| Some((one["id"].as_str()?, one["text"].as_str()?)))
            .collect()
    }

    /// Everything that can be read on it, links and ids left out.
    pub fn words(&self) -> String {
        let mut words = String::new();
        gather(&self.raw, &mut words);
        words
    }

    fn find_row(&self, name: &str) -> Option<&Value> {
        let rows = self.raw["horizontal_content_list"].as_array()?;
        rows.iter().find(|row| row["keyname"] == name)
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
            let hidden = ["url", "task_id", "key", "card_type"];
            let shown = fields
                .iter()
                .filter(|(name, _)| !hidden.contains(&name.as_str()));
            shown.for_each(|(_, one)| gather(one, words));
        }
        _ => {}
    }
}

impl Phones {
    /// Every phone by userid in lower case, with the app's messages in it, oldest first.
    pub async fn all(&self) -> Vec<(String, Vec<Message>)> {
        let state = self.state().await;
        let phones = state["phones"].as_array().cloned().unwrap_or_default();
        phones
            .iter()
            .map(|phone| (userid(phone), messages(phone)))
            .collect()
    }

    /// The app's messages on one phone, oldest first.
    pub async fn of(&self, userid: &str) -> Vec<Message> {
        let all = self.all().await;
        let own = all
            .into_iter()
            .find(|(id, _)| id.eq_ignore_ascii_case(userid));
        own.map(|(_, messages)| messages).unwrap_or_default()
    }

    /// The whole state.
    pub async fn state(&self) -> Value {
        self.get("/sandbox/state").await.json()
    }

    /// Breaks or mends something; what is left out stays as it is.
    pub async fn faults(&self, change: Value) {
        let request = self.client.put(format!("{}/sandbox/faults", self.base));
        let answer = send(request.json(&change)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// The log of calls after an entry.
    pub async fn calls(&self, after: u64) -> Vec<Value> {
        let answer = self.get(&format!("/sandbox/calls?after={after}")).await;
        answer.json()["items"]
            .as_array()
            .cloned()
            .unwrap_or_default()
    }

    /// Presses a button and waits for the end of the delivery.
    pub async fn press(&self, press: Value) -> Answer {
        let mut press = press;
        press["wait"] = json!(true);
        self.post("/sandbox/press", &press).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        send(self.client.get(format!("{}{path}", self.base))).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        send(self.client.post(format!("{}{path}", self.base)).json(body)).await
    }
}

fn userid(phone: &Value) -> String {
    phone["userid"].as_str().unwrap_or_default().to_lowercase()
}

fn messages(phone: &Value) -> Vec<Message> {
    let all = phone["messages"].as_array();
    let ours = all
        .into_iter()
        .flatten()
        .filter(|message| message["from"] == "app");
    ours.map(message).collect()
}

fn message(value: &Value) -> Message {
    let card = value["card"].is_object().then(|| Card {
        task_id: value["task_id"].as_str().unwrap_or_default().to_owned(),
        lead: value["lead"].as_i64(),
        state: value["state"].as_str().unwrap_or_default().to_owned(),
        raw: value["card"].clone(),
    });
    Message {
        id: value["id"].as_u64().unwrap_or_default(),
        card,
        content: value["content"].as_str().unwrap_or_default().to_owned(),
    }
}
