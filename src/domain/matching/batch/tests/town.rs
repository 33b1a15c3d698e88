//! A wholesale company with a burst as it comes after a fair: most leads from a few cities,
//! reps with a city or two each, some of them nearly full.

use super::{Burst, Candidate, Seat, Weights};

/// Numbers by chance that are the same in every run (xorshift).
pub struct Dice(pub u64);

impl Dice {
    /// One of `0..below`.
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }

    /// The same, the low ones far oftener.
    fn skewed(&mut self, below: u64) -> u64 {
        let top = 1 + self.roll(below);
        self.roll(top)
    }
}

const CITIES: u64 = 40;
const PRODUCTS: u64 = 25;

struct Rep {
    cities: Vec<u64>,
    whole_province: bool,
    products: Vec<(u64, u32)>,
    load: u32,
    capacity: u32,
    grade: u32,
}

/// A burst of `leads` for `reps` people, at the default weights.
#[must_use]
pub fn burst(leads: usize, reps: usize, seed: u64) -> Burst {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let weights = Weights::default();
    let staff: Vec<Rep> = (0..reps).map(|_| rep(&mut dice)).collect();
    let seat = |one: &Rep| Seat::new(one.load, one.capacity, &weights);
    let seats = staff.iter().map(seat).collect();
    let leads = (0..leads).map(|_| lead(&mut dice, &staff, &weights));
    Burst {
        leads: leads.collect(),
        seats,
    }
}

/// The same people and leads, but everybody may have everything.
#[must_use]
pub fn dense(leads: usize, reps: usize, seed: u64) -> Burst {
    let mut dice = Dice(seed | 1);
    let mut all = burst(leads, reps, seed);
    for lead in &mut all.leads {
        let one = |rep| Candidate {
            rep,
            score: u32::try_from(300 + dice.roll(600)).unwrap_or(0),
        };
        *lead = (0..u32::try_from(reps).unwrap_or(0)).map(one).collect();
    }
    all
}

/// The same people, and leads of which nothing is known: head-room alone tells the reps apart.
#[must_use]
pub fn alike(leads: usize, reps: usize, seed: u64) -> Burst {
    let mut all = dense(1, reps, seed);
    for (one, seat) in all.leads[0].iter_mut().zip(&all.seats) {
        one.score = 500 + 8 * seat.room.min(30);
    }
    let one = all.leads[0].clone();
    all.leads = vec![one; leads];
    all
}

fn rep(dice: &mut Dice) -> Rep {
    let cities = (0..=dice.roll(2)).map(|_| dice.skewed(CITIES)).collect();
    let product = |dice: &mut Dice| {
        let level = u32::try_from(500 + dice.roll(501)).unwrap_or(0);
        (dice.skewed(PRODUCTS), level)
    };
    let products = (0..2 + dice.roll(6)).map(|_| product(dice)).collect();
    let capacity = u32::try_from(10 + dice.roll(21)).unwrap_or(0);
    Rep {
        cities,
        whole_province: dice.roll(4) == 0,
        products,
        load: u32::try_from(dice.roll(u64::from(capacity) + 1)).unwrap_or(0),
        capacity,
        grade: u32::try_from(dice.roll(3)).unwrap_or(0),
    }
}

fn lead(dice: &mut Dice, staff: &[Rep], weights: &Weights) -> Vec<Candidate> {
    let (city, product) = (dice.skewed(CITIES), dice.skewed(PRODUCTS));
    let tier = u32::try_from(dice.skewed(3)).unwrap_or(0);
    let one = |(place, rep): (usize, &Rep)| {
        let territory = if rep.cities.contains(&city) {
            850
        } else if rep.whole_province && rep.cities.iter().any(|own| own / 8 == city / 8) {
            600
        } else {
            return None;
        };
        let level = rep.products.iter().filter(|(own, _)| *own == product);
        let level = level.map(|(_, level)| *level).max()?;
        let free = (rep.capacity - rep.load) * 1000 / rep.capacity;
        let grade = 1000 - 500 * tier.abs_diff(rep.grade);
        let score = weights.territory * territory
            + weights.product * level
            + weights.load * free
            + weights.fairness * 500
            + weights.tier * grade
            + weights.industry * 500;
        Some(Candidate {
            rep: u32::try_from(place).ok()?,
            score: score / 1000,
        })
    };
    staff.iter().enumerate().filter_map(one).collect()
}
