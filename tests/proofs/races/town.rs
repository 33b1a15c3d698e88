//! Who lives where: each race needs people of its own, since a person may be sent 25 messages a
//! minute and a lead must go to a rep that the race knows.

use std::collections::HashMap;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::proofs::history::Who;
use crate::world::World;

/// Towns in provinces of their own, where nobody of the example staff works.
pub const PLACES: [&str; 20] = [
    "四川省成都市",
    "湖北省武汉市",
    "湖南省长沙市",
    "河南省郑州市",
    "山东省济南市",
    "江西省南昌市",
    "福建省福州市",
    "陕西省西安市",
    "安徽省合肥市",
    "江苏省南京市",
    "河北省石家庄市",
    "山西省太原市",
    "辽宁省沈阳市",
    "吉林省长春市",
    "黑龙江省哈尔滨市",
    "广西壮族自治区南宁市",
    "云南省昆明市",
    "贵州省贵阳市",
    "甘肃省兰州市",
    "海南省海口市",
];
/// Where no lead comes from.
const NOWHERE: &str = "西藏自治区拉萨市";

/// Somebody of the staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    pub id: Who,
    pub name: Who,
    pub userid: Who,
}

/// The people of a race.
#[derive(Default)]
pub struct Staff {
    all: Vec<(Person, Value)>,
}

impl Staff {
    /// A rep of a town under a manager.
    pub fn rep(&mut self, name: String, town: &str, manager: &Person) -> Person {
        let rest = json!({"role": "rep", "manager": manager.id, "territories": [town],
            "capacity": 10_000});
        self.add(name, rest)
    }

    /// A rep to whom leads come only by a manager's hand.
    pub fn spare(&mut self, name: String, manager: &Person) -> Person {
        self.rep(name, NOWHERE, manager)
    }

    /// A manager.
    pub fn manager(&mut self, name: String) -> Person {
        self.add(name, json!({"role": "manager"}))
    }

    fn add(&mut self, name: String, mut rest: Value) -> Person {
        let name: Who = name.leak();
        let id: Who = format!("p{}", self.all.len() + 1).leak();
        let userid: Who = format!("P{}", self.all.len() + 1).leak();
        let person = Person { id, name, userid };
        rest["name"] = json!(name);
        rest["wecom_userid"] = json!(userid);
        self.all.push((person, rest));
        person
    }

    /// Puts all on the staff; managers first.
    pub fn hired(mut self, world: &World) -> Names {
        self.all.sort_by_key(|(_, one)| one["role"] == "rep");
        let (managers, reps): (Vec<_>, Vec<_>) =
            self.all.iter().partition(|(_, one)| one["role"] != "rep");
        for some in managers.chunks(16).chain(reps.chunks(16)) {
            let puts = some.iter().map(|(person, one)| async {
                let path = format!("/api/v1/reps/{}", person.id);
                world.api.put(&path, one).await
            });
            for answer in world.block_on(join_all(puts)) {
                assert!(matches!(answer.status, 200 | 201), "{}", answer.text());
            }
        }
        let all = self.all.iter();
        Names(all.map(|(person, _)| (person.name, person.id)).collect())
    }
}

/// Staff ids by name, as cards and answers say names.
pub struct Names(HashMap<Who, Who>);

impl Names {
    #[track_caller]
    pub fn id(&self, name: &str) -> Who {
        let id = self.0.get(name);
        id.unwrap_or_else(|| panic!("nobody is called {name:?}"))
    }

    #[track_caller]
    pub fn by_id(&self, id: &str) -> Who {
        let known = self.0.values().find(|known| **known == id);
        known.unwrap_or_else(|| panic!("nobody has the id {id:?}"))
    }
}

/// A lead from a town, of a customer who was never there before.
pub fn customer(town: &str) -> Value {
    let number = rand::random_range(0..100_000_000_u32);
    json!({"phone": format!("139{number:08}"), "region": town})
}
