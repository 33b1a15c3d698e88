//! A command that was not understood: what was wrong, and a line that works.

use paidan_domain::slash::{Misread, Wrong};

use super::super::text::cut;

/// The sentence.
#[must_use]
pub fn misread(misread: &Misread) -> String {
    let wrong = wrong(&misread.wrong);
    if matches!(&misread.wrong, Wrong::UnknownCommand { .. }) {
        return wrong;
    }
    format!("{wrong}例:{}", misread.works)
}

fn wrong(wrong: &Wrong) -> String {
    let short = |said: &String| cut(said, 20);
    match wrong {
        Wrong::NoWord => "斜杠后面要写指令。".to_owned(),
        Wrong::UnknownCommand {
            said,
            nearest: Some(nearest),
        } => {
            format!("没有 /{}。你是想用 /{} 吗?", short(said), nearest.word)
        }
        Wrong::UnknownCommand {
            said,
            nearest: None,
        } => {
            format!("没有 /{}。发 /帮助 看能用的指令。", short(said))
        }
        Wrong::NoNumber => "要写线索编号。".to_owned(),
        Wrong::NotANumber { said } => format!("「{}」不是线索编号。", short(said)),
        Wrong::NumberTooLong { digits, most } => {
            format!("编号最多 {most} 位,这里有 {digits} 位。")
        }
        Wrong::LeadingZero { said } => format!("「{}」不是线索编号,编号不以 0 开头。", short(said)),
        Wrong::RangeFalls { from, to } => format!("范围要从小到大,{from}-{to} 没有执行。"),
        Wrong::RangeTooLong { from, to, most } => {
            format!("一次最多 {most} 条,{from}-{to} 没有执行。")
        }
        Wrong::RangeOpen { from } => format!("{from}- 后面要写到几号。"),
        Wrong::TooManyNumbers { most } => format!("一次最多 {most} 条,没有执行。"),
        Wrong::OneNumberOnly { said } => format!("一次只能一条,多了「{}」。", short(said)),
        Wrong::NumberOrReason { said } => {
            format!(
                "「{}」是编号还是原因?编号用逗号隔开,原因前写冒号。",
                short(said)
            )
        }
        Wrong::NoPerson { meant: Some(name) } => {
            format!("要写给谁,名字前加 @,如 @{}。", short(name))
        }
        Wrong::NoPerson { meant: None } => "要写给谁,如 @王芳。".to_owned(),
        Wrong::NoName => "@ 后面要写名字。".to_owned(),
        Wrong::NameTooLong { most } => format!("名字最多 {most} 个字。"),
        Wrong::TooManyPeople { most } => format!("最多写 {most} 个人。"),
        Wrong::BadDuration { said } => {
            format!(
                "「{}」不是时长,可以写 2小时、半天、到18:00、到周五。",
                short(said)
            )
        }
        Wrong::NoTimeAtAll => "时长要大于 0。".to_owned(),
        Wrong::TooLong { most_days } => format!("最长 {most_days} 天。"),
        Wrong::NoSuchDay { said } => format!("没有「{}」这一天。", short(said)),
        Wrong::NoSuchTime { said } => format!("没有「{}」这个时间。", short(said)),
        Wrong::Past { said } => format!("「{}」已经过去了。", short(said)),
        Wrong::TwoDurations { said } => format!("只能写一个时长,多了「{}」。", short(said)),
        Wrong::NoText => "后面要写客户的话,带上电话。".to_owned(),
        Wrong::Leftover { said } => format!("看不懂「{}」,没有执行。", short(said)),
    }
}
