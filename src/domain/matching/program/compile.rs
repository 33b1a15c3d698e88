//! From the policy's document to rules that are asked quickly.

use jiff::tz::{Offset, TimeZone};

use super::condition::{Moment, Test};
use super::course::Course;
use crate::matching::explanation::RuleRef;
use crate::matching::floor::Names;
use crate::matching::wanted::Wanted;
use crate::policy::{Otherwise, Policy, Rule};
use crate::time::Instant;

/// All rules in order, and the defaults behind them.
#[derive(Debug)]
pub(in crate::matching) struct Program {
    zone: TimeZone,
    rules: Vec<Asked>,
    pub defaults: Course,
    /// How many reps a round may ask, whichever rule decides.
    pub most_offers: u32,
}

#[derive(Debug)]
struct Asked {
    when: Test,
    course: Course,
    stops: bool,
}

impl Program {
    /// A zone that nobody knows counts as China's time; the check of a draft refuses it.
    pub fn of(policy: &Policy, names: &mut Names) -> Self {
        let zone = TimeZone::get(&policy.time_zone)
            .unwrap_or_else(|_| TimeZone::fixed(Offset::constant(8)));
        let rules = policy.rules.iter().filter(|rule| rule.enabled);
        let rules = rules
            .map(|rule| Asked {
                when: Test::of(&rule.when, names),
                course: Course::of(named(rule), &rule.then, policy, names),
                stops: rule.then.otherwise == Otherwise::Stop,
            })
            .collect();
        Self {
            zone,
            rules,
            defaults: Course::defaults(policy),
            most_offers: policy.most_offers(),
        }
    }

    /// The courses to try for a lead, in order, each with whether it is the last: the rules that
    /// apply, then the defaults, unless a rule before them says that it stops there.
    pub fn courses<'a>(
        &'a self,
        wanted: &'a Wanted<'_>,
        now: Instant,
    ) -> impl Iterator<Item = (&'a Course, bool)> {
        let moment = Moment::new(now, &self.zone);
        let applying = self.rules.iter();
        let applying = applying
            .filter(move |rule| rule.when.holds(wanted, &moment))
            .map(|rule| (&rule.course, rule.stops));
        applying.chain([(&self.defaults, true)])
    }
}

fn named(rule: &Rule) -> RuleRef {
    RuleRef {
        id: rule.id.0.clone(),
        name: rule.name.clone(),
    }
}
