//! `POST /robot/sendBySession?session=` (§2.4): a reply where the message was written.

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answer, parse_old};
use super::chat::{Author, Body, Link};
use super::gate::from_query;
use super::platform::Platform;
use super::refusal::Refusal;

#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    msgtype: String,
    #[serde(default)]
    text: Value,
    #[serde(default)]
    markdown: Value,
    #[serde(rename = "actionCard", default)]
    action_card: Value,
    #[serde(default)]
    at: At,
}

#[derive(Deserialize, Default)]
struct At {
    #[serde(rename = "atUserIds", default)]
    users: Vec<String>,
}

impl At {
    /// Who is told of in `at` and stands in the text as `@id` is shown by name (§2.4).
    fn by_name(&self, text: &str, name_of: impl Fn(&str) -> String) -> String {
        let named = self.users.iter().map(|id| (id, name_of(id)));
        named.fold(text.to_owned(), |text, (id, name)| {
            text.replace(&format!("@{id}"), &format!("@{name}"))
        })
    }
}

/// No token: whoever has the address may write. The volume of messages is drawn upon, whether or
/// not it is used up (§8.1 leaves that open).
pub async fn reply(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    let session = from_query(request.query_string(), "session").unwrap_or_default();
    let wanted: Request = parse_old(&body)?;
    let mut body = body_of(&wanted)?;
    platform.change(|state, now| {
        let known = state.sessions.get(&session);
        let known = known.filter(|session| now < session.until);
        let place = known.map(|session| session.place.clone());
        let place = place.ok_or_else(|| Refusal::old(300_001, "session 不存在"))?;
        if let Body::Text { content: said } | Body::Markdown { text: said, .. } = &mut body {
            *said = wanted.at.by_name(said, |id| state.name_of(id));
        }
        state.show(place, now, Author::App, "", body);
        state.month.messages.take();
        Ok(Answer::old(Value::Null))
    })
}

fn body_of(wanted: &Request) -> Result<Body, Refusal> {
    let missing = || Refusal::old(40035, "缺少参数");
    let text = |from: &Value, name: &str| {
        let text = from[name].as_str().filter(|text| !text.is_empty());
        text.map(str::to_owned).ok_or_else(missing)
    };
    match wanted.msgtype.as_str() {
        "text" => Ok(Body::Text {
            content: text(&wanted.text, "content")?,
        }),
        "markdown" => Ok(Body::Markdown {
            title: text(&wanted.markdown, "title")?,
            text: text(&wanted.markdown, "text")?,
        }),
        "actionCard" => {
            let card = &wanted.action_card;
            // One button set with `singleTitle` makes the platform ignore the others.
            let buttons = match text(card, "singleTitle") {
                Ok(title) => vec![(title, text(card, "singleURL")?)],
                Err(_) => card["btns"]
                    .as_array()
                    .ok_or_else(missing)?
                    .iter()
                    .map(|button| Ok((text(button, "title")?, text(button, "actionURL")?)))
                    .collect::<Result<_, Refusal>>()?,
            };
            let link = |(text, url)| Link { text, url };
            Ok(Body::ActionCard {
                title: text(card, "title")?,
                text: text(card, "text")?,
                buttons: buttons.into_iter().map(link).collect(),
            })
        }
        _ => Err(Refusal::old(400_002, &json!(wanted.msgtype).to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_needs_its_id_in_both_places_and_is_shown_by_name() {
        let at = At {
            users: vec!["804".to_owned(), "9".to_owned()],
        };
        let name_of = |id: &str| if id == "804" { "李经理" } else { id }.to_owned();
        let shown = at.by_name("@804 8 号已转给王芳,@802 会收到", name_of);
        assert_eq!(shown, "@李经理 8 号已转给王芳,@802 会收到");
        assert_eq!(At::default().by_name("@804 好", name_of), "@804 好");
    }
}
