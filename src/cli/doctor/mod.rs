//! `paidan doctor [store|wecom|dingtalk|all]`: is everything as it should be? One line a check.

mod platform;
mod store;

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;
use paidan_domain::people::Platform;

use super::serve::load;
use crate::config::{self, Config};

/// Arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// What to look at.
    #[arg(value_enum, default_value_t = What::All)]
    what: What,
    /// The settings.
    #[arg(long, default_value = config::DEFAULT_FILE)]
    config: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// The store and every promise about it.
    Store,
    /// How WeCom (企业微信) is set up.
    Wecom,
    /// How DingTalk (钉钉) is set up.
    Dingtalk,
    /// Everything: the store, then each platform that is on.
    All,
}

pub(super) async fn run(args: Args) -> Result<()> {
    let config = load(&args.config)?;
    match args.what {
        What::Store => store::check(&config).await,
        What::Wecom => platform::check(&config, Platform::Wecom).await,
        What::Dingtalk => platform::check(&config, Platform::Dingtalk).await,
        What::All => everything(&config).await,
    }
}

/// One that is wrong keeps no other from being looked at.
async fn everything(config: &Config) -> Result<()> {
    let mut end = store::check(config).await;
    for platform in platform::switched_on(config) {
        println!();
        let checked = platform::check(config, platform).await;
        end = match (end, checked) {
            (Err(before), Err(error)) => Err(anyhow::anyhow!("{before:#}; {error:#}")),
            (Err(error), Ok(())) | (Ok(()), Err(error)) => Err(error),
            (Ok(()), Ok(())) => Ok(()),
        };
    }
    end
}
