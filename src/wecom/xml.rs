//! A strict reader of the platform's small XML documents, into elements.
//!
//! Takes elements, text, CDATA, white space, comments and an XML declaration in
//! UTF-8. Refuses a DOCTYPE, every entity but XML's own five and character
//! references, processing instructions, depth, and anything after the root. It
//! expands nothing and opens nothing.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

/// Deeper than any message of the platform (`SelectedItems/SelectedItem/OptionIds/OptionId`
/// lies five deep).
const DEPTH: usize = 8;

/// The text is no XML that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an acceptable XML document")]
pub(super) struct NotXml;

/// An element with the text directly in it and the elements directly below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub name: String,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// Reads a whole document.
    pub fn parse(document: &str) -> Result<Self, NotXml> {
        let document = document.strip_prefix('\u{feff}').unwrap_or(document);
        // XML has no NUL, and everything behind us would rather not have one.
        if document.contains('\0') {
            return Err(NotXml);
        }
        let mut tree = Tree::default();
        let mut reader = Reader::from_str(document);
        loop {
            match reader.read_event().map_err(|_| NotXml)? {
                Event::Start(tag) => tree.open(tag.name().as_ref())?,
                Event::Empty(tag) => {
                    tree.open(tag.name().as_ref())?;
                    tree.close()?;
                }
                Event::End(_) => tree.close()?,
                Event::Text(text) => tree.text(&text.xml10_content())?,
                Event::CData(text) => tree.cdata(&text.xml10_content())?,
                Event::GeneralRef(reference) => tree.cdata(&resolve(&reference)?)?,
                Event::Comment(_) => {}
                Event::Decl(declaration) => {
                    tree.may_declare()?;
                    utf8_only(
                        declaration
                            .encoding()
                            .transpose()
                            .map_err(|_| NotXml)?
                            .as_deref(),
                    )?;
                }
                Event::DocType(_) | Event::PI(_) => return Err(NotXml),
                Event::Eof => return tree.root(),
            }
        }
    }

    /// The one child of this name; none is fine, two are not.
    pub fn child(&self, name: &str) -> Result<Option<&Element>, NotXml> {
        let mut found = self.children.iter().filter(|child| child.name == name);
        match (found.next(), found.next()) {
            (first, None) => Ok(first),
            (_, Some(_)) => Err(NotXml),
        }
    }

    /// The text of the one child of this name, without elements of its own.
    pub fn field(&self, name: &str) -> Result<Option<&str>, NotXml> {
        match self.child(name)? {
            Some(child) if !child.children.is_empty() => Err(NotXml),
            Some(child) => Ok(Some(child.text.as_str())),
            None => Ok(None),
        }
    }
}

/// Elements still open, outermost first, and the root once it is closed.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    declared: bool,
}

impl Tree {
    fn open(&mut self, name: &str) -> Result<(), NotXml> {
        if self.open.len() == DEPTH || self.root.is_some() {
            return Err(NotXml);
        }
        let element = Element {
            name: name.to_owned(),
            text: String::new(),
            children: Vec::new(),
        };
        self.open.push(element);
        Ok(())
    }

    fn close(&mut self) -> Result<(), NotXml> {
        let element = self.open.pop().ok_or(NotXml)?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    /// Outside of the root only white space may stand.
    fn text(&mut self, text: &str) -> Result<(), NotXml> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(NotXml),
        }
        Ok(())
    }

    fn cdata(&mut self, text: &str) -> Result<(), NotXml> {
        self.open.last_mut().ok_or(NotXml)?.text.push_str(text);
        Ok(())
    }

    fn may_declare(&mut self) -> Result<(), NotXml> {
        if self.declared || self.root.is_some() || !self.open.is_empty() {
            return Err(NotXml);
        }
        self.declared = true;
        Ok(())
    }

    fn root(self) -> Result<Element, NotXml> {
        if self.open.is_empty() {
            self.root.ok_or(NotXml)
        } else {
            Err(NotXml)
        }
    }
}

fn resolve(reference: &BytesRef<'_>) -> Result<String, NotXml> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| NotXml)? {
        return Ok(character.to_string());
    }
    let text = match reference.as_ref() {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        _ => return Err(NotXml),
    };
    Ok(text.to_owned())
}

fn utf8_only(encoding: Option<&str>) -> Result<(), NotXml> {
    match encoding {
        Some(name) if !name.eq_ignore_ascii_case("utf-8") && !name.eq_ignore_ascii_case("utf8") => {
            Err(NotXml)
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(document: &str) {
        assert_eq!(Element::parse(document), Err(NotXml), "{document}");
    }

    #[test]
    fn text_cdata_and_the_five_entities_are_one_text() {
        let root = Element::parse("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x><a>1 &lt; 2 <![CDATA[<&>]]>&#20320;</a><b/></x>\n").expect("parses");
        assert_eq!(root.field("a"), Ok(Some("1 < 2 <&>你")));
        assert_eq!(root.field("b"), Ok(Some("")));
        assert_eq!(root.field("c"), Ok(None));
    }

    #[test]
    fn doctypes_entities_and_instructions_are_refused() {
        refused("<!DOCTYPE x><x/>");
        refused("<!doctype x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>");
        refused("<x>&a;</x>");
        refused("<x>&#0;</x>");
        refused("<x><?php 1?></x>");
        refused("<?xml version=\"1.0\" encoding=\"gbk\"?><x/>");
        refused("<x><?xml version=\"1.0\"?></x>");
    }

    #[test]
    fn broken_documents_are_refused() {
        for document in [
            "", " ", "x", "<x>", "</x>", "<x></y>", "<x/><y/>", "<x/>y", "<x/>&lt;",
        ] {
            refused(document);
        }
        refused("<x>\0</x>");
        refused(&format!("{}{}", "<x>".repeat(9), "</x>".repeat(9)));
    }

    #[test]
    fn a_field_given_twice_or_with_elements_is_refused() {
        let root = Element::parse("<x><a>1</a><a>2</a><b><c/></b></x>").expect("parses");
        assert_eq!(root.field("a"), Err(NotXml));
        assert_eq!(root.field("b"), Err(NotXml));
    }
}
