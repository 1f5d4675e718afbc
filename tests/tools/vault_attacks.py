"""Attacks on a vault by who has some of its files and no key. Python's standard library alone.

    values FOLDER...            standard input has a value a line: is one of them, or a code or hash of one, in
                                a byte of these folders?
    guess ENTITY OUTPUT FOLDER  a million guesses (or PUMICE_GUESSES) at nine digits, from 510-10-1000 on: is one
                                of them the value of a token of OUTPUT, under any key that is to be seen in the
                                folder?
    guess ENTITY OUTPUT LEASE   the same under the key that a lease has for the entity

Writes what was tried and found as one object of JSON, without a value.
"""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import re
import sys


def files(folders):
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file():
                yield str(path), path.read_bytes()


def codes(text):
    """Bytes in hexadecimal digits, and in base 64 wherever they stand in a group of three."""
    yield "hexadecimal", text.hex().encode()
    yield "hexadecimal", text.hex().upper().encode()
    for skip in range(3):
        code = base64.b64encode(b" " * skip + text).rstrip(b"=")
        yield "base 64", code[4:-3] if skip else code[:-3]


def spellings(value):
    for text in {value, value.lower(), value.upper(), re.sub(rb"[^0-9A-Za-z]", b"", value)}:
        yield "itself", text
        yield from codes(text)
        for name in ("md5", "sha1", "sha256"):
            digest = hashlib.new(name, text).digest()
            yield name, digest
            for kind, code in codes(digest):
                yield f"{name}, {kind}", code


def values(folders):
    seen = list(files(folders))
    lines = [line for line in sys.stdin.buffer.read().split(b"\n") if line]
    tried, found = 0, []
    for number, value in enumerate(lines):
        for kind, text in set(spellings(value)):
            if len(text) < 8:
                continue
            tried += 1
            found += [f"{path}: value {number}, {kind}" for path, content in seen if text in content]
    return {"files": len(seen), "tried": tried, "found": found}


def tags(entity, output):
    """What HMAC of tokens is in the text, as bytes."""
    for text in re.findall(entity.encode() + rb"_([a-z]{26})", pathlib.Path(output).read_bytes()):
        number = 0
        for letter in text:
            number = 26 * number + letter - ord("a")
        yield (number >> 26).to_bytes(12, "big")


def seen_keys(place):
    """What might be a key: nothing, the name of the vault, and each 32 bytes that begin a file of it."""
    yield bytes(32)
    for _, content in files([place]):
        yield content[:32].ljust(32, b"\0")
        for word in re.findall(rb"[0-9a-f]{32,64}", content):
            name = bytes.fromhex(word[: len(word) & ~1].decode())
            yield name.ljust(32, b"\0")
            yield hashlib.sha256(name).digest()


def leased_key(entity, lease):
    """The key of an entity, of a lease that is not sealed."""
    keys = base64.b64decode(json.loads(pathlib.Path(lease).read_text())["body"]["keys"] + "===")
    name = bytes([len(entity)]) + entity.encode()
    at = keys.index(name) + len(name)
    yield keys[at : at + 32]


def guess(entity, output, place):
    is_lease = pathlib.Path(place).is_file()
    keys = sorted(set(leased_key(entity, place) if is_lease else seen_keys(place)))
    wanted = set(tags(entity, output))
    most, tried, found = int(os.environ.get("PUMICE_GUESSES", 1_000_000)), 0, 0
    while tried < most:
        number, key = tried // len(keys), keys[tried % len(keys)]
        text = f"{510 + number // 9000 % 80}{10 + number // 9000 // 80 % 80}{1000 + number % 9000}"
        # The message of a token of a domain: canonical, without hyphens.
        message = b"\0" + b"\0\1" + len(text).to_bytes(4, "big") + text.encode()
        for digest in (hmac.digest(key, message, "sha256"), hashlib.sha256(key + text.encode()).digest()):
            found += digest[:12] in wanted
        tried += 1
    return {"tokens": len(wanted), "keys": len(keys), "tried": tried, "found": found}


command, *arguments = sys.argv[1:]
print(json.dumps(values(arguments) if command == "values" else guess(*arguments)))
