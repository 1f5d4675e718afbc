"""Parquet files as their bytes are: footer, pages, indexes, and nothing of a library's opinion.

Thrift's compact protocol is read into `{field number: (type, value)}` and written back, so that files
can be looked at and forged. Numbers of fields are those of parquet.thrift.
"""

import struct

import pyarrow as pa

MAGIC = b"PAR1"
TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)
CODECS = ["none", "snappy", "gzip", "lzo", "brotli", "lz4", "zstd", "lz4_raw"]
DATA_PAGE, DICTIONARY_PAGE, DATA_PAGE_V2 = 0, 2, 3


class Thrift:
    """Reads values one behind the other from `data`, from `at` on."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def zigzag(self):
        value = self.varint()
        return value >> 1 ^ -(value & 1)

    def take(self, length):
        self.at += length
        return bytes(self.data[self.at - length : self.at])

    def value(self, kind):
        if kind in (TRUE, FALSE):
            return kind == TRUE
        if kind == BYTE:
            return self.byte()
        if kind in (I16, I32, I64):
            return self.zigzag()
        if kind == DOUBLE:
            return struct.unpack("<d", self.take(8))[0]
        if kind == BINARY:
            return self.take(self.varint())
        if kind in (LIST, SET):
            head = self.byte()
            count, item = head >> 4, head & 15
            if count == 15:
                count = self.varint()
            # A truth in a list has a byte of its own.
            read = self.byte if item in (TRUE, FALSE) else lambda: self.value(item)
            return item, [read() for _ in range(count)]
        if kind == STRUCT:
            return self.struct()
        raise ValueError(f"no thrift type of Parquet: {kind}")

    def struct(self):
        fields, number = {}, 0
        while True:
            head = self.byte()
            if head == 0:
                return fields
            number = number + (head >> 4) if head >> 4 else self.zigzag()
            fields[number] = (head & 15, self.value(head & 15))


def written(kind, value):
    """The bytes of a value that [`Thrift`] has read."""

    def varint(value):
        out = bytearray()
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        return bytes(out) + bytes([value])

    def zigzag(value):
        return varint(value << 1 if value >= 0 else (-value << 1) - 1)

    if kind in (TRUE, FALSE):
        return b""
    if kind == BYTE:
        return bytes([value])
    if kind in (I16, I32, I64):
        return zigzag(value)
    if kind == DOUBLE:
        return struct.pack("<d", value)
    if kind == BINARY:
        return varint(len(value)) + value
    if kind in (LIST, SET):
        item, values = value
        count = len(values)
        head = bytes([count << 4 | item]) if count < 15 else bytes([240 | item]) + varint(count)
        if item in (TRUE, FALSE):
            return head + bytes(values)
        return head + b"".join(written(item, value) for value in values)
    out, last = b"", 0
    for number, (item, value) in sorted(value.items()):
        if item in (TRUE, FALSE):
            item = TRUE if value else FALSE
        step = number - last
        out += bytes([step << 4 | item]) if 0 < step < 16 else bytes([item]) + zigzag(number)
        out += written(item, value)
        last = number
    return out + b"\0"


def get(fields, *numbers):
    """The value at the end of a path of field numbers; None where one is missing."""
    value = fields
    for number in numbers:
        if number not in value:
            return None
        value = value[number][1]
    return value


def meaning(kind, value):
    """The value without what writers may spell in two ways: the kind of truths in lists."""
    if kind in (TRUE, FALSE):
        return value
    if kind in (LIST, SET):
        item, values = value
        if item in (TRUE, FALSE):
            return [value == 1 for value in values]
        return [meaning(item, value) for value in values]
    if kind == STRUCT:
        return {number: meaning(*field) for number, field in value.items()}
    return value


def items(fields, number):
    """The values of a list field."""
    return get(fields, number)[1] if number in fields else []


class File:
    """A whole file with its footer read."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        assert self.data[:4] == MAGIC and self.data[-4:] == MAGIC, "no Parquet file"
        self.length = struct.unpack("<I", self.data[-8:-4])[0]
        self.start = len(self.data) - 8 - self.length
        self.footer = Thrift(self.data, self.start).struct()

    def chunks(self):
        """(row group, column, column chunk) of all chunks."""
        for group, row_group in enumerate(items(self.footer, 4)):
            for column, chunk in enumerate(items(row_group, 1)):
                yield group, column, chunk

    def extent(self, chunk):
        """Where the pages of a chunk begin and end."""
        # Some writers say 0 where there is no such page.
        offsets = [get(chunk, 3, number) for number in (9, 11)]
        start = min((offset for offset in offsets if offset), default=0)
        if not start:  # nor any other
            return 0, 0
        return start, start + get(chunk, 3, 7)

    def bytes_of(self, chunk):
        start, end = self.extent(chunk)
        return self.data[start:end]

    def pages(self, chunk):
        """(header, where its body begins, its bytes decompressed) of all pages of a chunk."""
        at, end = self.extent(chunk)
        codec = CODECS[get(chunk, 3, 4)]
        while at < end:
            thrift = Thrift(self.data, at)
            header = thrift.struct()
            body = thrift.take(get(header, 3))
            yield header, thrift.at - len(body), plain(header, body, codec)
            at = thrift.at
        assert at == end, "the last page goes beyond its chunk"

    def indexes(self):
        """(kind, start, end) of page indexes and Bloom filters."""
        for _, _, chunk in self.chunks():
            for kind, offset, length in (
                ("offset index", get(chunk, 4), get(chunk, 5)),
                ("column index", get(chunk, 6), get(chunk, 7)),
                ("bloom filter", get(chunk, 3, 14), get(chunk, 3, 15)),
            ):
                if offset is None:
                    continue
                if length is None:  # older writers leave out that of a filter
                    thrift = Thrift(self.data, offset)
                    length = get(thrift.struct(), 1) + thrift.at - offset
                yield kind, offset, offset + length

    def stray(self):
        """The stretches that nothing in the footer accounts for, those of zeros left out."""
        known = [(0, 4), (self.start, len(self.data))]
        known += [self.extent(chunk) for _, _, chunk in self.chunks()]
        known += [(start, end) for _, start, end in self.indexes()]
        at, stray = 0, []
        for start, end in sorted(known):
            if start > at and any(self.data[at:start]):
                stray.append((at, start))
            at = max(at, end)
        return stray

    def forge(self, path, change):
        """Writes the file with the footer as `change` makes it."""
        footer = Thrift(self.data, self.start).struct()
        change(footer)
        footer = written(STRUCT, footer)
        with open(path, "wb") as file:
            file.write(self.data[: self.start] + footer + struct.pack("<I", len(footer)) + MAGIC)


def plain(header, body, codec):
    """The body of a page without its compression."""
    size = get(header, 2)
    levels = 0
    if get(header, 1) == DATA_PAGE_V2:
        levels = get(header, 8, 5) + get(header, 8, 6)
        if get(header, 8, 7) is False:
            return body
    if codec == "none" or size == levels:
        return body
    if codec == "lz4":
        raise ValueError("the LZ4 of Hadoop")
    packed = pa.py_buffer(body[levels:])
    unpacked = pa.Codec(codec).decompress(packed, decompressed_size=size - levels)
    return body[:levels] + unpacked.to_pybytes()
