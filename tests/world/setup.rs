//! What a world is made with, and the settings that the program gets.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::ding::Ding;
use super::program::Build;

/// Where leads are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A database of a cluster of our own.
    Postgres,
}

/// Choices of a story; the rest is as in `config/paidan.toml`.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Where leads are kept.
    pub engine: Engine,
    /// `RUST_LOG` of the service.
    pub log: &'static str,
    /// Whether 张伟, 王芳, 赵强 and 李经理 work here.
    pub cast: bool,
    /// `[offer]`: how an offer runs.
    pub offer: &'static str,
    /// Where the service finds its platform, when that is not the sandbox itself.
    pub api_port: Option<u16>,
    /// Where the file of the store lies, when not in the world's own folder.
    pub disk: Option<PathBuf>,
    /// DingTalk beside WeCom, when there is one.
    pub ding: Option<Ding>,
    /// Which program runs as the service.
    pub build: Build,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            engine: Engine::Sqlite,
            log: "info,actix_server=warn,tokio_cron_scheduler=warn",
            cast: true,
            offer: "claim_within = \"5m\"\nmax_offers = 3",
            api_port: None,
            disk: None,
            ding: None,
            build: Build::default(),
        }
    }
}

/// Everything that is secret between the service, its callers and the platform.
#[derive(Debug, Clone)]
pub struct Secrets {
    pub admin: String,
    pub source: String,
    /// Standard Webhooks, with `whsec_`.
    pub signing: String,
    pub reader: String,
    /// Of role admin, beside the one that the service starts with.
    pub ops: String,
    /// Of role manager for `li`.
    pub li: String,
    /// Of role manager for `sun`, who leads nobody at first.
    pub sun: String,
    pub corp_id: String,
    pub agent_id: i64,
    pub secret: String,
    pub token: String,
    pub aes_key: String,
    pub ding: DingSecrets,
}

/// Those of DingTalk.
#[derive(Debug, Clone)]
pub struct DingSecrets {
    pub corp_id: String,
    pub client_id: String,
    pub client_secret: String,
    pub template: String,
    pub token: String,
    pub aes_key: String,
    pub group: String,
}

impl DingSecrets {
    fn random() -> Self {
        Self {
            corp_id: format!("ding{}", letters(16).to_lowercase()),
            client_id: format!("ding{}", letters(16).to_lowercase()),
            client_secret: letters(64),
            template: "8f2c0d1e-1111-4222-8333-944455556666.schema".to_owned(),
            token: letters(24),
            aes_key: letters(43),
            group: format!("cid{}==", letters(22)),
        }
    }
}

impl Secrets {
    pub fn random() -> Self {
        Self {
            admin: letters(40),
            source: letters(40),
            signing: format!("whsec_{}=", letters(43)),
            reader: letters(40),
            ops: letters(40),
            li: letters(40),
            sun: letters(40),
            corp_id: format!("ww{}", letters(16).to_lowercase()),
            agent_id: 1_000_002,
            secret: letters(43),
            token: letters(24),
            aes_key: letters(43),
            ding: DingSecrets::random(),
        }
    }

    /// All that must stand in no log. The corp id and the agent id are no secrets.
    pub fn all(&self) -> Vec<&str> {
        vec![
            &self.admin,
            &self.source,
            self.signing.trim_start_matches("whsec_"),
            &self.reader,
            &self.ops,
            &self.li,
            &self.sun,
            &self.secret,
            &self.token,
            &self.aes_key,
            &self.ding.client_secret,
            &self.ding.token,
            &self.ding.aes_key,
        ]
    }
}

/// Addresses of a world.
#[derive(Debug, Clone)]
pub struct Places {
    pub service: String,
    pub sandbox: String,
    pub store: String,
    pub key_file: PathBuf,
}

/// The settings of the service.
pub fn settings(setup: &Setup, secrets: &Secrets, places: &Places) -> String {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("config");
    let reps = if setup.cast {
        format!("reps = {:?}", config.join("reps.example.toml"))
    } else {
        String::new()
    };
    let catalogue = config.join("catalogue.example.json");
    let Secrets {
        admin,
        source,
        signing,
        reader,
        ops,
        li,
        sun,
        ..
    } = secrets;
    let Secrets {
        corp_id,
        agent_id,
        secret,
        token,
        aes_key,
        ..
    } = secrets;
    let Places {
        service,
        sandbox,
        store,
        key_file,
    } = places;
    let offer = setup.offer;
    let dingtalk = setup.ding.map(|ding| section(ding, &secrets.ding, sandbox));
    let dingtalk = dingtalk.unwrap_or_default();
    let api = setup
        .api_port
        .map_or_else(|| sandbox.clone(), |port| format!("127.0.0.1:{port}"));
    format!(
        r#"[server]
listen = "{service}"
public_url = "http://{service}"
admin_token = "{admin}"
[store]
url = "{store}"
[privacy]
key_file = {key_file:?}
[wecom]
enabled = true
corp_id = "{corp_id}"
agent_id = {agent_id}
secret = "{secret}"
token = "{token}"
encoding_aes_key = "{aes_key}"
api_base = "http://{api}"
oauth_base = "http://{sandbox}"
[sources.website]
token = "{source}"
secret = "{signing}"
[tokens.reader]
token = "{reader}"
role = "read"
[tokens.ops]
token = "{ops}"
role = "admin"
[tokens.li]
token = "{li}"
role = "manager"
staff = "li"
[tokens.sun]
token = "{sun}"
role = "manager"
staff = "sun"
[offer]
{offer}
duty_manager = "li"
{dingtalk}
[seed]
{reps}
catalogue = {catalogue:?}
"#
    )
}

fn section(ding: Ding, secrets: &DingSecrets, sandbox: &str) -> String {
    let port = ding.port.map(|port| format!("127.0.0.1:{port}"));
    let api = port.unwrap_or_else(|| sandbox.to_owned());
    let (mode, calls) = (ding.mode, ding.monthly_calls);
    let DingSecrets {
        corp_id,
        client_id,
        client_secret,
        token,
        aes_key,
        ..
    } = secrets;
    let template = ding.template.then_some(&secrets.template);
    let template = template.map(|id| format!("card_template_id = \"{id}\""));
    let group = ding.group.then_some(&secrets.group);
    let group = group.map(|id| format!("pool_group = \"{id}\""));
    format!(
        r#"[dingtalk]
enabled = true
mode = "{mode}"
monthly_calls = {calls}
corp_id = "{corp_id}"
client_id = "{client_id}"
client_secret = "{client_secret}"
token = "{token}"
encoding_aes_key = "{aes_key}"
api_base = "http://{api}"
oapi_base = "http://{api}"
oauth_base = "http://{api}"
{}
{}"#,
        template.unwrap_or_default(),
        group.unwrap_or_default(),
    )
}

/// The arguments of the sandbox.
pub fn sandbox<'a>(setup: &Setup, secrets: &'a Secrets, places: &'a Places) -> Vec<&'a str> {
    // Leaked once a world: a test process ends soon.
    let service: &'static str = format!("http://{}", places.service).leak();
    let agent: &'static str = json!(secrets.agent_id).to_string().leak();
    let mut arguments = vec![
        "sandbox",
        "--listen",
        &places.sandbox,
        "--service",
        service,
        "--source-token",
        &secrets.source,
        "--read-token",
        &secrets.reader,
        "--corp-id",
        &secrets.corp_id,
        "--agent-id",
        agent,
        "--secret",
        &secrets.secret,
        "--token",
        &secrets.token,
        "--encoding-aes-key",
        &secrets.aes_key,
    ];
    if let Some(ding) = setup.ding {
        let secrets = &secrets.ding;
        arguments.extend([
            "--dingtalk-corp-id",
            &secrets.corp_id,
            "--dingtalk-client-id",
            &secrets.client_id,
            "--dingtalk-client-secret",
            &secrets.client_secret,
            "--dingtalk-template-id",
            &secrets.template,
            "--dingtalk-mode",
            ding.mode,
            "--dingtalk-token",
            &secrets.token,
            "--dingtalk-encoding-aes-key",
            &secrets.aes_key,
            "--dingtalk-pool-group",
            &secrets.group,
        ]);
    }
    arguments
}

fn letters(length: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    let mut text: String = (0..length)
        .map(|_| char::from(LETTERS[rand::random_range(0..LETTERS.len())]))
        .collect();
    // The last of 43 letters of base64 carries two bits only.
    if length == 43 {
        text.replace_range(42.., "A");
    }
    text
}
