//! A person on our staff and what they take.

use serde::{Deserialize, Serialize};

use crate::ids::StaffId;
use crate::region::Territory;
use crate::time::Instant;
use crate::understand::CustomerType;

/// A rep or a manager, as matching and the cards see them. Their phone number
/// is not here: the store keeps it sealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Staff {
    /// Our id of the person.
    pub id: StaffId,
    /// As people call them.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// The team (团队) they belong to, by name.
    pub team: Option<String>,
    /// Whom their leads go to when nobody takes them.
    pub manager: Option<StaffId>,
    /// Their WeCom userid, as the platform gave it; compared without case.
    pub wecom_userid: Option<String>,
    /// Their DingTalk userid.
    pub dingtalk_userid: Option<String>,
    /// Their number on the company's own list (工号), by which a platform's directory may find them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_number: Option<String>,
    /// Where cards go when they have both.
    pub prefers: Option<Platform>,
    /// Territories (片区). Empty restricts nothing.
    pub territories: Vec<Territory>,
    /// Products they sell, with how well they know them. Empty restricts nothing.
    pub products: Vec<Skill>,
    /// Industries they know. Empty restricts nothing.
    pub industries: Vec<String>,
    /// Kinds of customers (客户类型) they serve. Empty restricts nothing; it never leaves them out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub customer_types: Vec<CustomerType>,
    /// Grade (销售等级).
    pub grade: Grade,
    /// How many leads at hand at most (上限).
    pub capacity: u32,
    /// Share of the leads that is due to them, in permille of an average rep.
    pub target_share_permille: u32,
    /// Name of their working calendar.
    pub calendar: String,
    /// On leave until then.
    pub away_until: Option<Instant>,
    /// Who looks after their leads meanwhile (代理人).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<StaffId>,
    /// Works here.
    pub active: bool,
    /// The platform that named them as a leaver (离职), the last one when they were on two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Departure>,
}

impl Staff {
    /// Their id on a platform.
    #[must_use]
    pub fn account(&self, platform: Platform) -> Option<&str> {
        match platform {
            Platform::Wecom => self.wecom_userid.as_deref(),
            Platform::Dingtalk => self.dingtalk_userid.as_deref(),
        }
    }

    /// Where their cards go: the platform they prefer, else WeCom, else DingTalk.
    #[must_use]
    pub fn reached_on(&self) -> Option<Platform> {
        let all = [Platform::Wecom, Platform::Dingtalk];
        let mut order = self.prefers.into_iter().chain(all);
        order.find(|platform| self.account(*platform).is_some())
    }

    /// The platform has named them as a leaver: the account is dropped, and whoever has no other
    /// one does not work here any more. Who is left on another platform stays at work: an account
    /// may end alone, and a leaver's other account is named by its own platform.
    pub fn leave(&mut self, platform: Platform, at: Instant) {
        match platform {
            Platform::Wecom => self.wecom_userid = None,
            Platform::Dingtalk => self.dingtalk_userid = None,
        }
        self.active &= self.wecom_userid.is_some() || self.dingtalk_userid.is_some();
        self.left = Some(Departure { platform, at });
    }

    /// On leave (请假) at `now`.
    #[must_use]
    pub fn is_away(&self, now: Instant) -> bool {
        self.away_until.is_some_and(|until| now < until)
    }

    /// Works here and is not on leave at `now`.
    #[must_use]
    pub fn is_at_work(&self, now: Instant) -> bool {
        self.active && !self.is_away(now)
    }
}

/// That a platform named somebody as a leaver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departure {
    /// Which platform.
    pub platform: Platform,
    /// When paidan came to know.
    pub at: Instant,
}

/// What a person is to paidan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 销售: takes leads.
    Rep,
    /// 主管: steers a team; takes leads only by an act of their own.
    Manager,
}

/// A chat platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// 企业微信.
    Wecom,
    /// 钉钉.
    Dingtalk,
}

impl Platform {
    /// The name in metrics, settings and the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wecom => "wecom",
            Self::Dingtalk => "dingtalk",
        }
    }
}

/// Grade of a rep (销售等级); A serves tier A best.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// Senior.
    A,
    /// The usual.
    #[default]
    B,
    /// Beginner.
    C,
}

/// How well somebody knows a category of products.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// Name of the category.
    pub category: String,
    /// 0 to 1000.
    pub level_permille: u32,
}
