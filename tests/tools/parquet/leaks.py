"""Canaries in all places of a Parquet file that can hold text, and the search for them.

    leaks.py make DIR          writes the files
    leaks.py search PATH...    prints a line `place TAB file TAB where` for each canary in each view of the
                               files, which are searched as bytes and as Parquet
    leaks.py places            prints the places whose canaries a search of the files that were made finds

A canary is an e-mail address whose name stands nowhere else.
"""

import base64
import json
import os
import re
import string
import sys
import urllib.parse

import pyarrow as pa
import pyarrow.parquet as pq

import bloom
import raw

# Where canaries stand. Those of the second list are dropped by the writer: that they are not found in
# its files says that they cannot leak out of them.
PLACES = """
    value required nullable long in_list in_struct map_key map_value role in_json escaped_json dictionary
    dictionary_unused dictionary_in_list only_row last_row view large least greatest page_statistics
    column_index bloom_filter stale_least stale_greatest stale_old_least stale_old_greatest
    key_value key_value_json key_value_base64 key_name schema_only_in_arrow pandas_index pandas_column
    huggingface_label huggingface_feature spark_comment field_metadata field_metadata_name
    nested_field_metadata list_element_metadata map_value_metadata extension_metadata copied_column_metadata
    column_chunk_metadata stray_before_footer description
""".split()
DROPPED = ["under_null", "under_null_list", "behind_slice"]


def core(place):
    """Letters only, so that no search stops in the middle of a name, and none in another."""
    number = (PLACES + DROPPED).index(place)
    return f"qvx{string.ascii_lowercase[number // 26]}{string.ascii_lowercase[number % 26]}z"


def mail(place):
    return f"{core(place)}@example.com"


def columns():
    """The table, by columns: three rows, but for what needs its own."""
    text = pa.string()
    unused = pa.DictionaryArray.from_arrays(pa.array([0, 2, None], pa.int32()), pa.array(["a", mail("dictionary_unused"), mail("dictionary")]))
    in_list = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0], pa.int32()), pa.array([mail("dictionary_in_list"), "b"]))
    hidden = f"shown{mail('under_null')}last"
    offsets = pa.array([0, 5, len(hidden) - 4, len(hidden)], pa.int32())
    # The second value is null, and its bytes are there.
    nulls = pa.Array.from_buffers(text, 3, [pa.py_buffer(b"\x05"), offsets.buffers()[1], pa.py_buffer(hidden.encode())])
    under = pa.array(["a", mail("under_null_list"), "b"])
    null_list = pa.ListArray.from_arrays(pa.array([0, 1, 2, 3], pa.int32()), under, mask=pa.array([False, True, False]))
    sliced = pa.array([mail("behind_slice"), "a", "b", "c"]).slice(1)
    made = {
        "text": pa.array([f"to {mail('value')}", "nothing", "none"]),
        "nullable": pa.array([None, mail("nullable"), None]),
        "long": pa.array(["word " * 9000 + mail("long"), "", "x"]),
        "tags": pa.array([["a", mail("in_list")], [], None]),
        "address": pa.array([{"to": {"mail": mail("in_struct")}}, None, {"to": None}]),
        "pairs": pa.array([[(mail("map_key"), "a"), ("b", mail("map_value"))], [], None], pa.map_(text, text)),
        "messages": pa.array([[{"role": mail("role"), "content": "a"}], None, []]),
        "arguments": pa.array([json.dumps({"to": mail("in_json")}), json.dumps({"to": mail("escaped_json")}).replace("@", "\\u0040"), None]),
        "coded": unused,
        "coded_list": pa.ListArray.from_arrays(pa.array([0, 1, 2, 3], pa.int32()), in_list),
        "view": pa.array([mail("view") + " and more", None, "a"], pa.string_view()),
        "large": pa.array([None, None, mail("large")], pa.large_string()),
        "ends": pa.array([f"!{mail('least')}", "m", f"~{mail('greatest')}"]),
        "paged": pa.array([mail("page_statistics"), "n", "o"]),
        "indexed": pa.array(["n", "o", mail("column_index")]),
        "filtered": pa.array(["n", mail("bloom_filter"), "o"]),
        "last": pa.array(["n", "o", mail("last_row")]),
        "nulls": nulls,
        "null_list": null_list,
        "sliced": sliced,
        "stale": pa.array(["a", "b", "c"]),
        "opaque": pa.ExtensionArray.from_storage(pa.opaque(text, "xml", mail("extension_metadata")), pa.array(["a", "b", None])),
        "number": pa.array([1.5, 2.5, None]),
    }
    return made


def table():
    made = columns()
    fields = {name: pa.field(name, column.type) for name, column in made.items()}

    def note(field, place):
        return field.with_metadata({"note": f"by {mail(place)}"})

    fields["text"] = note(fields["text"], "field_metadata").with_metadata(
        {"note": mail("field_metadata"), mail("field_metadata_name"): "x", "PARQUET:field_id": "5"}
    )
    fields["number"] = note(fields["number"], "copied_column_metadata")
    inner = pa.struct([note(pa.field("mail", pa.string()), "nested_field_metadata")])
    fields["address"] = pa.field("address", pa.struct([pa.field("to", inner)]))
    fields["tags"] = pa.field("tags", pa.list_(note(pa.field("element", pa.string()), "list_element_metadata")))
    value = note(pa.field("value", pa.string()), "map_value_metadata")
    fields["pairs"] = pa.field("pairs", pa.map_(pa.string(), value))
    metadata = {
        "note": f"ask {mail('key_value')}",
        "settings": json.dumps({"owner": {"name": mail("key_value_json")}}),
        "packed": base64.b64encode(f"written by {mail('key_value_base64')}".encode()).decode(),
        mail("key_name"): "x",
        "pandas": json.dumps(
            {
                "index_columns": [{"kind": "range", "name": mail("pandas_index"), "start": 0, "stop": 3, "step": 1}],
                "columns": [{"name": "text", "metadata": {"source": mail("pandas_column")}}],
                "pandas_version": "3.0.0",
            }
        ),
        "huggingface": json.dumps(
            {
                "info": {
                    "features": {"text": {"dtype": "string", "_type": "Value"}, "by": {"names": ["x", mail("huggingface_label")], "_type": "ClassLabel"}},
                    "description": mail("huggingface_feature"),
                }
            }
        ),
        "org.apache.spark.sql.parquet.row.metadata": json.dumps(
            {"type": "struct", "fields": [{"name": "text", "type": "string", "nullable": True, "metadata": {"comment": mail("spark_comment")}}]}
        ),
        "ARROW:description": mail("description"),
    }
    arrays = [column.cast(fields[name].type) if name in ("address", "tags", "pairs") else column for name, column in made.items()]
    return pa.Table.from_arrays(arrays, schema=pa.schema(list(fields.values()), metadata))


def forged(path, places):
    """Puts into a file what no writer would: places that only a footer made by hand has."""
    file = raw.File(path)

    def change(footer):
        for pair in raw.items(footer, 5):
            if raw.get(pair, 1) == b"ARROW:schema":
                schema = pa.ipc.read_schema(pa.BufferReader(base64.b64decode(raw.get(pair, 2))))
                more = {**(schema.metadata or {}), b"gone": mail("schema_only_in_arrow").encode()}
                schema = schema.with_metadata(more)
                pair[2] = (raw.BINARY, base64.b64encode(schema.serialize().to_pybytes()))
        for group in raw.items(footer, 4):
            for chunk in raw.items(group, 1):
                name = raw.get(chunk, 3, 3)[1][0]
                if name == b"stale":
                    stats = raw.get(chunk, 3, 12)
                    for number, place in {
                        1: "stale_old_greatest",
                        2: "stale_old_least",
                        5: "stale_greatest",
                        6: "stale_least",
                    }.items():
                        stats[number] = (raw.BINARY, mail(place).encode())
                if name == b"number":
                    pair = {1: (raw.BINARY, b"by"), 2: (raw.BINARY, mail("column_chunk_metadata").encode())}
                    raw.get(chunk, 3)[8] = (raw.LIST, (raw.STRUCT, [pair]))

    # What stands before the footer moves nothing that has an offset.
    start = file.start
    stray = f"by {mail('stray_before_footer')}".encode()
    file.data = file.data[:start] + stray + file.data[start:]
    file.start += len(stray)
    file.forge(path, change)


def make(folder):
    whole = table()
    options = {"bloom_filter_options": {"filtered": {"ndv": 10, "fpp": 0.001}}}
    for number, codec in enumerate(["none", "snappy", "zstd"]):
        path = os.path.join(folder, f"{codec}.parquet")
        pq.write_table(
            whole,
            path,
            compression=codec,
            use_dictionary=number != 1 or ["coded", "coded_list"],
            data_page_version=["1.0", "2.0", "1.0"][number],
            write_page_index=number > 0,
            row_group_size=100,
            **options,
        )
        forged(path, PLACES)
    plain = pa.table({"text": [mail("only_row")], "required": [mail("required")]})
    plain = plain.cast(pa.schema([("text", pa.string()), pa.field("required", pa.string(), nullable=False)]))
    texts = {"text": "DELTA_BYTE_ARRAY", "required": "DELTA_LENGTH_BYTE_ARRAY"}
    pq.write_table(plain, os.path.join(folder, "one.parquet"), use_dictionary=False, column_encoding=texts)


def decoded(data):
    """What runs of base 64 are, wherever they begin."""
    for run in re.finditer(rb"[A-Za-z0-9+/]{24,}", data):
        run = run.group()
        for start in range(4):
            part = run[start:]
            yield base64.b64decode(part[: len(part) // 4 * 4])


def views(path):
    """(name, bytes) of everything that a file is."""
    with open(path, "rb") as file:
        data = file.read()
    yield "bytes", data
    yield "base 64", b"\n".join(decoded(data))
    yield "name", urllib.parse.unquote(path).encode()
    if not data.startswith(raw.MAGIC):
        return
    file = raw.File(path)
    for group, column, chunk in file.chunks():
        for header, _, page in file.pages(chunk):
            kind = {0: "data page", 2: "dictionary page", 3: "data page"}[raw.get(header, 1)]
            yield f"{kind} of row group {group}, column {column}", page
    for kind, start, end in file.indexes():
        yield kind, file.data[start:end]
    for pair in raw.items(file.footer, 5):
        yield "key-value metadata", b"\n".join(raw.get(pair, number) or b"" for number in (1, 2))
        if raw.get(pair, 1) == b"ARROW:schema":
            schema = pa.ipc.read_schema(pa.BufferReader(base64.b64decode(raw.get(pair, 2))))
            shown = schema.to_string(show_field_metadata=True, show_schema_metadata=True, truncate_metadata=False)
            yield "Arrow schema", shown.encode()
    read = pq.ParquetFile(path)
    for group in range(read.num_row_groups):
        yield f"values of row group {group}", json.dumps(read.read_row_group(group).to_pylist(), default=str).encode()


def filters(path):
    """Canaries that a Bloom filter of the file knows."""
    file = raw.File(path)
    for _, column, chunk in file.chunks():
        for place in PLACES:
            if bloom.knows(file, chunk, mail(place).encode()):
                yield place, f"Bloom filter of column {column}"


def search(paths):
    files = []
    for path in paths:
        if os.path.isdir(path):
            files += [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
        else:
            files.append(path)
    for path in sorted(files):
        for view, data in views(path):
            data = data.lower()
            for place in PLACES + DROPPED:
                name = core(place)
                if name.encode() in data or name.encode("utf-16-le") in data:
                    yield place, path, view
        if path.endswith(".parquet"):
            for place, view in filters(path):
                yield place, path, view


def main():
    command, *arguments = sys.argv[1:]
    if command == "make":
        make(*arguments)
    elif command == "places":
        print("\n".join(sorted(PLACES)))
    else:
        for found in search(arguments):
            print("\t".join(found))


main()
