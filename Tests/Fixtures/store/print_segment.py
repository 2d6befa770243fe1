"""print_segment.py SEGMENT: prints what a segment holds, as SegmentText does."""
import sys

from segment import blocks

(files, commits, _), found = blocks(open(sys.argv[1], "rb").read())
print(f"files {files[0]}...{files[1]} commits {commits[0]}...{commits[1]}")
for number, (leaf, parts, rows) in enumerate(found):
    names = ", ".join(f"{count} of file {file}" for file, count in parts)
    print(f"block {number}: {names}; leaf {leaf[0]}")
    for row in rows:
        print(*row)
