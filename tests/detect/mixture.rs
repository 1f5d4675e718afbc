//! Random texts that are dense in values and in what looks like them.
//!
//! A text is a list of bits: values and examples of every kind, whole, mutated or cut short; words
//! that speak for them; digits, letters, marks and characters beyond ASCII. Half of the bits touch,
//! the others have one character between them, since that is where searches go wrong.

use std::{collections::BTreeMap, sync::LazyLock};

use proptest::{collection::vec, prelude::*};
use pumice_detect::DetectorBuilder;
use pumice_synth::{
    Rng, text,
    value::{self, MAKERS},
};

use super::{DETECTOR, find_alone};
use crate::{catalogue::fixture, util::scale};

/// Characters that stand between values, or are part of one.
const MARKS: &[&str] = &[
    " ", " ", " ", "\n", "\t", "\r", ",", ";", "|", "/", "-", "_", ".", ":", "@", "+", "(", ")",
    "[", "]", "<", ">", "{", "}", "'", "\"", "\\", "=", "&", "?", "#", "%", "~", "*", "$", "^",
    "`", "!", "\0", "\u{7f}",
];

/// Characters beyond ASCII: letters with and without case, digits, blanks, hyphens, what is
/// invisible, and neighbours of each in the encoding.
const WIDE: &[&str] = &[
    "é",
    "É",
    "ß",
    "Ж",
    "ж",
    "İ",
    "ſ",
    "K",
    "中",
    "日本",
    "カ",
    "ش",
    "ह",
    "٣",
    "５",
    "Ａ",
    "，",
    "。",
    "：",
    "＠",
    "\u{80}",
    "\u{a0}",
    "\u{ad}",
    "\u{301}",
    "\u{200b}",
    "\u{200f}",
    "\u{2011}",
    "\u{2013}",
    "\u{2019}",
    "\u{2028}",
    "\u{202f}",
    "\u{3000}",
    "\u{feff}",
    "\u{fffd}",
    "😀",
    "𝟘",
    "\u{10ffff}",
];

/// Beginnings, ends and repeats of what recognizers look for.
const TRIGGERS: &[&str] = &[
    "://",
    "https://",
    "www.",
    "::",
    "::1",
    "@",
    "a@",
    "@a",
    "+1",
    "+(",
    "(+",
    "(4",
    "xn--",
    "0x",
    "DE89",
    "DE11 ",
    "1 1 1",
    "1-1-",
    "1.1.1",
    "4444 ",
    "<US_SSN>",
    "<EMAIL_ADDRESS:ab>",
    "[REDACTED]",
    "2021",
    "12/26",
    "/24",
    "T12:00",
    "Z",
    "März ",
    "Jan",
    "X",
    "aa:bb:",
    "aa-bb-",
    "aabb.ccdd.",
    "camelCase",
    "\\n",
    "\\u0031",
    "%40",
    "=40",
    "=\n",
    "&#64;",
    "&nbsp;",
    " at ",
    "[at]",
    " dot ",
    " ät ",
    "1 2 3 4  5 6",
    "amFuZUBl",
    "6a616e65",
    "\\",
];

/// Every cue of the catalogue.
static CUES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let contexts = DETECTOR.recognizers().iter().map(|rule| &rule.context);
    contexts
        .flat_map(|context| context.split(';'))
        .map(|cue| cue.trim().to_owned())
        .filter(|cue| !cue.is_empty())
        .collect()
});

/// The examples of each recognizer.
static EXAMPLES: LazyLock<Vec<Vec<String>>> = LazyLock::new(fixture::texts);

/// A text of up to `bits` bits; it loses bits when it is made smaller.
pub(super) fn mixture(bits: usize) -> impl Strategy<Value = String> {
    vec(any::<u64>().no_shrink(), 0..=bits).prop_map(|seeds| {
        seeds
            .into_iter()
            .map(|seed| bit(&mut Rng::new(seed)))
            .collect()
    })
}

/// Up to `texts` texts of up to `bits` bits.
pub(super) fn mixtures(texts: usize, bits: usize) -> impl Strategy<Value = Vec<String>> {
    vec(mixture(bits), 1..=texts)
}

/// One bit and perhaps a character behind it.
fn bit(rng: &mut Rng) -> String {
    let mut bit = match rng.below(100) {
        0..32 => a_value(rng),
        32..44 => mutated(rng),
        44..52 => cut(rng),
        52..58 => text::sentence(rng).text,
        58..72 => cue(rng),
        72..80 => run(rng),
        80..90 => rng.pick(TRIGGERS).to_owned(),
        90..95 => rng.pick(MARKS).repeat(rng.between(1, 3) as usize),
        _ => rng.pick(WIDE).to_owned(),
    };
    match rng.below(10) {
        0..3 => bit.push(' '),
        3..5 => bit.push_str(rng.pick(MARKS)),
        5 => bit.push_str(rng.pick(WIDE)),
        _ => {}
    }
    bit
}

/// A value of a kind that many rules share, or the example of any rule with the words around it.
fn a_value(rng: &mut Rng) -> String {
    if rng.percent(50) {
        let examples = &EXAMPLES[rng.below(EXAMPLES.len() as u32) as usize];
        return examples[rng.below(examples.len() as u32) as usize].clone();
    }
    let kind = rng.below(MAKERS.len() as u32) as usize;
    value::make(MAKERS[kind].entity, rng).expect("the maker is listed")
}

/// A value in disguise, or one of which a few characters are others, missing, doubled or swapped with the
/// next one.
fn mutated(rng: &mut Rng) -> String {
    let value = a_value(rng);
    let way = &value::disguise::MAKERS[rng.below(value::disguise::MAKERS.len() as u32) as usize];
    if rng.percent(40)
        && let Some(disguised) = way.make(&value, rng)
    {
        return disguised;
    }
    let mut characters: Vec<char> = value.chars().collect();
    for _ in 0..rng.between(1, 3) {
        if characters.is_empty() {
            break;
        }
        let at = rng.below(characters.len() as u32) as usize;
        match rng.below(6) {
            0 => drop(characters.remove(at)),
            1 => characters.insert(at, characters[at]),
            2 => characters[at] = char::from(b'0' + rng.below(10) as u8),
            3 => characters[at] = flipped(characters[at]),
            4 => {
                let mark = rng.pick(MARKS).chars().next().expect("a mark");
                characters[at] = mark;
            }
            _ => {
                let next = (at + 1).min(characters.len() - 1);
                characters.swap(at, next);
            }
        }
    }
    characters.into_iter().collect()
}

fn flipped(letter: char) -> char {
    if letter.is_ascii_uppercase() {
        letter.to_ascii_lowercase()
    } else {
        letter.to_ascii_uppercase()
    }
}

/// The beginning or the end of a value.
fn cut(rng: &mut Rng) -> String {
    let characters: Vec<char> = a_value(rng).chars().collect();
    let at = rng.below(characters.len() as u32 + 1) as usize;
    let (head, tail) = characters.split_at(at);
    if rng.percent(50) { head } else { tail }.iter().collect()
}

/// A cue as texts, keys and capitals spell it.
fn cue(rng: &mut Rng) -> String {
    let cue = &CUES[rng.below(CUES.len() as u32) as usize];
    let mut cue = match rng.below(5) {
        0 => cue.to_uppercase(),
        1 => cue.replace(' ', "_"),
        2 => cue.replace('e', "é"),
        3 => cue.replace(' ', "\u{a0}"),
        _ => cue.clone(),
    };
    cue.push_str(rng.pick(&[" ", ": ", ":", "=", " is ", "", "\n", "：", " no. "]));
    cue
}

/// Digits, letters or hexadecimal digits, of lengths around those of words and windows.
fn run(rng: &mut Rng) -> String {
    let alphabet: &[u8] = match rng.below(4) {
        0 => b"0123456789",
        1 => b"abcdefghijklmnopqrstuvwxyz",
        2 => b"0123456789abcdefABCDEF",
        _ => b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    };
    let most = *[4, 12, 20, 70].get(rng.below(4) as usize).expect("four");
    let len = rng.between(1, most) as usize;
    rng.string(len, alphabet)
}

#[test]
fn mixtures_are_dense() {
    let mut rng = Rng::new(20);
    let (mut bytes, mut found) = (0, BTreeMap::<_, usize>::new());
    for _ in 0..scale(2_000, 4_000) {
        let text: String = (0..12).map(|_| bit(&mut rng)).collect();
        bytes += text.len();
        for (_, entity, ..) in find_alone(&DETECTOR, &text) {
            *found.entry(DETECTOR.entity_name(entity)).or_default() += 1;
        }
    }
    let total: usize = found.values().sum();
    assert!(total * 100 > bytes, "{total} findings in {bytes} bytes");
    let is_on = |name: &&str| DetectorBuilder::new().is_default_on(name);
    let entities = DETECTOR.entities().iter().map(|name| &**name).filter(is_on);
    let missing: Vec<&str> = entities.filter(|name| !found.contains_key(name)).collect();
    assert!(missing.is_empty(), "never found: {missing:?}");
}
