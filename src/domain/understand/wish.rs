//! Whether a product that a text names is wished for.

use super::clause::{clause_after, clause_before, sentence_after, sentence_before, tail};
use super::quantity_skip::skip_measure;

/// What the words around a product say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// Nothing speaks against it.
    Wanted,
    /// It is turned down.
    Refused,
    /// It is what they make or sell themselves, or what their shop is called after.
    Own,
    /// It was bought once before.
    Past,
    /// It is part of the name of something else (`雨伞架`), or somebody else names it.
    PartOfOther,
}

/// Words that turn down what follows them.
const REFUSALS: [&str; 32] = [
    "不需要",
    "不想要",
    "不包括",
    "不考虑",
    "不是",
    "不要",
    "不用",
    "不做",
    "不卖",
    "不含",
    "不缺",
    "不买",
    "不订",
    "不进",
    "不接",
    "不发",
    "别要",
    "别发",
    "别推",
    "别给我",
    "没有",
    "无需",
    "无须",
    "非",
    "勿推",
    "取消",
    "退掉",
    "no",
    "not",
    "without",
    "don't need",
    "don't want",
];
/// What may stand between a refusal and the product.
const BETWEEN: [&str; 22] = [
    "",
    "了",
    "任何",
    "那种",
    "普通",
    "这种",
    "塑料",
    "什么",
    "你们的",
    "你们家的",
    "别的",
    "其他",
    "便宜的",
    "一般的",
    "的",
    "您的",
    "any",
    "the",
    "more",
    "those",
    "推",
    "买",
];
/// After a product: it is turned down.
const REFUSED_AFTER: [&str; 40] = [
    "不需要",
    "不考虑",
    "不要",
    "不用",
    "不买",
    "不订",
    "不进",
    "不做",
    "不缺",
    "不来",
    "不拿",
    "不含",
    "不推",
    "不发",
    "别发",
    "别推",
    "别要",
    "取消",
    "算了",
    "就算了",
    "除外",
    "以外",
    "之外",
    "有了",
    "够了",
    "已有",
    "已经有",
    "已经够",
    "免了",
    "退掉",
    "删掉",
    "去掉",
    "先放",
    "暂缓",
    "缓一缓",
    "没兴趣",
    "not needed",
    "are not needed",
    "自己有",
    "卖不动",
];
/// What may stand between a product and its refusal.
const FILLERS: [&str; 36] = [
    "都",
    "也",
    "就",
    "先",
    "暂时",
    "暂",
    "这次",
    "目前",
    "现在",
    "已经",
    "我们",
    "我",
    "自己",
    "那边",
    "这边",
    "这款",
    "款",
    "类",
    "的话",
    "那些",
    "这些",
    "什么的",
    "之类的",
    "等",
    "那个",
    "今年",
    "本次",
    "请",
    "全部",
    "全",
    "统统",
    "可以",
    "倒是",
    "是",
    "还是",
    "家里",
];
/// After `除了…` these make it one wish among others.
const ALSO: [&str; 5] = ["还", "也要", "外,", "另外", "再"];
/// Behind a product: a shop, a works or a trade is called so.
const PLACES_OF_TRADE: [&str; 34] = [
    "店",
    "厂",
    "行业",
    "公司",
    "铺",
    "市场",
    "城",
    "批发部",
    "批发商",
    "批发市场",
    "专卖",
    "经营部",
    "商行",
    "工厂",
    "直播间",
    "车间",
    "同行",
    "生意",
    "老板",
    "商贸",
    "贸易",
    "大楼",
    "档口",
    "门市",
    "摊",
    "行当",
    "实业",
    "有限",
    "制品厂",
    "制品有限",
    "代工",
    "展",
    "批发交流群",
    "群",
];
/// Behind a product: something else is meant that belongs to it.
const PARTS: [&str; 44] = [
    "架",
    "刀",
    "电脑",
    "铲",
    "挂钩",
    "挂架",
    "模具",
    "支架",
    "底座",
    "轨道",
    "轨",
    "消毒柜",
    "消毒机",
    "贴纸",
    "包装盒",
    "包装袋",
    "包装箱",
    "包装纸",
    "盖子",
    "杯盖",
    "盖",
    "套子",
    "杯套",
    "笔芯",
    "芯",
    "吊牌",
    "生产线",
    "机器",
    "设备",
    "原料",
    "配件",
    "零件",
    "烘干机",
    "清洗机",
    "钉",
    "展示柜",
    "展柜",
    "货架",
    "印刷机",
    "加工",
    "手柄",
    "帽",
    "垫",
    "布料",
];
/// Verbs of those who sell or make a thing themselves.
const TRADES: [&str; 22] = [
    "卖",
    "生产",
    "经营",
    "主营",
    "专营",
    "主做",
    "专做",
    "主做",
    "自产",
    "出口",
    "经销",
    "销售",
    "制造",
    "主打",
    "自己做",
    "加工",
    "专业做",
    "代理",
    "供应",
    "零售",
    "make",
    "sell",
];
/// With one of these before the verb somebody else sells, or wants to.
const NOT_THEIRS: [&str; 22] = [
    "你",
    "您",
    "贵",
    "you ",
    "your",
    "想",
    "要",
    "找",
    "求",
    "能",
    "会",
    "可以",
    "帮",
    "定",
    "订",
    "准备",
    "打算",
    "计划",
    "谁",
    "哪",
    "考虑",
    "有没有",
];
/// Who speaks of their own trade.
const SELVES: [&str; 20] = [
    "我们",
    "我",
    "本店",
    "本公司",
    "本厂",
    "我司",
    "我厂",
    "我家",
    "咱",
    "家里",
    "自己",
    "自家",
    "店里",
    "公司",
    "厂里",
    "这边",
    "一直",
    "专业",
    "开店",
    "we ",
];
/// Words of a time that is over; what was bought then is not wished for now.
const PAST: [&str; 14] = [
    "上次",
    "上回",
    "之前",
    "以前",
    "去年",
    "前年",
    "上个月",
    "上月",
    "原来",
    "曾经",
    "刚买",
    "买过",
    "订过",
    "用过",
];
/// In the clause of the past: it is wished for again.
const AGAIN: [&str; 12] = [
    "再", "还要", "继续", "补", "一样", "同款", "照", "续", "返单", "现在", "这次", "这回",
];
/// From here on only what follows is wished for.
const ONLY: [&str; 17] = [
    "只采购",
    "只要",
    "只想要",
    "只需要",
    "只需",
    "只订",
    "只拿",
    "仅要",
    "仅需",
    "就只要",
    "单要",
    "改成",
    "改为",
    "改要",
    "换成",
    "换为",
    "only want",
];

/// What the clause says of the product at the folded bytes `start..end`; `chain` is where the
/// list of products begins that it is joined to.
pub(super) fn wish_of(text: &str, chain: usize, start: usize, end: usize) -> Wish {
    let before = clause_before(text, chain);
    let after = clause_after(text, end);
    if is_part(after) {
        return Wish::PartOfOther;
    }
    if is_refused_before(text, before, end) || is_refused_after(text, end) {
        return Wish::Refused;
    }
    if after_trade(after) || is_own(before, after) {
        return Wish::Own;
    }
    let clause = clause_before(text, start);
    let past = PAST.iter().any(|word| clause.contains(word));
    let again = || {
        AGAIN
            .iter()
            .any(|word| clause.contains(word) || after.contains(word))
    };
    if past && !again() {
        return Wish::Past;
    }
    Wish::Wanted
}

/// Where a text says that it wants nothing but what follows: one past the last such words.
pub(super) fn only_from(text: &str) -> Option<usize> {
    let found = ONLY
        .iter()
        .filter_map(|word| Some((text.rfind(word)?, word.len())));
    let (at, length) = found.max()?;
    // `不只要`, `是不是只要`: it asks or denies.
    let denied = text[..at].ends_with(['不', '非', '是']);
    (!denied).then_some(at + length)
}

fn is_part(after: &str) -> bool {
    let after = after.trim_start_matches(' ');
    let set = after.starts_with("套")
        && !after.starts_with("套装")
        && !after.starts_with("套组")
        && !after.starts_with("套盒");
    let sleeve = set && !after["套".len()..].starts_with(|c: char| c.is_ascii_digit());
    sleeve || PARTS.iter().any(|part| after.starts_with(part))
}

fn after_trade(after: &str) -> bool {
    PLACES_OF_TRADE.iter().any(|place| after.starts_with(place))
}

fn is_refused_before(text: &str, before: &str, end: usize) -> bool {
    let before = before.trim_end();
    let refusal = BETWEEN.iter().find_map(|between| {
        let head = before.strip_suffix(between)?.trim_end();
        REFUSALS.into_iter().find_map(|word| {
            let lead = head.strip_suffix(word)?;
            let latin = word.is_ascii() && lead.ends_with(|c: char| c.is_ascii_alphabetic());
            (!latin && !asks(lead, word)).then_some(word)
        })
    });
    if refusal.is_some() {
        return true;
    }
    let except = before
        .strip_suffix("了")
        .and_then(|head| head.strip_suffix('除'))
        .is_some()
        || before.ends_with("除开")
        || before.ends_with("except");
    // `除了保温杯还要雨伞` wants both.
    except
        && !ALSO
            .iter()
            .any(|word| sentence_after(text, end).contains(word))
}

/// `有没有`, `要不要`, `是不是`: a question, no refusal. `没有的话` is no refusal of what follows.
fn asks(lead: &str, word: &str) -> bool {
    let mut letters = word.chars();
    let denial = letters.next();
    let verb = letters.next();
    matches!(denial, Some('不' | '没' | '非')) && verb.is_some() && lead.chars().next_back() == verb
        || (word == "非" && lead.is_empty())
}

fn is_refused_after(text: &str, end: usize) -> bool {
    let mut rest = clause_after(text, end).trim_start_matches(' ');
    rest = skip_measure(rest);
    // `遮阳伞,不要了` is still about it.
    if rest.is_empty() {
        let next = text[end..]
            .trim_start_matches(|c: char| c == ' ')
            .strip_prefix(',');
        rest = next
            .map_or("", |next| clause_after(next, 0))
            .trim_start_matches(' ');
        let short = rest
            .strip_prefix("不要了")
            .or_else(|| rest.strip_prefix("算了"));
        return short.is_some_and(|rest| rest.chars().count() <= 1);
    }
    for _ in 0..4 {
        let Some(filler) = FILLERS.iter().find(|filler| rest.starts_with(**filler)) else {
            break;
        };
        if REFUSED_AFTER.iter().any(|word| rest.starts_with(word)) {
            break;
        }
        rest = &rest[filler.len()..];
    }
    let Some(word) = REFUSED_AFTER.iter().find(|word| rest.starts_with(**word)) else {
        return false;
    };
    let left = rest[word.len()..].trim_end();
    if REFUSED_AFTER.iter().any(|word| left.starts_with(word)) {
        return true;
    }
    let beyond = ["除外", "以外", "之外"].contains(word);
    if beyond {
        return !ALSO
            .iter()
            .any(|word| sentence_after(text, end).contains(word));
    }
    // `保温杯不要塑料的` asks for another kind of it; `有了吗` is a question.
    let done = left.is_empty()
        || left.starts_with(['了', '啦', '吧', '哈', '啊', '哦', '哟', ' ', '.'])
            && !left.ends_with('吗');
    done || (left.chars().count() <= 2 && !left.ends_with(['的', '吗']))
}

/// `我们做文具批发的`, `卖雨伞的`, `自产灯饰`: what they sell themselves.
fn is_own(before: &str, after: &str) -> bool {
    let before = &before.replace("主要", "主");
    let near = tail(before, 24);
    let trade = TRADES
        .iter()
        .filter_map(|verb| Some((near.rfind(verb)?, verb.len())))
        .max();
    let by_verb = trade.is_some_and(|(at, length)| {
        let between = &near[at + length..];
        between.chars().count() <= 5
            && !between.contains("的")
            && !between.contains('了')
            && !between.contains("一批")
            && is_theirs(before)
    });
    if by_verb {
        return true;
    }
    // 做 says less: it needs somebody who does it, or an ending as a trade has it.
    let made = ["做", "搞", "开", "弄"]
        .iter()
        .filter_map(|verb| near.rfind(verb))
        .max();
    let Some(at) = made else { return false };
    let between = near[at..].chars().skip(1).collect::<String>();
    let plain = between.chars().count() <= 2
        && !between.contains("一批")
        && !between.contains('个')
        && !between.contains('些');
    let ending = after.starts_with("批发的")
        || after.starts_with("的")
        || after.starts_with("零售")
        || after.starts_with("外贸");
    let own = SELVES.iter().any(|who| before.contains(who))
        || before.starts_with("做")
        || before.starts_with("专做");
    let ends = ending
        || (after.is_empty() && !before.starts_with("做"))
        || after.starts_with("批发")
        || after.starts_with("出口");
    plain && is_theirs(before) && own && ends
}

fn is_theirs(before: &str) -> bool {
    !NOT_THEIRS.iter().any(|word| before.contains(word))
}

/// Whether the sentence before a place speaks of a time that is over.
pub(super) fn is_past(text: &str, at: usize) -> bool {
    let clause = sentence_before(text, at);
    let last = clause.rsplit(',').next().unwrap_or(clause);
    PAST.iter().any(|word| last.contains(word)) && !AGAIN.iter().any(|word| last.contains(word))
}
