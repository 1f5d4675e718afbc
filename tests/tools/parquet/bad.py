"""Parquet files that cannot be scrubbed, each in its own way.

    bad.py make DIR             writes good.parquet and the bad ones
    bad.py flips DIR            writes copies of a file, each with one bit turned over
    bad.py withheld DIR         writes a file with texts that are no UTF-8
    bad.py check_withheld FILE  prints the rows that are not what becomes of it
    bad.py readable IN OUT      prints the files of OUT that cannot be read, or have other rows than those of IN

All of them hold `qvxbad`, which no message may show.
"""

import base64
import os
import random
import struct
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe

import raw


def rows(count=200):
    return pa.table(
        {
            "n": list(range(count)),
            "text": [f"to qvxbad{number}@example.com, qvxbad" for number in range(count)],
            "tags": [[f"qvxbad {number}", None][: number % 3] for number in range(count)],
        }
    )


class Keys(pe.KmsClient):
    """Wraps keys by their Base64: what is secret here does not matter."""

    def __init__(self, _):
        super().__init__()

    def wrap_key(self, key, _):
        return base64.b64encode(key)

    def unwrap_key(self, wrapped, _):
        return base64.b64decode(wrapped)


def encrypted(path, is_footer_plain):
    factory = pe.CryptoFactory(Keys)
    configuration = pe.EncryptionConfiguration(
        footer_key="footer", column_keys={"column": ["text"]}, plaintext_footer=is_footer_plain
    )
    properties = factory.file_encryption_properties(pe.KmsConnectionConfig(), configuration)
    table = rows()
    with pq.ParquetWriter(path, table.schema, encryption_properties=properties) as writer:
        writer.write_table(table)


def column(footer, name, group=0):
    """The column metadata of a column of a row group."""
    for chunk in raw.items(raw.items(footer, 4)[group], 1):
        if raw.get(chunk, 3, 3)[1][0] == name:
            return raw.get(chunk, 3)
    raise KeyError(name)


def make(folder):
    def write(name, data):
        with open(os.path.join(folder, name + ".parquet"), "wb") as file:
            file.write(data)

    good = os.path.join(folder, "good.parquet")
    pq.write_table(rows(), good, row_group_size=100, compression="snappy", write_page_checksum=True)
    file = raw.File(good)
    data, start = file.data, file.start
    write("zero-bytes", b"")
    write("magic-only", b"PAR1")
    write("two-magics", b"PAR1PAR1")
    write("page-of-an-error", b"<html><body>AccessDenied for qvxbad@example.com</body></html>\n")
    write("no-end", data[:-20])
    write("half", data[: len(data) // 2])
    write("no-footer", data[:start])
    write("long-footer", data[:-8] + struct.pack("<I", len(data) + 1) + b"PAR1")
    write("huge-footer", data[:-8] + struct.pack("<I", 0xFFFFFFFF) + b"PAR1")
    write("no-footer-length", data[:-8] + struct.pack("<I", 0) + b"PAR1")
    rng = random.Random(5)
    noise = rng.randbytes(file.length)
    write("noise-for-footer", data[:start] + noise + data[-8:])
    write("cut-footer", data[:start] + data[start : start + 40] + struct.pack("<I", 40) + b"PAR1")
    # The footer stands, and the pages before it are not all there.
    write("pages-cut", data[: start - 300] + data[start:])
    chunk = next(chunk for _, name, chunk in file.chunks() if name == 1)
    pages = [(at, raw.get(header, 3)) for header, at, _ in file.pages(chunk)]
    for name, (at, size) in zip(("dictionary", "data"), pages):
        flipped = bytearray(data)
        flipped[at + size // 2] ^= 16
        write(f"flipped-{name}-page", bytes(flipped))
    zeroed = bytearray(data)
    first, _ = file.extent(chunk)
    zeroed[first : first + 24] = bytes(24)
    write("no-page-header", bytes(zeroed))
    forgeries(folder, file)
    encrypted(os.path.join(folder, "encrypted.parquet"), False)
    encrypted(os.path.join(folder, "encrypted-plain-footer.parquet"), True)


def forgeries(folder, file):
    """Footers that say what is not so."""

    def forge(name, change):
        file.forge(os.path.join(folder, name + ".parquet"), change)

    def of_text(number, kind, value):
        return lambda footer: column(footer, b"text").update({number: (kind, value)})

    def at(offset):
        place = (raw.I64, offset)
        return lambda footer: column(footer, b"text").update({9: place, 11: place})

    forge("chunk-behind-the-end", at(len(file.data) * 2))
    forge("chunk-before-the-start", at(-4))
    forge("huge-chunk", of_text(7, raw.I64, 1 << 60))
    forge("negative-chunk", of_text(7, raw.I64, -1))
    forge("unknown-codec", of_text(4, raw.I32, 99))
    forge("lzo", of_text(4, raw.I32, 3))
    forge("other-codec", of_text(4, raw.I32, 6))
    forge("unknown-type", of_text(1, raw.I32, 42))
    forge("other-type", of_text(1, raw.I32, 1))

    def more_rows(footer):
        raw.items(footer, 4)[0][3] = (raw.I64, 150)
        footer[3] = (raw.I64, 250)

    def negative_rows(footer):
        raw.items(footer, 4)[0][3] = (raw.I64, -100)

    def huge_rows(footer):
        raw.items(footer, 4)[0][3] = (raw.I64, 1 << 62)
        for chunk in raw.items(raw.items(footer, 4)[0], 1):
            raw.get(chunk, 3)[5] = (raw.I64, 1 << 62)

    def column_less(footer):
        raw.items(footer, 4)[0][1] = (raw.LIST, (raw.STRUCT, raw.items(raw.items(footer, 4)[0], 1)[:-1]))

    def elsewhere(footer):
        raw.items(raw.items(footer, 4)[0], 1)[1][1] = (raw.BINARY, b"qvxbad.parquet")

    def children(count):
        def change(footer):
            raw.items(footer, 2)[0][5] = (raw.I32, count)

        return change

    def deep(footer):
        schema = raw.items(footer, 2)
        group = {3: (raw.I32, 1), 4: (raw.BINARY, b"g"), 5: (raw.I32, 1)}
        footer[2] = (raw.LIST, (raw.STRUCT, [schema[0]] + [dict(group) for _ in range(100_000)] + schema[1:]))

    def fewer_rows(footer):
        raw.items(footer, 4)[0][3] = (raw.I64, 60)
        footer[3] = (raw.I64, 160)

    def other_total(footer):
        footer[3] = (raw.I64, 150)

    forge("more-rows-than-there-are", more_rows)
    forge("fewer-rows-than-there-are", fewer_rows)
    forge("other-total-of-rows", other_total)
    forge("negative-rows", negative_rows)
    forge("huge-rows", huge_rows)
    forge("column-less", column_less)
    forge("chunk-in-another-file", elsewhere)
    forge("too-many-children", children(1000))
    forge("negative-children", children(-1))
    forge("deep-schema", deep)


def withheld(folder):
    """Texts that are none: two bytes of each other row are no UTF-8."""
    texts = [f"qvxbad{number}@example.com ".encode() + b"\xff\xfe" * (number % 2) for number in range(40)]
    required = pa.field("required", pa.binary(), nullable=False)
    schema = pa.schema([("n", pa.int64()), ("nullable", pa.binary()), required, ("tags", pa.list_(pa.binary()))])
    columns = [list(range(40)), texts, texts, [[b"a", text] for text in texts]]
    table = pa.Table.from_arrays([pa.array(*pair) for pair in zip(columns, schema.types)], schema=schema)
    path = os.path.join(folder, "withheld.parquet")
    pq.write_table(table, path, row_group_size=15, store_schema=False)

    def is_text(footer):
        for element in raw.items(footer, 2):
            if raw.get(element, 1) == 6:
                element[6] = (raw.I32, 0)

    raw.File(path).forge(path, is_text)


def check_withheld(path):
    """Prints which cells are not what they should be."""
    text = "<EMAIL_ADDRESS> "
    for number, row in enumerate(pq.read_table(path).to_pylist()):
        is_bad = number % 2
        wanted = {
            "n": number,
            "nullable": None if is_bad else text,
            "required": "<WITHHELD>" if is_bad else text,
            "tags": ["a", None if is_bad else text],
        }
        if row != wanted:
            print(f"row {number}: {row}")


def flips(folder):
    """Bits of the data and of the footer, in files of several codecs without checksums."""
    rng, path = random.Random(8), os.path.join(folder, "whole.parquet")
    for codec in ("none", "snappy", "zstd"):
        pq.write_table(rows(60), path, row_group_size=30, compression=codec, use_dictionary=codec != "zstd")
        with open(path, "rb") as file:
            data = file.read()
        for number in range(int(os.environ.get("FLIPS", "60"))):
            flipped = bytearray(data)
            flipped[rng.randrange(4, len(data) - 4)] ^= 1 << rng.randrange(8)
            with open(os.path.join(folder, f"{codec}-{number:03}.parquet"), "wb") as file:
                file.write(flipped)
    os.remove(path)


def readable(before, after):
    for name in sorted(os.listdir(after)):
        try:
            rows_after = len(pq.read_table(os.path.join(after, name)))
        except (pa.ArrowException, OSError) as error:
            try:
                pq.read_table(os.path.join(before, name))
            except (pa.ArrowException, OSError):
                continue  # a column that was copied with its damage
            print(f"{name}: cannot be read: {error}")
            continue
        try:
            rows_before = pq.read_metadata(os.path.join(before, name)).num_rows
        except (pa.ArrowException, OSError):
            continue
        if rows_after != rows_before:
            print(f"{name}: {rows_before} rows became {rows_after}")


def main():
    command, *arguments = sys.argv[1:]
    {
        "make": make,
        "flips": flips,
        "readable": readable,
        "withheld": withheld,
        "check_withheld": check_withheld,
    }[command](*arguments)


main()
