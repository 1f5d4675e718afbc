"""Writes random telephone numbers of all regions, and digits that are none, as JSON.

Usage: numbers.py SEED COUNT. PyPI `phonenumbers` (libphonenumber's metadata) makes and judges them.
"""

import json
import random
import sys

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat as Format
from re import _constants as op
from re import _parser

KINDS = (
    "fixed_line mobile toll_free premium_rate shared_cost personal_number voip pager uan voicemail"
).split()


def make(items, rng):
    """A random text of a pattern."""
    text = ""
    for kind, value in items:
        if kind is op.LITERAL:
            text += chr(value)
        elif kind is op.IN:
            member, what = rng.choice(value)
            low, high = {
                op.LITERAL: lambda: (what, what),
                op.RANGE: lambda: what,
                op.CATEGORY: lambda: (48, 57),
            }[member]()
            text += chr(rng.randint(low, high))
        elif kind is op.SUBPATTERN:
            text += make(value[-1], rng)
        elif kind is op.BRANCH:
            text += make(rng.choice(value[1]), rng)
        elif kind is op.MAX_REPEAT:
            text += "".join(make(value[2], rng) for _ in range(rng.randint(value[0], value[1])))
        else:
            raise ValueError(kind)
    return text


def valid(rng, region):
    """A random valid number of the region, mostly of a line or a mobile."""
    data = PhoneMetadata.metadata_for_region(region)
    while True:
        kind = getattr(data, rng.choice(KINDS[: rng.choice([2, 2, len(KINDS)])]))
        if not kind or not kind.national_number_pattern:
            continue
        number = as_number(make(_parser.parse(kind.national_number_pattern), rng), region)
        if phonenumbers.is_valid_number(number):
            return number


def as_number(digits, region):
    number = phonenumbers.PhoneNumber(
        phonenumbers.country_code_for_region(region), int(digits)
    )
    if digits.startswith("0"):
        number.italian_leading_zero = True
        number.number_of_leading_zeros = len(digits) - len(digits.lstrip("0"))
    return number


def is_known(digits, region):
    """Whether digits are valid as they stand, or without the trunk prefix."""
    prefix = PhoneMetadata.metadata_for_region(region).national_prefix or digits
    return any(
        rest and phonenumbers.is_valid_number_for_region(as_number(rest, region), region)
        for rest in [digits, digits.removeprefix(prefix)]
    )


def main():
    rng = random.Random(int(sys.argv[1]))
    count = int(sys.argv[2])
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    numbers = []
    for at in range(count):
        region = regions[at % len(regions)]
        number = valid(rng, region)
        national = phonenumbers.format_number(number, Format.NATIONAL)
        digits = "".join(c for c in national if c.isdigit())
        numbers.append(
            {
                "region": region,
                "e164": phonenumbers.format_number(number, Format.E164),
                "international": phonenumbers.format_number(number, Format.INTERNATIONAL),
                "rfc3966": phonenumbers.format_number(number, Format.RFC3966),
                "national": national,
                "digits": digits,
                # Some only: it takes long.
                "known": [r for r in regions if is_known(digits, r)] if at % 10 == 0 else [],
            }
        )
    other = []
    while len(other) < count:
        digits = "".join(rng.choice("0123456789") for _ in range(rng.randint(5, 18)))
        parsed = phonenumbers.PhoneNumber()
        try:
            parsed = phonenumbers.parse("+" + digits)
        except phonenumbers.NumberParseException:
            pass
        if not phonenumbers.is_possible_number(parsed):
            other.append(digits)
    json.dump({"numbers": numbers, "other": other}, sys.stdout)


if __name__ == "__main__":
    main()
