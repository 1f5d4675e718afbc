"""A folder as people have them: JSONL, compressed or not, beside Parquet of several writers.

    folder.py make DIR        writes it; its files have the same rows, texts of which hold `qvx`
    folder.py check IN OUT    prints what is wrong with OUT, a line each
"""

import gzip
import json
import os
import sys

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

import compare
import raw

ROWS = 240
FILES = [
    "rows.jsonl",
    "packed/rows.jsonl.gz",
    "packed/rows.jsonl.zst",
    "data/train-00000-of-00002.parquet",
    "data/train-00001-of-00002.parquet",
    "data/test-00000-of-00001.parquet",
    "warehouse/duckdb.parquet",
    "warehouse/polars.parquet",
]
FEATURES = {
    "info": {
        "features": {
            "n": {"dtype": "int64", "_type": "Value"},
            "text": {"dtype": "string", "_type": "Value"},
            "image": {"_type": "Image"},
        }
    },
    "fingerprint": "8c3a91d05be7f264",
}


def rows():
    return [{"n": number, "text": f"write to qvx{number}@example.com or not, {number}"} for number in range(ROWS)]


def image(number):
    """As Hugging Face has them: bytes that nobody searches, and a path that may name somebody."""
    if number % 5 == 0:
        return None
    return {"bytes": b"\x89PNG\r\n\x1a\n" + bytes([number]) * 50, "path": f"scans/qvxpath{number}@example.com/page.png"}


def make(folder):
    for name in FILES:
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)

    def write(name, data):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)

    lines = b"".join(json.dumps(row).encode() + b"\n" for row in rows())
    write("rows.jsonl", lines)
    write("packed/rows.jsonl.gz", gzip.compress(lines))
    write("packed/rows.jsonl.zst", pa.Codec("zstd").compress(lines).to_pybytes())
    write("README.md", b"by qvxreadme@example.com\n")
    plain = pa.Table.from_pylist(rows())
    images = pa.array([image(number) for number in range(ROWS)], pa.struct({"bytes": pa.binary(), "path": pa.string()}))
    shards = plain.append_column("image", images).replace_schema_metadata({"huggingface": json.dumps(FEATURES)})
    for name in FILES[3:6]:
        pq.write_table(shards, os.path.join(folder, name), row_group_size=100)
    path = os.path.join(folder, FILES[6]).replace("'", "''")
    duckdb.sql(f"copy (select * from plain) to '{path}'")
    pl.from_arrow(plain).write_parquet(os.path.join(folder, FILES[7]), row_group_size=70)


def check(before, after):
    found = sorted(os.path.relpath(os.path.join(folder, name), after) for folder, _, names in os.walk(after) for name in names if name != "_SUCCESS")
    if found != sorted(FILES):
        print(f"files: {found}")
        return
    with open(os.path.join(after, "rows.jsonl"), encoding="utf-8") as file:
        wanted = [json.loads(line) for line in file]
    if wanted != [row | {"text": row["text"].replace(f"qvx{row['n']}@example.com", "<EMAIL_ADDRESS>")} for row in rows()]:
        print("rows.jsonl: is not scrubbed as it should be")
    for name in FILES[1:]:
        path = os.path.join(after, name)
        with open(path, "rb") as file:
            data = file.read()
        if name.endswith(".gz"):
            made = [json.loads(line) for line in gzip.decompress(data).splitlines()]
        elif name.endswith(".zst"):
            made = [json.loads(line) for line in pa.CompressedInputStream(pa.BufferReader(data), "zstd").read().splitlines()]
        else:
            made = pq.read_table(path).to_pylist()
            for problem in compare.footers(raw.File(os.path.join(before, name)), raw.File(path)):
                print(f"{name}: {problem}")
        for number, row in enumerate(made):
            wanted_image = image(number)
            if wanted_image:
                wanted_image["path"] = wanted_image["path"].replace(f"qvxpath{number}@example.com", "<EMAIL_ADDRESS>")
            if "image" in row and row.pop("image") != wanted_image:
                print(f"{name}: the image of row {number} is another one")
        if made != wanted:
            print(f"{name}: has other rows")


def main():
    command, *arguments = sys.argv[1:]
    {"make": make, "check": check}[command](*arguments)


main()
