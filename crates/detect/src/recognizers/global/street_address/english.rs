//! Names of streets in the order of English: `Main Street`, `West 5th Ave`, `US Highway 278`.

use super::{
    lexicon::{
        AFTER, CONNECTOR, COUNTED, DIRECTION, NUMBERED, ROAD, SPANISH, STOP, STREETLESS, UNIT, WEAK,
    },
    number,
    street::{MOST_WORDS, PLAIN, STRONG, Street, WEAKEST},
    token::{Word, begins_with_capital, digits, is_edge},
};

/// What is said against a name with a point of the compass that no word calls a street.
const DIRECTED: i16 = -5;
/// What a word for a street says that has no capital behind a name that has one: `N Wyoming avenue`.
const LOWERED: i16 = STRONG - 2;

/// The street whose name begins at `name`, behind its number and perhaps a comma.
pub(super) fn english(text: &[u8], name: usize, has_comma: bool) -> Option<Street> {
    let is_small = !begins_with_capital(&text[name..]) && !text[name].is_ascii_digit();
    if is_small && (has_comma || !text[name].is_ascii()) {
        return None;
    }
    let mut reader = Reader {
        text,
        at: name,
        is_small,
        ..Reader::default()
    };
    reader.plain_end = name;
    for turn in 0..MOST_WORDS {
        match reader.step(turn) {
            Step::On => {}
            Step::Stop => break,
            Step::Road(end) => {
                let evidence = if is_small { 0 } else { STRONG };
                return Some(street(name, end, evidence, false));
            }
        }
        if text.get(reader.at) != Some(&b' ') {
            break;
        }
        reader.at += 1;
    }
    let (end, evidence, is_plain) = reader.ended()?;
    let evidence = evidence + against(text, name, evidence, is_plain)?;
    let evidence = match (is_small, evidence) {
        (true, STRONG..) if end - name > 8 => evidence - 2,
        (true, _) => evidence - 4,
        _ => evidence,
    };
    Some(street(name, end, evidence, is_plain))
}

fn street(start: usize, end: usize, evidence: i16, is_plain: bool) -> Street {
    Street {
        start,
        end,
        evidence,
        is_plain,
        has_number_word: false,
    }
}

/// What is said against a street by the first word of its name; nothing if it is none.
fn against(text: &[u8], name: usize, evidence: i16, is_plain: bool) -> Option<i16> {
    let Some(first) = Word::at(text, name) else {
        return Some(0);
    };
    // `the 2 Way Street`, `Hwy 16 And Minnesota Rd`
    let firsts = [b"way".as_slice(), b"and", b"or"];
    if firsts
        .iter()
        .any(|known| first.bytes().eq_ignore_ascii_case(known))
    {
        return None;
    }
    if !COUNTED.has(first.key) {
        return Some(0);
    }
    // `12 May Street fairs open`
    (!is_plain && evidence >= STRONG).then_some(-5)
}

/// What is known of a street so far.
#[derive(Default)]
struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    /// Whether the name has small letters alone.
    is_small: bool,
    /// Words of the name.
    names: usize,
    /// Whether a point of the compass stands before the name.
    directed: bool,
    /// Whether a small word stands within it.
    linked: bool,
    /// Whether it begins with an article of Spanish.
    has_article: bool,
    /// Whether it begins with a word for a street in Spanish.
    is_spanish: bool,
    /// Where the last word for a street ends, and what it says.
    found: Option<(usize, i16)>,
    /// Where the name ends if no word for a street comes.
    plain_end: usize,
}

enum Step {
    On,
    Stop,
    /// A road that has a number for a name, which ends there.
    Road(usize),
}

impl<'t> Reader<'t> {
    /// Reads one word.
    fn step(&mut self, turn: usize) -> Step {
        let number = number::ordinal(self.text, self.at).or_else(|| self.grid());
        if let Some(end) = number {
            (self.names, self.plain_end, self.at) = (self.names + 1, end, end);
            return Step::On;
        }
        // `Peace & Plenty Lane`
        if self.names > 0 && self.found.is_none() && self.text[self.at..].starts_with(b"& ") {
            self.at += 1;
            return Step::On;
        }
        let Some(word) = Word::at(self.text, self.at) else {
            return Step::Stop;
        };
        if self.is_small && (STOP.has(word.key) || turn > 3) {
            return Step::Stop;
        }
        if !word.is_capital() && !self.is_small {
            return self.small(word);
        }
        let is_numbered = self.names > 0 || self.directed || NUMBERED.has(word.key);
        if is_numbered
            && !self.linked
            && ROAD.has(word.key)
            && let Some(end) = road_number(self.text, word)
        {
            return Step::Road(end);
        }
        self.capital(word)
    }

    /// A small word in a name that has capitals: `Newcastle upon Tyne`, `Avenue of the Americas`.
    fn small(&mut self, word: Word<'t>) -> Step {
        if self.names == 0 || self.found.is_some() && !self.is_spanish {
            return Step::Stop;
        }
        let key = word.key;
        if CONNECTOR.has(key) && self.text.get(word.end) == Some(&b' ') {
            self.at = word.end;
            self.linked = true;
            return Step::On;
        }
        let is_street = AFTER.has(key) && !WEAK.has(key) && word.bytes().len() > 2;
        if is_street && self.found.is_none() && !self.linked {
            self.found = Some((word.end, LOWERED));
        }
        Step::Stop
    }

    /// A word of the name, or one for a street.
    fn capital(&mut self, word: Word<'t>) -> Step {
        let key = word.key;
        let (is_after, is_weak) = (AFTER.has(key), WEAK.has(key));
        let is_direction = DIRECTION.has(key);
        self.directed |= is_direction && self.names == 0;
        // `Calle del Sol`, `El Camino Real`
        if SPANISH.has(key) && self.names == usize::from(self.has_article) {
            self.is_spanish = true;
            self.names += 1;
        } else if self.found.is_some() && !self.goes_on(word) {
            return Step::Stop;
        } else if STREETLESS.has(key) || (is_after || is_weak) && self.names > 0 {
            let said = match (is_after, is_weak) {
                (true, false) => STRONG,
                (true, true) => -1,
                _ if STREETLESS.has(key) => 0,
                _ => WEAKEST,
            };
            let best = self.found.map_or(said, |(_, known)| known.max(said));
            self.found = Some((word.end, best));
        } else if let Some((end, _)) = &mut self.found {
            *end = word.end;
        } else if self.is_spanish {
            self.found = Some((word.end, 0));
        } else if !is_direction || word.bytes().len() > 2 {
            let is_unit = UNIT.has(key) && word.bytes().len() > 1;
            if is_unit && self.names > 0 && !is_direction {
                return Step::Stop;
            }
            self.has_article = self.names == 0 && is_article(word.bytes());
            self.names += 1;
        }
        (self.plain_end, self.at) = (word.end, word.end_with_dot());
        Step::On
    }

    /// Whether a word behind one for a street is a part of the name still: `Mill Street Road`, `5th St NW`, `Orchard
    /// Park Dr`, `Cross Beam Drive`.
    fn goes_on(&self, word: Word<'t>) -> bool {
        let Some((_, said)) = self.found else {
            return true;
        };
        let key = word.key;
        let (is_after, is_weak) = (AFTER.has(key), WEAK.has(key));
        if DIRECTION.has(key) || is_saint(self.text, self.at, word) {
            return true;
        }
        if UNIT.has(key) && word.bytes().len() > 1 {
            return false;
        }
        let is_street = is_after && !is_weak || is_weak && said < STRONG;
        is_street || self.is_spanish || said < STRONG && is_street_ahead(self.text, word)
    }

    /// Where a number ends that is a name on a grid of streets: `5536 West 103 Place`, `3870 N. 3000 W. Road`.
    fn grid(&self) -> Option<usize> {
        let run = digits(self.text, self.at);
        if !self.directed || !(1..=5).contains(&run) {
            return None;
        }
        let end = self.at + run;
        let next = self.text.get(end..)?.strip_prefix(b" ")?;
        let key = Word::at(next, 0)?.key;
        (DIRECTION.has(key) || AFTER.has(key) || WEAK.has(key)).then_some(end)
    }

    /// Where the street ends, what its words say, and whether none of them says that it is a street.
    fn ended(&self) -> Option<(usize, i16, bool)> {
        match self.found {
            // `Avenida del Río 124` has its number behind it.
            Some((end, _)) if self.is_spanish && is_numbered_behind(self.text, end) => None,
            Some((end, said)) => Some((end, said, false)),
            None if self.names > 0 && self.directed => Some((self.plain_end, DIRECTED, false)),
            // In `3 Maja 12` the number is the second one.
            None if self.names > 0
                && !self.is_small
                && !is_numbered_behind(self.text, self.plain_end) =>
            {
                Some((self.plain_end, PLAIN, true))
            }
            None => None,
        }
    }
}

/// Whether a word that most often is one for a street stands behind `word`, with no more than one name between.
fn is_street_ahead(text: &[u8], word: Word<'_>) -> bool {
    let mut at = word.end_with_dot();
    for _ in 0..2 {
        if text.get(at) != Some(&b' ') {
            return false;
        }
        let Some(next) = Word::at(text, at + 1) else {
            return false;
        };
        let key = next.key;
        if AFTER.has(key) {
            return true;
        }
        if !next.is_capital() || UNIT.has(key) {
            return false;
        }
        at = next.end_with_dot();
    }
    false
}

/// `El`, `La` and their plurals.
fn is_article(word: &[u8]) -> bool {
    let articles = [b"el".as_slice(), b"la", b"los", b"las"];
    articles
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// Small words of English.
pub(super) fn is_english(word: &[u8]) -> bool {
    matches!(
        word,
        b"the" | b"of" | b"on" | b"in" | b"by" | b"upon" | b"and" | b"at"
    )
}

/// Whether a number stands behind a name that is no postal code.
fn is_numbered_behind(text: &[u8], end: usize) -> bool {
    match text.get(end..) {
        Some([b' ', next, ..]) => next.is_ascii_digit(),
        Some([b',', b' ', next, ..]) => next.is_ascii_digit() && digits(text, end + 2) < 5,
        _ => false,
    }
}

/// Whether the last word for a street, before `at`, was a saint: `Royal St. Georges Lane`.
fn is_saint(text: &[u8], at: usize, word: Word<'_>) -> bool {
    let before = &text[..at];
    let is_st = [b" st ".as_slice(), b" st. "].iter().any(|saint| {
        before.len() > saint.len()
            && before[before.len() - saint.len()..].eq_ignore_ascii_case(saint)
    });
    let next = text
        .get(word.end)
        .filter(|byte| **byte == b' ')
        .and_then(|_| Word::at(text, word.end + 1));
    is_st && next.is_some_and(|next| AFTER.has(next.key) && !UNIT.has(next.key))
}

/// The number of a road behind the word for it, and a point of the compass behind that: `Highway 278`, `US-101`, `Hwy No.
/// 130 North`.
fn road_number(text: &[u8], word: Word<'_>) -> Option<usize> {
    let at = word.end_with_dot();
    let start = match text.get(at..)? {
        [b' ', b'N', b'o', b'.', b' ', ..] => at + 5,
        [b' ', b'N', b'o', b' ', ..] => at + 4,
        [b' ' | b'-', b'#', ..] => at + 2,
        [b' ' | b'-', ..] => at + 1,
        _ => return None,
    };
    let run = digits(text, start);
    let letter = usize::from(text.get(start + run).is_some_and(u8::is_ascii_uppercase));
    let end = start + run + letter;
    if !(1..=4).contains(&run) || !is_edge(text, end) {
        return None;
    }
    let direction = text
        .get(end)
        .filter(|byte| **byte == b' ')
        .and_then(|_| Word::at(text, end + 1))
        .filter(|next| next.is_capital() && DIRECTION.has(next.key));
    Some(direction.map_or(end, |direction| direction.end))
}
