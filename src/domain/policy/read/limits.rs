//! How large a document may be, so that none takes much time or memory.

/// How deep conditions may lie in each other.
pub(super) const DEPTH: usize = 16;
/// Rules in a policy.
pub(super) const RULES: usize = 2_000;
/// Tests, groups and words in one rule.
pub(super) const PARTS: usize = 500;
/// The same in the whole document.
pub(super) const ALL_PARTS: usize = 20_000;
/// Mistakes that are told one by one; further ones are counted.
pub(super) const MISTAKES: usize = 100;
/// Characters of a rule's name.
pub(super) const NAME: usize = 40;
/// Characters of a rule's id.
pub(super) const ID: usize = 40;
/// Characters of a word: product, team, industry, source, tag, place.
pub(super) const WORD: usize = 60;
/// Seconds of an offer and of the manager's time, everywhere: as the settings allow, a year.
pub(super) const SECONDS: (i64, i64) = (1, 31_536_000);
/// Seconds of an offer by a rule: ten seconds to a day.
pub(super) const RULE_SECONDS: (i64, i64) = (10, 86_400);
/// Reps who are asked in a round, by a rule.
pub(super) const RULE_OFFERS: (i64, i64) = (1, 20);
/// Reps who are asked in a round, everywhere: as the settings allow.
pub(super) const OFFERS: (i64, i64) = (1, 1_000);
/// Of a usual lead, in permille.
pub(super) const EFFORT: (i64, i64) = (100, 10_000);
/// A whole amount of goods.
pub(super) const QUANTITY: i64 = 1_000_000_000_000;
