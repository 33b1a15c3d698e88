//! A company name made comparable.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::region::Folded;

/// What is left of a company name when spelling and legal form are set aside. Equal keys mean
/// the same name; different numbers always give different keys. Debug prints the length only.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CompanyKey(String);

/// Endings that say how a company is set up, longest first (公司法; the Latin ones folded and
/// without signs).
const LEGAL_FORMS: [&str; 16] = [
    "股份有限责任公司",
    "有限责任公司",
    "股份有限公司",
    "股份公司",
    "有限公司",
    "有限合伙",
    "普通合伙",
    "个人独资",
    "总公司",
    "公司",
    "companylimited",
    "colimited",
    "coltd",
    "limited",
    "ltd",
    "inc",
];

impl CompanyKey {
    /// The key of a name: half-width, lower case, simplified, without blanks, brackets and other
    /// signs, without the legal form at its end. `None` when nothing is left.
    pub fn of(name: &str) -> Option<CompanyKey> {
        let folded = Folded::new(name);
        let mut key: String = folded
            .text()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        // `(有限合伙)` may stand behind another form, so twice.
        for _ in 0..2 {
            // Only the longest form that fits, so that a bare 有限公司 does not become 有限.
            let rest = LEGAL_FORMS
                .into_iter()
                .find_map(|form| key.strip_suffix(form));
            let cut = rest.filter(|rest| rest.chars().count() >= 2).map(str::len);
            if let Some(length) = cut {
                key.truncate(length);
            }
        }
        (!key.is_empty()).then_some(CompanyKey(key))
    }

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CompanyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CompanyKey({} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str, expected: bool) {
        let equal = CompanyKey::of(one) == CompanyKey::of(other);
        assert_eq!(equal, expected, "{one} / {other}");
    }

    #[test]
    fn spelling_and_legal_form_do_not_matter() {
        alike(
            "义乌市宏达日用品有限公司",
            "义乌市宏达日用品有限责任公司",
            true,
        );
        alike(
            "义乌市宏达日用品有限公司",
            "義烏市宏達日用品股份有限公司",
            true,
        );
        alike("宏达(集团)有限公司", "宏达（集团）有限公司", true);
        alike("宏达（集团）有限公司", "宏达集团有限公司", true);
        alike(" 宏达 日用品 商行 ", "宏达日用品商行", true);
        alike("ＡＢＣ贸易有限公司", "abc贸易公司", true);
        alike("Hongda Co., Ltd.", "HONGDA CO LTD", true);
        alike("宏达贸易 LIMITED", "宏达贸易有限公司", true);
    }

    #[test]
    fn names_that_differ_stay_apart() {
        alike("宏达第一商行", "宏达第二商行", false);
        alike("宏达1店", "宏达2店", false);
        alike("宏达商行", "宏远商行", false);
        alike("宏达有限公司义乌分公司", "宏达有限公司金华分公司", false);
        assert_eq!(
            CompanyKey::of("有限公司").map(|k| k.as_str().to_owned()),
            Some("有限公司".into())
        );
        assert_eq!(CompanyKey::of(" —()— "), None);
        assert_eq!(CompanyKey::of(""), None);
        assert_eq!(
            format!("{:?}", CompanyKey::of("宏达")),
            "Some(CompanyKey(2 characters))"
        );
    }
}
