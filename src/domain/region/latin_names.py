#!/usr/bin/env python3
"""Makes latin_names.csv (name,code): the divisions in Latin letters (汉语拼音), without what kind
of place they are.

Source:  divisions.csv beside it, read out by PyPI pypinyin 0.53.0
Licence: MIT (Copyright 2016 mozillazg and others)
Made:    2026-11-25

    pip download pypinyin==0.53.0 && unzip pypinyin-0.53.0-*.whl -d wheel
    python3 latin_names.py wheel

Left out: names that nicknames.csv has already, those of less than five letters, and those that
are English words. A name whose syllables could run together gets a second form: xi'an.
"""
import pathlib
import sys

sys.path.insert(0, sys.argv[1])
from pypinyin import lazy_pinyin  # noqa: E402

HERE = pathlib.Path(__file__).parent
KINDS = ["特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "新区", "省", "市", "盟", "县", "区", "旗"]
PEOPLES = ["维吾尔", "壮族", "回族", "朝鲜族", "土家族", "苗族", "侗族", "布依族", "藏族", "羌族", "彝族", "白族", "傣族", "景颇族", "傈僳族", "哈尼族",
           "柯尔克孜", "蒙古族", "蒙古", "哈萨克", "瑶族", "满族", "黎族", "畲族", "各族"]
ENGLISH = {"dangling", "shanty", "congee", "nanny", "lingo", "mango", "chair", "canal", "longan", "tangle", "changing", "singing", "hanging",
           "banging", "pinging", "ninja", "panda", "china", "shine", "mainline", "dashing", "guide", "donge", "banan", "bange", "gashi"}


def short(name):
    for kind in KINDS:
        if name.endswith(kind) and len(name) - len(kind) >= 2:
            name = name[: -len(kind)]
            break
    else:
        return name
    while kind.startswith("自治") and (cut := next((p for p in PEOPLES if name.endswith(p) and len(name) - len(p) >= 2), None)):
        name = name[: -len(cut)]
    return name


known = {line.split(",")[0] for line in (HERE / "nicknames.csv").read_text("utf-8").splitlines()}
lines = []
for row in (HERE / "divisions.csv").read_text("utf-8").split():
    code, name = row.split(",")
    # Read one by one, 都 becomes dou and 曾 ceng; in names of places they are du and zeng.
    spelled = lazy_pinyin(short(name), v_to_u=True)
    spelled = [{"都": "du", "曾": "zeng"}.get(c, part) for c, part in zip(short(name), spelled)]
    syllables = [part.replace("ü", "v").replace("lve", "lue") for part in spelled]
    latin = "".join(syllables)
    if len(latin) < 5 and latin != "xian" or latin in known or latin in ENGLISH or not latin.isascii():
        continue
    forms = [] if latin == "xian" else [latin]
    if any(part[0] in "aoe" for part in syllables[1:]):
        forms.append(syllables[0] + "".join(("'" if part[0] in "aoe" else "") + part for part in syllables[1:]))
    lines += [f"{form},{code}\n" for form in forms]
(HERE / "latin_names.csv").write_text("".join(lines), "utf-8")
print(len(lines), "names")
