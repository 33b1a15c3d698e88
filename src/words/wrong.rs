//! What can be wrong with a field that is no field of a lead: the fact, its code
//! for programs and its sentence.

use paidan_domain::catalogue::CatalogueError;

use super::fields::catalogue_message;
use super::problem::Lang;
use super::text::cut;

/// A fault of a field or parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It has to be there.
    Missing,
    /// The document has another form; the reader's own words say which.
    Form(String),
    /// Not a staff id.
    StaffId,
    /// A name of 1 to 40 characters.
    Name,
    /// A platform id of 1 to 64 bytes.
    UserId,
    /// A job number of at most 64 characters.
    JobNumber,
    /// 0 to 100,000.
    Capacity,
    /// 0 to 1000.
    Share,
    /// RFC 3339 with an offset.
    Time,
    /// No such place.
    Territory(String),
    /// A product name of 1 to 40 characters, a level of 0 to 1.
    Product,
    /// A category that does not fit into the catalogue.
    Category(CatalogueError),
    /// 0 to 10 billion yuan.
    Value,
    /// At most 2000 characters, no NUL.
    Typed,
    /// 1 to 255 visible ASCII characters.
    IdempotencyKey,
    /// No such state.
    State,
    /// Not a cursor of ours.
    Cursor,
    /// 1 to 200.
    Limit,
    /// A comment of at most 500 characters.
    Comment,
    /// The draft says the same as the rules in force.
    NothingNew,
    /// Not a tag of the draft.
    DraftTag,
}

impl Wrong {
    /// For programs; stays as it is.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "field.missing",
            Self::Form(_) => "field.type",
            Self::StaffId => "staff_id.format",
            Self::Name => "name.length",
            Self::UserId => "userid.format",
            Self::JobNumber => "job_number.length",
            Self::Capacity => "capacity.range",
            Self::Share => "share.range",
            Self::Time => "time.format",
            Self::Territory(_) => "territory.unknown",
            Self::Product => "product.format",
            Self::Category(error) => catalogue_message(error).0,
            Self::Value => "value.range",
            Self::Typed => "reason.length",
            Self::IdempotencyKey => "idempotency_key.format",
            Self::Comment => "comment.length",
            Self::NothingNew => "draft.unchanged",
            Self::DraftTag => "if_match.format",
            Self::State | Self::Cursor | Self::Limit => "query.value",
        }
    }

    /// For people.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Missing => ("必填", "is required"),
            Self::Form(told) => return told.clone(),
            Self::StaffId => (
                "staff id 应为 1 到 64 个字符,不含空白和斜杠",
                "a staff id has 1 to 64 characters without blanks and slashes",
            ),
            Self::Name => ("姓名应为 1 到 40 个字", "a name has 1 to 40 characters"),
            Self::UserId => ("应为 1 到 64 个字节", "must have 1 to 64 bytes"),
            Self::JobNumber => ("工号最多 64 个字符", "at most 64 characters"),
            Self::Capacity => ("上限应在 0 到 100000 之间", "must be between 0 and 100000"),
            Self::Share => ("份额应在 0 到 1000 之间", "must be between 0 and 1000"),
            Self::Time => (
                "应为带时区的时间,如 2026-11-24T09:00:00+08:00",
                "must be a time with offset, such as 2026-11-24T09:00:00+08:00",
            ),
            Self::Territory(text) => {
                let text = cut(text, 20);
                return match lang {
                    Lang::Zh => format!("没有找到「{text}」,请写全称或六位代码"),
                    Lang::En => format!("'{text}' is not known; write the full name or the code"),
                };
            }
            Self::Product => (
                "品类名应为 1 到 40 个字,熟练度应在 0 到 1 之间",
                "a category has 1 to 40 characters, a level is between 0 and 1",
            ),
            Self::Category(error) => {
                return match lang {
                    Lang::Zh => catalogue_message(error).1,
                    Lang::En => error.to_string(),
                };
            }
            Self::Value => (
                "金额应在 0 到 100 亿元之间",
                "must be between 0 and 10 billion yuan",
            ),
            Self::Typed => (
                "最多 2000 个字,不能含 NUL",
                "at most 2000 characters, no NUL",
            ),
            Self::IdempotencyKey => (
                "Idempotency-Key 应为 1 到 255 个可见 ASCII 字符",
                "Idempotency-Key has 1 to 255 visible ASCII characters",
            ),
            Self::State => ("没有这个状态", "there is no such state"),
            Self::Cursor => (
                "请原样使用上一页的 next_cursor",
                "use next_cursor as it was given",
            ),
            Self::Limit => ("应为 1 到 200", "must be between 1 and 200"),
            Self::Comment => (
                "说明最多 500 个字,不能含 NUL",
                "a comment has at most 500 characters, no NUL",
            ),
            Self::NothingNew => (
                "草稿与现行规则相同,没有可发布的改动",
                "the draft says the same as the rules in force; there is nothing to publish",
            ),
            Self::DraftTag => (
                "If-Match 请原样使用草稿的 ETag,如 \"1.3\"",
                "If-Match takes the ETag of the draft as it was given, such as \"1.3\"",
            ),
        };
        match lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

/// Who acted, where it is no person of the staff.
#[must_use]
pub fn system_name() -> &'static str {
    "系统"
}

/// Who acted, when a token of role admin did.
#[must_use]
pub fn admin_name() -> &'static str {
    "管理员"
}

/// A reason that nobody gave.
#[must_use]
pub fn no_reason() -> &'static str {
    "未说明"
}
