//! The name of a street and its number, in either order.

use super::{
    english::{english, is_english},
    lexicon::{
        AFTER, BEFORE, BEFORE_NAME, CONNECTOR, COUNTED, ENDINGS, FRENCH, FRENCH_WEAK,
        LAST_OF_NAMES, NUMBER, STOP, STRONG_SUFFIXED, SUFFIXED, UNIT,
    },
    number,
    token::{Word, digits, is_edge, is_letter},
};
use crate::labels::Ends;

/// A street with its number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Street {
    pub(super) start: usize,
    pub(super) end: usize,
    /// In decibans.
    pub(super) evidence: i16,
    /// Whether a word such as `No:` stands before the number, behind which a town may follow without a mark.
    pub(super) has_number_word: bool,
    /// Whether no word says that it is a street, so that a town must.
    pub(super) is_plain: bool,
}

/// Most words of a name.
pub(super) const MOST_WORDS: usize = 7;

/// What a word says that is more often none for a street.
pub(super) const WEAKEST: i16 = -2;
/// What is said against a name that no word calls a street.
pub(super) const PLAIN: i16 = -8;

/// A number from `at` to `run_end` and a street behind it: `12 Main Street`, `12 bis, rue de la Paix`.
pub(super) fn behind(text: &[u8], at: usize, run_end: usize) -> Option<Street> {
    // The number of a flat.
    if text[..at].ends_with(b"#") || text[..at].ends_with(b"# ") {
        return None;
    }
    let end = number::end(text, run_end);
    let name = match text.get(end..)? {
        [b' ', ..] => end + 1,
        [b',', b' ', ..] => end + 2,
        _ => return None,
    };
    let first = *text.get(name)?;
    let has_comma = name == end + 2;
    // `2003-2008 Tungsten Graphics`, `1998, Thomas G. Lane`
    if is_year(&text[at..run_end]) && (has_comma || end > run_end + 4) {
        return None;
    }
    let named = if is_letter(first) {
        let word = Word::at(text, name)?;
        french(text, word).or_else(|| english(text, name, has_comma))
    } else {
        number::ordinal(text, name).and_then(|_| english(text, name, has_comma))
    }?;
    let many = match run_end - at {
        1 if named.evidence < STRONG => -2,
        4 if is_year(&text[at..run_end]) && named.evidence < STRONG => -4,
        5.. if named.is_plain => return None,
        3.. if named.evidence == WEAKEST => 1,
        3.. => 2,
        _ => 0,
    };
    // `Apt 5 Main Street`
    let unit = text[..at]
        .strip_suffix(b" ")
        .and_then(|rest| Word::before(text, rest.len()));
    let is_unit = unit
        .is_some_and(|word| UNIT.has(word.key) && !NUMBER.has(word.key) && word.bytes().len() > 2);
    if is_unit && !has_comma {
        return None;
    }
    let (start, led) = lead(text, at, unit, has_comma);
    let evidence = named.evidence + many + led;
    Some(Street {
        start,
        evidence,
        ..named
    })
}

/// Whether four digits may be a year of our time.
fn is_year(digits: &[u8]) -> bool {
    matches!(digits, [b'1', b'9', _, _] | [b'2', b'0', _, _])
}

/// What a word that says nothing else than a street is worth.
pub(super) const STRONG: i16 = 3;

/// `rue de la Paix`: a word for a street, small words, and a name.
fn french(text: &[u8], word: Word<'_>) -> Option<Street> {
    let key = word.key;
    if !FRENCH.has(key) {
        return None;
    }
    let (mut end, mut at, mut has_name) = (word.end, word.end_with_dot(), false);
    for _ in 0..MOST_WORDS {
        if text.get(at) != Some(&b' ') {
            break;
        }
        let Some(next) = Word::at(text, at + 1) else {
            let run = digits(text, at + 1);
            // `rue du 8 Mai 1945`
            if (1..=4).contains(&run) && is_edge(text, at + 1 + run) && at > word.end_with_dot() {
                at += 1 + run;
                end = if has_name { at } else { end };
                continue;
            }
            break;
        };
        let key = next.key;
        let is_link = CONNECTOR.has(key) && (!is_english(next.bytes()) || is_americas(text, word));
        if next.is_capital() && !(has_name && UNIT.has(key)) {
            (end, has_name) = (next.end, true);
        } else if !is_link && !is_month(next.bytes()) {
            break;
        }
        at = next.end_with_dot();
    }
    // `1 place du Capitole`
    let links = [b"de".as_slice(), b"du", b"des", b"de la"];
    let is_linked = text
        .get(word.end_with_dot() + 1..)
        .is_some_and(|rest| links.iter().any(|link| rest.starts_with(link)));
    let evidence = match (FRENCH_WEAK.has(key), is_linked && !word.is_capital()) {
        (true, false) => -1,
        (true, true) => STRONG - 1,
        // `5 Avenue Q tickets`
        _ if text[end - 1].is_ascii_uppercase() && text[end - 2] == b' ' => -1,
        _ => STRONG + 1,
    };
    has_name.then_some(Street {
        start: word.start,
        end,
        evidence,
        is_plain: false,
        has_number_word: false,
    })
}

/// `Avenue of the Americas`
fn is_americas(text: &[u8], word: Word<'_>) -> bool {
    text.get(word.start..)
        .is_some_and(|rest| rest.starts_with(b"Avenue of the "))
}

/// `mai`, `juin` and the like, in small letters.
fn is_month(word: &[u8]) -> bool {
    [
        b"mai".as_slice(),
        b"juin",
        b"juillet",
        b"novembre",
        b"septembre",
        b"mars",
    ]
    .contains(&word)
}

/// What stands before a number that is a part of the address: `Flat 3, `, `Plot No. `. Where it starts, and what it says;
/// `last` is the word next to the number.
fn lead(text: &[u8], at: usize, last: Option<Word<'_>>, has_comma: bool) -> (usize, i16) {
    let mut start = at;
    if let Some(word) = last
        && (NUMBER.has(word.key) || UNIT.has(word.key))
        && word.end - word.start > 1
        && (NUMBER.has(word.key) || has_comma)
    {
        start = word.start;
        let before = text[..start].strip_suffix(b" ");
        if let Some(word) = before.and_then(|before| Word::before(text, before.len()))
            && UNIT.has(word.key)
            && word.end - word.start > 1
        {
            start = word.start;
        }
        return (start, 2);
    }
    let before = match &text[..at] {
        [before @ .., b',', b' '] | [before @ .., b',', b'\n'] => before,
        [before @ .., b' ' | b'\n'] => before,
        _ => return (start, 0),
    };
    // A number or a letter behind a word such as `Flat`.
    let unit = before.iter().rev().take(5);
    let len = unit
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-')
        .count();
    let word = before[..before.len() - len].strip_suffix(b" ");
    if len > 0
        && (len == 1 || before[before.len() - len..].iter().any(u8::is_ascii_digit))
        && let Some(word) = word.and_then(|word| Word::before(text, word.len()))
        && word.end - word.start > 1
        && UNIT.has(word.key)
    {
        start = word.start;
        return (start, 5);
    }
    (start, 0)
}

/// A number from `at` to `run_end` and a street before it: `Musterstraße 12a`, `Via Roma, 12`, `ul. Długa 12/4`.
pub(super) fn before(text: &[u8], at: usize, run_end: usize) -> Option<Street> {
    let (name_end, gap) = before_number(text, at)?;
    let number_end = number::end(text, run_end);
    let Some(word) = Word::before(text, name_end) else {
        // `Calle 60 #491`, `Carrera 7 No. 71-21`
        let name = &text[..name_end];
        let run = name
            .iter()
            .rev()
            .take(3)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let word = Word::before(text, name[..name.len() - run].strip_suffix(b" ")?.len())?;
        let is_grid = run > 0 && gap == Before::Word && word.is_capital() && BEFORE.has(word.key);
        return is_grid.then_some(Street {
            start: word.start,
            end: number_end,
            evidence: 1,
            is_plain: false,
            has_number_word: true,
        });
    };
    let street = |start: usize, evidence: i16, is_plain: bool| {
        Some(Street {
            start,
            end: number_end,
            evidence,
            is_plain,
            has_number_word: gap == Before::Word,
        })
    };
    let against = match gap {
        Before::Blank => 0,
        Before::Comma => -2,
        Before::Word => 2,
        Before::CommaWord => 0,
    };
    let is_capital = word.is_capital();
    // `Lipová ulice 5`
    if !is_capital && gap != Before::Comma && STRONG_SUFFIXED.has(word.key) {
        return street(capitals_before(text, word)?, STRONG + against, false);
    }
    if !is_capital && (word.bytes().len() < 6 || gap == Before::Comma) {
        return None;
    }
    if let Some(said) = ending(word.bytes()) {
        let said = if is_capital { said } else { said - 4 };
        if is_capital || said >= 0 {
            return street(first_of_name(text, word), said + against, false);
        }
    }
    if !is_capital {
        return None;
    }
    let key = word.key;
    if SUFFIXED.has(key) {
        let start = capitals_before(text, word)?;
        let is_named = Word::at(text, start).is_some_and(|first| BEFORE_NAME.has(first.key));
        let said = if STRONG_SUFFIXED.has(key) || is_named {
            STRONG
        } else {
            -1
        };
        return street(start, said + against, false);
    }
    // `Gran Vía, 32`
    if let Some(before) = text[..word.start].strip_suffix(b"Gran ")
        && word.bytes() == "Vía".as_bytes()
    {
        return street(before.len(), STRONG, false);
    }
    if let Some((start, said)) = romance(text, word) {
        return street(start, said + against, false);
    }
    if AFTER.has(key) && gap == Before::Blank {
        let start = capitals_before(text, word)?;
        // `101 W. Grand Ave. 600`
        let is_numbered = text[..start]
            .trim_ascii_end()
            .last()
            .is_some_and(u8::is_ascii_digit);
        return if is_numbered {
            None
        } else {
            street(start, -5, false)
        };
    }
    if matches!(gap, Before::Comma | Before::CommaWord)
        || COUNTED.has(key)
        || UNIT.has(key)
        || word.bytes().len() < 3
    {
        return None;
    }
    // Without a word for a street there must be a town behind it.
    if !matches!(
        text.get(number_end..),
        Some([b',', ..] | [b'\n', ..] | [b'\r', b'\n', ..])
    ) {
        return None;
    }
    let start = capitals_before(text, word).unwrap_or(word.start);
    street(start, PLAIN + against, true)
}

/// What stands between a name and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Blank,
    Comma,
    /// A comma and `No:`
    CommaWord,
    /// `No:`, `nº`, `#`
    Word,
}

/// Where the name before a number ends.
#[inline]
fn before_number(text: &[u8], at: usize) -> Option<(usize, Before)> {
    let (mut end, mut gap) = (at, Before::Blank);
    match &text[..at] {
        [.., letter, b' '] if is_letter(*letter) => end -= 1,
        [.., b'.', b' '] => end -= 1,
        [.., b',', b' '] => (end, gap) = (at - 2, Before::Comma),
        [.., letter, b':'] if letter.is_ascii_alphabetic() => {}
        [.., letter, b':', b' '] if letter.is_ascii_alphabetic() => end -= 1,
        [.., b' ', b'#'] => return Some((at - 2, Before::Word)),
        // `nº 12`, `n° 12`
        [.., 0xC2, 0xBA | 0xB0, b' '] => end -= 1,
        [.., 0xC2, 0xBA | 0xB0] => {}
        _ => return None,
    }
    let marked = match &text[..end] {
        [.., b':'] => end - 1,
        [.., b'n' | b'N', b'.', 0xC2, 0xBA] => end - 3,
        [.., 0xC2, 0xBA | 0xB0] => end - 2,
        _ => end,
    };
    let word = Word::before(text, marked);
    if gap == Before::Blank
        && let Some(word) = word
        && word.end - word.start <= 6
        && NUMBER.has(word.key)
    {
        let before = &text[..word.start];
        let before = before.strip_suffix(b" ")?;
        return Some(match before.strip_suffix(b",") {
            Some(before) => (before.len(), Before::CommaWord),
            None => (before.len(), Before::Word),
        });
    }
    (marked == end).then_some((end, gap))
}

/// How words end that [`ENDINGS`] has.
static LAST: Ends = Ends::of(&[LAST_OF_NAMES]);

/// What the end of a word says of a street; nothing if it has none that names of streets have.
#[inline]
fn ending(word: &[u8]) -> Option<i16> {
    if !LAST.may_end(word) {
        return None;
    }
    let last = *word.last()?;
    // `Bundesstraße 216` is a road with a number.
    if [b"Bundes".as_slice(), b"Landes", b"Kreis", b"Staats"]
        .iter()
        .any(|first| word.starts_with(first))
    {
        return None;
    }
    let mut said = None;
    for (known, evidence) in ENDINGS {
        let known = known.as_bytes();
        if known[known.len() - 1] != last | 0x20 && known[known.len() - 1] != last
            || word.len() < known.len() + 2
        {
            continue;
        }
        let end = &word[word.len() - known.len()..];
        if end.eq_ignore_ascii_case(known) {
            said = said.max(Some(*evidence));
        }
    }
    said
}

/// Where the name begins whose last word ends with what streets are called.
fn first_of_name(text: &[u8], word: Word<'_>) -> usize {
    let mut start = word.start;
    for _ in 0..2 {
        let Some(before) = text[..start]
            .strip_suffix(b" ")
            .and_then(|rest| Word::before(text, rest.len()))
        else {
            break;
        };
        let key = before.key;
        if before.is_capital() && BEFORE_NAME.has(key) && !before.has_dot {
            start = before.start;
            continue;
        }
        // `Jan de Witstraat`
        let further = text[..before.start]
            .strip_suffix(b" ")
            .and_then(|rest| Word::before(text, rest.len()));
        match further {
            Some(first)
                if !before.is_capital()
                    && CONNECTOR.has(key)
                    && BEFORE_NAME.has(first.key)
                    && first.is_capital() =>
            {
                start = first.start;
            }
            _ => break,
        }
    }
    start
}

/// Where the words with capitals begin that stand before `word`, with small words between them; nothing if there are
/// none.
fn capitals_before(text: &[u8], word: Word<'_>) -> Option<usize> {
    let (mut start, mut found, mut at) = (word.start, None, word.start);
    for _ in 0..4 {
        let Some(before) = text[..at]
            .strip_suffix(b" ")
            .and_then(|rest| Word::before(text, rest.len()))
        else {
            break;
        };
        let key = before.key;
        if before.is_capital() && !STOP.has(key) && (!before.has_dot || before.bytes().len() <= 4) {
            start = before.start;
            found = Some(start);
        } else if before.is_capital()
            && matches!(
                before.bytes(),
                b"Unter" | b"An" | b"Am" | b"Im" | b"Na" | b"In" | b"Auf"
            )
        {
            return Some(before.start);
        } else if !matches!(
            before.bytes(),
            b"de" | b"van" | b"von" | b"der" | b"den" | b"del" | b"la" | b"ten" | b"ter"
        ) {
            break;
        }
        at = before.start;
    }
    // `An der Furt`
    if let Some(rest) = text[..start].strip_suffix(b" ")
        && let Some(small) = Word::before(text, rest.len())
        && CONNECTOR.has(small.key)
        && let Some(rest) = text[..small.start].strip_suffix(b" ")
        && let Some(first) = Word::before(text, rest.len())
        && first.is_capital()
        && CONNECTOR.has(first.key)
    {
        return Some(first.start);
    }
    found
}

/// Whether a small word of Portuguese or Spanish follows.
fn is_linked(text: &[u8], word: Word<'_>) -> bool {
    let rest = text.get(word.end_with_dot()..).unwrap_or_default();
    [
        b" do ".as_slice(),
        b" da ",
        b" dos ",
        b" das ",
        b" de ",
        b" del ",
    ]
    .iter()
    .any(|link| rest.starts_with(link))
}

/// The word for a street before the words with capitals that end with `word`, and what it says.
fn romance(text: &[u8], word: Word<'_>) -> Option<(usize, i16)> {
    let mut at = word.start;
    for _ in 0..MOST_WORDS {
        // `C/ Mayor`
        if text[..at].ends_with(b"C/ ") || text[..at].ends_with(b"c/ ") {
            return Some((at - 3, STRONG));
        }
        let rest = text[..at].strip_suffix(b" ")?;
        let Some(before) = Word::before(text, rest.len()) else {
            // `Calle 5 de Mayo`
            let run = rest
                .iter()
                .rev()
                .take(3)
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            if run == 0 {
                return None;
            }
            at -= 1 + run;
            continue;
        };
        let key = before.key;
        let len = before.bytes().len();
        if BEFORE.has(key) && (len > 2 || before.has_dot) {
            let said = match (len, before.is_capital()) {
                // `C. Ronaldo 7`, but `R. do Sol 7`
                (1, true) if !is_linked(text, before) => -4,
                (1, false) => -4,
                (..=2, true) => 2,
                (..=2, false) => STRONG,
                _ if FRENCH_WEAK.has(key) => -1,
                (_, true) => STRONG + 1,
                _ if COUNTED.has(word.key) => return None,
                _ if matches!(before.bytes(), b"via" | b"villa" | b"cite") => -1,
                (_, false) => 1,
            };
            return Some((before.start, said));
        }
        let is_connector = CONNECTOR.has(key) && !is_english(before.bytes());
        let goes_on = before.is_capital() && (!before.has_dot || len <= 4) || is_connector;
        if !goes_on {
            return None;
        }
        at = before.start;
    }
    None
}
