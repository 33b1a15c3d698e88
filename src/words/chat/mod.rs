//! What is answered to a command in the chat: facts in, sentences out.

mod hand_in;
mod help;
mod misread;
mod share;
mod told;

pub use hand_in::{HANDED_IN, HandedIn, HandedTo};
pub use help::help;
pub use misread::misread;
pub use told::{Bulk, Figures, OwnLead, Told, tell};

/// Bytes of an answer at most (WeCom cuts a text at 2,048).
const LIMIT: usize = 2_000;

/// As many whole lines as fit.
fn fitted(lines: &[String]) -> String {
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let left = lines.len() - at;
        let tail = format!("\n另有 {left} 条未列出。");
        if out.len() + line.len() + 1 + tail.len() > LIMIT {
            out.push_str(&tail);
            return out;
        }
        if at > 0 {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}
