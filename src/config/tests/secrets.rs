//! Secrets in files of their own, and secrets that must not show.

use std::fs;
use std::path::PathBuf;

use secrecy::ExposeSecret;
use tempfile::TempDir;

use super::full::{FULL, check, good};

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str, content: &[u8], mode: u32) -> String {
        let path = self.path(name);
        fs::write(&path, content).expect("written");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("mode set");
        }
        path.display().to_string()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

#[test]
fn every_secret_can_stand_in_a_file() {
    let folder = Folder::new();
    let names = [
        ("server", "admin_token", "admin"),
        ("wecom", "secret", "s"),
        ("wecom", "token", "t"),
        (
            "wecom",
            "encoding_aes_key",
            "QXh3LxF0TiXiANlVaiP5zzxqqgnMzSlHE7aiFKR1KK6",
        ),
        ("dingtalk", "client_secret", "d"),
        ("dingtalk", "token", "d"),
        ("dingtalk", "encoding_aes_key", "d"),
        ("sources.web", "token", "web"),
        (
            "sources.web",
            "secret",
            "whsec_Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5",
        ),
        ("tokens.crm", "token", "crm"),
        ("store", "url", "postgres://u:p@h/db"),
        ("network", "proxy", "http://u:p@h:1"),
    ];
    let mut text = String::new();
    for (section, key, secret) in names {
        let name = format!("{section}.{key}");
        let path = folder.file(&name, format!("{secret}\r\n").as_bytes(), 0o600);
        text.push_str(&format!("{section}.{key}_file = \"{path}\"\n"));
    }
    text.push_str("tokens.crm.role = \"read\"\nwecom.enabled = true\n");
    text.push_str("wecom.corp_id = \"ww1\"\nwecom.agent_id = 1\n");
    let config = good(&text, &[]);
    assert_eq!(
        config.server.admin_token.expect("set").expose_secret(),
        "admin"
    );
    assert_eq!(config.wecom.secret.expose_secret(), "s");
    assert_eq!(config.wecom.token.expose_secret(), "t");
    assert_eq!(config.wecom.encoding_aes_key.expose_secret().len(), 43);
    let web = &config.sources["web"];
    assert_eq!(web.token.as_ref().expect("set").expose_secret(), "web");
    assert!(web.secret.is_some());
    assert_eq!(config.tokens["crm"].token.expose_secret(), "crm");
    assert_eq!(config.store.url, "postgres://u:p@h/db");
    assert_eq!(config.network.proxy.as_deref(), Some("http://u:p@h:1"));
}

#[cfg(unix)]
#[test]
fn a_secret_file_that_others_can_read_is_refused() {
    let folder = Folder::new();
    for mode in [0o640, 0o604, 0o610, 0o620, 0o644, 0o777] {
        let path = folder.file("secret", b"s", mode);
        let message = "which others than its owner can read";
        check(
            &format!("[server]\nadmin_token_file = \"{path}\"\n"),
            &[],
            &[&format!(
                "error: paidan.toml:2: server.admin_token_file names \"{path}\", {message}\n  \
                 fix: chmod 600 {path}"
            )],
        );
    }
    for mode in [0o600, 0o400, 0o700] {
        let path = folder.file(&format!("good{mode}"), b"s", mode);
        good(&format!("[server]\nadmin_token_file = \"{path}\"\n"), &[]);
    }
}

#[test]
fn a_secret_file_must_hold_a_secret() {
    let folder = Folder::new();
    let holds = "name a file that holds the secret and nothing else";
    let here = folder.0.path().display().to_string();
    let empty = folder.file("empty", b"\n\n", 0o600);
    let large = folder.file("large", &[b'x'; 20_000], 0o600);
    let cases = [
        (&here, "which is not a file", holds),
        (&empty, "which is empty", "put the secret into it"),
        (&large, "which is larger than 16 KiB", holds),
    ];
    for (path, message, fix) in cases {
        check(
            "[wecom]\n",
            &[("PAIDAN__WECOM__SECRET_FILE", path)],
            &[&format!(
                "error: PAIDAN__WECOM__SECRET_FILE: wecom.secret_file names \"{path}\", {message}\n  \
                 fix: {fix}"
            )],
        );
    }
    let absent = folder.path("absent").display().to_string();
    let found = crate::config::parse(
        &format!("wecom.enabled = true\nwecom.secret_file = \"{absent}\"\n"),
        "f",
        std::iter::empty(),
    );
    let problems: Vec<_> = found
        .expect_err("absent")
        .into_iter()
        .filter(|one| one.key.contains("secret"))
        .collect();
    assert_eq!(
        problems.len(),
        1,
        "not called missing as well: {problems:?}"
    );
    assert!(
        problems[0].message.contains("which cannot be read"),
        "{}",
        problems[0]
    );
}

#[test]
fn a_secret_is_given_once_and_the_environment_goes_first() {
    let folder = Folder::new();
    let path = folder.file("secret", b"from-file", 0o600);
    let twin = |place: &str| {
        format!(
            "error: {place}: server.admin_token_file is given beside server.admin_token\n  \
             fix: keep one of the two"
        )
    };
    let both = format!("[server]\nadmin_token = \"x\"\nadmin_token_file = \"{path}\"\n");
    check(&both, &[], &[&twin("paidan.toml:3")]);
    let variables = [
        ("PAIDAN__SERVER__ADMIN_TOKEN", "x"),
        ("PAIDAN__SERVER__ADMIN_TOKEN_FILE", &path),
    ];
    check("", &variables, &[&twin("PAIDAN__SERVER__ADMIN_TOKEN_FILE")]);

    let token = |text: &str, environment: (&str, &str)| {
        let config = good(text, &[environment]);
        config
            .server
            .admin_token
            .expect("set")
            .expose_secret()
            .to_owned()
    };
    let in_file = "[server]\nadmin_token = \"old\"\n";
    assert_eq!(token(in_file, variables[1]), "from-file");
    let in_file = "[server]\nadmin_token_file = \"/nowhere\"\n";
    assert_eq!(token(in_file, variables[0]), "x");
}

#[test]
fn a_secret_from_a_file_is_checked_like_any_other() {
    let folder = Folder::new();
    let path = folder.file("secret", b"whsec_YWJj\n", 0o600);
    check(
        &format!("[sources.web]\nsecret_file = \"{path}\"\n"),
        &[],
        &[
            "error: paidan.toml:2: sources.web.secret has 3 bytes behind whsec_, too few to be safe\n  \
           fix: make one with: echo \"whsec_$(openssl rand -base64 32)\"",
        ],
    );
}

#[test]
fn debug_shows_no_secret() {
    let config = good(FULL, &[]);
    for shown in [
        format!("{config:?}"),
        format!("{config:#?}"),
        format!("{:?}", config.clone()),
    ] {
        let shown = shown.to_lowercase();
        assert!(
            !shown.contains("canary") && !shown.contains("y2fuyxj5"),
            "{shown}"
        );
        assert!(
            shown.contains("127.0.0.1") || shown.contains("[::1]:80"),
            "{shown}"
        );
    }
}

#[test]
fn a_problem_shows_no_secret() {
    let text = r#"
server.admin_token = "canary canary"
wecom.enabled = true
wecom.token = "canary!"
wecom.encoding_aes_key = "canary"
wecom.tokken = "canary"
wecom.secret = ["canary"]
sources.web.secret = "canary"
sources.shop.secret = "whsec_canary"
sources.fair.token = "canary-b"
tokens.crm.token = "canary-b"
store.url = "mysql://u:canary@h/db"
network.proxy = "canary"
server.public_url = "https://u:canary@h"
"#;
    let problems = crate::config::parse(text, "f", std::iter::empty()).expect_err("bad");
    let said: String = problems.iter().map(ToString::to_string).collect();
    assert!(problems.len() >= 12, "{said}");
    assert!(!said.contains("canary"), "{said}");
    assert!(!format!("{problems:?}").contains("canary"));
}
