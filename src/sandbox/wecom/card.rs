//! A template card as the platform knows it; serde names are those of the JSON form.
//!
//! Platform documents 90236 (发送应用消息) and 94888 (更新模版卡片消息).

use serde::{Deserialize, Serialize};

/// A card with buttons, or a plain notice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// `button_interaction` or `text_notice`.
    pub card_type: String,
    /// Set on sending only, and for ever.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub task_id: String,
    /// Line above the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Title and the line under it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main_title: Option<MainTitle>,
    /// The big figure of a notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emphasis_content: Option<MainTitle>,
    /// Quotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_area: Option<QuoteArea>,
    /// Text under the title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sub_title_text: String,
    /// Rows of name and value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub horizontal_content_list: Vec<Row>,
    /// Links at the foot of a notice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub jump_list: Vec<Jump>,
    /// What a tap on the card opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_action: Option<CardAction>,
    /// Menu at the top right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_menu: Option<ActionMenu>,
    /// Drop-down beside the buttons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button_selection: Option<Selection>,
    /// The buttons.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub button_list: Vec<Button>,
    /// One grey text in place of the buttons; updates only.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub replace_text: String,
}

/// Who the card is from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// Address of a small picture; the sandbox's page shows none.
    pub icon_url: String,
    /// Name.
    pub desc: String,
    /// 0 grey, 1 black, 2 red, 3 green.
    pub desc_color: i64,
}

/// A title with a line under it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MainTitle {
    /// First line.
    pub title: String,
    /// Second line.
    pub desc: String,
}

/// A quotation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuoteArea {
    /// 0 no link, 1 `url`, 2 mini program.
    #[serde(rename = "type")]
    pub kind: i64,
    /// For type 1.
    pub url: String,
    /// For type 2.
    pub appid: String,
    /// Heading.
    pub title: String,
    /// The words.
    pub quote_text: String,
}

/// One row of name and value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// Name.
    pub keyname: String,
    /// Value.
    pub value: String,
    /// 0 text, 1 `url`, 2 file, 3 member.
    #[serde(rename = "type")]
    pub kind: i64,
    /// For type 1.
    pub url: String,
    /// For type 2.
    pub media_id: String,
    /// For type 3.
    pub userid: String,
}

/// A link at the foot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Jump {
    /// 0 no link, 1 `url`, 2 mini program.
    #[serde(rename = "type")]
    pub kind: i64,
    /// Text.
    pub title: String,
    /// For type 1.
    pub url: String,
    /// For type 2.
    pub appid: String,
}

/// What a tap on the card opens.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CardAction {
    /// 1 `url`, 2 mini program; 0 nothing, where the card type allows it.
    #[serde(rename = "type")]
    pub kind: i64,
    /// For type 1.
    pub url: String,
    /// For type 2.
    pub appid: String,
}

/// The menu at the top right.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionMenu {
    /// Words above the entries.
    pub desc: String,
    /// One to three entries.
    pub action_list: Vec<Action>,
}

/// An entry of the menu.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Action {
    /// What it says.
    pub text: String,
    /// What comes back.
    pub key: String,
}

/// The drop-down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// Comes back with the choice.
    pub question_key: String,
    /// Words before it.
    pub title: String,
    /// One to ten.
    pub option_list: Vec<Choice>,
    /// Chosen at first; the first one when empty.
    pub selected_id: String,
    /// Updates only: shown, and cannot be changed.
    pub disable: bool,
}

/// An option of the drop-down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// Comes back when chosen.
    pub id: String,
    /// What it says.
    pub text: String,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Button {
    /// What it says.
    pub text: String,
    /// 1 to 4.
    pub style: i64,
    /// 0 calls back with `key`, 1 opens `url`.
    #[serde(rename = "type")]
    pub kind: i64,
    /// For type 0.
    pub key: String,
    /// For type 1.
    pub url: String,
}

impl Default for Button {
    fn default() -> Self {
        Self {
            text: String::new(),
            style: 1,
            kind: 0,
            key: String::new(),
            url: String::new(),
        }
    }
}

impl Card {
    /// True for cards whose buttons call back, so that a `response_code` exists for them.
    pub fn is_interactive(&self) -> bool {
        self.card_type == "button_interaction" || self.action_menu.is_some()
    }

    /// The first line, empty when the card has none.
    pub fn title(&self) -> &str {
        self.main_title
            .as_ref()
            .map_or("", |title| title.title.as_str())
    }

    /// The button with this key, when it can be pressed now.
    pub fn live_button(&self, key: &str) -> Option<&Button> {
        let dead = !self.replace_text.is_empty() || self.card_type != "button_interaction";
        self.button_list
            .iter()
            .find(|button| !dead && button.kind == 0 && button.key == key)
    }

    /// The option that is sent when the member has not touched the drop-down.
    pub fn preselected(&self) -> Option<&str> {
        let selection = self.button_selection.as_ref()?;
        selection
            .option_list
            .iter()
            .find(|choice| choice.id == selection.selected_id)
            .or(selection.option_list.first())
            .map(|choice| choice.id.as_str())
    }
}
