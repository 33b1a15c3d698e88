//! From a row to what is sent: the card of this moment, not of the moment when the
//! row was written.

use std::collections::BTreeSet;

use paidan_domain::ids::{Audience, LeadId, StaffId};
use paidan_domain::lead::{Effect, State};
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;

use super::list;
use super::route::Routes;
use super::thrift::{SAVED, Standing, is_cosmetic, is_their_doing};
use crate::app::ports::{Address, CardAsks, CardRecord, Errand, Reads, StoreError, Task};
use crate::app::present::Presenter;
use crate::app::view::View;
use crate::words::{Card, Saying, pool_text, say};

/// What goes to the platform.
pub(super) enum Parcel {
    /// Not needed any more; a code says why.
    Nothing(&'static str),
    /// A card that was not there before.
    NewCard(Box<NewCard>),
    /// Cards that are there show something else.
    Changes(Vec<Change>),
    /// A text.
    Text(String),
}

/// A new card, after the changes of older ones that belong to it.
pub(super) struct NewCard {
    pub record: CardRecord,
    pub card: Card,
    pub first: Vec<Change>,
}

/// A card that is to show something else, with the rights to do so, in the order in
/// which they are tried.
pub(super) struct Change {
    pub platform: Platform,
    pub to: Address,
    pub card_id: String,
    pub codes: Vec<String>,
    pub card: Card,
    /// It can be left out when the platform's month runs low.
    pub is_cosmetic: bool,
}

impl Change {
    /// A sent card shows this from now on; none when nothing gives the right to change it.
    pub(super) fn of(sent: CardRecord, card: Card, routes: &Routes<'_>) -> Option<Self> {
        let to = routes.on(sent.platform, &sent.audience)?;
        let codes: Vec<String> = sent.press_code.into_iter().chain(sent.send_code).collect();
        (!codes.is_empty()).then_some(Self {
            platform: sent.platform,
            to,
            card_id: sent.card_id,
            codes,
            card,
            is_cosmetic: false,
        })
    }
}

impl Parcel {
    /// Where it goes; what is new goes to `to`.
    pub(super) fn platforms(&self, to: Platform) -> BTreeSet<Platform> {
        let changes = |all: &[Change]| all.iter().map(|one| one.platform).collect();
        match self {
            Self::Nothing(_) => BTreeSet::new(),
            Self::Text(_) => BTreeSet::from([to]),
            Self::NewCard(new) => {
                let mut all: BTreeSet<Platform> = changes(&new.first);
                all.insert(to);
                all
            }
            Self::Changes(all) => changes(all),
        }
    }

    /// Nothing goes to this platform now. What is new is left out as a whole.
    pub(super) fn leave_out(&mut self, platform: Platform) {
        match self {
            Self::Changes(all) => all.retain(|one| one.platform != platform),
            _ => *self = Self::Changes(Vec::new()),
        }
    }

    /// Whether nothing is left to do.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Changes(all) if all.is_empty())
    }

    pub(super) fn new_card(record: CardRecord, card: Card) -> Self {
        Self::NewCard(Box::new(NewCard {
            record,
            card,
            first: Vec::new(),
        }))
    }

    /// The same in plain text, when a platform refuses the card.
    pub(super) fn as_text(&self) -> Option<String> {
        let Self::NewCard(new) = self else {
            return None;
        };
        let card = &new.card;
        let lines = [
            Some(card.title.as_str()),
            card.desc.as_deref(),
            card.url.as_deref(),
        ];
        Some(lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
    }
}

/// Builds what a row asks for.
pub(super) async fn pack(
    presenter: &Presenter,
    reads: &dyn Reads,
    task: &Task,
    routes: &Routes<'_>,
    platform: Platform,
    now: Instant,
) -> Result<Parcel, StoreError> {
    let effect = match &task.errand {
        Errand::Say { saying } => return Ok(Parcel::Text(say(saying))),
        Errand::Show { lead } => return shown(presenter, *lead, task, platform, now).await,
        Errand::Lead(effect) => effect,
    };
    if !task.with.is_empty() && matches!(effect, Effect::PoolCard { .. }) {
        return pool_together(presenter, task).await;
    }
    if !task.with.is_empty() {
        return list::together(presenter, reads, task, platform, now).await;
    }
    let Some(lead) = task.lead else {
        return Ok(Parcel::Nothing("no lead"));
    };
    let Some(view) = presenter.view(lead).await? else {
        return Ok(Parcel::Nothing("no lead"));
    };
    let record = &view.record;
    let new_to = |asks: CardAsks, card_id: String, until: Option<Instant>, to: Audience| {
        let card = presenter.card(&view, asks, &to, until);
        let record = new_card(card_id, lead, to, platform, asks, until);
        Parcel::new_card(record, card)
    };
    let new = |asks: CardAsks, card_id: String, until: Option<Instant>, to: &StaffId| {
        new_to(asks, card_id, until, to.clone().into())
    };
    Ok(match effect {
        Effect::OfferCard { to, offer } => match record.live_offer() {
            Some(live) if live.id == *offer => {
                // The time printed begins now; the store's begins when the platform
                // confirms, which is later: no offer ends before the printed time.
                let until = now.after(live.claim_within);
                let card_id = format!("pd-{offer}-{}", live.attempt);
                new(CardAsks::Offer(*offer), card_id, Some(until), to)
            }
            _ => Parcel::Nothing("offer over"),
        },
        Effect::EscalationCard { to, level } => match record.lead.escalation() {
            Some(live) if live.level == *level && live.manager == *to => new(
                CardAsks::Escalation(*level),
                format!("pd-{}", task.id),
                None,
                to,
            ),
            _ => Parcel::Nothing("escalation over"),
        },
        Effect::PoolCard { to } if record.lead.state() == State::Pooled => {
            let card_id = format!("pd-{}", task.id);
            new_to(CardAsks::Pool, card_id, None, to.clone())
        }
        Effect::PoolCard { .. } => Parcel::Nothing("no longer in the pool"),
        Effect::OwnerCard { to } if record.lead.owner() == Some(to) => {
            new(CardAsks::Owner, format!("pd-{}", task.id), None, to)
        }
        Effect::OwnerCard { .. } => Parcel::Nothing("owner changed"),
        Effect::Refresh { .. } => {
            return refreshed(presenter, reads, task, &view, routes, platform).await;
        }
        Effect::Text { notice, .. } => {
            let number = record.lead.number;
            Parcel::Text(say(&Saying::Told {
                number,
                notice: notice.clone(),
            }))
        }
    })
}

/// Several leads of the pool in one text, which costs one call.
async fn pool_together(presenter: &Presenter, task: &Task) -> Result<Parcel, StoreError> {
    let with = task.with.iter().map(|one| one.lead);
    let mut leads = Vec::new();
    for lead in task.lead.into_iter().chain(with) {
        let Some(view) = presenter.view(lead).await? else {
            continue;
        };
        let lead = &view.record.lead;
        if lead.state() == State::Pooled {
            leads.push((lead.number, presenter.brief(lead)));
        }
    }
    Ok(if leads.is_empty() {
        Parcel::Nothing("no longer in the pool")
    } else {
        Parcel::Text(pool_text(&leads))
    })
}

/// Somebody's cards of a lead show its present state. Whoever claimed it without having
/// a card that can show it gets one now: it came in a list, or its card was still to come
/// and only one of an older offer is there, which can no longer be changed.
async fn refreshed(
    presenter: &Presenter,
    reads: &dyn Reads,
    task: &Task,
    view: &View,
    routes: &Routes<'_>,
    platform: Platform,
) -> Result<Parcel, StoreError> {
    let (lead, of) = (view.record.lead.id, &task.recipient);
    let own = format!("pd-{}", task.id);
    let mut cards = reads.cards_of(lead, of).await?;
    // What an earlier attempt of this row began to send is not there for sure.
    cards.retain(|card| card.card_id != own);
    let had_contact = cards.iter().any(|card| had_contact(view, card));
    let mut first = changes(presenter, view, cards, routes);
    let nothing_shows_it = first.is_empty() && !had_contact;
    if let Some(person) = of.person() {
        let lists = reads.lists_of(lead, person).await?;
        first.extend(list::turned(presenter, reads, lists, routes).await?);
    }
    if nothing_shows_it && list::is_theirs_by_claim(view, of) {
        let card = presenter.card(view, CardAsks::Owner, of, None);
        let record = new_card(own, lead, of.clone(), platform, CardAsks::Owner, None);
        let new = NewCard {
            record,
            card,
            first,
        };
        return Ok(Parcel::NewCard(Box::new(new)));
    }
    let all = first.len();
    first.retain(|change| !(change.is_cosmetic && routes.is_saving(change.platform)));
    Ok(if first.is_empty() {
        Parcel::Nothing(if all > 0 {
            SAVED
        } else {
            "no card that can be changed"
        })
    } else {
        Parcel::Changes(first)
    })
}

/// Whether the customer's contact may stand on a card.
fn had_contact(view: &View, card: &CardRecord) -> bool {
    match card.asks {
        CardAsks::Offer(offer) => view
            .record
            .offer(offer)
            .and_then(|offer| offer.ended.as_ref())
            .is_some_and(|(_, how)| how == "claimed"),
        CardAsks::Pool | CardAsks::Owner => true,
        CardAsks::Escalation(_) | CardAsks::List | CardAsks::Look => false,
    }
}

/// The newest card of somebody shows the present state, and so does every older one
/// on which the contact may stand. The rest stay as they ended: a change is dear.
fn changes(
    presenter: &Presenter,
    view: &View,
    cards: Vec<CardRecord>,
    routes: &Routes<'_>,
) -> Vec<Change> {
    cards
        .into_iter()
        .enumerate()
        .filter(|(at, card)| *at == 0 || had_contact(view, card))
        .filter_map(|(_, sent)| {
            let stands = Standing {
                contact: sent.audience.person().is_some() && had_contact(view, &sent),
                awaited: sent
                    .audience
                    .person()
                    .is_some_and(|who| is_their_doing(&view.events, who)),
            };
            let card = presenter.card(view, sent.asks, &sent.audience, sent.printed_deadline);
            let is_cosmetic = is_cosmetic(stands, &card);
            let change = Change::of(sent, card, routes)?;
            Some(Change {
                is_cosmetic,
                ..change
            })
        })
        .collect()
}

/// A new card of a lead in its present state, for somebody who has to do with it.
async fn shown(
    presenter: &Presenter,
    lead: LeadId,
    task: &Task,
    platform: Platform,
    now: Instant,
) -> Result<Parcel, StoreError> {
    let Some(view) = presenter.view(lead).await? else {
        return Ok(Parcel::Nothing("no lead"));
    };
    let record = &view.record;
    let Some(to) = task.recipient.person() else {
        return Ok(Parcel::Nothing("nobody asked"));
    };
    let offer = record.live_offer().filter(|live| live.rep == *to);
    let asked = record.lead.escalation().filter(|live| live.manager == *to);
    let (asks, until) = match (offer, asked) {
        (Some(offer), _) => (CardAsks::Offer(offer.id), Some(offer.deadline)),
        (None, Some(escalation)) => (CardAsks::Escalation(escalation.level), None),
        _ if record.lead.owner() == Some(to) => (CardAsks::Owner, None),
        _ if view.may_look(to, now) => (CardAsks::Look, None),
        _ => return Ok(Parcel::Nothing("not theirs any more")),
    };
    let to = task.recipient.clone();
    let card = presenter.card(&view, asks, &to, until);
    let record = new_card(format!("pd-{}", task.id), lead, to, platform, asks, until);
    Ok(Parcel::new_card(record, card))
}

pub(super) fn new_card(
    card_id: String,
    lead: LeadId,
    audience: Audience,
    platform: Platform,
    asks: CardAsks,
    until: Option<Instant>,
) -> CardRecord {
    CardRecord {
        card_id,
        lead,
        audience,
        platform,
        asks,
        send_code: None,
        press_code: None,
        printed_deadline: until,
    }
}
