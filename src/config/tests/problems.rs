//! What is wrong with the whole: platforms, unknown keys, broken lines, the order.

use super::full::{DURATION, check, one};

#[test]
fn the_sample_of_the_operator_s_guide() {
    let text = "\n\n\n\n\n\n\n[wecom]\nenabled = true\ncorp_id = \"ww49715afd24767171\"\n\
                agent_id = 1000002\nsecret = \"s\"\ntoken = \"t\"\n\
                encoding_aes_key = \"AXh3LxF0TiXiANlVaiP5zzxqqgnMzSlHE7aiFKR1KK\"\n";
    check(
        text,
        &[],
        &[
            "error: paidan.toml:14: wecom.encoding_aes_key has 42 characters, WeCom gives 43\n  \
           fix: copy it again from 应用管理 → 你的应用 → 接收消息 → EncodingAESKey",
        ],
    );
}

#[test]
fn an_enabled_platform_needs_its_keys() {
    check(
        "[server]\n[wecom]\nenabled = true\n",
        &[],
        &[
            "error: paidan.toml:2: wecom.agent_id must be a positive number, found 0\n  \
             fix: copy it from 应用管理 → 你的应用 → AgentId",
            "error: paidan.toml:2: wecom.corp_id is missing\n  \
             fix: copy it from 我的企业 → 企业信息 → 企业ID",
            "error: paidan.toml:2: wecom.encoding_aes_key is missing\n  \
             fix: copy it again from 应用管理 → 你的应用 → 接收消息 → EncodingAESKey",
            "error: paidan.toml:2: wecom.secret is missing\n  \
             fix: copy it from 应用管理 → 你的应用 → Secret",
            "error: paidan.toml:2: wecom.token is missing\n  \
             fix: copy it again from 应用管理 → 你的应用 → 接收消息 → Token",
        ],
    );
    check(
        "[wecom]\nenabled = false\ncorp_id = \"\"\nsecret = \"\"\nagent_id = 0\n",
        &[],
        &[],
    );
}

#[test]
fn dingtalk_says_what_it_lacks_and_where_that_is_found() {
    check(
        "[dingtalk]\nenabled = true\nclient_id = \"ding1\"\nclient_secret = \"a b\"\n\
         corp_id = \"ding2\"\ncard_template_id = \"x\"\npool_group = \"chat1\"\n",
        &[],
        &[
            "error: paidan.toml:4: dingtalk.client_secret has characters that DingTalk never gives\n  \
             fix: copy it from 应用 → 凭证与基础信息 → Client Secret",
            "error: paidan.toml:6: dingtalk.card_template_id must end in .schema\n  \
             fix: copy it from 卡片平台 → 你的模板 → 模板ID, or leave it out",
            "error: paidan.toml:7: dingtalk.pool_group must begin with cid\n  \
             fix: write the group's openConversationId, or leave it out",
        ],
    );
    one(
        "dingtalk",
        "mode = \"push\"",
        "must be stream or http, found \"push\"",
        "write mode = \"stream\", which needs no address of yours",
    );
}

#[test]
fn unknown_keys_are_refused_with_what_was_meant() {
    let unknown = "is not a setting of paidan";
    one("wecom", "corpid = \"x\"", unknown, "did you mean corp_id?");
    one(
        "wecom",
        "secret_flie = \"x\"",
        unknown,
        "did you mean secret_file?",
    );
    one(
        "sources.web",
        "tokn = \"x\"",
        unknown,
        "did you mean token?",
    );
    one(
        "server",
        "claim_within = \"5m\"",
        unknown,
        "claim_within stands in [offer]",
    );
    one(
        "server",
        "time_zone = \"UTC\"",
        unknown,
        "time_zone stands at the top of the file, before the first section",
    );
    one(
        "network",
        "colour = \"red\"",
        unknown,
        "take it out; known here are proxy, proxy_file",
    );
    check(
        "[wecon]\nsecret = \"x\"\n[server.listen]\n",
        &[],
        &[
            "error: paidan.toml:1: wecon is not a setting of paidan\n  fix: did you mean wecom?",
            "error: paidan.toml:3: server.listen must be a text, found a section\n  \
             fix: put the value in quotes",
        ],
    );
    check(
        "server = 1\n[[sources]]\ntoken = \"x\"\n",
        &[],
        &[
            "error: paidan.toml:1: server must be a section, found a number\n  \
             fix: write [server] and its keys below",
            "error: paidan.toml:2: sources must be a section, found a list\n  \
             fix: write [sources] and its keys below",
        ],
    );
}

#[test]
fn broken_lines_are_all_named_and_never_quoted() {
    let general = "write key = value, with a text in quotes, as in listen = \"127.0.0.1:8080\"";
    let fixes = [
        (2, general),
        (4, general),
        (6, "it stands above already: keep one of the two"),
        (
            7,
            "put a name in quotes that has other than English letters, digits, - and _",
        ),
    ];
    let text = "[wecom]\nsecret = canary\n[server]\npublic_url = \"canary\nlisten = 1\n\
                listen = 2\n[sources.官网]\n";
    let Err(problems) = crate::config::parse(text, "f", std::iter::empty()) else {
        panic!("good?")
    };
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), fixes.len(), "{said:#?}");
    for ((line, fix), said) in fixes.into_iter().zip(&said) {
        assert!(
            said.starts_with(&format!("error: f:{line}: this is not TOML: ")),
            "{said}"
        );
        assert!(said.ends_with(&format!("\n  fix: {fix}")), "{said}");
        assert!(!said.contains("canary"), "{said}");
    }
}

#[test]
fn problems_come_all_at_once_in_the_order_of_the_file() {
    check(
        "[offer]\nclaim_within = 5\nmax_offers = 0\n[server]\nlisten = \"x\"\nlisen = 1\n",
        &[("PAIDAN__PRIVACY__PHONE_ON_CARD", "maybe")],
        &[
            &format!(
                "error: paidan.toml:2: offer.claim_within is 5 without a unit\n  fix: {DURATION}"
            ),
            "error: paidan.toml:3: offer.max_offers must be from 1 to 1000, found 0\n  \
             fix: choose a number from 1 to 1000",
            "error: paidan.toml:5: server.listen must be an IP address with a port, found \"x\"\n  \
             fix: write \"127.0.0.1:8080\" for this machine alone, \"0.0.0.0:8080\" for all",
            "error: paidan.toml:6: server.lisen is not a setting of paidan\n  fix: did you mean listen?",
            "error: PAIDAN__PRIVACY__PHONE_ON_CARD: privacy.phone_on_card must be true or false, \
             found \"maybe\"\n  fix: write true or false, without quotes",
        ],
    );
}
