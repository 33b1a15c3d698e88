//! Why something waits to be sent, for whoever runs paidan.

/// The code of what waits because a platform's month is used up.
pub const QUOTA: &str = "quota used up";

/// The reason in words; `code` is what the store wrote down.
#[must_use]
pub fn parked(code: Option<&str>, given_up: bool) -> String {
    match (code, given_up) {
        (None, false) => "排队中,很快发出".to_owned(),
        (Some("platform away"), false) => "聊天平台不可用,恢复后自动发出".to_owned(),
        (Some("rate limit of the person"), false) => {
            "对方短时间内收到的消息已到上限,稍后自动发出".to_owned()
        }
        (Some(QUOTA), false) => {
            "聊天平台本月的额度已用完,恢复后自动发出;可先在线索页处理".to_owned()
        }
        (Some(code), false) => format!("平台没有收下({code}),稍后自动再发"),
        (code, true) => format!("已放弃({}),可重发", code.unwrap_or("-")),
    }
}
