//! `msgKey` and `msgParam` of a robot message; `protocols/dingtalk.md` §4.2.

use serde_json::Value;

use super::chat::{Body, Link};
use super::refusal::Refusal;

const LONGEST: usize = 15_000;

/// What the message shows.
pub fn body(key: &str, params: &str) -> Result<Body, Refusal> {
    if params.len() > LONGEST {
        return Err(Refusal::bad("invalidParameter.msgParam.tooLong"));
    }
    let read = serde_json::from_str::<Value>(params).ok();
    let read = read.filter(Value::is_object);
    let params = read.ok_or_else(|| Refusal::bad("invalidParameter.msgParam.invalid"))?;
    let text = |name: &str| match params[name].as_str() {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(Refusal::bad(&format!("miss.param.{name}"))),
    };
    let link = |words: &str, url: &str| {
        Ok(Link {
            text: text(words)?,
            url: text(url)?,
        })
    };
    let numbered = |words: &str, url: &str, count: usize| {
        (1..=count)
            .map(|n| link(&format!("{words}{n}"), &format!("{url}{n}")))
            .collect::<Result<Vec<_>, Refusal>>()
    };
    let card = |buttons: Vec<Link>| {
        Ok(Body::ActionCard {
            title: text("title")?,
            text: text("text")?,
            buttons,
        })
    };
    match key {
        "sampleText" => Ok(Body::Text {
            content: text("content")?,
        }),
        "sampleMarkdown" => Ok(Body::Markdown {
            title: text("title")?,
            text: text("text")?,
        }),
        "sampleLink" => card(vec![Link {
            text: "打开".to_owned(),
            url: text("messageUrl")?,
        }]),
        "sampleActionCard" => card(vec![link("singleTitle", "singleURL")?]),
        "sampleActionCard2" => card(numbered("actionTitle", "actionURL", 2)?),
        "sampleActionCard3" => card(numbered("actionTitle", "actionURL", 3)?),
        "sampleActionCard4" => card(numbered("actionTitle", "actionURL", 4)?),
        "sampleActionCard5" => card(numbered("actionTitle", "actionURL", 5)?),
        // Other names and other case than 2 to 5.
        "sampleActionCard6" => card(numbered("buttonTitle", "buttonUrl", 2)?),
        _ => Err(Refusal::bad("invalidParameter.msgKey.invalid")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_action_card_has_names_of_its_own() {
        let six = r#"{"title":"新线索 #7","text":"x","buttonTitle1":"认领","buttonUrl1":"http://a","buttonTitle2":"详情","buttonUrl2":"http://b"}"#;
        let Ok(Body::ActionCard { buttons, .. }) = body("sampleActionCard6", six) else {
            panic!("it is an action card");
        };
        assert_eq!(buttons[1].text, "详情");
        assert!(body("sampleActionCard2", six).is_err());
        assert!(body("sampleText", "no json").is_err());
    }
}
