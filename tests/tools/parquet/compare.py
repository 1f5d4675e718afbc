"""What differs between two Parquet files, as sentences."""

import base64
import math

import pyarrow as pa
import pyarrow.parquet as pq

import raw

# Thrift fields of column metadata that say how a column looks, by name.
LOOKS = {1: "physical type", 3: "path", 4: "codec", 5: "number of values"}


def arrow_schema(value):
    """The schema that the value of the key `ARROW:schema` holds."""
    return pa.ipc.read_schema(pa.BufferReader(base64.b64decode(value)))


def metadata(file):
    """The key-value metadata as a list, since keys may come twice and in any order."""
    return [(raw.get(pair, 1), raw.get(pair, 2)) for pair in raw.items(file.footer, 5)]


def same(one, other):
    """Equality of Python values in which NaN is NaN and -0.0 is not 0.0."""
    if isinstance(one, float) and isinstance(other, float):
        if math.isnan(one) or math.isnan(other):
            return math.isnan(one) and math.isnan(other)
        return one == other and math.copysign(1, one) == math.copysign(1, other)
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def footers(one, other):
    """What the footers say of schema, metadata, row groups and columns; values are left alone."""
    for number, name in {1: "version", 3: "rows"}.items():
        if one.footer.get(number) != other.footer.get(number):
            yield f"{name}: {one.footer.get(number)} became {other.footer.get(number)}"
    # Readers that do not know an order do not use the statistics that are in it.
    orders = [[list(order) for order in raw.items(file.footer, 7)] for file in (one, other)]
    if orders[0] != orders[1]:
        yield f"orders: {orders[0]} became {orders[1]}"
    # Nobody is an empty name to writers that must have one.
    writers = [raw.get(file.footer, 6) or b"" for file in (one, other)]
    if writers[0] != writers[1]:
        yield f"created_by: {writers[0]} became {writers[1]}"
    yield from schemas(raw.items(one.footer, 2), raw.items(other.footer, 2))
    yield from key_values(metadata(one), metadata(other))
    groups = [raw.items(file.footer, 4) for file in (one, other)]
    rows = [[raw.get(group, 3) for group in of_file] for of_file in groups]
    if rows[0] != rows[1]:
        yield f"rows of row groups: {rows[0]} became {rows[1]}"
        return
    for (group, column, before), (_, _, after) in zip(one.chunks(), other.chunks()):
        for number, name in LOOKS.items():
            if raw.get(before, 3, number) != raw.get(after, 3, number):
                yield (
                    f"{name} of row group {group}, column {column}: "
                    f"{raw.get(before, 3, number)} became {raw.get(after, 3, number)}"
                )
    if other.stray():
        yield f"bytes that belong to nothing: {other.stray()}"


def schemas(before, after):
    """Elements of the schema that are not equal."""
    if len(before) != len(after):
        yield f"schema: {len(before)} elements became {len(after)}"
        return
    for at, (old, new) in enumerate(zip(before, after)):
        # The root is not repeated, whatever is said of it; times may have the old names of their types too.
        is_time = {7, 8} & set(raw.get(old, 10) or {})
        may_differ = [3] if at == 0 else [6] if is_time and 6 not in old else []
        for number in sorted(set(old) | set(new)):
            if number not in may_differ and old.get(number) != new.get(number):
                yield f"schema, {raw.get(old, 4)}, field {number}: {old.get(number)} became {new.get(number)}"


def statistics(chunk):
    """Without the ends in their old places, where they are in the new ones too, and without that the ends
    of numbers are exact, which those that are not cut always are.
    """
    told = dict(raw.get(chunk, 3, 12) or {})
    if 5 in told or 6 in told:
        told = {number: value for number, value in told.items() if number not in (1, 2)}
    is_text = raw.get(chunk, 3, 1) in (6, 7)
    for number in (7, 8):
        if number in told and not (is_text and told[number][1]):
            del told[number]
    return told


def key_values(before, after):
    if [key for key, _ in before] != [key for key, _ in after]:
        yield f"keys: {[key for key, _ in before]} became {[key for key, _ in after]}"
        return
    for (key, old), (_, new) in zip(before, after):
        if key == b"ARROW:schema":
            equal = arrow_schema(old).equals(arrow_schema(new), check_metadata=True)
        else:
            equal = old == new
        if not equal:
            yield f"value of key {key}: {old} became {new}"


def sortings(one, other, copied):
    """What the row groups say they are sorted by. Of texts that were written anew nothing is known, and of
    the columns behind them.
    """
    kinds = [raw.get(element, 1) for element in raw.items(one.footer, 2) if 1 in element]
    for group, (before, after) in enumerate(zip(raw.items(one.footer, 4), raw.items(other.footer, 4))):
        wanted, found = raw.items(before, 4), raw.items(after, 4)
        if not copied:
            is_text = [kinds[raw.get(by, 1)] == 6 for by in wanted] + [True]
            wanted = wanted[: is_text.index(True)]
        if wanted != found:
            yield f"sorting of row group {group}: {wanted} became {found}"


def chunks(one, other, columns=None):
    """Chunks, their statistics and their indexes that are not equal to the byte."""
    for (group, column, before), (_, _, after) in zip(one.chunks(), other.chunks()):
        if columns is not None and column not in columns:
            continue
        place = f"row group {group}, column {column}"
        if one.bytes_of(before) != other.bytes_of(after):
            yield f"bytes of {place} differ"
        for name, of in {
            "encodings": lambda chunk: set(raw.items(raw.get(chunk, 3), 2)),
            "statistics": statistics,
            "sizes": lambda chunk: raw.get(chunk, 3, 16),
        }.items():
            if of(before) != of(after):
                yield f"{name} of {place}: {of(before)} became {of(after)}"
        for name, offset, length in (
            ("column index", (6,), None),
            ("offset index", (4,), None),
            ("bloom filter", (3, 14), (3, 15)),
        ):
            old, new = raw.get(before, *offset), raw.get(after, *offset)
            if (old is None) != (new is None):
                yield f"{name} of {place}: {'lost' if new is None else 'come from nowhere'}"
            elif name == "column index" and old is not None:
                indexes = raw.Thrift(one.data, old).struct(), raw.Thrift(other.data, new).struct()
                if raw.meaning(raw.STRUCT, indexes[0]) != raw.meaning(raw.STRUCT, indexes[1]):
                    yield f"{name} of {place}: {indexes[0]} became {indexes[1]}"
            elif name == "bloom filter" and old is not None:
                size = raw.get(before, *length)
                if one.data[old : old + size] != other.data[new : new + size]:
                    yield f"{name} of {place} differs"


def tables(one, other):
    """What pyarrow reads: types with all metadata, and every value."""
    before, after = pq.ParquetFile(one), pq.ParquetFile(other)
    if not before.schema.equals(after.schema):
        yield f"Parquet schema: {before.schema} became {after.schema}"
    if not before.schema_arrow.equals(after.schema_arrow, check_metadata=True):
        yield "Arrow schema: " + (
            f"{before.schema_arrow.to_string(show_field_metadata=True)}\nbecame\n"
            f"{after.schema_arrow.to_string(show_field_metadata=True)}"
        )
        return
    if before.num_row_groups != after.num_row_groups:
        return
    # One by one, since pyarrow cannot join nested columns with a dictionary for each row group.
    for group in range(before.num_row_groups):
        old_rows, new_rows = before.read_row_group(group), after.read_row_group(group)
        new_rows.validate(full=True)
        for name, old, new in zip(old_rows.column_names, old_rows.columns, new_rows.columns):
            # Equal arrays are told fast; those that hold NaN never are equal.
            if not old.equals(new) and not same(old.to_pylist(), new.to_pylist()):
                yield f"values of column {name} differ in row group {group}"


def lies(path):
    """Statistics and page indexes that do not hold for the values."""
    file = pq.ParquetFile(path)
    for group in range(file.metadata.num_row_groups):
        meta = file.metadata.row_group(group)
        for column in range(meta.num_columns):
            chunk = meta.column(column)
            stats = chunk.statistics
            is_flat = "." not in chunk.path_in_schema and not file.schema.column(column).max_repetition_level
            if stats is None or not is_flat or chunk.physical_type != "BYTE_ARRAY":
                continue
            values = file.read_row_group(group, columns=[chunk.path_in_schema]).column(0)
            place = f"{chunk.path_in_schema}, row group {group}"
            if stats.has_null_count and stats.null_count != values.null_count:
                yield f"{stats.null_count} nulls of {place} are {values.null_count}"
            kinds = (pa.types.is_string, pa.types.is_large_string)
            if stats.has_min_max and any(kind(values.type) for kind in kinds):
                texts = [value.encode() for value in values.to_pylist() if value is not None]
                ends = [end if isinstance(end, bytes) else end.encode() for end in (stats.min, stats.max)]
                if texts and not (ends[0] <= min(texts) and max(texts) <= ends[1]):
                    yield f"least and greatest value of {place} are others"
