//! A file with every key, and how settings are tried.

use crate::config::{Config, parse};

/// Every key that is set to something else than its default.
pub(super) const FULL: &str = r#"
time_zone = "Europe/Berlin"
[server]
listen = "[::1]:80"
public_url = "https://leads.example.com/paidan/"
admin_token = "canary-admin"
[store]
url = "postgres://paidan:canary-store@db/paidan"
[privacy]
key_file = "/var/lib/paidan/key"
phone_on_card = false
[network]
proxy = "http://me:canary-proxy@proxy:3128"
[wecom]
enabled = true
corp_id = "ww49715afd24767171"
agent_id = 1000002
secret = "canary-wecom-secret"
token = "canaryWecomToken"
encoding_aes_key = "canaryAesKeyANlVaiP5zzxqqgnMzSlHE7aiFKR1KK6"
api_base = "http://127.0.0.1:9/wecom/"
oauth_base = "http://127.0.0.1:9"
[dingtalk]
enabled = false
corp_id = "ding1"
client_id = "ding2"
client_secret = "canary-dingtalk"
robot_code = "ding3"
card_template_id = "x.schema"
mode = "http"
token = "canary-dingtalk-token"
encoding_aes_key = "canary-dingtalk-key"
api_base = "https://api.dingtalk.com"
oapi_base = "https://oapi.dingtalk.com"
oauth_base = "https://login.dingtalk.com"
[sources.website]
token = "canary-website"
secret = "whsec_Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5"
enabled = false
rate = "100/m"
[tokens.crm]
token = "canary-crm"
role = "manager"
staff = "li"
[offer]
claim_within = "90s"
max_offers = 2
escalate_within = "2h"
duty_manager = "chen"
"#;

/// Settings that are good.
#[track_caller]
pub(super) fn good(text: &str, environment: &[(&str, &str)]) -> Config {
    match parse(text, "paidan.toml", owned(environment)) {
        Ok(config) => config,
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// Settings that are not: all that the operator reads.
#[track_caller]
pub(super) fn check(text: &str, environment: &[(&str, &str)], expected: &[&str]) {
    let problems = match parse(text, "paidan.toml", owned(environment)) {
        Ok(_) => Vec::new(),
        Err(problems) => problems,
    };
    let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected, "{text}");
}

fn owned(environment: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
    environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
}

/// The fix of every duration.
pub(super) const DURATION: &str =
    "write a number and s, m, h or d, as in \"90s\", \"5m\", \"2h\", \"1d\"";

/// One setting in line 2 of its section is at fault.
#[track_caller]
pub(super) fn one(section: &str, line: &str, message: &str, fix: &str) {
    let key = line.split(" = ").next().unwrap_or_default();
    let text = format!("[{section}]\n{line}\n");
    let said = format!("error: paidan.toml:2: {section}.{key} {message}\n  fix: {fix}");
    check(&text, &[], &[&said]);
}
