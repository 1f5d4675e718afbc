"""Columns of which it is not plain whether they are to be searched.

    choices.py make DIR      writes all.parquet, and files whose columns have telling names
    choices.py show FILE     prints the rows as JSON, a line each; bytes are those of Latin-1
"""

import json
import os
import sys

import pyarrow as pa
import pyarrow.parquet as pq

# Made up, with right check digits.
CARDS = [4929720148362711, 4539148803436467]


def make(folder):
    bytes_of = ["to qvx1@example.com".encode(), b"\x00\xffqvx2@example.com"]
    columns = {
        "text": (pa.string(), True, ["to qvx0@example.com", None]),
        "blob": (pa.binary(), True, bytes_of),
        "note_blob": (pa.binary(), True, [b"by qvx3@example.com", None]),
        "fixed": (pa.binary(16), True, [b"qvx4@example.com", None]),
        "credit_card": (pa.int64(), True, CARDS),
        "card_required": (pa.int64(), False, CARDS),
        "n": (pa.int64(), True, CARDS),
        "count": (pa.int32(), True, [1, None]),
        "credit_card_float": (pa.float64(), True, [float(card) for card in CARDS]),
        "born": (pa.date32(), True, [10_000, None]),
    }
    schema = pa.schema([pa.field(name, kind, nullable=null) for name, (kind, null, _) in columns.items()])
    arrays = [pa.array(values, kind) for kind, _, values in columns.values()]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), os.path.join(folder, "all.parquet"))
    for name, column in (("mail", "qvxname@example.com"), ("date", "2031-05-17"), ("inner", "a")):
        inner = {"qvxname@example.com": 1}
        table = pa.table({column: [inner if name == "inner" else 1], "text": ["a"]})
        pq.write_table(table, os.path.join(folder, f"{name}.parquet"))


    says = [{"role": role, "content": "to qvx9@example.com"} for role in ("user", "assistant", None)]
    table = pa.table({"messages": [says, [], None], "text": ["by qvx9@example.com"] * 3})
    pq.write_table(table, os.path.join(folder, "chat.parquet"))


def show(path):
    for row in pq.read_table(path).to_pylist():
        print(json.dumps(row, default=lambda value: value.decode("latin-1") if isinstance(value, bytes) else str(value)))


def main():
    command, *arguments = sys.argv[1:]
    {"make": make, "show": show}[command](*arguments)


main()
