"""Writes ../src/recognizers/global/phone/metadata.rs from libphonenumber's metadata; see README.md.

The national numbers of a region are a finite regular language: the general pattern, and one of the
patterns of the types, each of its possible lengths. All languages become one minimal acyclic automaton
over digits, built from Thompson automata whose states are shared wherever what may follow is the same.
`prove` then reads the file that was written and walks it together with Brzozowski derivatives of the
patterns, which share no code with the builder but the parser of Python's `re`.
"""

import collections
import pathlib
import random
import re
import sys

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberFormat
from re import _constants as op
from re import _parser

VERSION = "9.0.43"
TARGET = pathlib.Path(__file__).parent / "../src/recognizers/global/phone/metadata.rs"
TYPES = (
    "premium_rate toll_free shared_cost voip personal_number pager uan voicemail fixed_line mobile"
).split()
ALL_DIGITS = (1 << 10) - 1
# The longest national number that some pattern has.
MOST_DIGITS = 17
# Set in a transition whose target accepts.
ACCEPTS = 1 << 15

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
CODES = phonenumbers.COUNTRY_CODE_TO_REGION_CODE


def metadata(name):
    """The metadata of a region, or of a calling code that belongs to none."""
    if isinstance(name, int):
        return PhoneMetadata.metadata_for_nongeo_region(name)
    return PhoneMetadata.metadata_for_region(name)


def descriptions(name):
    """General description first, then those of the types that the region has."""
    data = metadata(name)
    types = [getattr(data, kind) for kind in TYPES]
    return [data.general_desc] + [kind for kind in types if kind and kind.national_number_pattern]


def digit_set(members):
    """What a class of characters holds, one bit a digit."""
    digits = 0
    for kind, value in members:
        if kind is op.LITERAL:
            digits |= 1 << (value - 48)
        elif kind is op.RANGE:
            for character in range(value[0], value[1] + 1):
                digits |= 1 << (character - 48)
        elif kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
            digits |= ALL_DIGITS
        else:
            raise ValueError(f"{kind} {value} is not known in a class")
    return digits


# --- The builder: Thompson automata, subsets, shared states.


class Nfa:
    def __init__(self, pattern):
        self.empty, self.moves = [], []
        start = self.state()
        end = self.sequence(_parser.parse(pattern), start)
        self.final = self.state()
        self.empty[end].append(self.final)
        self.start = self.closure([start])

    def state(self):
        self.empty.append([])
        self.moves.append(None)
        return len(self.empty) - 1

    def after(self, state, digits):
        following = self.state()
        self.moves[state] = (digits, following)
        return following

    def fork(self, state):
        """A state of its own behind `state`, which may have other ways on."""
        following = self.state()
        self.empty[state].append(following)
        return following

    def sequence(self, items, here):
        for kind, value in items:
            if kind is op.LITERAL:
                here = self.after(self.fork(here), 1 << (value - 48))
            elif kind is op.IN:
                here = self.after(self.fork(here), digit_set(value))
            elif kind is op.SUBPATTERN:
                here = self.sequence(value[-1], self.fork(here))
            elif kind is op.BRANCH:
                ends = [self.sequence(branch, self.fork(here)) for branch in value[1]]
                here = self.join(ends)
            elif kind is op.MAX_REPEAT:
                least, most, inner = value
                ends = []
                for done in range(most + 1):
                    if done >= least:
                        ends.append(here)
                    if done < most:
                        here = self.sequence(inner, self.fork(here))
                here = self.join(ends)
            else:
                raise ValueError(f"{kind} is not known in a pattern")
        return here

    def join(self, ends):
        following = self.state()
        for end in ends:
            self.empty[end].append(following)
        return following

    def closure(self, states):
        seen, open_states = set(states), list(states)
        while open_states:
            for following in self.empty[open_states.pop()]:
                if following not in seen:
                    seen.add(following)
                    open_states.append(following)
        return frozenset(s for s in seen if self.moves[s] or s == self.final)


_dfas = {}


def dfa(pattern):
    """Rows of (accepts, next row by digit or -1)."""
    if pattern not in _dfas:
        nfa = Nfa(pattern)
        numbers, order, rows = {nfa.start: 0}, [nfa.start], []
        for states in order:
            row = []
            for digit in range(10):
                moves = [nfa.moves[s] for s in states if nfa.moves[s]]
                following = nfa.closure([to for digits, to in moves if digits >> digit & 1])
                if following and following not in numbers:
                    numbers[following] = len(order)
                    order.append(following)
                row.append(numbers[following] if following else -1)
            rows.append((nfa.final in states, row))
        _dfas[pattern] = rows
    return _dfas[pattern]


class States:
    """States of all languages: equal ones are one. State 0 leads nowhere."""

    def __init__(self):
        self.rows, self.known = [], {}
        self.make(False, (0,) * 10)

    def make(self, accepts, following):
        row = (bool(accepts), tuple(following))
        if row not in self.known:
            self.known[row] = len(self.rows)
            self.rows.append(row)
        return self.known[row]

    def step(self, state, digits):
        for digit in digits:
            state = self.rows[state][1][int(digit)]
        return state

    def accepts(self, state, digits):
        return self.rows[self.step(state, digits)][0]

    def behind(self, prefix, state):
        """What `state` accepts, with `prefix` before it."""
        for digit in reversed(prefix):
            state = self.make(False, [state if int(digit) == d else 0 for d in range(10)])
        return state

    def union(self, members):
        known = {}

        def go(members):
            members = frozenset(member for member in members if member)
            if len(members) < 2:
                return next(iter(members), 0)
            if members not in known:
                rows = [self.rows[member] for member in members]
                following = [go(row[1][digit] for row in rows) for digit in range(10)]
                known[members] = self.make(any(row[0] for row in rows), following)
            return known[members]

        return go(members)


def significant(states, name):
    """National significant numbers of a region: `is_valid_number_for_region`."""
    kinds = descriptions(name)
    automata = [dfa(kind.national_number_pattern) for kind in kinds]
    lengths = [set(kind.possible_length) for kind in kinds]
    known = {}

    def go(at, depth):
        if at[0] < 0 or max(at[1:]) < 0 or depth > MOST_DIGITS:
            return 0
        if (at, depth) not in known:
            fits = [
                row >= 0 and rows[row][0] and (not possible or depth in possible)
                for row, rows, possible in zip(at, automata, lengths)
            ]
            following = [
                go(
                    tuple(rows[row][1][digit] if row >= 0 else -1 for row, rows in zip(at, automata)),
                    depth + 1,
                )
                for digit in range(10)
            ]
            known[at, depth] = states.make(fits[0] and any(fits[1:]), following)
        return known[at, depth]

    return go((0,) * len(kinds), 0)


def members_of(code):
    """What the metadata calls the regions of a calling code."""
    return [code] if CODES[code] == ("001",) else list(CODES[code])


def numbers_of_code(states, languages, code):
    """Numbers behind a calling code: `is_valid_number`. The first region whose leading digits fit, or
    that has none and knows the number, decides."""
    members = members_of(code)
    if len(members) == 1:
        return languages[members[0]]
    leading = [metadata(member).leading_digits for member in members]
    automata = [pattern and dfa(pattern) for pattern in leading]
    fits = -2
    known = {}

    def go(at):
        if not any(state for state, _ in at):
            return 0
        if at in known:
            return known[at]
        accepts = False
        for (state, lead), rows in zip(at, automata):
            valid = states.rows[state][0]
            if lead == fits or not rows and valid:
                accepts = valid
                break
        following = []
        for digit in range(10):
            ahead = []
            for (state, lead), rows in zip(at, automata):
                if rows and lead >= 0:
                    lead = rows[lead][1][digit]
                    lead = fits if lead >= 0 and rows[lead][0] else lead
                ahead.append((states.rows[state][1][digit], lead))
            following.append(go(tuple(ahead)))
        known[at] = states.make(accepts, following)
        return known[at]

    return go(tuple((languages[member], 0) for member in members))


def strings(pattern):
    """All strings of a finite pattern."""

    def of(items):
        found = [""]
        for kind, value in items:
            if kind is op.LITERAL:
                ways = [chr(value)]
            elif kind is op.IN:
                ways = [str(d) for d in range(10) if digit_set(value) >> d & 1]
            elif kind is op.SUBPATTERN:
                ways = of(value[-1])
            elif kind is op.BRANCH:
                ways = [way for branch in value[1] for way in of(branch)]
            elif kind is op.MAX_REPEAT:
                least, most, inner = value
                once, repeated, ways = of(inner), [""], []
                for done in range(most + 1):
                    ways += repeated if done >= least else []
                    repeated = [a + b for a in repeated for b in once]
            else:
                raise ValueError(f"{kind} is not known in a prefix")
            found = [a + b for a in found for b in ways]
        return found

    return of(_parser.parse(pattern))


def prefixes(region):
    """What may stand before a national significant number: trunk prefix and carrier codes, as
    `national_prefix_for_parsing` has them; and what a dialled prefix stands for, where it is no plain
    prefix. Local numbers without their area code (`([457]\\d{6})$`) are left out."""
    pattern = metadata(region).national_prefix_for_parsing
    if not pattern:
        return [("", "")]
    if region == "AR":
        # A mobile number at home has 15 behind its area code, and abroad 9 before it.
        area = re.fullmatch(r"0\?\(\?:\((.*)\)15\)\?", pattern)[1]
        mobile = [(zero + code + "15", "9" + code) for code in strings(area) for zero in ("", "0")]
        return [("", ""), ("0", "")] + mobile
    if region == "BR":
        inner = re.fullmatch(r"\(\?:(0\|90)\)\(\?:\((.*)\)\(\\d\{10,11\}\)\)\?", pattern)
        carriers = ["", *strings(inner[2])]
        return [("", "")] + [(a + b, "") for a in strings(inner[1]) for b in carriers]
    if region == "GA":
        return [("", ""), ("0", "")]
    local = re.compile(r"\([^()]*\)\$\|?")
    plain = local.sub("", pattern)
    dialled = {string for string in strings(plain) if string} if plain else set()
    return [("", "")] + sorted((string, "") for string in dialled)


def national(states, language, region):
    """Numbers as they are written in the region, with the national prefix or without."""
    return states.union(
        states.behind(dialled, states.step(language, meant)) for dialled, meant in prefixes(region)
    )


# --- Spellings.


def random_number(pattern, rng):
    def of(items):
        text = ""
        for kind, value in items:
            if kind is op.LITERAL:
                text += chr(value)
            elif kind is op.IN:
                digits = digit_set(value)
                text += rng.choice([str(d) for d in range(10) if digits >> d & 1])
            elif kind is op.SUBPATTERN:
                text += of(value[-1])
            elif kind is op.BRANCH:
                text += of(rng.choice(value[1]))
            elif kind is op.MAX_REPEAT:
                text += "".join(of(value[2]) for _ in range(rng.randint(value[0], value[1])))
        return text

    return of(_parser.parse(pattern))


def as_number(code, digits):
    zeros = len(digits) - len(digits.lstrip("0"))
    number = PhoneNumber(country_code=code, national_number=int(digits))
    if zeros:
        number.italian_leading_zero = True
        number.number_of_leading_zeros = zeros
    return number


def spellings():
    """Groupings of national numbers that begin with 0, of others, and of international ones, with the
    share of regions' kinds of numbers that are written so."""
    rng = random.Random(1)
    trunk, local, foreign = (collections.Counter() for _ in range(3))
    for region in REGIONS:
        data = metadata(region)
        for kind in descriptions(region)[1:]:
            made = (random_number(kind.national_number_pattern, rng) for _ in range(60))
            for digits in [kind.example_number] * 2 + list(made):
                number = as_number(data.country_code, digits or "0")
                if not digits or not phonenumbers.is_valid_number(number):
                    continue
                home = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
                abroad = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
                (trunk if home.startswith("0") else local)[re.sub(r"\d", "9", home)] += 1
                foreign[re.sub(r"\d", "9", abroad)] += 1
    return trunk, local, foreign


def variants(shape):
    """A grouping with the marks that people put for its own: all the same mark, or another one behind
    the area code. What is mostly a date, a sum, an address or a version is left out."""
    if re.search(r"[^9 -]", shape):
        return
    sizes = [len(group) for group in re.split("[ -]", shape)]
    yield shape
    if len(sizes) == 1:
        return
    groups = ["9" * size for size in sizes]
    dates = [4, 2, 2], [2, 2, 4], [2, 2, 2], [1, 2, 4], [1, 1, 4], [4, 1, 2], [3, 2, 4], [1, 2, 2]
    if sizes in dates:
        return
    yield " ".join(groups)
    yield "-".join(groups)
    thousands = all(size == 3 for size in sizes[1:])
    address = len(sizes) == 4 and max(sizes) <= 3
    if len(sizes) > 2 and not thousands and not address:
        yield ".".join(groups)
    if 3 <= sizes[0] <= 5:
        yield groups[0] + "/" + " ".join(groups[1:])
        yield groups[0] + "-" + " ".join(groups[1:])


def groupings():
    trunk, local, foreign = spellings()

    def of(shapes, least, most=14):
        found = set()
        for shape, count in shapes.items():
            if count >= least:
                found.update(v for v in variants(shape) if 7 <= v.count("9") <= most)
        return found

    at_home = of(trunk, 2), of(local, 2)
    for sizes, found in zip((range(7, 13), range(7, 12)), at_home):
        found.update("9" * size for size in sizes)
    # Glued ones of up to twelve digits stand among those of home.
    dialled = {"9" * size for size in range(13, 18)}
    for shape, count in foreign.items():
        # + is 00, glued to the code or not, or 011; a group more would be rare.
        code, _, rest = shape[1:].partition(" ")
        for prefix in "99" + code, "99 " + code, "999 " + code, "99-" + code, "999-" + code:
            mark = "-" if "-" in prefix else " "
            marks = {" ", mark} if count >= 60 else {" "} if count >= 12 and mark == " " else ()
            dialled.update(prefix + mark + re.sub("[ -]", m, rest) for m in marks)
    dialled -= at_home[0]
    order = lambda shape: (shape.count("9"), shape)
    trunk, local = (sorted(found, key=order) for found in at_home)
    return trunk, local, sorted((d for d in dialled if d.count("9") <= 17), key=order)


# --- The file.


def numbered(states, roots):
    """New numbers for what the roots reach, the first root's states first, so that they lie together."""
    order, seen = [0], {0}
    for root in roots:
        queue = collections.deque([root])
        while queue:
            state = queue.popleft()
            if state not in seen:
                seen.add(state)
                order.append(state)
                queue.extend(states.rows[state][1])
    return order, {state: number for number, state in enumerate(order)}


def bits(regions):
    words = [0] * 4
    for number, region in enumerate(REGIONS):
        if region in regions:
            words[number // 64] |= 1 << (number % 64)
    return words


def lengths_of(states, root):
    """(length, first digit) pairs of what a root accepts."""
    found = set()
    for digit in range(10):
        layer = {states.step(root, str(digit))}
        for length in range(1, 2 * MOST_DIGITS):
            if any(states.rows[state][0] for state in layer):
                found.add((length, digit))
            layer = {to for state in layer for to in states.rows[state][1]} - {0}
    return found


def main():
    if phonenumbers.__version__ != VERSION:
        sys.exit(f"phonenumbers {VERSION} is wanted, see README.md")
    sys.setrecursionlimit(100_000)
    states = States()
    nowhere = [code for code in CODES if CODES[code] == ("001",)]
    languages = {name: significant(states, name) for name in REGIONS + nowhere}
    by_code = {code: numbers_of_code(states, languages, code) for code in sorted(CODES)}
    at_home = {region: national(states, languages[region], region) for region in REGIONS}
    any_region = states.union(at_home.values())
    order, new = numbered(states, [any_region, *by_code.values(), *at_home.values()])
    arrow = lambda state: new[state] | (ACCEPTS if states.rows[state][0] else 0)
    assert len(order) < ACCEPTS

    out = [
        "// @generated by crates/detect/metadata/phone.py; do not edit.",
        f"//! Telephone numbering plans: metadata of libphonenumber {VERSION}, converted.",
        "//!",
        "//! Derived from libphonenumber, Copyright The Libphonenumber Authors, licensed under the Apache",
        "//! License, Version 2.0 (<https://www.apache.org/licenses/LICENSE-2.0>).",
        "",
        "use super::plan::Code;",
        "",
        "/// By state and digit the next state; bit 15 is set where what was read until then is a number.",
        "/// State 0 leads nowhere.",
        "#[rustfmt::skip]",
        f"pub(super) static STATES: [[u16; 10]; {len(order)}] = [",
    ]
    for state in order:
        out.append("[" + ",".join(str(arrow(to)) for to in states.rows[state][1]) + "],")
    out += [
        "];",
        "",
        "/// By three digits, the state behind them in what is written in any region.",
        "#[rustfmt::skip]",
        "pub(super) static START: [u16; 1000] = [",
    ]
    start = [arrow(states.step(any_region, f"{digits:03}")) for digits in range(1000)]
    out += [",".join(map(str, start[at : at + 20])) + "," for at in range(0, 1000, 20)]
    out += [
        "];",
        "",
        "/// Calling codes, ascending: code, first state, possible lengths (one bit each).",
        "#[rustfmt::skip]",
        f"pub(super) static CODES: [Code; {len(by_code)}] = [",
    ]
    for code, root in by_code.items():
        possible = {n for member in members_of(code) for n in metadata(member).general_desc.possible_length}
        mask = sum(1 << length for length in possible)
        out.append(f"Code::new({code}, {new[root]}, {mask:#x}),")
    out += [
        "];",
        "",
        "/// Regions by ISO 3166 code, and the first state of numbers as they are written there.",
        "#[rustfmt::skip]",
        f"pub(super) static REGIONS: [([u8; 2], u16); {len(REGIONS)}] = [",
    ]
    out += [f'(*b"{region}", {new[at_home[region]]}),' for region in REGIONS]
    pairs = {region: lengths_of(states, root) for region, root in at_home.items()}
    longest = max(length for found in pairs.values() for length, _ in found)
    out += [
        "];",
        "",
        "/// By length and first digit, the regions that have such numbers.",
        "#[rustfmt::skip]",
        f"pub(super) static FIRST: [[[u64; 4]; 10]; {longest + 1}] = [",
    ]
    for length in range(longest + 1):
        out.append("[")
        for digit in range(10):
            words = bits({region for region in REGIONS if (length, digit) in pairs[region]})
            out.append("[" + ",".join(f"{word:#x}" for word in words) + "],")
        out.append("],")
    out.append("];")
    names = {
        "TRUNK": "Groupings of national numbers that begin with 0.",
        "LOCAL": "Groupings of other national numbers.",
        "DIALLED": "Groupings of international numbers behind 00 or 011.",
    }
    for (name, meaning), shapes in zip(names.items(), groupings()):
        out += ["", f"/// {meaning}", "#[rustfmt::skip]", f"pub(super) static {name}: [&str; {len(shapes)}] = ["]
        out += [", ".join(f'"{shape}"' for shape in shapes[at : at + 6]) + "," for at in range(0, len(shapes), 6)]
        out.append("];")
        print(name, len(shapes))
    TARGET.resolve().parent.mkdir(exist_ok=True)
    TARGET.write_text("\n".join(out) + "\n")
    print(f"{len(order)} states; those of any region {len(numbered(states, [any_region])[0])}")
    prove()


# --- The proof.

NOTHING, EMPTY = ("or", frozenset()), ("then",)


def either(parts):
    flat = set()
    for part in parts:
        flat |= part[1] if part[0] == "or" else {part}
    return next(iter(flat)) if len(flat) == 1 else ("or", frozenset(flat))


def then(first, second):
    if NOTHING in (first, second):
        return NOTHING
    if first == EMPTY:
        return second
    if second == EMPTY:
        return first
    if first[0] == "then":
        return then(first[1], then(first[2], second))
    return ("then", first, second)


def expression(items):
    whole = EMPTY
    for kind, value in reversed(list(items)):
        if kind is op.LITERAL:
            part = ("digit", 1 << (value - 48))
        elif kind is op.IN:
            part = ("digit", digit_set(value))
        elif kind is op.SUBPATTERN:
            part = expression(value[-1])
        elif kind is op.BRANCH:
            part = either([expression(branch) for branch in value[1]])
        elif kind is op.MAX_REPEAT:
            once = expression(value[2])
            part = EMPTY
            for done in range(value[1], 0, -1):
                part = then(once, part)
                if done > value[0]:
                    part = either([EMPTY, part])
        else:
            raise ValueError(kind)
        whole = then(part, whole)
    return whole


_nullable, _derived = {}, {}


def nullable(e):
    if e not in _nullable:
        if e[0] == "or":
            _nullable[e] = any(map(nullable, e[1]))
        else:
            _nullable[e] = e == EMPTY or e[0] == "then" and nullable(e[1]) and nullable(e[2])
    return _nullable[e]


def derived(e, digit):
    key = e, digit
    if key not in _derived:
        if e == EMPTY:
            made = NOTHING
        elif e[0] == "digit":
            made = EMPTY if e[1] >> digit & 1 else NOTHING
        elif e[0] == "or":
            made = either([derived(part, digit) for part in e[1]])
        else:
            made = then(derived(e[1], digit), e[2])
            if nullable(e[1]):
                made = either([made, derived(e[2], digit)])
        _derived[key] = made
    return _derived[key]


class Region:
    """What the patterns of a region say, by derivatives."""

    def __init__(self, name):
        kinds = descriptions(name)
        self.start = tuple(expression(_parser.parse(k.national_number_pattern)) for k in kinds)
        self.lengths = [set(kind.possible_length) for kind in kinds]
        lead = None if isinstance(name, int) else metadata(name).leading_digits
        self.lead = lead and expression(_parser.parse(lead))

    def valid(self, at, depth):
        fits = [
            nullable(e) and (not possible or depth in possible)
            for e, possible in zip(at, self.lengths)
        ]
        return fits[0] and any(fits[1:])


def prove():
    """The written tables against the patterns: every state of their product is visited."""
    text = TARGET.read_text()
    body = text.split("static STATES", 1)[1].split("\n];", 1)[0]
    table = [tuple(map(int, row.split(","))) for row in re.findall(r"\n\[([\d,]+)\]", body)]
    following = lambda arrow: table[arrow & ~ACCEPTS]
    visited = 0

    codes = re.findall(r"Code::new\((\d+), (\d+), (0x[0-9a-f]+)\)", text)
    assert len(codes) == len(CODES)
    for code, root, _ in codes:
        members = [Region(member) for member in members_of(int(code))]
        first = tuple((m.start, m.lead) for m in members)
        seen, queue = set(), [(int(root), first, 0)]
        while queue:
            here = queue.pop()
            if here in seen:
                continue
            seen.add(here)
            arrow, at, depth = here
            valid = False
            for member, (patterns, lead) in zip(members, at):
                if lead == EMPTY or member.lead is None and member.valid(patterns, depth):
                    valid = member.valid(patterns, depth)
                    break
            assert bool(arrow & ACCEPTS) == valid, (code, depth)
            if depth == MOST_DIGITS + 2:
                continue
            for digit in range(10):
                ahead = []
                for patterns, lead in at:
                    # Once the leading digits are read, they fit whatever follows.
                    if lead is not None and lead != EMPTY:
                        lead = derived(lead, digit)
                        lead = EMPTY if nullable(lead) else lead
                    ahead.append((tuple(derived(e, digit) for e in patterns), lead))
                if any(any(e != NOTHING for e in p) for p, _ in ahead) or following(arrow)[digit]:
                    queue.append((following(arrow)[digit], tuple(ahead), depth + 1))
        visited += len(seen)
    print(f"calling codes: equal in {visited} states of the product")

    visited, roots = 0, re.findall(r'\(\*b"(..)", (\d+)\)', text)
    assert [region for region, _ in roots] == REGIONS
    for name, root in roots:
        region = Region(name)
        # Several ways to read a number run side by side: a prefix that is still to come, or how many
        # digits of the significant number were read and what may follow.
        meanings = collections.defaultdict(set)
        for dialled, meant in prefixes(name):
            at = region.start
            for digit in meant:
                at = tuple(derived(e, int(digit)) for e in at)
            meanings[dialled].add((at, len(meant)))
        waiting = frozenset(meanings)
        seen, queue = set(), [(int(root), waiting, frozenset(meanings[""]), 0)]
        while queue:
            here = queue.pop()
            if here in seen:
                continue
            seen.add(here)
            arrow, waiting, ways, depth = here
            valid = any(region.valid(at, read) for at, read in ways)
            assert bool(arrow & ACCEPTS) == valid, (name, depth)
            for digit in range(10):
                ahead = frozenset(
                    w for w in waiting if len(w) > depth and w[depth] == str(digit)
                )
                moved = {
                    (tuple(derived(e, digit) for e in at), read + 1)
                    for at, read in ways
                    if read <= MOST_DIGITS
                }
                for dialled in ahead:
                    if len(dialled) == depth + 1:
                        moved |= meanings[dialled]
                moved = frozenset(w for w in moved if any(e != NOTHING for e in w[0]))
                if moved or ahead or following(arrow)[digit]:
                    queue.append((following(arrow)[digit], ahead, moved, depth + 1))
        visited += len(seen)
    print(f"regions: equal in {visited} states of the product")
    prove_any(text, following, [int(root) for _, root in roots])


def prove_any(text, following, roots):
    """`START` is what any of the regions accepts, and `FIRST` says no to none of that."""
    body = text.split("static START", 1)[1].split("= [", 1)[1].split("];", 1)[0]
    start = [int(arrow) for arrow in body.replace("\n", "").strip(",").split(",")]
    body = text.split("static FIRST", 1)[1].split("\n];", 1)[0]
    words = [int(word, 16) for word in re.findall(r"0x[0-9a-f]+", body)]
    seen = set()
    for digits in range(1000):
        each = list(roots)
        for digit in f"{digits:03}":
            each = [following(arrow)[int(digit)] for arrow in each]
        queue = [(start[digits], frozenset(each) - {0})]
        while queue:
            here = queue.pop()
            if here not in seen:
                seen.add(here)
                arrow, each = here
                assert bool(arrow & ACCEPTS) == any(a & ACCEPTS for a in each), digits
                for digit in range(10):
                    ahead = frozenset(following(a)[digit] for a in each) - {0}
                    if ahead or following(arrow)[digit]:
                        queue.append((following(arrow)[digit], ahead))
    for number, root in enumerate(roots):
        for first in range(10):
            layer = {following(root)[first]}
            for length in range(1, 40):
                listed = (length * 10 + first) * 4 + number // 64
                has = any(arrow & ACCEPTS for arrow in layer)
                says = listed < len(words) and words[listed] >> (number % 64) & 1 == 1
                assert has == says, (REGIONS[number], first, length)
                layer = {to for arrow in layer for to in following(arrow)} - {0}
    print(f"any region: equal in {len(seen)} states of the product")


if __name__ == "__main__":
    main()
