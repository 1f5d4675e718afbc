"""The two ends of real_text.sh.

    real_text.py pack LINES < files.tsv > text.jsonl   blocks of lines, as records
    real_text.py tell FOLDER > table.md                counts; FOLDER/places.tsv to be read
"""

import collections
import gzip
import hashlib
import json
import pathlib
import sys

BLOCK_LINES = 40
# One long table is not the text of many authors.
MAX_LINES_A_FILE = 2_000
MAX_LINE = 2_000
# Shares of the lines; what one kind lacks the others fill.
SHARES = {"log": 0.1, "document": 0.45, "source": 1.0}
# What such text honestly holds: dates, links and the addresses of its authors.
HONEST = ("DATE_TIME", "URL", "EMAIL_ADDRESS", "DOMAIN_NAME")


def pack(wanted):
    files = collections.defaultdict(list)
    for line in sys.stdin:
        kind, path = line.rstrip("\n").split("\t", 1)
        files[kind].append(path)
    written, seen = 0, set()
    for kind, share in SHARES.items():
        limit = written + (wanted - written) * share
        # In an order that mixes packages and stays the same.
        for path in sorted(files[kind], key=lambda path: hashlib.sha256(path.encode()).digest()):
            lines = read(path, seen)
            left = MAX_LINES_A_FILE
            for at in range(0, len(lines), BLOCK_LINES):
                block = lines[at : at + BLOCK_LINES]
                record = {"id": f"{kind}\t{path}:{at + 1}", "text": "\n".join(block)}
                count = filled(block)
                if 0 < count <= left and written < limit:
                    print(json.dumps(record, ensure_ascii=False))
                    left -= count
                    written += count
            if written >= limit:
                break
    print(f"{written} lines", file=sys.stderr)


def read(path, seen):
    """Lines of a text file that was not read before; none of what is no UTF-8."""
    try:
        raw = pathlib.Path(path).read_bytes()
        if path.endswith(".gz"):
            raw = gzip.decompress(raw)
        text = raw.decode()
    except (OSError, EOFError, ValueError):
        return []
    digest = hashlib.sha256(raw).digest()
    if digest in seen or "\0" in text:
        return []
    seen.add(digest)
    return [line[:MAX_LINE] for line in text.split("\n")]


def filled(lines):
    """How many lines are not blank."""
    return sum(1 for line in lines if line.strip())


def tell(folder):
    counts = collections.Counter()
    lines = collections.Counter()
    places = []
    with open(folder / "text.jsonl") as texts, open(folder / "spans.jsonl") as found:
        for text, spans in zip(texts, found):
            record, spans = json.loads(text), json.loads(spans)["spans"]
            kind, place = record["id"].split("\t", 1)
            path, first = place.rsplit(":", 1)
            text = record["text"]
            lines[kind] += filled(text.split("\n"))
            for span in spans:
                start, end = span["start"], span["end"]
                counts[span["label"], kind] += 1
                number = int(first) + text.count("\n", 0, start)
                line = text[text.rfind("\n", 0, start) + 1 : (text + "\n").find("\n", end)]
                places.append(
                    (span["label"], span["score"], f"{path}:{number}", text[start:end], line)
                )
    with open(folder / "places.tsv", "w") as out:
        for place in sorted(places):
            cells = (str(cell).replace("\t", " ").replace("\n", "\\n") for cell in place)
            print("\t".join(cells), file=out)
    table(counts, lines)


def table(counts, lines):
    kinds = list(SHARES)
    total = sum(lines.values())
    print(f"{total} lines: " + ", ".join(f"{lines[kind]} of a {kind}" for kind in kinds) + ".")
    print("\n| entity | " + " | ".join(kinds) + " | all | in 1,000 lines |")
    print("|---" * (len(kinds) + 3) + "|")
    beyond = 0
    for entity in sorted({entity for entity, _ in counts}):
        row = [counts[entity, kind] for kind in kinds]
        beyond += 0 if entity in HONEST else sum(row)
        cells = " | ".join(map(str, row))
        print(f"| {entity} | {cells} | {sum(row)} | {sum(row) * 1000 / total:.3f} |")
    print(f"\nBeyond {', '.join(HONEST)}: {beyond} findings, {beyond * 1000 / total:.3f} in 1,000 lines.")


if __name__ == "__main__":
    if sys.argv[1] == "pack":
        pack(int(sys.argv[2]))
    else:
        tell(pathlib.Path(sys.argv[2]))
