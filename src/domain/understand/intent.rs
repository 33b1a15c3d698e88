//! 意图: whether it is a customer's wish at all.

use super::evidence::{Because, Evidence, Fact};
use super::page::Page;

/// Words of people who look for work or sell to us. Few and certain: a customer lost to
/// quarantine costs more than an advertisement that a rep deletes.
const NOT_A_LEAD: [&str; 34] = [
    "应聘",
    "求职",
    "投简历",
    "投递简历",
    "招聘吗",
    "招人吗",
    "还招人",
    "找工作",
    "代开发票",
    "代开票",
    "开发票业务",
    "贷款",
    "信用卡",
    "兼职刷单",
    "刷单",
    "网站建设",
    "网站优化",
    "seo",
    "百度推广",
    "竞价推广",
    "短信群发",
    "群发软件",
    "广告投放",
    "做推广",
    "推广服务",
    "引流服务",
    "代运营",
    "小程序开发",
    "软件开发",
    "财务代理",
    "代理记账",
    "商标注册",
    "公司注册",
    "加盟广告",
];
/// Somebody who buys says one of these; then the words above are about their own business.
const BUYS: [&str; 24] = [
    "采购",
    "进货",
    "进一批",
    "想要",
    "需要",
    "报价",
    "多少钱",
    "批发",
    "订购",
    "定制",
    "订做",
    "求购",
    "要货",
    "拿货",
    "样品",
    "起订",
    "现货",
    "库存",
    "发货",
    "发到",
    "询价",
    "购买",
    "buy",
    "quote",
];

/// Evidence that the text is no customer's wish; `None` when it may be one.
pub(super) fn not_a_lead(page: &Page<'_>) -> Option<Evidence> {
    let text = page.text();
    if BUYS.iter().any(|word| text.contains(word)) {
        return None;
    }
    let (at, word) = NOT_A_LEAD
        .iter()
        .filter_map(|word| Some((text.find(word)?, word)))
        .min()?;
    let evidence = page.evidence(Fact::IsLead, at, at + word.len(), Because::NotALeadWords);
    Some(evidence.matched(*word))
}
