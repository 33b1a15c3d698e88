//! ```text
//! (/查询 | /show) number
//! ```

use super::super::misread::Misread;
use super::super::number;
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(super) const SHOW: Command = Command {
    name: Name::Show,
    words: &["查询", "show", "查詢"],
    roles: Roles::All,
    arguments: ["N", "N"],
    manager_arguments: None,
    examples: ["/查询 1042", "/show 1042"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    let number = number::one(r)?;
    r.nothing_more()?;
    Ok(SlashCommand::Show { number })
}
