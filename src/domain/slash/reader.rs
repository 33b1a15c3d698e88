//! Walks a folded line from left to right.

use std::ops::Range;

use super::command::Command;
use super::context::Context;
use super::line::Line;
use super::misread::{Misread, Wrong};

/// A place in a line while one command is read.
pub(super) struct Reader<'a> {
    /// The line.
    pub(super) line: &'a Line<'a>,
    /// What it is read against.
    pub(super) context: &'a Context<'a>,
    /// The command being read.
    pub(super) command: &'static Command,
    /// Its word was typed in English.
    pub(super) english: bool,
    /// Index of the next folded character.
    pub(super) at: usize,
}

impl Reader<'_> {
    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.ahead(0)
    }

    /// The character `n` places further.
    pub(super) fn ahead(&self, n: usize) -> Option<char> {
        self.line.chars.get(self.at + n).copied()
    }

    /// Nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.end()
    }

    /// Index behind the last character.
    pub(super) fn end(&self) -> usize {
        self.line.chars.len()
    }

    /// Passes the word if it comes next.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let comes = starts_with(self.line.chars.get(self.at..).unwrap_or_default(), word);
        if comes {
            self.at += word.chars().count();
        }
        comes
    }

    /// Passes the word of Latin letters if it comes next and ends there.
    pub(super) fn eat_latin(&mut self, word: &str) -> bool {
        let back = self.at;
        if self.eat(word) && !self.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
            return true;
        }
        self.at = back;
        false
    }

    /// Passes all characters of a kind and says which they were.
    pub(super) fn run(&mut self, mut of: impl FnMut(char) -> bool) -> Range<usize> {
        let start = self.at;
        while self.peek().is_some_and(&mut of) {
            self.at += 1;
        }
        start..self.at
    }

    /// Passes blanks.
    pub(super) fn blanks(&mut self) {
        self.run(|c| c == ' ');
    }

    /// Passes what may stand between two arguments.
    pub(super) fn gaps(&mut self) {
        self.run(is_gap);
    }

    /// Passes what may join a text to the arguments before.
    pub(super) fn joints(&mut self) {
        self.run(|c| is_gap(c) || c == '-');
    }

    /// Up to the next blank.
    pub(super) fn token(&self) -> Range<usize> {
        let rest = self.line.chars.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|c| *c == ' ').unwrap_or(rest.len());
        self.at..self.at + length
    }

    /// The rest of the line as typed, without what only joined it to the words before; `None`
    /// when it says nothing.
    pub(super) fn text(&mut self) -> Option<String> {
        self.text_to(self.end())
    }

    /// The same, of the line up to `end`.
    pub(super) fn text_to(&mut self, end: usize) -> Option<String> {
        self.joints();
        let text = self.at..end;
        self.at = end;
        let chars = self.line.chars.get(text.clone()).unwrap_or_default();
        let says_something = !chars.iter().all(|c| is_noise(*c));
        says_something.then(|| self.line.typed(text).to_owned())
    }

    /// Nothing but punctuation and pictures may follow.
    pub(super) fn nothing_more(&mut self) -> Result<(), Misread> {
        self.run(is_noise);
        if self.is_done() {
            return Ok(());
        }
        let rest = self.at..self.end();
        let said = self.line.quote(rest.clone());
        Err(self.misread(rest, Wrong::Leftover { said }))
    }

    /// Something is wrong with these folded characters.
    pub(super) fn misread(&self, at: Range<usize>, wrong: Wrong) -> Misread {
        Misread {
            command: Some(self.command.name),
            at: self.line.place(at),
            wrong,
            works: self.command.example(self.english),
        }
    }

    /// The same, about the token that comes next.
    pub(super) fn misread_token(&self, wrong: impl FnOnce(String) -> Wrong) -> Misread {
        let token = self.token();
        self.misread(token.clone(), wrong(self.line.quote(token)))
    }
}

/// Blanks and the marks that join arguments.
pub(super) fn is_gap(c: char) -> bool {
    matches!(c, ' ' | ',' | '、' | ';' | ':')
}

/// Means nothing at the end of a command: `。`, `!`, a picture.
pub(super) fn is_noise(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '@' | '#' | '/')
}

/// Whether the folded characters begin with the word.
pub(super) fn starts_with(chars: &[char], word: &str) -> bool {
    let mut rest = chars.iter();
    word.chars().all(|c| rest.next() == Some(&c))
}
