//! 帮助: made from the list of commands, so that it cannot forget one.

use paidan_domain::people::Role;
use paidan_domain::slash::{ALL, Command, Name};

use super::fitted;

/// The commands of a role, one line each with an example; or one command.
#[must_use]
pub fn help(role: Role, about: Option<Name>) -> String {
    let one = about.and_then(Command::named);
    let lines: Vec<String> = match one {
        Some(command) => vec![
            line(command, role),
            format!("例:{}", command.example(false)),
        ],
        None => ALL
            .into_iter()
            .filter(|command| command.is_for(role))
            .map(|command| format!("{},如 {}", line(command, role), command.example(false)))
            .collect(),
    };
    fitted(&lines)
}

fn line(command: &Command, role: Role) -> String {
    let arguments = command.arguments_for(role, false);
    let blank = if arguments.is_empty() { "" } else { " " };
    format!(
        "/{}{blank}{arguments} {}",
        command.word(false),
        does(command.name)
    )
}

fn does(name: Name) -> &'static str {
    match name {
        Name::Help => "看能用的指令",
        Name::Show => "看一条线索",
        Name::Why => "为什么这样派",
        Name::Reassign => "转给别人",
        Name::Pool => "看公海,带编号就抢单",
        Name::Claim => "认领",
        Name::Decline => "拒绝",
        Name::Away => "请假,未认领的转给下一位",
        Name::Back => "回来上班",
        Name::Status => "今天的数字和各人在手",
        Name::Mine => "我手上的线索",
        Name::Lead => "把客户的话录成线索",
        Name::Share => "本周应得和已得",
        Name::Confirm => "执行刚才问的",
        Name::Cancel => "不执行刚才问的",
    }
}
