//! Builds every room and puts them together, read from top to bottom: store, verbs,
//! workers, server. No container and no global: whoever needs something was given it.

use std::collections::{BTreeMap, HashMap};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paidan_domain::people::Platform;
use paidan_domain::region::Gazetteer;
use secrecy::ExposeSecret;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use crate::app::backlog::Waiting;
use crate::app::bulk::Bulk;
use crate::app::caller::{Caller, CallerRole};
use crate::app::deliver::{Channel, Courier};
use crate::app::directory::{StaffNews, StaffSync};
use crate::app::inbox::Desk;
use crate::app::intake::Intake;
use crate::app::ledger::Ledger;
use crate::app::lookup::Lookup;
use crate::app::people::Personnel;
use crate::app::phone_link::PhoneLinks;
use crate::app::policy::Rulebook;
use crate::app::ports::{Chat, Clock, Directory, Ids, Outbox};
use crate::app::present::Presenter;
use crate::app::slash::Slash;
use crate::app::sweep::Sweep;
use crate::app::transition::Transition;
use crate::config::{Config, TokenRole};
use crate::console::h5::{PhonePage, phone_page};
use crate::http::{
    API_SOURCE, Keyring, Probe, SourceKey, Verbs, header_limit, recorder, request_id, routes,
};
use crate::jobs::{Ringing, Table};
use crate::store::{self, Store};
use crate::system::{FreshIds, SystemChance, SystemClock};
use crate::wecom;
use crate::words::HANDED_IN;

/// How long a stop waits for requests that are under way.
const DRAIN: Duration = Duration::from_secs(10);

/// A running service.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    server: ServerHandle,
    served: JoinHandle<std::io::Result<()>>,
    courier: JoinHandle<()>,
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

    let mut chats: HashMap<Platform, Arc<dyn Chat>> = HashMap::new();
    let mut directories: BTreeMap<Platform, Arc<dyn Directory>> = BTreeMap::new();
    let mut endpoint = None;
    if config.wecom.enabled {
        let http = http_client(config.network.proxy.as_deref())?;
        let client = Arc::new(wecom::Client::new(&config.wecom, http));
        chats.insert(Platform::Wecom, client.clone());
        directories.insert(Platform::Wecom, client);
        endpoint = Some(Data::new(wecom::Endpoint {
            callback: wecom::Callback::new(&config.wecom).map_err(|e| anyhow::anyhow!("{e}"))?,
            desk: desk.clone(),
            clock: clock.clone(),
        }));
    }
    let channels: HashMap<Platform, Arc<Channel>> = chats
        .keys()
        .map(|platform| (*platform, Arc::new(Channel::default())))
        .collect();
    let courier = Arc::new(Courier {
        outbox: store.clone(),
        reads: store.clone(),
        people: store.clone(),
        shelf: store.clone(),
        presenter: presenter.clone(),
        transition: transition.clone(),
        chats,
        channels: channels.clone(),
        clock: clock.clone(),
        chance: Arc::new(SystemChance),
    });

    let staff_sync = Arc::new(StaffSync {
        news,
        shelf: store.clone(),
        misses: store.clone(),
        clock: clock.clone(),
        directories,
        turn: tokio::sync::Mutex::default(),
    });

    let (stop, stopped) = watch::channel(false);
    let courier = tokio::spawn(courier.run(stopped));
    let bells = table(&store, &desk, &sweep)
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
            channels,
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
        let (verbs, page, endpoint, home) =
            (verbs.clone(), page.clone(), endpoint.clone(), home.clone());
        App::new()
            .wrap(from_fn(header_limit))
            .wrap(from_fn(request_id))
            .configure(move |app| {
                routes(&verbs, app);
                phone_page(&page, app);
                if let Some(endpoint) = &endpoint {
                    wecom::endpoint(endpoint, app);
                }
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
        drop(tokio::time::timeout(DRAIN, self.courier).await);
    }
}

async fn lead_home(home: String) -> HttpResponse {
    HttpResponse::Found()
        .insert_header(("Location", home))
        .finish()
}

/// When what recurs.
fn table(store: &Arc<Store>, desk: &Arc<Desk>, sweep: &Arc<Sweep>) -> Table {
    let (bell, inbox, old) = (store.clone(), desk.clone(), store.clone());
    let sweep = sweep.clone();
    Table::new()
        .every("outbox", "* * * * * *", move || {
            let bell = bell.clone();
            async move { bell.ring() }
        })
        .every("sweep", "* * * * * *", move || {
            let sweep = sweep.clone();
            async move {
                if let Err(error) = sweep.step().await {
                    tracing::warn!(%error, "what is over waits");
                }
            }
        })
        .every("inbox", "*/2 * * * * *", move || {
            let inbox = inbox.clone();
            async move {
                if let Err(error) = inbox.catch_up().await {
                    tracing::warn!(%error, "the inbox waits");
                }
            }
        })
        .every("old sends", "0 17 * * * *", move || {
            let old = old.clone();
            async move {
                if let Err(error) = old.forget_old_sends().await {
                    tracing::warn!(%error, "old sends are still there");
                }
            }
        })
}

/// Outgoing calls: no redirects, no proxy from the environment, rustls with the
/// roots of the Mozilla list that are built in.
fn http_client(proxy: Option<&str>) -> Result<reqwest::Client> {
    let roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(
        rustls::crypto::ring::default_provider(),
    ))
    .with_safe_default_protocol_versions()?
    .with_root_certificates(roots)
    .with_no_client_auth();
    let mut client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy();
    if let Some(proxy) = proxy {
        client = client.proxy(reqwest::Proxy::all(proxy)?);
    }
    Ok(client.build()?)
}

fn keyring(config: &Config) -> Result<Keyring> {
    let mut keys = Keyring::default();
    let caller = |name: &str, role| Caller {
        name: name.to_owned(),
        role,
    };
    if let Some(token) = &config.server.admin_token {
        keys.add_token(token.expose_secret(), caller("admin", CallerRole::Admin));
    }
    for (name, token) in &config.tokens {
        let role = match (token.role, &token.staff) {
            (TokenRole::Read, _) => CallerRole::Read,
            (TokenRole::Admin, _) => CallerRole::Admin,
            (TokenRole::Manager, Some(staff)) => CallerRole::Manager(staff.clone()),
            (TokenRole::Manager, None) => anyhow::bail!("tokens.{name} needs staff"),
        };
        keys.add_token(token.token.expose_secret(), caller(name, role));
    }
    for (name, source) in config.sources.iter().filter(|(_, source)| source.enabled) {
        if let Some(token) = &source.token {
            keys.add_token(token.expose_secret(), caller(name, CallerRole::Source));
        }
        if let Some(rate) = &source.rate {
            keys.limit(name, rate.count, rate.per);
        }
        if let Some(secret) = &source.secret {
            let text = secret.expose_secret();
            let text = text.strip_prefix("whsec_").unwrap_or(text);
            let secret = STANDARD
                .decode(text)
                .context("a source secret is not base64")?;
            keys.add_secret(SourceKey {
                name: name.clone(),
                secret,
            });
        }
    }
    Ok(keys)
}
