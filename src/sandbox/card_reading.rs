//! What a card's title says about the lead: its number and its state.
//!
//! `experience.md` §6: the leading word of the title is the state, the number stands after `#`.

/// The number after the first `#`.
pub fn lead_number(title: &str) -> Option<u64> {
    let after = title.split_once('#')?.1;
    let digits = after
        .find(|letter: char| !letter.is_ascii_digit())
        .map_or(after, |end| &after[..end]);
    digits.parse().ok()
}

/// The state that the leading word names; `None` for a title that is about no lead.
pub fn lead_state(title: &str) -> Option<&'static str> {
    let Some((word, _)) = title.split_once('#') else {
        return list_state(title);
    };
    match word.trim() {
        "" => Some("offered"),
        "已认领" | "将回收" => Some("claimed"),
        "跟进中" => Some("contacted"),
        "已拒绝" => Some("declined"),
        "已超时" => Some("expired"),
        "已有人认领" => Some("taken"),
        "已转出" => Some("moved"),
        "公海" => Some("pooled"),
        "待指派" | "无人可派" => Some("escalated"),
        "成交" => Some("won"),
        "丢单" => Some("lost"),
        "无效" => Some("invalid"),
        "已回收" => Some("recycled"),
        "建议" => Some("suggestion"),
        "撞单" => Some("collision"),
        "申请延期" => Some("extension"),
        _ => None,
    }
}

/// A list card has no number: so many new leads, so many claimed, or all of it over.
fn list_state(title: &str) -> Option<&'static str> {
    if title.starts_with("已认领 ") && title.contains(" 条") {
        Some("claimed")
    } else {
        let is_list = title.contains("条新线索") || title.starts_with("已处理 ");
        is_list.then_some("list")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_number_and_state() {
        let read = |title| (lead_number(title), lead_state(title));
        assert_eq!(
            read("#1042 金华 · 保温杯 3000 个"),
            (Some(1042), Some("offered"))
        );
        assert_eq!(read("已认领 #7 王先生"), (Some(7), Some("claimed")));
        assert_eq!(read("已拒绝 #8（忙不过来）"), (Some(8), Some("declined")));
        assert_eq!(read("8 条新线索，14:40 前认领"), (None, Some("list")));
        assert_eq!(read("已认领 7 条，1 条已转给别人"), (None, Some("claimed")));
        assert_eq!(read("已处理 8 条"), (None, Some("list")));
        assert_eq!(read("张伟连续拒绝 3 条"), (None, None));
        assert_eq!(read("无人可派 #12 雨伞"), (Some(12), Some("escalated")));
    }
}
