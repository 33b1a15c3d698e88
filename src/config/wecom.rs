//! `[wecom]`: read here, judged by the room `wecom` itself.

use super::problem::Fault;
use super::section::Section;
use crate::wecom::Settings;

pub(super) fn read(section: &mut Section) -> Settings {
    let default = Settings::default();
    let settings = Settings {
        enabled: section.flag("enabled").unwrap_or(default.enabled),
        corp_id: section.text("corp_id").unwrap_or_default(),
        agent_id: section
            .number("agent_id", i64::MIN..=i64::MAX)
            .unwrap_or_default(),
        secret: section.secret("secret", |_| Ok(())).unwrap_or_default(),
        token: section.secret("token", |_| Ok(())).unwrap_or_default(),
        encoding_aes_key: section
            .secret("encoding_aes_key", |_| Ok(()))
            .unwrap_or_default(),
        api_base: base(section, "api_base").unwrap_or(default.api_base),
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

/// An address to which paths are put.
fn base(section: &mut Section, key: &str) -> Option<String> {
    section
        .text(key)
        .map(|address| address.trim_end_matches('/').to_owned())
}
