"""Asks Bloom filters of Parquet files: split blocks of 256 bits over XXH64.

DuckDB has a function for it, which takes the wrong column where columns before are nested.
"""

import struct

import raw

P = [0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5]
SALT = [0x47B6137B, 0x44974D91, 0x8824AD5B, 0xA2B7289D, 0x705495C7, 0x2DF1424B, 0x9EFC4947, 0x5C6BFB31]
MASK = (1 << 64) - 1


def xxh64(data):
    """XXH64 with seed 0."""

    def rotated(value, bits):
        return (value << bits | value >> 64 - bits) & MASK

    def mixed(state, lane):
        return rotated(state + lane * P[1] & MASK, 31) * P[0] & MASK

    at, length = 0, len(data)
    if length >= 32:
        states = [P[0] + P[1] & MASK, P[1], 0, -P[0] & MASK]
        while at + 32 <= length:
            lanes = struct.unpack_from("<4Q", data, at)
            states = [mixed(state, lane) for state, lane in zip(states, lanes)]
            at += 32
        hashed = sum(rotated(state, bits) for state, bits in zip(states, (1, 7, 12, 18))) & MASK
        for state in states:
            hashed = (hashed ^ mixed(0, state)) * P[0] + P[3] & MASK
    else:
        hashed = P[4]
    hashed = hashed + length & MASK
    while at + 8 <= length:
        hashed ^= mixed(0, struct.unpack_from("<Q", data, at)[0])
        hashed = rotated(hashed, 27) * P[0] + P[3] & MASK
        at += 8
    if at + 4 <= length:
        hashed ^= struct.unpack_from("<I", data, at)[0] * P[0] & MASK
        hashed = rotated(hashed, 23) * P[1] + P[2] & MASK
        at += 4
    for byte in data[at:]:
        hashed = rotated(hashed ^ byte * P[4] & MASK, 11) * P[0] & MASK
    hashed = (hashed ^ hashed >> 33) * P[1] & MASK
    hashed = (hashed ^ hashed >> 29) * P[2] & MASK
    return hashed ^ hashed >> 32


def knows(file, chunk, value):
    """Whether the filter of a chunk says that the value may be in it; without a filter it does not."""
    offset = raw.get(chunk, 3, 14)
    if offset is None:
        return False
    thrift = raw.Thrift(file.data, offset)
    size = raw.get(thrift.struct(), 1)
    hashed = xxh64(value)
    block = (hashed >> 32) * (size // 32) >> 32
    words = struct.unpack_from("<8I", file.data, thrift.at + 32 * block)
    return all(word >> ((hashed & 0xFFFFFFFF) * salt >> 27 & 31) & 1 for word, salt in zip(words, SALT))
