//! The fields of an incoming lead, each read with its own rule.

use serde_json::{Map, Value};

use crate::money::{Fen, MoneyError};
use crate::region::Folded;

use super::company_name::company_in;
use super::contact::email_in;
use super::email::Email;
use super::field_error::{FieldError, FieldFault, Given, JsonKind};
use super::new_lead::NewLead;
use super::phone::Phone;
use super::phone_finder::{find_phones, phone_of_field};
use super::value::read_stated_value;

/// Every field of a lead, with the characters its text may have (contract §4).
const TEXT_LIMITS: [(&str, usize); 12] = [
    ("source", 64),
    ("external_id", 200),
    ("company", 200),
    ("contact_name", 100),
    ("phone", 50),
    ("email", 254),
    ("contact_id", 200),
    ("region", 200),
    ("address", 500),
    ("industry", 100),
    ("need", 20_000),
    ("quantity", 100),
];
const OTHER_FIELDS: [&str; 5] = [
    "products",
    "estimated_value",
    "occurred_at",
    "tags",
    "extra",
];
/// Entries of `products` and of `tags`, and characters of one entry.
const LIST_LIMIT: usize = 50;
const ENTRY_LIMIT: usize = 100;
/// Signs between the products of one text.
const SEPARATORS: [char; 8] = ['、', ',', '，', ';', '；', '\n', '|', '/'];

/// Reads fields one by one and gathers what is wrong with them.
pub(super) struct FieldReader<'a> {
    fields: &'a Map<String, Value>,
    pub errors: Vec<FieldError>,
}

impl<'a> FieldReader<'a> {
    pub fn new(fields: &'a Map<String, Value>) -> FieldReader<'a> {
        FieldReader {
            fields,
            errors: Vec::new(),
        }
    }

    fn fail(&mut self, name: &str, fault: FieldFault) {
        self.errors.push(FieldError::new(format!("/{name}"), fault));
    }

    pub fn refuse_unknown(&mut self) {
        let known = || {
            TEXT_LIMITS
                .iter()
                .map(|(name, _)| *name)
                .chain(OTHER_FIELDS)
        };
        for name in self
            .fields
            .keys()
            .filter(|name| !known().any(|k| k == *name))
        {
            let nearest = known()
                .map(|k| (distance(&name.to_lowercase(), k), k))
                .min()
                .filter(|(steps, k)| *steps <= 1 + k.len() / 4)
                .map(|(_, k)| k);
            let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
            let pointer = pointer.chars().take(200).collect::<String>();
            let fault = FieldFault::Unknown {
                name: Given::new(name),
                nearest,
            };
            self.errors.push(FieldError::new(pointer, fault));
        }
    }

    /// The value when it is there and not null.
    fn value(&self, name: &str) -> Option<&Value> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    /// A text as sent; blank counts as left out.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let text = match self.value(name)? {
            Value::String(text) => text.clone(),
            // Codes and numbers arrive unquoted from many forms: `"region": 330700`.
            Value::Number(number) => number.to_string(),
            _ => {
                self.fail(
                    name,
                    FieldFault::Type {
                        expected: JsonKind::Text,
                    },
                );
                return None;
            }
        };
        let limit = TEXT_LIMITS
            .iter()
            .find(|(field, _)| *field == name)
            .map_or(ENTRY_LIMIT, |(_, l)| *l);
        self.checked(name, text, limit)
            .filter(|text| !text.trim().is_empty())
    }

    /// A text without the blanks around it.
    pub fn line(&mut self, name: &str) -> Option<String> {
        self.text(name).map(|text| text.trim().to_owned())
    }

    fn checked(&mut self, pointer: &str, text: String, limit: usize) -> Option<String> {
        let length = text.chars().count();
        if text.contains('\0') {
            self.fail(pointer, FieldFault::Nul);
        } else if length > limit {
            self.fail(pointer, FieldFault::TooLong { limit, length });
        } else {
            return Some(text);
        }
        None
    }

    pub fn phone(&mut self) -> Option<String> {
        let text = self.line("phone")?;
        match Phone::parse(&text) {
            Ok(_) => Some(text),
            Err(_) if phone_of_field(&text).is_some() => Some(text),
            Err(error) => {
                let fault = FieldFault::PhoneFormat {
                    given: Given::new(&text),
                    digits: error.digits,
                };
                self.fail("phone", fault);
                None
            }
        }
    }

    pub fn email(&mut self) -> Option<Email> {
        let text = self.line("email")?;
        let email = Email::parse(&text).ok();
        if email.is_none() {
            self.fail("email", FieldFault::EmailFormat);
        }
        email
    }

    pub fn quantity(&mut self) -> Option<String> {
        // Kept to the letter: its evidence counts characters.
        self.text("quantity")
    }

    pub fn estimated_value(&mut self) -> Option<Fen> {
        let read = match self.value("estimated_value")? {
            Value::Number(number) => number
                .as_f64()
                .ok_or(FieldFault::ValueFormat)
                .and_then(|yuan| Fen::from_yuan(yuan).map_err(fault_of)),
            Value::String(text) if is_left_open(text) => return None,
            Value::String(text) => read_stated_value(text),
            _ => Err(FieldFault::Type {
                expected: JsonKind::Number,
            }),
        };
        match read {
            Ok(fen) => Some(fen),
            Err(fault) => {
                self.fail("estimated_value", fault);
                None
            }
        }
    }

    pub fn occurred_at(&mut self) -> Option<String> {
        let text = self.line("occurred_at")?;
        if text.parse::<jiff::Timestamp>().is_err() {
            self.fail("occurred_at", FieldFault::TimeFormat);
            return None;
        }
        Some(text)
    }

    pub fn products(&mut self) -> Vec<String> {
        match self.value("products") {
            Some(Value::String(text)) => {
                let text = text.clone();
                let Some(text) = self.checked("products", text, LIST_LIMIT * ENTRY_LIMIT) else {
                    return Vec::new();
                };
                let names = text
                    .split(SEPARATORS)
                    .map(str::trim)
                    .filter(|name| !name.is_empty());
                let names: Vec<String> = names.map(str::to_owned).collect();
                self.limited("products", names)
            }
            Some(Value::Array(_)) | None => self.list("products"),
            Some(_) => {
                self.fail(
                    "products",
                    FieldFault::Type {
                        expected: JsonKind::TextOrList,
                    },
                );
                Vec::new()
            }
        }
    }

    pub fn list(&mut self, name: &str) -> Vec<String> {
        let entries = match self.value(name) {
            None => return Vec::new(),
            Some(Value::Array(entries)) => entries.clone(),
            Some(_) => {
                self.fail(
                    name,
                    FieldFault::Type {
                        expected: JsonKind::ListOfTexts,
                    },
                );
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for (index, entry) in entries.iter().enumerate().take(LIST_LIMIT + 1) {
            let pointer = format!("{name}/{index}");
            match entry {
                Value::String(text) => {
                    texts.extend(self.checked(&pointer, text.trim().to_owned(), ENTRY_LIMIT))
                }
                _ => self.fail(
                    &pointer,
                    FieldFault::Type {
                        expected: JsonKind::Text,
                    },
                ),
            }
        }
        texts.retain(|text| !text.is_empty());
        if entries.len() > LIST_LIMIT {
            self.fail(
                name,
                FieldFault::TooMany {
                    limit: LIST_LIMIT,
                    count: entries.len(),
                },
            );
        }
        texts
    }

    fn limited(&mut self, name: &str, entries: Vec<String>) -> Vec<String> {
        if entries.len() > LIST_LIMIT {
            self.fail(
                name,
                FieldFault::TooMany {
                    limit: LIST_LIMIT,
                    count: entries.len(),
                },
            );
            return Vec::new();
        }
        entries
    }

    pub fn extra(&mut self) -> Option<Map<String, Value>> {
        match self.value("extra")?.clone() {
            Value::Object(extra) if holds_nul(&extra) => {
                self.fail("extra", FieldFault::Nul);
                None
            }
            Value::Object(extra) => Some(extra),
            _ => {
                self.fail(
                    "extra",
                    FieldFault::Type {
                        expected: JsonKind::Object,
                    },
                );
                None
            }
        }
    }

    pub fn lacks_contact(&self, lead: &NewLead) -> bool {
        let given = lead.phone.is_some()
            || lead.email.is_some()
            || lead.contact_id.is_some()
            || lead.company.is_some();
        // A contact that is there and faulty has its own error already.
        let faulty = ["/phone", "/email", "/contact_id", "/company"]
            .iter()
            .any(|pointer| self.errors.iter().any(|error| error.pointer == *pointer));
        let in_need = || {
            let need = lead.need.as_deref().map(Folded::new);
            need.is_some_and(|need| {
                !find_phones(&need).is_empty()
                    || company_in(need.text()).is_some()
                    || email_in(need.text()).is_some()
            })
        };
        !given && !faulty && !in_need()
    }
}

/// What people put into a field that they cannot fill in.
fn is_left_open(text: &str) -> bool {
    const OPEN: [&str; 14] = [
        "面议",
        "待定",
        "未定",
        "不详",
        "不清楚",
        "不知道",
        "未知",
        "暂无",
        "无",
        "没有",
        "再议",
        "看情况",
        "n/a",
        "-",
    ];
    let text = text.trim().to_lowercase();
    text.is_empty() || OPEN.contains(&text.as_str())
}

/// The field fault of a money error.
pub(super) fn fault_of(error: MoneyError) -> FieldFault {
    match error {
        MoneyError::NotANumber => FieldFault::ValueFormat,
        MoneyError::OutOfRange => FieldFault::ValueRange,
    }
}

/// PostgreSQL stores no NUL, not even inside JSON.
fn holds_nul(map: &Map<String, Value>) -> bool {
    fn value_holds(value: &Value) -> bool {
        match value {
            Value::String(text) => text.contains('\0'),
            Value::Array(entries) => entries.iter().any(value_holds),
            Value::Object(map) => holds_nul(map),
            _ => false,
        }
    }
    map.iter()
        .any(|(key, value)| key.contains('\0') || value_holds(value))
}

/// Edits between two names (Levenshtein), for the nearest known field. Long names are cut: they
/// are near to nothing.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().take(40).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(a != *b))
                .min(above + 1)
                .min(row[j] + 1);
            diagonal = above;
        }
    }
    row[other.len()]
}
