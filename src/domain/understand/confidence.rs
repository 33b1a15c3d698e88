//! How sure a value is.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// 0 to 1000 permille; written as a number from 0 to 1 in JSON. Integer inside, so that equal
/// leads give equal bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Confidence(u16);

impl Confidence {
    /// Stated in a field made for it and well formed.
    pub const CERTAIN: Confidence = Confidence(1000);

    /// From permille; more than 1000 counts as 1000.
    pub fn permille(value: u16) -> Confidence {
        Confidence(value.min(1000))
    }

    /// 0 to 1000.
    pub fn as_permille(self) -> u16 {
        self.0
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 1000.0)
    }
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let share = f64::deserialize(deserializer)?;
        if !(0.0..=1.0).contains(&share) {
            return Err(serde::de::Error::custom(
                "a confidence lies between 0 and 1",
            ));
        }
        // Between 0 and 1000 after the check, so the cast is exact.
        Ok(Confidence((share * 1000.0).round() as u16))
    }
}
