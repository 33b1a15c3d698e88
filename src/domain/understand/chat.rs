//! 聊天记录: whose words a pasted chat or a quoted mail holds.

/// Names under which our own side speaks in a chat.
const OURS: [&str; 12] = [
    "客服",
    "销售",
    "业务员",
    "卖家",
    "店小二",
    "小二",
    "厂家",
    "机器人",
    "广告",
    "我",
    "商家",
    "sales",
];
/// Lines from which on a mail quotes an older one.
const QUOTED: [&str; 6] = [
    "原始邮件",
    "original message",
    "转发的邮件",
    "forwarded message",
    "在之前的邮件",
    "发件人:销售",
];
/// A name is no longer than this, in bytes.
const LONGEST_NAME: usize = 60;

/// The folded bytes of what our side said, and of quoted mail: the customer's wish is not there.
/// Empty for a text that is no chat. From left to right, not overlapping.
pub(super) fn not_theirs(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let quoted = QUOTED
        .iter()
        .filter_map(|mark| text.find(mark))
        .min()
        .filter(|at| *at > 100);
    let until = quoted.unwrap_or(text.len());
    let lines = speakers(&text[..until]);
    if lines.iter().filter(|line| line.speaker.is_some()).count() >= 2 {
        let mut ours = None;
        for line in &lines {
            if let Some(speaker) = line.speaker {
                let is_ours = OURS.iter().any(|name| {
                    if *name == "我" {
                        speaker == "我"
                    } else {
                        speaker.contains(name)
                    }
                });
                ours = Some(is_ours);
            }
            if ours == Some(true) {
                found.push((line.start, line.end));
            }
        }
    }
    if let Some(at) = quoted {
        found.push((at, text.len()));
    }
    found
}

struct Line<'a> {
    speaker: Option<&'a str>,
    start: usize,
    end: usize,
}

/// `08:12 龙哥: 早安`, `客:有茶具吗`, or the name and the time in a line of their own.
fn speakers(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        lines.push(Line {
            speaker: speaker_of(line),
            start,
            end,
        });
        start = end + 1;
    }
    lines
}

fn speaker_of(line: &str) -> Option<&str> {
    let clock = |c: char| c.is_ascii_digit() || "-/:. ".contains(c);
    let bare = line.trim_start_matches(clock).trim_end();
    // `张姐 10:32`, `2024-03-12 09:14:22 风之子`: nothing but name and time.
    let name = bare.trim_end_matches(clock);
    let timed = line.bytes().filter(u8::is_ascii_digit).count() >= 3
        && line.contains(':')
        && (bare.len() < line.trim_end().len() || name.len() < bare.len());
    if timed
        && !name.is_empty()
        && name.len() <= LONGEST_NAME
        && !name.contains([',', ':', '。', '?'])
    {
        return Some(name.trim());
    }
    let (name, _) = bare.split_once(':')?;
    let name = name.trim();
    let plain = !name.is_empty()
        && name.len() <= LONGEST_NAME
        && name.chars().count() <= 16
        && !name.contains([',', '。', ';', '【']);
    let label = [
        "电话", "地址", "联系", "数量", "预算", "产品", "姓名", "公司", "手机", "收货", "主题",
        "tel", "phone", "name",
    ]
    .iter()
    .any(|label| name.contains(label));
    (plain && !label).then_some(name)
}
