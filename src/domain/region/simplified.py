#!/usr/bin/env python3
"""Makes simplified.txt, the pairs of traditional and simplified characters used by folded.rs.

Source:  OpenCC's dictionary TSCharacters.txt as packed in PyPI opencc-python-reimplemented 0.1.7
Licence: Apache-2.0
Made:    2026-11-23

    pip download --no-deps --no-binary :all: opencc-python-reimplemented==0.1.7
    tar xzf opencc-python-reimplemented-0.1.7.tar.gz
    python3 simplified.py opencc-python-reimplemented-0.1.7/opencc/dictionary/TSCharacters.txt

Only pairs of which both take three bytes in UTF-8 are kept; the first reading is taken.
"""
import pathlib
import sys

pairs = {}
for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
    if "\t" not in line:
        continue
    old, new = line.split("\t")
    new = new.split()[0]
    if old != new and len(old.encode()) == 3 and len(new.encode()) == 3:
        pairs[old] = new
# A second step must change nothing, or a text folded twice would differ from one folded once.
pairs = {old: pairs.get(new, new) for old, new in pairs.items()}
out = pathlib.Path(__file__).with_name("simplified.txt")
out.write_text("".join(f"{old}{pairs[old]}\n" for old in sorted(pairs)), encoding="utf-8")
print(len(pairs), "pairs")
