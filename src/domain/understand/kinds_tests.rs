//! Who is no customer, and what kind of buyer the others are.

use serde_json::json;

use super::tests::{Desk, compare};
use super::*;

#[test]
fn who_is_no_customer() {
    let desk = Desk::new();
    compare(
        &[
            ("你好,请问你们公司还招人吗,我做过三年销售", false),
            ("本人应聘仓库管理,有经验", false),
            ("我们是做短视频代运营的,帮你们涨粉", false),
            ("专业办理贷款,无抵押,当天放款", false),
            ("我司专业生产不锈钢保温杯,欢迎贵司采购合作,出厂价", false),
            ("我厂是毛巾源头工厂,样品免费寄,求合作", false),
            (
                "we are a leading manufacturer of umbrellas, offer you our best price",
                false,
            ),
            ("恭喜您中奖,点击链接领取", false),
            ("代办营业执照,公司注册,代理记账", false),
            ("我们是保温杯工厂,需要采购包装用的手提袋", true),
            ("我是做贷款的,想买300把雨伞送客户", true),
            ("招聘会要用,订500个手提袋", true),
            ("想招代理吗,我想做你们雨伞代理", true),
            ("你们的杯子漏水,要退货", true),
            ("多少钱", true),
            ("?", true),
            ("发个价目表", true),
            ("我们超市做推广活动,需要雨伞500把", true),
            ("网站上看到你们的,想进点玩具", true),
            ("我厂四件套现货清仓,28元一套,需要的老板联系我", false),
            ("老板要不要纸箱?我们是纸箱厂,给您供货", false),
            ("厂家直销保温杯,量大从优,联系13800000000", false),
            ("有一批毛巾库存尾货处理,3块一条,要的联系", false),
            ("贵公司需要包装袋吗,我们厂生产各种手提袋", false),
            ("标准展位9800元起,礼品展火热招商中", false),
            ("我是银行的客户经理,帮您办信用贷", false),
            ("大四学生,想找寒假实习,可以来你们公司吗", false),
            ("招聘跟单吗", false),
            ("旺铺转让", false),
            ("展位上用的手提袋500个", true),
            ("投资理财公司送礼,拉杆箱30个", true),
            ("求职培训学校,要笔记本300本", true),
            ("量大从优的话我订5000个保温杯", true),
            ("长期合作,量大从优,要毛巾", true),
            ("老板要不要先付定金,雨伞500把", true),
            ("我司要下单,你们需要什么资料", true),
            ("能开专票吗", true),
            ("希望走海运,雨伞", true),
            ("库存处理的雨伞有吗,要便宜的", true),
            ("想找你们长期供货", true),
            ("we are a factory and need your catalog", true),
            ("I own a shop, looking forward to your price", true),
        ],
        |text| desk.reads_need(text).is_lead,
    );
}

#[test]
fn companies_by_their_names() {
    use CustomerType::*;
    let desk = Desk::new();
    compare(
        &[
            ("长沙好日子生活超市有限公司", Retailer),
            ("宁波恒通进出口有限公司", Distributor),
            ("小李五金经营部", Distributor),
            ("阿芳杂货店", Retailer),
            ("成都七中育才学校", Institution),
            ("广州市白云区人民医院", Institution),
            ("杭州某某网络科技有限公司", Unknown),
            ("淘宝店:小鹿饰品", Online),
            ("浙江省总代理张总", Agent),
            ("某某火锅店", Unknown),
            ("大学城文具店", Retailer),
            ("金华市城管局", Institution),
            ("Hongda Trading Co., Ltd.", Distributor),
            ("Sunny Kids Store", Retailer),
            ("李姐", Unknown),
            ("永康市顺达五金厂", Unknown),
            ("家家乐便利店(万达店)", Retailer),
            ("某县第三小学", Institution),
            ("宏达批发部", Distributor),
            ("天猫旗舰店", Online),
        ],
        |text| desk.reads(json!({ "company": text })).customer_type,
    );
}

#[test]
fn buyers_by_what_they_write() {
    use CustomerType::*;
    let desk = Desk::new();
    compare(
        &[
            ("我是开五金店的", Retailer),
            ("我们在拼多多卖杯子", Online),
            ("做亚马逊的,要雨伞", Online),
            ("镇上小超市进货", Retailer),
            ("我想做区域代理", Agent),
            ("幼儿园要玩具", Institution),
            ("单位发福利,毛巾300条", Institution),
            ("自己家里用的,一个就行", Individual),
            ("我们是二批,量大", Distributor),
            ("批发市场有档口", Unknown),
            ("学校附近开文具店", Retailer),
            ("酒店用品采购", Unknown),
            ("送朋友,买两个杯子", Unknown),
            ("我有个小店", Retailer),
            ("直播带货找货源", Online),
            ("市教育局要采购书包", Institution),
            ("镇上开了个小卖铺", Retailer),
            ("I want toys for my shop", Retailer),
            ("结婚用的马克杯88个", Individual),
            ("专业代运营,让您的店铺订单翻倍", Unknown),
        ],
        |text| desk.reads_need(text).customer_type,
    );
}
