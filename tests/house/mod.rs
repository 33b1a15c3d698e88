//! The house rules: who may import whom, how long a file may be, which calls stay in their
//! room, and whether the documents are true. The tables are read from ARCHITECTURE.md, so
//! that what people read is what is enforced.

mod documents;
mod imports;
mod source;
mod table;

use documents::{dead_paths, dependencies, keys, routes, toml_block};
use imports::{House, room_of};
use source::{Source, code, is_test_file, line_of, places, read, root, sources, without_tests};

const RUST: [&str; 3] = ["src", "entity/src", "migration/src"];
const LONGEST: usize = 400;

/// Time, chance and new names are handed in; only adapters ask the machine for them.
const MACHINE: [&str; 9] = [
    "Utc::now",
    "Local::now",
    "SystemTime::now",
    "Timestamp::now",
    "Zoned::now",
    "thread_rng",
    "rand::",
    "now_v7",
    "new_v4",
];
/// `system` is the machine; `store` and `wecom` draw nonces and keys, the sandbox is
/// another program, `cli` makes the demo's secrets.
const ADAPTERS: [&str; 5] = ["system", "store", "wecom", "sandbox", "cli"];
/// A name for log lines that nothing decides on; the chance in a sealed answer and in what the
/// doctor seals.
const EXEMPT: [(&str, &str); 3] = [
    ("src/http/request_id.rs", "now_v7"),
    ("src/dingtalk/events.rs", "rand::"),
    ("src/dingtalk/checkup/callbacks.rs", "rand::"),
];
/// What the ground floor must not even name.
const OUTSIDE: [&str; 6] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "Instant::now",
];
/// Settings that are ours beside those of the contract, which may be added to.
const ADDED: [&str; 12] = [
    "time_zone",
    "dingtalk.pool_group",
    "dingtalk.monthly_calls",
    "dingtalk.monthly_messages",
    "dingtalk.events_for_corp_id",
    "sources.*.enabled",
    "sources.*.rate",
    "tokens.*.token",
    "tokens.*.role",
    "tokens.*.staff",
    "seed.reps",
    "seed.catalogue",
];

fn planted(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

#[track_caller]
fn nothing(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn too_long(source: &Source) -> Option<String> {
    let lines = without_tests(&source.text).lines().count();
    (lines > LONGEST).then(|| format!("{}: {lines} lines, at most {LONGEST}", source.path))
}

fn asks_the_machine(source: &Source) -> Vec<String> {
    if room_of(&source.path).is_some_and(|room| ADAPTERS.contains(&room)) {
        return Vec::new();
    }
    let code = code(&source.text);
    let exempt = |call: &str| EXEMPT.contains(&(source.path.as_str(), call));
    let calls = MACHINE.iter().filter(|call| !exempt(call));
    calls
        .flat_map(|call| places(&code, call).map(move |at| (at, call)))
        .map(|(at, call)| format!("{}:{}: {call}", source.path, line_of(&code, at)))
        .collect()
}

#[test]
fn every_import_is_allowed_by_the_table_of_the_architecture() {
    let house = House::read();
    let files = sources(&RUST, &[".rs"]);
    assert!(files.len() > 100, "only {} files found", files.len());
    let broken: Vec<String> = files
        .iter()
        .flat_map(|file| house.broken_in(file))
        .collect();
    nothing(&broken);
}

#[test]
fn the_tables_name_every_room_and_no_other() {
    let house = House::read();
    let rooms_in = |folder: &str, skip: &[&str]| -> Vec<String> {
        let entries = std::fs::read_dir(root().join(folder)).expect("the folder is there");
        let names = entries.flatten().filter_map(|entry| {
            let (path, name) = (entry.path(), entry.file_name().into_string().ok()?);
            let room = if path.is_dir() {
                name
            } else {
                name.strip_suffix(".rs")?.to_owned()
            };
            (!skip.contains(&room.as_str())).then_some(room)
        });
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    let mut rooms = rooms_in("src", &["lib"]);
    rooms.extend(["entity", "migration"].map(str::to_owned));
    rooms.sort();
    assert_eq!(
        house.rooms.permits.keys().cloned().collect::<Vec<_>>(),
        rooms
    );
    let inner = rooms_in("src/domain", &["lib", "benches"]);
    assert_eq!(
        house.domain.permits.keys().cloned().collect::<Vec<_>>(),
        inner
    );
}

#[test]
fn no_circle_of_rooms_can_grow() {
    let house = House::read();
    let mut circles = house.rooms.circles();
    circles.extend(house.domain.circles());
    nothing(&circles);
}

#[test]
fn the_domain_depends_on_what_the_table_lists_and_touches_nothing_outside() {
    let house = House::read();
    let strangers: Vec<String> = dependencies("src/domain/Cargo.toml")
        .into_iter()
        .filter(|name| !house.rooms.may_use("domain", name))
        .map(|name| format!("src/domain/Cargo.toml: {name}"))
        .collect();
    nothing(&strangers);
    let mut found = Vec::new();
    for file in sources(&["src/domain"], &[".rs"]) {
        let code = code(without_tests(&file.text));
        for call in OUTSIDE.iter().filter(|_| !is_test_file(&file.path)) {
            let lines = places(&code, call).map(|at| line_of(&code, at));
            found.extend(lines.map(|line| format!("{}:{line}: {call}", file.path)));
        }
    }
    nothing(&found);
}

#[test]
fn no_file_is_longer_than_a_reader_scrolls() {
    let folders = ["src", "entity/src", "migration/src", "tests"];
    let files = sources(&folders, &[".rs", ".js", ".css"]);
    nothing(&files.iter().filter_map(too_long).collect::<Vec<_>>());
}

#[test]
fn only_adapters_ask_the_machine_for_time_chance_and_names() {
    let files = sources(&RUST, &[".rs"]);
    nothing(&files.iter().flat_map(asks_the_machine).collect::<Vec<_>>());
}

#[test]
fn every_room_has_a_sign_on_its_door() {
    let files = sources(
        &["src", "entity/src", "migration/src", "tests"],
        &["mod.rs", "lib.rs"],
    );
    let bare = files.iter().filter(|file| !file.text.starts_with("//! "));
    nothing(&bare.map(|file| file.path.clone()).collect::<Vec<_>>());
}

#[test]
fn the_settings_file_and_the_contract_name_the_same_keys() {
    let settings = keys(&read("config/paidan.toml"));
    // shared/ is not part of the project: without it there is nothing to hold against.
    let Ok(contract) = std::fs::read_to_string(root().join("../shared/contract.md")) else {
        return;
    };
    let promised = keys(toml_block(&contract));
    let missing = promised.iter().filter(|key| !settings.contains(key));
    nothing(
        &missing
            .map(|key| format!("not in config/paidan.toml: {key}"))
            .collect::<Vec<_>>(),
    );
    let known = |key: &String| {
        let plain = key.strip_suffix("_file").unwrap_or(key);
        let word = plain.rsplit('.').next().unwrap_or(plain);
        // In http mode DingTalk also needs two keys that a comment of the contract names.
        let in_comment = plain.starts_with("dingtalk.") && contract.contains(word);
        promised.iter().any(|one| one == plain || one == key)
            || ADDED.contains(&plain)
            || in_comment
    };
    let strange = settings.iter().filter(|key| !known(key));
    nothing(
        &strange
            .map(|key| format!("not in the contract: {key}"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn every_path_that_the_documents_name_exists() {
    let mut dead = Vec::new();
    for document in ["README.md", "README.zh.md", "ARCHITECTURE.md"] {
        let paths = dead_paths(&read(document));
        dead.extend(paths.into_iter().map(|path| format!("{document}: {path}")));
    }
    nothing(&dead);
}

#[test]
fn both_readmes_list_every_route_of_the_api() {
    let handlers = sources(&["src/http"], &[".rs"]);
    let paths: Vec<String> = handlers
        .iter()
        .flat_map(|file| routes(&file.text))
        .collect();
    assert!(paths.len() > 10, "only {} routes found", paths.len());
    let mut missing = Vec::new();
    for document in ["README.md", "README.zh.md"] {
        let text = read(document);
        let api = paths.iter().filter(|path| path.starts_with("/api/"));
        let unsaid = api.filter(|path| !text.contains(&format!("{path}`")));
        missing.extend(unsaid.map(|path| format!("{document}: {path}")));
    }
    nothing(&missing);
}

#[test]
fn the_architecture_is_read_in_one_sitting() {
    let lines = read("ARCHITECTURE.md").lines().count();
    assert!(lines <= 170, "{lines} lines");
}

#[test]
fn a_planted_import_is_caught() {
    let house = House::read();
    let check = |path: &str, text: &str, count: usize| {
        let found = house.broken_in(&planted(path, text));
        assert_eq!(found.len(), count, "{path}: {text}: {found:?}");
    };
    check("src/http/planted.rs", "use crate::store::Store;\n", 1);
    check(
        "src/http/planted.rs",
        "use crate::{app::intake::Intake, wecom::Client};\n",
        1,
    );
    check(
        "src/http/planted.rs",
        "fn f() { crate::store::open(); }\n",
        1,
    );
    check(
        "src/http/planted.rs",
        "use super::super::store::Store;\n",
        1,
    );
    check(
        "src/http/leads/planted.rs",
        "use super::super::problem::Problem;\n",
        0,
    );
    check(
        "src/http/planted.rs",
        "use crate::app::ports::Clock;\nuse crate::words::Card;\n",
        0,
    );
    check(
        "src/app/planted.rs",
        "use sea_orm::EntityTrait;\nuse actix_web::get;\n",
        2,
    );
    check(
        "src/sandbox/planted.rs",
        "use paidan_domain::ids::LeadId;\n",
        1,
    );
    check("src/sandbox/planted.rs", "use crate::wecom::Settings;\n", 1);
    check("src/domain/ids.rs", "use crate::lead::Lead;\n", 1);
    check(
        "src/domain/matching/planted.rs",
        "use crate::lead::Lead;\n",
        1,
    );
    check(
        "src/domain/lead/planted.rs",
        "use crate::matching::Floor;\n",
        0,
    );
    check("src/entrance/mod.rs", "use crate::app::ports::Clock;\n", 1);
    check(
        "src/http/planted.rs",
        "// use crate::store::Store;\nlet s = \"crate::store::x\";\n",
        0,
    );
    check(
        "src/http/planted.rs",
        "let s = r#\"a \" crate::store::x\"#; let c = '\"';\n",
        0,
    );
}

#[test]
fn a_planted_call_a_long_file_and_a_dead_path_are_caught() {
    let asks = |path: &str, text: &str| asks_the_machine(&planted(path, text)).len();
    assert_eq!(asks("src/app/planted.rs", "let now = Timestamp::now();"), 1);
    assert_eq!(
        asks("src/domain/lead/planted.rs", "rand::random::<u8>()"),
        1
    );
    assert_eq!(
        asks("src/app/planted.rs", "operand::x(); // rand::random()"),
        0
    );
    assert_eq!(asks("src/store/planted.rs", "rand::random::<u8>()"), 0);
    let long = "//! x\n".repeat(LONGEST + 1);
    assert!(too_long(&planted("src/app/planted.rs", &long)).is_some());
    let tests = format!("//! x\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
    assert!(too_long(&planted("src/app/planted.rs", &tests)).is_none());
    assert_eq!(
        dead_paths("see `src/lib.rs`, `src/nowhere.rs` and [x](nowhere.md)").len(),
        2
    );
    let circle = "| room | may import |\n|---|---|\n| app | store |\n| store | app |\n";
    assert_eq!(House::of(circle).rooms.circles().len(), 1);
}
