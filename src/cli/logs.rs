//! Logs on stderr, as text or JSON.

use clap::ValueEnum;
use tracing_subscriber::EnvFilter;

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// What is logged where `RUST_LOG` says nothing.
pub(super) const USUAL: &str = "info,actix_server=warn,tokio_cron_scheduler=warn";
/// For a command that says itself what it found.
pub(super) const QUIET: &str = "off";

/// Starts logging. `RUST_LOG` chooses what, else `default`.
pub(super) fn start(format: Format, default: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(default));
    let base = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        Format::Text => base.with_target(false).init(),
        Format::Json => base.json().flatten_event(true).init(),
    }
}
