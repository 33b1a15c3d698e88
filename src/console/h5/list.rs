//! The phone page of a list card (`/h5/list/{card_id}`): what of it is still the
//! visitor's, each with the way to its own page.

use std::collections::BTreeMap;

use actix_web::web::{Data, Form, Path, Query};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use paidan_domain::ids::StaffId;

use super::{Link, PhonePage, Pressed, html, refused, unavailable};
use crate::app::ports::{CardAsks, CardRecord, StoreError};
use crate::words::{Card, ListedLead};

#[derive(Template)]
#[template(path = "h5_list.html")]
struct Page<'a> {
    card: &'a Card,
    leads: Vec<ListedLead>,
    action: String,
}

/// The page.
#[get("/h5/list/{card_id}")]
pub(super) async fn show(
    request: HttpRequest,
    card_id: Path<String>,
    link: Option<Query<Link>>,
    page: Data<PhonePage>,
) -> HttpResponse {
    let (list, staff) = match page.list(&card_id, link.as_deref()).await {
        Ok(Some(found)) => found,
        Ok(None) => return refused(),
        Err(error) => return unavailable(&error),
    };
    let members = match page.reads.members(&list.card_id).await {
        Ok(members) => members,
        Err(error) => return unavailable(&error),
    };
    let card = page.presenter.list(&list, &members);
    let leads = members
        .iter()
        .map(|one| page.presenter.listed(one, &staff))
        .map(|one| one.on_page())
        .collect();
    let action = format!("{}?{}", request.path(), request.query_string());
    let page = Page {
        card: &card,
        leads,
        action,
    };
    html(page.render(), HttpResponse::Ok())
}

/// 全部认领 on the page.
#[post("/h5/list/{card_id}")]
pub(super) async fn press(
    request: HttpRequest,
    card_id: Path<String>,
    link: Option<Query<Link>>,
    pressed: Form<Pressed>,
    page: Data<PhonePage>,
) -> HttpResponse {
    let (list, staff) = match page.list(&card_id, link.as_deref()).await {
        Ok(Some(found)) => found,
        Ok(None) => return refused(),
        Err(error) => return unavailable(&error),
    };
    let handed_in = page.hand_in(&list, &staff, &pressed.button, BTreeMap::new());
    match handed_in.await {
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
    /// Which list card is opened by whom, when it and the link are theirs.
    async fn list(
        &self,
        card_id: &str,
        link: Option<&Link>,
    ) -> Result<Option<(CardRecord, StaffId)>, StoreError> {
        let now = self.clock.now();
        let staff = link
            .and_then(|link| {
                self.links
                    .check_list(card_id, &link.u, link.e, &link.s, now)
            })
            .filter(|staff| self.works_here(staff));
        let Some(staff) = staff else { return Ok(None) };
        let card = self.reads.card(card_id).await?;
        let theirs = card.filter(|card| card.asks == CardAsks::List && card.audience.is(&staff));
        Ok(theirs.map(|card| (card, staff)))
    }
}
