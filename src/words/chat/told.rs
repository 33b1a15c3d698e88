//! What came of a command.

use std::time::Duration;

use jiff::tz::TimeZone;
use paidan_domain::fairness::Account;
use paidan_domain::ids::LeadNumber;
use paidan_domain::lead::State;
use paidan_domain::time::Instant;

use super::super::saying::state_label;
use super::super::text::{clock, cut, duration};
use super::fitted;
use super::hand_in::{HandedIn, handed_in};
use super::share::{share, shares};

/// What came of a command, as facts.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// Not there, or not theirs to see.
    NoLead(LeadNumber),
    /// A manager's command of a rep.
    NeedsManager {
        /// The command's word.
        word: &'static str,
        /// Whom to ask.
        manager: Option<String>,
    },
    /// A rep's command of a manager.
    NeedsRep(&'static str),
    /// Nobody of that name.
    NoPerson(String),
    /// Several people of that name, with their teams.
    WhichPerson(String, Vec<String>),
    /// Leads went to somebody else.
    Reassigned(Bulk),
    /// Asked back before it is done.
    Confirm {
        /// How many leads.
        count: usize,
        /// To whom.
        to: String,
        /// Leads at hand now.
        load: u32,
        /// At most.
        capacity: u32,
    },
    /// Nothing waits for a yes.
    NothingAsked,
    /// Not done, as they said.
    Cancelled,
    /// Taken.
    Claimed(LeadNumber),
    /// Declined; it went on.
    Declined(LeadNumber),
    /// Somebody was faster.
    Taken {
        /// Which lead.
        number: LeadNumber,
        /// Who has it.
        by: String,
    },
    /// Not possible in this state.
    NotNow(LeadNumber, State),
    /// As many leads as they may.
    Full(LeadNumber),
    /// On leave.
    Away {
        /// Who; none for oneself.
        who: Option<String>,
        /// Until when; none until they are back.
        until: Option<Instant>,
        /// Offers that moved on.
        moved: usize,
        /// Leads that stay with them.
        kept: usize,
        /// Who looks after those.
        deputy: Option<String>,
    },
    /// Back at work.
    Back(Option<String>),
    /// This one cannot look after the leads.
    WrongDeputy(String),
    /// The public pool, one line a lead.
    Pool(Vec<(LeadNumber, String)>),
    /// Open leads of the asker, and those they look after.
    Mine(Vec<OwnLead>),
    /// Today.
    Status(Figures),
    /// What was due this week, and what came.
    Share {
        /// Whose; none for oneself.
        who: Option<String>,
        /// This week's account.
        week: Account,
    },
    /// The same of a team, by name.
    Shares(Vec<(String, Account)>),
    /// Reps were never compared for it.
    NeverMatched(LeadNumber),
    /// A lead of theirs was taken.
    HandedIn(Box<HandedIn>),
    /// Nothing to reach the customer by was found in it: not taken before that comes.
    NoPhone,
}

/// A line of `/我的`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLead {
    /// Which.
    pub number: LeadNumber,
    /// What it is.
    pub what: String,
    /// Where it stands.
    pub state: State,
    /// Until when somebody has to act.
    pub until: Option<Instant>,
    /// For whom they look after it.
    pub owner: Option<String>,
}

/// Leads that went to somebody else, and those that did not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bulk {
    /// To whom.
    pub to: String,
    /// Which went, and from whom.
    pub done: Vec<(LeadNumber, Option<String>)>,
    /// Which did not, and where they are; none = not there.
    pub left: Vec<(LeadNumber, Option<State>)>,
    /// Why, as typed.
    pub reason: Option<String>,
}

/// Today's figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Leads that came today.
    pub received: u64,
    /// Claims of today.
    pub claimed: u64,
    /// Waiting for somebody now.
    pub open: u64,
    /// Half of today's claims came faster.
    pub median: Option<Duration>,
    /// Name, leads at hand, at most.
    pub reps: Vec<(String, u32, u32)>,
}

/// The sentence.
#[must_use]
pub fn tell(told: &Told, now: Instant, zone: &TimeZone) -> String {
    let when = |at: Instant| clock(at, now, zone, at.since(now).as_secs() < 120);
    match told {
        Told::NoLead(number) => format!("没有 {number} 号,或它不归你看。"),
        Told::NeedsManager {
            word,
            manager: Some(manager),
        } => {
            format!("{word}需要主管权限。你的主管是{manager}。")
        }
        Told::NeedsManager {
            word,
            manager: None,
        } => format!("{word}需要主管权限。"),
        Told::NeedsRep(word) => format!("{word}是销售的指令。要派给别人请用 /转派。"),
        Told::NoPerson(name) => format!("没有找到在岗的「{}」。", cut(name, 20)),
        Told::WhichPerson(name, teams) => format!(
            "有 {} 位{name}:{}。请带上团队,如 @{}。",
            teams.len(),
            teams.join("、"),
            teams.first().map_or(name.as_str(), String::as_str)
        ),
        Told::Reassigned(bulk) => reassigned(bulk),
        Told::Confirm {
            count,
            to,
            load,
            capacity,
        } => {
            let then = load.saturating_add(u32::try_from(*count).unwrap_or(u32::MAX));
            format!("将转派 {count} 条给{to}(在手 {load}→{then}/{capacity})。回复「确认」执行。")
        }
        Told::NothingAsked => "没有等你确认的操作。".to_owned(),
        Told::Cancelled => "已取消,没有执行。".to_owned(),
        Told::Claimed(number) => format!("{number} 号已认领,请尽快联系客户。"),
        Told::Declined(number) => format!("{number} 号已拒绝,已转出。"),
        Told::Taken { number, by } => format!("{number} 号已被{by}认领。要接手请联系主管。"),
        Told::NotNow(number, state) => {
            format!(
                "{number} 号现在是「{}」,不能这样处理。",
                state_label(*state)
            )
        }
        Told::Full(number) => format!("{number} 号未认领:在手线索已满,先处理几条再来。"),
        Told::Away {
            who,
            until,
            moved,
            kept,
            deputy,
        } => {
            let who = who.clone().unwrap_or_default();
            let until = until.map_or_else(|| "上班为止".to_owned(), &when);
            let stay = match deputy {
                Some(deputy) => format!("由{deputy}代看"),
                None => "仍在手上".to_owned(),
            };
            format!("{who}已请假到 {until}。手上 {moved} 条未认领已转出,{kept} 条跟进中的{stay}。")
        }
        Told::Back(who) => format!("{}已上班,可以接单了。", who.clone().unwrap_or_default()),
        Told::WrongDeputy(name) => {
            format!("{name}不能代看:请选同团队在岗的同事,如 /请假 1天 @同事。")
        }
        Told::Pool(leads) if leads.is_empty() => "公海里没有线索。".to_owned(),
        Told::Pool(leads) => {
            let mut lines: Vec<String> = leads
                .iter()
                .map(|(number, what)| format!("#{number} {what}"))
                .collect();
            lines.push("发 /公海 编号 抢单。".to_owned());
            fitted(&lines)
        }
        Told::Mine(leads) if leads.is_empty() => "手上没有线索。".to_owned(),
        Told::Mine(leads) => {
            let lines: Vec<String> = leads
                .iter()
                .map(|one| {
                    let until = one.until.map(|at| format!(",{} 前认领", when(at)));
                    let owner = one.owner.as_ref().map(|owner| format!(",代{owner}看"));
                    let (until, owner) = (until.unwrap_or_default(), owner.unwrap_or_default());
                    let OwnLead { number, what, .. } = one;
                    format!("#{number} {what} {}{until}{owner}", state_label(one.state))
                })
                .collect();
            fitted(&lines)
        }
        Told::Status(figures) => status(figures),
        Told::Share { who, week } => share(who.as_deref(), *week),
        Told::Shares(team) => shares(team),
        Told::NeverMatched(number) => format!("{number} 号没有经过匹配。"),
        Told::HandedIn(lead) => handed_in(lead, now, zone),
        Told::NoPhone => "没看到电话。回复电话即可补上。".to_owned(),
    }
}

fn reassigned(bulk: &Bulk) -> String {
    let why = bulk
        .reason
        .as_ref()
        .map(|why| format!(":{}", cut(why, 60)))
        .unwrap_or_default();
    let mut out = match bulk.done.as_slice() {
        [] => String::new(),
        [(number, Some(from))] => format!("{number} 号已由{from}转给{}{why}。", bulk.to),
        [(number, None)] => format!("{number} 号已转给{}{why}。", bulk.to),
        many => format!("{} 条已转派给{}{why}。", many.len(), bulk.to),
    };
    for (number, state) in bulk.left.iter().take(10) {
        match state {
            Some(state) => out.push_str(&format!("{number} 号未转:{}。", state_label(*state))),
            None => out.push_str(&format!("{number} 号未转:没有这条或不归你管。")),
        }
    }
    if bulk.left.len() > 10 {
        out.push_str(&format!("另有 {} 条未转。", bulk.left.len() - 10));
    }
    out
}

fn status(figures: &Figures) -> String {
    let median = figures
        .median
        .map(|time| format!(",中位认领 {}", duration(time)));
    let mut lines = vec![format!(
        "今天收到 {},认领 {},未认领 {}{}。",
        figures.received,
        figures.claimed,
        figures.open,
        median.unwrap_or_default()
    )];
    lines.extend(
        figures
            .reps
            .iter()
            .map(|(name, load, most)| format!("{name} 在手 {load}/{most}")),
    );
    fitted(&lines)
}
