//! 公司名: a company's name in a text, and its normal form.

use unicode_normalization::UnicodeNormalization;

/// Endings that only a company's registered name has.
const LEGAL: [&str; 9] = [
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "股份公司",
    "集团公司",
    "co.,ltd",
    "co., ltd",
    "co. ltd",
    "co ltd",
];
/// Endings of names that count where the text says whose name it is.
const KINDS: [&str; 38] = [
    "公司",
    "集团",
    "商行",
    "经营部",
    "超市",
    "便利店",
    "批发部",
    "商贸",
    "贸易",
    "门市部",
    "商店",
    "百货",
    "五金店",
    "文具店",
    "玩具店",
    "精品店",
    "专卖店",
    "旗舰店",
    "酒店",
    "宾馆",
    "客栈",
    "民宿",
    "饭店",
    "餐厅",
    "厂",
    "医院",
    "卫生院",
    "学校",
    "小学",
    "中学",
    "大学",
    "学院",
    "幼儿园",
    "养老院",
    "店",
    "事务所",
    "合作社",
    "服务中心",
];
/// Words that introduce whose name follows.
const INTRODUCES: [&str; 22] = [
    "公司名称",
    "公司名",
    "单位名称",
    "单位",
    "店名",
    "公司",
    "甲方",
    "抬头",
    "company name",
    "company",
    "我们公司是",
    "我们公司叫",
    "我们是",
    "我是",
    "这里是",
    "这边是",
    "来自",
    "代表",
    "我们店叫",
    "店叫",
    "我司是",
    "本公司是",
];
/// No name goes on before one of these.
const STARTS: [&str; 19] = [
    "我们是",
    "我是",
    "这里是",
    "这边是",
    "来自",
    "代表",
    "公司名称",
    "单位名称",
    "单位",
    "店名",
    "甲方",
    "抬头",
    "给",
    "帮",
    "替",
    "叫",
    "在",
    "的",
    "是",
];
/// Characters of a name, at most; longer is a sentence.
const LONGEST: usize = 40;
/// Behind a legal form a branch may be named.
const BRANCHES: [&str; 6] = ["分公司", "办事处", "分店", "店", "分部", "营业部"];

/// A company's name in a folded text: its bytes.
pub(super) fn company_in(text: &str) -> Option<(usize, usize)> {
    let legal = LEGAL
        .iter()
        .filter_map(|form| {
            text.match_indices(form)
                .take(20)
                .find_map(|(at, form)| name_before(text, at, at + form.len()))
        })
        .min();
    legal.or_else(|| introduced(text))
}

/// Whether a whole field is the name of a company, shop or institution.
pub(super) fn is_company(text: &str) -> bool {
    let text = text.trim().trim_end_matches([')', '.']);
    KINDS
        .iter()
        .chain(LEGAL.iter())
        .any(|kind| text.contains(kind))
        && text.chars().count() >= 4
        || text.split_whitespace().any(|word| {
            [
                "trading", "ltd", "ltd.", "inc", "inc.", "co.", "company", "store", "import",
            ]
            .contains(&word)
        })
}

/// The normal form of a company's name: half-width signs, no blanks around, one blank between
/// words; legal form, brackets and branch stay, for they tell companies apart.
pub(super) fn normal(name: &str) -> String {
    let wide: String = name.trim().nfkc().collect();
    wide.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `某某有限公司` with what stands before it up to a sign or a word that no name holds.
fn name_before(text: &str, form: usize, end: usize) -> Option<(usize, usize)> {
    let mut start = form;
    for c in text[..form].chars().rev().take(LONGEST) {
        let part = c.is_alphanumeric()
            || "()&·-".contains(c)
            || (c == ' ' && text[start..].starts_with(|c: char| c.is_ascii_alphabetic()));
        if !part {
            break;
        }
        start -= c.len_utf8();
    }
    let cut = STARTS
        .iter()
        .filter_map(|word| Some(text[start..form].rfind(word)? + word.len()))
        .max();
    start += cut.unwrap_or(0);
    let name = text[start..form].trim_start_matches([' ', '-', ')', ':']);
    start = form - name.len();
    let branch = BRANCHES.iter().find_map(|branch| {
        let rest = super::clause::head(&text[end..], 30);
        let at = rest.find(branch)?;
        let between = &rest[..at];
        (between.chars().count() <= 6 && between.chars().all(char::is_alphabetic))
            .then_some(end + at + branch.len())
    });
    (name.chars().count() >= 2).then_some((start, branch.unwrap_or(end)))
}

/// `我们是扬州酒店用品经营部`, `店名童趣玩具店`, `公司:宏达商贸`.
fn introduced(text: &str) -> Option<(usize, usize)> {
    INTRODUCES.iter().find_map(|word| {
        text.match_indices(word).take(20).find_map(|(at, word)| {
            let rest = &text[at + word.len()..];
            let labelled = rest.starts_with([':', '】', '=']);
            let name = rest.trim_start_matches([':', ' ', '】', '=']);
            let name = &name[..name
                .find(|c: char| !c.is_alphanumeric() && !"()&·-".contains(c))
                .unwrap_or(name.len())];
            let name = super::clause::head(name, LONGEST * 3);
            let kind = KINDS
                .iter()
                .filter_map(|kind| Some(name.find(kind)? + kind.len()))
                .max()?;
            let own = &name[..kind];
            // `我是开超市的`, `公司食堂`: no name.
            let verb = [
                "开", "做", "卖", "想", "要", "的", "一家", "一个", "个", "搞", "需", "我", "你",
                "帮", "食堂", "员工", "采购",
            ];
            let plain = !verb.iter().any(|verb| own.contains(verb));
            let short = word == "公司" || word == "company";
            let start = text.len() - rest.len()
                + (rest.len() - rest.trim_start_matches([':', ' ', '】', '=']).len());
            (plain && own.chars().count() >= if labelled { 3 } else { 5 } && (labelled || !short))
                .then_some((start, start + kind))
        })
    })
}
