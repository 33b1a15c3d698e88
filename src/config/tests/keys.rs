//! Every key and its default; the file that is delivered.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use secrecy::ExposeSecret;

use super::full::{FULL, good};
use crate::config::node::from_toml;
use crate::config::problem::Place;
use crate::config::section::Section;
use crate::config::{Config, DEFAULT_FILE, Rate, Secret, TokenRole, load, settings};

/// The file that is delivered.
const DELIVERED: &str = include_str!("../../../config/paidan.toml");

fn shown(secret: Option<&Secret>) -> Option<&str> {
    secret.map(ExposeSecret::expose_secret)
}

#[test]
fn every_key_arrives() {
    let config = good(FULL, &[]);
    assert_eq!(config.time_zone.iana_name(), Some("Europe/Berlin"));
    assert_eq!(config.server.listen.to_string(), "[::1]:80");
    assert_eq!(config.server.public_url, "https://leads.example.com/paidan");
    assert_eq!(
        shown(config.server.admin_token.as_ref()),
        Some("canary-admin")
    );
    assert_eq!(config.store.url, "postgres://paidan:canary-store@db/paidan");
    assert_eq!(config.privacy.key_file, Path::new("/var/lib/paidan/key"));
    assert!(!config.privacy.phone_on_card);
    assert_eq!(
        config.network.proxy.as_deref(),
        Some("http://me:canary-proxy@proxy:3128")
    );

    let wecom = &config.wecom;
    assert!(wecom.enabled);
    assert_eq!(
        (wecom.corp_id.as_str(), wecom.agent_id),
        ("ww49715afd24767171", 1_000_002)
    );
    assert_eq!(wecom.secret.expose_secret(), "canary-wecom-secret");
    assert_eq!(wecom.token.expose_secret(), "canaryWecomToken");
    let key = wecom.encoding_aes_key.expose_secret();
    assert_eq!(key, "canaryAesKeyANlVaiP5zzxqqgnMzSlHE7aiFKR1KK6");
    assert_eq!(wecom.api_base, "http://127.0.0.1:9/wecom");
    assert_eq!(wecom.oauth_base, "http://127.0.0.1:9");

    let website = &config.sources["website"];
    assert_eq!(shown(website.token.as_ref()), Some("canary-website"));
    let secret = shown(website.secret.as_ref());
    assert_eq!(secret, Some("whsec_Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5"));
    assert!(!website.enabled);
    assert_eq!(
        website.rate,
        Some(Rate {
            count: 100,
            per: Duration::from_secs(60)
        })
    );

    let crm = &config.tokens["crm"];
    assert_eq!(crm.token.expose_secret(), "canary-crm");
    assert_eq!(crm.role, TokenRole::Manager);
    assert_eq!(crm.staff.as_ref().map(|staff| staff.as_str()), Some("li"));

    assert_eq!(config.offer.claim_within, Duration::from_secs(90));
    assert_eq!(config.offer.max_offers, 2);
    assert_eq!(config.offer.escalate_within, Duration::from_secs(7_200));
    assert_eq!(
        config
            .offer
            .duty_manager
            .as_ref()
            .map(|staff| staff.as_str()),
        Some("chen")
    );
}

#[test]
fn what_is_left_out_has_the_value_of_the_contract() {
    check_default(&good("", &[]));
    let text = "[server]\n[wecom]\n[sources.web]\n";
    let config = good(text, &[]);
    let web = &config.sources["web"];
    assert!(web.enabled && web.token.is_none() && web.secret.is_none() && web.rate.is_none());
}

fn check_default(config: &Config) {
    assert_eq!(config.time_zone.iana_name(), Some("Asia/Shanghai"));
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.server.public_url, "http://127.0.0.1:8080");
    assert!(config.server.admin_token.is_none());
    assert_eq!(config.store.url, "sqlite://data/paidan.db");
    assert_eq!(config.privacy.key_file, Path::new("data/paidan.key"));
    assert!(config.privacy.phone_on_card);
    assert_eq!(config.network.proxy, None);
    assert!(!config.wecom.enabled);
    assert_eq!(config.wecom.api_base, "https://qyapi.weixin.qq.com");
    assert_eq!(config.wecom.oauth_base, "https://open.weixin.qq.com");
    assert!(config.sources.is_empty() && config.tokens.is_empty());
    assert_eq!(config.offer, paidan_domain::policy::OfferPolicy::default());
}

#[test]
fn the_delivered_file_is_the_defaults() {
    check_default(&good(DELIVERED, &[]));
}

#[test]
fn the_delivered_file_has_every_key_and_no_other() {
    let uncommented: String = DELIVERED
        .lines()
        .map(|line| setting(line).unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n");
    let nodes = from_toml(&uncommented, "delivered").unwrap_or_else(|found| panic!("{found:?}"));
    let written: BTreeSet<String> = uncommented
        .lines()
        .scan(String::new(), |section, line| {
            if let Some(name) = line.strip_prefix('[') {
                *section = format!("{}.", name.trim_end_matches(']'));
                return Some(None);
            }
            Some(
                line.split_once(" = ")
                    .map(|(key, _)| format!("{section}{key}")),
            )
        })
        .flatten()
        .collect();
    let mut all = Section::root(nodes, Place::File("delivered".to_owned()));
    settings::read(&mut all);
    let sections: BTreeSet<String> = all
        .known
        .iter()
        .map(|(section, _)| section.clone())
        .collect();
    let known: BTreeSet<String> = all
        .known
        .iter()
        .map(|(section, key)| {
            if section.is_empty() {
                key.clone()
            } else {
                format!("{section}.{key}")
            }
        })
        .filter(|key| !sections.contains(key))
        .collect();
    assert_eq!(written, known);
}

/// A line as a setting, with its `#` away; `None` for a comment in words.
fn setting(line: &str) -> Option<&str> {
    let line = line.trim_start_matches("# ");
    let key = |c: char| c.is_ascii_lowercase() || c == '_';
    let is_key = line
        .split_once(" = ")
        .is_some_and(|(name, _)| name.chars().all(key));
    (is_key || line.starts_with('[')).then_some(line)
}

#[test]
fn only_the_default_file_may_be_absent() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("paidan.toml");
    let problems = load(&path, std::iter::empty()).expect_err("absent");
    let path = path.display();
    let said = problems[0].to_string();
    assert!(
        said.starts_with(&format!("error: {path}: this file cannot be read: ")),
        "{said}"
    );
    assert!(
        said.ends_with(
            "\n  fix: name the right one with --config FILE (default config/paidan.toml)"
        )
    );
    // The tests run where the delivered file is, or where there is none: both will do.
    check_default(&load(Path::new(DEFAULT_FILE), std::iter::empty()).expect("defaults"));
}

#[test]
fn a_file_is_read_with_its_byte_order_mark_and_line_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("paidan.toml");
    std::fs::write(&path, "\u{feff}[server]\r\nlisten = \"127.0.0.1:1\"\r\n").expect("written");
    let config = load(&path, std::iter::empty()).expect("good");
    assert_eq!(config.server.listen.port(), 1);

    std::fs::write(&path, b"[server]\n# \xc5\xc9\xb5\xa5\n").expect("written");
    let problems = load(&path, std::iter::empty()).expect_err("GBK");
    let expected = format!(
        "error: {}:2: this is not UTF-8\n  fix: save the file as UTF-8 in your editor (not GBK or ANSI)",
        path.display()
    );
    assert_eq!(problems[0].to_string(), expected);
}
