//! The people of the company on DingTalk: those whom the service names, and those whom only the
//! platform knows.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// Somebody of the company; `protocols/dingtalk.md` §7.1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Compared exactly, with its case.
    pub userid: String,
    /// Name.
    pub name: String,
    /// `rep` or `manager` as the service says, else `staff`.
    #[serde(default = "staff")]
    pub role: String,
    /// Mobile, empty when the platform has none.
    #[serde(default)]
    pub mobile: String,
    /// 工号: free text.
    #[serde(default)]
    pub job_number: String,
    /// Name of the department; empty for the company itself.
    #[serde(default)]
    pub dept: String,
    /// Has left the company.
    #[serde(default)]
    pub left: bool,
}

fn staff() -> String {
    "staff".to_owned()
}

impl Person {
    /// Somebody whom the service names.
    pub fn learned(userid: &str, name: &str, role: &str) -> Self {
        Self {
            userid: userid.to_owned(),
            name: name.to_owned(),
            role: role.to_owned(),
            mobile: String::new(),
            job_number: String::new(),
            dept: String::new(),
            left: false,
        }
    }

    /// The id that is the same in all apps of one maker.
    pub fn unionid(&self) -> String {
        format!("un{}", self.userid)
    }
}

/// Everybody: whom the service names first, managers after reps, then the others.
#[derive(Debug, Default)]
pub struct People {
    learned: Vec<Person>,
    put: Vec<Person>,
    all: Vec<Person>,
    by_id: HashMap<String, usize>,
    /// When somebody left: seconds of the Unix clock.
    pub left_at: HashMap<String, i64>,
}

impl People {
    /// Replaces those whom the service names; false when nothing changed.
    pub fn learn(&mut self, mut found: Vec<Person>) -> bool {
        found.sort_by_key(|person| person.role == "manager");
        let news = found != self.learned;
        if news {
            self.learned = found;
            self.build();
        }
        news
    }

    /// Whether [`People::learn`] would change anything.
    pub fn would_change(&self, found: &[Person]) -> bool {
        let mut found = found.to_vec();
        found.sort_by_key(|person| person.role == "manager");
        found != self.learned
    }

    /// Adds or replaces somebody whom the platform knows.
    pub fn put(&mut self, person: Person) {
        self.put.retain(|known| known.userid != person.userid);
        self.put.push(person);
        self.build();
    }

    /// Everybody, also who has left.
    pub fn all(&self) -> &[Person] {
        &self.all
    }

    /// Who works here.
    pub fn present(&self) -> impl Iterator<Item = &Person> {
        self.all.iter().filter(|person| !person.left)
    }

    /// The person with this userid, also who has left.
    pub fn known(&self, userid: &str) -> Option<&Person> {
        self.by_id.get(userid).and_then(|at| self.all.get(*at))
    }

    /// The person with this userid who works here.
    pub fn find(&self, userid: &str) -> Option<&Person> {
        self.known(userid).filter(|person| !person.left)
    }

    /// The person of a request: by userid, or by union id where `userIdType` is 2 (§5.2).
    pub fn of_type(&self, id: &str, kind: i64) -> Option<&Person> {
        match kind {
            2 => self.find(id.strip_prefix("un")?),
            _ => self.find(id),
        }
    }

    /// Departments in the order in which they first come; the company itself is 1.
    pub fn departments(&self) -> Vec<(i64, String)> {
        let mut names: Vec<&str> = Vec::new();
        for person in self.present() {
            if !person.dept.is_empty() && !names.contains(&person.dept.as_str()) {
                names.push(&person.dept);
            }
        }
        (2..).zip(names.into_iter().map(str::to_owned)).collect()
    }

    /// The number of somebody's department.
    pub fn department_of(&self, person: &Person) -> i64 {
        let departments = self.departments();
        let own = departments.iter().find(|(_, name)| *name == person.dept);
        own.map_or(1, |(number, _)| *number)
    }

    fn build(&mut self) {
        self.all.clear();
        self.by_id.clear();
        for person in self.learned.iter().chain(&self.put) {
            let mut person = person.clone();
            if let Some(at) = self.by_id.get(&person.userid) {
                // The platform's own entry wins, but for the part that only the service knows.
                if person.role == "staff" {
                    person.role.clone_from(&self.all[*at].role);
                }
                self.all[*at] = person;
            } else {
                self.by_id.insert(person.userid.clone(), self.all.len());
                self.all.push(person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_put_person_replaces_the_learned_one_and_keeps_the_role() {
        let mut people = People::default();
        people.learn(vec![
            Person::learned("d1", "李经理", "manager"),
            Person::learned("d2", "张伟", "rep"),
        ]);
        let mut zhang = Person::learned("d2", "张伟", "staff");
        zhang.dept = "华东".into();
        zhang.left = true;
        people.put(zhang);
        people.put(Person::learned("d3", "新人", "staff"));
        let roles: Vec<_> = people.all().iter().map(|p| p.role.as_str()).collect();
        assert_eq!(roles, ["rep", "manager", "staff"]);
        assert!(people.find("d2").is_none() && people.known("d2").is_some());
        assert_eq!(people.of_type("und3", 2).unwrap().userid, "d3");
        assert!(people.departments().is_empty());
    }
}
