//! What an admin may have set up wrongly: `GET|PUT /sandbox/dingtalk/setup`.

use serde::{Deserialize, Deserializer, Serialize};

use super::refusal::Refusal;
use super::state::State;

/// The set-up of the moment; all right by default.
#[derive(Debug, Clone, Serialize)]
pub struct Setup {
    /// Permissions that are not granted, such as `Card.Instance.Write`.
    pub permissions: Vec<String>,
    /// The robot.
    pub robot: Robot,
    /// The card template.
    pub template: Template,
    /// The service's address stands under 服务器出口IP.
    pub ip_allowed: bool,
    /// The secret that the service has.
    pub secret: Secret,
    /// 可使用范围.
    pub visible: Visible,
    /// Whether the robot is in its group.
    pub group: Group,
    /// People to whom the robot has sent too much: they come back as flow-controlled.
    pub flow_controlled: Vec<String>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            permissions: Vec::new(),
            robot: Robot::Ok,
            template: Template::Ok,
            ip_allowed: true,
            secret: Secret::Ok,
            visible: Visible::All(Everyone::All),
            group: Group::Ok,
            flow_controlled: Vec::new(),
        }
    }
}

/// State of the robot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Robot {
    /// Works.
    Ok,
    /// 已停用.
    Stopped,
    /// The app has none.
    Missing,
}

/// State of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Template {
    /// Published.
    Ok,
    /// Another app's, or none.
    Missing,
    /// Saved and not published.
    Unpublished,
}

/// The secret that the service has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Secret {
    /// The app's.
    Ok,
    /// Not the app's any more.
    Wrong,
}

/// Whether the robot is in the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// It is.
    Ok,
    /// It was never added, or the group is gone.
    Missing,
}

/// Who may see the app: the text `all`, or a list of userids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Visible {
    /// Only `all`.
    All(Everyone),
    /// These.
    Only(Vec<String>),
}

/// The word `all`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Everyone {
    /// Everybody.
    All,
}

impl Setup {
    /// Whether this person is in the visible range.
    pub fn shows(&self, userid: &str) -> bool {
        match &self.visible {
            Visible::All(_) => true,
            Visible::Only(list) => list.iter().any(|one| one == userid),
        }
    }

    /// The code for a robot that cannot work.
    pub fn robot_trouble(&self) -> Option<&'static str> {
        match self.robot {
            Robot::Ok => None,
            Robot::Stopped => Some("bot.stopped"),
            Robot::Missing => Some("robot.oto.notExist"),
        }
    }

    /// What a new card of the app's template gets.
    pub fn check_template(&self) -> Result<(), Refusal> {
        match self.template {
            Template::Ok => Ok(()),
            Template::Missing => Err(Refusal::bad("param.templateNotExist")),
            Template::Unpublished => Err(Refusal::bad("param.templateUnpublished")),
        }
    }
}

/// A change: what is left out stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Change {
    permissions: Option<Vec<String>>,
    robot: Option<Robot>,
    template: Option<Template>,
    ip_allowed: Option<bool>,
    secret: Option<Secret>,
    visible: Option<Visible>,
    group: Option<Group>,
    flow_controlled: Option<Vec<String>>,
    /// `null` lifts the limit.
    #[serde(deserialize_with = "given")]
    quota_calls_left: Option<Option<u64>>,
    #[serde(deserialize_with = "given")]
    quota_messages_left: Option<Option<u64>>,
    /// `false` forgets every registered card callback.
    callback_registered: Option<bool>,
}

/// Tells `null` from a member that is not there.
fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<u64>>, D::Error> {
    Option::deserialize(from).map(Some)
}

impl State {
    /// Takes a change of the set-up over.
    pub fn set_up(&mut self, change: Change) {
        let setup = &mut self.setup;
        set(&mut setup.permissions, change.permissions);
        set(&mut setup.robot, change.robot);
        set(&mut setup.template, change.template);
        set(&mut setup.ip_allowed, change.ip_allowed);
        set(&mut setup.secret, change.secret);
        set(&mut setup.visible, change.visible);
        set(&mut setup.group, change.group);
        set(&mut setup.flow_controlled, change.flow_controlled);
        if let Some(left) = change.quota_calls_left {
            self.month.calls.leave(left);
        }
        if let Some(left) = change.quota_messages_left {
            self.month.messages.leave(left);
        }
        if change.callback_registered == Some(false) {
            self.routes.clear();
        }
    }

    /// The set-up with the month's volumes, as the control call shows it.
    pub fn setup_shown(&self) -> serde_json::Value {
        let mut shown = serde_json::json!(self.setup);
        shown["quota_calls_left"] = self.month.calls.left().into();
        shown["quota_calls_used"] = self.month.calls.used.into();
        shown["quota_messages_left"] = self.month.messages.left().into();
        shown["quota_messages_used"] = self.month.messages.used.into();
        shown["callback_registered"] = (!self.routes.is_empty()).into();
        shown["callback_verified"] = self.verified.into();
        shown
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}
