"""Tokens made once more, from their description and by another hand, to hold those of the vault against.

Reads a job a line, fields of hexadecimal digits separated by blanks:

    epoch key, vault, domain, epoch (4 bytes), entity, matching (2 bytes), value, scope...

where scope is `domain`, or `document` and its id, or `random`, nonce, hash of the record and ordinal (4 bytes).
A field `-` is empty. Writes the token of each, a line each; then it is taken apart and must be whole.
"""

import hashlib
import hmac
import sys


def sized(width, text):
    """A text behind its length, so that no two lists of texts are one."""
    return len(text).to_bytes(width, "big") + text


def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def entity_key(epoch_key, vault, domain, epoch, entity):
    """HKDF-SHA-256 (RFC 5869) for one block of output."""
    purpose = b"pm1\0tok\0" + sized(2, domain) + sized(2, epoch) + sized(2, entity)
    return mac(mac(vault, epoch_key), purpose + b"\1")


def message(scope, matching, value):
    kind, *details = scope
    if kind == "domain":
        head = b"\0"
    elif kind == "random":
        head = b"\1" + b"".join(details)
    else:
        head = b"\2" + sized(4, details[0])
    return head + matching + sized(4, value)


def check_bits(entity, tag, head):
    digest = hashlib.sha256(b"pm1chk\0" + entity + b"\0" + tag + bytes([head])).digest()
    return int(f"{int.from_bytes(digest, 'big'):0256b}"[:18], 2)


def letters(entity, tag, head):
    bits = f"{int.from_bytes(tag, 'big'):096b}{head:08b}{check_bits(entity, tag, head):018b}"
    number, text = int(bits, 2), []
    while number:
        number, digit = divmod(number, 26)
        text.append("abcdefghijklmnopqrstuvwxyz"[digit])
    return "".join(reversed(text)).rjust(26, "a")


def is_whole(token):
    name, _, text = token[1:-1].rpartition("_")
    number = 0
    for letter in text:
        number = 26 * number + "abcdefghijklmnopqrstuvwxyz".index(letter)
    bits = f"{number:0122b}"
    tag = int(bits[:96], 2).to_bytes(12, "big")
    return len(bits) == 122 and check_bits(name.encode(), tag, int(bits[96:104], 2)) == int(bits[104:], 2)


def token(epoch_key, vault, domain, epoch, entity, matching, value, *scope):
    key = entity_key(epoch_key, vault, domain, epoch, entity)
    tag = mac(key, message(scope, matching, value))[:12]
    mode = ["domain", "random", "document"].index(scope[0])
    head = mode * 64 + int.from_bytes(epoch, "big") % 64
    return f"[{entity.decode()}_{letters(entity, tag, head)}]"


def field(text):
    if text in ("domain", "document", "random"):
        return text
    return b"" if text == "-" else bytes.fromhex(text)


for line in sys.stdin:
    made = token(*map(field, line.split()))
    assert is_whole(made), made
    print(made)
