//! Builds the sandbox and serves it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::web::Data;
use actix_web::{App, HttpServer};
use reqwest::{Client, Url};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::address_book::AddressBook;
use super::dingtalk::{self, Dingtalk, HttpPush, Pusher};
use super::example_leads::ExampleLeads;
use super::page::Note;
use super::service::Service;
use super::wecom::{Account, Callbacks, Courier, Crypto, Platform, TrustedHost};
use super::{DingtalkMode, DingtalkSettings, Error, Settings, control, cut, page, wecom};

/// How long a stop waits: the pages' event streams never end by themselves.
const STOP_SECONDS: u64 = 1;
/// A kept connection must be given up by its client before its server does it, or else a request is
/// lost now and then: actix keeps one for 5 s, reqwest for 90 s.
const CLIENT_IDLE: Duration = Duration::from_secs(4);
const SERVER_IDLE: Duration = Duration::from_secs(120);
/// How often the callback address is checked until the service passes.
const CHECK_PAUSE: Duration = Duration::from_secs(2);

/// A running sandbox.
pub struct Sandbox {
    address: SocketAddr,
    server: Server,
    background: Vec<JoinHandle<()>>,
}

impl Sandbox {
    /// Listens from now on; call inside the main tokio runtime, which does the background work.
    ///
    /// A rustls provider must be installed in the process before (reqwest asks for one even when
    /// only `http` is spoken).
    pub async fn bind(settings: Settings) -> Result<Self, Error> {
        let service_url = Url::parse(&settings.service)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            .ok_or_else(|| Error::Service(settings.service.clone()))?;
        let length = settings.encoding_aes_key.len();
        let crypto = Crypto::new(
            &settings.token,
            &settings.encoding_aes_key,
            &settings.corp_id,
        )
        .ok_or(Error::EncodingAesKey { length })?;
        let base = settings.service.trim_end_matches('/').to_owned();
        let callback = Url::parse(&format!("{base}/callbacks/wecom"))
            .map_err(|_| Error::Service(settings.service.clone()))?;
        // The service is next door: no proxy, and a redirect would only hide a wrong address.
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .pool_idle_timeout(CLIENT_IDLE)
            .build()?;
        let runtime = Handle::current();
        let (corp_id, agent_id) = (settings.corp_id, settings.agent_id);
        let courier = Courier::new(client.clone(), callback, &corp_id, agent_id, crypto);
        let platform = Arc::new(Platform::new(Account {
            corp_id,
            agent_id,
            secret: settings.secret,
        }));
        let pusher = match &settings.dingtalk {
            None => None,
            Some(app) => Some(Arc::new(play_dingtalk(
                app, &platform, &client, &base, &runtime,
            )?)),
        };
        let beside = Dingtalk::new(pusher.as_ref().map(|pusher| pusher.platform().clone()));
        let service = Arc::new(Service::new(
            client,
            base,
            settings.source_token,
            settings.read_token,
            runtime.clone(),
        ));
        let book = Arc::new(AddressBook::new(
            platform.clone(),
            beside.clone(),
            service.clone(),
        ));
        let callbacks = Arc::new(Callbacks::new(platform.clone(), courier, runtime.clone()));

        let mut background = vec![
            runtime.spawn(keep_members(book.clone())),
            runtime.spawn(check_callback_address(platform.clone(), callbacks.clone())),
        ];
        if let Some(pusher) = &pusher {
            background.push(runtime.spawn(check_event_address(pusher.clone())));
        }
        let platform = Data::from(platform);
        let beside = Data::new(beside);
        let served = pusher.clone();
        let service = Data::from(service);
        let book = Data::from(book);
        let callbacks = Data::from(callbacks);
        let trusted = Data::new(TrustedHost::new(service_url));
        let note = Data::new(Note(settings.note));
        let deck = Data::new(ExampleLeads::new());
        let runtime = Data::new(runtime);
        let server = HttpServer::new(move || {
            App::new()
                .app_data(platform.clone())
                .app_data(service.clone())
                .app_data(beside.clone())
                .app_data(book.clone())
                .app_data(callbacks.clone())
                .app_data(trusted.clone())
                .app_data(note.clone())
                .app_data(deck.clone())
                .app_data(runtime.clone())
                .configure(wecom::routes)
                .configure(|config| {
                    if let Some(pusher) = &served {
                        config
                            .app_data(Data::from(pusher.platform().clone()))
                            .app_data(Data::from(pusher.clone()))
                            .configure(dingtalk::routes);
                    }
                    control::routes(config, served.is_some());
                })
                .configure(page::routes)
        })
        .workers(2)
        .keep_alive(SERVER_IDLE)
        .on_connect(cut::remember)
        .shutdown_timeout(STOP_SECONDS)
        .disable_signals();
        let address = settings.listen;
        let server = server
            .bind(address)
            .map_err(|source| Error::Listen { address, source })?;
        let address = server.addrs().first().copied().unwrap_or(address);
        if let Some(pusher) = &pusher {
            pusher
                .platform()
                .note(|state, _| state.host = address.to_string());
        }
        Ok(Self {
            address,
            server: server.run(),
            background,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// For stopping it from elsewhere.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Serves until it is stopped.
    pub async fn run(self) -> std::io::Result<()> {
        let served = self.server.await;
        for task in &self.background {
            task.abort();
        }
        served
    }
}

/// DingTalk's side of the same company.
fn play_dingtalk(
    app: &DingtalkSettings,
    shared: &Arc<Platform>,
    client: &Client,
    service: &str,
    runtime: &Handle,
) -> Result<Pusher, Error> {
    let crypto = match app.mode {
        DingtalkMode::Stream => None,
        DingtalkMode::Http => {
            let length = app.encoding_aes_key.len();
            let crypto = Crypto::new(&app.token, &app.encoding_aes_key, &app.client_id);
            Some(crypto.ok_or(Error::EncodingAesKey { length })?)
        }
    };
    let platform = Arc::new(dingtalk::Platform::new(
        dingtalk::Account::new(app),
        serde_json::from_str(&app.card_template)?,
        shared.clone(),
    ));
    let http = HttpPush::new(
        client.clone(),
        service.to_owned(),
        app.client_secret.clone(),
        crypto,
    );
    Ok(Pusher::new(platform, http, runtime.clone()))
}

async fn check_event_address(pusher: Arc<Pusher>) {
    if pusher.platform().account.mode == DingtalkMode::Http {
        while !pusher.check_url().await {
            tokio::time::sleep(CHECK_PAUSE).await;
        }
    }
}

async fn keep_members(book: Arc<AddressBook>) {
    book.keep().await;
}

async fn check_callback_address(platform: Arc<Platform>, callbacks: Arc<Callbacks>) {
    while !platform.read(|state| state.members.are_learned()) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    while !wecom::url_check(&platform, &callbacks).await {
        tokio::time::sleep(CHECK_PAUSE).await;
    }
}
