//! `paidan`, one subcommand a file. Logs go to stderr, results to stdout.
//! Exit codes: 0 done, 1 failed, 2 wrong usage.

mod demo;
mod demo_config;
mod doctor;
mod logs;
mod migrate;
mod sandbox;
mod seed;
mod serve;
mod signals;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// 派单:every lead to the rep who fits best.
#[derive(Parser)]
#[command(name = "paidan", version, about)]
struct Cli {
    /// How logs are written.
    #[arg(long, global = true, value_enum, default_value_t = logs::Format::Text)]
    log_format: logs::Format,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The service.
    Serve(serve::Args),
    /// The service with simulated phones, example reps and rules; needs no account and no network.
    Demo(demo::Args),
    /// The simulated platforms alone, to point a real `serve` at.
    Sandbox(sandbox::Args),
    /// Schema migrations.
    Migrate(migrate::Args),
    /// Checks the set-up; one line a check, with the fix.
    Doctor(doctor::Args),
}

/// Runs the command line.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no mistakes; clap knows which is which (0 or 2).
            drop(error.print());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let logged = match cli.command {
        Command::Doctor(_) => logs::QUIET,
        _ => logs::USUAL,
    };
    logs::start(cli.log_format, logged);
    // Chosen once for the process: ring needs no C build.
    drop(rustls::crypto::ring::default_provider().install_default());
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    let end = runtime.block_on(async {
        match cli.command {
            Command::Serve(args) => serve::run(args).await,
            Command::Demo(args) => demo::run(args).await,
            Command::Sandbox(args) => sandbox::run(args).await,
            Command::Migrate(args) => migrate::run(args).await,
            Command::Doctor(args) => doctor::run(args).await,
        }
    });
    match end {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

#[expect(
    clippy::print_stderr,
    reason = "a command line says on stderr why it failed"
)]
fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("error: {error:#}");
    ExitCode::FAILURE
}
