//! 联系人、邮箱: who may be written to, found in a text.

use super::email::Email;

/// Surnames that stand before 先生, 经理 and the like; the common ones, two characters first.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";
const DOUBLE: [&str; 6] = ["欧阳", "上官", "司徒", "司马", "诸葛", "东方"];
/// What people are called by behind their surname.
const TITLES: [&str; 24] = [
    "先生",
    "女士",
    "小姐",
    "经理",
    "老板娘",
    "老板",
    "总监",
    "主任",
    "老师",
    "店长",
    "厂长",
    "校长",
    "园长",
    "院长",
    "科长",
    "处长",
    "工程师",
    "师傅",
    "大姐",
    "大哥",
    "总",
    "姐",
    "哥",
    "工",
];
/// Words before a name.
const MARKS: [&str; 14] = [
    "联系人姓名",
    "联系人",
    "姓名",
    "称呼",
    "收货人",
    "收件人",
    "name",
    "contact",
    "我叫",
    "我姓",
    "姓",
    "找",
    "叫我",
    "attn",
];

/// A person's name in a text: its folded bytes.
pub(super) fn name_in(text: &str) -> Option<(usize, usize)> {
    marked(text)
        .or_else(|| titled(text))
        .or_else(|| familiar(text))
}

/// Whether a whole field is how a person is called.
pub(super) fn is_person(text: &str) -> bool {
    let text = text.trim();
    let length = text.chars().count();
    name_in(text).is_some_and(|(start, end)| start == 0 && end == text.len())
        || ((2..=4).contains(&length) && surname(text).is_some() && text.chars().all(is_han))
}

/// `联系人:王芳`, `【姓名】罗芳`, `我姓王`.
fn marked(text: &str) -> Option<(usize, usize)> {
    MARKS.iter().find_map(|mark| {
        text.match_indices(mark).take(20).find_map(|(at, _)| {
            let rest = &text[at + mark.len()..];
            let name = rest.trim_start_matches([':', ' ', '】', '=', '是', ']', '叫']);
            let start = text.len() - name.len();
            let latin = mark.is_ascii();
            if latin
                && (name.len() == rest.len()
                    || text[..at].ends_with(|c: char| c.is_ascii_alphabetic()))
            {
                return None;
            }
            let length = if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let words = name
                    .split([',', ';', '\n', '/', '(', '.', ':', '【', '|'])
                    .next()?
                    .trim_end();
                let plain = words.chars().all(|c| c.is_ascii_alphabetic() || c == ' ')
                    && (2..=40).contains(&words.len());
                plain.then_some(words.len())?
            } else {
                let strict = !matches!(
                    *mark,
                    "联系人姓名" | "联系人" | "姓名" | "称呼" | "我姓" | "姓"
                );
                person_length(name, strict)?
            };
            Some((start, start + length))
        })
    })
}

/// `王先生`, `李经理`: surname (and given name) before a title.
fn titled(text: &str) -> Option<(usize, usize)> {
    TITLES
        .iter()
        .filter_map(|title| {
            text.match_indices(title).take(50).find_map(|(at, _)| {
                let before = &text[..at];
                let short = title.chars().count() == 1;
                let end = at + title.len();
                // `总共`, `哥哥`, `工程`: only where the title ends the word.
                if short && text[end..].starts_with(is_han) {
                    return None;
                }
                let one = before.chars().next_back()?;
                let start = at - one.len_utf8();
                let double = DOUBLE.iter().find(|name| before.ends_with(**name));
                let start = double.map_or(start, |name| at - name.len());
                let known = double.is_some() || SURNAMES.contains(one);
                let glued = text[..start].ends_with(is_han)
                    && !text[..start].ends_with([
                        '是', '叫', '找', '系', '人', '给', '的', '我', '姓', '长', ':',
                    ]);
                (known && !(short && glued)).then_some((start, end))
            })
        })
        .min()
}

/// `老赵`, `小黄` between signs.
fn familiar(text: &str) -> Option<(usize, usize)> {
    ["老", "小", "阿"]
        .iter()
        .filter_map(|word| {
            text.match_indices(word).take(50).find_map(|(at, word)| {
                let rest = &text[at + word.len()..];
                let name = rest.chars().next().filter(|c| SURNAMES.contains(*c))?;
                let end = at + word.len() + name.len_utf8();
                let apart = !text[..at].ends_with(is_han) && !text[end..].starts_with(is_han);
                apart.then_some((at, end))
            })
        })
        .min()
}

/// Bytes of the person's name that a text begins with.
fn person_length(text: &str, strict: bool) -> Option<usize> {
    let run: usize = text
        .chars()
        .take_while(|c| is_han(*c))
        .map(char::len_utf8)
        .sum();
    let name = &text[..run];
    let characters = name.chars().count();
    let known = surname(name).is_some() || name.starts_with(['老', '小', '阿']);
    // A longer run goes on with something else.
    let titled = TITLES.iter().find_map(|title| {
        let at = name.find(title)?;
        (at > 0 && at <= 9).then_some(at + title.len())
    });
    match titled {
        Some(end) if known || !strict => Some(end),
        _ if (1..=4).contains(&characters) && known && (characters > 1 || !strict) => Some(run),
        _ if (2..=4).contains(&characters) && !strict => Some(run),
        _ => None,
    }
}

fn surname(name: &str) -> Option<char> {
    name.chars().next().filter(|c| SURNAMES.contains(*c))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// The first e-mail address of a folded text, with its folded bytes.
pub(super) fn email_in(text: &str) -> Option<(Email, usize, usize)> {
    text.match_indices('@').take(50).find_map(|(at, _)| {
        let part = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
        let head: usize = text[..at]
            .bytes()
            .rev()
            .take(64)
            .take_while(|b| part(char::from(*b)))
            .count();
        let tail: usize = text[at + 1..]
            .bytes()
            .take(190)
            .take_while(|b| part(char::from(*b)))
            .count();
        let start = at - head;
        let end = at
            + 1
            + text[at + 1..at + 1 + tail]
                .trim_end_matches(['.', '-', '_'])
                .len();
        Some((Email::parse(&text[start..end]).ok()?, start, end))
    })
}
