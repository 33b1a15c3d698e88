//! The list card: several offers at once (`experience.md` §3.1, bursts), and what became
//! of each when all of them are over.

use jiff::tz::TimeZone;
use paidan_domain::ids::LeadNumber;
use paidan_domain::lead::Facts;
use paidan_domain::time::Instant;

use super::card::{Button, ButtonWeight, Card, CardState, Row};
use super::customer::masked_need;
use super::lead_card::{TITLE, VALUE, button};
use super::subject::{brief, wants};
use super::text::{clock, cut, money_about};

const ROWS: usize = 6;
const KEY: usize = 5;

/// A list card as it is for its person now.
#[derive(Debug)]
pub struct Listing<'a> {
    /// Its leads, oldest first.
    pub leads: Vec<Listed<'a>>,
    /// Until when they may be claimed, as the card prints it.
    pub until: Option<Instant>,
    /// The phone page of the list.
    pub link: String,
    /// Now.
    pub now: Instant,
    /// The zone of the company.
    pub zone: &'a TimeZone,
}

/// One lead of a list.
#[derive(Debug)]
pub struct Listed<'a> {
    /// For people.
    pub number: LeadNumber,
    /// What may stand in clear.
    pub facts: &'a Facts,
    /// Short name of the place.
    pub place: Option<&'a str>,
    /// What became of it.
    pub fate: Fate,
    /// Its phone page, while it is theirs.
    pub link: Option<String>,
}

/// What became of a lead that was offered in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It can still be claimed.
    Open,
    /// It is theirs.
    Mine,
    /// They said no.
    Declined(Went),
    /// They did not answer in time.
    Expired(Went),
    /// It was given to others.
    Left(Went),
}

/// Where a lead is that somebody does not have any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Went {
    /// With this one.
    To(String),
    /// In the public pool.
    ToPool,
    /// Nothing to say about it.
    Onward,
}

/// The list card.
#[must_use]
pub fn list_card(listing: &Listing<'_>) -> Card {
    let open: Vec<&Listed<'_>> = listing
        .leads
        .iter()
        .filter(|one| one.fate == Fate::Open)
        .collect();
    if open.is_empty() {
        ended(listing)
    } else {
        asking(listing, &open)
    }
}

fn asking(listing: &Listing<'_>, open: &[&Listed<'_>]) -> Card {
    let until = listing.until.map(|until| {
        let close = until.since(listing.now).as_secs() < 120;
        let until = clock(until, listing.now, listing.zone, close);
        format!(",{until} 前认领")
    });
    let title = format!("{} 条新线索{}", open.len(), until.unwrap_or_default());
    let desc = if open.len() > ROWS {
        format!("这里列出 {ROWS} 条,其余点「逐条查看」")
    } else {
        "可以全部认领,也可以逐条查看".to_owned()
    };
    let look = Button {
        url: Some(listing.link.clone()),
        ..button("list", "逐条查看", ButtonWeight::Plain)
    };
    Card {
        state: CardState::List,
        source: Some("派单".to_owned()),
        title: cut(&title, TITLE),
        desc: Some(desc),
        rows: open.iter().take(ROWS).map(|one| one.row()).collect(),
        buttons: vec![button("claim", "全部认领", ButtonWeight::Main), look],
        url: Some(listing.link.clone()),
        ..Card::default()
    }
}

fn ended(listing: &Listing<'_>) -> Card {
    let (mine, gone): (Vec<_>, Vec<_>) =
        listing.leads.iter().partition(|one| one.fate == Fate::Mine);
    let (state, title) = if mine.is_empty() {
        ("已处理", format!("已处理 {} 条", gone.len()))
    } else {
        let rest = summary(&gone);
        ("已认领", format!("已认领 {} 条{rest}", mine.len()))
    };
    let desc = (!mine.is_empty()).then(|| "客户电话在各条线索的卡片里".to_owned());
    // What somebody does not have is what they must be told.
    let told = gone.iter().chain(&mine).take(ROWS);
    Card {
        state: CardState::List,
        source: Some("派单".to_owned()),
        title: cut(&title, TITLE),
        desc,
        rows: told.map(|one| one.row()).collect(),
        ended: Some(state.to_owned()),
        url: Some(listing.link.clone()),
        ..Card::default()
    }
}

/// `,1 条已转给别人`; empty when there is nothing.
fn summary(gone: &[&Listed<'_>]) -> String {
    let all = |is: fn(&Fate) -> bool| gone.iter().all(|one| is(&one.fate));
    let what = match gone.len() {
        0 => return String::new(),
        _ if all(|fate| matches!(fate, Fate::Expired(_))) => "已超时",
        _ if all(|fate| matches!(fate, Fate::Declined(_))) => "已拒绝",
        _ if all(|fate| matches!(fate, Fate::Left(Went::To(_)))) => "已转给别人",
        _ => "不在你手上",
    };
    format!(",{} 条{what}", gone.len())
}

/// One lead of a list on the phone page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedLead {
    /// `#1042 金华 · 保温杯 3000 个`.
    pub title: String,
    /// `约 5 万元`.
    pub budget: Option<String>,
    /// `待认领`, `已认领`, or what became of it.
    pub state: String,
    /// Its own page, while it is theirs.
    pub link: Option<String>,
}

impl Listed<'_> {
    fn row(&self) -> Row {
        let what = match self.fate {
            Fate::Open => self.wish(),
            _ => self.state(),
        };
        Row {
            key: cut(self.place.unwrap_or("线索"), KEY),
            value: cut(&format!("#{} {what}", self.number), VALUE),
            url: self.link.clone(),
        }
    }

    /// The same in full. What is not theirs any more is named by its number alone.
    #[must_use]
    pub fn on_page(&self) -> ListedLead {
        let theirs = self.link.is_some();
        let about = theirs.then(|| format!(" {}", brief(self.facts, self.place)));
        ListedLead {
            title: format!("#{}{}", self.number, about.unwrap_or_default()),
            budget: self.facts.value.filter(|_| theirs).map(money_about),
            state: self.state(),
            link: self.link.clone(),
        }
    }

    fn state(&self) -> String {
        match &self.fate {
            Fate::Open => "待认领".to_owned(),
            Fate::Mine => "已认领".to_owned(),
            Fate::Declined(went) => format!("已拒绝{}", went.said()),
            Fate::Expired(went) => format!("已超时{}", went.said()),
            Fate::Left(went) => format!("已转出{}", went.said()),
        }
    }

    /// `保温杯 3000 个 · 约 5 万元`.
    fn wish(&self) -> String {
        let wants = Some(masked_need(&wants(self.facts))).filter(|wants| !wants.is_empty());
        let parts: Vec<String> = wants
            .into_iter()
            .chain(self.facts.value.map(money_about))
            .collect();
        if parts.is_empty() {
            "新线索".to_owned()
        } else {
            parts.join(" · ")
        }
    }
}

impl Went {
    fn said(&self) -> String {
        match self {
            Self::To(name) => format!(",现由{name}处理"),
            Self::ToPool => ",已放入公海".to_owned(),
            Self::Onward => String::new(),
        }
    }
}
