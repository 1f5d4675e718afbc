"""Files of all types, codecs and encodings, and whether copies of them are equal.

    identity.py make DIR             writes the files
    identity.py check IN OUT HOW     prints what differs between the files of two folders, a line each;
                                     HOW is `copied` where every column must be as it was to the byte,
                                     `written` where columns of texts may be encoded anew
    identity.py harm IN DIR          writes copies of a file to which one thing each has happened
"""

import datetime
import decimal
import json
import os
import random
import sys
import uuid

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

import compare
import raw

ROWS = 300
# What pyarrow 26 cannot write; a version that can is to be tested with it.
UNWRITABLE = {"run_end", "union", "interval", "dictionary_view"}


def values(rng):
    """A column of every type that has one, by name."""
    when = datetime.datetime(2031, 5, 17, 4, 30, 15, 123456)
    days = [when.date() + datetime.timedelta(days) for days in range(ROWS)]
    moments = [when + datetime.timedelta(minutes=minute) for minute in range(ROWS)]
    words = ["", "plain", "\u00e9t\u00e9", "\U0001f600", "a\0b", "\ufeff", "tab\tand\nline", "x" * 300]
    texts = [f"{rng.choice(words)} {number}" if number % 7 else words[number % 8] for number in range(ROWS)]
    blobs = [rng.randbytes(number % 40) for number in range(ROWS)]
    numbers = [rng.randrange(-100, 100) for _ in range(ROWS)]
    floats = [rng.uniform(-1e9, 1e9) for _ in range(ROWS - 5)]
    floats += [float("nan"), float("inf"), float("-inf"), -0.0, 5e-324]
    halves = [float(number) / 4 for number in numbers]

    def holes(values, share=4):
        return [None if number % share == 1 else value for number, value in enumerate(values)]

    def array(values, kind):
        return pa.array(holes(values), kind)

    columns = {
        "bool": array([number % 2 == 0 for number in numbers], pa.bool_()),
        "null": pa.nulls(ROWS),
        "float16": array(halves, pa.float16()),
        "float32": array(halves, pa.float32()),
        "float64": array(floats, pa.float64()),
        "float64_required": pa.array(floats, pa.float64()),
        "date32": array(days, pa.date32()),
        "date64": array(days, pa.date64()),
        "time32_s": array([moment.time().replace(microsecond=0) for moment in moments], pa.time32("s")),
        "time64_us": array([moment.time() for moment in moments], pa.time64("us")),
        "time64_ns": array([moment.time() for moment in moments], pa.time64("ns")),
        "binary": array(blobs, pa.binary()),
        "large_binary": array(blobs, pa.large_binary()),
        "binary_view": array(blobs, pa.binary_view()),
        "fixed": array([rng.randbytes(7) for _ in range(ROWS)], pa.binary(7)),
        "string": array(texts, pa.string()),
        "string_required": pa.array(texts, pa.string()),
        "string_all_null": pa.nulls(ROWS, pa.string()),
        "string_all_empty": pa.array([""] * ROWS),
        "large_string": array(texts, pa.large_string()),
        "string_view": array(texts, pa.string_view()),
        "json": array([json.dumps({"n": number}) for number in numbers], pa.json_()),
        "uuid": array([uuid.UUID(int=rng.getrandbits(128)).bytes for _ in range(ROWS)], pa.uuid()),
        "bool8": array([number % 2 for number in numbers], pa.bool8()),
        "opaque": array(texts, pa.opaque(pa.string(), "xml", "nobody")),
        "tensor": pa.ExtensionArray.from_storage(
            pa.fixed_shape_tensor(pa.float32(), [2]),
            pa.array([[1.0, half] for half in halves], pa.list_(pa.float32(), 2)),
        ),
    }
    for bits in (8, 16, 32, 64):
        columns[f"int{bits}"] = array(numbers, getattr(pa, f"int{bits}")())
        unsigned = [abs(number) + 2 ** (bits - 1) for number in numbers]
        columns[f"uint{bits}"] = array(unsigned, getattr(pa, f"uint{bits}")())
    for unit in ("s", "ms", "us", "ns"):
        columns[f"timestamp_{unit}"] = array(moments, pa.timestamp("us")).cast(pa.timestamp(unit), safe=False)
        columns[f"zoned_{unit}"] = columns[f"timestamp_{unit}"].cast(pa.timestamp(unit, "Europe/Berlin"))
        columns[f"duration_{unit}"] = array(numbers, pa.duration(unit))
    for name, digits, kind in (
        ("decimal32", 5, pa.decimal32(7, 2)),
        ("decimal64", 12, pa.decimal64(14, 2)),
        ("decimal128", 30, pa.decimal128(32, 2)),
        ("decimal256", 60, pa.decimal256(62, 2)),
    ):
        scaled = [decimal.Decimal(rng.randrange(10**digits)).scaleb(-2, decimal.Context(80)) for _ in range(ROWS)]
        columns[name] = array(scaled, kind)
    columns |= nested(rng, holes, texts, numbers)
    return columns


def nested(rng, holes, texts, numbers):
    """Columns of lists, structs, maps and dictionaries."""
    few = [rng.choice(["red", "green", "blue"]) for _ in range(ROWS)]
    lists = holes([holes(rng.sample(texts, number % 4), 3) for number in range(ROWS)])
    pairs = holes([{"a": text, "b": number} for text, number in zip(texts, numbers)])
    deep = holes(
        [
            [{"who": text, "parts": [{"to": {"n": [number], "t": text}}, None]}] * (number % 3)
            for text, number in zip(texts, numbers)
        ]
    )
    deep_type = pa.list_(
        pa.struct(
            {
                "who": pa.string(),
                "parts": pa.list_(
                    pa.struct({"to": pa.struct({"n": pa.list_(pa.int64()), "t": pa.string()})})
                ),
            }
        )
    )
    maps = holes([[(text, number), (text + "!", None)] for text, number in zip(texts, numbers)])
    coded = pa.array(few).dictionary_encode()
    return {
        "list": pa.array(lists, pa.list_(pa.string())),
        "large_list": pa.array(lists, pa.large_list(pa.string())),
        "list_view": pa.array(lists, pa.list_view(pa.string())),
        "list_of_ints": pa.array(holes([[number] * (number % 3) for number in numbers]), pa.list_(pa.int32())),
        "fixed_list": pa.array(holes([[text, None] for text in texts]), pa.list_(pa.string(), 2)),
        "list_of_lists": pa.array(holes([[[number], []] for number in numbers]), pa.list_(pa.list_(pa.int16()))),
        "struct": pa.array(pairs, pa.struct({"a": pa.string(), "b": pa.int64()})),
        "struct_required": pa.array(
            [{"a": text} for text in texts], pa.struct([pa.field("a", pa.string(), nullable=False)])
        ),
        "map": pa.array(maps, pa.map_(pa.string(), pa.int64())),
        "map_of_lists": pa.array(
            holes([[(number, [text])] for text, number in zip(texts, numbers)]),
            pa.map_(pa.int32(), pa.list_(pa.string())),
        ),
        "deep": pa.array(deep, deep_type),
        "dictionary": pa.array(holes(few)).dictionary_encode(),
        "dictionary_int8": coded.cast(pa.dictionary(pa.int8(), pa.large_string())),
        "dictionary_ordered": pa.DictionaryArray.from_arrays(
            coded.indices, coded.dictionary, ordered=True
        ),
        "dictionary_of_ints": pa.array(numbers).dictionary_encode(),
        "dictionary_of_bytes": coded.cast(pa.dictionary(pa.int32(), pa.binary())),
        "list_of_dictionaries": pa.ListArray.from_arrays(
            pa.array(range(ROWS + 1), pa.int32()), coded
        ),
    }


def everything(rng):
    """A table with all columns, field ids, and metadata of schema and fields."""
    columns = values(rng)
    fields = []
    for number, (name, column) in enumerate(columns.items()):
        metadata = {"PARQUET:field_id": str(1000 + 7 * number)} if number % 3 else {}
        if number % 2:
            metadata |= {"unit": "none", "comment": f"column number {number}"}
        required = name.endswith("_required")
        fields.append(pa.field(name, column.type, nullable=not required, metadata=metadata or None))
    return pa.Table.from_arrays(list(columns.values()), schema=pa.schema(fields, {"origin": "made up"}))


def texts_and_numbers(rng, rows=ROWS):
    """A small table for what does not depend on types."""
    return pa.table(
        {
            "n": list(range(rows)),
            "text": [f"{rng.choice(['here', 'there'])} {number // 3}" for number in range(rows)],
            "long": [("word " * (number % 50)) or None for number in range(rows)],
            "tags": [["a", None, f"b{number % 5}"][: number % 4] for number in range(rows)],
            "ratio": [number / 7 for number in range(rows)],
        }
    )


KNOWN_KEYS = {
    "pandas": json.dumps(
        {
            "index_columns": [{"kind": "range", "name": None, "start": 0, "stop": 300, "step": 1}],
            "column_indexes": [],
            "columns": [
                {"name": "n", "field_name": "n", "pandas_type": "int64", "numpy_type": "int64", "metadata": None}
            ],
            "creator": {"library": "pyarrow", "version": "26.0.1"},
            "pandas_version": "3.0.0",
        }
    ),
    "huggingface": json.dumps(
        {"info": {"features": {"text": {"dtype": "string", "_type": "Value"}, "tags": [{"dtype": "string"}]}}}
    ),
    "org.apache.spark.version": "4.1.0",
    "org.apache.spark.sql.parquet.row.metadata": json.dumps(
        {
            "type": "struct",
            "fields": [{"name": "n", "type": "long", "nullable": True, "metadata": {"comment": "a number"}}],
        }
    ),
    "empty": "",
    "geo": "{\"version\": \"1.1.0\",\t\"columns\": {}}",
}


def write_all(folder):
    rng = random.Random(4)
    table, small = everything(rng), texts_and_numbers(rng)

    def write(name, table, **options):
        pq.write_table(table, os.path.join(folder, name + ".parquet"), **options)

    # Lists of dictionaries that are none in the pages are what pyarrow cannot read.
    without = table.drop_columns("list_of_dictionaries")
    for number, codec in enumerate(["none", "snappy", "gzip", "brotli", "lz4", "zstd"]):
        for version in ("1.0", "2.0"):
            has_dictionaries = (number + int(version[0])) % 2 == 0
            write(
                f"all-{codec}-v{version[0]}",
                table if has_dictionaries else without,
                compression=codec,
                data_page_version=version,
                use_dictionary=has_dictionaries,
                row_group_size=[64, 300, 1000][number % 3],
                write_page_index=number % 2 == 0,
                write_page_checksum=number % 3 == 0,
            )
    write("all-indexed-and-filtered", table, write_page_index=True, data_page_size=512, bloom_filter_options={
        name: {"ndv": 300, "fpp": 0.01} for name in ("string", "int64", "fixed", "large_string")
    })
    write("old", table, version="1.0", use_deprecated_int96_timestamps=True, use_compliant_nested_type=False)
    write("without-arrow-schema", table, store_schema=False)
    write("decimals-as-integers", table.select(["decimal32", "decimal64", "string"]), store_decimal_as_integer=True)
    codecs = dict(zip(small.column_names, ["zstd", "gzip", "none", "brotli", "snappy"]))
    codecs["tags.list.element"] = codecs.pop("tags")
    write("codec-for-each-column", small, compression=codecs)
    for encoding in ("PLAIN", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"):
        of = {
            "text": encoding,
            "long": encoding,
            "tags.list.element": encoding,
            "n": "DELTA_BINARY_PACKED",
            "ratio": "BYTE_STREAM_SPLIT",
        }
        for version in ("1.0", "2.0"):
            write(
                f"encoding-{encoding}-v{version[0]}",
                small,
                use_dictionary=False,
                column_encoding=of,
                data_page_version=version,
            )
    write("split", table.select(["float32", "int32", "fixed", "text"][:3]), use_dictionary=False, use_byte_stream_split=True)
    # The dictionary is given up in the middle of the column.
    write("dictionary-too-large", small, dictionary_pagesize_limit=64, data_page_size=256, write_batch_size=8)
    write("many-pages", small, data_page_size=64, write_batch_size=4, write_page_index=True)
    write("no-statistics", small, write_statistics=False)
    write("one-row", small.slice(5, 1))
    write("one-row-groups", small, row_group_size=1)
    write("no-rows", table.slice(0, 0))
    write("known-keys", small.replace_schema_metadata(KNOWN_KEYS))
    write("sorted", small, sorting_columns=[pq.SortingColumn(0), pq.SortingColumn(1, True, True)])
    write("no-columns", small.select([]))
    path = os.path.join(folder, "uneven.parquet")
    with pq.ParquetWriter(path, small.schema) as writer:
        for start, rows in ((0, 1), (1, 7), (8, 0), (8, 250), (258, 42)):
            writer.write_table(small.slice(start, rows))
    path = os.path.join(folder, "no-row-groups.parquet")
    pq.ParquetWriter(path, table.schema).close()
    path = os.path.join(folder, "written-by-nobody.parquet")
    pq.write_table(small, path)
    raw.File(path).forge(path, lambda footer: footer.pop(6))
    odd_offsets(folder, small)
    old_statistics(folder, small)
    legacy_lists(folder, small)
    others(folder, small)
    unwritable()


def old_statistics(folder, small):
    """Ends of columns as they were before their order was declared: in other fields, of signed bytes."""
    path = os.path.join(folder, "old-statistics.parquet")
    pq.write_table(small, path)

    def change(footer):
        footer.pop(7)
        for group in raw.items(footer, 4):
            for chunk in raw.items(group, 1):
                stats = raw.get(chunk, 3, 12)
                stats[1], stats[2] = stats.pop(5), stats.pop(6)
                stats.pop(7), stats.pop(8)

    raw.File(path).forge(path, change)


def odd_offsets(folder, small):
    """Old writers have no place for a dictionary that is there, or 0 for one that is not."""
    for name, has_dictionaries in (("dictionary-at-zero", False), ("dictionary-unsaid", True)):
        path = os.path.join(folder, name + ".parquet")
        pq.write_table(small, path, use_dictionary=has_dictionaries, row_group_size=100)

        def change(footer):
            for group in raw.items(footer, 4):
                for chunk in raw.items(group, 1):
                    meta = raw.get(chunk, 3)
                    if has_dictionaries:
                        meta[9] = meta.pop(11)
                    else:
                        meta[11] = (raw.I64, 0)

        raw.File(path).forge(path, change)
        assert pq.read_table(path).equals(small)


def legacy_lists(folder, small):
    """Lists of two levels, as old writers made them: the same chunks under another schema."""
    element = pa.field("element", pa.string(), nullable=False)
    required = pa.schema([pa.field("a", pa.list_(element)), pa.field("b", pa.list_(element), nullable=False)])
    lists = [["x", f"y {number % 9}"][: number % 3] for number in range(ROWS)]
    table = pa.Table.from_arrays([pa.array(lists, kind) for kind in required.types], schema=required)
    path = os.path.join(folder, "lists-of-two-levels.parquet")
    pq.write_table(table, path, store_schema=False)

    def two_levels(footer):
        kind, schema = footer[2][1]
        # root, a, list, element, b, list, element: without the groups in the middle; `b` is a bare
        # repeated field, as protocol buffers have them.
        array, bare = dict(schema[3]), dict(schema[6])
        array[3] = (raw.I32, 2)
        array[4] = (raw.BINARY, b"array")
        bare[3] = (raw.I32, 2)
        bare[4] = (raw.BINARY, b"b")
        group = dict(schema[1])
        group[5] = (raw.I32, 1)
        footer[2] = (raw.LIST, (kind, [schema[0], group, array, bare]))
        for group in raw.items(footer, 4):
            for chunk, path in zip(raw.items(group, 1), ([b"a", b"array"], [b"b"])):
                raw.get(chunk, 3)[3] = (raw.LIST, (raw.BINARY, path))

    raw.File(path).forge(path, two_levels)
    read = pq.read_table(path)
    assert read.column("a").to_pylist() == lists and read.column("b").to_pylist() == lists


def others(folder, small):
    """What DuckDB and Polars write."""
    def copy(columns, name, options):
        rows = small  # DuckDB looks for tables among the variables of this function
        path = os.path.join(folder, f"duckdb-{name}.parquet").replace("'", "''")
        duckdb.sql(f"copy (select {columns} from rows) to '{path}' ({options})")

    columns = """*, map {text: n} as pairs, uuid() as id, n::hugeint as huge, 'x'::blob as blob,
        date '2031-05-17' + n::int as day, interval 3 day as span, null::varchar as nothing,
        case n % 3 when 0 then 'x' else 'y' end::enum('x', 'y') as choice"""
    copy(columns, "v2", "parquet_version v2, codec zstd, row_group_size 2048, kv_metadata {note: 'none'}")
    copy("*", "fields", "field_ids {n: 3, text: 9}, codec lz4_raw")
    frame = pl.from_arrow(small).with_columns(
        pl.col("text").cast(pl.Categorical).alias("category"), pl.struct("n", "text").alias("both")
    )
    for codec in ("zstd", "uncompressed"):
        path = os.path.join(folder, f"polars-{codec}.parquet")
        frame.write_parquet(path, compression=codec, row_group_size=100, metadata={"note": "none"})


def unwritable():
    """Holds the list of types that are left out to what pyarrow says."""
    coded = pa.array(["a"]).dictionary_encode()
    for name, array in {
        "run_end": lambda: pa.array(["a"], pa.run_end_encoded(pa.int32(), pa.string())),
        "union": lambda: pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array(["a"])]),
        "interval": lambda: pa.array([(1, 2, 3)], pa.month_day_nano_interval()),
        "dictionary_view": lambda: pa.DictionaryArray.from_arrays(
            coded.indices, coded.dictionary.cast(pa.string_view())
        ),
    }.items():
        try:
            pq.write_table(pa.table({"a": array()}), pa.BufferOutputStream())
        except pa.ArrowNotImplementedError:
            continue
        raise AssertionError(f"{name} can be written now and wants a test")


def differences(one, other, copied):
    """All that differs between two files."""
    before, after = raw.File(one), raw.File(other)
    yield from compare.footers(before, after)
    yield from compare.sortings(before, after, copied)
    texts = {
        column
        for _, column, chunk in before.chunks()
        if not copied and raw.get(chunk, 3, 1) == 6  # BYTE_ARRAY
    }
    columns = {column for _, column, _ in before.chunks()} - texts
    yield from compare.chunks(before, after, columns)
    yield from compare.tables(one, other)
    yield from compare.lies(other)


def check(before, after, how):
    names = sorted(os.listdir(before))
    written = sorted(name for name in os.listdir(after) if name != "_SUCCESS")
    if written != names:
        print(f"files: {names} became {written}")
        return
    for name in names:
        paths = os.path.join(before, name), os.path.join(after, name)
        try:
            for difference in differences(*paths, how == "copied"):
                print(f"{name}: {difference[:2000]}".replace("\n", "\n    "))
        except (pa.ArrowException, AssertionError, ValueError, OSError) as error:
            print(f"{name}: cannot be read: {error}")


def harm(path, folder):
    """Each harm is a file of its own, named for what [`check`] must say of it."""
    table = pq.read_table(path)
    options = {"row_group_size": 100}

    def write(name, table, **more):
        pq.write_table(table, os.path.join(folder, name), **(options | more))

    def forge(name, change):
        raw.File(os.path.join(folder, "nothing")).forge(os.path.join(folder, name), change)

    write("nothing", table)
    write("rows of row groups", table, row_group_size=150)
    write("codec", table, compression="zstd")
    write("bytes of row group", table, use_dictionary=False)
    write("keys", table.replace_schema_metadata({}))
    changed = {**table.schema.metadata, b"note": b"another"}
    write("value of key b'note'", table.replace_schema_metadata(changed))
    fields = [field.with_metadata({"PARQUET:field_id": "5"}) for field in table.schema]
    write("schema", table.cast(pa.schema(fields, table.schema.metadata)))
    ratio = table.schema.get_field_index("ratio")
    write("values of column ratio", table.set_column(ratio, "ratio", pa.array([0.5] * len(table))))
    text = table.schema.get_field_index("text")
    large = table.set_column(text, "text", table.column("text").cast(pa.large_string()))
    write("Arrow schema", large)
    sorting = [pq.SortingColumn(0)]
    write("sorting", table, sorting_columns=sorting)
    write("come from nowhere", table, write_page_index=True)
    forge("created_by", lambda footer: footer.update({6: (raw.BINARY, b"somebody else")}))

    def wrong_nulls(footer):
        stats = raw.get(raw.items(raw.items(footer, 4)[1], 1)[text], 3, 12)
        stats[3] = (raw.I64, 7)

    def wrong_ends(footer):
        stats = raw.get(raw.items(raw.items(footer, 4)[1], 1)[text], 3, 12)
        stats[5] = stats[6]

    forge("7 nulls of text", wrong_nulls)
    forge("least and greatest value", wrong_ends)


def check_harms(folder):
    """Prints for each harm whether it was seen."""
    for name in sorted(os.listdir(folder)):
        paths = os.path.join(folder, "nothing"), os.path.join(folder, name)
        found = list(differences(*paths, True))
        seen = any(name in difference for difference in found) if name != "nothing" else not found
        if not seen:
            print(f"{name}: {found}")


def main():
    command, *arguments = sys.argv[1:]
    if command == "make":
        write_all(*arguments)
    elif command == "check":
        check(*arguments)
    else:
        folder = arguments[0]
        table = texts_and_numbers(random.Random(1)).replace_schema_metadata({"note": "one", "more": "two"})
        path = os.path.join(folder, "nothing")
        pq.write_table(table, path)
        harm(path, folder)
        check_harms(folder)


if __name__ == "__main__":
    main()
