//! `paidan demo`: the service and the sandbox on one machine, with a cast.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::demo_config::{DemoConfig, NOTE};
use super::{seed, signals};
use crate::app::people::Personnel;
use crate::config;
use crate::sandbox::{Sandbox, Settings};
use crate::wiring;

/// Arguments.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Port of the service; the sandbox page takes the next one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where the demo keeps its data.
    #[arg(long, default_value = "data/demo")]
    data_dir: PathBuf,
}

pub(super) async fn run(args: Args) -> Result<()> {
    let listener = listen(args.port)?;
    let service = listener.local_addr()?;
    let secrets = DemoConfig::in_folder(&args.data_dir)?;
    let sandbox = bind_sandbox(&secrets, service).await?;
    let page = format!("http://{}", sandbox.address());

    let text = secrets.settings(service, &page, &args.data_dir);
    let config = config::parse(&text, "demo", config::environment()).map_err(|problems| {
        anyhow::anyhow!(
            "{}",
            problems
                .first()
                .map(ToString::to_string)
                .unwrap_or_default()
        )
    })?;
    let handle = sandbox.handle();
    let shown = tokio::spawn(sandbox.run());
    let fill = async |personnel: &Personnel| {
        seed::catalogue(
            personnel,
            include_str!("../../config/catalogue.example.json"),
        )
        .await?;
        seed::reps(personnel, include_str!("../../config/reps.example.toml")).await
    };
    let running = wiring::start(config, listener, Some(page.clone()), fill).await?;

    println!("paidan 演示已就绪,请打开:");
    println!("  {page}  手机、线索表单、轨迹");
    println!("  http://{service}/docs  接口文档");
    println!("令牌(仅本机演示):");
    println!("  admin  {}", secrets.admin_token);
    println!("  source {}", secrets.source_token);
    println!("Ctrl-C 结束;数据在 {}", args.data_dir.display());
    signals::stop_asked().await;
    println!("正在停止");
    handle.stop(false).await;
    running.stop().await;
    drop(shown.await);
    Ok(())
}

fn listen(port: u16) -> Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address)
        .with_context(|| format!("port {port} is taken; choose another one with --port"))
}

/// The port after the service's, else any that is free.
async fn bind_sandbox(secrets: &DemoConfig, service: SocketAddr) -> Result<Sandbox> {
    let next = service.port().checked_add(1).unwrap_or(0);
    let settings = |port: u16| Settings {
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        service: format!("http://{service}"),
        source_token: secrets.source_token.clone(),
        read_token: secrets.read_token.clone(),
        corp_id: secrets.corp_id.clone(),
        agent_id: secrets.agent_id,
        secret: secrets.secret.clone(),
        token: secrets.token.clone(),
        encoding_aes_key: secrets.encoding_aes_key.clone(),
        dingtalk: Some(secrets.dingtalk.sandbox()),
        note: Some(NOTE.to_owned()),
    };
    match Sandbox::bind(settings(next)).await {
        Ok(sandbox) => Ok(sandbox),
        Err(_) => Ok(Sandbox::bind(settings(0)).await?),
    }
}
