//! All routes of the API in one list.

use std::sync::Arc;

use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};

use super::auth::Keyring;
use super::health::{self, Probe};
use super::problem::Problem;
use super::{catalogue, docs, leads, ledger, outbox, parse, policy, reps};
use crate::app::backlog::Waiting;
use crate::app::bulk::Bulk;
use crate::app::directory::StaffSync;
use crate::app::intake::Intake;
use crate::app::ledger::Ledger;
use crate::app::lookup::Lookup;
use crate::app::people::Personnel;
use crate::app::policy::Rulebook;
use crate::app::ports::{Clock, Shelf};
use crate::app::transition::Transition;
use crate::words::ProblemKind;

/// The verbs that the API calls.
#[derive(Clone)]
pub struct Verbs {
    /// Who may.
    pub keys: Data<Keyring>,
    /// Takes leads.
    pub intake: Data<Intake>,
    /// Takes many leads at once.
    pub bulk: Data<Bulk>,
    /// Looks leads up.
    pub lookup: Data<Lookup>,
    /// Changes leads.
    pub transition: Data<Transition>,
    /// Staff and catalogue.
    pub personnel: Data<Personnel>,
    /// Compares staff with the platforms' directories.
    pub staff_sync: Data<StaffSync>,
    /// Accounts of shares.
    pub ledger: Data<Ledger>,
    /// The rules.
    pub rulebook: Data<Rulebook>,
    /// Everybody.
    pub shelf: Arc<dyn Shelf>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// What waits to be sent.
    pub waiting: Data<Waiting>,
    /// Health.
    pub probe: Data<Probe>,
}

/// Adds the routes to a server.
pub fn routes(verbs: &Verbs, config: &mut ServiceConfig) {
    config
        .app_data(verbs.keys.clone())
        .app_data(verbs.intake.clone())
        .app_data(verbs.bulk.clone())
        .app_data(verbs.lookup.clone())
        .app_data(verbs.transition.clone())
        .app_data(verbs.personnel.clone())
        .app_data(verbs.staff_sync.clone())
        .app_data(verbs.ledger.clone())
        .app_data(verbs.rulebook.clone())
        .app_data(verbs.waiting.clone())
        .app_data(verbs.probe.clone())
        .app_data(Data::from(verbs.shelf.clone()))
        .app_data(Data::from(verbs.clock.clone()))
        .service(leads::create::create)
        .service(leads::bulk::bulk)
        .service(leads::list::list)
        .service(leads::one::one)
        .service(leads::timeline::timeline)
        .service(leads::explanation::explanation)
        .service(leads::change::change)
        .service(reps::list)
        .service(reps::one)
        .service(reps::put)
        .service(reps::sync)
        .service(ledger::ledger)
        .service(catalogue::get)
        .service(catalogue::put)
        .service(parse::parse)
        .service(policy::draft::get)
        .service(policy::draft::put)
        .service(policy::check::check)
        .service(policy::publish::publish)
        .service(policy::versions::list)
        .service(policy::versions::one)
        .service(policy::restore::restore)
        .service(policy::coverage::coverage)
        .service(outbox::list)
        .service(outbox::replay)
        .service(health::healthz)
        .service(health::readyz)
        .service(health::metrics)
        .service(docs::openapi_json)
        .service(docs::docs_page)
        .service(docs::style)
        .service(docs::problem)
        .default_service(web::to(nothing_here));
}

/// An address that leads nowhere gets the same form of answer as everything else.
async fn nothing_here(request: HttpRequest) -> Result<HttpResponse, Problem> {
    Err(Problem::new(&request, ProblemKind::NotFound))
}
