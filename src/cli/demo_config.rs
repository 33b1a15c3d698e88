//! The demo's secrets and settings. Secrets are made once for a folder, so that a
//! restart finds the cards it sent before.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::sandbox::{CARD_TEMPLATE, POOL_GROUP_NAME};
use crate::sandbox::{DingtalkMode, DingtalkSettings};

/// What the page says about the demo's rules.
pub(super) const NOTE: &str = "演示规则:认领时限 60 秒,派给两位销售后转主管指派。";

/// Secrets of a demo.
#[derive(Serialize, Deserialize)]
pub(super) struct DemoConfig {
    pub admin_token: String,
    pub source_token: String,
    pub read_token: String,
    pub corp_id: String,
    pub agent_id: i64,
    pub secret: String,
    pub token: String,
    pub encoding_aes_key: String,
    /// Folders of demos from before DingTalk have none; see [`DemoConfig::in_folder`].
    #[serde(default)]
    pub dingtalk: DingtalkSecrets,
}

/// Secrets of the demo's app on DingTalk.
#[derive(Serialize, Deserialize, PartialEq, Eq, Clone)]
pub(super) struct DingtalkSecrets {
    pub corp_id: String,
    pub client_id: String,
    pub client_secret: String,
    pub card_template_id: String,
    pub pool_group: String,
}

impl Default for DingtalkSecrets {
    /// New ones.
    fn default() -> Self {
        Self {
            corp_id: format!("ding{}", random(32).to_lowercase()),
            client_id: format!("ding{}", random(16).to_lowercase()),
            client_secret: random(64),
            card_template_id: format!("{}.schema", random(32).to_lowercase()),
            pool_group: format!("cid{}==", random(22)),
        }
    }
}

impl DingtalkSecrets {
    /// What the sandbox is told.
    pub(super) fn sandbox(&self) -> DingtalkSettings {
        DingtalkSettings {
            corp_id: self.corp_id.clone(),
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
            robot_code: self.client_id.clone(),
            card_template_id: self.card_template_id.clone(),
            card_template: CARD_TEMPLATE.to_owned(),
            mode: DingtalkMode::Stream,
            token: String::new(),
            encoding_aes_key: String::new(),
            pool_group: Some(self.pool_group.clone()),
            pool_group_name: POOL_GROUP_NAME.to_owned(),
        }
    }
}

impl DemoConfig {
    /// Those of the folder, made when they are not there yet.
    pub(super) fn in_folder(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        let path = folder.join("demo-secrets.json");
        if let Ok(text) = std::fs::read_to_string(&path) {
            let known: Self = serde_json::from_str(&text)
                .with_context(|| format!("{} is damaged; delete the folder", path.display()))?;
            let kept: serde_json::Value = serde_json::from_str(&text)?;
            if kept["dingtalk"].is_null() {
                // A folder from before DingTalk: what was made for it now has to stay as well.
                let new = folder.join("demo-secrets.new");
                drop(std::fs::remove_file(&new));
                write_private(&new, &serde_json::to_string_pretty(&known)?)?;
                std::fs::rename(&new, &path)?;
            }
            return Ok(known);
        }
        let made = Self {
            admin_token: random(40),
            source_token: random(40),
            read_token: random(40),
            corp_id: format!("ww{}", random(16).to_lowercase()),
            agent_id: 1_000_002,
            secret: random(43),
            token: random(24),
            encoding_aes_key: random(43),
            dingtalk: DingtalkSecrets::default(),
        };
        write_private(&path, &serde_json::to_string_pretty(&made)?)?;
        Ok(made)
    }

    /// The settings of the service.
    pub(super) fn settings(&self, service: SocketAddr, sandbox: &str, folder: &Path) -> String {
        let database = folder.join("paidan.db");
        let key = folder.join("paidan.key");
        let quote = |path: &Path| format!("{:?}", path.display().to_string());
        let url = format!("{:?}", format!("sqlite://{}", database.display()));
        format!(
            r#"[server]
listen = "{service}"
public_url = "http://{service}"
admin_token = "{}"
[store]
url = {url}
[privacy]
key_file = {}
[wecom]
enabled = true
corp_id = "{}"
agent_id = {}
secret = "{}"
token = "{}"
encoding_aes_key = "{}"
api_base = "{sandbox}"
oauth_base = "{sandbox}"
[dingtalk]
enabled = true
corp_id = "{}"
client_id = "{}"
client_secret = "{}"
card_template_id = "{}"
pool_group = "{}"
api_base = "{sandbox}"
oapi_base = "{sandbox}"
oauth_base = "{sandbox}"
[sources.website]
token = "{}"
[tokens.sandbox]
token = "{}"
role = "read"
[offer]
claim_within = "60s"
max_offers = 2
duty_manager = "li"
"#,
            self.admin_token,
            quote(&key),
            self.corp_id,
            self.agent_id,
            self.secret,
            self.token,
            self.encoding_aes_key,
            self.dingtalk.corp_id,
            self.dingtalk.client_id,
            self.dingtalk.client_secret,
            self.dingtalk.card_template_id,
            self.dingtalk.pool_group,
            self.source_token,
            self.read_token,
        )
    }
}

fn random(length: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    (0..length)
        .map(|_| char::from(LETTERS[rand::random_range(0..LETTERS.len())]))
        .collect()
}

fn write_private(path: &Path, text: &str) -> Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())?;
    Ok(())
}
