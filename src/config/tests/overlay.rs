//! The environment goes before the file.

use secrecy::ExposeSecret;

use super::full::{FULL, check, good};
use crate::config::node::from_toml;
use crate::config::problem::Place;
use crate::config::section::Section;
use crate::config::settings;

#[test]
fn every_key_of_the_file_can_be_set_by_a_variable_alone() {
    let nodes = from_toml(FULL, "full").unwrap_or_else(|found| panic!("{found:?}"));
    let mut all = Section::root(nodes, Place::File("full".to_owned()));
    settings::read(&mut all);
    let variables: Vec<(String, String)> = FULL
        .lines()
        .scan(String::new(), |section, line| {
            if let Some(name) = line.strip_prefix('[') {
                *section = name.trim_end_matches(']').replace('.', "__") + "__";
            }
            let set = line.split_once(" = ").map(|(key, value)| {
                let name = format!("PAIDAN__{section}{key}").to_uppercase();
                (name, value.trim_matches('"').to_owned())
            });
            Some(set)
        })
        .flatten()
        .collect();
    let all_set: Vec<_> = variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let config = good("", &all_set);
    assert_eq!(format!("{config:?}"), format!("{:?}", good(FULL, &[])));
    assert_eq!(config.wecom.secret.expose_secret(), "canary-wecom-secret");
    assert_eq!(config.wecom.agent_id, 1_000_002);
}

#[test]
fn a_variable_goes_before_the_file() {
    let text = "[sources.my-shop]\ntoken = \"old\"\nrate = \"1/s\"\n[offer]\nmax_offers = 2\n";
    let environment = [
        ("PAIDAN__SOURCES__MY_SHOP__TOKEN", "new"),
        ("paidan__offer__Max_Offers", "7"),
        ("PAIDAN__PRIVACY__PHONE_ON_CARD", "False"),
        ("PAIDAN__SERVER__LISTEN", "0.0.0.0:80"),
        ("PAIDAN_LOG", "not ours"),
        ("PATH", "/bin"),
        ("PAIDAN__", ""),
        ("派单", "not ours"),
    ];
    let config = good(text, &environment[..6]);
    let shop = &config.sources["my-shop"];
    assert_eq!(
        shop.token.as_ref().map(|token| token.expose_secret()),
        Some("new")
    );
    assert!(shop.rate.is_some());
    assert_eq!(config.sources.len(), 1);
    assert_eq!(config.offer.max_offers, 7);
    assert!(!config.privacy.phone_on_card);
    assert_eq!(config.server.listen.to_string(), "0.0.0.0:80");
    let said = "error: PAIDAN__: is not a setting of paidan\n  fix: take it out; known here are \
                dingtalk, network, offer, privacy, seed, server, sources, store, time_zone, tokens, \
                wecom";
    check(text, &environment[6..], &[said]);
}

#[test]
fn a_wrong_variable_is_named() {
    check(
        "",
        &[
            ("PAIDAN__OFFER__CLAIM_WITHIN", "5"),
            ("PAIDAN__OFFER__MAX_OFFERS", "three"),
            ("PAIDAN__SERVER__PUBLIC_URL", ""),
            ("PAIDAN__WECOM", "on"),
        ],
        &[
            "error: PAIDAN__OFFER__CLAIM_WITHIN: offer.claim_within is 5 without a unit\n  \
             fix: write a number and s, m, h or d, as in \"90s\", \"5m\", \"2h\", \"1d\"",
            "error: PAIDAN__OFFER__MAX_OFFERS: offer.max_offers must be a whole number, \
             found \"three\"\n  fix: write a whole number, without quotes",
            "error: PAIDAN__SERVER__PUBLIC_URL: server.public_url is empty\n  \
             fix: give it a value, or leave it out",
            "error: PAIDAN__WECOM: wecom must be a section, found a text\n  \
             fix: write [wecom] and its keys below",
        ],
    );
}

#[test]
fn an_unknown_variable_is_refused_with_the_one_that_was_meant() {
    check(
        "[wecom]\n",
        &[
            ("PAIDAN__CLAIM_WITHIN", "5m"),
            ("PAIDAN__SERVER_LISTEN", "x"),
            ("PAIDAN__SOURCES__WEB__TOKN", "x"),
            ("PAIDAN__WECOM__SECERT", "x"),
            ("PAIDAN__WECON__SECRET", "x"),
            ("PAIDAN__WECON__TOKEN", "x"),
        ],
        &[
            "error: PAIDAN__CLAIM_WITHIN: claim_within is not a setting of paidan\n  \
             fix: did you mean PAIDAN__OFFER__CLAIM_WITHIN?",
            "error: PAIDAN__SERVER_LISTEN: server_listen is not a setting of paidan\n  \
             fix: did you mean PAIDAN__SERVER__LISTEN?",
            "error: PAIDAN__SOURCES__WEB__TOKN: sources.web.tokn is not a setting of paidan\n  \
             fix: did you mean PAIDAN__SOURCES__WEB__TOKEN?",
            "error: PAIDAN__WECOM__SECERT: wecom.secert is not a setting of paidan\n  \
             fix: did you mean PAIDAN__WECOM__SECRET?",
            "error: PAIDAN__WECON__SECRET: wecon is not a setting of paidan\n  \
             fix: did you mean PAIDAN__WECOM__SECRET?",
            "error: PAIDAN__WECON__TOKEN: wecon is not a setting of paidan\n  \
             fix: did you mean PAIDAN__WECOM__TOKEN?",
        ],
    );
}

#[test]
fn a_platform_switched_on_by_a_variable_needs_its_keys() {
    let text = "[wecom]\ncorp_id = \"ww1\"\nagent_id = 1\nsecret = \"s\"\ntoken = \"t\"\n";
    check(
        text,
        &[
            ("PAIDAN__WECOM__ENABLED", "true"),
            ("PAIDAN__WECOM__ENCODING_AES_KEY", "short"),
        ],
        &[
            "error: PAIDAN__WECOM__ENCODING_AES_KEY: wecom.encoding_aes_key has 5 characters, \
           WeCom gives 43\n  fix: copy it again from 应用管理 → 你的应用 → 接收消息 → EncodingAESKey",
        ],
    );
}

#[test]
fn one_key_by_two_variables_is_refused() {
    check(
        "",
        &[
            ("PAIDAN__SERVER__LISTEN", "0.0.0.0:1"),
            ("PAIDAN__server__listen", "0.0.0.0:2"),
        ],
        &[
            "error: PAIDAN__server__listen: server.listen is also set as PAIDAN__SERVER__LISTEN\n  \
           fix: unset one of the two",
        ],
    );
}
