//! Waits for somebody to stop the process.

/// Returns at Ctrl-C or SIGTERM.
pub(super) async fn stop_asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    drop(tokio::signal::ctrl_c().await);
}
