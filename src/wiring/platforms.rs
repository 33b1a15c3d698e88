//! The chat platforms that are switched on. A further one is built here, beside these, and is
//! nowhere else known by name.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::{Data, ServiceConfig};
use anyhow::Result;
use paidan_domain::people::Platform;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::deliver::Channel;
use crate::app::inbox::Desk;
use crate::app::ports::{Chat, Clock, Connections, Directory};
use crate::app::quota::Quota;
use crate::config::Config;
use crate::dingtalk::{self, AtStream, Mode, Reception, Stream};
use crate::system::SystemChance;
use crate::wecom;

/// How long to wait before DingTalk is told again where presses go.
const REGISTER_AGAIN: Duration = Duration::from_secs(30);

/// The sending side of each platform that is on.
pub(super) struct Platforms {
    /// By platform.
    pub chats: HashMap<Platform, Arc<dyn Chat>>,
    /// Who works there, as each platform knows it.
    pub directories: BTreeMap<Platform, Arc<dyn Directory>>,
    /// How each is doing.
    pub channels: HashMap<Platform, Arc<Channel>>,
    /// What DingTalk's other parts share.
    dingtalk: Option<Arc<dingtalk::Calls>>,
    http: reqwest::Client,
}

/// Their receiving side.
#[derive(Clone, Default)]
pub(super) struct Doors {
    wecom: Option<Data<wecom::Endpoint>>,
    dingtalk: Option<Data<dingtalk::Endpoint>>,
    /// DingTalk's connections in Stream mode.
    stream: Option<Arc<Stream>>,
}

impl Platforms {
    /// Builds what sends.
    pub(super) fn new(config: &Config, quota: &Arc<Quota>) -> Result<Self> {
        let http = http_client(config.network.proxy.as_deref())?;
        let mut chats: HashMap<Platform, Arc<dyn Chat>> = HashMap::new();
        let mut directories: BTreeMap<Platform, Arc<dyn Directory>> = BTreeMap::new();
        if config.wecom.enabled {
            let client = Arc::new(wecom::Client::new(&config.wecom, http.clone()));
            chats.insert(Platform::Wecom, client.clone());
            directories.insert(Platform::Wecom, client);
        }
        let calls = config.dingtalk.enabled.then(|| {
            let calls = dingtalk::Calls::new(&config.dingtalk, http.clone(), quota.clone());
            Arc::new(calls)
        });
        if let Some(calls) = &calls {
            let client = dingtalk::Client::new(&config.dingtalk, calls.clone());
            chats.insert(Platform::Dingtalk, Arc::new(client));
            let book = dingtalk::AddressBook::new(calls.clone());
            directories.insert(Platform::Dingtalk, Arc::new(book));
        }
        let channel = |platform: &Platform| match platform {
            Platform::Dingtalk => Channel::metered(quota.clone()),
            Platform::Wecom => Channel::default(),
        };
        let channels = chats
            .keys()
            .map(|platform| (*platform, Arc::new(channel(platform))))
            .collect();
        Ok(Self {
            chats,
            directories,
            channels,
            dingtalk: calls,
            http,
        })
    }

    /// Builds what receives.
    pub(super) fn doors(
        &self,
        config: &Config,
        desk: &Arc<Desk>,
        clock: &Arc<dyn Clock>,
        quota: &Arc<Quota>,
    ) -> Result<Doors> {
        let mut doors = Doors::default();
        if config.wecom.enabled {
            doors.wecom = Some(Data::new(wecom::Endpoint {
                callback: wecom::Callback::new(&config.wecom)
                    .map_err(|problem| anyhow::anyhow!("{problem}"))?,
                desk: desk.clone(),
                clock: clock.clone(),
            }));
        }
        let settings = &config.dingtalk;
        if !settings.enabled {
            return Ok(doors);
        }
        let replies = dingtalk::Replies::new(settings, self.http.clone(), quota.clone());
        let reception = Arc::new(Reception {
            corp_id: settings.corp_id.clone(),
            desk: desk.clone(),
            replies: Arc::new(replies),
            meter: quota.clone(),
            clock: clock.clone(),
            runtime: tokio::runtime::Handle::current(),
        });
        match settings.mode {
            Mode::Stream => {
                let app = dingtalk::App {
                    api_base: settings.api_base.clone(),
                    client_id: settings.client_id.clone(),
                    client_secret: settings.client_secret.clone(),
                };
                let at_stream = Arc::new(AtStream(reception));
                let chance = Arc::new(SystemChance);
                let stream = Stream::new(app, self.http.clone(), at_stream, chance);
                doors.stream = Some(Arc::new(stream));
            }
            Mode::Http => {
                let events = dingtalk::Events::new(settings)
                    .map_err(|problem| anyhow::anyhow!("{problem}"))?;
                doors.dingtalk = Some(Data::new(dingtalk::Endpoint {
                    reception,
                    events,
                    client_secret: settings.client_secret.clone(),
                    card_secret: settings.card_secret(),
                }));
            }
        }
        Ok(doors)
    }

    /// In HTTP mode DingTalk has to be told where presses go: asked until it listens.
    pub(super) fn register(&self, config: &Config, mut stop: watch::Receiver<bool>) {
        let settings = config.dingtalk.clone();
        let Some(calls) = self.dingtalk.clone() else {
            return;
        };
        if settings.mode != Mode::Http {
            return;
        }
        let base = config.server.public_url.trim_end_matches('/');
        let address = format!("{base}{}", dingtalk::CARD_PATH);
        tokio::spawn(async move {
            loop {
                match dingtalk::register_card_route(&calls, &settings, &address).await {
                    Ok(changed) => {
                        tracing::info!(address, changed, "presses in DingTalk come here");
                        return;
                    }
                    Err(failure) => {
                        tracing::warn!(%failure, "DingTalk does not know where presses go");
                    }
                }
                tokio::select! {
                    () = tokio::time::sleep(REGISTER_AGAIN) => {}
                    _ = stop.changed() => return,
                }
            }
        });
    }
}

/// On which platform the pool has its group.
pub(super) fn pool_group(config: &Config) -> Option<Platform> {
    let settings = &config.dingtalk;
    (settings.enabled && !settings.pool_group.is_empty()).then_some(Platform::Dingtalk)
}

impl Doors {
    /// Adds the addresses at which the platforms call.
    pub(super) fn open(&self, app: &mut ServiceConfig) {
        if let Some(endpoint) = &self.wecom {
            wecom::endpoint(endpoint, app);
        }
        if let Some(endpoint) = &self.dingtalk {
            dingtalk::endpoint(endpoint, app);
        }
    }

    /// The connections that we keep, by platform.
    pub(super) fn connections(&self) -> HashMap<Platform, Arc<dyn Connections>> {
        let stream = self
            .stream
            .clone()
            .map(|stream| stream as Arc<dyn Connections>);
        stream
            .map(|one| (Platform::Dingtalk, one))
            .into_iter()
            .collect()
    }

    /// Keeps DingTalk's connections until told to stop.
    pub(super) fn keep_stream(&self, stop: watch::Receiver<bool>) -> Option<JoinHandle<()>> {
        let stream = self.stream.clone()?;
        Some(tokio::spawn(async move { stream.run(stop).await }))
    }
}

/// Outgoing calls: no redirects, no proxy from the environment, rustls with the
/// roots of the Mozilla list that are built in.
pub(super) fn http_client(proxy: Option<&str>) -> Result<reqwest::Client> {
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
