//! Who the simulated app is on DingTalk.

use subtle::ConstantTimeEq;

use crate::sandbox::{DingtalkMode, DingtalkSettings};

/// The app; `protocols/dingtalk.md` §1.1.
pub struct Account {
    /// Corp id.
    pub corp_id: String,
    /// Client ID.
    pub client_id: String,
    /// Client Secret; never shown.
    pub client_secret: String,
    /// The robot's code.
    pub robot_code: String,
    /// Id of the card template.
    pub template_id: String,
    /// How robot messages and events are sent.
    pub mode: DingtalkMode,
    /// The group that the robot is in.
    pub group: Option<Group>,
}

/// A group chat (内部群).
#[derive(Debug, Clone)]
pub struct Group {
    /// Open conversation id, `cid…`.
    pub id: String,
    /// What it is called.
    pub name: String,
}

impl Account {
    /// The part of the settings that stays.
    pub fn new(settings: &DingtalkSettings) -> Self {
        let name = settings.pool_group_name.clone();
        Self {
            corp_id: settings.corp_id.clone(),
            client_id: settings.client_id.clone(),
            client_secret: settings.client_secret.clone(),
            robot_code: settings.robot_code.clone(),
            template_id: settings.card_template_id.clone(),
            mode: settings.mode,
            group: settings.pool_group.clone().map(|id| Group { id, name }),
        }
    }

    /// Whether these are the app's credentials; compared in constant time.
    pub fn has(&self, client_id: &str, secret: &str) -> bool {
        let secret_fits = self.client_secret.as_bytes().ct_eq(secret.as_bytes());
        client_id == self.client_id && bool::from(secret_fits)
    }

    /// Whether this is the code of the app's robot; the Client ID serves as well (§1.1).
    pub fn is_robot(&self, code: &str) -> bool {
        code == self.robot_code || code == self.client_id
    }

    /// The group with this open conversation id; the case counts (§2.2).
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.group.as_ref().filter(|group| group.id == id)
    }
}
