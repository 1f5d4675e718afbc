//! Patterns and lists of a user's own, against searches that are simple and slow.

use std::{collections::BTreeSet, sync::LazyLock};

use proptest::prelude::*;
use pumice_detect::{
    Backend, Cache, Case, Detector, DetectorBuilder, Disguises, Encoding, Event, Evidence, Input,
    Pattern, Recognizer, Region, Shape, Terms,
};
use pumice_synth::Rng;
use regex_automata::{Anchored, nfa::thompson::pikevm::PikeVM};

use super::{Buffer, holds};
use crate::util::scale;

/// Expressions, and the same ones for a machine in which `\d`, `\w` and `\b` are of Unicode.
const PATTERNS: &[(&str, &str)] = &[
    (r"EMP-\d{3}", r"EMP-[0-9]{3}"),
    (r"\bEMP-\d+\b", r"(?-u:\b)EMP-[0-9]+(?-u:\b)"),
    (r"(?i)emp[ -]?[a-f]+", r"(?i)emp[ -]?[a-f]+"),
    (r"\b[A-Z]{2}\d{3}\b", r"(?-u:\b)[A-Z]{2}[0-9]{3}(?-u:\b)"),
    (r"[A-Z]{2}\d{2,3}", r"[A-Z]{2}[0-9]{2,3}"),
    (r"\w+@corp", r"[0-9A-Za-z_]+@corp"),
    (
        r"[\w.]+@(?:corp|emp)\.x+",
        r"[0-9A-Za-z_.]+@(?:corp|emp)\.x+",
    ),
    (r"x[^b]*b", r"x[^b]*b"),
    (r"(?:x[^q]*|y)foo", r"(?:x[^q]*|y)foo"),
    (r"(?:x.{4}|y)foo", r"(?:x.{4}|y)foo"),
    (r"foo.*bar", r"foo.*bar"),
    (r"foo.*?bar", r"foo.*?bar"),
    (r"(?s)foo.{0,9}bar|ab", r"(?s)foo.{0,9}bar|ab"),
    (r"ab|abc|abcd", r"ab|abc|abcd"),
    (r"(?:a|ab)(?:c|bcd)(?:d*)", r"(?:a|ab)(?:c|bcd)(?:d*)"),
    (r"(x+x+)+y", r"(x+x+)+y"),
    (r"(a*)*b", r"(a*)*b"),
    (r"^foo", r"^foo"),
    (r"bar$", r"bar$"),
    (r"(?m)^\w+:$", r"(?m)^[0-9A-Za-z_]+:$"),
    (r"é\d", r"é[0-9]"),
    (r"(?i)é+x", r"(?i)é+x"),
    (r"\p{Cyrillic}{2,}\d", r"\p{Cyrillic}{2,}[0-9]"),
    (r"\B\d\d\B", r"(?-u:\B)[0-9][0-9](?-u:\B)"),
    (r"[a-z]+\d[a-z]*", r"[a-z]+[0-9][a-z]*"),
    (r"\d\d\d\d", r"[0-9]{4}"),
    (r"[^\d\s]{3}:", r"[^0-9\t\n\v\f\r ]{3}:"),
    (
        r"\b{start}corp|\b{end-half}foo",
        r"(?-u:\b{start})corp|(?-u:\b{end-half})foo",
    ),
    (
        r"\b{start}(?:corp|foo)\b{end}",
        r"(?-u:\b{start})(?:corp|foo)(?-u:\b{end})",
    ),
    (r"[yx]{1,3}\d?$|^[yx]", r"[yx]{1,3}[0-9]?$|^[yx]"),
];

/// Bits of texts: pieces of what the expressions look for, and what they end at.
const BITS: &[&str] = &[
    "EMP-", "emp", "EMP", "123", "4", "56789", "AB", "Z", "@corp", "@emp.x", "corp", "x", "y",
    "foo", "bar", "ab", "c", "d", "a", "b", "abcd", "xxxx", ":", "\n", " ", " ", "-", "_", ".",
    "é", "É", "Жж", "q", "٣", "日本", "f", "ſ", "K",
];

fn bits(most: usize) -> impl Strategy<Value = String> {
    let bit = prop::sample::select(BITS);
    prop::collection::vec(bit, 0..most).prop_map(|bits| bits.concat())
}

/// Long runs, so that values reach their limit.
fn runs() -> impl Strategy<Value = String> {
    let bit = (
        prop::sample::select(BITS),
        prop::sample::select(&[1, 2, 7, 300, 1022, 1500][..]),
    );
    prop::collection::vec(bit, 0..5).prop_map(|bits| {
        let repeated = bits.iter().map(|&(bit, times)| bit.repeat(times));
        repeated.collect::<String>()
    })
}

fn rule(number: usize, shape: Shape) -> Recognizer {
    Recognizer {
        id: format!("own_{number}").into(),
        entity: format!("OWN_{number}").into(),
        shapes: vec![shape],
        ..Recognizer::new("", "", "global")
    }
}

/// A detector for each backend, with all expressions beside the catalogue.
static DETECTORS: LazyLock<Vec<Detector>> = LazyLock::new(|| {
    Backend::available()
        .map(|backend| {
            let mut builder = DetectorBuilder::new();
            // A simple search reads a text as it stands.
            builder.backend(backend).disguises(Disguises::NONE);
            for (number, &(regex, _)) in PATTERNS.iter().enumerate() {
                let pattern = Pattern::new(regex, Evidence::CERTAIN);
                builder.recognizer(rule(number, Shape::Pattern(pattern)));
            }
            builder.build().expect("it compiles")
        })
        .collect()
});

static MACHINES: LazyLock<Vec<PikeVM>> = LazyLock::new(|| {
    let machines = PATTERNS
        .iter()
        .map(|(_, regex)| PikeVM::new(regex).expect("it parses"));
    machines.collect()
});

/// Region, rule, and start and end in the region.
type Values = BTreeSet<(u32, usize, u32, u32)>;

/// What the rules of one's own weigh, before overlaps are settled.
fn weighed(detector: &Detector, text: &[u8], regions: &[Region]) -> Values {
    let fields = [detector.plain_field()];
    let input = Input {
        text,
        regions,
        fields: &fields,
    };
    let mut trace: Vec<Event> = vec![];
    detector.find_traced(&mut Cache::default(), input, &mut vec![], &mut trace);
    let mut all = BTreeSet::new();
    for event in trace {
        let Event::Weighed {
            span, recognizer, ..
        } = event
        else {
            continue;
        };
        let id = &detector.recognizer(recognizer).id;
        let Some(number) = id.strip_prefix("own_") else {
            continue;
        };
        let holds = |region: &Region| region.start <= span.start && span.end <= region.end;
        let region = regions
            .iter()
            .position(holds)
            .expect("a value lies in a region");
        let base = regions[region].start;
        let value = (
            region as u32,
            number.parse().expect("a number"),
            span.start - base,
            span.end - base,
        );
        assert!(all.insert(value), "found twice");
    }
    all
}

/// At each place, the match that the expression prefers among those of a kilobyte at most.
fn naive(machine: &PikeVM, text: &str) -> Vec<(u32, u32)> {
    let mut cache = machine.create_cache();
    let (mut found, mut from) = (vec![], 0);
    while from < text.len() {
        let window = from..text.len().min(from + Pattern::MAX_BYTES);
        let input = regex_automata::Input::new(text)
            .range(window)
            .anchored(Anchored::Yes);
        match machine.find(&mut cache, input) {
            Some(value) => {
                found.push((from as u32, value.end() as u32));
                from = value.end();
            }
            None => from += 1,
        }
    }
    found
}

/// What should be weighed in texts that are a region each.
fn expected<'a>(texts: impl IntoIterator<Item = &'a str>) -> Values {
    let mut all = BTreeSet::new();
    for (text, region) in texts.into_iter().zip(0..) {
        for (number, machine) in MACHINES.iter().enumerate() {
            let found = naive(machine, text).into_iter();
            all.extend(found.map(|(start, end)| (region, number, start, end)));
        }
    }
    all
}

#[test]
fn patterns_find_what_a_simple_search_finds() {
    let texts = prop::collection::vec(bits(30), 1..8);
    holds(91, scale(150, 40_000), texts, |texts| {
        let mut buffer = Buffer::default();
        for (at, text) in texts.iter().enumerate() {
            buffer.gap(&b"5x-"[..at % 4]);
            buffer.push(text, Encoding::Plain);
        }
        let wanted = expected(texts.iter().map(String::as_str));
        for detector in DETECTORS.iter() {
            let found = weighed(detector, &buffer.text, &buffer.regions);
            let name = detector.backend().name();
            let lost: Vec<_> = wanted.difference(&found).collect();
            let more: Vec<_> = found.difference(&wanted).collect();
            prop_assert!(
                lost.is_empty() && more.is_empty(),
                "{} {:?} {:?}",
                name,
                lost,
                more
            );
        }
        Ok(())
    });
}

/// Long texts and long values, in which places are sought far from what an expression asks for.
#[test]
fn long_values_are_what_a_simple_search_finds() {
    holds(92, scale(15, 2_000), runs(), |text| {
        let mut buffer = Buffer::default();
        buffer.push(&text, Encoding::Plain);
        let wanted = expected([text.as_str()]);
        for detector in DETECTORS.iter() {
            let found = weighed(detector, &buffer.text, &buffer.regions);
            let lost: Vec<_> = wanted.difference(&found).collect();
            let more: Vec<_> = found.difference(&wanted).collect();
            let name = detector.backend().name();
            prop_assert!(
                lost.is_empty() && more.is_empty(),
                "{} {:?} {:?}",
                name,
                lost,
                more
            );
        }
        Ok(())
    });
}

/// Words of terms and texts.
const WORDS: &[&str] = &[
    "a",
    "Ab",
    "abc",
    "foo",
    "Bar",
    "x1",
    "42",
    "heron",
    "Blue",
    "Hummingbird",
    "incomprehensibilities",
    "é",
    "Élan",
    "Größe",
    "Жук",
    "Οδός",
    "μ",
    "林",
    "東京",
    "カナ",
    "ไทย",
    "한국",
    "cafe\u{301}",
    "ａ",
    "अच्छा",
];

/// What stands between words.
const MARKS: &[&str] = &[
    " ", " ", " ", "-", "  ", ".", "_", "’", "'", "/", "", "", "。", "\n", "😀", "#", "“", "”",
];

/// Words with marks before and between them, of a fixed number.
fn phrase(rng: &mut Rng, most: u32) -> String {
    let mut phrase = String::new();
    for _ in 0..rng.between(1, most) {
        if rng.percent(if phrase.is_empty() { 20 } else { 90 }) {
            phrase.push_str(rng.pick(MARKS));
        }
        phrase.push_str(rng.pick(WORDS));
    }
    match rng.below(8) {
        0 => phrase.push_str(rng.pick(MARKS)),
        1 => phrase = phrase.to_uppercase(),
        _ => {}
    }
    phrase
}

/// Lists of few terms and of many, in all ways that a list is looked for.
static LISTS: LazyLock<Vec<Terms>> = LazyLock::new(|| {
    let mut rng = Rng::new(93);
    let mut lists = vec![];
    for count in [3, 30, 300] {
        for (case, whole_words) in [
            (Case::Ignore, true),
            (Case::Exact, true),
            (Case::Ignore, false),
            (Case::Exact, false),
        ] {
            let mut terms: Vec<String> = (0..count).map(|_| phrase(&mut rng, 4)).collect();
            terms.retain(|term| !term.trim().is_empty());
            // First words must be many for them to be looked up one by one.
            terms.extend((0..count / 2).map(|at| format!("Name{at} {at}")));
            terms.push("***".into());
            lists.push(Terms {
                case,
                whole_words,
                ..Terms::new(terms)
            });
        }
    }
    lists
});

/// For each backend, detectors with a part of the lists: few terms are looked for in another way than many.
static LISTED: LazyLock<Vec<(Detector, Vec<usize>)>> = LazyLock::new(|| {
    let few: Vec<usize> = (0..4).collect();
    let all: Vec<usize> = (0..LISTS.len()).collect();
    Backend::available()
        .flat_map(|backend| [few.clone(), all.clone()].map(|lists| (backend, lists)))
        .map(|(backend, lists)| {
            let mut builder = DetectorBuilder::new();
            // A simple search reads a text as it stands.
            builder.backend(backend).disguises(Disguises::NONE);
            for &list in &lists {
                builder.recognizer(rule(list, Shape::Terms(LISTS[list].clone())));
            }
            (builder.build().expect("it compiles"), lists)
        })
        .collect()
});

/// Whether both characters belong to one word if they stand beside each other.
fn joins(one: char, other: char) -> bool {
    let is_letter = |letter: char| {
        let parts_no_words = "林東京カナไทย".contains(letter);
        (letter.is_alphanumeric() || "\u{301}\u{94d}".contains(letter)) && !parts_no_words
    };
    is_letter(one) && is_letter(other)
}

/// A letter in the case that counts; of those that occur only some have as many bytes in both.
fn small(letter: char) -> char {
    let mut all = letter.to_lowercase();
    match (all.next(), all.next()) {
        (Some('ς'), None) => 'σ',
        (Some(small), None) if small.len_utf8() == letter.len_utf8() => small,
        _ => letter,
    }
}

/// The terms of a list that a text holds: from left to right, the longest at each place.
fn naive_terms(terms: &Terms, text: &str) -> Vec<(u32, u32)> {
    let spelled = |text: &str| match terms.case {
        Case::Exact => text.to_owned(),
        Case::Ignore => text.chars().map(small).collect(),
    };
    let (folded, all) = (
        spelled(text),
        terms.terms.iter().map(spelled).collect::<BTreeSet<_>>(),
    );
    assert_eq!(folded.len(), text.len());
    let stands = |start: usize, term: &String| {
        let end = start + term.len();
        let edge = |at: usize| {
            let before = folded[..at].chars().next_back();
            let behind = folded[at..].chars().next();
            !before
                .zip(behind)
                .is_some_and(|(before, behind)| joins(before, behind))
        };
        folded[start..].starts_with(term.as_str())
            && (!terms.whole_words || edge(start) && edge(end))
    };
    let (mut found, mut from) = (vec![], 0);
    for (start, _) in text.char_indices() {
        if start < from {
            continue;
        }
        let here = all.iter().filter(|term| stands(start, term));
        if let Some(longest) = here.map(String::len).max() {
            from = start + longest;
            found.push((start as u32, from as u32));
        }
    }
    found
}

#[test]
fn terms_are_what_a_simple_search_finds() {
    let texts = prop::collection::vec(any::<u64>(), 1..6);
    holds(94, scale(60, 10_000), texts, |seeds| {
        let mut buffer = Buffer::default();
        let mut texts = vec![];
        for seed in seeds {
            let mut rng = Rng::new(seed);
            let mut text = phrase(&mut rng, 30);
            // Some term as it is, and in capitals.
            let list = &LISTS[rng.below(LISTS.len() as u32) as usize].terms;
            let term = list
                .iter()
                .nth(rng.below(list.len() as u32) as usize)
                .expect("one of them");
            text.push_str(rng.pick(MARKS));
            text.push_str(&if rng.percent(50) {
                term.to_owned()
            } else {
                term.to_uppercase()
            });
            text.push_str(rng.pick(MARKS));
            buffer.gap(&b"5a-"[..seed as usize % 4]);
            buffer.push(&text, Encoding::Plain);
            texts.push(text);
        }
        for (detector, lists) in LISTED.iter() {
            let mut wanted = BTreeSet::new();
            for (text, region) in texts.iter().zip(0..) {
                for &list in lists {
                    let found = naive_terms(&LISTS[list], text).into_iter();
                    wanted.extend(found.map(|(start, end)| (region, list, start, end)));
                }
            }
            let found = weighed(detector, &buffer.text, &buffer.regions);
            let lost: Vec<_> = wanted.difference(&found).collect();
            let more: Vec<_> = found.difference(&wanted).collect();
            let name = detector.backend().name();
            let shown = || {
                let mut all = lost.iter().chain(&more);
                all.next().map(|value| {
                    let (text, range) =
                        (&texts[value.0 as usize], value.2 as usize..value.3 as usize);
                    (&text[range], text)
                })
            };
            prop_assert!(
                lost.is_empty() && more.is_empty(),
                "{} {:?} {:?} {:?}",
                name,
                lost,
                more,
                shown()
            );
        }
        Ok(())
    });
}

/// Where chunks end does not show: each text behind as much as fills one.
#[test]
fn a_border_at_every_byte_does_not_show() {
    let input = (
        bits(12),
        any::<u64>(),
        prop::sample::select(&[" ", "x", "é", "林"][..]),
    );
    holds(95, scale(3, 400), input, |(text, seed, filler)| {
        let mut rng = Rng::new(seed);
        let text = format!(" {text} {} ", phrase(&mut rng, 6));
        let detectors = DETECTORS
            .iter()
            .chain(LISTED.iter().map(|(detector, _)| detector));
        for detector in detectors {
            let found = |before: usize| {
                let mut buffer = Buffer::default();
                buffer.push(&filler.repeat(before / filler.len()), Encoding::Plain);
                buffer.push(&"-".repeat(before % filler.len()), Encoding::Plain);
                buffer.push(&text, Encoding::Plain);
                let all = weighed(detector, &buffer.text, &buffer.regions).into_iter();
                let last = buffer.regions.len() as u32 - 1;
                let of_last = all.filter(|value| value.0 == last);
                of_last
                    .map(|(_, rule, start, end)| (rule, start, end))
                    .collect::<Vec<_>>()
            };
            let wanted = found(0);
            for border in 0..=text.len() {
                prop_assert_eq!(&found(8192 - border), &wanted, "border at {}", border);
            }
        }
        Ok(())
    });
}
