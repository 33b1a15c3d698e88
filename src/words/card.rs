//! A card as people see it, before any platform gives it its form.

use serde::{Deserialize, Serialize};

/// A card: one lead in one state for one person, or a list of offers. Limits for both platforms:
/// title 36 characters, description 44, quote 160, 6 rows (key 5, value 30),
/// 6 buttons of 10, source line 20.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Card {
    /// What it is about; the title says the same in words.
    pub state: CardState,
    /// Small line above the title (`派单`, `转派`).
    pub source: Option<String>,
    /// Headline; its leading word is the state, the number stands after `#`.
    pub title: String,
    /// Second line: the deadline or what happened.
    pub desc: Option<String>,
    /// The customer's own words.
    pub quote: Option<String>,
    /// Facts, at most six.
    pub rows: Vec<Row>,
    /// A drop-down beside the buttons.
    pub choice: Option<Choice>,
    /// Buttons, at most six. Empty on a finished card.
    pub buttons: Vec<Button>,
    /// The grey text in place of buttons on a finished card.
    pub ended: Option<String>,
    /// The phone page of this lead, for the whole card.
    pub url: Option<String>,
    /// Name of whoever has the lead, where the card may say so.
    pub owner: Option<String>,
}

/// What a card is about, for a platform that draws by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// Somebody looks at how a lead stands that they do not have.
    #[default]
    Watched,
    /// Take it?
    Offered,
    /// Theirs.
    Claimed,
    /// Theirs, the customer called.
    Contacted,
    /// 成交.
    Won,
    /// 丢单.
    Lost,
    /// 无效.
    Invalid,
    /// They said no.
    Declined,
    /// They gave it back.
    Released,
    /// Their time is up.
    Expired,
    /// Somebody else has it.
    Taken,
    /// It was given to somebody else, or to the pool.
    Moved,
    /// 公海: who comes first.
    Pooled,
    /// A manager has to choose.
    Escalated,
    /// The same, and nobody fits.
    Nobody,
    /// Several offers.
    List,
}

impl CardState {
    /// Whether a card in this state tells who has the lead.
    #[must_use]
    pub fn names_owner(self) -> bool {
        matches!(
            self,
            Self::Claimed | Self::Contacted | Self::Won | Self::Lost | Self::Invalid | Self::Taken
        )
    }

    /// The word in a template.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Watched => "watched",
            Self::Offered => "offered",
            Self::Claimed => "claimed",
            Self::Contacted => "contacted",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Invalid => "invalid",
            Self::Declined => "declined",
            Self::Released => "released",
            Self::Expired => "expired",
            Self::Taken => "taken",
            Self::Moved => "moved",
            Self::Pooled => "pooled",
            Self::Escalated => "escalated",
            Self::Nobody => "nobody",
            Self::List => "list",
        }
    }
}

/// One fact of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Up to 5 characters.
    pub key: String,
    /// Up to 30 characters.
    pub value: String,
    /// Opens this address when set.
    pub url: Option<String>,
}

/// A drop-down with one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Name of the answer when it comes back (`rep`).
    pub key: String,
    /// Shown beside the drop-down.
    pub title: String,
    /// One to ten options, best first.
    pub options: Vec<ChoiceOption>,
    /// Id of the option chosen at first.
    pub selected: Option<String>,
}

/// One option of a [`Choice`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// Comes back when chosen (a staff id).
    pub id: String,
    /// Up to 16 characters.
    pub text: String,
}

/// A button that comes back as a press, or opens a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// Verb first (`claim`, `reason:busy`); what the platform hands back.
    pub key: String,
    /// Two to ten characters.
    pub text: String,
    /// How much weight it has on the card.
    pub weight: ButtonWeight,
    /// Opens this address when set; nothing comes back then.
    pub url: Option<String>,
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ButtonWeight {
    /// The one thing to do.
    Main,
    /// Beside it.
    Plain,
    /// Cannot be taken back lightly.
    Danger,
}

impl ButtonWeight {
    /// The word in pages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Plain => "plain",
            Self::Danger => "danger",
        }
    }
}
