//! Which right a command needs, and which are asked back.

use super::*;

fn need(line: &str, asker: Role, need: Need) {
    match hear(line, asker, &[], NOW) {
        Ok(Said::Command(command)) => assert_eq!(command.action(), need, "{line}"),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn needs() {
    for asker in [Role::Rep, Role::Manager] {
        need("/帮助", asker, Need::Anyone);
        need("/我的", asker, Need::Anyone);
        need("/公海", asker, Need::Anyone);
        need("/请假 2天", asker, Need::Anyone);
        need("/上班", asker, Need::Anyone);
        need("/线索 金华 13800138000", asker, Need::Anyone);
        need("/额度", asker, Need::Anyone);
        need("/额度 @王芳", asker, Need::Manager);
        need("/确认", asker, Need::Anyone);
        need("/查询 7", asker, Need::OwnLead);
        need("/为什么 7", asker, Need::OwnLead);
        need("/认领 7", asker, Need::OwnLead);
        need("/拒绝 7", asker, Need::OwnLead);
        need("/公海 7", asker, Need::OwnLead);
        need("/转派 7 @王芳", asker, Need::Manager);
        need("/状态", asker, Need::Manager);
        need("/上班 @王芳", asker, Need::Manager);
    }
    need("/请假 @王芳", Role::Manager, Need::Manager);
    need("/请假 @王芳", Role::Rep, Need::Anyone);
}

#[test]
fn more_than_five_are_asked_back() {
    let asked = |line: &str| match hear(line, Role::Manager, &[], NOW) {
        Ok(Said::Command(command)) => needs_confirmation(&command),
        other => panic!("{line}: {other:?}"),
    };
    assert!(!asked("/转派 1-5 @王芳"));
    assert!(asked("/转派 1-6 @王芳"));
    assert!(!asked("/转派 1 1 1 1 1 1 @王芳"));
    assert!(!asked("/查询 7"));
}
