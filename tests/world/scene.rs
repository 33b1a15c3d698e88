//! The world itself.

use std::collections::HashMap;
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::api::{Answer, Api};
use super::envelope::Platform;
use super::phones::Phones;
use super::postgres::Cluster;
use super::program::{Program, free_port};
use super::rep::Rep;
use super::setup::{Engine, Places, Secrets, Setup, sandbox, settings};
use super::truth::Truth;
use super::until::until;

const STARTS: Duration = Duration::from_secs(30);
const DRAINS: Duration = Duration::from_secs(20);

/// A service, its platform and its people.
pub struct World {
    /// With the admin's token.
    pub api: Api,
    pub phones: Phones,
    pub secrets: Secrets,
    pub setup: Setup,
    pub places: Places,
    pub cluster: Option<Arc<Cluster>>,
    service: Mutex<Program>,
    /// Kept for its end.
    _sandbox: Program,
    runtime: Runtime,
    expected: Mutex<HashMap<u64, String>>,
    folder: TempDir,
}

/// A lead that was taken.
#[derive(Debug, Clone)]
pub struct Lead {
    pub id: String,
    pub number: i64,
    pub answer: Value,
}

impl World {
    /// 张伟, 王芳, 赵强 and 李经理 on SQLite.
    pub fn new() -> Self {
        Self::with(Setup::default())
    }

    /// The same on an engine.
    pub fn on(engine: Engine) -> Self {
        Self::with(Setup {
            engine,
            ..Setup::default()
        })
    }

    /// A world as wished, ready: the service is up and the platform knows its people.
    pub fn with(setup: Setup) -> Self {
        // reqwest asks for a provider even when only http is spoken; a second one is refused.
        drop(rustls::crypto::ring::default_provider().install_default());
        let runtime = Runtime::new().expect("a runtime");
        let folder = tempfile::Builder::new()
            .prefix("paidan-")
            .tempdir()
            .expect("a folder");
        let cluster = (setup.engine == Engine::Postgres).then(Cluster::shared);
        let store = match &cluster {
            Some(cluster) => cluster.database(&runtime),
            None => {
                let disk = setup.disk.as_deref().unwrap_or(folder.path());
                format!("sqlite://{}", disk.join("paidan.db").display())
            }
        };
        let places = Places {
            service: format!("127.0.0.1:{}", free_port()),
            sandbox: format!("127.0.0.1:{}", free_port()),
            store,
            key_file: folder.path().join("paidan.key"),
        };
        let secrets = Secrets::random();
        std::fs::write(
            folder.path().join("paidan.toml"),
            settings(&setup, &secrets, &places),
        )
        .expect("a file in a folder of our own");
        let sandbox = Program::start(
            &setup.build.as_itself(),
            "sandbox",
            folder.path(),
            "warn",
            &sandbox(&setup, &secrets, &places),
        );
        let service = Program::start(&setup.build, "service", folder.path(), setup.log, SERVE);
        let api = Api::new(&places.service, &secrets.admin);
        let phones = Phones {
            client: api.client.clone(),
            base: format!("http://{}", places.sandbox),
        };
        let world = Self {
            api,
            phones,
            secrets,
            setup,
            places,
            cluster,
            service: Mutex::new(service),
            _sandbox: sandbox,
            runtime,
            expected: Mutex::default(),
            folder,
        };
        world.is_up();
        until("the platform knows the people", STARTS, || {
            world.block_on(async {
                let state = format!("{}/sandbox/state", world.phones.base);
                let Ok(answer) = world.phones.client.get(state).send().await else {
                    return false;
                };
                let state: Value = answer.json().await.unwrap_or_default();
                state["members_learned"] == true
            })
        });
        world
    }

    /// Waits until the service takes leads, and its people are in.
    #[track_caller]
    pub fn is_up(&self) {
        let wanted = if self.setup.cast { 4 } else { 0 };
        until("the service is up", STARTS, || {
            assert!(
                !self.service().has_ended(),
                "the service ended:\n{}",
                self.log()
            );
            self.block_on(async {
                let ready = self
                    .api
                    .request(reqwest::Method::GET, "/api/v1/reps")
                    .send()
                    .await;
                let Ok(answer) = ready else { return false };
                let people: Value = answer.json().await.unwrap_or_default();
                people["items"]
                    .as_array()
                    .is_some_and(|all| all.len() >= wanted)
            })
        });
    }

    /// Somebody of the staff by name.
    #[track_caller]
    pub fn rep(&self, name: &str) -> Rep<'_> {
        let people = self.get("/api/v1/reps").json();
        let all = people["items"].as_array().cloned().unwrap_or_default();
        let one = all.iter().find(|one| one["name"] == name);
        let one = one.unwrap_or_else(|| panic!("nobody is called {name}"));
        let text = |field: &str| one[field].as_str().unwrap_or_default().to_owned();
        Rep {
            world: self,
            id: text("staff_id"),
            name: name.to_owned(),
            userid: text("wecom_userid"),
        }
    }

    /// A lead of the web site comes in and is taken as a new one.
    #[track_caller]
    pub fn receives(&self, lead: Value) -> Lead {
        let answer = self.hands_in(&lead);
        assert_eq!(answer.status, 201, "{}", answer.text());
        Lead::of(&answer)
    }

    /// The answer to a lead of the web site, whatever it is.
    pub fn hands_in(&self, lead: &Value) -> Answer {
        self.block_on(self.source().post("/api/v1/leads", lead))
    }

    /// The web site.
    pub fn source(&self) -> Api {
        self.api.with(&self.secrets.source)
    }

    /// A GET of the admin.
    pub fn get(&self, path: &str) -> Answer {
        self.block_on(self.api.get(path))
    }

    /// A POST of the admin.
    pub fn post(&self, path: &str, body: Value) -> Answer {
        self.block_on(self.api.post(path, &body))
    }

    /// Puts somebody on the staff.
    #[track_caller]
    pub fn hires(&self, id: &str, rep: Value) {
        let path = format!("/api/v1/reps/{id}");
        let answer = self.block_on(self.api.put(&path, &rep));
        assert!(matches!(answer.status, 200 | 201), "{}", answer.text());
    }

    /// A lead as the admin sees it now.
    pub fn lead(&self, lead: &Lead) -> Value {
        self.get(&format!("/api/v1/leads/{}", lead.id)).json()
    }

    /// The kinds of what happened to a lead, in order.
    pub fn story_of(&self, lead: &Lead) -> Vec<String> {
        let timeline = self
            .get(&format!("/api/v1/leads/{}/timeline", lead.id))
            .json();
        let events = timeline["items"].as_array().cloned().unwrap_or_default();
        events
            .iter()
            .filter_map(|event| event["kind"].as_str())
            .map(str::to_owned)
            .collect()
    }

    /// Whoever has the token and the key of the app.
    pub fn platform(&self) -> Platform {
        let Secrets {
            token,
            aes_key,
            corp_id,
            agent_id,
            ..
        } = &self.secrets;
        Platform::new(token, aes_key, corp_id, *agent_id)
    }

    /// kill -9 of the service.
    pub fn kill(&self) {
        self.service().kill();
    }

    /// Starts the service again; [`World::is_up`] waits for it.
    pub fn starts_again(&self) {
        let Setup { build, log, .. } = &self.setup;
        let again = Program::start(build, "service", self.folder.path(), log, SERVE);
        *self.service() = again;
    }

    /// Ends the service in good order.
    pub fn stop(&self) -> Option<i32> {
        self.service().stop()
    }

    /// All that the service has logged.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&self.service().log()).into_owned()
    }

    /// Folder of database, key and logs.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Work beside the story.
    pub fn spawn<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> tokio::task::JoinHandle<T> {
        self.runtime.spawn(work)
    }

    /// The store as it is.
    pub fn truth(&self) -> Truth {
        self.block_on(Truth::read(&self.places.store, self.folder.path()))
    }

    /// A message is as it should be, in these words.
    pub fn expect_message(&self, id: u64, words: &str) {
        let mut expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        expected.insert(id, words.to_owned());
    }

    /// Whether a story has spoken of a message.
    pub fn is_expected(&self, id: u64) -> bool {
        let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        expected.contains_key(&id)
    }

    /// The end of a story: everything was sent, no phone holds anything that the story did not
    /// name in just this form, and the store keeps its promises.
    #[track_caller]
    pub fn ends(&self) {
        self.drains(DRAINS);
        let phones = self.block_on(self.phones.all());
        let mut expected = self
            .expected
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for (userid, messages) in phones {
            for message in messages {
                let words = message
                    .card
                    .as_ref()
                    .map_or(message.content, |card| card.words());
                match expected.remove(&message.id) {
                    Some(named) => assert_eq!(named, words, "on the phone of {userid}"),
                    None => panic!("nobody expected this on the phone of {userid}:\n{words}"),
                }
            }
        }
        assert!(expected.is_empty(), "gone from the phones: {expected:?}");
        self.truth().holds();
    }

    /// Waits until nothing waits to be sent.
    #[track_caller]
    pub fn drains(&self, within: Duration) {
        until("everything is sent", within, || self.truth_waiting() == 0);
    }

    fn truth_waiting(&self) -> u64 {
        self.block_on(Truth::waiting(&self.places.store))
    }

    pub(super) fn service(&self) -> std::sync::MutexGuard<'_, Program> {
        self.service.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = self.log();
            let lines: Vec<&str> = log.lines().collect();
            let last = lines.len().saturating_sub(60);
            println!(
                "the end of the service's log:\n{}",
                lines[last..].join("\n")
            );
        }
    }
}

impl Lead {
    /// From the answer to a POST.
    pub fn of(answer: &Answer) -> Self {
        let answer = answer.json();
        Self {
            id: answer["id"].as_str().unwrap_or_default().to_owned(),
            number: answer["number"].as_i64().unwrap_or_default(),
            answer,
        }
    }
}

const SERVE: &[&str] = &["serve", "--config", "paidan.toml"];
