//! The messages and events that the platform sends, before encryption.
//!
//! Platform documents 90239 (消息格式) and 90240 (事件格式).

use jiff::Timestamp;

use super::xml::cdata;

/// What every message has.
#[derive(Debug, Clone)]
pub struct From<'a> {
    /// Corp id.
    pub corp_id: &'a str,
    /// The app.
    pub agent_id: i64,
    /// The member.
    pub userid: &'a str,
    /// When.
    pub at: Timestamp,
}

/// A button that was pressed.
#[derive(Debug, Clone)]
pub struct Click<'a> {
    /// The button's key.
    pub key: &'a str,
    /// The card's task.
    pub task_id: &'a str,
    /// The card's type.
    pub card_type: &'a str,
    /// The right to change the card once.
    pub response_code: &'a str,
    /// Question and chosen options of the drop-down.
    pub selected: Option<(&'a str, &'a [String])>,
}

/// `template_card_event`.
pub fn click(from: &From<'_>, click: &Click<'_>) -> String {
    let selected = click.selected.map_or_else(String::new, |(question, ids)| {
        let ids: String = ids
            .iter()
            .map(|id| format!("<OptionId>{}</OptionId>", cdata(id)))
            .collect();
        format!(
            "<SelectedItems><SelectedItem><QuestionKey>{}</QuestionKey><OptionIds>{ids}</OptionIds></SelectedItem></SelectedItems>",
            cdata(question)
        )
    });
    format!(
        "<xml>{}<MsgType>{}</MsgType><Event>{}</Event><EventKey>{}</EventKey><TaskId>{}</TaskId><CardType>{}</CardType><ResponseCode>{}</ResponseCode><AgentID>{}</AgentID>{selected}</xml>",
        head(from),
        cdata("event"),
        cdata("template_card_event"),
        cdata(click.key),
        cdata(click.task_id),
        cdata(click.card_type),
        cdata(click.response_code),
        from.agent_id,
    )
}

/// A text that a member wrote to the app.
pub fn text(from: &From<'_>, content: &str, msg_id: u64) -> String {
    format!(
        "<xml>{}<MsgType>{}</MsgType><Content>{}</Content><MsgId>{msg_id}</MsgId><AgentID>{}</AgentID></xml>",
        head(from),
        cdata("text"),
        cdata(content),
        from.agent_id,
    )
}

fn head(from: &From<'_>) -> String {
    format!(
        "<ToUserName>{}</ToUserName><FromUserName>{}</FromUserName><CreateTime>{}</CreateTime>",
        cdata(from.corp_id),
        cdata(from.userid),
        from.at.as_second(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain text of vector `p06-card-selected-items`.
    #[test]
    fn a_click_with_a_choice_reads_as_on_the_platform() {
        let from = From {
            corp_id: "ww49715afd24767171",
            agent_id: 1_000_002,
            userid: "HanMeimei",
            at: Timestamp::from_second(1_767_324_000).unwrap(),
        };
        let pressed = Click {
            key: "decline",
            task_id: "lead-3521_a1@HnanzRx",
            card_type: "button_interaction",
            response_code: "1GpXS1GTBOZz53kUEOpvHepJ0PiNZbIZglwzikY1",
            selected: Some(("reason", &["busy".to_owned()])),
        };
        assert_eq!(
            click(&from, &pressed),
            "<xml><ToUserName><![CDATA[ww49715afd24767171]]></ToUserName><FromUserName><![CDATA[HanMeimei]]></FromUserName><CreateTime>1767324000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[decline]]></EventKey><TaskId><![CDATA[lead-3521_a1@HnanzRx]]></TaskId><CardType><![CDATA[button_interaction]]></CardType><ResponseCode><![CDATA[1GpXS1GTBOZz53kUEOpvHepJ0PiNZbIZglwzikY1]]></ResponseCode><AgentID>1000002</AgentID><SelectedItems><SelectedItem><QuestionKey><![CDATA[reason]]></QuestionKey><OptionIds><OptionId><![CDATA[busy]]></OptionId></OptionIds></SelectedItem></SelectedItems></xml>"
        );
    }
}
