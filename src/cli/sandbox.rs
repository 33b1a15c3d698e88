//! `paidan sandbox`: the simulated platforms alone.

use std::net::SocketAddr;

use anyhow::Result;

use super::signals;
use crate::sandbox::{Sandbox, Settings};

/// Arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Where it listens.
    #[arg(long, default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// The service that it plays the platform for.
    #[arg(long)]
    service: String,
    /// Token of a source, for the form.
    #[arg(long)]
    source_token: String,
    /// Token of role read or more, for phones and timeline.
    #[arg(long)]
    read_token: String,
    /// As in the service's settings.
    #[arg(long)]
    corp_id: String,
    /// As in the service's settings.
    #[arg(long)]
    agent_id: i64,
    /// As in the service's settings.
    #[arg(long)]
    secret: String,
    /// As in the service's settings.
    #[arg(long)]
    token: String,
    /// As in the service's settings.
    #[arg(long)]
    encoding_aes_key: String,
}

pub(super) async fn run(args: Args) -> Result<()> {
    let sandbox = Sandbox::bind(Settings {
        listen: args.listen,
        service: args.service,
        source_token: args.source_token,
        read_token: args.read_token,
        corp_id: args.corp_id,
        agent_id: args.agent_id,
        secret: args.secret,
        token: args.token,
        encoding_aes_key: args.encoding_aes_key,
        note: None,
    })
    .await?;
    println!("sandbox page and api_base on http://{}", sandbox.address());
    let handle = sandbox.handle();
    tokio::spawn(async move {
        signals::stop_asked().await;
        handle.stop(true).await;
    });
    sandbox.run().await?;
    Ok(())
}
