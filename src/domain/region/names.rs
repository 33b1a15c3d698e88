//! The forms of a division's name.

/// Peoples in the names of autonomous places, longest first where one ends another; without 族.
const PEOPLES: [&str; 55] = [
    "柯尔克孜",
    "乌孜别克",
    "维吾尔",
    "哈萨克",
    "达斡尔",
    "塔吉克",
    "鄂温克",
    "鄂伦春",
    "俄罗斯",
    "塔塔尔",
    "蒙古",
    "布依",
    "朝鲜",
    "土家",
    "哈尼",
    "傈僳",
    "高山",
    "拉祜",
    "东乡",
    "纳西",
    "景颇",
    "仫佬",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "德昂",
    "保安",
    "裕固",
    "独龙",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
    "各",
    "回",
    "藏",
    "苗",
    "彝",
    "壮",
    "满",
    "侗",
    "瑶",
    "白",
    "傣",
    "黎",
    "佤",
    "畲",
    "水",
    "土",
    "羌",
    "怒",
];

/// Endings that say what kind of place it is, longest first where one ends another.
const KINDS: [&str; 16] = [
    "特别行政区",
    "行政委员会",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "特区",
    "新区",
    "省",
    "市",
    "盟",
    "县",
    "区",
    "旗",
];

/// The name without what kind of place it is and whose: `延边朝鲜族自治州` is `延边`, `义乌市` is
/// `义乌`. A name of which less than two characters would be left stays whole (`赵县`).
pub(super) fn short_name(name: &str) -> &str {
    // `井陉矿区` and `科尔沁左翼中旗` are called by nothing shorter.
    let parts = ["矿区", "前旗", "中旗", "后旗", "左旗", "右旗", "联合旗"];
    if parts.iter().any(|part| name.ends_with(part)) {
        return name;
    }
    let cut = KINDS
        .into_iter()
        .find_map(|kind| name.strip_suffix(kind).map(|rest| (kind, rest)));
    let Some((kind, rest)) = cut.filter(|(_, rest)| long_enough(rest)) else {
        return name;
    };
    if kind.starts_with("自治") {
        without_peoples(rest)
    } else {
        rest
    }
}

fn without_peoples(name: &str) -> &str {
    let mut name = name;
    loop {
        let next = PEOPLES.into_iter().find_map(|people| {
            let with_word = name
                .strip_suffix('族')
                .and_then(|rest| rest.strip_suffix(people));
            // Without 族 only the long names are safe to cut: 内蒙古 is no place called 内.
            let bare = || {
                (people.len() > 3)
                    .then(|| name.strip_suffix(people))
                    .flatten()
            };
            with_word.or_else(bare).filter(|rest| long_enough(rest))
        });
        match next {
            Some(rest) => name = rest,
            // `东乡族自治县` is 东乡.
            None => {
                return name
                    .strip_suffix('族')
                    .filter(|rest| long_enough(rest))
                    .unwrap_or(name);
            }
        }
    }
}

/// Further whole names in everyday use: `延边州`, `景宁县`, `广西自治区`.
pub(super) fn everyday_names(name: &str) -> Vec<String> {
    let short = short_name(name);
    let kinds: &[&str] = match () {
        () if name.ends_with("自治州") => &["州", "自治州"],
        () if name.ends_with("自治县") => &["县", "自治县"],
        () if name.ends_with("自治旗") => &["旗"],
        () if name.ends_with("自治区") => &["自治区", "省"],
        () => return Vec::new(),
    };
    kinds
        .iter()
        .map(|kind| format!("{short}{kind}"))
        .filter(|form| form != name)
        .collect()
}

fn long_enough(text: &str) -> bool {
    text.chars().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names() {
        let cases = [
            ("浙江省", "浙江"),
            ("义乌市", "义乌"),
            ("婺城区", "婺城"),
            ("浦东新区", "浦东"),
            ("赵县", "赵县"),
            ("内蒙古自治区", "内蒙古"),
            ("广西壮族自治区", "广西"),
            ("新疆维吾尔自治区", "新疆"),
            ("宁夏回族自治区", "宁夏"),
            ("延边朝鲜族自治州", "延边"),
            ("恩施土家族苗族自治州", "恩施"),
            ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
            ("双江拉祜族佤族布朗族傣族自治县", "双江"),
            ("积石山保安族东乡族撒拉族自治县", "积石山"),
            ("东乡族自治县", "东乡"),
            ("鄂温克族自治旗", "鄂温克"),
            ("鄂伦春自治旗", "鄂伦春"),
            ("隆林各族自治县", "隆林"),
            ("大兴安岭地区", "大兴安岭"),
            ("神农架林区", "神农架"),
            ("井陉矿区", "井陉矿区"),
            ("鄂托克前旗", "鄂托克前旗"),
            ("鄂托克旗", "鄂托克"),
            ("香港特别行政区", "香港"),
            ("城区", "城区"),
            ("锡林郭勒盟", "锡林郭勒"),
        ];
        for (name, short) in cases {
            assert_eq!(short_name(name), short, "{name}");
        }
        assert_eq!(everyday_names("延边朝鲜族自治州"), ["延边州", "延边自治州"]);
        assert_eq!(everyday_names("金华市"), Vec::<String>::new());
    }
}
