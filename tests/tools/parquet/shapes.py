"""Tables of random shapes, each as Parquet and as JSONL, and whether both are scrubbed alike.

    shapes.py make DIR COUNT SEED    writes as many pairs of files, shape-N.parquet and shape-N.jsonl
    shapes.py check IN OUT           prints the cells that differ between the outputs of a pair
"""

import json
import os
import random
import re
import sys

import pyarrow as pa
import pyarrow.parquet as pq

import compare
import raw
from scrubbing import Maker, difference

ROWS = 40
PERSONAL = rb"qvx\d+"
# Of chats, calls and batches too, whose layout says what becomes of a field.
NAMES = """
    role content name text messages tool_calls tool_call_id id function arguments email phone notes metadata
    custom_id body input url key value list element item array a.b data type weight
""".split()


class Shape:
    """A random type, and random values of it."""

    def __init__(self, seed):
        self.rng, self.make = random.Random(seed), Maker(seed)

    def type(self, depth):
        rng = self.rng
        kind = rng.choice(["text"] * 4 + ["number", "truth"] + ["struct", "list", "map"] * 2 * (depth > 0))
        if kind == "struct":
            return self.struct(depth - 1, rng.randrange(1, 5))
        if kind == "list":
            element = pa.field("element", self.type(depth - 1), nullable=rng.random() < 0.8)
            return rng.choice([pa.list_, pa.list_, pa.large_list])(element)
        if kind == "map":
            value = pa.field("value", self.type(depth - 1), nullable=rng.random() < 0.8)
            return pa.map_(pa.string(), value)
        texts = [pa.string(), pa.string(), pa.large_string()]
        return {"text": rng.choice(texts), "number": pa.int64(), "truth": pa.bool_()}[kind]

    def struct(self, depth, count):
        names = self.rng.sample(NAMES, count)
        return pa.struct([pa.field(name, self.type(depth), nullable=self.rng.random() < 0.8) for name in names])

    def value(self, kind, nullable=True):
        rng = self.rng
        if nullable and rng.random() < 0.2:
            return None
        if pa.types.is_struct(kind):
            return {field.name: self.value(field.type, field.nullable) for field in kind}
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            field = kind.value_field
            return [self.value(field.type, field.nullable) for _ in range(rng.choice([0, 1, 1, 2, 5]))]
        if pa.types.is_map(kind):
            field = kind.item_field
            keys = {self.text() for _ in range(rng.choice([0, 1, 2, 4]))}
            return {key: self.value(field.type, field.nullable) for key in sorted(keys)}
        if pa.types.is_int64(kind):
            return rng.randrange(-1000, 1000)
        if pa.types.is_boolean(kind):
            return rng.random() < 0.5
        return self.text()

    def text(self):
        rng = self.rng
        choice = rng.randrange(8)
        if choice == 0:
            return rng.choice(["user", "assistant", "system", "tool"])
        if choice == 1:
            return self.make.json(rng.randrange(2))
        if choice == 2:
            return self.make.mail()
        return self.make.text() if choice < 7 else ""


def as_arrow(value, kind):
    """The value with its maps as pairs."""
    return with_maps(value, kind, lambda pairs: pairs)


def with_maps(value, kind, make):
    if value is None:
        return None
    if pa.types.is_struct(kind):
        return {field.name: with_maps(value[field.name], field.type, make) for field in kind}
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return [with_maps(item, kind.value_type, make) for item in value]
    if pa.types.is_map(kind):
        pairs = value.items() if isinstance(value, dict) else value
        return make([(key, with_maps(item, kind.item_type, make)) for key, item in pairs])
    return value


def make(folder, count, seed):
    for number in range(int(count)):
        shape = Shape(int(seed) * 10_000 + number)
        rng = shape.rng
        kind = shape.struct(4, rng.randrange(1, 7))
        rows = [shape.value(kind, nullable=False) for _ in range(ROWS)]
        path = os.path.join(folder, f"shape-{number:04}")
        with open(path + ".jsonl", "w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=rng.random() < 0.5) + "\n")
        columns = [pa.array([as_arrow(row[field.name], field.type) for row in rows], field.type) for field in kind]
        table = pa.Table.from_arrays(columns, schema=pa.schema(list(kind)))
        pq.write_table(
            table,
            path + ".parquet",
            row_group_size=rng.choice([7, 40]),
            compression=rng.choice(["none", "snappy", "zstd"]),
            use_dictionary=rng.random() < 0.5,
            data_page_version=rng.choice(["1.0", "2.0"]),
            data_page_size=rng.choice([64, 1 << 20]),
            write_batch_size=rng.choice([1, 5, 1024]),
            write_page_index=rng.random() < 0.5,
            use_compliant_nested_type=rng.random() < 0.7,
        )


def check(before, after):
    for name in sorted(name for name in os.listdir(before) if name.endswith(".parquet")):
        twin = os.path.join(after, name.replace(".parquet", ".jsonl"))
        path = os.path.join(after, name)
        schema = pq.read_schema(os.path.join(before, name))
        with open(twin, encoding="utf-8") as file:
            wanted = [json.loads(line) for line in file.read().split("\n") if line]
        groups = pq.ParquetFile(path)
        found = [row for group in range(groups.num_row_groups) for row in groups.read_row_group(group).to_pylist()]
        if len(wanted) != len(found):
            print(f"{name}: {len(found)} rows, and JSONL has {len(wanted)}")
            continue
        kind = pa.struct(list(schema))
        for number, (one, other) in enumerate(zip(wanted, found)):
            one = as_arrow(one, kind)
            if not compare.same(one, other):
                print(f"{name}, row {number}: {difference(one, other)}")
        for problem in compare.footers(raw.File(os.path.join(before, name)), raw.File(path)):
            print(f"{name}: {problem}")
        # A layout may keep what stands in an id; of all else nothing is left in any page.
        kept = set(re.findall(PERSONAL, json.dumps(wanted).encode()))
        file = raw.File(path)
        for group, column, chunk in file.chunks():
            for _, _, page in file.pages(chunk):
                left = set(re.findall(PERSONAL, page)) - kept
                if left:
                    print(f"{name}: {left} in row group {group}, column {column}")


def main():
    command, *arguments = sys.argv[1:]
    {"make": make, "check": check}[command](*arguments)


main()
