//! One platform while it is asked.

use paidan_domain::people::Platform;

use super::report::PlatformReport;
use crate::app::ports::{Directory, Listed, SendFailure};
use crate::words::SyncTrouble;

/// After so many calls in a row without an answer a platform is left alone until the next sync.
const PATIENCE: u32 = 5;

/// What is known of a platform so far.
pub(super) struct Asking<'a> {
    pub platform: Platform,
    pub directory: &'a dyn Directory,
    /// Everybody there, or the code with which the list did not come.
    pub list: Result<Vec<Listed>, String>,
    pub report: PlatformReport,
    /// Calls in a row without an answer.
    unanswered: u32,
}

impl<'a> Asking<'a> {
    /// Reads its list.
    pub async fn begin(platform: Platform, directory: &'a dyn Directory) -> Self {
        let mut asking = Self {
            platform,
            directory,
            list: Ok(Vec::new()),
            report: PlatformReport::new(platform),
            unanswered: 0,
        };
        asking.list = asking.note(directory.everybody().await);
        if let Err(code) = &asking.list {
            let trouble = SyncTrouble::NoList(code.clone());
            asking.report.troubles.push(trouble);
        }
        asking
    }

    /// The answer of a call, or the code with which none came.
    pub fn note<T>(&mut self, end: Result<T, SendFailure>) -> Result<T, String> {
        let failure = match end {
            Ok(answer) => {
                self.unanswered = 0;
                return Ok(answer);
            }
            Err(failure) => failure,
        };
        let (code, stops) = match failure {
            SendFailure::App { code, .. } | SendFailure::Throttled { code, .. } => (code, true),
            SendFailure::Later { code, .. }
            | SendFailure::Unknown { code }
            | SendFailure::Person { code }
            | SendFailure::PersonBusy { code, .. }
            | SendFailure::Spent { code }
            | SendFailure::Never { code } => (code, false),
        };
        self.unanswered = if stops { PATIENCE } else { self.unanswered + 1 };
        Err(code)
    }

    /// Whether it is to be left alone.
    pub fn is_given_up(&self) -> bool {
        self.unanswered >= PATIENCE
    }

    /// Says so in the report, each thing once.
    pub fn trouble(&mut self, trouble: SyncTrouble) {
        if !self.report.troubles.contains(&trouble) {
            self.report.troubles.push(trouble);
        }
    }
}
