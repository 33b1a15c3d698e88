//! The words of the commands, in both widths, with and without blanks and slashes.

use super::*;

#[test]
fn every_command_in_chinese() {
    check("/帮助", "help");
    check("/帮助 转派", "help reassign");
    check("/帮助 /转派", "help reassign");
    check("/帮助转派", "help reassign");
    check("/帮助 /reassign。", "help reassign");
    check("/查询 1042", "show 1042");
    check("/为什么 1042", "why 1042");
    check("/公海", "pool");
    check("/公海 1042", "pool 1042");
    check("/认领 1042", "claim 1042");
    check("/拒绝 1042", "decline 1042");
    check("/拒绝 1042 太远了", "decline 1042 because [太远了]");
    check("/请假", "away");
    check("/上班", "back");
    check("/我的", "mine");
    check("/我的线索", "mine");
    check("/线索 金华 保温杯", "lead [金华 保温杯]");
    check("/确认", "confirm");
    check("/取消", "cancel");
    check_manager("/状态", "status");
    check_manager("/转派 1042 @王芳", "reassign 1042 to 王芳");
}

#[test]
fn blanks_are_optional_after_a_chinese_word() {
    check("/查询1042", "show 1042");
    check("/查询#1042", "show 1042");
    check("/认领1042号", "claim 1042");
    check("/为什么1042?", "why 1042");
    check("/公海1042", "pool 1042");
    check("/拒绝1042太远了", "decline 1042 because [太远了]");
    check("/请假2小时", "away for 7200s");
    check("/请假半天", "away for 14400s");
    check_manager(
        "/转派1042@王芳客户指定",
        "reassign 1042 to 王芳 because [客户指定]",
    );
}

#[test]
fn other_widths_and_spellings() {
    check("／查询　１０４２", "show 1042");
    check("／认领＃１０４２", "claim 1042");
    check("⁄查询 1042", "show 1042");
    check("/查詢 1042", "show 1042");
    check("/認領 1042号", "claim 1042");
    check("/幫助", "help");
    check("/為什麼 7", "why 7");
    check("/請假 2小時", "away for 7200s");
    check_manager("/轉派 7 @王芳", "reassign 7 to 王芳");
    check_manager("/狀態", "status");
    check("/?", "help");
    check("/？", "help");
    check("、查询 1042", "show 1042");
    check("\\认领1042", "claim 1042");
}

#[test]
fn noise_around() {
    check("  /查询 1042  ", "show 1042");
    check("\t/查询\t1042\n", "show 1042");
    check("\u{feff}/查询\u{200b}1042", "show 1042");
    check("\u{a0}/认领\u{a0}1042\u{2005}", "claim 1042");
    check("//查询 1042", "show 1042");
    check("／／查询 1042", "show 1042");
    check("/ 查询 1042", "show 1042");
    check("/查询 1042。", "show 1042");
    check("/查询 1042!!!", "show 1042");
    check("/查询 1042?", "show 1042");
    check("/查询:1042", "show 1042");
    check("/查询,1042", "show 1042");
    check("/认领 1042 👍", "claim 1042");
    check("/认领 1042👨‍👩‍👧", "claim 1042");
    check("/公海。", "pool");
    check("/公海 🙏🙏", "pool");
    check("/我的~", "mine");
    check("/帮助!", "help");
    check("/上班 ☀️", "back");
}

#[test]
fn a_bare_word_counts_between_two() {
    check("帮助", "help");
    check("帮助。", "help");
    check(" 公海 ", "pool");
    check("我的", "mine");
    check("HELP", "help");
    check("ｈｅｌｐ", "help");
    check("请假", "away");
    check("确认", "confirm");
    check("确认。", "confirm");
    check("取消", "cancel");
    check("认领", "2..2 NoNumber");
    check("为什么?", "4..4 NoNumber");
}

#[test]
fn other_text_is_no_command() {
    check("", "chatter");
    check("   ", "chatter");
    check("?", "chatter");
    check("👍", "chatter");
    check("你好", "chatter");
    check("1042", "chatter");
    check("@王芳 在吗", "chatter");
    check("客户说 /查询 没用", "chatter");
    check("「/认领 1042」怎么用", "chatter");
    check("、你好", "chatter");
    check("查询1042", "chatter like Show");
    check("认领 1042", "chatter like Claim");
    check("帮助我", "chatter like Help");
    check("确认收货", "chatter");
    check("backend", "chatter");
    check("http://example.com/help", "chatter");
}

#[test]
fn in_a_group_only_the_slash_and_answers_count() {
    let (names, zone) = (names(), zone());
    let context = Context {
        asker: Role::Rep,
        one_to_one: false,
        mentions: &[],
        names: &names,
        now: Instant(0),
        zone: &zone,
    };
    let check = |line: &str, meaning: &str| assert_eq!(told(parse(line, &context)), meaning);
    check("帮助", "chatter like Help");
    check("/帮助", "help");
    check("确认", "confirm");
    check("取消", "cancel");
}

#[test]
fn the_list_is_whole() {
    for command in ALL {
        assert_eq!(
            Command::named(command.name).map(|found| found.name),
            Some(command.name)
        );
        for (english, example) in [false, true].into_iter().zip(command.examples) {
            assert!(example.contains(command.word(english)), "{example}");
            assert!(command.word(english).is_ascii() == english, "{example}");
            let asker = if command.roles == Roles::Manager {
                Role::Manager
            } else {
                Role::Rep
            };
            match hear(example, asker, &[], NOW) {
                Ok(Said::Command(said)) => assert_eq!(said.name(), command.name, "{example}"),
                other => panic!("{example}: {other:?}"),
            }
        }
        for word in command.words {
            let folded: String = super::super::line::Line::new(word).chars.iter().collect();
            assert_eq!(*word, folded);
        }
    }
    let listed = |role| ALL.iter().filter(|command| command.is_for(role)).count();
    assert_eq!((listed(Role::Rep), listed(Role::Manager)), (11, 10));
}

#[test]
fn a_lead_is_taken_to_the_letter() {
    check("/lead 义乌,要水杯", "lead [义乌,要水杯]");
    check("／線索：ＡＢＣ公司 １万个", "lead [ＡＢＣ公司 １万个]");
    check("/线索13800138000 王女士", "lead [13800138000 王女士]");
    check(
        "/线索\n客户: 有货吗?\n\n我: 有。/查询 7",
        "lead [客户: 有货吗?\n\n我: 有。/查询 7]",
    );
    check("/线索", "3..3 NoText");
    check("/线索 。", "5..5 NoText");
    check("线索", "2..2 NoText");
    check("线索很多", "chatter like Lead");
    // No log shows what a customer wrote.
    let text = Pasted("13800138000".to_owned());
    assert_eq!(format!("{text:?}"), "Pasted(11 characters)");
}
