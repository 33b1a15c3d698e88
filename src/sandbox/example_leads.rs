//! The 40 hand-written leads of `随机一条`, dealt like cards: none comes twice before all came once.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;

/// The deck.
pub struct ExampleLeads {
    leads: Vec<Value>,
    dealt: Mutex<Vec<usize>>,
}

impl ExampleLeads {
    /// Reads the embedded list.
    pub fn new() -> Self {
        Self {
            leads: serde_json::from_str(include_str!("leads.json")).unwrap_or_default(),
            dealt: Mutex::default(),
        }
    }

    /// The next lead; `None` only if the list were empty.
    pub fn next(&self) -> Option<Value> {
        let mut rest = self.dealt.lock().unwrap_or_else(PoisonError::into_inner);
        if rest.is_empty() {
            rest.extend(0..self.leads.len());
        }
        if rest.is_empty() {
            return None;
        }
        let place = rand::random_range(0..rest.len());
        self.leads.get(rest.swap_remove(place)).cloned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn all_forty_are_dealt_once_and_are_leads() {
        let deck = ExampleLeads::new();
        let dealt: Vec<Value> = (0..40).filter_map(|_| deck.next()).collect();
        let texts: HashSet<String> = dealt.iter().map(Value::to_string).collect();
        assert_eq!((dealt.len(), texts.len(), deck.leads.len()), (40, 40, 40));
        let known = [
            "company",
            "contact_name",
            "phone",
            "email",
            "contact_id",
            "region",
            "address",
            "industry",
            "products",
            "need",
            "estimated_value",
            "quantity",
            "tags",
        ];
        let mut contacts = HashSet::new();
        for lead in &dealt {
            for name in lead.as_object().unwrap().keys() {
                assert!(known.contains(&name.as_str()), "{name}");
            }
            let ways = ["phone", "email", "contact_id"];
            let contact = ways.iter().find_map(|way| lead[way].as_str());
            assert!(contact.is_some() || lead["company"].is_string(), "{lead}");
            assert!(
                contact.is_none_or(|contact| contacts.insert(contact.to_owned())),
                "{lead}"
            );
        }
    }
}
