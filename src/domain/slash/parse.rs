//! ```text
//! line  = slash word { arg } | word        the bare word counts in a chat of two
//! slash = "/" | "／"                       also "//", and "、" before an exact word
//! ```
//! 确认 and 取消 answer a question, so they count bare everywhere.

use std::ops::Range;

use super::command::{ALL, Command, Name, help};
use super::context::Context;
use super::line::{Line, is_ideograph};
use super::misread::{Misread, Nearest, Wrong};
use super::nearest::nearest;
use super::reader::{Reader, is_noise, starts_with};
use super::said::Said;

/// A Chinese word with so many characters more may be another word: `/请假条`.
const SHORT_TAIL: usize = 2;

/// Understands one message. Time grows linearly with its length; it never panics.
///
/// # Errors
/// The message is a command but cannot be understood whole; nothing of it may be done.
pub fn parse(line: &str, context: &Context<'_>) -> Result<Said, Misread> {
    let line = Line::new(line);
    let chars = &line.chars;
    let start = skip(chars, 0, |c| c == ' ');
    let behind = skip(chars, start, |c| matches!(c, '/' | ' '));
    if chars.get(start) == Some(&'/') {
        return slashed(&line, start, behind, context);
    }
    let behind = skip(chars, start, |c| matches!(c, '、' | '\\' | ' '));
    if matches!(chars.get(start), Some('、' | '\\'))
        && let Some(word) = word_at(chars, behind)
    {
        return read(&line, word, context);
    }
    bare(&line, start, context)
}

/// A command and where its word stands.
#[derive(Clone)]
struct Word {
    command: &'static Command,
    place: Range<usize>,
}

/// A line that begins with a slash.
fn slashed(
    line: &Line<'_>,
    start: usize,
    behind: usize,
    context: &Context<'_>,
) -> Result<Said, Misread> {
    if let Some(word) = word_at(&line.chars, behind) {
        return read(line, word, context);
    }
    let run = run(&line.chars, behind);
    if run.is_empty() {
        return Err(unread(line, start..behind, Wrong::NoWord, false));
    }
    Err(unknown(line, run, None))
}

/// A line without a slash.
fn bare(line: &Line<'_>, start: usize, context: &Context<'_>) -> Result<Said, Misread> {
    let Some(word) = word_at(&line.chars, start).filter(|word| is_a_word(line, word)) else {
        return Ok(Said::Chatter { looks_like: None });
    };
    let is_whole = line
        .chars
        .get(word.place.end..)
        .unwrap_or_default()
        .iter()
        .all(|c| is_noise(*c));
    let is_answer = matches!(word.command.name, Name::Confirm | Name::Cancel);
    if is_whole && (context.one_to_one || is_answer) {
        return read(line, word, context);
    }
    let looks_like = (!is_answer).then_some(word.command.name);
    Ok(Said::Chatter { looks_like })
}

/// `?` is a word behind a slash only.
fn is_a_word(line: &Line<'_>, word: &Word) -> bool {
    line.chars
        .get(word.place.start)
        .is_some_and(|c| c.is_alphanumeric())
}

/// The command whose word stands here: the longest Chinese one, or a whole Latin one.
fn word_at(chars: &[char], start: usize) -> Option<Word> {
    let rest = chars.get(start..)?;
    let latin = rest.iter().take_while(|c| c.is_ascii_alphabetic()).count();
    let words = ALL
        .iter()
        .flat_map(|command| command.words.iter().map(move |word| (*command, *word)));
    let fits = words.filter_map(|(command, word)| {
        let length = word.chars().count();
        let is_whole = latin == 0 || latin == length;
        (is_whole && starts_with(rest, word)).then_some((length, command))
    });
    let (length, command) = fits.max_by_key(|(length, _)| *length)?;
    Some(Word {
        command,
        place: start..start + length,
    })
}

/// Reads the arguments of a command.
fn read(line: &Line<'_>, word: Word, context: &Context<'_>) -> Result<Said, Misread> {
    let is_english = line
        .chars
        .get(word.place.start)
        .is_some_and(char::is_ascii_alphabetic);
    let mut reader = Reader {
        line,
        context,
        command: word.command,
        english: is_english,
        at: word.place.end,
    };
    reader.gaps();
    let is_glued = reader.at == word.place.end;
    match (word.command.read)(&mut reader) {
        Ok(command) => Ok(Said::Command(command)),
        Err(misread) if is_glued && !is_english && tail_is_wrong(line, &word, &misread) => {
            let whole = word.place.start..run(&line.chars, word.place.end).end;
            let meant = Nearest {
                name: word.command.name,
                word: word.command.word(false),
            };
            Err(unknown(line, whole, Some(meant)))
        }
        Err(misread) => Err(misread),
    }
}

/// A character or two directly behind the word are not what the command takes, so they may
/// belong to another word.
fn tail_is_wrong(line: &Line<'_>, word: &Word, misread: &Misread) -> bool {
    let tail = run(&line.chars, word.place.end);
    let chars = line.chars.get(tail.clone()).unwrap_or_default();
    let is_word = (1..=SHORT_TAIL).contains(&chars.len())
        && chars
            .iter()
            .all(|c| is_ideograph(*c) && !"一二三四五六七八九十百千两零".contains(*c));
    let is_cause = matches!(
        misread.wrong,
        Wrong::Leftover { .. } | Wrong::NotANumber { .. }
    );
    is_word && is_cause && misread.at.start == line.place(tail).start
}

/// A misread before any command is known.
fn unread(line: &Line<'_>, at: Range<usize>, wrong: Wrong, is_english: bool) -> Misread {
    Misread {
        command: None,
        at: line.place(at),
        wrong,
        works: help::HELP.example(is_english),
    }
}

/// No command has this word.
fn unknown(line: &Line<'_>, at: Range<usize>, meant: Option<Nearest>) -> Misread {
    let chars = line.chars.get(at.clone()).unwrap_or_default();
    let nearest = meant.or_else(|| nearest(chars));
    let is_english = chars.iter().all(char::is_ascii);
    let said = line.quote(at.clone());
    let command = nearest.and_then(|near| Command::named(near.name));
    let works = command.map(|command| command.example(nearest.is_some_and(|n| n.word.is_ascii())));
    let misread = unread(
        line,
        at,
        Wrong::UnknownCommand { said, nearest },
        is_english,
    );
    Misread {
        works: works.unwrap_or(misread.works),
        ..misread
    }
}

/// What somebody typed as a word: up to a blank, a digit or a mark.
fn run(chars: &[char], start: usize) -> Range<usize> {
    let ends =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '@' | '/' | ',' | ':' | '。');
    start..skip(chars, start, |c| !ends(c))
}

fn skip(chars: &[char], start: usize, over: impl Fn(char) -> bool) -> usize {
    let rest = chars.get(start..).unwrap_or_default();
    start + rest.iter().take_while(|c| over(**c)).count()
}

/// The command that is named here, with or without a slash, and passes it.
pub(super) fn command_named(r: &mut Reader<'_>) -> Result<Name, Misread> {
    r.run(|c| matches!(c, '/' | ' '));
    let run = run(&r.line.chars, r.at);
    if run.is_empty() {
        r.nothing_more()?;
    }
    match word_at(&r.line.chars, r.at) {
        Some(word) if word.place == run => {
            r.at = run.end;
            Ok(word.command.name)
        }
        _ => Err(unknown(r.line, run, None)),
    }
}
