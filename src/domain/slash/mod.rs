//! 指令: the grammar of what people type into the chat.
//!
//! [`parse`] turns one message into a [`SlashCommand`], into [`Said::Chatter`], or into a
//! [`Misread`] that says what was wrong, where, and what would work. A message is understood
//! whole or nothing of it is: what is in doubt is a misread, never a guess.
//! Invariant: a rep's line becomes a command that needs a manager's right only by naming that
//! command, so the one check of [`SlashCommand::action`] is enough.
//! It never looks up a lead or a person, reads no clock and writes no sentence.

mod canonical;
mod clock;
mod command;
mod context;
mod duration;
mod line;
mod misread;
mod nearest;
mod number;
mod parse;
mod person;
mod pinyin;
mod reader;
mod said;
mod until;

#[cfg(test)]
mod tests;

pub use command::{ALL, Command, Name, Roles};
pub use context::{Context, Mention, Names};
pub use misread::{Misread, Nearest, Wrong};
pub use number::{MOST_DIGITS, MOST_NUMBERS};
pub use parse::parse;
pub use person::LONGEST_NAME;
pub use said::{ASK_ABOVE, Leave, Need, Pasted, PersonRef, Said, SlashCommand, needs_confirmation};
