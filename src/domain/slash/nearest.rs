//! The command that is nearest to a word that is none: by edit distance and by pinyin.

use super::command::{ALL, Command};
use super::misread::Nearest;
use super::pinyin::sound;
use crate::spelling::distance;

/// Longer words are not compared.
const LONGEST: usize = 16;

/// The nearest command, if one is near. The word comes folded.
pub(super) fn nearest(said: &[char]) -> Option<Nearest> {
    if said.is_empty() || said.len() > LONGEST {
        return None;
    }
    let heard = sound(said);
    let words = ALL
        .iter()
        .flat_map(|command| command.words.iter().map(move |word| (command, word)));
    let costs =
        words.filter_map(|(command, word)| Some((cost(said, &heard, word)?, command, word)));
    let (_, command, word) = costs.min_by_key(|(cost, _, _)| *cost)?;
    Some(named(command, word, said))
}

/// The command in the language of the word that fitted, or of what was typed.
fn named(command: &Command, word: &str, said: &[char]) -> Nearest {
    let is_english = word.is_ascii() && said.iter().all(char::is_ascii);
    Nearest {
        name: command.name,
        word: command.word(is_english),
    }
}

/// How far the word is; `None` when too far to be meant. Sounding alike is nearest.
fn cost(said: &[char], heard: &str, text: &str) -> Option<usize> {
    let word: Vec<char> = text.chars().collect();
    let is_latin = word.iter().all(char::is_ascii);
    let allowed = match (is_latin, word.len()) {
        (true, 5..) => 2,
        _ => 1,
    };
    let spelled = distance(&String::from_iter(said), text);
    let by_letters = (spelled <= allowed && spelled < word.len()).then_some(2 * spelled);
    let by_beginning = (said.starts_with(&word) && word.len() > 1).then_some(3);
    let by_sound = if is_latin {
        None
    } else {
        by_sound(heard, &word)
    };
    [by_letters, by_beginning, by_sound]
        .into_iter()
        .flatten()
        .min()
}

fn by_sound(heard: &str, word: &[char]) -> Option<usize> {
    let sounds: Vec<String> = word.iter().map(|c| sound(&[*c])).collect();
    let whole = sounds.concat();
    let initials: String = sounds.iter().filter_map(|s| s.chars().next()).collect();
    if heard == whole {
        return Some(1);
    }
    if heard == initials {
        return Some(4);
    }
    (whole.len() >= 5 && distance(heard, &whole) == 1).then_some(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(said: &str, word: Option<&str>) {
        let chars: Vec<char> = said.chars().collect();
        assert_eq!(nearest(&chars).map(|n| n.word), word, "{said}");
    }

    #[test]
    fn by_edit_distance() {
        check("转排", Some("转派"));
        check("hlep", Some("help"));
        check("reasign", Some("reassign"));
        check("请假条", Some("请假"));
        check("查", Some("查询"));
        check("天气", None);
        check("", None);
    }

    #[test]
    fn by_pinyin() {
        check("任领", Some("认领"));
        check("zhuanpai", Some("转派"));
        check("chaxun", Some("查询"));
        check("查寻", Some("查询"));
        check("gonghia", Some("公海"));
        check("qinjia", Some("请假"));
        check("zhuantai", Some("状态"));
        check("bz", Some("帮助"));
    }
}
