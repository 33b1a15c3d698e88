//! Builds every room and puts them together, read from top to bottom: store, verbs,
//! workers, server. No container and no global: whoever needs something was given it.

mod bells;
mod checkups;
mod keys;
mod platforms;

use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::{Context, Result};
use futures_util::future::OptionFuture;
use paidan_domain::people::Platform;
use paidan_domain::region::Gazetteer;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use crate::app::backlog::Waiting;
use crate::app::bulk::Bulk;
use crate::app::deliver::Courier;
use crate::app::directory::{StaffNews, StaffSync};
use crate::app::inbox::Desk;
use crate::app::intake::Intake;
use crate::app::ledger::Ledger;
use crate::app::lookup::Lookup;
use crate::app::people::Personnel;
use crate::app::phone_link::PhoneLinks;
use crate::app::policy::Rulebook;
use crate::app::ports::{Clock, Ids, MeteredApp};
use crate::app::present::Presenter;
use crate::app::quota::{Limits, Quota};
use crate::app::slash::Slash;
use crate::app::sweep::Sweep;
use crate::app::transition::Transition;
use crate::config::Config;
use crate::console::h5::{PhonePage, phone_page};
use crate::http::{API_SOURCE, Probe, Verbs, header_limit, recorder, request_id, routes};
use crate::jobs::Ringing;
use crate::store;
use crate::system::{FreshIds, SystemChance, SystemClock};
use crate::words::HANDED_IN;

use bells::table;
use keys::keyring;
use platforms::Platforms;

pub use checkups::checkups;

/// How long a stop waits for requests that are under way.
const DRAIN: Duration = Duration::from_secs(10);

/// A running service.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    server: ServerHandle,
    served: JoinHandle<std::io::Result<()>>,
    courier: JoinHandle<()>,
    stream: Option<JoinHandle<()>>,
    quota: Option<Arc<Quota>>,
    stop: watch::Sender<bool>,
    stopping: Arc<AtomicBool>,
    bells: Ringing,
}

/// Starts the service on a listener that is bound already. `home` is where `/` leads;
/// `fill` puts people and catalogue into a new store before the first request.
///
/// # Errors
/// When the store does not open, a setting cannot be used, or the server does not start.
pub async fn start(
    config: Config,
    listener: TcpListener,
    home: Option<String>,
    fill: impl AsyncFnOnce(&Personnel) -> Result<()>,
) -> Result<Running> {
    let address = listener.local_addr()?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ids: Arc<dyn Ids> = Arc::new(FreshIds);
    let zone = config.time_zone.clone();

    let settings = store::Settings {
        url: config.store.url.clone(),
        key_file: config.privacy.key_file.clone(),
        pool_group: platforms::pool_group(&config),
    };
    let store = store::open(&settings, config.offer.clone(), clock.clone(), ids.clone()).await?;
    let store = Arc::new(store);

    let gazetteer = Arc::new(Gazetteer::embedded());
    let links = Arc::new(PhoneLinks::new(store.link_key(), &config.server.public_url));
    let presenter = Arc::new(Presenter {
        reads: store.clone(),
        shelf: store.clone(),
        links: links.clone(),
        gazetteer: gazetteer.clone(),
        clock: clock.clone(),
        zone: zone.clone(),
        phone_on_card: config.privacy.phone_on_card,
    });
    let transition = Arc::new(Transition {
        leads: store.clone(),
        reads: store.clone(),
        ids: ids.clone(),
    });
    let sweep = Arc::new(Sweep {
        clockwork: store.clone(),
        transition: transition.clone(),
        shelf: store.clone(),
        clock: clock.clone(),
    });
    let intake = Arc::new(Intake {
        leads: store.clone(),
        shelf: store.clone(),
        ids: ids.clone(),
        gazetteer: gazetteer.clone(),
        zone: zone.clone(),
    });
    let ledger = Arc::new(Ledger {
        accounts: store.clone(),
        shelf: store.clone(),
        clock: clock.clone(),
        zone: zone.clone(),
    });
    let slash = Arc::new(Slash {
        ledger: ledger.clone(),
        transition: transition.clone(),
        reads: store.clone(),
        people: store.clone(),
        sweep: sweep.clone(),
        shelf: store.clone(),
        gazetteer: gazetteer.clone(),
        clock: clock.clone(),
        zone: zone.clone(),
        asked: Mutex::default(),
        intake: intake.clone(),
        without_phone: Mutex::default(),
    });
    let news = Arc::new(StaffNews {
        people: store.clone(),
        reads: store.clone(),
        sweep: sweep.clone(),
        changed: Notify::new(),
    });
    let desk = Arc::new(Desk {
        slash,
        news: news.clone(),
        inbox: store.clone(),
        reads: store.clone(),
        people: store.clone(),
        outbox: store.clone(),
        transition: transition.clone(),
        presenter: presenter.clone(),
    });

    let quota = Arc::new(Quota::new(
        MeteredApp {
            platform: Platform::Dingtalk,
            id: config.dingtalk.client_id.clone(),
        },
        Limits {
            calls: Some(config.dingtalk.monthly_calls),
            messages: Some(config.dingtalk.monthly_messages),
        },
        store.clone(),
        store.clone(),
        clock.clone(),
    ));
    let platforms = Platforms::new(&config, &quota)?;
    let doors = platforms.doors(&config, &desk, &clock, &quota)?;
    if config.dingtalk.enabled {
        quota
            .flush()
            .await
            .context("the month's figures cannot be read")?;
    }
    let courier = Arc::new(Courier {
        outbox: store.clone(),
        reads: store.clone(),
        people: store.clone(),
        shelf: store.clone(),
        presenter: presenter.clone(),
        transition: transition.clone(),
        chats: platforms.chats.clone(),
        channels: platforms.channels.clone(),
        clock: clock.clone(),
        chance: Arc::new(SystemChance),
    });

    let staff_sync = Arc::new(StaffSync {
        news,
        shelf: store.clone(),
        misses: store.clone(),
        clock: clock.clone(),
        directories: platforms.directories.clone(),
        turn: tokio::sync::Mutex::default(),
    });

    let (stop, stopped) = watch::channel(false);
    let stream = doors.keep_stream(stopped.clone());
    let (follower, until) = (staff_sync.clone(), stopped.clone());
    tokio::spawn(async move { follower.follow(until).await });
    platforms.register(&config, stopped.clone());
    let courier = tokio::spawn(courier.run(stopped));
    let counted = config.dingtalk.enabled.then(|| quota.clone());
    let bells = table(&store, &desk, &sweep, &staff_sync, counted.as_ref())
        .start()
        .await
        .context("the scheduler does not start")?;

    let personnel = Data::new(Personnel {
        people: store.clone(),
        shelf: store.clone(),
        gazetteer: gazetteer.clone(),
        zone: zone.clone(),
    });
    fill(&personnel).await?;
    let stopping = Arc::new(AtomicBool::new(false));
    let verbs = Verbs {
        keys: Data::new(keyring(&config)?),
        bulk: Data::new(Bulk::new(intake.clone(), clock.clone())),
        intake: Data::from(intake),
        lookup: Data::new(Lookup {
            reads: store.clone(),
            shelf: store.clone(),
            gazetteer: gazetteer.clone(),
            clock: clock.clone(),
            zone: zone.clone(),
        }),
        transition: Data::from(transition),
        personnel: personnel.clone(),
        staff_sync: Data::from(staff_sync),
        ledger: Data::from(ledger),
        rulebook: Data::new(Rulebook {
            policies: store.clone(),
            shelf: store.clone(),
            gazetteer,
            sources: config
                .sources
                .keys()
                .cloned()
                .chain([API_SOURCE, HANDED_IN].map(str::to_owned))
                .collect(),
            clock: clock.clone(),
            zone,
        }),
        waiting: Data::new(Waiting {
            backlog: store.clone(),
            shelf: store.clone(),
            zone: config.time_zone.clone(),
        }),
        shelf: store.clone(),
        clock: clock.clone(),
        probe: Data::new(Probe {
            reads: store.clone(),
            backlog: store.clone(),
            channels: platforms.channels.clone(),
            connections: doors.connections(),
            clock: clock.clone(),
            stopping: stopping.clone(),
            metrics: recorder()?,
        }),
    };
    let page = Data::new(PhonePage {
        links,
        presenter,
        reads: store.clone(),
        desk,
        shelf: store,
        clock,
        ids,
    });
    let server = HttpServer::new(move || {
        let (verbs, page, doors, home) = (verbs.clone(), page.clone(), doors.clone(), home.clone());
        App::new()
            .wrap(from_fn(header_limit))
            .wrap(from_fn(request_id))
            .configure(move |app| {
                routes(&verbs, app);
                phone_page(&page, app);
                doors.open(app);
                if let Some(home) = home {
                    app.route("/", web::get().to(move || lead_home(home.clone())));
                }
            })
    })
    // Slow senders hold their connection for 5 s of headers at most.
    .client_request_timeout(Duration::from_secs(5))
    .shutdown_timeout(DRAIN.as_secs())
    .disable_signals()
    .listen(listener)?
    .run();
    let handle = server.handle();
    Ok(Running {
        address,
        server: handle,
        served: tokio::spawn(server),
        courier,
        stream,
        quota: counted,
        stop,
        stopping,
        bells,
    })
}

impl Running {
    /// Stops: no new requests, what is under way ends, then the workers.
    pub async fn stop(self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.server.stop(true).await;
        drop(self.served.await);
        self.bells.stop().await;
        let _ = self.stop.send(true);
        let workers = async { (self.courier.await, OptionFuture::from(self.stream).await) };
        drop(tokio::time::timeout(DRAIN, workers).await);
        if let Some(quota) = self.quota
            && let Err(error) = quota.flush().await
        {
            tracing::warn!(%error, "the month's figures of the last second are lost");
        }
    }
}

async fn lead_home(home: String) -> HttpResponse {
    HttpResponse::Found()
        .insert_header(("Location", home))
        .finish()
}
