//! The world around: what is committed, what was said, what time it is.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use jiff::Timestamp;
use paidan_domain::ids::StaffId;
use paidan_domain::matching::{Floor, Standing};
use paidan_domain::people::{Grade, Platform, Role, Staff};
use paidan_domain::policy::{OfferPolicy, Policy};
use paidan_domain::time::Instant;

use crate::app::ports::{
    Clock, Errand, Metered, MeteredApp, Month, Shelf, StoreError, Traffic, Usage,
};
use crate::app::quota::{Limits, Quota};
use crate::words::Saying;

pub(super) fn at(text: &str) -> Instant {
    Instant::from_timestamp(text.parse::<Timestamp>().unwrap())
}

/// A message to the duty manager.
pub(super) struct Warning {
    pub(super) to: String,
    pub(super) month: Month,
    pub(super) kind: Metered,
    pub(super) share: u8,
    pub(super) used: u64,
}

/// The store and the world around: what is committed, what was said, what time it is.
#[derive(Default)]
pub(super) struct Company {
    pub(super) used: Mutex<BTreeMap<Month, Traffic>>,
    pub(super) warned: Mutex<BTreeMap<(Month, Metered), u8>>,
    pub(super) said: Mutex<Vec<Warning>>,
    pub(super) away: AtomicBool,
    pub(super) now: AtomicI64,
}

impl Company {
    pub(super) fn on(text: &str) -> Arc<Self> {
        let company = Self::default();
        company.now.store(at(text).0, Ordering::Relaxed);
        Arc::new(company)
    }

    pub(super) fn comes(&self, text: &str) {
        self.now.store(at(text).0, Ordering::Relaxed);
    }

    pub(super) fn process(self: &Arc<Self>) -> Quota {
        let app = MeteredApp {
            platform: Platform::Dingtalk,
            id: "dingexample".to_owned(),
        };
        let limits = Limits {
            calls: Some(10),
            messages: Some(100),
        };
        Quota::new(app, limits, self.clone(), self.clone(), self.clone())
    }

    /// `share/counted` of what the duty manager was told.
    pub(super) fn told(&self) -> Vec<(u8, u64)> {
        let said = self.said.lock().unwrap();
        said.iter().map(|one| (one.share, one.used)).collect()
    }

    fn answers(&self) -> Result<(), StoreError> {
        match self.away.load(Ordering::Relaxed) {
            true => Err(StoreError::Unavailable("away".to_owned())),
            false => Ok(()),
        }
    }
}

#[async_trait]
impl Usage for Company {
    async fn add(
        &self,
        _app: &MeteredApp,
        month: Month,
        more: Traffic,
    ) -> Result<Traffic, StoreError> {
        self.answers()?;
        let mut used = self.used.lock().unwrap();
        let sum = used.entry(month).or_default();
        *sum = *sum + more;
        Ok(*sum)
    }

    async fn warn(
        &self,
        _app: &MeteredApp,
        month: Month,
        kind: Metered,
        percent: u8,
        tell: Option<(StaffId, Errand)>,
    ) -> Result<bool, StoreError> {
        self.answers()?;
        let mut warned = self.warned.lock().unwrap();
        let last = warned.entry((month, kind)).or_default();
        if *last >= percent {
            return Ok(false);
        }
        *last = percent;
        if let Some((to, Errand::Say { saying })) = tell
            && let Saying::Quota(news) = saying
        {
            self.said.lock().unwrap().push(Warning {
                to: to.to_string(),
                month,
                kind,
                share: news.percent,
                used: news.used,
            });
        }
        Ok(true)
    }
}

impl Clock for Company {
    fn now(&self) -> Instant {
        Instant(self.now.load(Ordering::Relaxed))
    }
}

/// 李经理 is on duty.
impl Shelf for Company {
    fn floor(&self) -> Arc<Floor> {
        let li = StaffId::parse("li").unwrap();
        let staff = Staff {
            id: li.clone(),
            name: "李经理".to_owned(),
            role: Role::Manager,
            team: None,
            manager: None,
            wecom_userid: None,
            dingtalk_userid: Some("0307".to_owned()),
            prefers: None,
            territories: Vec::new(),
            products: Vec::new(),
            industries: Vec::new(),
            customer_types: Vec::new(),
            grade: Grade::B,
            capacity: 20,
            target_share_permille: 1000,
            calendar: "default".to_owned(),
            away_until: None,
            deputy: None,
            active: true,
        };
        let policy = Policy::first(OfferPolicy {
            duty_manager: Some(li),
            ..OfferPolicy::default()
        });
        let people = vec![Standing::new(Arc::new(staff), 0)];
        Arc::new(Floor::new(people, Arc::new(policy), Arc::default()))
    }
}
