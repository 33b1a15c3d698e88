//! `[dingtalk]`: read here, judged by the room `dingtalk` itself.

use super::address;
use super::problem::{Fault, quoted};
use super::section::Section;
use crate::dingtalk::{Mode, Settings};

pub(super) fn read(section: &mut Section) -> Settings {
    let default = Settings::default();
    let most = |section: &mut Section, key: &str, usual: u64| {
        let count = section.number(key, 1..=1_000_000_000);
        count
            .and_then(|count| u64::try_from(count).ok())
            .unwrap_or(usual)
    };
    let settings = Settings {
        enabled: section.flag("enabled").unwrap_or(default.enabled),
        corp_id: section.text("corp_id").unwrap_or_default(),
        client_id: section.text("client_id").unwrap_or_default(),
        client_secret: secret(section, "client_secret"),
        robot_code: section.text("robot_code").unwrap_or_default(),
        card_template_id: section.text("card_template_id").unwrap_or_default(),
        mode: section.parsed("mode", mode).unwrap_or_default(),
        token: secret(section, "token"),
        encoding_aes_key: secret(section, "encoding_aes_key"),
        events_for_corp_id: section.flag("events_for_corp_id").unwrap_or_default(),
        pool_group: section.text("pool_group").unwrap_or_default(),
        monthly_calls: most(section, "monthly_calls", default.monthly_calls),
        monthly_messages: most(section, "monthly_messages", default.monthly_messages),
        api_base: base(section, "api_base").unwrap_or(default.api_base),
        oapi_base: base(section, "oapi_base").unwrap_or(default.oapi_base),
        oauth_base: base(section, "oauth_base").unwrap_or(default.oauth_base),
    };
    for problem in settings.problems() {
        let sentence = problem.to_string();
        let message = sentence
            .strip_prefix(problem.key())
            .unwrap_or(&sentence)
            .trim_start();
        section.fail(problem.key(), Fault::new(message, problem.fix()));
    }
    settings
}

fn secret(section: &mut Section, key: &str) -> secrecy::SecretString {
    section.secret(key, |_| Ok(())).unwrap_or_default()
}

fn mode(text: &str) -> Result<Mode, Fault> {
    match text {
        "stream" => Ok(Mode::Stream),
        "http" => Ok(Mode::Http),
        other => Err(Fault::new(
            format!("must be stream or http, found {}", quoted(other)),
            "write mode = \"stream\", which needs no address of yours",
        )),
    }
}

/// An address to which paths are put.
fn base(section: &mut Section, key: &str) -> Option<String> {
    let address = section.parsed(key, address::web)?;
    Some(address.trim_end_matches('/').to_owned())
}
