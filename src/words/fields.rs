//! What is wrong with a field, said to whoever sent it.

use paidan_domain::catalogue::CatalogueError;
use paidan_domain::understand::{FieldFault, JsonKind};

use super::problem::Lang;

/// The sentence for a faulty field.
#[must_use]
pub fn field_message(fault: &FieldFault, lang: Lang) -> String {
    match lang {
        Lang::Zh => zh(fault),
        Lang::En => en(fault),
    }
}

fn zh(fault: &FieldFault) -> String {
    match fault {
        FieldFault::Type { expected } => format!("应为{}", kind_zh(*expected)),
        FieldFault::Unknown {
            name,
            nearest: Some(nearest),
        } => {
            format!("没有「{}」这个字段,你是想用「{nearest}」吗?", name.as_str())
        }
        FieldFault::Unknown {
            name,
            nearest: None,
        } => {
            format!("没有「{}」这个字段,其他内容请放在 extra 里", name.as_str())
        }
        FieldFault::Nul => "不能含有 NUL 字符".to_owned(),
        FieldFault::TooLong { limit, length } => format!("最多 {limit} 个字,现在有 {length} 个"),
        FieldFault::TooMany { limit, count } => format!("最多 {limit} 项,现在有 {count} 项"),
        FieldFault::PhoneFormat { given, .. } => format!(
            "「{}」不是完整的电话号码,手机号应为 11 位,座机请带区号",
            given.as_str()
        ),
        FieldFault::EmailFormat => "不是有效的邮箱地址".to_owned(),
        FieldFault::ValueFormat => "应为数字,单位是元".to_owned(),
        FieldFault::ValueRange => "金额应在 0 到 100 亿之间".to_owned(),
        FieldFault::TimeFormat => "应为带时区的时间,如 2026-11-23T09:00:00+08:00".to_owned(),
        FieldFault::ContactMissing => {
            "电话、邮箱、contact_id、公司至少填一项,否则无法联系".to_owned()
        }
    }
}

fn en(fault: &FieldFault) -> String {
    match fault {
        FieldFault::Type { expected } => format!("must be {}", kind_en(*expected)),
        FieldFault::Unknown {
            name,
            nearest: Some(nearest),
        } => {
            format!(
                "there is no field '{}'; did you mean '{nearest}'?",
                name.as_str()
            )
        }
        FieldFault::Unknown {
            name,
            nearest: None,
        } => {
            format!(
                "there is no field '{}'; anything else goes into extra",
                name.as_str()
            )
        }
        FieldFault::Nul => "must not hold a NUL character".to_owned(),
        FieldFault::TooLong { limit, length } => {
            format!("at most {limit} characters, these are {length}")
        }
        FieldFault::TooMany { limit, count } => format!("at most {limit} items, these are {count}"),
        FieldFault::PhoneFormat { given, .. } => format!(
            "'{}' is not a whole phone number: a mobile has 11 digits, a landline its area code",
            given.as_str()
        ),
        FieldFault::EmailFormat => "is not an e-mail address".to_owned(),
        FieldFault::ValueFormat => "must be a number of yuan".to_owned(),
        FieldFault::ValueRange => "must be between 0 and 10 billion yuan".to_owned(),
        FieldFault::TimeFormat => "must be a time with offset (RFC 3339)".to_owned(),
        FieldFault::ContactMissing => {
            "one of phone, email, contact_id, company is needed".to_owned()
        }
    }
}

fn kind_zh(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Text => "文字",
        JsonKind::Number => "数字",
        JsonKind::ListOfTexts => "文字列表",
        JsonKind::TextOrList => "文字或文字列表",
        JsonKind::Object => "对象",
    }
}

fn kind_en(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Text => "a text",
        JsonKind::Number => "a number",
        JsonKind::ListOfTexts => "a list of texts",
        JsonKind::TextOrList => "a text or a list of texts",
        JsonKind::Object => "an object",
    }
}

/// What is wrong with a category: a code for programs and the sentence.
#[must_use]
pub fn catalogue_message(error: &CatalogueError) -> (&'static str, String) {
    match error {
        CatalogueError::EmptyName { .. } => ("category.name", "品类没有名字".to_owned()),
        CatalogueError::EmptySynonym { category, .. } => {
            ("category.synonym", format!("「{category}」有空白的别名"))
        }
        CatalogueError::Duplicate { name, owner, .. } => {
            ("category.duplicate", format!("「{name}」已属于「{owner}」"))
        }
        CatalogueError::UnknownParent {
            category, parent, ..
        } => (
            "category.parent",
            format!("「{category}」的上级「{parent}」不在目录里"),
        ),
        CatalogueError::Cycle { category, .. } => {
            ("category.cycle", format!("「{category}」成了自己的上级"))
        }
        CatalogueError::Price { category, .. } => {
            ("category.price", format!("「{category}」的单价超出范围"))
        }
        CatalogueError::TooLarge => ("catalogue.size", "目录太大".to_owned()),
    }
}
