//! 额度: what was due this week, and what came.

use paidan_domain::fairness::{Account, LEAD};

use super::fitted;

/// The account of one person; a name where it is not the reader's own.
pub(super) fn share(who: Option<&str>, week: Account) -> String {
    let (due, got) = (leads(week.due_micro), leads(week.got_micro));
    let count = format!("{}本周应得 {due} 条,已得 {got} 条", who.unwrap_or_default());
    if week.due_fen == 0 && week.got_fen == 0 {
        return format!("{count}。");
    }
    let (due, got) = (money(week.due_fen), money(week.got_fen));
    format!("{count};价值应得 {due},已得 {got}。")
}

/// The accounts of a team, one line each.
pub(super) fn shares(team: &[(String, Account)]) -> String {
    if team.is_empty() {
        return "你的团队里没有销售。".to_owned();
    }
    let lines: Vec<String> = team
        .iter()
        .map(|(name, week)| share(Some(name), *week))
        .collect();
    fitted(&lines)
}

/// `12.4`, `12`: to a tenth of a lead.
fn leads(micro: i64) -> String {
    tenths(micro, LEAD)
}

/// `31 万`, `29.5 万`, `800 元`: to a tenth of ten thousand yuan, below that to a yuan.
fn money(fen: i64) -> String {
    const TEN_THOUSAND: i64 = 1_000_000;
    if fen.abs() < TEN_THOUSAND {
        format!("{} 元", rounded(fen, 100))
    } else {
        format!("{} 万", tenths(fen, TEN_THOUSAND))
    }
}

fn tenths(amount: i64, unit: i64) -> String {
    let tenths = rounded(amount, unit / 10);
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    if rest == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest}")
    }
}

fn rounded(amount: i64, unit: i64) -> i64 {
    let half = if amount < 0 { -unit / 2 } else { unit / 2 };
    amount.saturating_add(half) / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_due_and_what_came() {
        let check = |leads: [i64; 2], money: [i64; 2], expected: &str| {
            let week = Account {
                due_micro: leads[0],
                got_micro: leads[1],
                due_fen: money[0],
                got_fen: money[1],
            };
            assert_eq!(share(None, week), expected);
        };
        let both = "本周应得 12.4 条,已得 12 条;价值应得 31 万,已得 29.5 万。";
        check([12_400_000, 12_000_000], [31_000_000, 29_500_000], both);
        check([0, 0], [0, 0], "本周应得 0 条,已得 0 条。");
        check([333_333, 0], [0, 0], "本周应得 0.3 条,已得 0 条。");
        check([960_000, 2_000_000], [0, 0], "本周应得 1 条,已得 2 条。");
        let small = "本周应得 0.5 条,已得 1 条;价值应得 400 元,已得 9999 元。";
        check([500_000, LEAD], [40_000, 999_900], small);
        // More was given back than came this week.
        let back = "本周应得 -0.7 条,已得 -1 条;价值应得 -27 元,已得 -1.2 万。";
        check([-666_667, -LEAD], [-2667, -1_200_000], back);
    }

    #[test]
    fn a_manager_reads_a_line_for_each() {
        let week = Account {
            due_micro: 2_500_000,
            got_micro: 3_000_000,
            ..Account::default()
        };
        let named = "张伟本周应得 2.5 条,已得 3 条。";
        assert_eq!(share(Some("张伟"), week), named);
        let team = [("张伟".to_owned(), week), ("王芳".to_owned(), week)];
        assert_eq!(
            shares(&team),
            format!("{named}\n王芳本周应得 2.5 条,已得 3 条。")
        );
        assert_eq!(shares(&[]), "你的团队里没有销售。");
    }
}
