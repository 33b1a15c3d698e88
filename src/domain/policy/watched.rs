//! The words that the rules look for in what a customer writes.

use super::condition::Condition;
use super::document::Policy;
use crate::region::Folded;

impl Policy {
    /// The words that the rules in force look for in a lead, each once, in order of their code
    /// points. Intake notes those that a lead holds (`Facts::words`).
    #[must_use]
    pub fn watched_words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.enabled) {
            gather_words(&rule.when, &mut words);
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Those words of its rules' `contains` that one of the texts holds, sorted, without
    /// repetition; spelling is folded as in [`Folded`]. A lead keeps these words and not the
    /// text, so that the rules can be asked again when the text is sealed or erased.
    #[must_use]
    pub fn words_in<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let watched = self.watched_words();
        if watched.is_empty() {
            return Vec::new();
        }
        let texts: Vec<Folded> = texts.into_iter().map(Folded::new).collect();
        let is_held = |word: &&&str| {
            let word = Folded::new(word);
            !word.text().is_empty() && texts.iter().any(|text| text.text().contains(word.text()))
        };
        let held = watched.iter().filter(is_held);
        held.map(|word| (*word).to_owned()).collect()
    }
}

fn gather_words<'p>(condition: &'p Condition, words: &mut Vec<&'p str>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| gather_words(part, words));
        }
        Condition::Not(part) => gather_words(part, words),
        Condition::Contains(own) => words.extend(own.iter().map(String::as_str)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::OfferPolicy;

    #[test]
    fn only_words_of_the_rules_are_kept() {
        let mut policy = Policy::first(OfferPolicy::default());
        assert!(policy.words_in(["急要现货"]).is_empty());
        policy.rules[0].when = Condition::All(vec![
            Condition::Contains(vec!["现货".to_owned(), "招标".to_owned()]),
            Condition::Not(Box::new(Condition::Contains(vec!["OEM".to_owned()]))),
        ]);
        assert_eq!(
            policy.words_in(["急要現貨,电话13912345678", "接oem"]),
            ["OEM", "现货"]
        );
        policy.rules[0].enabled = false;
        assert!(policy.words_in(["现货"]).is_empty());
    }
}
