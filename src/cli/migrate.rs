//! `paidan migrate up|down|status`: the schema.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use super::serve::load;
use crate::{config, store};

/// Arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// What to do.
    #[arg(value_enum)]
    step: Step,
    /// The settings.
    #[arg(long, default_value = config::DEFAULT_FILE)]
    config: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Step {
    /// Brings the schema up to date.
    Up,
    /// Takes the last change back.
    Down,
    /// Says what is done.
    Status,
}

pub(super) async fn run(args: Args) -> Result<()> {
    let config = load(&args.config)?;
    let step = match args.step {
        Step::Up => store::Migration::Up,
        Step::Down => store::Migration::Down,
        Step::Status => store::Migration::Status,
    };
    for (name, done) in store::migrate(&config.store.url, step).await? {
        println!("{} {name}", if done { "✓" } else { "·" });
    }
    Ok(())
}
