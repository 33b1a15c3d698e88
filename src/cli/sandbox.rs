//! `paidan sandbox`: the simulated platforms alone.

use std::net::SocketAddr;

use anyhow::Result;

use super::signals;
use crate::sandbox::{DingtalkMode, DingtalkSettings, Sandbox, Settings};

/// What the sandbox draws cards by.
pub(super) const CARD_TEMPLATE: &str = include_str!("../../config/dingtalk/card-template.json");
/// What the group of the robot is called.
pub(super) const POOL_GROUP_NAME: &str = "线索公海群";

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
    #[command(flatten)]
    dingtalk: Box<Dingtalk>,
}

/// DingTalk's side; played when there is a client id.
#[derive(clap::Args)]
struct Dingtalk {
    /// As in the service's settings.
    #[arg(long, default_value = "dingsandbox")]
    dingtalk_corp_id: String,
    /// As in the service's settings; switches DingTalk on.
    #[arg(long, requires = "dingtalk_client_secret")]
    dingtalk_client_id: Option<String>,
    /// As in the service's settings.
    #[arg(long)]
    dingtalk_client_secret: Option<String>,
    /// As in the service's settings; the client id when left out.
    #[arg(long)]
    dingtalk_robot_code: Option<String>,
    /// As in the service's settings; without it no template is published.
    #[arg(long, default_value = "")]
    dingtalk_template_id: String,
    /// How robot messages and events reach the service.
    #[arg(long, value_enum, default_value = "stream")]
    dingtalk_mode: Mode,
    /// As in the service's settings; mode http only.
    #[arg(long, default_value = "")]
    dingtalk_token: String,
    /// As in the service's settings; mode http only.
    #[arg(long, default_value = "")]
    dingtalk_encoding_aes_key: String,
    /// Open conversation id of the group that the robot is in.
    #[arg(long)]
    dingtalk_pool_group: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Mode {
    Stream,
    Http,
}

impl Dingtalk {
    fn settings(self) -> Option<DingtalkSettings> {
        let client_id = self.dingtalk_client_id?;
        Some(DingtalkSettings {
            corp_id: self.dingtalk_corp_id,
            robot_code: self
                .dingtalk_robot_code
                .unwrap_or_else(|| client_id.clone()),
            client_id,
            client_secret: self.dingtalk_client_secret.unwrap_or_default(),
            card_template_id: self.dingtalk_template_id,
            card_template: CARD_TEMPLATE.to_owned(),
            mode: match self.dingtalk_mode {
                Mode::Stream => DingtalkMode::Stream,
                Mode::Http => DingtalkMode::Http,
            },
            token: self.dingtalk_token,
            encoding_aes_key: self.dingtalk_encoding_aes_key,
            pool_group: self.dingtalk_pool_group,
            pool_group_name: POOL_GROUP_NAME.to_owned(),
        })
    }
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
        dingtalk: args.dingtalk.settings(),
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
