//! 公海: several leads of the pool in one text for a group, when cards are saved.

use paidan_domain::ids::LeadNumber;

/// Names each lead by number and what [`brief`](super::brief) says of it, and how to take
/// one. In a group the robot hears only what mentions it.
#[must_use]
pub fn pool_text(leads: &[(LeadNumber, String)]) -> String {
    let mut lines = vec![format!("公海 {} 条,先认领先得:", leads.len())];
    lines.extend(
        leads
            .iter()
            .map(|(number, what)| format!("#{number} {what}")),
    );
    if let Some((number, _)) = leads.first() {
        lines.push(format!("@我 发 /公海 {number} 抢单,单聊里也可以。"));
    }
    lines.join("\n")
}
