//! Money in integer fen and the value tier that follows from it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An amount of money in fen (1 yuan = 100 fen). Serialised as a plain integer.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

/// Why a number of yuan is not accepted as an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Not a finite number.
    #[error("an amount must be a number")]
    NotANumber,
    /// Below zero or above ten billion yuan.
    #[error("an amount must lie between 0 and 10 billion yuan")]
    OutOfRange,
}

impl Fen {
    /// The largest amount taken: ten billion yuan (100 亿).
    pub const MAX: Fen = Fen(1_000_000_000_000);

    /// Fen from yuan, rounded to the nearest fen; 0 to [`Fen::MAX`].
    ///
    /// # Errors
    /// [`MoneyError`] when the number is not finite or out of range.
    pub fn from_yuan(yuan: f64) -> Result<Fen, MoneyError> {
        if !yuan.is_finite() {
            return Err(MoneyError::NotANumber);
        }
        let fen = (yuan * 100.0).round();
        if fen < 0.0 || fen > Self::MAX.0 as f64 {
            return Err(MoneyError::OutOfRange);
        }
        // In range, so the whole-number float fits an i64 exactly.
        Ok(Fen(fen as i64))
    }

    /// The same amount in yuan, for display and arithmetic with fractions only.
    pub fn yuan(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// Whether the amount lies between 0 and [`Fen::MAX`].
    pub fn is_in_range(self) -> bool {
        (0..=Self::MAX.0).contains(&self.0)
    }
}

/// 价值档: how much a lead may be worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// From the `a` threshold, by default 50,000 yuan.
    A,
    /// From the `b` threshold, by default 10,000 yuan.
    B,
    /// Below.
    C,
}

/// Where the tiers begin. `a` is expected to be at least `b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TierThresholds {
    /// Tier A begins here, in fen.
    pub a: Fen,
    /// Tier B begins here, in fen.
    pub b: Fen,
}

impl Default for TierThresholds {
    fn default() -> Self {
        TierThresholds {
            a: Fen(5_000_000),
            b: Fen(1_000_000),
        }
    }
}

impl TierThresholds {
    /// The tier of an amount.
    pub fn tier_of(&self, value: Fen) -> Tier {
        if value >= self.a {
            Tier::A
        } else if value >= self.b {
            Tier::B
        } else {
            Tier::C
        }
    }
}

impl Tier {
    /// The tier of an amount by the default thresholds (50,000 and 10,000 yuan).
    pub fn of(value: Fen) -> Tier {
        TierThresholds::default().tier_of(value)
    }

    /// The letter shown to people.
    pub fn letter(self) -> &'static str {
        match self {
            Tier::A => "A",
            Tier::B => "B",
            Tier::C => "C",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_become_fen_within_the_range() {
        assert_eq!(Fen::from_yuan(50_000.0), Ok(Fen(5_000_000)));
        assert_eq!(Fen::from_yuan(0.0), Ok(Fen(0)));
        assert_eq!(Fen::from_yuan(19.99), Ok(Fen(1999)));
        assert_eq!(Fen::from_yuan(1e10), Ok(Fen::MAX));
        assert_eq!(Fen::from_yuan(1e10 + 1.0), Err(MoneyError::OutOfRange));
        assert_eq!(Fen::from_yuan(-0.01), Err(MoneyError::OutOfRange));
        assert_eq!(Fen::from_yuan(f64::NAN), Err(MoneyError::NotANumber));
        assert_eq!(Fen::from_yuan(f64::INFINITY), Err(MoneyError::NotANumber));
    }

    #[test]
    fn tiers_begin_at_their_thresholds() {
        let cases = [
            (4_999_999, Tier::B),
            (5_000_000, Tier::A),
            (999_999, Tier::C),
        ];
        for (fen, tier) in cases {
            assert_eq!(Tier::of(Fen(fen)), tier, "{fen}");
        }
        assert_eq!(Tier::of(Fen(1_000_000)), Tier::B);
        let own = TierThresholds {
            a: Fen(300),
            b: Fen(200),
        };
        assert_eq!(own.tier_of(Fen(250)), Tier::B);
    }

    #[test]
    fn a_tier_is_a_letter_in_json() {
        assert_eq!(
            serde_json::to_string(&Tier::A).expect("serialises"),
            "\"A\""
        );
        assert_eq!(serde_json::to_string(&Fen(7)).expect("serialises"), "7");
    }
}
