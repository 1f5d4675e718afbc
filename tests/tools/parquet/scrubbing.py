"""The same records as JSONL and as Parquet files of many kinds, and whether they are scrubbed alike.

    scrubbing.py make DIR          writes rows.jsonl and the files that hold the same rows
    scrubbing.py check IN OUT      prints what is wrong with OUT, a line each
    scrubbing.py harm IN OUT DIR   writes copies of OUT to which one thing each has happened, and prints
                                   those that a check does not see

Each personal datum that has letters holds `qvx` and a number of its own: nothing of it may be left in any
page of an output.
"""

import collections
import datetime
import json
import os
import random
import sys

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

import compare
import raw

ROWS = 500
MARK = b"qvx"
MAPS = {"attributes", "phones"}
# What JSON has no type for, or what the policy keeps: equal to the byte.
COPIED = {"at", "price", "ratio", "payload", "kept", "flag", "embedding"}


class Maker:
    """Personal data, each used once."""

    def __init__(self, seed):
        self.rng, self.count = random.Random(seed), 0

    def mail(self):
        self.count += 1
        return f"qvx{self.count}@{self.rng.choice(['example.com', 'contoso.com', 'mail.example.org'])}"

    def card(self):
        digits = [4] + [self.rng.randrange(10) for _ in range(14)]
        doubled = [digit * 2 - 9 * (digit > 4) if at % 2 == 0 else digit for at, digit in enumerate(digits)]
        return int("".join(map(str, digits)) + str(-sum(doubled) % 10))

    def phone(self):
        return f"({self.rng.choice(['415', '212', '425'])}) 555-01{self.rng.randrange(100):02}"

    def iban(self):
        account = f"{self.rng.randrange(10**18):018}"
        return f"DE{98 - int(account + '131400') % 97:02}{account}"

    def secret(self):
        return "ssn 219-" + f"{self.rng.randrange(10, 99)}-{self.rng.randrange(1000, 9999)}"

    def datum(self):
        makers = [self.mail] * 4 + [self.phone, self.iban, self.secret, lambda: str(self.card())]
        return self.rng.choice(makers)()

    def text(self):
        """A sentence with nothing, one or some in it."""
        words = ["to", "und", "\u00fcber", "\U0001f600", "\u65e5\u672c\u8a9e", "\"quoted\"", "a\\b", "<b>", "line\nfeed", "tab\t"]
        parts = [self.rng.choice(words) for _ in range(self.rng.randrange(9))]
        for _ in range(self.rng.choice([0, 0, 1, 1, 2])):
            parts.insert(self.rng.randrange(len(parts) + 1), self.datum())
        return " ".join(parts)

    def json(self, level=1):
        """JSON in a string, escaped in more ways than are needed."""
        value = {"to": self.mail(), "n": self.rng.choice([1.5, self.card()]), "sub": [self.text(), None, True]}
        if level:
            value["inner"] = self.json(level - 1)
        text = json.dumps(value, ensure_ascii=self.rng.random() < 0.5)
        return text.replace("@", "\\u0040") if self.rng.random() < 0.5 else text


def rows(seed=3):
    make, rng = Maker(seed), random.Random(seed + 1)

    def maybe(value):
        return None if rng.random() < 0.15 else value

    few = [make.mail() if number % 2 else f"group {number}" for number in range(8)]
    made = []
    for number in range(ROWS):
        roles = ["system", "user", "assistant"][: rng.randrange(4)]
        made.append(
            {
                "id": number,
                "email": maybe(rng.choice([make.mail(), "", "none"])),
                "note": make.text(),
                "few": maybe(rng.choice(few)),
                "card": maybe(make.card() if number % 3 == 0 else number),
                "phone": maybe(4155550100 + rng.randrange(100)),
                "tags": maybe([maybe(make.text()) for _ in range(rng.randrange(4))]),
                "address": maybe(
                    {"city": maybe("Ulm"), "contact": maybe({"mail": maybe(make.mail()), "phone": maybe(make.phone())})}
                ),
                "attributes": maybe(
                    {(make.mail() if at % 2 else f"key {at}"): maybe(make.text()) for at in range(rng.randrange(5))}
                ),
                "phones": maybe({f"home {at}": [make.phone()] * at for at in range(rng.randrange(3))}),
                "messages": maybe([{"role": role, "content": maybe(make.text())} for role in roles]),
                "arguments": maybe(make.json()),
                "deep": maybe([maybe([{"x": maybe([make.text(), None])}] * rng.randrange(3)) for _ in range(2)]),
                "kept": maybe(make.text().replace("qvx", "stays")),
                "flag": maybe(number % 2 == 0),
                "ratio": maybe(number / 8),
            }
        )
    # What is long: in a page of its own, and next to it what is not.
    long = "".join(f"{'word ' * rng.randrange(1, 40)}{make.mail()} \U0001f600 " for _ in range(9000))
    made[7]["note"] = long[: 1 << 20]
    made[8]["tags"] = [long[1 << 20 :][:100_000], ""]
    made[9]["email"] = "\U0001f600" * 1000 + " " + make.mail()
    return made


def schema(text=pa.string(), sequence=pa.list_, flat=None, phone=pa.int64()):
    flat = flat or text
    contact = pa.struct({"mail": text, "phone": text})
    return pa.schema(
        [
            pa.field("id", pa.int64(), nullable=False, metadata={"PARQUET:field_id": "1"}),
            ("email", flat),
            pa.field("note", text, nullable=False, metadata={"PARQUET:field_id": "7"}),
            ("few", flat),
            ("card", pa.int64()),
            ("phone", phone),
            ("tags", sequence(text)),
            ("address", pa.struct({"city": text, "contact": contact})),
            ("attributes", pa.map_(pa.string(), text)),
            ("phones", pa.map_(pa.string(), pa.list_(text))),
            ("messages", sequence(pa.struct({"role": text, "content": text}))),
            ("arguments", text),
            ("deep", sequence(sequence(pa.struct({"x": sequence(text)})))),
            ("kept", flat),
            ("flag", pa.bool_()),
            ("ratio", pa.float64()),
        ]
    )


def table(made, schema):
    as_arrow = [
        {name: list(value.items()) if name in MAPS and value is not None else value for name, value in row.items()}
        for row in made
    ]
    columns = []
    for field in schema:
        values = [row[field.name] for row in as_arrow]
        if pa.types.is_dictionary(field.type):
            columns.append(pa.array(values, field.type.value_type).dictionary_encode())
        else:
            columns.append(pa.array(values, field.type))
    whole = pa.Table.from_arrays(columns, schema=schema)
    rng = random.Random(9)
    start = datetime.datetime(2031, 5, 17, tzinfo=datetime.timezone.utc)
    more = {
        "at": pa.array([start + datetime.timedelta(hours=hour) for hour in range(len(made))], pa.timestamp("us", "UTC")),
        "price": pa.array(range(len(made)), pa.decimal128(12, 0)).cast(pa.decimal128(14, 2)),
        "payload": pa.array([rng.randbytes(9) for _ in made], pa.binary()),
        "embedding": pa.array([[rng.random() for _ in range(3)] for _ in made], pa.list_(pa.float32(), 3)),
    }
    for name, column in more.items():
        whole = whole.append_column(name, column)
    return whole


def write_all(folder):
    made = rows()
    with open(os.path.join(folder, "rows.jsonl"), "w", encoding="utf-8") as file:
        for number, row in enumerate(made):
            file.write(json.dumps(row, ensure_ascii=number % 2 == 0) + "\n")

    def write(name, table, **options):
        pq.write_table(table, os.path.join(folder, name + ".parquet"), **{"row_group_size": 120} | options)

    plain = table(made, schema())
    write("plain", plain, write_page_index=True, data_page_size=4096, write_page_checksum=True)
    large = schema(pa.large_string(), pa.large_list, phone=pa.uint32())
    write("large", table(made, large), compression="zstd", data_page_version="2.0", use_dictionary=False)
    views = schema(flat=pa.string_view())  # nested ones are beyond pyarrow, and lists of views beyond Polars
    write("views", table(made, views), compression="gzip", row_group_size=70)
    coded = schema(flat=pa.dictionary(pa.int32(), pa.string()))
    filters = {name: {"ndv": 500, "fpp": 0.01} for name in ("email", "note", "few", "kept")}
    write("dictionaries", table(made, coded), compression="brotli", bloom_filter_options=filters)
    write("old", plain, compression="lz4", version="1.0", store_schema=False, use_compliant_nested_type=False)
    # Versions and builds of writers look like addresses and keys, and readers go by them.
    writer = b"parquet-mr version 1.10.99.7.1.7.0-551 (build 4f1e8c2ab30d975e6608b1d7c3a25f94e0b7d813)"
    path = os.path.join(folder, "old.parquet")
    raw.File(path).forge(path, lambda footer: footer.update({6: (raw.BINARY, writer)}))
    texts = {name: "DELTA_BYTE_ARRAY" for name in ("email", "note", "arguments", "kept")}
    write("delta", plain, compression="none", use_dictionary=False, column_encoding=texts, row_group_size=1000)
    path = os.path.join(folder, "duckdb.parquet").replace("'", "''")
    duckdb.sql(f"copy (select * from plain) to '{path}' (codec zstd, row_group_size 2048)")
    # Polars has no maps.
    pl.from_arrow(plain.drop_columns(sorted(MAPS))).write_parquet(os.path.join(folder, "polars.parquet"), row_group_size=100)


def cells(row, names):
    return {name: list(map(tuple, row[name].items())) if name in MAPS and row[name] is not None else row[name] for name in names}


def read_by_pyarrow(path):
    return pa.concat_tables(
        [pq.ParquetFile(path).read_row_group(group) for group in range(pq.read_metadata(path).num_row_groups)]
    ).to_pylist()


def read_by_duckdb(path):
    return duckdb.read_parquet(path).to_arrow_table().to_pylist()


def read_by_polars(path):
    made = pl.read_parquet(path).to_dicts()
    for row in made:
        for name in MAPS & set(row):
            if row[name] is not None:
                row[name] = list(row[name].items())
    return made


def difference(wanted, found):
    """The first place where two values differ, for messages."""
    if isinstance(wanted, dict) and isinstance(found, dict) and list(wanted) == list(found):
        for key in wanted:
            if not compare.same(wanted[key], found[key]):
                return f".{key}{difference(wanted[key], found[key])}"
    if isinstance(wanted, (list, tuple)) and isinstance(found, (list, tuple)) and len(wanted) == len(found):
        for at, (one, other) in enumerate(zip(wanted, found)):
            if not compare.same(one, other):
                return f"[{at}]{difference(one, other)}"
    return f" is {str(found)[:300]!r} and not {str(wanted)[:300]!r}"


def wrong_cells(wanted, path):
    """Cells that differ from those of the JSONL, and readers that read something else."""
    found = read_by_pyarrow(path)
    names = [name for name in wanted[0] if name in found[0]]
    if len(found) != len(wanted):
        yield f"{len(wanted)} rows became {len(found)}"
        return
    for number, (one, other) in enumerate(zip(wanted, found)):
        one, other = cells(one, names), {name: other[name] for name in names}
        for name in names:
            if not compare.same(one[name], other[name]):
                yield f"row {number}: {name}{difference(one[name], other[name])}"
    for reader in (read_by_duckdb, read_by_polars):
        theirs = reader(path)
        for number, (one, other) in enumerate(zip(found, theirs)):
            for name in names:
                if not compare.same(one[name], other[name]):
                    yield f"row {number}, {reader.__name__}: {name}{difference(one[name], other[name])}"
        if len(theirs) != len(found):
            yield f"{reader.__name__} has {len(theirs)} rows"


def marks(path):
    """Places in which something of a personal datum is left."""
    file = raw.File(path)
    if MARK in file.data:
        yield f"{MARK} at byte {file.data.index(MARK)}"
    for group, column, chunk in file.chunks():
        for header, at, page in file.pages(chunk):
            if MARK in page:
                yield f"{MARK} in a page of kind {raw.get(header, 1)} of row group {group}, column {column}"
        name = b".".join(raw.get(chunk, 3, 3)[1]).decode()
        if raw.get(chunk, 3, 14) is not None and name not in COPIED:
            yield f"a Bloom filter of {name}, row group {group}"


def problems(before, after, wanted):
    """All that is wrong with the output of a file."""
    yield from wrong_cells(wanted, after)
    yield from marks(after)
    one, other = raw.File(before), raw.File(after)
    yield from compare.footers(one, other)
    copied = {
        column for _, column, chunk in one.chunks() if raw.get(chunk, 3, 3)[1][0].decode() in COPIED
    }
    yield from compare.chunks(one, other, copied)
    yield from compare.lies(after)


def outcome(folder):
    with open(os.path.join(folder, "rows.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file.read().split("\n") if line]


def check(before, after):
    wanted = outcome(after)
    scrubbed = collections.Counter(
        name for old, new in zip(rows(), wanted) for name in old if old[name] != new[name]
    )
    for name in set(wanted[0]) - COPIED - {"id"}:
        if scrubbed[name] < 20:
            print(f"rows.jsonl: only {scrubbed[name]} cells of {name} were scrubbed: a weak test")
    if MARK.decode() in json.dumps(wanted):
        print("rows.jsonl: not all of it is scrubbed")
    names = sorted(name for name in os.listdir(before) if name.endswith(".parquet"))
    for name in names:
        paths = os.path.join(before, name), os.path.join(after, name)
        try:
            for problem in list(problems(*paths, wanted))[:20]:
                print(f"{name}: {problem}")
        except (pa.ArrowException, AssertionError, ValueError, OSError) as error:
            print(f"{name}: cannot be read: {type(error).__name__}: {error}")


def harm(folder):
    """An output that is made here, and what may be wrong with one."""
    made = rows()
    whole = table(made, schema())
    before = os.path.join(folder, "before")
    options = {"row_group_size": 120, "compression": "snappy"}
    pq.write_table(whole, before, **options)

    def clean(value):
        if isinstance(value, str):
            return value.replace("qvx", "xxx")
        if isinstance(value, dict):
            return {clean(key): clean(item) for key, item in value.items()}
        return list(map(clean, value)) if isinstance(value, list) else value

    wanted = [row | clean({name: row[name] for name in row if name not in COPIED}) for row in made]
    good = table(wanted, schema())
    at = good.schema.get_field_index

    def seen(words, table, **more):
        after = os.path.join(folder, "after")
        pq.write_table(table, after, **options | more)
        found = list(problems(before, after, wanted))
        if not (any(words in problem for problem in found) if words else not found):
            print(f"{words or 'a good one'}: {found[:3]}")

    seen("", good)
    swapped = good.take([1, 0, *range(2, ROWS)])
    seen("row 0: id is '1' and not '0'", swapped)
    seen("rows became", good.slice(1))
    leaky = pa.DictionaryArray.from_arrays(
        pa.array([0] * ROWS, pa.int32()), pa.array(["nothing", "qvx1@example.com"])
    )
    seen("in a page of kind 2", good.set_column(at("few"), "few", leaky))
    seen("bytes of row group 0, column", good, use_dictionary=False)
    seen("a Bloom filter of few", good, bloom_filter_options={"few": {"ndv": 9, "fpp": 0.1}})
    seen("at byte", good.replace_schema_metadata({"a": "qvx9@example.com"}))
    seen(".contact.mail is", good.set_column(at("address"), "address", whole.column("address")))


def main():
    command, *arguments = sys.argv[1:]
    {"make": write_all, "check": check, "harm": harm}[command](*arguments)


if __name__ == "__main__":
    main()
