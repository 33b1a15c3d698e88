//! ```text
//! (/线索 | /lead) text
//! ```

use super::super::misread::{Misread, Wrong};
use super::super::reader::Reader;
use super::super::said::{Pasted, SlashCommand};
use super::entry::{Command, Name, Roles};

pub(super) const LEAD: Command = Command {
    name: Name::Lead,
    words: &["线索", "lead", "線索"],
    roles: Roles::All,
    arguments: ["文字", "text"],
    manager_arguments: None,
    examples: [
        "/线索 金华 保温杯 3000 个 13800138000",
        "/lead 金华 保温杯 3000 个 13800138000",
    ],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    let end = r.end();
    let text = r.text().map(Pasted);
    let text = text.ok_or_else(|| r.misread(end..end, Wrong::NoText))?;
    Ok(SlashCommand::Lead { text })
}
