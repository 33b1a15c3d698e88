//! A second service on the same store and key file.

use std::time::Duration;

use super::api::Api;
use super::program::{Program, free_port};
use super::scene::World;
use super::setup::{Setup, settings};
use super::until::until;

/// The other process, killed when dropped.
pub struct Replica {
    /// With the admin's token.
    pub api: Api,
    /// Where it listens.
    pub address: String,
    /// Kept for its end.
    _program: Program,
}

impl World {
    /// SIGSTOP of the first service.
    pub fn freezes(&self) {
        self.service().freeze();
    }

    /// SIGCONT of the first service.
    pub fn thaws(&self) {
        self.service().thaw();
    }

    /// The process of the first service.
    pub fn pid(&self) -> u32 {
        self.service().pid()
    }

    /// Starts one beside the first; it is up when this returns.
    #[track_caller]
    pub fn second_service(&self) -> Replica {
        let mut places = self.places.clone();
        places.service = format!("127.0.0.1:{}", free_port());
        let address = places.service.clone();
        let name = format!("replica-{}", address.rsplit(':').next().unwrap_or_default());
        let file = format!("{name}.toml");
        let text = settings(&self.setup, &self.secrets, &places);
        std::fs::write(self.folder().join(&file), text).expect("a file in a folder of our own");
        let arguments = ["serve", "--config", &file];
        let Setup { build, log, .. } = &self.setup;
        let program = Program::start(build, &name, &self.folder(), log, &arguments);
        let api = Api::new(&address, &self.secrets.admin);
        let replica = Replica {
            api,
            address,
            _program: program,
        };
        until("the second service is up", Duration::from_secs(30), || {
            self.block_on(async {
                let ready = replica.api.request(reqwest::Method::GET, "/readyz").send();
                ready.await.is_ok_and(|answer| answer.status() == 200)
            })
        });
        replica
    }
}
