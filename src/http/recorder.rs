//! What counts and times, for `/metrics`; one a process.

use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};

/// The recorder of figures.
///
/// # Errors
/// When another recorder was installed before.
pub fn recorder() -> Result<PrometheusHandle, BuildError> {
    static HANDLE: std::sync::OnceLock<PrometheusHandle> = std::sync::OnceLock::new();
    if let Some(handle) = HANDLE.get() {
        return Ok(handle.clone());
    }
    let seconds = [
        0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0,
    ];
    let handle = PrometheusBuilder::new()
        .set_buckets(&seconds)?
        .install_recorder()?;
    Ok(HANDLE.get_or_init(|| handle).clone())
}
