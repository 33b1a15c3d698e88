//! `paidan serve`: the service.

use std::net::TcpListener;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{seed, signals};
use crate::app::people::Personnel;
use crate::config::{self, Config};
use crate::dingtalk::Mode;
use crate::wiring;

/// Arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The settings.
    #[arg(long, default_value = config::DEFAULT_FILE)]
    config: PathBuf,
}

pub(super) async fn run(args: Args) -> Result<()> {
    let config = load(&args.config)?;
    let listen = config.server.listen;
    let listener =
        TcpListener::bind(listen).with_context(|| format!("{listen} cannot be listened on"))?;
    let wecom = config.wecom.enabled;
    let dingtalk = config.dingtalk.enabled.then_some(config.dingtalk.mode);
    let seeds = config.seed.clone();
    let fill = async |personnel: &Personnel| seed::from_files(personnel, &seeds).await;
    let service = wiring::start(config, listener, None, fill).await?;
    println!("paidan listens on http://{}", service.address);
    if wecom {
        println!(
            "wecom callbacks on http://{}/callbacks/wecom",
            service.address
        );
    }
    match dingtalk {
        Some(Mode::Stream) => println!("dingtalk by stream, which needs no address of ours"),
        Some(Mode::Http) => println!(
            "dingtalk callbacks on http://{0}/callbacks/dingtalk/robot and /card, /events",
            service.address
        ),
        None => {}
    }
    signals::stop_asked().await;
    println!("stopping: requests under way end first");
    service.stop().await;
    Ok(())
}

/// Reads the settings; every problem is said at once.
pub(super) fn load(path: &std::path::Path) -> Result<Config> {
    config::load(path, config::environment()).map_err(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow::anyhow!(
            "{}",
            said.join("\n").trim_start_matches("error: ").to_owned()
        )
    })
}
