//! `paidan doctor wecom|dingtalk`: how a platform is set up.

use std::sync::Arc;

use anyhow::{Result, bail};
use paidan_domain::people::Platform;

use super::store::settings;
use crate::app::ports::{Checked, Clock, Company, MeteredApp, Month};
use crate::config::Config;
use crate::store;
use crate::system::SystemClock;
use crate::wiring::checkups;
use crate::words::{
    CheckTally, Found, check_title, detail_text, tally_text, trouble_fix, trouble_text, untold_text,
};

/// The platforms that the settings switch on.
pub(super) fn switched_on(config: &Config) -> Vec<Platform> {
    let wecom = config.wecom.enabled.then_some(Platform::Wecom);
    let dingtalk = config.dingtalk.enabled.then_some(Platform::Dingtalk);
    wecom.into_iter().chain(dingtalk).collect()
}

/// Looks and tells; what is wrong is the error, a warning is none.
pub(super) async fn check(config: &Config, platform: Platform) -> Result<()> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let all = checkups(config, &clock)?;
    let Some(doctor) = all.iter().find(|one| one.platform() == platform) else {
        let name = platform.name();
        bail!("设置里没有打开 [{name}] enabled · [{name}] is off in the settings");
    };
    let company = company(config, clock.as_ref()).await;
    println!("{}", titled(platform));
    let mut tally = CheckTally::default();
    for one in doctor.look(company.as_ref()).await {
        tally.count(&one.found);
        tell(platform, &one);
    }
    println!("{}", tally_text(tally));
    if tally.failed > 0 {
        let failed = tally.failed;
        bail!("{failed} 处不对 · {failed} things are wrong");
    }
    Ok(())
}

fn titled(platform: Platform) -> &'static str {
    match platform {
        Platform::Wecom => "企业微信 · WeCom",
        Platform::Dingtalk => "钉钉 · DingTalk",
    }
}

/// Who works here and how much of the month is used; none where the store cannot be read,
/// which the checks say themselves.
async fn company(config: &Config, clock: &dyn Clock) -> Option<Company> {
    let app = MeteredApp {
        platform: Platform::Dingtalk,
        id: config.dingtalk.client_id.clone(),
    };
    let read = store::company(&settings(config), &app, Month::of(clock.now())).await;
    read.inspect_err(|error| tracing::warn!(%error, "who works here is not known"))
        .ok()
}

fn tell(platform: Platform, checked: &Checked) {
    let title = check_title(platform, checked.what);
    let mark = match &checked.found {
        Found::Fine(detail) => return println!("✓ {title}  {}", detail_text(detail)),
        Found::Untold => return println!("- {title}  {}", untold_text()),
        Found::Warning(trouble) => ("!", trouble),
        Found::Wrong(trouble) => ("✗", trouble),
    };
    let (mark, trouble) = mark;
    println!("{mark} {title}  {}", trouble_text(trouble));
    println!("    → {}", trouble_fix(platform, checked.what, trouble));
}
