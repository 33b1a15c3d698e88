//! 意图: what somebody wants of us.

use serde::{Deserialize, Serialize};

use super::clause::head;
use super::evidence::{Because, Evidence, Fact};
use super::page::Page;

/// What somebody wants of us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// 采购: to buy.
    Purchase,
    /// 询价: to hear a price.
    Quote,
    /// 投诉、售后: something went wrong. A person must answer, so it is a lead.
    Complaint,
    /// 求职: to work here. No lead.
    Job,
    /// 推销: to sell us something, advertising, fraud. No lead.
    Solicitation,
    /// Nothing tells.
    #[default]
    Other,
}

/// Words of people who look for work.
const JOB: [&str; 30] = [
    "应聘",
    "求职",
    "投简历",
    "投递简历",
    "个人简历",
    "招聘吗",
    "招人吗",
    "还招",
    "招聘信息",
    "招聘启事",
    "找工作",
    "找份工作",
    "想做普工",
    "招普工",
    "招工吗",
    "招业务员",
    "招销售",
    "招司机",
    "面试",
    "包吃住吗",
    "包吃包住吗",
    "想入职",
    "想来上班",
    "有岗位",
    "缺人吗",
    "my resume",
    "my cv",
    "apply for",
    "job opening",
    "are you hiring",
];
/// Words of people who sell to us or deceive. Few and certain: a customer lost to quarantine
/// costs more than an advertisement that a rep deletes.
const ADVERTISES: [&str; 76] = [
    "代开发票",
    "代开票",
    "代开各类",
    "开发票业务",
    "增值税专票",
    "贷款",
    "信用贷",
    "网贷",
    "信用卡",
    "套现",
    "刷单",
    "高薪兼职",
    "网站建设",
    "网站优化",
    "seo",
    "百度推广",
    "竞价推广",
    "关键词排名",
    "短信群发",
    "群发软件",
    "广告投放",
    "做推广",
    "推广服务",
    "引流服务",
    "精准引流",
    "代运营",
    "小程序开发",
    "软件开发",
    "财务代理",
    "代理记账",
    "商标注册",
    "公司注册",
    "加盟广告",
    "刷粉",
    "涨粉",
    "点击链接",
    "领取红包",
    "可领取",
    "中奖",
    "回t退订",
    "退订回t",
    "彩票",
    "棋牌",
    "投资理财",
    "日入",
    "日赚",
    "办证",
    "资质代办",
    "出售客户资料",
    "客户资源出售",
    "backlinks",
    "rank your website",
    "web design service",
    "google page 1",
    "guest post",
    "crypto",
    "casino",
    "loan offer",
    "click the link",
    "点击报名",
    "点击领取",
    "点击查看",
    "请点击",
    "bit.",
    "账户存在异常",
    "账号异常",
    "快递包裹因",
    "中奖",
    "usd/day",
    "remote assistants",
    "whatsapp now",
    "物流专线",
    "专线直达",
    "物流服务",
    "货代公司",
    "展位预订",
];
/// Words of a works that offers us its own goods.
const OFFERS: [&str; 43] = [
    "欢迎贵司",
    "欢迎贵公司",
    "欢迎采购",
    "欢迎合作",
    "欢迎来电",
    "欢迎咨询",
    "欢迎订购",
    "欢迎选购",
    "低于同行",
    "求合作供货",
    "合作供货",
    "供应贵司",
    "为贵司提供",
    "为贵公司提供",
    "给贵司",
    "向贵司推荐",
    "我们可以供应",
    "我们可供",
    "诚招代理",
    "诚招加盟",
    "诚邀加盟",
    "承接各",
    "厂家直供",
    "工厂直销",
    "专业生产",
    "源头工厂",
    "样品免费",
    "免费寄样",
    "出厂价",
    "出售二手",
    "低价转让",
    "低价处理",
    "转让二手",
    "求合作",
    "期待合作",
    "期待与贵",
    "leading manufacturer",
    "offer you our",
    "寻求合作",
    "希望与贵",
    "our factory produces",
    "we are a manufacturer",
    "we are manufacturer",
];
/// Somebody who buys says one of these; then the words above are about their own business.
const BUYS: [&str; 34] = [
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
    "想进",
    "想订",
    "想买",
    "想拿",
    "要买",
    "怎么卖",
    "怎么拿",
    "buy",
    "quote",
    "we need",
    "looking for",
    "purchase",
];
/// What a buyer says who speaks of prices at all; an offer has none of it.
const ASKS: [&str; 16] = [
    "想采购",
    "要采购",
    "需采购",
    "求购",
    "需要",
    "想要",
    "现要",
    "想进",
    "进货",
    "请报价",
    "多少钱",
    "要货",
    "拿货",
    "想找",
    "looking for",
    "we need",
];
/// Words of somebody whom something went wrong for.
const COMPLAINS: [&str; 40] = [
    "投诉",
    "退货",
    "退款",
    "退钱",
    "质量问题",
    "坏了",
    "碎了",
    "破了",
    "破损",
    "裂了",
    "漏水",
    "生锈",
    "掉色",
    "少发",
    "漏发",
    "发错货",
    "发错了货",
    "少了",
    "没收到",
    "还没到货",
    "没人接",
    "没人管",
    "没人处理",
    "没人回",
    "差评",
    "售后",
    "维权",
    "曝光",
    "赔偿",
    "赔钱",
    "假货",
    "骗子",
    "不处理",
    "次品",
    "残次",
    "返修",
    "complaint",
    "refund",
    "broken",
    "damaged",
];
/// Words of somebody who asks for a price.
const QUOTES: [&str; 26] = [
    "报价",
    "报个价",
    "报下价",
    "多少钱",
    "价格",
    "询价",
    "怎么卖",
    "什么价",
    "价目",
    "价位",
    "单价多少",
    "批发价",
    "几块",
    "几元",
    "优惠吗",
    "便宜吗",
    "最低价",
    "起订量",
    "运费怎么算",
    "quote",
    "quotation",
    "price",
    "how much",
    "cost",
    "catalog",
    "moq",
];
/// Words of somebody who buys, beside [`BUYS`].
const ORDERS: [&str; 24] = [
    "要",
    "订",
    "买",
    "进",
    "拿",
    "采购",
    "求购",
    "补货",
    "下单",
    "定购",
    "送到",
    "送货",
    "发货",
    "寄到",
    "需",
    "缺",
    "来",
    "找",
    "need",
    "want",
    "order",
    "buy",
    "looking",
    "interested",
];

/// Evidence with what it speaks for.
pub(super) type Heard = (Intent, u16, Evidence);

/// Whether the text is no customer's wish: somebody who looks for work or sells to us.
/// `wanted` says that it names a product that is wished for.
pub(super) fn not_a_lead(page: &Page<'_>, wanted: bool) -> Option<Heard> {
    let text = page.text();
    let evidence = |(at, word): (usize, &str)| {
        page.evidence(Fact::IsLead, at, at + word.len(), Because::NotALeadWords)
            .matched(word)
    };
    let buys = BUYS.iter().any(|word| text.contains(word));
    if !buys && let Some(found) = first_of(text, &ADVERTISES) {
        return Some((Intent::Solicitation, 900, evidence(found)));
    }
    if !wanted && let Some(found) = first_of(text, &JOB) {
        return Some((Intent::Job, 900, evidence(found)));
    }
    let asks = || ASKS.iter().any(|word| text.contains(word));
    if !wanted && let Some(found) = first_of(text, &OFFERS).filter(|_| !asks()) {
        return Some((Intent::Solicitation, 800, evidence(found)));
    }
    None
}

/// What a customer wants; `known` says that a product or an amount was understood.
pub(super) fn of_customer(page: &Page<'_>, known: bool) -> Option<Heard> {
    let text = page.text();
    let heard = |intent, sure, (at, word): (usize, &str)| {
        let evidence = page.evidence(Fact::Intent, at, at + word.len(), Because::IntentWord);
        Some((intent, sure, evidence.matched(word)))
    };
    if let Some(found) = first_of(text, &COMPLAINS) {
        return heard(Intent::Complaint, if known { 600 } else { 850 }, found);
    }
    if let Some(found) = first_of(text, &QUOTES) {
        return heard(Intent::Quote, 850, found);
    }
    if let Some(found) = first_of(text, &BUYS).or_else(|| first_of(text, &ORDERS)) {
        return heard(Intent::Purchase, if known { 850 } else { 600 }, found);
    }
    // A product and an amount without any verb: `雨伞 500把`.
    let front = head(text.trim_start(), 60);
    let at = text.len() - text.trim_start().len();
    (known && !front.is_empty()).then(|| {
        let evidence = page.evidence(
            Fact::Intent,
            at,
            at + front.trim_end().len(),
            Because::IntentWord,
        );
        (Intent::Purchase, 600, evidence)
    })
}

/// The first of the words that a text has.
fn first_of(text: &str, words: &[&'static str]) -> Option<(usize, &'static str)> {
    words
        .iter()
        .filter_map(|word| Some((text.find(word)?, *word)))
        .min()
}
