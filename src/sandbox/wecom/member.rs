//! The members of the simulated company, learned from the service's list of reps.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

/// A person with a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// As stored; compared without regard to case.
    pub userid: String,
    /// Name on the phone.
    pub name: String,
    /// `rep` or `manager`, as the service says.
    pub role: String,
}

/// The address book: reps first, managers after them, each in the service's order.
#[derive(Debug, Default)]
pub struct Members {
    list: Vec<Member>,
    by_lower: HashMap<String, usize>,
    learned: bool,
}

impl Members {
    /// Replaces the list; a userid that comes twice keeps its first bearer.
    pub fn learn(&mut self, found: Vec<Member>) {
        self.list = ordered(found);
        self.by_lower = self
            .list
            .iter()
            .enumerate()
            .map(|(index, member)| (member.userid.to_lowercase(), index))
            .collect();
        self.learned = true;
    }

    /// Whether learning this list would change anything.
    pub fn would_change(&self, found: &[Member]) -> bool {
        !self.learned || ordered(found.to_vec()) != self.list
    }

    /// False until the service has answered once: nothing can be said about a userid before.
    pub fn are_learned(&self) -> bool {
        self.learned
    }

    /// The member with this userid, in any case.
    pub fn find(&self, userid: &str) -> Option<&Member> {
        let index = self.by_lower.get(&userid.to_lowercase())?;
        self.list.get(*index)
    }

    /// All of them.
    pub fn all(&self) -> &[Member] {
        &self.list
    }
}

fn ordered(mut list: Vec<Member>) -> Vec<Member> {
    let mut seen = HashSet::new();
    list.retain(|member| seen.insert(member.userid.to_lowercase()));
    list.sort_by_key(|member| member.role == "manager");
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(userid: &str, role: &str) -> Member {
        Member {
            userid: userid.into(),
            name: userid.into(),
            role: role.into(),
        }
    }

    #[test]
    fn case_is_ignored_and_managers_come_last() {
        let mut members = Members::default();
        assert!(!members.are_learned());
        let list = || vec![member("Boss", "manager"), member("LiLei", "rep")];
        assert!(members.would_change(&list()));
        members.learn(list());
        assert!(!members.would_change(&list()));
        assert_eq!(members.find("lilei"), Some(&member("LiLei", "rep")));
        assert_eq!(members.all()[1].userid, "Boss");
    }
}
