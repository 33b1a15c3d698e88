//! Whether a name of the catalogue is a word of its own where it stands.
//!
//! 锁具 stands in `封锁具体位置` by chance. The text around a name is cut into words in the most
//! likely way, by how rare each word is; where a border of the name falls into another word, the
//! name was not meant. A table of some 45,000 frequent words is enough for that and needs no
//! time at the start; the dictionary of a segmenter would be fifteen times the size.

/// Made by `common_words.py` from PyPI jieba 0.42.1 (MIT); its head describes the tables.
const COMMON_WORDS: &[u8] = include_bytes!("common_words.bin");
/// The longest words of the tables, in characters.
const LONGEST: usize = 4;
/// Characters looked at on either side of a name.
const AROUND: usize = 5;
/// The rarity of a character that is no word of the tables: rarer than any that is one.
const UNKNOWN: u32 = 130;
/// The rarity of a name of the catalogue: as frequent as an everyday word, since the company
/// sells it.
const NAME: u32 = 62;

/// Whether the folded bytes `start..end` of a text make a word (or several) of their own.
pub(super) fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let ideographs = |c: &char| matches!(*c, '\u{4e00}'..='\u{9fff}');
    // Other signs end a word by themselves.
    let mut window: Vec<char> = text[..start]
        .chars()
        .rev()
        .take(AROUND)
        .take_while(ideographs)
        .collect();
    window.reverse();
    let from = window.len();
    window.extend(text[start..end].chars());
    let to = window.len();
    window.extend(text[end..].chars().take(AROUND).take_while(ideographs));
    let name = (from, to);
    if !is_crossed(&window, name) {
        return true;
    }
    cheapest(&window, name, true) <= cheapest(&window, name, false)
}

/// Whether any word of the tables lies across a border of the name: mostly none does.
fn is_crossed(window: &[char], name: (usize, usize)) -> bool {
    [name.0, name.1].into_iter().any(|border| {
        (border.saturating_sub(LONGEST - 1)..border).any(|start| {
            let ends = border + 1..=(start + LONGEST).min(window.len());
            ends.into_iter()
                .any(|end| rarity(&window[start..end]).is_some())
        })
    })
}

/// The least rarity of any cut of the window into words. With `kept` the name is one of its
/// words; without, one of its borders must fall into a word.
fn cheapest(window: &[char], name: (usize, usize), kept: bool) -> u32 {
    const NEVER: u32 = u32::MAX / 2;
    // By position; the second row has crossed a border of the name already.
    let mut least = vec![[NEVER; 2]; window.len() + 1];
    least[0] = [0, NEVER];
    for at in 0..window.len() {
        for crossed in 0..2 {
            let so_far = least[at][crossed];
            if so_far >= NEVER {
                continue;
            }
            if kept && at == name.0 {
                least[name.1][0] = least[name.1][0].min(so_far + NAME);
                continue;
            }
            for length in 1..=LONGEST.min(window.len() - at) {
                let end = at + length;
                let inside = |border: usize| at < border && border < end;
                let crosses = inside(name.0) || inside(name.1);
                if kept && crosses {
                    break;
                }
                let Some(rarity) = rarity(&window[at..end]) else {
                    continue;
                };
                let row = usize::from(crossed == 1 || crosses);
                least[end][row] = least[end][row].min(so_far + rarity);
            }
        }
    }
    least[window.len()][usize::from(!kept)]
}

/// The rarity of a word of the tables, a single character always having one.
fn rarity(word: &[char]) -> Option<u32> {
    let text: String = word.iter().collect();
    let fallback = (word.len() == 1).then_some(UNKNOWN);
    let mut tables = COMMON_WORDS;
    for length in 1..=LONGEST {
        let (head, rest) = tables.split_at_checked(4)?;
        let count = u32::from_be_bytes(head.try_into().ok()?) as usize;
        let record = 3 * length + 1;
        let (table, next) = rest.split_at_checked(count * record)?;
        if length == word.len() {
            return find(table, record, text.as_bytes()).or(fallback);
        }
        tables = next;
    }
    fallback
}

fn find(table: &[u8], record: usize, word: &[u8]) -> Option<u32> {
    let (mut low, mut high) = (0, table.len() / record);
    while low < high {
        let middle = low.midpoint(high);
        let entry = &table[middle * record..(middle + 1) * record];
        match entry[..record - 1].cmp(word) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(u32::from(entry[record - 1])),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: bool) {
        let at = text.find(name).expect("the name is there");
        assert_eq!(
            stands_free(text, at, at + name.len()),
            expected,
            "{name} in {text}"
        );
    }

    #[test]
    fn names_that_are_meant() {
        for (text, name) in [
            ("要锁具一百把", "锁具"),
            ("想进一批保温杯和雨伞", "保温杯"),
            ("想进一批保温杯和雨伞", "雨伞"),
            ("花瓶装饰画", "花瓶"),
            ("陶瓷花瓶采购", "花瓶"),
            ("学生书包五百个", "书包"),
            ("定制毛巾", "毛巾"),
            ("批发玩具", "玩具"),
            ("需要餐具一百套", "餐具"),
            ("家里用的台灯", "台灯"),
            ("保温杯", "保温杯"),
            ("采购拖把垃圾袋", "拖把"),
            ("采购拖把垃圾袋", "垃圾袋"),
            ("中性笔记本子", "中性笔"),
            ("我要文具有吗", "文具"),
            ("请问雨伞怎么卖", "雨伞"),
            ("门锁坏了", "门锁"),
        ] {
            check(text, name, true);
        }
    }

    #[test]
    fn names_that_stand_there_by_chance() {
        for (text, name) in [
            ("封锁具体位置", "锁具"),
            ("日本子公司", "本子"),
            ("棉花瓶装水", "花瓶"),
            ("部门锁定名单", "门锁"),
            ("语文具备条件", "文具"),
            ("舞台灯光设备", "台灯"),
            ("图书包装盒", "书包"),
            ("阳台灯光", "台灯"),
        ] {
            check(text, name, false);
        }
    }
}
