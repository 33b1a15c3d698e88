//! Config (配置): the file `config/paidan.toml` and the environment laid over it,
//! read once at the start into one value.
//!
//! *Invariants:* whatever is wrong is told at once, each with its place and its fix,
//! and nothing starts half understood; no secret shows in a `Debug`, a problem or a
//! log line. Nobody else reads the environment, and nothing here opens a store or a
//! connection: the only files touched are the settings themselves and `…_file` secrets.

mod address;
mod bearer;
mod dingtalk;
mod duration;
mod environment;
mod load;
mod network;
mod node;
mod offer;
mod privacy;
mod problem;
mod rate;
mod secret_file;
mod section;
mod seed;
mod server;
mod settings;
mod source;
mod store;
mod time_zone;
mod token;
mod unknown;
mod wecom;

#[cfg(test)]
mod tests;

pub use environment::environment;
pub use load::{DEFAULT_FILE, load, parse};
pub use network::Network;
pub use privacy::Privacy;
pub use problem::{Place, Problem};
pub use rate::Rate;
pub use seed::Seed;
pub use server::Server;
pub use settings::{Config, Secret};
pub use source::Source;
pub use store::Store;
pub use token::{ApiToken, TokenRole};
