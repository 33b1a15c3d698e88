//! The bodies by which a card is made, brought to somebody and changed, and what the
//! platform says of each delivery (`protocols/dingtalk.md` §5.2, §5.3).

use serde_json::{Map, Value, json};

use super::card;
use crate::app::ports::Address;
use crate::protocol::cut;
use crate::words::Card;

/// Every user id in our requests and in the presses that come back is a userid.
const USER_ID: u8 = 1;

/// Characters of the line in a list of chats and in a notification.
const LINE: usize = 60;

/// Characters by which a card can be searched; the platform cuts beyond.
const SEARCHED: usize = 200;

/// How a card of ours is made, whoever gets it.
pub(super) struct Shape<'a> {
    /// The template's id.
    pub template: &'a str,
    /// The robot's code.
    pub robot: &'a str,
    /// The route key of presses over HTTP; none for Stream.
    pub route: Option<String>,
}

/// Where a card is brought (场域).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Space<'a> {
    /// The chat of a person with the robot, by their userid.
    Robot(&'a str),
    /// A group, by its open conversation id.
    Group(&'a str),
}

impl<'a> Space<'a> {
    /// None for the pool group when there is none.
    pub fn of(to: &'a Address, pool_group: &'a str) -> Option<Self> {
        match to {
            Address::Person(user) => Some(Self::Robot(user)),
            Address::Group => (!pool_group.is_empty()).then_some(Self::Group(pool_group)),
        }
    }

    /// Two slashes and no colon; capitals.
    pub fn id(&self) -> String {
        match self {
            Self::Robot(user) => format!("dtv1.card//IM_ROBOT.{user}"),
            Self::Group(conversation) => format!("dtv1.card//IM_GROUP.{conversation}"),
        }
    }
}

impl Shape<'_> {
    /// The body of `createAndDeliver`.
    pub fn create(&self, space: &Space<'_>, card_id: &str, shown: &Card) -> Value {
        let mut body = self.deliver(space, card_id);
        body["cardTemplateId"] = json!(self.template);
        body["cardData"] = json!({"cardParamMap": card::public(shown)});
        match &self.route {
            Some(route) => {
                body["callbackType"] = json!("HTTP");
                body["callbackRouteKey"] = json!(route);
            }
            None => body["callbackType"] = json!("STREAM"),
        }
        let model = space_model(shown);
        match space {
            Space::Robot(user) => {
                body["privateData"] = private_data(user, shown);
                body["imRobotOpenSpaceModel"] = model;
            }
            Space::Group(_) => body["imGroupOpenSpaceModel"] = model,
        }
        body
    }

    /// The body of `deliver`: a card that was made is brought once more.
    pub fn deliver(&self, space: &Space<'_>, card_id: &str) -> Value {
        let mut body = json!({
            "outTrackId": card_id,
            "userIdType": USER_ID,
            "openSpaceId": space.id(),
        });
        match space {
            Space::Robot(_) => {
                body["imRobotOpenDeliverModel"] =
                    json!({"spaceType": "IM_ROBOT", "robotCode": self.robot});
            }
            Space::Group(_) => {
                body["imGroupOpenDeliverModel"] = json!({"robotCode": self.robot});
            }
        }
        body
    }
}

/// Forwarded, a live card would be in a stranger's hands.
fn space_model(shown: &Card) -> Value {
    let line = cut(&shown.title, LINE);
    let searched = [Some(shown.title.as_str()), shown.desc.as_deref()];
    let searched: Vec<_> = searched.into_iter().flatten().collect();
    json!({
        "supportForward": false,
        "lastMessageI18n": {"ZH_CN": line},
        "notification": {"alertContent": line, "notificationOff": false},
        "searchSupport": {"searchDesc": cut(&searched.join(" "), SEARCHED)},
    })
}

fn private_data(user: &str, shown: &Card) -> Value {
    let of_user = json!({"cardParamMap": card::private(shown)});
    Value::Object(Map::from_iter([(user.to_owned(), of_user)]))
}

/// Without these an update blanks every variable that it does not name.
pub(super) fn options() -> Value {
    json!({"updateCardDataByKey": true, "updatePrivateDataByKey": true})
}

/// The body that puts a card into its new state.
pub(super) fn update(to: &Address, card_id: &str, shown: &Card) -> Value {
    let mut body = json!({
        "outTrackId": card_id,
        "userIdType": USER_ID,
        "cardData": {"cardParamMap": card::public(shown)},
        "cardUpdateOptions": options(),
    });
    if let Address::Person(user) = to {
        body["privateData"] = private_data(user, shown);
    }
    body
}

/// What became of a card that the platform made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Delivered {
    /// It is there; the id of its message, when told.
    Yes(Option<String>),
    /// It was made and not brought to somebody; the platform's reason.
    No(String),
    /// The answer does not say.
    Untold,
}

/// Reads each delivery of a 200: `success` at the top says only that the card was made.
pub(super) fn delivered(body: &Value) -> Delivered {
    let result = &body["result"];
    // `deliver` answers the list itself where `createAndDeliver` has an object around it.
    let list = result.as_array().or(result["deliverResults"].as_array());
    let Some(results) = list.filter(|list| !list.is_empty()) else {
        return Delivered::Untold;
    };
    let failed = results.iter().find(|one| one["success"] != true);
    if let Some(failed) = failed {
        let reason = failed["errorMsg"].as_str().unwrap_or_default();
        return Delivered::No(cut(reason, LINE));
    }
    let carrier = results.iter().find_map(|one| one["carrierId"].as_str());
    Delivered::Yes(carrier.filter(|id| !id.is_empty()).map(str::to_owned))
}
