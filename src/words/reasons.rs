//! The reasons that stand on buttons, in words.

use paidan_domain::lead::ReasonCode;

/// What the button says.
#[must_use]
pub fn reason_label(code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::Busy => "忙不过来",
        ReasonCode::Territory => "不在片区",
        ReasonCode::Product => "不做该品",
        ReasonCode::BadInfo => "信息无效",
        ReasonCode::Other => "其他",
        ReasonCode::Price => "价格",
        ReasonCode::Competitor => "选了别家",
        ReasonCode::NoNeed => "暂不需要",
        ReasonCode::NoAnswer => "联系不上",
        ReasonCode::WrongNumber => "空号错号",
        ReasonCode::Peer => "同行",
        ReasonCode::Duplicate => "重复",
    }
}

/// The reason of that label or name, when somebody typed just that.
#[must_use]
pub fn reason_code(typed: &str) -> Option<ReasonCode> {
    let typed = typed.trim();
    ReasonCode::ALL
        .into_iter()
        .find(|code| reason_label(*code) == typed || code.name() == typed)
}
