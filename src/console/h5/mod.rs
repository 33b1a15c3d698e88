//! The phone page of a lead (`/h5/leads/{id}`): the card in full size with the same
//! buttons; and that of a list card (`list.rs`). A link is signed for one person and
//! one lead and grows old; what it shows follows from how that person stands to the
//! lead now. Presses take the road of the chat: through the inbox.

mod list;

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::web::{Data, Form, Path, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use paidan_domain::ids::{Audience, LeadId, StaffId};
use paidan_domain::time::Instant;
use serde::Deserialize;

use crate::app::inbox::{Answer, Desk};
use crate::app::list::MEANT;
use crate::app::phone_link::PhoneLinks;
use crate::app::ports::{
    Act, CardAsks, CardRecord, Clock, Ids, Inbound, LeadRef, Press, Reads, Shelf, StoreError,
};
use crate::app::present::Presenter;
use crate::app::view::View;
use crate::words::Card;

/// What the page needs.
pub struct PhonePage {
    /// Checks links.
    pub links: Arc<PhoneLinks>,
    /// Builds the card.
    pub presenter: Arc<Presenter>,
    /// Which card somebody has.
    pub reads: Arc<dyn Reads>,
    /// Takes presses.
    pub desk: Arc<Desk>,
    /// Who still works here.
    pub shelf: Arc<dyn Shelf>,
    /// For the age of links.
    pub clock: Arc<dyn Clock>,
    /// Names presses.
    pub ids: Arc<dyn Ids>,
}

/// Adds the routes.
pub fn phone_page(page: &Data<PhonePage>, config: &mut ServiceConfig) {
    config
        .app_data(page.clone())
        .service(show)
        .service(press)
        .service(list::show)
        .service(list::press)
        .service(style);
}

/// The signed part of a link.
#[derive(Deserialize)]
struct Link {
    u: String,
    e: i64,
    s: String,
}

/// A pressed button.
#[derive(Deserialize)]
struct Pressed {
    button: String,
    rep: Option<String>,
}

#[derive(Template)]
#[template(path = "h5.html")]
struct Page<'a> {
    card: &'a Card,
    call: Option<String>,
    action: String,
}

#[derive(Template)]
#[template(path = "h5_refused.html")]
struct RefusedPage;

/// The look of the page.
#[get("/h5/style.css")]
async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .body(include_str!("h5.css"))
}

/// The page.
#[get("/h5/leads/{id}")]
async fn show(
    request: HttpRequest,
    id: Path<String>,
    link: Option<Query<Link>>,
    page: Data<PhonePage>,
) -> HttpResponse {
    let Some((lead, staff)) = page.visitor(&id, link.as_deref()) else {
        return refused();
    };
    match page.card(lead, &staff).await {
        Ok(Some((_, card))) => {
            let action = format!("{}?{}", request.path(), request.query_string());
            let call = card
                .rows
                .iter()
                .find(|row| row.key == "电话")
                .map(|row| dialled(&row.value));
            html(
                Page {
                    card: &card,
                    call,
                    action,
                }
                .render(),
                HttpResponse::Ok(),
            )
        }
        Ok(None) => refused(),
        Err(error) => unavailable(&error),
    }
}

/// A button of the page.
#[post("/h5/leads/{id}")]
async fn press(
    request: HttpRequest,
    id: Path<String>,
    link: Option<Query<Link>>,
    pressed: Form<Pressed>,
    page: Data<PhonePage>,
) -> HttpResponse {
    let Some((lead, staff)) = page.visitor(&id, link.as_deref()) else {
        return refused();
    };
    match page.press(lead, &staff, &pressed).await {
        Ok(true) => HttpResponse::SeeOther()
            .insert_header((
                "Location",
                format!("{}?{}", request.path(), request.query_string()),
            ))
            .finish(),
        Ok(false) => refused(),
        Err(error) => unavailable(&error),
    }
}

impl PhonePage {
    /// Who opens which lead, when the link is theirs, fresh, and they still work here.
    fn visitor(&self, id: &str, link: Option<&Link>) -> Option<(LeadId, StaffId)> {
        let lead = LeadId(uuid::Uuid::try_parse(id).ok()?);
        let link = link?;
        let staff = self
            .links
            .check(lead, &link.u, link.e, &link.s, self.clock.now())?;
        self.works_here(&staff).then_some((lead, staff))
    }

    fn works_here(&self, staff: &StaffId) -> bool {
        let floor = self.shelf.floor();
        floor.find(staff).is_some_and(|one| one.staff.active)
    }

    /// The visitor's newest card of a lead, else the list card that it came in, with the
    /// offer that this made.
    async fn sent(&self, lead: LeadId, staff: &StaffId) -> Result<Option<CardRecord>, StoreError> {
        let newest = async |audience| {
            let cards = self.reads.cards_of(lead, &audience).await?;
            Ok::<_, StoreError>(cards.into_iter().next())
        };
        if let Some(card) = newest(staff.clone().into()).await? {
            return Ok(Some(card));
        }
        let record = self.reads.lead(LeadRef::Id(lead)).await?;
        if record.is_some_and(|record| record.lead.owner() == Some(staff))
            && let Some(card) = newest(Audience::PoolGroup).await?
        {
            // They claimed it on the card that the whole group has.
            return Ok(Some(card));
        }
        let Some(list) = self.reads.lists_of(lead, staff).await?.into_iter().next() else {
            return Ok(None);
        };
        let members = self.reads.members(&list.card_id).await?;
        Ok(list.meaning(lead, &members))
    }

    async fn card(
        &self,
        lead: LeadId,
        staff: &StaffId,
    ) -> Result<Option<(Option<CardRecord>, Card)>, StoreError> {
        let Some(view) = self.presenter.view(lead).await? else {
            return Ok(None);
        };
        let sent = self.sent(lead, staff).await?;
        let now = self.clock.now();
        let Some(asks) = asks(&view, staff, sent.as_ref(), now) else {
            return Ok(None);
        };
        let card = self.presenter.page(&view, asks, staff);
        Ok(Some((sent, card)))
    }

    /// False when there is no card that could be pressed.
    async fn press(
        &self,
        lead: LeadId,
        staff: &StaffId,
        pressed: &Pressed,
    ) -> Result<bool, StoreError> {
        let Some(sent) = self.sent(lead, staff).await? else {
            return Ok(false);
        };
        let meant = (MEANT.to_owned(), vec![lead.to_string()]);
        let rep = pressed
            .rep
            .iter()
            .map(|rep| ("rep".to_owned(), vec![rep.clone()]));
        let params = rep.chain([meant]).collect();
        self.hand_in(&sent, staff, &pressed.button, params).await
    }

    /// A press of the visitor goes into the inbox. False when they have no account there.
    async fn hand_in(
        &self,
        sent: &CardRecord,
        staff: &StaffId,
        button: &str,
        params: BTreeMap<String, Vec<String>>,
    ) -> Result<bool, StoreError> {
        let floor = self.shelf.floor();
        let account = floor
            .find(staff)
            .and_then(|one| one.staff.account(sent.platform));
        let Some(user) = account else {
            return Ok(false);
        };
        let act = Inbound {
            platform: sent.platform,
            key: format!("h5:{}", self.ids.fresh()),
            user: user.to_owned(),
            may_recur: false,
            act: Act::Press(Press {
                card_id: sent.card_id.clone(),
                button: button.to_owned(),
                params,
                update_code: None,
            }),
        };
        self.desk.receive(act, Answer::Elsewhere).await?;
        Ok(true)
    }
}

/// What the visitor's card is about: the one in their chat, else what they hold.
fn asks(view: &View, staff: &StaffId, sent: Option<&CardRecord>, now: Instant) -> Option<CardAsks> {
    let lead = &view.record.lead;
    sent.map(|card| card.asks)
        .or_else(|| {
            lead.offer()
                .filter(|o| o.rep == *staff)
                .map(|o| CardAsks::Offer(o.id))
        })
        .or_else(|| {
            let theirs = lead.owner() == Some(staff);
            theirs.then_some(CardAsks::Owner)
        })
        .or_else(|| view.may_look(staff, now).then_some(CardAsks::Look))
}

/// A number as `tel:` takes it; none when it is masked.
fn dialled(shown: &str) -> String {
    if shown.contains('*') {
        return String::new();
    }
    shown
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect()
}

fn html(
    made: Result<String, askama::Error>,
    mut answer: actix_web::HttpResponseBuilder,
) -> HttpResponse {
    match made {
        Ok(text) => answer
            .content_type("text/html; charset=utf-8")
            .insert_header((
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
                 frame-ancestors 'none'",
            ))
            .insert_header(("X-Content-Type-Options", "nosniff"))
            .insert_header(("Referrer-Policy", "no-referrer"))
            .insert_header(("Cache-Control", "no-store"))
            .body(text),
        Err(error) => {
            tracing::error!(%error, "a page was not made");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// The same for a forged link, an old one, and a lead that is not theirs.
fn refused() -> HttpResponse {
    html(RefusedPage.render(), HttpResponse::Forbidden())
}

fn unavailable(error: &StoreError) -> HttpResponse {
    tracing::error!(%error, "the phone page has no store");
    HttpResponse::ServiceUnavailable()
        .insert_header(("Retry-After", "1"))
        .finish()
}
