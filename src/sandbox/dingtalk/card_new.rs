//! The part that `createAndDeliver` and `create` share: making an instance.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::account::Account;
use super::card::{Callback, Data, Instance, Params};
use super::refusal::Refusal;
use super::state::State;

const LONGEST_ID: usize = 100;

/// A new card as the request has it; `protocols/dingtalk.md` §5.2.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct NewCard {
    card_template_id: String,
    /// Ours for ever.
    pub out_track_id: String,
    callback_type: Option<String>,
    callback_route_key: Option<String>,
    user_id_type: Option<i64>,
    card_data: Option<Params>,
    private_data: BTreeMap<String, Params>,
}

impl NewCard {
    /// 1 userid, 2 union id; governs every user id of the request.
    pub fn id_type(&self) -> i64 {
        self.user_id_type.unwrap_or(1)
    }

    /// Checks all that needs no state.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.out_track_id.is_empty() || self.out_track_id.len() > LONGEST_ID {
            return Err(Refusal::bad("param.outTrackIdIllegal"));
        }
        if self.card_template_id.is_empty() {
            return Err(Refusal::bad("param.cardTemplateIdEmpty"));
        }
        self.callback().map(drop)
    }

    fn callback(&self) -> Result<Callback, Refusal> {
        match (self.callback_type.as_deref(), &self.callback_route_key) {
            (None, _) => Ok(Callback::None),
            (Some("STREAM"), _) => Ok(Callback::Stream),
            (Some("HTTP"), Some(key)) if !key.is_empty() => Ok(Callback::Route(key.clone())),
            (Some("HTTP"), _) => Err(Refusal::bad("param.callbackRouteKeyEmpty")),
            (Some(_), _) => Err(Refusal::bad("param.callbackTypeIllegal")),
        }
    }
}

impl State {
    /// Makes the instance; a used id is refused whatever else the request says.
    pub fn make_card(&mut self, account: &Account, new: &NewCard) -> Result<(), Refusal> {
        if self.cards.contains_key(&new.out_track_id) {
            return Err(Refusal::bad("param.cardAlreadyExist"));
        }
        if new.card_template_id != account.template_id || account.template_id.is_empty() {
            return Err(Refusal::bad("param.templateNotExist"));
        }
        self.setup.check_template()?;
        let data = Data::read(
            new.card_data.as_ref(),
            &new.private_data,
            &self.people,
            new.id_type(),
        )?;
        let card = Instance::new(new.callback()?, new.id_type(), data)?;
        self.cards.insert(new.out_track_id.clone(), card);
        Ok(())
    }
}
