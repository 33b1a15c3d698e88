//! What `paidan doctor` looks at beside the store: the platforms that are on.

use std::sync::Arc;

use anyhow::Result;

use super::platforms::http_client;
use crate::app::ports::{Checkup, Clock};
use crate::config::Config;
use crate::{dingtalk, wecom};

/// One for each platform that is on.
///
/// # Errors
/// When the proxy of the settings cannot be used.
pub fn checkups(config: &Config, clock: &Arc<dyn Clock>) -> Result<Vec<Box<dyn Checkup>>> {
    let http = http_client(config.network.proxy.as_deref())?;
    // The proxy is the way out; to ourselves we go as the platform does, straight.
    let direct = http_client(None)?;
    let public_url = config.server.public_url.trim_end_matches('/').to_owned();
    let mut all: Vec<Box<dyn Checkup>> = Vec::new();
    if config.wecom.enabled {
        all.push(Box::new(wecom::Doctor {
            settings: config.wecom.clone(),
            http: http.clone(),
            direct: direct.clone(),
            public_url: public_url.clone(),
            clock: clock.clone(),
        }));
    }
    if config.dingtalk.enabled {
        all.push(Box::new(dingtalk::Doctor {
            settings: config.dingtalk.clone(),
            http,
            direct,
            public_url,
            clock: clock.clone(),
        }));
    }
    Ok(all)
}
