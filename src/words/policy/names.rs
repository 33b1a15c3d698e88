//! Words for what a rule names.

use std::time::Duration;

use paidan_domain::ids::StaffId;
use paidan_domain::money::{Fen, Tier};
use paidan_domain::people::Grade;
use paidan_domain::policy::{FactKind, Relaxation, Weekday};
use paidan_domain::region::{Gazetteer, RegionCode, Territory};
use paidan_domain::understand::{CustomerType, Intent, Language, Urgency};

use crate::words::{Lang, cut, money_exact};

/// Entries of a list that are named before `等`.
const NAMED: usize = 6;

/// In which language, and how places and people are called.
#[derive(Clone, Copy)]
pub struct RuleWords<'a> {
    /// 中文 or English.
    pub lang: Lang,
    /// Places.
    pub gazetteer: &'a Gazetteer,
    /// The name of somebody on the staff; none when nobody has the id.
    pub person: &'a dyn Fn(&StaffId) -> Option<String>,
}

impl<'a> RuleWords<'a> {
    /// One of the two.
    pub(super) fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// `甲、乙、丙等 9 个`, `a, b, c and 6 more`.
    pub(super) fn list(&self, entries: &[String]) -> String {
        self.listed(entries, self.say("、", ", "))
    }

    /// `甲或乙`, `a or b`.
    pub(super) fn either(&self, entries: &[String]) -> String {
        // A single letter or a digit stands apart from a Chinese word.
        let is_latin = entries.iter().all(|entry| entry.is_ascii());
        self.listed(
            entries,
            self.say(if is_latin { " 或 " } else { "或" }, " or "),
        )
    }

    fn listed(&self, entries: &[String], between: &str) -> String {
        if entries.len() <= NAMED {
            return entries.join(between);
        }
        let named = entries[..NAMED - 1].join(self.say("、", ", "));
        match self.lang {
            Lang::Zh => format!("{named}等 {} 个", entries.len()),
            Lang::En => format!("{named} and {} more", entries.len() - NAMED + 1),
        }
    }

    /// A blank where a digit or Latin letter would touch the Chinese word behind it.
    pub(super) fn gap_after(text: &str) -> &'static str {
        match text.chars().next_back() {
            Some(last) if last.is_ascii_alphanumeric() => " ",
            _ => "",
        }
    }

    /// The same in front of a text.
    pub(super) fn gap_before(text: &str) -> &'static str {
        match text.chars().next() {
            Some(first) if first.is_ascii_alphanumeric() => " ",
            _ => "",
        }
    }

    pub(super) fn quoted(&self, text: &str) -> String {
        let text = cut(text, 30);
        match self.lang {
            Lang::Zh => format!("「{text}」"),
            Lang::En => format!("'{text}'"),
        }
    }

    pub(super) fn person(&self, id: &StaffId) -> String {
        (self.person)(id).unwrap_or_else(|| id.to_string())
    }

    pub(super) fn place(&self, code: RegionCode) -> String {
        let name = match self.lang {
            Lang::Zh => self.gazetteer.short_name(code).map(str::to_owned),
            Lang::En => self.gazetteer.name_of(code),
        };
        name.unwrap_or_else(|| code.to_string())
    }

    pub(super) fn territories(&self, all: &[Territory]) -> Vec<String> {
        all.iter()
            .map(|territory| match territory {
                Territory::Region(code) => self.place(*code),
                other => other.to_string(),
            })
            .collect()
    }

    /// `5 万元`, `52,300 元`; `50,000 yuan`.
    pub(super) fn money(&self, value: Fen) -> String {
        const WAN: i64 = 1_000_000;
        if self.lang == Lang::En {
            return money_exact(value).replace(" 元", " yuan");
        }
        if value.0 >= WAN && value.0 % WAN == 0 {
            return format!("{} 万元", value.0 / WAN);
        }
        money_exact(value)
    }

    pub(super) fn duration(&self, length: Duration) -> String {
        if self.lang == Lang::Zh {
            return crate::words::duration(length);
        }
        match length.as_secs() {
            seconds if seconds < 60 || !seconds.is_multiple_of(60) => format!("{seconds} s"),
            seconds if seconds.is_multiple_of(3600) => format!("{} h", seconds / 3600),
            seconds => format!("{} min", seconds / 60),
        }
    }

    /// 30 points of 100 for 300 permille.
    pub(super) fn points(permille: u32) -> String {
        if permille.is_multiple_of(10) {
            (permille / 10).to_string()
        } else {
            format!("{}.{}", permille / 10, permille % 10)
        }
    }

    pub(super) fn factor(&self, key: &str) -> &'static str {
        let (zh, en) = match key {
            "territory" => ("片区", "territory"),
            "product" => ("产品", "product"),
            "load" => ("在手量", "load"),
            "fairness" => ("公平", "fairness"),
            "tier" => ("价值档", "tier"),
            "industry" => ("行业", "industry"),
            "customer_type" => ("客户类型", "customer type"),
            "responsiveness" => ("响应", "responsiveness"),
            "win_rate" => ("成交率", "win rate"),
            _ => ("老客户", "relationship"),
        };
        self.say(zh, en)
    }

    pub(super) fn relaxation(&self, stage: Relaxation) -> String {
        let (zh, en) = match stage {
            Relaxation::Product => ("产品", "product"),
            Relaxation::SameProvince => ("片区到同省", "territory to the province"),
            Relaxation::SamePart => ("片区到同大区", "territory to the part of the country"),
            Relaxation::AnyTerritory => ("片区到全国", "territory to anywhere"),
            Relaxation::Level => ("级别", "grade and level"),
        };
        self.say(zh, en).to_owned()
    }

    pub(super) fn grade(grade: Grade) -> &'static str {
        match grade {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
        }
    }

    pub(super) fn tiers(&self, tiers: &[Tier]) -> String {
        let letters: Vec<String> = tiers.iter().map(|tier| tier.letter().to_owned()).collect();
        let letters = self.either(&letters);
        match self.lang {
            Lang::Zh => format!("{letters} 档"),
            Lang::En => format!("tier {letters}"),
        }
    }

    pub(super) fn customer_type(&self, kind: CustomerType) -> String {
        let (zh, en) = match kind {
            CustomerType::Agent => ("大型代理商", "agents"),
            CustomerType::Distributor => ("区域分销商", "distributors"),
            CustomerType::Retailer => ("终端门店", "retailers"),
            CustomerType::Online => ("电商", "online shops"),
            CustomerType::Institution => ("单位采购", "institutions"),
            CustomerType::Individual => ("个人", "individuals"),
            CustomerType::Unknown => ("类型不明的客户", "customers of unknown type"),
        };
        self.say(zh, en).to_owned()
    }

    pub(super) fn urgency(&self, urgency: Urgency) -> String {
        let (zh, en) = match urgency {
            Urgency::Urgent => ("紧急", "urgent"),
            Urgency::Soon => ("较急", "soon"),
            Urgency::Normal => ("不急", "not urgent"),
        };
        self.say(zh, en).to_owned()
    }

    pub(super) fn intent(&self, intent: Intent) -> String {
        let (zh, en) = match intent {
            Intent::Purchase => ("采购", "purchase"),
            Intent::Quote => ("询价", "quote"),
            Intent::Complaint => ("投诉", "complaint"),
            Intent::Job => ("求职", "job"),
            Intent::Solicitation => ("推销", "solicitation"),
            Intent::Other => ("其他意图", "other intent"),
        };
        self.say(zh, en).to_owned()
    }

    pub(super) fn language(&self, language: Language) -> String {
        let (zh, en) = match language {
            Language::Zh => ("中文", "Chinese"),
            Language::En => ("英文", "English"),
            Language::Mixed => ("中英混写", "Chinese and English"),
            Language::Other => ("其他语言", "another language"),
        };
        self.say(zh, en).to_owned()
    }

    pub(super) fn weekday(&self, day: Weekday) -> String {
        let (zh, en) = match day {
            Weekday::Mon => ("周一", "Mon"),
            Weekday::Tue => ("周二", "Tue"),
            Weekday::Wed => ("周三", "Wed"),
            Weekday::Thu => ("周四", "Thu"),
            Weekday::Fri => ("周五", "Fri"),
            Weekday::Sat => ("周六", "Sat"),
            Weekday::Sun => ("周日", "Sun"),
        };
        self.say(zh, en).to_owned()
    }

    pub(super) fn fact(&self, fact: FactKind) -> &'static str {
        let (zh, en) = match fact {
            FactKind::Region => ("地区", "region"),
            FactKind::Product => ("产品", "product"),
            FactKind::Industry => ("行业", "industry"),
            FactKind::CustomerType => ("客户类型", "customer type"),
            FactKind::Quantity => ("数量", "quantity"),
            FactKind::Value => ("金额", "value"),
        };
        self.say(zh, en)
    }
}
