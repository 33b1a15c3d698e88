//! How the characters sound that people type for those of a command's word. A table of the
//! few syllables of the commands; any other character sounds like nothing here.

/// Syllable and characters of that sound, in any tone.
const SYLLABLES: [(&str, &str); 29] = [
    ("bang", "帮幫邦棒榜绑傍磅膀谤浜梆"),
    ("zhu", "助住主注祝著筑猪珠朱竹煮株驻铸柱诸逐烛嘱贮蛀"),
    ("cha", "查察茶差插叉茬岔诧"),
    ("xun", "询詢寻训讯迅巡循逊旬勋熏殉汛"),
    ("wei", "为為位未喂味围委威微唯维伟卫尾危慰胃谓魏违"),
    ("shen", "什甚神深身申伸审婶肾渗慎沈"),
    ("me", "么麼麽"),
    ("zhuan", "转轉专赚砖撰传篆"),
    ("pai", "派排拍牌徘湃"),
    ("gong", "公工供功共攻宫弓恭巩拱贡躬龚"),
    ("hai", "海害还孩亥骇嗨"),
    ("ren", "认認人任忍仁刃韧"),
    ("ling", "领領零令灵另龄岭铃凌陵玲菱"),
    ("ju", "拒句据局剧居举具距巨聚俱锯惧菊橘"),
    ("jue", "绝絕决觉角爵掘诀嚼倔"),
    ("qing", "请請情清轻青庆晴倾顷氢"),
    ("jia", "假家加价架甲佳驾嫁夹嘉稼"),
    ("shang", "上商伤尚赏裳晌"),
    ("ban", "班办版半板般搬伴扮拌斑颁"),
    ("zhuang", "状狀装壮庄撞桩妆幢"),
    ("tai", "态態太台抬泰胎汰"),
    ("wo", "我握窝卧沃"),
    ("de", "的得地德"),
    ("que", "确確却缺雀鹊瘸"),
    ("qu", "取去区曲趣渠屈驱娶"),
    ("xiao", "消小笑校效销晓孝肖削萧霄"),
    ("xian", "线線现先县献限鲜闲嫌险显仙弦贤咸陷"),
    ("suo", "索所锁缩梭琐嗦唆"),
    ("lin", "林临邻淋琳磷"),
];

/// The sound of a text: syllables of its Chinese characters, everything else as it stands;
/// with zh, ch, sh as z, c, s and -ng as -n, which many do not tell apart.
pub(super) fn sound(chars: &[char]) -> String {
    let mut sound = String::new();
    for c in chars {
        match SYLLABLES.iter().find(|(_, all)| all.contains(*c)) {
            Some((syllable, _)) => sound.push_str(syllable),
            None => sound.push(*c),
        }
    }
    for (one, other) in [("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n")] {
        sound = sound.replace(one, other);
    }
    sound
}
