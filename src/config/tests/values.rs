//! Values that will not do, each with its line and its fix.

use super::full::{DURATION, check, one};

#[test]
fn durations_have_a_unit() {
    one("offer", "claim_within = 5", "is 5 without a unit", DURATION);
    one(
        "offer",
        "claim_within = \"5\"",
        "is 5 without a unit",
        DURATION,
    );
    one(
        "offer",
        "claim_within = \"-5m\"",
        "is \"-5m\", and must not be negative",
        DURATION,
    );
    one(
        "offer",
        "escalate_within = true",
        "must be a duration, found true or false",
        DURATION,
    );
}

#[test]
fn numbers_flags_and_texts() {
    let number = "write a whole number, without quotes";
    one(
        "offer",
        "max_offers = \"3\"",
        "must be a whole number, found a text",
        number,
    );
    one(
        "offer",
        "max_offers = 2.5",
        "must be a whole number, found a number with a fraction",
        number,
    );
    one(
        "offer",
        "max_offers = 0",
        "must be from 1 to 1000, found 0",
        "choose a number from 1 to 1000",
    );
    let flag = "write true or false, without quotes";
    one(
        "privacy",
        "phone_on_card = \"no\"",
        "must be true or false, found a text",
        flag,
    );
    one(
        "privacy",
        "key_file = 7",
        "must be a text, found a number",
        "put the value in quotes",
    );
    one(
        "privacy",
        "key_file = [\"a\"]",
        "must be a text, found a list",
        "put the value in quotes",
    );
    one(
        "privacy",
        "key_file = \"\"",
        "is empty",
        "give it a value, or leave it out",
    );
    one(
        "offer",
        "duty_manager = \"Li Lei\"",
        "is \"Li Lei\", but a staff id has 1 to 64 characters without blanks and slashes",
        "write the staff id as it stands in /api/v1/reps/{staff_id}",
    );
    check(
        "time_zone = \"Asia/Shangai\"\n",
        &[],
        &[
            "error: paidan.toml:1: time_zone is \"Asia/Shangai\", which is no time zone\n  \
           fix: write a name of the IANA list, as in \"Asia/Shanghai\"",
        ],
    );
}

#[test]
fn addresses() {
    one(
        "server",
        "listen = \"localhost:8080\"",
        "must be an IP address with a port, found \"localhost:8080\"",
        "write \"127.0.0.1:8080\" for this machine alone, \"0.0.0.0:8080\" for all",
    );
    for odd in [
        "leads.example.com",
        "ftp://h",
        "https://",
        "https://h/?a=1",
        "http://u:p@h",
        "h h",
    ] {
        one(
            "server",
            &format!("public_url = \"{odd}\""),
            "must be an address that begins with http:// or https://, without user or query",
            "write the address that others reach it at, as in \"https://leads.example.com\"",
        );
    }
    let proxy = "write \"http://host:port\" or \"http://user:password@host:port\"";
    for odd in ["proxy:3128", "http://", "10.0.0.1", "file:///x"] {
        let line = format!("proxy = \"{odd}\"");
        one(
            "network",
            &line,
            "must be the address of an HTTP proxy",
            proxy,
        );
    }
    let message = "is a SOCKS proxy, which paidan does not speak with";
    one("network", "proxy = \"socks5://h:1\"", message, proxy);
}

#[test]
fn stores() {
    let fix = "write \"sqlite://data/paidan.db\" or \"postgres://user@host/database\"";
    for good in [
        "sqlite://data/paidan.db",
        "sqlite:data/paidan.db",
        "sqlite:///var/lib/派单/a b.db?mode=rwc",
        "postgres://user@host/db",
        "postgresql://u:p%40@[::1]:5433/db?sslmode=require",
        "postgres://u@%2Frun%2Fpg/db",
        "postgres:///db?host=/run/pg",
        "postgres://u@h?dbname=db",
    ] {
        check(&format!("[store]\nurl = \"{good}\"\n"), &[], &[]);
    }
    one(
        "store",
        "url = \"mysql://h/db\"",
        "must begin with sqlite:// or postgres://",
        fix,
    );
    one(
        "store",
        "url = \"data/paidan.db\"",
        "must begin with sqlite:// or postgres://",
        fix,
    );
    one(
        "store",
        "url = \"sqlite://\"",
        "names no file behind sqlite://",
        fix,
    );
    one(
        "store",
        "url = \"sqlite://data/\"",
        "names no file behind sqlite://",
        fix,
    );
    let message = "is a store in memory, which would lose every lead at the stop";
    one("store", "url = \"sqlite::memory:\"", message, fix);
    one(
        "store",
        "url = \"postgres://h\"",
        "names no database behind postgres://host/",
        fix,
    );
    one(
        "store",
        "url = \"postgres://h/\"",
        "names no database behind postgres://host/",
        fix,
    );
    one(
        "store",
        "url = \"postgres://u:a/b@h:x/db\"",
        "is no address",
        "write \"postgres://user:password@host:5432/database\", with signs like @ / ? # in the \
         password as %40 %2F %3F %23",
    );
}

#[test]
fn sources_and_tokens() {
    let whsec = "make one with: echo \"whsec_$(openssl rand -base64 32)\"";
    let secret = |secret: &str| format!("secret = \"{secret}\"");
    let web = "sources.web";
    one(
        web,
        &secret("abc"),
        "must begin with whsec_ (Standard Webhooks)",
        whsec,
    );
    one(
        web,
        &secret("whsec_a!"),
        "is not base64 behind whsec_",
        whsec,
    );
    one(
        web,
        &secret("whsec_YWJj"),
        "has 3 bytes behind whsec_, too few to be safe",
        whsec,
    );
    one(
        web,
        "token = \"a b\"",
        "must be letters, digits and signs without blanks, as it goes into a header",
        "make one with: openssl rand -hex 32",
    );
    one(
        web,
        "rate = \"fast\"",
        "is \"fast\", which is no rate",
        "write how many in which time, as in \"10/s\", \"600/m\", \"100/5m\"",
    );
    check(
        "[tokens.crm]\nrole = \"source\"\n[tokens.bi]\ntoken = \"t\"\n",
        &[],
        &[
            "error: paidan.toml:1: tokens.crm.token is missing\n  \
             fix: make one with: openssl rand -hex 32",
            "error: paidan.toml:2: tokens.crm.role must be read, manager or admin, found \"source\"\n  \
             fix: choose one of the three; a source has its token in [sources.NAME]",
            "error: paidan.toml:3: tokens.bi.role is missing\n  \
             fix: write role = \"read\", \"manager\" or \"admin\"",
        ],
    );
    check(
        "[sources.\"a b\"]\n[sources.my-shop]\n[sources.My_Shop]\n",
        &[],
        &[
            "error: paidan.toml:1: sources.a b must be named with 1 to 64 letters, digits, - or _ (no __)\n  \
             fix: choose another name for this section",
            "error: paidan.toml:2: sources.my-shop has a twin that differs only in case, - or _\n  \
             fix: choose another name for one of the two",
        ],
    );
    check(
        "[server]\nadmin_token = \"same\"\n[sources.a]\ntoken = \"same\"\n",
        &[],
        &[
            "error: paidan.toml:4: sources.a.token is the same as server.admin_token\n  \
           fix: give each its own, as from: openssl rand -hex 32",
        ],
    );
}
