"""Files of several row groups, for runs that are killed between them.

    resume.py large DIR MEGABYTES    large.parquet: texts of that size in 40 row groups, some of them not UTF-8;
                                     what is scrubbed holds `qvx` or is a mail address
    resume.py kinds DIR              a file for each kind of column, page, index, filter and writer
"""

import os
import random
import sys

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

import identity

GROUPS = 40


def large(folder, megabytes):
    rng = random.Random(1)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randrange(2, 11))) for _ in range(5000)]
    texts, size = [], 0
    while size < int(megabytes) << 20:
        number = len(texts)
        text = " ".join(rng.choices(words, k=40)) + f" user{number}@example.com" * (number % 10 == 0)
        # As a careless writer leaves them: cut within a letter.
        texts.append(text.encode() + b"\xc3" * (number % 500 == 7))
        size += len(texts[-1])
    rows = range(len(texts))
    names = [b"\xff broken" if number % 400 == 3 else b"name %d" % (number % 30) for number in rows]
    table = pa.table(
        {
            "n": pa.array(rows, pa.int64()),
            "text": pa.array(texts, pa.binary()).view(pa.string()),
            "name": pa.array(names, pa.binary()).view(pa.string()),
            "tags": [[f"t{number % 7}", None][: number % 3] for number in rows],
            "mail": [f"qvx{number}@example.com" if number % 20 == 0 else None for number in rows],
            "ratio": [rng.random() for _ in rows],
        }
    ).replace_schema_metadata({"owner": "qvxowner@example.com", "version": "3"})
    pq.write_table(
        table,
        os.path.join(folder, "large.parquet"),
        row_group_size=-(-len(texts) // GROUPS),
        use_dictionary=["name", "n"],
        compression="zstd",
        write_page_index=True,
        bloom_filter_options={"ratio": {"ndv": 1000, "fpp": 0.01}, "text": {"ndv": 1000, "fpp": 0.01}},
    )


def kinds(folder):
    rng = random.Random(2)
    table = identity.everything(rng)
    without = table.drop_columns("list_of_dictionaries")
    small = identity.texts_and_numbers(rng, 20_000)

    def write(name, table, **options):
        pq.write_table(table, os.path.join(folder, name + ".parquet"), row_group_size=len(table) // 6, **options)

    for version in ("1.0", "2.0"):
        for has_index in (False, True):
            name = f"all-v{version[0]}" + "-indexed" * has_index
            write(name, without, data_page_version=version, write_page_index=has_index, use_dictionary=False)
    filters = {name: {"ndv": 300, "fpp": 0.01} for name in ("string", "int64", "fixed", "large_string")}
    write("filtered", table, write_page_index=True, data_page_size=512, bloom_filter_options=filters)
    write("old", table, version="1.0", use_deprecated_int96_timestamps=True, use_compliant_nested_type=False)
    write("without-statistics", table, write_statistics=False, store_schema=False)
    write("sorted", small, sorting_columns=[pq.SortingColumn(0)], write_page_index=True)
    write("encoded", small, use_dictionary=False, column_encoding={"text": "DELTA_BYTE_ARRAY", "n": "DELTA_BINARY_PACKED"})
    path = os.path.join(folder, "duckdb.parquet").replace("'", "''")
    duckdb.sql(f"copy (select * from small) to '{path}' (row_group_size 2048, parquet_version v2)")
    pl.from_arrow(small).write_parquet(os.path.join(folder, "polars.parquet"), row_group_size=3000)
    for name in os.listdir(folder):
        groups = pq.ParquetFile(os.path.join(folder, name)).num_row_groups
        assert groups >= 6, f"{name} has {groups}"


def main():
    command, *arguments = sys.argv[1:]
    {"large": large, "kinds": kinds}[command](*arguments)


main()
