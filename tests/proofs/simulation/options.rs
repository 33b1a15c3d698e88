//! What a world is like, all of it drawn from the seed. Each kind of fault is there in some
//! worlds and absent in others, so that none hides another.

use std::time::Duration;

use paidan_domain::ids::StaffId;
use paidan_domain::people::{Grade, Platform, Role, Skill, Staff};
use paidan_domain::policy::OfferPolicy;

use super::dice::Dice;
use super::world::gazetteer;

/// Everything that a seed decides before anything happens.
#[derive(Debug, Clone)]
pub struct Options {
    pub leads: u64,
    pub reps: usize,
    pub capacity: (u64, u64),
    pub offer: OfferPolicy,
    /// Leads come in within this time.
    pub arrivals: Duration,
    /// People answer so many of a thousand cards.
    pub answers: u64,
    /// Of a thousand cards so many are pressed again, when they show something else.
    pub stale: u64,
    /// Lines typed in a world.
    pub lines: u64,
    /// At each step to or from the store, up to so many others run.
    pub yields: u64,
    /// Of a thousand such steps so many take up to `latency` ms.
    pub slow_steps: u64,
    pub latency: u64,
    pub couriers: usize,
    /// How far each process's clock is wrong, in microseconds.
    pub skews: [i64; 2],
    /// Of a thousand commits so many are refused; of a thousand nobody hears the end.
    pub refused: u64,
    pub unheard: u64,
    /// Of a thousand calls to the chat so many lose their answer, or fail.
    pub lost_answers: u64,
    pub failed_calls: u64,
    /// Of a thousand callbacks so many come twice, and so many answers are lost.
    pub doubled: u64,
    pub lost_replies: u64,
    /// Which of the larger faults happen; about how long from one to the next.
    pub disasters: Vec<Disaster>,
    pub between: Duration,
}

/// A larger fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disaster {
    Crash,
    Freeze,
    StoreAway,
    ChatDown,
    ChatSlow,
    Throttle,
    AppRefused,
    Stranger,
    ClockStep,
}

const DISASTERS: [Disaster; 9] = [
    Disaster::Crash,
    Disaster::Freeze,
    Disaster::StoreAway,
    Disaster::ChatDown,
    Disaster::ChatSlow,
    Disaster::Throttle,
    Disaster::AppRefused,
    Disaster::Stranger,
    Disaster::ClockStep,
];

/// Clocks differ by at most this: `serve` warns above.
pub const MOST_SKEW: u64 = 1_900_000;

impl Options {
    /// The options of a seed.
    pub fn of(dice: &Dice) -> Self {
        let often = |dice: &Dice, most: u64| {
            let there = dice.permille(600);
            let drawn = dice.between(1, most);
            if there { drawn } else { 0 }
        };
        let skew = |dice: &Dice| {
            let far = i64::try_from(dice.between(0, 2 * MOST_SKEW)).unwrap_or(0);
            far - i64::try_from(MOST_SKEW).unwrap_or(0)
        };
        let claim_within = Duration::from_secs(*dice.pick(&[5, 15, 30, 60, 300]));
        let offer = OfferPolicy {
            claim_within,
            max_offers: u32::try_from(dice.between(1, 4)).unwrap_or(1),
            escalate_within: Duration::from_secs(*dice.pick(&[10, 60, 300])),
            duty_manager: dice.permille(700).then(|| id("boss0")),
        };
        let least = dice.between(1, 6);
        let skewed = dice.permille(600);
        Self {
            leads: dice.between(20, 100),
            reps: 3 + dice.place(6),
            capacity: (least, least + dice.between(0, 20)),
            offer,
            arrivals: Duration::from_secs(dice.between(30, 240)),
            answers: dice.between(200, 950),
            stale: dice.between(0, 300),
            lines: dice.between(0, 60),
            yields: dice.between(0, 4),
            slow_steps: dice.between(0, 300),
            latency: *dice.pick(&[2, 10, 50, 400]),
            couriers: 1 + dice.place(3),
            skews: if skewed {
                [skew(dice), skew(dice)]
            } else {
                [0, 0]
            },
            refused: often(dice, 40),
            unheard: often(dice, 40),
            lost_answers: often(dice, 80),
            failed_calls: often(dice, 120),
            doubled: often(dice, 300),
            lost_replies: often(dice, 200),
            disasters: DISASTERS
                .into_iter()
                .filter(|_| dice.permille(450))
                .collect(),
            between: Duration::from_secs(dice.between(4, 60)),
        }
    }

    /// Within this time every lead has come to rest when nobody does anything (I12), but
    /// for the waits that a person's rate limit makes.
    pub fn bound(&self) -> Duration {
        let offers = self.offer.claim_within * 2 * self.offer.max_offers;
        // A lease of the dead, a pause of a refused app, and two rings with clocks apart.
        let rest = Duration::from_secs(60 + 60 + 20);
        offers + self.offer.escalate_within + rest
    }
}

const NAMES: [&str; 9] = [
    "张伟", "王芳", "李娜", "赵强", "陈静", "刘洋", "杨帆", "黄磊", "周敏",
];

/// The people of a world: reps of two teams, and a manager of each.
pub fn cast(dice: &Dice, reps: usize, capacity: (u64, u64)) -> Vec<Staff> {
    let covers = ["浙江省", "浙江省金华市", "全国", "广东省", "全国"];
    let mut people: Vec<Staff> = (0..reps)
        .map(|at| {
            let team = at % 2;
            let mut one = person(
                &format!("rep{at}"),
                NAMES[at % NAMES.len()],
                Role::Rep,
                team,
            );
            one.manager = dice.permille(800).then(|| id(&format!("boss{team}")));
            let territory = gazetteer().resolve_territory(dice.pick::<&str>(&covers));
            one.territories = territory.into_iter().collect();
            one.products = product(dice).into_iter().collect();
            one.grade = *dice.pick(&[Grade::A, Grade::B, Grade::C]);
            one.capacity = u32::try_from(dice.between(capacity.0, capacity.1)).unwrap_or(1);
            one
        })
        .collect();
    people.push(person("boss0", "李经理", Role::Manager, 0));
    people.push(person("boss1", "孙经理", Role::Manager, 1));
    people
}

fn product(dice: &Dice) -> Option<Skill> {
    dice.permille(400).then(|| Skill {
        category: (*dice.pick(&["保温杯", "毛巾"])).to_owned(),
        level_permille: 900,
    })
}

fn person(name: &str, called: &str, role: Role, team: usize) -> Staff {
    Staff {
        id: id(name),
        name: called.to_owned(),
        role,
        team: Some(["华东", "华南"][team].to_owned()),
        manager: None,
        wecom_userid: Some(format!("U-{name}")),
        dingtalk_userid: None,
        job_number: None,
        prefers: Some(Platform::Wecom),
        territories: Vec::new(),
        products: Vec::new(),
        industries: Vec::new(),
        customer_types: Vec::new(),
        grade: Grade::B,
        capacity: 10,
        target_share_permille: 1000,
        calendar: "default".to_owned(),
        away_until: None,
        deputy: None,
        active: true,
        left: None,
    }
}

fn id(text: &str) -> StaffId {
    StaffId::parse(text).expect("a staff id")
}
