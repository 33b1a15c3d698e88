//! The form of a card between our words and the wire: one tree, written as JSON for
//! the server calls and as XML for passive replies.
//!
//! The two differ in names only: JSON has `main_title`, XML `MainTitle`, and a list
//! in XML is its element repeated, without one around it (`protocols/wecom.md` §3).

use std::fmt::Write;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// One value of a card's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Text(String),
    Number(u8),
    Group(Group),
    List(Vec<Group>),
}

/// Named values in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Group(Vec<(&'static str, Form)>);

impl Group {
    /// `name` is the JSON name. Empty values are left out: the platform refuses some
    /// empty parts and shows others.
    pub fn with(mut self, name: &'static str, value: impl Into<Form>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.0.push((name, value));
        }
        self
    }

    /// The inside of an XML element.
    pub fn xml(&self) -> String {
        let mut xml = String::new();
        self.write_xml(&mut xml);
        xml
    }

    fn write_xml(&self, xml: &mut String) {
        for (name, value) in &self.0 {
            let tag = camel(name);
            let mut element = |inside: &str| {
                write!(xml, "<{tag}>{inside}</{tag}>").expect("writing to a String cannot fail");
            };
            match value {
                Form::Text(text) => element(&cdata(text)),
                Form::Number(number) => element(&number.to_string()),
                Form::Group(group) => element(&group.xml()),
                Form::List(groups) => groups.iter().for_each(|group| element(&group.xml())),
            }
        }
    }
}

impl Form {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Number(_) => false,
            Self::Group(group) => group.0.is_empty(),
            Self::List(groups) => groups.is_empty(),
        }
    }
}

impl From<String> for Form {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Form {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u8> for Form {
    fn from(number: u8) -> Self {
        Self::Number(number)
    }
}

impl From<Group> for Form {
    fn from(group: Group) -> Self {
        Self::Group(group)
    }
}

impl From<Vec<Group>> for Form {
    fn from(groups: Vec<Group>) -> Self {
        Self::List(groups)
    }
}

impl Serialize for Form {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u8(*number),
            Self::Group(group) => group.serialize(serializer),
            Self::List(groups) => groups.serialize(serializer),
        }
    }
}

impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// `horizontal_content_list` to `HorizontalContentList`; `keyname` is the one name
/// that JSON does not part.
fn camel(name: &str) -> String {
    if name == "keyname" {
        return "KeyName".to_owned();
    }
    name.split('_')
        .map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_ascii_uppercase() + rest
        })
        .collect()
}

/// Text as CDATA, whatever is in it: `]]>` is parted over two sections, and what XML
/// cannot hold is left out, since one such character costs the whole reply.
pub(super) fn cdata(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|character| in_xml(*character))
        .collect();
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

/// `Char` of XML 1.0, §2.2.
fn in_xml(character: char) -> bool {
    matches!(character,
        '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tree_writes_both_forms_and_leaves_empty_parts_out() {
        let row = |key: &str| Group::default().with("keyname", key).with("type", 1);
        let tree = Group::default()
            .with(
                "main_title",
                Group::default().with("title", "a]]>b").with("desc", ""),
            )
            .with("quote_area", Group::default())
            .with("horizontal_content_list", vec![row("x"), row("y")]);
        assert_eq!(
            serde_json::to_string(&tree).expect("writes"),
            r#"{"main_title":{"title":"a]]>b"},"horizontal_content_list":[{"keyname":"x","type":1},{"keyname":"y","type":1}]}"#
        );
        assert_eq!(
            tree.xml(),
            "<MainTitle><Title><![CDATA[a]]]]><![CDATA[>b]]></Title></MainTitle>\
             <HorizontalContentList><KeyName><![CDATA[x]]></KeyName><Type>1</Type></HorizontalContentList>\
             <HorizontalContentList><KeyName><![CDATA[y]]></KeyName><Type>1</Type></HorizontalContentList>"
        );
    }

    #[test]
    fn characters_that_xml_cannot_hold_are_left_out() {
        assert_eq!(cdata("a\u{0}\u{1b}b\u{ffff}\n📦"), "<![CDATA[ab\n📦]]>");
    }
}
