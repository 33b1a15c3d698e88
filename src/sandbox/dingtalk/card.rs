//! A card instance and its data; `protocols/dingtalk.md` §5.1 to §5.3.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::people::People;
use super::refusal::Refusal;
use super::template::Variables;

/// Bytes of a name and of a value, and of a whole card.
const LONGEST_KEY: usize = 100;
const LONGEST_VALUE: usize = 1024;
const LARGEST_CARD: usize = 100 * 1024;

/// How a press of the card reaches the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Callback {
    /// Nowhere: the card was made without `callbackType`.
    None,
    /// Over the WebSocket.
    Stream,
    /// To the address registered under this key.
    Route(String),
}

/// A card.
#[derive(Debug)]
pub struct Instance {
    /// Where presses go.
    pub callback: Callback,
    /// Type of the user ids that presses tell: 1 userid, 2 union id.
    pub id_type: i64,
    /// Data for everybody.
    pub public: Variables,
    /// Data for one person, by userid.
    pub private: HashMap<String, Variables>,
    /// What somebody chose in the drop-down, by userid.
    pub chosen: HashMap<String, String>,
    /// Presses that wait for their answer.
    pub presses: u32,
}

/// `{"cardParamMap": {…}}` as it comes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Params {
    #[serde(rename = "cardParamMap")]
    map: Map<String, Value>,
}

/// `cardUpdateOptions`.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct UpdateOptions {
    /// Public data: change the named variables only.
    pub update_card_data_by_key: bool,
    /// The same for private data.
    pub update_private_data_by_key: bool,
}

/// New data of a card, checked.
#[derive(Debug, Default)]
pub struct Data {
    /// For everybody.
    pub public: Option<Variables>,
    /// For one person each, by userid.
    pub private: HashMap<String, Variables>,
}

impl Params {
    /// Texts only, none too long.
    pub fn checked(&self) -> Result<Variables, Refusal> {
        let mut variables = Variables::new();
        for (name, value) in &self.map {
            let value = value
                .as_str()
                .ok_or_else(|| Refusal::bad("param.cardParamMapValueNotString"))?;
            if name.len() > LONGEST_KEY || value.len() > LONGEST_VALUE {
                return Err(Refusal::bad("param.cardDataTooLong"));
            }
            variables.insert(name.clone(), value.to_owned());
        }
        Ok(variables)
    }
}

impl Data {
    /// The data of a request, whose user ids are of this type.
    pub fn read(
        public: Option<&Params>,
        private: &BTreeMap<String, Params>,
        people: &People,
        id_type: i64,
    ) -> Result<Self, Refusal> {
        let mut data = Self {
            public: public.map(Params::checked).transpose()?,
            private: HashMap::new(),
        };
        for (id, params) in private {
            let person = people.of_type(id, id_type);
            let userid = person
                .map(|person| person.userid.clone())
                .ok_or_else(|| Refusal::bad("param.userIdNotExist"))?;
            data.private.insert(userid, params.checked()?);
        }
        Ok(data)
    }
}

impl Instance {
    /// A new card.
    pub fn new(callback: Callback, id_type: i64, data: Data) -> Result<Self, Refusal> {
        let card = Self {
            callback,
            id_type,
            public: data.public.unwrap_or_default(),
            private: data.private,
            chosen: HashMap::new(),
            presses: 0,
        };
        card.check_size()?;
        Ok(card)
    }

    /// Changes the data: without the options the given map replaces all that was there (§5.3).
    pub fn update(&mut self, data: Data, options: UpdateOptions) -> Result<(), Refusal> {
        let (public, private) = (self.public.clone(), self.private.clone());
        if let Some(new) = data.public {
            merge(&mut self.public, new, options.update_card_data_by_key);
        }
        for (userid, new) in data.private {
            let own = self.private.entry(userid).or_default();
            merge(own, new, options.update_private_data_by_key);
        }
        self.check_size().inspect_err(|_| {
            self.public = public;
            self.private = private;
        })
    }

    fn check_size(&self) -> Result<(), Refusal> {
        let bytes = |variables: &Variables| -> usize {
            variables.iter().map(|(k, v)| k.len() + v.len()).sum()
        };
        let size = bytes(&self.public) + self.private.values().map(bytes).sum::<usize>();
        if size > LARGEST_CARD {
            return Err(Refusal::bad("param.cardDataTooLong"));
        }
        Ok(())
    }
}

fn merge(own: &mut Variables, new: Variables, by_key: bool) {
    if !by_key {
        own.clear();
    }
    own.extend(new);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn params(map: Value) -> Params {
        serde_json::from_value(json!({"cardParamMap": map})).unwrap()
    }

    fn data(map: Value) -> Data {
        let none = BTreeMap::new();
        Data::read(Some(&params(map)), &none, &People::default(), 1).unwrap()
    }

    #[test]
    fn only_texts_of_at_most_a_kilobyte_are_taken() {
        assert!(params(json!({"a": "x".repeat(1024)})).checked().is_ok());
        for bad in [
            json!({"a": 1}),
            json!({"a": null}),
            json!({"a": "x".repeat(1025)}),
        ] {
            assert!(params(bad).checked().is_err());
        }
    }

    #[test]
    fn an_update_without_options_replaces_everything() {
        let mut card =
            Instance::new(Callback::Stream, 1, data(json!({"a": "1", "b": "2"}))).unwrap();
        let by_key = UpdateOptions {
            update_card_data_by_key: true,
            update_private_data_by_key: true,
        };
        card.update(data(json!({"b": "3"})), by_key).unwrap();
        assert_eq!(
            (card.public["a"].as_str(), card.public["b"].as_str()),
            ("1", "3")
        );
        card.update(data(json!({"b": "4"})), UpdateOptions::default())
            .unwrap();
        assert!(!card.public.contains_key("a"));
    }
}
