//! DingTalk as the rest of paidan sees it: the port [`Chat`].

use std::sync::Arc;

use async_trait::async_trait;

use super::call::Calls;
use super::instance::{Shape, Space};
use super::memory::Memory;
use super::settings::{Mode, Settings};
use super::{card, deliver, message, plain};
use crate::app::ports::{Address, Chat, Right, SendFailure, Sent};
use crate::words::Card;

/// Characters of an `outTrackId` (§5.2).
const CARD_ID: usize = 100;

/// Characters of a userid (§7.1).
const USER_ID: usize = 64;

/// The sending side of one app.
pub struct Client {
    calls: Arc<Calls>,
    robot: String,
    template: String,
    route: Option<String>,
    pool_group: String,
    memory: Memory,
}

impl Client {
    /// `calls` is shared with whoever else asks the platform for this app.
    #[must_use]
    pub fn new(settings: &Settings, calls: Arc<Calls>) -> Self {
        Self {
            calls,
            robot: settings.robot().to_owned(),
            template: settings.card_template_id.clone(),
            route: (settings.mode == Mode::Http).then(|| settings.card_route()),
            pool_group: settings.pool_group.clone(),
            memory: Memory::default(),
        }
    }

    fn shape(&self) -> Shape<'_> {
        Shape {
            template: &self.template,
            robot: &self.robot,
            route: self.route.clone(),
        }
    }

    /// Where something goes; refused when that is nowhere.
    fn space<'a>(&'a self, to: &'a Address) -> Result<Space<'a>, SendFailure> {
        if let Address::Person(user) = to {
            one_person(user)?;
        }
        Space::of(to, &self.pool_group).ok_or_else(|| SendFailure::Never {
            code: "no-pool-group".to_owned(),
        })
    }

    fn has_template(&self, card_id: &str) -> bool {
        !self.template.is_empty()
            && self.memory.may_use_template()
            && !self.memory.is_undelivered(card_id)
    }

    /// Sends a card as a message that needs no template. It has no id of ours: a repeated
    /// try after a lost answer may reach the person twice.
    async fn send_plain(&self, space: &Space<'_>, card: &Card) -> Result<Sent, SendFailure> {
        let message = plain::card(card);
        let key = message::send(&self.calls, &self.robot, space, &message).await?;
        let right = message.is_card.then(|| message::right(&key));
        Ok(Sent {
            message_id: Some(key),
            update_code: right,
            already: false,
        })
    }
}

#[async_trait]
impl Chat for Client {
    async fn send_card(
        &self,
        to: &Address,
        card_id: &str,
        card: &Card,
    ) -> Result<Sent, SendFailure> {
        let space = self.space(to)?;
        well_formed(card_id)?;
        if !self.has_template(card_id) {
            return self.send_plain(&space, card).await;
        }
        let shape = self.shape();
        match deliver::card(&self.calls, &shape, &self.memory, &space, card_id, card).await? {
            deliver::Made::Sent(sent) => Ok(sent),
            deliver::Made::Without => self.send_plain(&space, card).await,
            deliver::Made::Shorter => self.send_plain(&space, &plain::shorter(card)).await,
        }
    }

    async fn update_card(
        &self,
        to: &Address,
        card_id: &str,
        right: &str,
        card: &Card,
    ) -> Result<Right, SendFailure> {
        let space = self.space(to)?;
        if right == card::PUT {
            deliver::change(&self.calls, to, card_id, card).await?;
            return Ok(Right::Kept);
        }
        let Some(key) = message::key_of(right) else {
            return Err(SendFailure::Spent {
                code: "right".to_owned(),
            });
        };
        message::recall(&self.calls, &self.robot, &space, key).await?;
        let sent = self.send_plain(&space, card).await?;
        Ok(sent.update_code.map_or(Right::Used, Right::Instead))
    }

    async fn send_text(&self, to: &Address, text: &str) -> Result<Sent, SendFailure> {
        let space = self.space(to)?;
        let message = plain::text(text);
        let key = message::send(&self.calls, &self.robot, &space, &message).await?;
        Ok(Sent {
            message_id: Some(key),
            ..Sent::default()
        })
    }

    fn has_pool_group(&self) -> bool {
        !self.pool_group.is_empty()
    }
}

/// Whether this is a userid of one person. It is opaque, but a `;` would make two spaces
/// of it.
fn one_person(user: &str) -> Result<(), SendFailure> {
    let is_one = !user.is_empty()
        && user.chars().count() <= USER_ID
        && !user.contains(|c: char| c == ';' || c.is_whitespace() || c.is_control());
    is_one.then_some(()).ok_or_else(|| SendFailure::Person {
        code: "userid".to_owned(),
    })
}

fn well_formed(card_id: &str) -> Result<(), SendFailure> {
    let fits = (1..=CARD_ID).contains(&card_id.chars().count());
    fits.then_some(()).ok_or_else(|| SendFailure::Never {
        code: "card-id".to_owned(),
    })
}
