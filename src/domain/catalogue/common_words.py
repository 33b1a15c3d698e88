#!/usr/bin/env python3
"""Makes common_words.bin, the words by which word_borders.rs tells where words end.

Source:  PyPI jieba 0.42.1, jieba/dict.txt (words of running Chinese text with their counts)
Licence: MIT (Copyright 2013 Sun Junyi)
Made:    2026-11-25

    pip download jieba==0.42.1 --no-deps --no-binary :all: && tar xzf jieba-0.42.1.tar.gz
    python3 common_words.py jieba-0.42.1/jieba/dict.txt

Kept are words of one to four ideographs from the plane U+4E00 to U+9FFF that are frequent enough
to matter at a border. Four tables one after the other, words of one character first; each begins
with its number of records (32 bits, big-endian) and holds sorted records of the word in UTF-8 and
one byte, the rarity: 8 times the natural logarithm of (all counts / its count), at most 255.
"""
import math
import pathlib
import sys

LEAST = {1: 100, 2: 40, 3: 60, 4: 100}
counts = {}
total = 0
for line in open(sys.argv[1], encoding="utf-8"):
    word, count, _ = line.split(" ")
    total += int(count)
    if all("\u4e00" <= c <= "\u9fff" for c in word) and int(count) >= LEAST.get(len(word), 1 << 60):
        counts[word] = int(count)
out = b""
for length in LEAST:
    words = sorted(word.encode() for word in counts if len(word) == length)
    out += len(words).to_bytes(4, "big")
    for word in words:
        rarity = min(255, round(8 * math.log(total / counts[word.decode()])))
        out += word + bytes([rarity])
pathlib.Path(__file__).with_name("common_words.bin").write_bytes(out)
print(len(counts), "words,", len(out), "bytes, of", total, "counted")
