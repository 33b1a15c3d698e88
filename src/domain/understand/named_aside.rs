//! A product that is only named aside: what something else is for or like, or what is seen to.

use super::wish_words::FILLERS;

/// Before a product and its 的: something holds or serves it.
const HOLDS: [&str; 12] = [
    "装", "放", "挂", "盛", "夹", "擦", "洗", "存放", "摆放", "收纳", "搭配", "固定",
];

/// Before a product: only a likeness.
const LIKE: [&str; 6] = ["像", "类似", "好像", "跟", "和", "就像"];

/// Behind a product: something else goes with it.
const GOES_WITH: [&str; 9] = [
    "用的",
    "配套的",
    "搭配的",
    "专用的",
    "包装用",
    "外包装",
    "上面印",
    "里面放",
    "里用的",
];

/// Behind a product: it has been seen to.
const SETTLED: [&str; 21] = [
    "已经订",
    "已经买",
    "已经下单",
    "已经采购",
    "已订",
    "已买",
    "已下单",
    "下过单",
    "买好了",
    "订好了",
    "够用",
    "还够",
    "还有库存",
    "还有很多",
    "还有一堆",
    "还没卖完",
    "还没用完",
    "备齐",
    "齐了",
    "那个单子已经",
    "有存货",
];

/// `装雨伞的袋子`, `跟雨伞配套的手提袋`, `像保温杯那样的`: only says what the other is for or like.
pub(super) fn is_measure_of_other(before: &str, after: &str) -> bool {
    let (before, after) = (before.trim_end(), after.trim_start());
    let holds = after.starts_with('的') && HOLDS.iter().any(|verb| before.ends_with(verb));
    let like = LIKE.iter().any(|word| before.ends_with(word))
        && ["那样", "一样", "那种材质", "差不多"]
            .iter()
            .any(|word| after.starts_with(word));
    holds || like || GOES_WITH.iter().any(|word| after.starts_with(word))
}

/// `毛巾已经订了`, `雨伞还够用`: seen to, and not wished for now.
pub(super) fn is_settled(after: &str) -> bool {
    let mut rest = after.trim_start();
    for _ in 0..3 {
        if let Some(word) = SETTLED.iter().find(|word| rest.starts_with(**word)) {
            return !rest[word.len()..].contains(['吗', '么', '?']);
        }
        let Some(filler) = FILLERS.iter().find(|filler| rest.starts_with(**filler)) else {
            return false;
        };
        rest = &rest[filler.len()..];
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::understand::talk_tests::check;

    #[test]
    fn what_something_else_is_for_or_like() {
        check(&[
            ("跟雨伞配套的手提袋500个", "- | 手提袋 | 500个 | 1000"),
            ("装保温杯的手提袋1000个", "- | 手提袋 | 1000个 | 2000"),
            ("放雨伞的架子", "- | - | - | -"),
            ("挂毛巾的杆子", "- | - | - | -"),
            ("保温杯包装用的气泡膜", "- | - | - | -"),
            ("冲茶壶用的过滤网", "- | - | - | -"),
            ("家里用的毛巾", "- | 毛巾 | - | -"),
            ("厨房里用的垃圾袋", "- | 垃圾袋 | - | -"),
        ]);
    }

    #[test]
    fn what_is_seen_to() {
        check(&[
            ("保温杯已经订了,还差毛巾", "- | 毛巾 | - | -"),
            ("雨伞暂时够用,毛巾缺货", "- | 毛巾 | - | -"),
            ("毛巾那个单子已经下了,现在问下拖把", "- | 拖把 | - | -"),
            ("牙刷还有库存吗", "- | 牙刷 | - | -"),
            ("保温杯已经下单,什么时候发货", "- | 保温杯 | - | -"),
        ]);
    }
}
