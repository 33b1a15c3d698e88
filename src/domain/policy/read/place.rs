//! Where in a document something stands, as a JSON pointer (RFC 6901).

/// A place, known by the one above it: a pointer is written only where a mistake is told.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    above: Option<&'a Place<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root(&'a str),
    Key(&'a str),
    At(usize),
}

impl<'a> Place<'a> {
    /// The document itself, which may lie in a larger one.
    pub(super) fn root(pointer: &'a str) -> Self {
        Self {
            above: None,
            step: Step::Root(pointer),
        }
    }

    /// A field of this object.
    pub(super) fn key(&'a self, key: &'a str) -> Place<'a> {
        Place {
            above: Some(self),
            step: Step::Key(key),
        }
    }

    /// An entry of this list, from 0.
    pub(super) fn at(&'a self, index: usize) -> Place<'a> {
        Place {
            above: Some(self),
            step: Step::At(index),
        }
    }

    /// As text.
    pub(super) fn pointer(&self) -> String {
        let mut out = self.above.map(Self::pointer).unwrap_or_default();
        match self.step {
            Step::Root(pointer) => out.push_str(pointer),
            Step::Key(key) => {
                out.push('/');
                // A key is cut like everything else that is said back.
                let cut: String = key.chars().take(60).collect();
                out.push_str(&cut.replace('~', "~0").replace('/', "~1"));
            }
            Step::At(index) => {
                out.push('/');
                out.push_str(&index.to_string());
            }
        }
        out
    }
}
