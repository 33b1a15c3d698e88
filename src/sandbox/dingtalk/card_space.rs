//! Where a card is to be delivered, and delivering it; `protocols/dingtalk.md` §5.2.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::account::Account;
use super::chat::{Author, Body, Place};
use super::refusal::Refusal;
use super::setup::Group;
use super::state::{Sent, State};
use crate::sandbox::random_text::random_text;

const PREFIX: &str = "dtv1.card//";
const LONGEST: usize = 1000;

/// One space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Space {
    /// Somebody's chat with the robot.
    Robot(String),
    /// A group.
    Group(String),
}

/// The parts of a request that say how to deliver.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Models {
    im_robot_open_space_model: Option<SpaceModel>,
    im_group_open_space_model: Option<SpaceModel>,
    im_robot_open_deliver_model: Option<DeliverModel>,
    im_group_open_deliver_model: Option<DeliverModel>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct SpaceModel {
    support_forward: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct DeliverModel {
    space_type: String,
    robot_code: String,
}

/// Reads `dtv1.card//TYPE.id;TYPE.id`.
pub fn spaces(text: &str) -> Result<Vec<Space>, Refusal> {
    let bad = || Refusal::bad("param.openSpaceIdIllegal");
    if text.len() > LONGEST {
        return Err(bad());
    }
    let list = text.strip_prefix(PREFIX).ok_or_else(bad)?;
    let one = |part: &str| match part.split_once('.') {
        Some(("IM_ROBOT", id)) if !id.is_empty() => Ok(Space::Robot(id.to_owned())),
        Some(("IM_GROUP", id)) if !id.is_empty() => Ok(Space::Group(id.to_owned())),
        _ => Err(bad()),
    };
    list.split(';').map(one).collect()
}

impl Models {
    /// Whether each space has what it must have; `support_forward` stands with the new card.
    pub fn check(&self, spaces: &[Space], new: bool) -> Result<(), Refusal> {
        for space in spaces {
            let (model, deliver) = match space {
                Space::Robot(_) => (
                    &self.im_robot_open_space_model,
                    self.im_robot_open_deliver_model
                        .as_ref()
                        .is_some_and(|model| model.space_type == "IM_ROBOT"),
                ),
                Space::Group(_) => (
                    &self.im_group_open_space_model,
                    self.im_group_open_deliver_model
                        .as_ref()
                        .is_some_and(|model| !model.robot_code.is_empty()),
                ),
            };
            let forward = model.as_ref().and_then(|model| model.support_forward);
            if new && forward.is_none() {
                return Err(Refusal::bad("param.openSpaceModelIllegal"));
            }
            if !deliver {
                return Err(Refusal::bad("param.openDeliverModelIllegal"));
            }
        }
        Ok(())
    }

    fn robot_of(&self, space: &Space) -> &str {
        let model = match space {
            Space::Robot(_) => &self.im_robot_open_deliver_model,
            Space::Group(_) => &self.im_group_open_deliver_model,
        };
        model.as_ref().map_or("", |model| &model.robot_code)
    }
}

impl State {
    /// The person of a robot space, when there is one who could be asked for.
    pub fn knows(&self, space: &Space, id_type: i64) -> bool {
        match space {
            // A conversation id in the place of a userid is another mistake than a stranger.
            Space::Robot(id) => id.starts_with("cid") || self.people.of_type(id, id_type).is_some(),
            Space::Group(_) => true,
        }
    }

    /// Delivers a card to its spaces: one result each, as the platform gives them.
    pub fn deliver(
        &mut self,
        account: &Account,
        now: Timestamp,
        out_track_id: &str,
        (spaces, id_type): (&[Space], i64),
        models: &Models,
    ) -> Vec<Value> {
        let mut results = Vec::new();
        for space in spaces {
            let (kind, id) = match space {
                Space::Robot(id) => ("IM_ROBOT", id),
                Space::Group(id) => ("IM_GROUP", id),
            };
            let result = self.place_for(account, space, id_type, models.robot_of(space));
            results.push(match result {
                Err(error) => json!({"spaceType": kind, "spaceId": id, "success": false,
                    "errorMsg": error}),
                Ok(place) => {
                    let carrier = random_text(32);
                    let body = Body::Card {
                        out_track_id: out_track_id.to_owned(),
                    };
                    let group = match &place {
                        Place::Group(id) => Some(id.clone()),
                        Place::Robot(_) => None,
                    };
                    self.show(place, now, Author::App, &carrier, body);
                    self.sent.insert(carrier.clone(), Sent { at: now, group });
                    json!({"spaceType": kind, "spaceId": id, "success": true,
                        "carrierId": carrier, "errorMsg": ""})
                }
            });
        }
        results
    }

    fn place_for(
        &self,
        account: &Account,
        space: &Space,
        id_type: i64,
        robot: &str,
    ) -> Result<Place, String> {
        if let Some(trouble) = self.setup.robot_trouble() {
            return Err(trouble.to_owned());
        }
        if !robot.is_empty() && !account.is_robot(robot) {
            return Err("robotCode is illegal".to_owned());
        }
        match space {
            Space::Group(id) => match account.group(id) {
                Some(group) if self.setup.group == Group::Ok => Ok(Place::Group(group.id.clone())),
                _ => Err("spaceId is illegal".to_owned()),
            },
            Space::Robot(id) => match self.people.of_type(id, id_type) {
                None => Err("spaceId is illegal".to_owned()),
                Some(person) if !self.setup.shows(&person.userid) => {
                    Err("user is not in the visible scope of the app".to_owned())
                }
                Some(person) => Ok(Place::Robot(person.userid.clone())),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_slashes_no_colon_and_capitals() {
        let two = spaces("dtv1.card//IM_ROBOT.0731;IM_GROUP.cidA==").unwrap();
        assert_eq!(
            two,
            [Space::Robot("0731".into()), Space::Group("cidA==".into())]
        );
        for bad in [
            "dtv1.card://IM_ROBOT.1",
            "IM_ROBOT.1",
            "dtv1.card//im_robot.1",
            "dtv1.card//",
        ] {
            assert!(spaces(bad).is_err(), "{bad}");
        }
    }
}
