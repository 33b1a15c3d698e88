//! A counted amount with up to three decimals.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A non-negative amount in thousandths, so that it compares and serialises exactly. A plain
/// JSON number: whole amounts as integers, others with their decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i64);

impl Amount {
    /// A whole amount, 0 to nine quadrillion; outside it is cut to the nearest end.
    pub fn whole(count: i64) -> Amount {
        Amount(count.clamp(0, i64::MAX / 1000) * 1000)
    }

    /// An amount in thousandths, at least 0.
    pub fn milli(thousandths: i64) -> Amount {
        Amount(thousandths.max(0))
    }

    /// In thousandths.
    pub fn as_milli(self) -> i64 {
        self.0
    }

    /// The count when it is whole.
    pub fn as_whole(self) -> Option<i64> {
        (self.0 % 1000 == 0).then_some(self.0 / 1000)
    }
}

impl std::fmt::Display for Amount {
    /// `3000`, `2.5`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_whole() {
            Some(count) => write!(f, "{count}"),
            None => {
                let decimals = format!("{:03}", self.0 % 1000);
                write!(f, "{}.{}", self.0 / 1000, decimals.trim_end_matches('0'))
            }
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_whole() {
            Some(count) => serializer.serialize_i64(count),
            None => serializer.serialize_f64(self.0 as f64 / 1000.0),
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        if !(0.0..=9e15).contains(&number) {
            return Err(serde::de::Error::custom(
                "an amount lies between 0 and 9e15",
            ));
        }
        Ok(Amount((number * 1000.0).round() as i64))
    }
}
