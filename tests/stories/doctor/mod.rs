//! An operator asks what is wrong with a platform's set-up: each fault is found by its own check,
//! and the page that mends it is named.

mod fault;

use std::time::Duration;

use serde_json::{Value, json};

use crate::world::{Ding, Setup, World, free_port, until};
use fault::{Fault, finds, here, is_sound, look, member, rewritten, there};

fn of_dingtalk(world: &World) -> Vec<Fault> {
    let own = &world.secrets.ding;
    let secret = |to: &str| (own.client_secret.clone(), to.to_owned());
    let template = format!("card_template_id = \"{}\"", own.template);
    let permission = |name| member("permissions", json!([name]), json!([]));
    let robot = |state| member("robot", json!(state), json!("ok"));
    let only = json!(["307230314957509801", "307230314957509802"]);
    vec![
        there(
            member("secret", json!("wrong"), json!("ok")),
            "✗ 凭证",
            "invalidClientIdOrSecret",
            "凭证与基础信息",
            2,
        ),
        here(
            secret("NotTheSecretOfThisApp"),
            "✗ 长连接",
            "authFailed",
            "Stream 模式",
            2,
        ),
        there(
            member("ip_allowed", json!(false), json!(true)),
            "✗ 服务器出口IP",
            "IpNotInWhiteList",
            "安全设置 → 服务器出口IP",
            1,
        ),
        there(
            permission("Card.Instance.Write"),
            "✗ 权限",
            "Card.Instance.Write",
            "权限管理",
            1,
        ),
        there(
            permission("qyapi_robot_sendmsg"),
            "✗ 权限",
            "qyapi_robot_sendmsg",
            "权限管理",
            1,
        ),
        there(
            permission("qyapi_get_member"),
            "✗ 权限",
            "qyapi_get_member",
            "权限管理",
            1,
        ),
        there(
            robot("stopped"),
            "✗ 机器人",
            "bot.stopped",
            "应用 → 机器人 → 启用",
            1,
        ),
        there(
            robot("missing"),
            "✗ 机器人",
            "robot.oto.notExist",
            "应用 → 机器人 → 启用",
            1,
        ),
        there(
            member("template", json!("unpublished"), json!("ok")),
            "✗ 卡片模板",
            "param.templateUnpublished",
            "卡片平台 → 你的模板",
            1,
        ),
        here(
            (own.template.clone(), "another.schema".to_owned()),
            "✗ 卡片模板",
            "param.templateNotExist",
            "card_template_id",
            1,
        ),
        here(
            (template, String::new()),
            "! 卡片模板",
            "links",
            "config/dingtalk/README.md",
            0,
        ),
        there(
            member("visible", only, json!("all")),
            "! 可使用范围",
            "2 of 4 reps",
            "可使用范围",
            0,
        ),
        there(
            member("quota_calls_left", json!(0), Value::Null),
            "✗ 本月调用",
            "used up",
            "monthly_calls",
            1,
        ),
        here(
            (
                format!("api_base = \"http://{}\"\noapi", world.places.sandbox),
                closed("api_base = ") + "\"\noapi",
            ),
            "✗ 凭证",
            "connect",
            "dingtalk.api_base",
            2,
        ),
    ]
}

/// A key of the settings that points at a port where nobody listens.
fn closed(key: &str) -> String {
    format!("{key}\"http://127.0.0.1:{}", free_port())
}

fn of_wecom(world: &World) -> Vec<Fault> {
    let own = &world.secrets;
    let url = format!("public_url = \"http://{}", world.places.service);
    let there_is_other = format!("public_url = \"http://{}", world.places.sandbox);
    vec![
        there(
            member("secret", json!("wrong"), json!("ok")),
            "✗ 凭证",
            "40001",
            "应用管理 → 你的应用 → Secret",
            1,
        ),
        here(
            (own.corp_id.clone(), "ww0000000000000000".to_owned()),
            "✗ 凭证",
            "40013",
            "我的企业 → 企业信息 → 企业ID",
            2,
        ),
        there(
            member("ip_allowed", json!(false), json!(true)),
            "✗ 企业可信IP",
            "127.0.0.1 (60020)",
            "企业可信IP → 加上 127.0.0.1",
            1,
        ),
        there(
            member("app", json!("disabled"), json!("ok")),
            "✗ 应用",
            "disabled",
            "应用管理 → 你的应用 → 启用",
            1,
        ),
        here(
            (
                "agent_id = 1000002".to_owned(),
                "agent_id = 1000003".to_owned(),
            ),
            "✗ 应用",
            "301002",
            "AgentId",
            1,
        ),
        there(
            member(
                "visible",
                json!(["ZhangWei", "WangFang", "ZhaoQiang"]),
                json!("all"),
            ),
            "! 可见范围",
            "1 of 4 reps",
            "应用管理 → 你的应用 → 可见范围",
            0,
        ),
        here(
            (url.clone(), closed("public_url = ")),
            "✗ 接收消息",
            "connect",
            "server.public_url",
            1,
        ),
        here(
            (url, there_is_other),
            "✗ 接收消息",
            "HTTP 404",
            "server.public_url",
            1,
        ),
        here(
            (own.token.clone(), "AnotherToken".to_owned()),
            "✗ 接收消息",
            "HTTP 403",
            "接收消息",
            1,
        ),
    ]
}

#[test]
fn the_doctor_finds_each_planted_fault_of_the_set_up_and_disturbs_nobody() {
    let world = World::with(Setup {
        ding: Some(Ding::STREAM),
        ..Setup::default()
    });
    world.has_connections(2);
    finds(&world, "dingtalk", of_dingtalk(&world));
    finds(&world, "wecom", of_wecom(&world));

    let all = look(&world, "all", "paidan.toml");
    assert_eq!(all.code, Some(0), "{}", all.all());
    for heading in ["企业微信 · WeCom", "钉钉 · DingTalk"] {
        assert!(
            all.lines.iter().any(|line| line == heading),
            "{}",
            all.all()
        );
    }
    let off = rewritten(
        &world,
        "[dingtalk]\nenabled = true",
        "[dingtalk]\nenabled = false",
    );
    let seen = look(&world, "dingtalk", off);
    assert_eq!(seen.code, Some(1));
    assert!(seen.errors.contains("[dingtalk] is off"), "{}", seen.errors);

    world.gateway("down", None);
    let seen = look(&world, "dingtalk", "paidan.toml");
    assert_eq!((seen.code, seen.failed()), (Some(1), 1), "{}", seen.all());
    let away = "✗ 长连接 stream  连不上平台 (http-503)";
    assert!(seen.all().contains(away), "{}", seen.all());
    world.gateway("up", None);
    is_sound(&world, "dingtalk");

    for (who, messages) in world.ding_messages() {
        assert!(messages.is_empty(), "{who} was disturbed: {messages:?}");
    }
    world.ends();
}

#[test]
fn over_http_the_doctor_asks_our_own_address_as_the_platform_does() {
    let world = World::with(Setup {
        ding: Some(Ding::HTTP),
        ..Setup::default()
    });
    let own = &world.secrets.ding;
    let url = format!("public_url = \"http://{}", world.places.service);
    let other_key = own.aes_key.chars().rev().skip(1).chain(['A']).collect();
    // The service told where presses go, which is one call.
    until("the month is counted", Duration::from_secs(20), || {
        let seen = look(&world, "dingtalk", "paidan.toml");
        seen.all().contains("已用 1/5000")
    });
    let faults = vec![
        here(
            (url.clone(), closed("public_url = ")),
            "✗ 消息接收",
            "connect",
            "server.public_url",
            3,
        ),
        here(
            (url, closed("public_url = ")),
            "✗ 卡片回调",
            "presses go elsewhere",
            "restart paidan serve",
            3,
        ),
        here(
            (
                own.client_secret.clone(),
                "NotTheSecretOfThisApp".to_owned(),
            ),
            "✗ 消息接收",
            "HTTP 403",
            "client_secret",
            2,
        ),
        here(
            (own.aes_key.clone(), other_key),
            "✗ 事件订阅",
            "HTTP 403",
            "encoding_aes_key",
            1,
        ),
        there(
            member("permissions", json!(["Card.Instance.Write"]), json!([])),
            "✗ 权限",
            "Card.Instance.Write",
            "权限管理",
            1,
        ),
        here(
            (
                "monthly_calls = 5000".to_owned(),
                "monthly_calls = 1".to_owned(),
            ),
            "✗ 本月调用",
            "1 used",
            "monthly_calls",
            1,
        ),
    ];
    finds(&world, "dingtalk", faults);

    assert_eq!(world.stop(), Some(0));
    let seen = look(&world, "dingtalk", "paidan.toml");
    assert_eq!((seen.code, seen.failed()), (Some(1), 2), "{}", seen.all());
    assert!(
        seen.all()
            .contains("✗ 消息接收 robot callback  从本机打不开"),
        "{}",
        seen.all()
    );
}
