#!/usr/bin/env python3
"""Makes area_codes.csv, mobile_cities.txt and mobile_prefixes.bin, which phone_areas.rs reads.

Source:  PyPI phonenumbers 9.0.43, phonenumbers/geodata (Google's libphonenumber, its Chinese
         place names of +86)
Licence: Apache-2.0
Made:    2026-11-25

    pip download phonenumbers==9.0.43 && unzip phonenumbers-9.0.43-*.whl -d wheel
    python3 phone_areas.py wheel

area_codes.csv has the area code without its 0 and the divisions that share it, the one that it
is named by first. mobile_prefixes.bin has one big-endian word of 32 bits for each run of
seven-digit prefixes of one city: above the distance of its first prefix from 1300000 (20 bits),
below the line of the city in mobile_cities.txt counted from 1, or 0 for no city (12 bits).
Names are matched with divisions.csv and renames.csv; what matches nothing is printed and left out.
"""
import pathlib
import sys

sys.path.insert(0, sys.argv[1])
from phonenumbers.geodata import GEOCODE_DATA  # noqa: E402

HERE = pathlib.Path(__file__).parent
KINDS = ["维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "地区", "省", "市", "盟", "县", "区"]
PEOPLES = ["朝鲜族", "土家族", "苗族", "侗族", "布依族", "藏族", "羌族", "彝族", "白族", "傣族", "壮族", "景颇族",
           "傈僳族", "哈尼族", "回族", "柯尔克孜", "蒙古", "哈萨克", "蒙古族"]
# As the source spells it, and as it is.
SPELLED = {"株州": "株洲"}
# Codes given up when a city joined its neighbour's (0378 in 2013, 0732 and 0733 in 2009, 0910 in
# 2006, 0410 and 0413 in 2011); old signs and cards still have them.
GIVEN_UP = {"378": "410200", "732": "430300", "733": "430200", "910": "610400", "410": "211200", "413": "210400"}


def short(name):
    for kind in KINDS:
        if name.endswith(kind) and len(name) - len(kind) >= 2:
            name = name[: -len(kind)]
            break
    while True:
        cut = next((p for p in PEOPLES if name.endswith(p) and len(name) - len(p) >= 2), None)
        if cut is None:
            return name
        name = name[: -len(cut)]


divisions = dict(line.split(",") for line in (HERE / "divisions.csv").read_text("utf-8").split())
provinces = {short(name): code for code, name in divisions.items() if code.endswith("0000")}
renamed = {}
for line in (HERE / "renames.csv").read_text("utf-8").splitlines():
    if not line.startswith("#"):
        old, code, _ = line.split(",")
        renamed[old] = code
below = {}
# Cities after districts, so that a name means the city.
for code, name in sorted(divisions.items(), key=lambda item: item[0].endswith("00")):
    if not code.endswith("0000"):
        below[code[:2], short(name)] = code


def codes_of(text):
    """The divisions of `江苏省南京市` or `广西壮族自治区南宁市、崇左市`."""
    if not text:
        return []
    province = next((name for name in provinces if text.startswith(name)), None)
    if province is None:
        return []
    code, rest = provinces[province], text[len(province):]
    for kind in KINDS:
        rest = rest.removeprefix(kind)
    if not rest:
        return [code]
    found = []
    for name in rest.split("、"):
        known = renamed.get(name) or below.get((code[:2], SPELLED.get(short(name), short(name))))
        if known is None:
            print("no division:", text, name)
        elif known not in found:
            found.append(known)
    return found


names = {key[2:]: value.get("zh") for key, value in GEOCODE_DATA.items() if key.startswith("86")}
areas = {}
for key, text in sorted(names.items()):
    # Longer keys repeat the area code before hotlines; 1… but 10 are mobile numbers. Two digits
    # that begin with 3 to 9 stand for the only area code with them (58 for 580).
    if key == "10" or (not key.startswith("1") and len(key) in ((2,) if key.startswith("2") else (2, 3))):
        areas[key] = codes_of(text)
lines = [f"{key},{' '.join(codes)}\n" for key, codes in areas.items() if codes]
lines += [f"{key},{code}\n" for key, code in GIVEN_UP.items() if not areas.get(key)]
(HERE / "area_codes.csv").write_text("".join(lines), "utf-8")

cache, cities, words, last = {}, [], [], 0
for prefix in range(1_300_000, 2_000_000):
    text = next((names[key] for end in (7, 6, 5, 4, 3) if (key := str(prefix)[:end]) in names), None)
    if text not in cache:
        found = codes_of(text)
        # Several cities, or only a province: no single city to tell.
        cache[text] = found[0] if len(found) == 1 else None
    city = cache[text]
    if city is not None and city not in cities:
        cities.append(city)
    number = 0 if city is None else cities.index(city) + 1
    if number != last:
        words.append((prefix - 1_300_000) << 12 | number)
        last = number
(HERE / "mobile_cities.txt").write_text("".join(f"{city}\n" for city in cities), "utf-8")
(HERE / "mobile_prefixes.bin").write_bytes(b"".join(word.to_bytes(4, "big") for word in words))
print(len(lines), "area codes,", len(cities), "cities,", len(words), "runs of prefixes")
