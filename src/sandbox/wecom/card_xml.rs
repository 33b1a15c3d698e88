//! The CamelCase form that a card has inside a passive reply.
//!
//! Platform document 90241 (被动回复消息格式): lists are repeated elements without a wrapper.

use super::card::{
    Action, ActionMenu, Button, Card, CardAction, Choice, Jump, MainTitle, QuoteArea, Row,
    Selection, Source,
};
use super::xml::Element;

/// Reads the `TemplateCard` element.
pub fn read(card: &Element) -> Card {
    Card {
        card_type: card.text_of("CardType"),
        task_id: card.text_of("TaskId"),
        source: card.child("Source").map(|source| Source {
            icon_url: source.text_of("IconUrl"),
            desc: source.text_of("Desc"),
            desc_color: source.number_of("DescColor").unwrap_or(0),
        }),
        main_title: card.child("MainTitle").map(title),
        emphasis_content: card.child("EmphasisContent").map(title),
        quote_area: card.child("QuoteArea").map(|quote| QuoteArea {
            kind: kind_of(quote),
            url: quote.text_of("Url"),
            appid: quote.text_of("AppId"),
            title: quote.text_of("Title"),
            quote_text: quote.text_of("QuoteText"),
        }),
        sub_title_text: card.text_of("SubTitleText"),
        horizontal_content_list: card.all("HorizontalContentList").map(row).collect(),
        jump_list: card
            .all("JumpList")
            .map(|jump| Jump {
                kind: kind_of(jump),
                title: jump.text_of("Title"),
                url: jump.text_of("Url"),
                appid: jump.text_of("AppId"),
            })
            .collect(),
        card_action: card.child("CardAction").map(|action| CardAction {
            kind: kind_of(action),
            url: action.text_of("Url"),
            appid: action.text_of("AppId"),
        }),
        action_menu: card.child("ActionMenu").map(|menu| ActionMenu {
            desc: menu.text_of("Desc"),
            action_list: menu
                .all("ActionList")
                .map(|action| Action {
                    text: action.text_of("Text"),
                    key: action.text_of("Key"),
                })
                .collect(),
        }),
        button_selection: card.child("ButtonSelection").map(selection),
        button_list: card.all("ButtonList").map(button).collect(),
        replace_text: card.text_of("ReplaceText"),
    }
}

fn kind_of(element: &Element) -> i64 {
    element.number_of("Type").unwrap_or(0)
}

fn title(element: &Element) -> MainTitle {
    MainTitle {
        title: element.text_of("Title"),
        desc: element.text_of("Desc"),
    }
}

fn row(element: &Element) -> Row {
    Row {
        keyname: element.text_of("KeyName"),
        value: element.text_of("Value"),
        kind: kind_of(element),
        url: element.text_of("Url"),
        media_id: element.text_of("MediaId"),
        userid: element.text_of("UserId"),
    }
}

fn selection(element: &Element) -> Selection {
    let disable = element.text_of("Disable");
    Selection {
        question_key: element.text_of("QuestionKey"),
        title: element.text_of("Title"),
        option_list: element
            .all("OptionList")
            .map(|choice| Choice {
                id: choice.text_of("Id"),
                text: choice.text_of("Text"),
            })
            .collect(),
        selected_id: element.text_of("SelectedId"),
        disable: disable == "true" || disable == "1",
    }
}

fn button(element: &Element) -> Button {
    Button {
        text: element.text_of("Text"),
        style: element.number_of("Style").unwrap_or(1),
        kind: kind_of(element),
        key: element.text_of("Key"),
        url: element.text_of("Url"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::wecom::{card_check, xml};

    #[test]
    fn repeated_elements_become_lists() {
        let document = "<TemplateCard><CardType>button_interaction</CardType>\
            <MainTitle><Title><![CDATA[已认领 #1 王先生]]></Title></MainTitle>\
            <HorizontalContentList><KeyName>电话</KeyName><Value>139</Value></HorizontalContentList>\
            <HorizontalContentList><KeyName>详情</KeyName><Type>1</Type><Url>http://a/</Url></HorizontalContentList>\
            <ButtonSelection><QuestionKey>rep</QuestionKey><OptionList><Id>a</Id><Text>A</Text></OptionList>\
            <OptionList><Id>b</Id><Text>B</Text></OptionList><SelectedId>b</SelectedId></ButtonSelection>\
            <ButtonList><Text>成交</Text><Style>1</Style><Key>won</Key></ButtonList>\
            <ButtonList><Text>释放</Text><Key>release</Key></ButtonList></TemplateCard>";
        let card = read(&xml::read(document).unwrap());
        assert_eq!(card_check::check(&card), Ok(()));
        assert_eq!(card.horizontal_content_list[1].url, "http://a/");
        assert_eq!(card.preselected(), Some("b"));
        let keys: Vec<_> = card.button_list.iter().map(|b| b.key.as_str()).collect();
        assert_eq!(keys, ["won", "release"]);
        assert_eq!(card.button_list[1].style, 1);
    }
}
