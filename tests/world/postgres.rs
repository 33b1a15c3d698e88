//! A PostgreSQL of our own: made for the tests that run now, gone with the last of them.

use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

use super::until::until;

const USER: &str = "postgres";

/// A running cluster on a Unix socket.
pub struct Cluster {
    server: Child,
    folder: TempDir,
    programs: PathBuf,
}

static SHARED: Mutex<Weak<Cluster>> = Mutex::new(Weak::new());

impl Cluster {
    /// The one of this process, started when nobody uses one yet.
    pub fn shared() -> Arc<Self> {
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let cluster = Arc::new(Self::start());
            *shared = Arc::downgrade(&cluster);
            cluster
        })
    }

    /// A new database; its address as paidan takes it.
    pub fn database(&self, runtime: &tokio::runtime::Runtime) -> String {
        let name = format!("w{}", uuid::Uuid::now_v7().simple());
        runtime.block_on(async {
            let admin = Database::connect(self.address("postgres")).await;
            let admin = admin.expect("the cluster takes connections");
            let create = format!("CREATE DATABASE {name}");
            admin.execute_unprepared(&create).await.expect("a new name");
            admin.close().await.expect("closes");
        });
        self.address(&name)
    }

    /// Changes a setting of the whole cluster while it runs.
    pub async fn sets(&self, name: &str, value: &str) {
        let admin = Database::connect(self.address("postgres")).await;
        let admin = admin.expect("the cluster takes connections");
        // Also where the setting itself forbids it.
        let change = format!("ALTER SYSTEM SET {name} = {value}");
        admin.execute_unprepared(&change).await.expect("a setting");
        let reload = "SELECT pg_reload_conf()";
        admin.execute_unprepared(reload).await.expect("reloads");
        admin.close().await.expect("closes");
    }

    /// Everything in a database as text, or its schema alone.
    pub fn dump(&self, address: &str, schema_only: bool) -> Vec<u8> {
        let mut dump = Command::new(self.programs.join("pg_dump"));
        if schema_only {
            dump.arg("--schema-only");
        }
        let name = address.rsplit('/').find_map(|part| part.strip_prefix('w'));
        let name = name
            .and_then(|rest| rest.split('?').next())
            .expect("one of our names");
        let done = dump
            .args(["-U", USER, "-h"])
            .arg(self.folder.path())
            .arg(format!("w{name}"))
            .output()
            .expect("pg_dump is there");
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        done.stdout
    }

    fn address(&self, database: &str) -> String {
        let socket = self.folder.path().display();
        format!("postgres://{USER}@localhost/{database}?host={socket}")
    }

    fn start() -> Self {
        let programs = programs().expect("PostgreSQL is not installed: run make setup");
        let folder = tempfile::Builder::new()
            .prefix("pd-pg-")
            .tempdir()
            .expect("a folder");
        let account = account();
        if let Some((user, group)) = account {
            // initdb refuses to run as root.
            chown(folder.path(), Some(user), Some(group)).expect("we are root");
        }
        let data = folder.path().join("data");
        let made = as_account(&programs.join("initdb"), account)
            .args(["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-D"])
            .arg(&data)
            .stdin(Stdio::null())
            .output()
            .expect("initdb is there");
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let log = std::fs::File::create(folder.path().join("log")).expect("a log");
        let server = as_account(&programs.join("postgres"), account)
            .arg("-D")
            .arg(&data)
            .args(["-c", "listen_addresses=", "-c", "max_connections=100", "-k"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("postgres is there");
        let cluster = Self {
            server,
            folder,
            programs,
        };
        until(
            "PostgreSQL takes connections",
            Duration::from_secs(30),
            || {
                Command::new(cluster.programs.join("pg_isready"))
                    .arg("-q")
                    .arg("-h")
                    .arg(cluster.folder.path())
                    .status()
                    .is_ok_and(|status| status.success())
            },
        );
        cluster
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // An immediate end, in which it still gives its shared memory back; kill -9 would not.
        let server = self.server.id().to_string();
        let asked = Command::new("kill").args(["-QUIT", &server]).status();
        if !asked.is_ok_and(|status| status.success()) {
            drop(self.server.kill());
        }
        drop(self.server.wait());
    }
}

/// Where the newest PostgreSQL has its programs; Debian keeps them out of the search path.
fn programs() -> Option<PathBuf> {
    let version = |path: &Path| -> u32 {
        let name = path.file_name().and_then(|name| name.to_str());
        name.and_then(|name| name.parse().ok()).unwrap_or(0)
    };
    let mut installed: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.join("bin/initdb").is_file())
        .collect();
    installed.sort_by_key(|path| version(path));
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let elsewhere = std::env::split_paths(&on_path).find(|path| path.join("initdb").is_file());
    installed.pop().map(|path| path.join("bin")).or(elsewhere)
}

/// Whom the cluster runs as: nobody else when we are not root, else the user of the package.
fn account() -> Option<(u32, u32)> {
    let ours = std::fs::metadata("/proc/self").expect("Linux").uid();
    if ours != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").expect("a list of users");
    let line = users.lines().find(|line| line.starts_with("postgres:"));
    let mut parts = line.expect("the package makes its user").split(':').skip(2);
    let mut number = || {
        parts
            .next()
            .and_then(|part| part.parse().ok())
            .expect("a number")
    };
    Some((number(), number()))
}

fn as_account(program: &Path, account: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = account {
        command.uid(user).gid(group);
    }
    // A folder that any account may stand in.
    command.current_dir("/");
    command
}
