//! Titles and details of refused requests, in both languages.

use paidan_domain::lead::{Refusal, State};

use super::saying::state_label;

/// The language of an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

/// The kinds of problems; each has a page of its own under `/docs/problems/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not JSON.
    NotJson,
    /// The content type is another.
    MediaType {
        /// What it has to be.
        wanted: &'static str,
    },
    /// Larger than allowed.
    TooLarge {
        /// Bytes allowed.
        limit: usize,
    },
    /// A bulk of more leads than allowed.
    TooManyLines {
        /// How many are allowed.
        most: usize,
    },
    /// No token, or not a good one.
    Unauthorized,
    /// The role may not do this at all.
    Forbidden,
    /// Not there, or not yours.
    NotFound,
    /// Fields are wrong.
    InvalidLead {
        /// How many.
        count: usize,
    },
    /// Fields of something else are wrong.
    InvalidFields {
        /// How many.
        count: usize,
    },
    /// The key was used with another body.
    IdempotencyMismatch,
    /// Somebody owns it.
    AlreadyClaimed,
    /// The offer is over.
    OfferEnded,
    /// Offered to somebody else.
    NotOffered,
    /// Not in this state.
    WrongState(State),
    /// That person has as many leads as they may.
    AtCapacity,
    /// That person does not work here.
    UnknownRep,
    /// Nothing of theirs to explain.
    NothingToExplain,
    /// Another person has this platform id.
    Taken,
    /// Somebody else wrote the draft of the rules.
    DraftChanged {
        /// Who.
        by: String,
        /// When, as people say it.
        at: String,
    },
    /// The rules that a draft was made from are no longer in force.
    RulesChanged {
        /// Which version is.
        version: u32,
        /// Who.
        by: String,
        /// When, as people say it.
        at: String,
    },
    /// The source sends faster than it may.
    TooMany {
        /// Seconds until the next one is taken.
        after: u64,
    },
    /// The store cannot take it now.
    Unavailable,
}

impl From<&Refusal> for ProblemKind {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::AlreadyClaimed { .. } => Self::AlreadyClaimed,
            Refusal::OfferEnded { .. } => Self::OfferEnded,
            Refusal::NotOfferedToYou { .. } => Self::NotOffered,
            Refusal::NotAllowed => Self::Forbidden,
            Refusal::WrongState { state } => Self::WrongState(*state),
            Refusal::UnknownStaff { .. } | Refusal::Inactive { .. } => Self::UnknownRep,
            Refusal::Full { .. } => Self::AtCapacity,
            Refusal::NothingToExplain => Self::NothingToExplain,
        }
    }
}

impl ProblemKind {
    /// Every name, for the pages that explain them.
    pub const NAMES: [&'static str; 22] = [
        "not-json",
        "media-type",
        "too-large",
        "too-many-lines",
        "unauthorized",
        "forbidden",
        "not-found",
        "invalid-lead",
        "invalid-fields",
        "idempotency-mismatch",
        "already-claimed",
        "offer-ended",
        "not-offered",
        "wrong-state",
        "at-capacity",
        "unknown-rep",
        "nothing-to-explain",
        "taken",
        "draft-changed",
        "rules-changed",
        "too-many",
        "unavailable",
    ];

    /// The last part of `type`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotJson => "not-json",
            Self::MediaType { .. } => "media-type",
            Self::TooLarge { .. } => "too-large",
            Self::TooManyLines { .. } => "too-many-lines",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::InvalidLead { .. } => "invalid-lead",
            Self::InvalidFields { .. } => "invalid-fields",
            Self::IdempotencyMismatch => "idempotency-mismatch",
            Self::AlreadyClaimed => "already-claimed",
            Self::OfferEnded => "offer-ended",
            Self::NotOffered => "not-offered",
            Self::WrongState(_) => "wrong-state",
            Self::AtCapacity => "at-capacity",
            Self::UnknownRep => "unknown-rep",
            Self::NothingToExplain => "nothing-to-explain",
            Self::Taken => "taken",
            Self::DraftChanged { .. } => "draft-changed",
            Self::RulesChanged { .. } => "rules-changed",
            Self::TooMany { .. } => "too-many",
            Self::Unavailable => "unavailable",
        }
    }

    /// The same for everybody: what kind of problem it is.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::NotJson => ("请求体不是 JSON", "The body is not JSON"),
            Self::MediaType { .. } => ("内容类型不支持", "Unsupported content type"),
            Self::TooLarge { .. } => ("请求体过大", "The body is too large"),
            Self::TooManyLines { .. } => ("一次的行数过多", "Too many lines"),
            Self::Unauthorized => ("没有有效的令牌", "No valid token"),
            Self::Forbidden => ("没有权限", "Not allowed"),
            Self::NotFound => ("没有找到", "Not found"),
            Self::InvalidLead { .. } => ("线索字段有误", "Fields of the lead are wrong"),
            Self::InvalidFields { .. } => ("字段有误", "Fields are wrong"),
            Self::IdempotencyMismatch => ("幂等键已用于其他内容", "Key used with another body"),
            Self::AlreadyClaimed => ("线索已被认领", "Already claimed"),
            Self::OfferEnded => ("派发已结束", "The offer has ended"),
            Self::NotOffered => ("线索派给了别人", "Offered to somebody else"),
            Self::WrongState(_) => ("线索现在的状态不允许", "Not possible in this state"),
            Self::AtCapacity => ("在手线索已满", "At capacity"),
            Self::UnknownRep => ("没有这位销售", "No such rep"),
            Self::NothingToExplain => ("没有可补充的原因", "Nothing to explain"),
            Self::Taken => ("账号已被占用", "Account already taken"),
            Self::DraftChanged { .. } => ("草稿已被别人修改", "The draft was changed"),
            Self::RulesChanged { .. } => ("现行规则已更新", "The rules were changed"),
            Self::TooMany { .. } => ("提交过快", "Too many requests"),
            Self::Unavailable => ("暂时无法处理", "Cannot be taken now"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// What happened here, and what to do.
    #[must_use]
    pub fn detail(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::NotJson => (
                "请以 UTF-8 编码的 JSON 提交。".to_owned(),
                "Send JSON in UTF-8.".to_owned(),
            ),
            Self::MediaType { wanted } => (
                format!("请把 Content-Type 设为 {wanted}。"),
                format!("Set Content-Type to {wanted}."),
            ),
            Self::TooLarge { limit } => (
                format!("请求体最多 {} KiB。", limit / 1024),
                format!("The body may have at most {} KiB.", limit / 1024),
            ),
            Self::TooManyLines { most } => (
                format!("一次最多 {most} 条线索,请分几次提交。什么都没有写入。"),
                format!("At most {most} leads at once; send them in parts. Nothing was written."),
            ),
            Self::Unauthorized => (
                "请在 Authorization 头里带上 Bearer 令牌,或按 Standard Webhooks 签名。".to_owned(),
                "Send a bearer token or a Standard Webhooks signature.".to_owned(),
            ),
            Self::Forbidden => (
                "这个令牌的角色不能做这件事。".to_owned(),
                "The role of this token may not do this.".to_owned(),
            ),
            Self::NotFound => (
                "没有这个对象,或它不归你看。".to_owned(),
                "It is not there, or not yours.".to_owned(),
            ),
            Self::InvalidLead { count } | Self::InvalidFields { count } => (
                format!("{count} 个字段需要修改"),
                format!("{count} field(s) need a change"),
            ),
            Self::IdempotencyMismatch => (
                "这个 Idempotency-Key 已经用于另一份内容,请换一个键。".to_owned(),
                "This Idempotency-Key came with another body before; use a new one.".to_owned(),
            ),
            Self::AlreadyClaimed => (
                "这条线索已有负责人。要接手请联系主管转派。".to_owned(),
                "Somebody owns this lead; ask a manager to reassign it.".to_owned(),
            ),
            Self::OfferEnded => (
                "这次派发已经结束,请以最新状态为准。".to_owned(),
                "This offer is over; look at the present state.".to_owned(),
            ),
            Self::NotOffered => (
                "这条线索派给了别人,不能由他处理。".to_owned(),
                "This lead is offered to somebody else.".to_owned(),
            ),
            Self::WrongState(state) => (
                format!("线索现在是「{}」。", state_label(*state)),
                format!("The lead is {} now.", state.name()),
            ),
            Self::AtCapacity => (
                "这位销售的在手线索已到上限。".to_owned(),
                "This rep has as many leads as they may.".to_owned(),
            ),
            Self::UnknownRep => (
                "没有在岗的这位销售,请检查 staff id。".to_owned(),
                "Nobody active has this staff id.".to_owned(),
            ),
            Self::NothingToExplain => (
                "没有等待补充的原因。".to_owned(),
                "There is nothing that waits for a reason.".to_owned(),
            ),
            Self::Taken => (
                "这个平台账号已登记给另一个人。".to_owned(),
                "Another person has this platform id.".to_owned(),
            ),
            Self::DraftChanged { by, at } => (
                format!("{by} 在 {at} 修改了草稿,你的内容没有写入。请重新读取草稿,合并后再提交。"),
                format!(
                    "{by} changed the draft at {at}; yours was not written. Read it again, join the two and send it."
                ),
            ),
            Self::RulesChanged { version, by, at } => (
                format!(
                    "{by} 在 {at} 发布了第 {version} 版,你的草稿基于更早的版本,没有写入。请对照新版修改后,以 base_version {version} 提交。"
                ),
                format!(
                    "{by} published version {version} at {at}; yours was made from an older one and was not written. Take its changes in and send it with base_version {version}."
                ),
            ),
            Self::TooMany { after } => (
                format!("这个来源提交过快,请 {after} 秒后再试。"),
                format!("This source sends too fast; try again in {after} s."),
            ),
            Self::Unavailable => (
                "存储暂时不可用,什么都没有写入,请稍后重试。".to_owned(),
                "The store cannot take it now; nothing was written. Try again.".to_owned(),
            ),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}
