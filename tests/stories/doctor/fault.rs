//! A fault of the set-up, and what the doctor has to say of it.

use serde_json::{Value, json};

use crate::world::{World, paidan};

/// How the set-up is spoilt.
enum Spoilt {
    /// The admin of the platform did it; the second puts it right again.
    There(Value, Value),
    /// It stands in our settings: this is written instead of that.
    Here(String, String),
}

/// A fault and what the doctor has to say of it.
pub struct Fault {
    spoilt: Spoilt,
    /// Mark and title of the line.
    line: &'static str,
    /// Words of the line itself.
    seen: &'static str,
    /// Words of what to do.
    fix: &'static str,
    /// How many checks fail in all.
    failed: usize,
}

/// What the doctor printed, and how it ended.
pub struct Seen {
    pub code: Option<i32>,
    pub lines: Vec<String>,
    pub errors: String,
}

impl Seen {
    /// Everything, for the reader of a failure.
    pub fn all(&self) -> String {
        self.lines.join("\n") + "\n" + &self.errors
    }

    /// How many checks failed.
    pub fn failed(&self) -> usize {
        self.lines
            .iter()
            .filter(|line| line.starts_with('✗'))
            .count()
    }
}

/// A line of the table.
pub fn there(
    (spoils, mends): (Value, Value),
    line: &'static str,
    seen: &'static str,
    fix: &'static str,
    failed: usize,
) -> Fault {
    let spoilt = Spoilt::There(spoils, mends);
    Fault {
        spoilt,
        line,
        seen,
        fix,
        failed,
    }
}

/// The same for our settings.
pub fn here(
    (from, to): (String, String),
    line: &'static str,
    seen: &'static str,
    fix: &'static str,
    failed: usize,
) -> Fault {
    let spoilt = Spoilt::Here(from, to);
    Fault {
        spoilt,
        line,
        seen,
        fix,
        failed,
    }
}

/// One member, spoilt and right.
pub fn member(name: &str, spoilt: Value, right: Value) -> (Value, Value) {
    (json!({ name: spoilt }), json!({ name: right }))
}

/// Asks the doctor, who tells no secret.
pub fn look(world: &World, what: &str, settings: &str) -> Seen {
    let end = paidan(&world.folder(), &["doctor", what, "--config", settings]);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let seen = Seen {
        code: end.status.code(),
        lines: text(&end.stdout).lines().map(str::to_owned).collect(),
        errors: text(&end.stderr),
    };
    for secret in world.secrets.all() {
        assert!(!seen.all().contains(secret), "a secret is said");
    }
    seen
}

/// Settings of this world with something else in them.
pub fn rewritten(world: &World, from: &str, to: &str) -> &'static str {
    let folder = world.folder();
    let own = std::fs::read_to_string(folder.join("paidan.toml")).expect("settings");
    assert!(own.contains(from), "{from}");
    std::fs::write(folder.join("spoilt.toml"), own.replacen(from, to, 1)).expect("a file");
    "spoilt.toml"
}

/// Sound before, each fault found, sound after.
pub fn finds(world: &World, platform: &str, faults: Vec<Fault>) {
    is_sound(world, platform);
    for fault in faults {
        let seen = match &fault.spoilt {
            Spoilt::There(spoils, mends) => {
                world.sets_up(platform, spoils.clone());
                let seen = look(world, platform, "paidan.toml");
                world.sets_up(platform, mends.clone());
                seen
            }
            Spoilt::Here(from, to) => look(world, platform, rewritten(world, from, to)),
        };
        let all = seen.all();
        let at = seen
            .lines
            .iter()
            .position(|line| line.starts_with(fault.line));
        let at = at.unwrap_or_else(|| panic!("no 「{}」 in\n{all}", fault.line));
        assert!(seen.lines[at].contains(fault.seen), "{}: {all}", fault.seen);
        let fix = &seen.lines[at + 1];
        assert!(fix.starts_with("    → "), "{all}");
        assert!(fix.contains(fault.fix), "{}: {all}", fault.fix);
        assert_eq!(seen.failed(), fault.failed, "{all}");
        assert_eq!(seen.code, Some(i32::from(fault.failed > 0)), "{all}");
    }
    is_sound(world, platform);
}

/// All is as it should be, and the doctor says so.
#[track_caller]
pub fn is_sound(world: &World, platform: &str) {
    let seen = look(world, platform, "paidan.toml");
    assert_eq!(seen.code, Some(0), "{}", seen.all());
    assert_eq!(seen.errors, "");
    let last = seen.lines.last().expect("a last line");
    assert!(
        last.contains("passed, 0 warnings, 0 failed"),
        "{}",
        seen.all()
    );
    assert!(!last.contains("not checked"), "{}", seen.all());
}
