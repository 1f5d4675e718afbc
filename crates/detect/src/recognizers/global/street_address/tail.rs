//! What stands behind a street: flat, district, town, postal code, state and country, on one line or several.

use super::{
    super::super::us::state_of_zip,
    lexicon::{
        AMERICAN, CONTACT, COUNTED, COUNTRY, LINK, NUMBER, ORDINAL_UNIT, STATE, STATE_NAME, STOP,
        TWO_WORDS, UNIT,
    },
    number,
    postcode::{Shape, postcode},
    sets::Key,
    street::Street,
    token::{self, Gap, Word, digits, gap, is_edge},
};

/// How far an address goes on, and what that says of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    pub(super) end: usize,
    /// In decibans.
    pub(super) evidence: i16,
    pub(super) has_town: bool,
}

/// Most parts behind a street.
const MOST_PARTS: usize = 9;
/// Most parts in a row that only what follows can make parts of an address.
const MOST_OPEN: usize = 3;
/// Most words of the name of a town.
const MOST_WORDS: usize = 5;

/// Reads on behind a street.
pub(super) fn tail(text: &[u8], street: &Street) -> Tail {
    let mut tail = Tail {
        end: street.end,
        evidence: 0,
        has_town: false,
    };
    // Parts that count only if what follows is a part of the address for sure.
    let mut at = street.end;
    let mut open: Option<(usize, Gap)> = None;
    let mut open_count = 0;
    for turn in 0..MOST_PARTS {
        // The dot of an abbreviation.
        if text.get(at) == Some(&b'.')
            && matches!(text.get(at + 1), Some(b' ' | b',' | b'\n'))
            && turn < 3
        {
            let ends_sentence = matches!(text.get(at + 1..), Some([b' ', next, ..]) if next.is_ascii_uppercase() && at > street.end + 4);
            if !ends_sentence {
                at += 1;
            }
        }
        let Some((gap, next)) = gap(text, at) else {
            break;
        };
        let Some(part) = part(text, next, gap, &tail, street.is_plain) else {
            break;
        };
        at = part.end;
        if part.is_sure {
            tail.end = part.end;
            tail.evidence += part.evidence;
            tail.has_town |= part.has_town;
            (open, open_count) = (None, 0);
        } else {
            // `12 High Street, Ealing, London.`
            let is_next = open_count == 1 && gap == Gap::Mark && ends_there(text, part.end);
            if open_count == 0 || is_next {
                open = Some((part.end, gap));
            }
            open_count += 1;
            if open_count > MOST_OPEN || tail.has_town {
                break;
            }
        }
    }
    // `12 Main Street, Springfield.`
    let takes_blank = street.has_number_word;
    if let Some((end, gap)) = open
        && (gap == Gap::Mark || gap == Gap::Blank && takes_blank)
        && !tail.has_town
        && !street.is_plain
        && ends_there(text, end)
    {
        tail.end = end;
        tail.evidence += 2;
    }
    // `12 Test Road Map`, `Sold 12, 12345 Remaining in Stock`
    let goes_on = match text.get(tail.end..) {
        Some([b' ', next @ ..]) => {
            Word::at(next, 0).is_some_and(|word| word.is_capital() != tail.has_town)
        }
        _ => false,
    };
    if goes_on && (!tail.has_town || street.is_plain) {
        tail.evidence -= 4;
    }
    tail
}

/// Whether a name that ends at `end` is not the subject of a sentence.
fn ends_there(text: &[u8], end: usize) -> bool {
    let Some((_, next)) = gap(text, end) else {
        return true;
    };
    match Word::at(text, next) {
        Some(word) => {
            let links = [
                b"and".as_slice(),
                b"or",
                b"on",
                b"in",
                b"at",
                b"by",
                b"for",
                b"to",
                b"is",
                b"und",
                b"et",
                b"y",
                b"e",
                b"o",
                b"the",
                b"since",
                b"last",
                b"with",
                b"from",
                b"until",
                b"demain",
                b"danke",
                b"zugestellt",
                b"pls",
                b"please",
                b"thanks",
            ];
            text.get(end) != Some(&b' ') || links.contains(&word.bytes())
        }
        None => true,
    }
}

/// One part of a tail.
struct Part {
    end: usize,
    evidence: i16,
    has_town: bool,
    is_sure: bool,
    /// Whether it is too little for a name that no word calls a street: a year looks the same, or no town stands there.
    is_weak: bool,
}

const fn sure(end: usize, evidence: i16) -> Part {
    Part {
        end,
        evidence,
        has_town: false,
        is_sure: true,
        is_weak: false,
    }
}

const fn town(end: usize, evidence: i16) -> Part {
    Part {
        end,
        evidence,
        has_town: true,
        is_sure: true,
        is_weak: false,
    }
}

/// The part at `at`, behind a separator.
fn part(text: &[u8], at: usize, gap: Gap, tail: &Tail, is_plain: bool) -> Option<Part> {
    let word = Word::at(text, at);
    if !tail.has_town
        && let Some(part) = unit(text, at, word, gap)
    {
        return Some(part);
    }
    if !tail.has_town
        && let Some(part) = code_first(text, at, gap)
        && !(is_plain && part.is_weak)
    {
        return Some(part);
    }
    if let Some(end) = word.and_then(|word| country(text, word))
        && (tail.has_town || gap != Gap::Blank)
        && country_ends(text, end)
    {
        return Some(sure(end, 6));
    }
    if tail.has_town {
        return behind_town(text, at, word, gap);
    }
    town_first(text, at, word, gap)
}

/// Whether nothing goes on with the name of a country: `Georgia Street`, `us both`.
fn country_ends(text: &[u8], end: usize) -> bool {
    !matches!(text.get(end..), Some([b' ', next, ..]) if next.is_ascii_uppercase() || next.is_ascii_digit())
}

/// A flat, a floor, a building: `Apt 4B`, `#12`, `3rd Floor`, `3º B`, `2. OG`, `lgh 1101`.
fn unit(text: &[u8], at: usize, word: Option<Word<'_>>, gap: Gap) -> Option<Part> {
    let rest = text.get(at..)?;
    let first = *rest.first()?;
    if first == b'#' {
        let start = at + 1 + usize::from(rest.get(1) == Some(&b' '));
        // `# APT 2`
        let word = Word::at(text, start);
        if word.is_some_and(|word| UNIT.has(word.key) && word.bytes().len() > 1) {
            return unit(text, start, word, gap);
        }
        return unit_number(text, start).map(|end| sure(end, 5));
    }
    if first.is_ascii_digit() {
        return floor(text, at);
    }
    let word = word?;
    let key = word.key;
    // `st. th.`, `st. tv.`
    if word.bytes() == b"st" && word.has_dot {
        let side = Word::at(text, word.end + 2)?;
        return matches!(side.bytes(), b"th" | b"tv" | b"mf").then(|| sure(side.end_with_dot(), 4));
    }
    if matches!(word.bytes(), b"izq" | b"dcha" | b"Esq" | b"Dto" | b"izda") {
        return Some(sure(word.end, 4));
    }
    if !UNIT.has(key) && !NUMBER.has(key) {
        return None;
    }
    let mut start = word.end_with_dot();
    // `D:5`, `Apt #4`, `Kat: 2`, `apto 45`
    let marks = text.get(start..).unwrap_or_default().iter().take(3);
    start += marks
        .take_while(|byte| matches!(byte, b' ' | b':' | b'#' | b'.'))
        .count();
    if start == word.end {
        return None;
    }
    if let Some(second) = Word::at(text, start)
        && NUMBER.has(second.key)
        && second.bytes().len() > 1
    {
        start = second.end_with_dot() + usize::from(text.get(second.end_with_dot()) == Some(&b' '));
    }
    let is_letter = word.bytes().len() == 1;
    if is_letter
        && (gap != Gap::Blank || !text.get(start)?.is_ascii_digit())
        && !matches!(word.bytes(), b"D" | b"K")
    {
        return None;
    }
    let end = unit_number(text, start)?;
    Some(sure(end, if is_letter { 2 } else { 5 }))
}

/// The number of a flat: digits, perhaps with letters and hyphens, or a letter.
fn unit_number(text: &[u8], start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let run = rest.iter().take(7);
    let len = run
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/'))
        .count();
    let value = &rest[..len];
    let has_digit = value.iter().any(u8::is_ascii_digit);
    let is_letter = len == 1 && value[0].is_ascii_alphabetic();
    let fits = (has_digit || is_letter) && len <= 7 && is_edge(text, start + len);
    // A number with a decimal, or a time.
    let goes_on = matches!(rest.get(len..), Some([b'.' | b':', next, ..]) if next.is_ascii_digit());
    (fits && !goes_on && value[len - 1] != b'-').then_some(start + len)
}

/// `3rd Floor`, `3º B`, `3.º Dto`, `2. tv.`, `3. OG`.
fn floor(text: &[u8], at: usize) -> Option<Part> {
    let run = digits(text, at);
    if run > 2 {
        return None;
    }
    if let Some(end) = number::ordinal(text, at) {
        let word = text
            .get(end)
            .filter(|byte| **byte == b' ')
            .and_then(|_| Word::at(text, end + 1))?;
        return ORDINAL_UNIT.has(word.key).then(|| sure(word.end, 5));
    }
    let rest = &text[at + run..];
    let mark = match rest {
        [b'.', 0xC2, 0xBA | 0xAA, ..] => 3,
        [0xC2, 0xBA | 0xAA | 0xB0, ..] => 2,
        [b'.', ..] => 1,
        _ => return None,
    };
    let end = at + run + mark;
    if mark > 1 {
        let side = text
            .get(end)
            .filter(|byte| **byte == b' ')
            .and_then(|_| Word::at(text, end + 1));
        let side = side.filter(|word| word.bytes().len() == 1 || ORDINAL_UNIT.has(word.key));
        return Some(sure(side.map_or(end, |word| word.end), 5));
    }
    let word = text
        .get(end)
        .filter(|byte| **byte == b' ')
        .and_then(|_| Word::at(text, end + 1))?;
    ORDINAL_UNIT.has(word.key).then(|| sure(word.end, 4))
}

/// `10115 Berlin`, `75008 Paris Cedex`, `1015 CJ Amsterdam`, `00184 Roma (RM)`; or a code of its own shape alone.
fn code_first(text: &[u8], at: usize, gap: Gap) -> Option<Part> {
    let code = postcode(text, at)?;
    let is_own = code.shape == Shape::Own;
    let separated = match text.get(code.end..) {
        Some([b' ', b' ', ..]) => Some(2),
        Some([b' ', ..]) => Some(1),
        Some([b',', b' ', ..]) => Some(2),
        _ => None,
    };
    let separated = separated.filter(|_| !code.is_british);
    let name = separated.and_then(|gap| name(text, code.end + gap));
    let is_apart = text.get(code.end) == Some(&b',');
    if let Some(name) = name.filter(|_| !is_apart || code.is_named) {
        let mut evidence = match code.shape {
            Shape::Own => 15,
            Shape::Six => 9,
            Shape::Five => 10,
            Shape::Four => 7,
        };
        evidence += if code.is_named { 4 } else { 0 };
        if gap == Gap::Blank {
            evidence -= 2;
        }
        return Some(Part {
            is_weak: code.shape == Shape::Four && !code.is_named,
            ..town(behind_name(text, name), evidence)
        });
    }
    if is_own || code.is_named && gap != Gap::Blank {
        return Some(Part {
            is_weak: true,
            ..town(code.end, if is_own { 10 } else { 6 })
        });
    }
    None
}

/// What may stand behind the name of a town: its district, `Cedex`, the letters of a province.
fn behind_name(text: &[u8], end: usize) -> usize {
    match text.get(end..) {
        // `Praha 1`, `Paris Cedex 08`
        Some([b' ', b'0'..=b'9', ..]) => {
            let run = digits(text, end + 1);
            let rest = text.get(end + 1 + run..).unwrap_or_default();
            // A date, a telephone number or an address of the network goes on.
            let goes_on = match rest {
                [b' ', next, ..] => next.is_ascii_alphanumeric() || *next >= 0x80,
                [b'-' | b'.' | b':' | b'/', next, ..] if next.is_ascii_alphanumeric() => true,
                [b'.', b' ', next, ..] => token::is_letter(*next),
                _ => false,
            };
            if run <= 2 && is_edge(text, end + 1 + run) && !goes_on {
                end + 1 + run
            } else {
                end
            }
        }
        // `Roma (RM)`
        Some([b' ', b'(', a, b, b')', ..]) if a.is_ascii_uppercase() && b.is_ascii_uppercase() => {
            end + 5
        }
        // `Kadıköy/İstanbul`
        Some([b'/', ..]) => Word::at(text, end + 1)
            .filter(Word::is_capital)
            .map_or(end, |word| word.end),
        Some([b' ', b'/', b' ', ..]) => Word::at(text, end + 3)
            .filter(Word::is_capital)
            .map_or(end, |word| word.end),
        _ => end,
    }
}

/// Where the name of a town ends that begins at `at`: words with capitals, small ones between.
fn name(text: &[u8], at: usize) -> Option<usize> {
    let (mut end, mut place) = (None, at);
    for _ in 0..MOST_WORDS {
        let Some(word) = Word::at(text, place) else {
            break;
        };
        let key = word.key;
        // `Berlin on Tuesday`
        let before = &text[..word.start];
        let is_linked =
            before.ends_with(b"del ") || before.ends_with(b"de ") || before.ends_with(b"do ");
        if end.is_some() && !is_linked && COUNTED.has(key) {
            break;
        }
        if word.is_capital() || end.is_none() && word.bytes().first() == Some(&b'\'') {
            if end.is_some() && (is_stop(text, word) || CONTACT.has(key)) {
                break;
            }
            end = Some(word.end);
        } else if end.is_none() || !LINK.has(key) {
            break;
        }
        let next = if word.bytes().len() <= 3 {
            word.end_with_dot()
        } else {
            word.end
        };
        if text.get(next) != Some(&b' ') {
            break;
        }
        place = next + 1;
    }
    if end.is_none() && text.get(at..).is_some_and(|rest| rest.starts_with(b"'s-")) {
        return Word::at(text, at + 3).map(|word| word.end);
    }
    end
}

/// Whether a word behind the name of a town begins something else: a state before its code, or another value.
fn is_stop(text: &[u8], word: Word<'_>) -> bool {
    let is_before_code =
        text.get(word.end) == Some(&b' ') && postcode(text, word.end + 1).is_some();
    // `BE-3D-BE`, `AE:B4`, `SW 01 41`: another value.
    let is_other = match text.get(word.end..) {
        Some([b':', next, ..]) => next.is_ascii_alphanumeric(),
        Some([b'-' | b' ', next, ..]) => next.is_ascii_digit(),
        _ => false,
    };
    if word.is_code() && is_other {
        return true;
    }
    let key = word.key;
    let is_state = word.is_code() && (STATE.has(key) || AMERICAN.has(key));
    is_state
        && (is_before_code || !matches!(text.get(word.end), Some(b' ')) && word.bytes().len() == 2)
        || postcode(text, word.start).is_some()
}

/// The name of a country.
fn country(text: &[u8], word: Word<'_>) -> Option<usize> {
    if !word.is_capital() {
        return None;
    }
    let key = word.key;
    if COUNTRY.has(key) {
        return Some(word.end);
    }
    if TWO_WORDS.has(key) && text.get(word.end) == Some(&b' ') {
        let second = Word::at(text, word.end + 1)?;
        let seconds = [
            b"Kingdom".as_slice(),
            b"States",
            b"Zealand",
            b"Africa",
            b"Korea",
            b"Republic",
            b"Rica",
            b"Lanka",
            b"Arabia",
            b"Kong",
            b"Ireland",
            "republika".as_bytes(),
            b"Rico",
            b"Emirates",
        ];
        if seconds.contains(&second.bytes()) {
            let of = text
                .get(second.end..)
                .is_some_and(|rest| rest.starts_with(b" of America"));
            return Some(second.end + if of { " of America".len() } else { 0 });
        }
    }
    None
}

/// `Springfield, IL 62701`, `London SW1A 1AA`, `Fitzroy VIC 3065`, `São Paulo - SP, 01310-100`, `Pune 411001`; or a
/// name that what follows may make a town.
fn town_first(text: &[u8], at: usize, first: Option<Word<'_>>, gap: Gap) -> Option<Part> {
    // A state or a code without a town.
    if let Some((end, evidence)) = first.and_then(|word| state(text, word))
        && evidence > 4
    {
        return Some(town(end, evidence));
    }
    // `212 W. Washington, 1506, Chicago`
    let run = digits(text, at);
    if (1..=5).contains(&run) && matches!(text.get(at + run..), Some([b',', b' ', ..])) {
        return Some(open(at + run));
    }
    let end = name(text, at)?;
    if first.is_some_and(|word| STOP.has(word.key) || word.bytes().len() == 1 && gap != Gap::Blank)
    {
        return None;
    }
    let end = behind_name(text, end);
    let (next_gap, next) = match self::gap(text, end) {
        Some(next) => next,
        None => return Some(open(end)),
    };
    let lines = i16::from(gap == Gap::Blank);
    if let Some((end, evidence)) = Word::at(text, next).and_then(|word| state(text, word)) {
        // Two letters behind a comma are a state's often enough.
        if evidence > 1 || next_gap != Gap::Blank {
            return Some(town(end, evidence - lines));
        }
    }
    if let Some(code) = postcode(text, next) {
        let evidence = match code.shape {
            Shape::Own => 14,
            Shape::Six => 9,
            Shape::Five => 7,
            Shape::Four if next_gap == Gap::Line => return Some(open(end)),
            Shape::Four => 4,
        };
        // A code with a town behind it is of another part.
        let is_next = next_gap != Gap::Blank
            && code_first(text, next, next_gap).is_some()
            && code.shape != Shape::Own;
        if !is_next {
            return Some(town(code.end, evidence - lines));
        }
    }
    Some(open(end))
}

const fn open(end: usize) -> Part {
    Part {
        end,
        evidence: 0,
        has_town: false,
        is_sure: false,
        is_weak: false,
    }
}

/// A state, perhaps with a postal code: where it ends, and what it says.
fn state(text: &[u8], word: Word<'_>) -> Option<(usize, i16)> {
    // `N.Y.`
    let letters = match *word.bytes() {
        [a, b'.', b] if word.has_dot => [a, b],
        [a, b, ..] => [a, b],
        _ => return None,
    };
    let is_dotted = word.bytes().get(1) == Some(&b'.');
    let key = if is_dotted {
        Key::of(&letters)
    } else {
        word.key
    };
    let (mut end, is_code) =
        if word.is_code() || word.bytes().len() <= 4 && word.has_dot && word.is_capital() {
            (STATE.has(key) || AMERICAN.has(key)).then_some((word.end, true))?
        } else if word.is_capital() && STATE_NAME.has(key) {
            (word.end, false)
        } else if word.is_capital() && TWO_WORDS.has(key) && text.get(word.end) == Some(&b' ') {
            let second = Word::at(text, word.end + 1)?;
            (second.is_capital() && STATE_NAME.has(second.key)).then_some((second.end, false))?
        } else {
            return None;
        };
    if word.has_dot && is_code {
        end += 1;
    }
    // `BE-3D`: the begin of another value.
    let is_glued =
        matches!(text.get(end..), Some([b'-', next, ..]) if next.is_ascii_alphanumeric());
    if is_code && is_glued {
        return None;
    }
    let alone = if is_code && !AMERICAN.has(key) { 2 } else { 4 };
    let next = match text.get(end..) {
        Some([b',', b' ', b' ', ..] | [b' ', b'-', b' ', ..]) => end + 3,
        Some([b',', b' ', ..] | [b' ', b' ', ..]) => end + 2,
        Some([b' ' | b'\n', ..]) => end + 1,
        _ => {
            return Some((
                word.end.max(end - usize::from(word.has_dot && is_code)),
                alone,
            ));
        }
    };
    let end_alone = word.end.max(end - usize::from(word.has_dot && is_code));
    let Some(code) = postcode(text, next) else {
        // `SW 01 41 39 D`
        let is_other = is_code && text.get(next).is_some_and(u8::is_ascii_digit);
        return (!is_other).then_some((end_alone, alone));
    };
    let evidence = match code.shape {
        Shape::Own | Shape::Five => {
            let zip = &text[next..];
            let is_zip =
                (word.bytes().len() == 2 || is_dotted) && state_of_zip(zip) == Some(letters);
            if is_zip {
                18
            } else if code.shape == Shape::Own {
                14
            } else {
                7
            }
        }
        // `NC 282714 B`: no code of that state.
        Shape::Six if is_code && !STATE.has(key) => return None,
        Shape::Six => 9,
        Shape::Four if text.get(end) == Some(&b' ') || word.bytes().len() == 3 => 9,
        Shape::Four => return Some((end_alone, alone)),
    };
    Some((code.end, evidence))
}

/// What follows a town: its state or province, a code, a country.
fn behind_town(text: &[u8], at: usize, word: Option<Word<'_>>, gap: Gap) -> Option<Part> {
    if let Some((end, evidence)) = word.and_then(|word| state(text, word)) {
        let is_long = evidence > 4;
        return Some(sure(end, if is_long { 4 } else { 2 }));
    }
    if let Some(code) = postcode(text, at) {
        let fits = code.shape == Shape::Own || code.is_named;
        return fits.then(|| sure(code.end, 5));
    }
    // `46002 Valencia, Valencia, España`
    let end = name(text, at)?;
    (gap == Gap::Mark).then(|| open(end))
}
