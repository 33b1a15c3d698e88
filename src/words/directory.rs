//! What a sync with a platform's directory could not do, for whoever runs paidan.

/// Why nobody on the platform is this person for sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFound {
    /// Neither phone nor job number is known here.
    NothingToGoBy,
    /// The platform knows no such phone.
    NoSuchMobile,
    /// What stands here is no mobile phone.
    NoMobile,
    /// No tries by phone are left today.
    NoTriesLeft,
    /// Nobody there has this job number.
    NoSuchJobNumber,
    /// Several people have this job number.
    SharedJobNumber,
    /// Nobody there has this name.
    NoSuchName,
    /// Several people have this name.
    SharedName,
    /// The account belongs to a colleague; their name.
    Taken(String),
    /// They have left that platform; who has their name now is somebody else.
    LeftThere,
    /// The platform did not answer; its code.
    NoAnswer(String),
}

impl NotFound {
    /// For programs; stays as it is.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NothingToGoBy => "nothing-to-go-by",
            Self::NoSuchMobile => "mobile-unknown",
            Self::NoMobile => "mobile-format",
            Self::NoTriesLeft => "mobile-tries-used-up",
            Self::NoSuchJobNumber => "job-number-unknown",
            Self::SharedJobNumber => "job-number-shared",
            Self::NoSuchName => "name-unknown",
            Self::SharedName => "name-shared",
            Self::Taken(_) => "account-taken",
            Self::LeftThere => "left-before",
            Self::NoAnswer(_) => "no-answer",
        }
    }
}

/// What stopped or held up a sync with one platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncTrouble {
    /// The list of everybody did not come; the platform's code.
    NoList(String),
    /// The list of leavers did not come; the platform's code.
    NoLeavers(String),
    /// An account could not be looked at; the platform's code.
    NoAnswer(String),
    /// More accounts are said to be gone than people leave in a day.
    TooManyGone {
        /// How many.
        gone: usize,
        /// Of how many.
        of: usize,
    },
}

impl SyncTrouble {
    /// For programs; stays as it is.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoList(_) => "list",
            Self::NoLeavers(_) => "leavers",
            Self::NoAnswer(_) => "account",
            Self::TooManyGone { .. } => "too-many-gone",
        }
    }
}

/// Everything that was tried for one person, as a sentence.
#[must_use]
pub fn not_found_text(why: &[NotFound]) -> String {
    let parts: Vec<String> = why.iter().map(tried).collect();
    format!("{}。", parts.join(";"))
}

fn tried(why: &NotFound) -> String {
    match why {
        NotFound::NothingToGoBy => "没有登记手机号和工号".to_owned(),
        NotFound::NoSuchMobile => "平台上没有这个手机号".to_owned(),
        NotFound::NoMobile => "登记的不是手机号".to_owned(),
        NotFound::NoTriesLeft => "今天按手机号查找的次数已用完,请明天再试".to_owned(),
        NotFound::NoSuchJobNumber => "平台上没有这个工号".to_owned(),
        NotFound::SharedJobNumber => "有几个人用同一个工号,请手工填写账号".to_owned(),
        NotFound::NoSuchName => "平台上没有同名的人".to_owned(),
        NotFound::SharedName => "有几个人同名,请手工填写账号".to_owned(),
        NotFound::Taken(by) => format!("找到的账号已登记给 {by},请核对"),
        NotFound::LeftThere => "平台通知过已离职,如已回来请手工填写账号".to_owned(),
        NotFound::NoAnswer(code) => format!("平台没有回答({code})"),
    }
}

/// The trouble as a sentence.
#[must_use]
pub fn sync_trouble_text(trouble: &SyncTrouble) -> String {
    match trouble {
        SyncTrouble::NoList(code) => {
            format!("通讯录没有读到({code}),请检查应用的通讯录权限和可见范围。")
        }
        SyncTrouble::NoLeavers(code) => {
            format!("离职名单没有读到({code}),请检查应用的通讯录权限。")
        }
        SyncTrouble::NoAnswer(code) => format!("有账号没有查到结果({code}),下次同步再查。"),
        SyncTrouble::TooManyGone { gone, of } => format!(
            "平台说 {of} 个账号里有 {gone} 个不存在,多半是应用的可见范围变了,没有按离职处理。"
        ),
    }
}
