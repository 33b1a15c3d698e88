//! Steps over an amount.

use super::number::read_number;
use super::units::unit_after;

/// What is left of a text behind the amount that it begins with; the text itself when it begins
/// with none.
pub(super) fn skip_measure(text: &str) -> &str {
    let start = text.len() - text.trim_start_matches([' ', ':', '要']).len();
    match read_number(text, start) {
        Some(number) => {
            let end = unit_after(text, number.end).map_or(number.end, |(_, end)| end);
            text[end..].trim_start_matches(' ')
        }
        None => text,
    }
}
