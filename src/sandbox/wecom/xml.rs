//! The little XML that callbacks need: reading a small document into a tree, and escaping text.

use quick_xml::Reader;
use quick_xml::events::Event;
use thiserror::Error;

/// Deeper documents than this are no passive reply.
const DEEPEST: usize = 8;

/// The document is not the plain XML that the platform takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not well-formed, or with a DOCTYPE, a foreign entity or too many levels")]
pub struct Malformed;

/// One element with its own text and its children in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Name as written.
    pub name: String,
    /// The text directly inside, CDATA included.
    pub text: String,
    /// Elements inside.
    pub children: Vec<Element>,
}

impl Element {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of this name: lists are repeated elements without a wrapper.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of a child, empty when it is not there.
    pub fn text_of(&self, name: &str) -> String {
        self.child(name)
            .map(|child| child.text.trim().to_owned())
            .unwrap_or_default()
    }

    /// The text of a child that must be a whole number to count.
    pub fn number_of(&self, name: &str) -> Option<i64> {
        self.text_of(name).parse().ok()
    }
}

/// Reads a document with one root element.
pub fn read(document: &str) -> Result<Element, Malformed> {
    let mut reader = Reader::from_str(document);
    // The bottom of the stack stands for the document itself.
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|_| Malformed)? {
            Event::Start(start) => {
                if open.len() > DEEPEST {
                    return Err(Malformed);
                }
                open.push(named(start.name().0));
            }
            Event::Empty(empty) => last(&mut open)?.children.push(named(empty.name().0)),
            Event::End(_) => {
                let done = open.pop().ok_or(Malformed)?;
                last(&mut open)?.children.push(done);
            }
            Event::Text(text) => last(&mut open)?.text.push_str(&text.xml10_content()),
            Event::CData(text) => last(&mut open)?.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let letter = match reference.resolve_char_ref().map_err(|_| Malformed)? {
                    Some(letter) => letter,
                    None => predefined(&reference.xml10_content()).ok_or(Malformed)?,
                };
                last(&mut open)?.text.push(letter);
            }
            Event::DocType(_) => return Err(Malformed),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let mut document = open.pop().ok_or(Malformed)?;
    if !open.is_empty() || document.children.len() != 1 || !document.text.trim().is_empty() {
        return Err(Malformed);
    }
    document.children.pop().ok_or(Malformed)
}

/// Text as a CDATA section; the one sequence that would end it early is split over two.
pub fn cdata(text: &str) -> String {
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

fn named(name: &str) -> Element {
    Element {
        name: name.to_owned(),
        ..Element::default()
    }
}

fn last(open: &mut [Element]) -> Result<&mut Element, Malformed> {
    open.last_mut().ok_or(Malformed)
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_texts_and_repeated_children_are_found() {
        let root = read(
            "<?xml version=\"1.0\"?>\n<xml> <A><![CDATA[x<y]]></A><A>1 &amp; &#50;</A><B/></xml>",
        )
        .unwrap();
        let texts: Vec<_> = root.all("A").map(|a| a.text.as_str()).collect();
        assert_eq!(texts, ["x<y", "1 & 2"]);
        assert_eq!(root.text_of("B"), "");
    }

    #[test]
    fn doctype_entities_and_broken_documents_are_refused() {
        for bad in [
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            "<a>&b;</a>",
            "<a><b></a></b>",
            "<a>",
            "<a/><b/>",
            "plain",
            "",
        ] {
            assert_eq!(read(bad), Err(Malformed), "{bad}");
        }
    }

    #[test]
    fn cdata_cannot_be_ended_by_its_content() {
        let nasty = "a]]><b>&";
        let root = read(&format!("<xml><A>{}</A></xml>", cdata(nasty))).unwrap();
        assert_eq!(root.text_of("A"), nasty);
    }
}
