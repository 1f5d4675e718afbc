//! Grouped and glued spellings of what has many: cards, bank accounts, Social Security numbers and
//! telephone numbers. Each spelling must be found in 99 of 100 values.

use std::fmt::Write;

use pumice_detect::DetectorBuilder;
use pumice_synth::{Rng, value::finance};

use super::{
    search::{Case, Searcher},
    table::{keep, percent},
};
use crate::util::scale;

/// Blank, hyphen, dot, no-break space, narrow no-break space, no-break hyphen.
const MARKS: &[&str] = &[" ", "-", ".", "\u{a0}", "\u{202f}", "\u{2011}"];

/// Values of one entity, in one spelling.
struct Spelling {
    entity: &'static str,
    /// What the table calls it.
    name: String,
    make: Box<dyn Fn(&mut Rng) -> String>,
    /// What stands before and behind the value.
    frames: &'static [(&'static str, &'static str)],
}

#[test]
fn every_spelling_is_found() {
    let detector = DetectorBuilder::new().build().unwrap();
    let mut searcher = Searcher::new(&detector);
    let size = scale(100, 1_000);
    let mut rows = String::from("| entity | spelling | found, % |\n|---|---|---|\n");
    let mut wrong = vec![];
    for spelling in cards().chain(ibans()).chain(ssns()).chain(phones()) {
        let mut rng = Rng::new(11);
        let cases: Vec<Case> = (0..size)
            .map(|turn| {
                let (before, behind) = spelling.frames[turn % spelling.frames.len()];
                Case::between(before, &(spelling.make)(&mut rng), behind)
            })
            .collect();
        let hits = searcher.find(&cases);
        let is_found = |case: &Case, hits: &[super::search::Hit<'_>]| {
            hits.iter()
                .any(|hit| hit.entity == spelling.entity && case.is_at(hit))
        };
        let found = (cases.iter().zip(&hits))
            .filter(|(case, hits)| is_found(case, hits))
            .count();
        let (entity, name) = (spelling.entity, spelling.name);
        let share = percent(found, size);
        let _ = writeln!(rows, "| {entity} | `{name}` | {share} |");
        if found * 100 < size * 99 {
            wrong.push(format!("{entity} {name}: {share} %"));
        }
    }
    keep("spellings.md", &rows);
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn cards() -> impl Iterator<Item = Spelling> {
    const FRAMES: &[(&str, &str)] = &[
        ("", ""),
        ("Card ", "."),
        ("please charge ", " today"),
        ("pay with (", ")"),
        ("cc=", ";"),
    ];
    let spelled = |mark: &'static str| Spelling {
        entity: "CREDIT_CARD",
        name: name_of(mark),
        make: Box::new(move |rng| {
            let digits = finance::card_digits(rng);
            let groups: &[usize] = match digits.len() {
                16 => &[4, 4, 4, 4],
                15 => &[4, 6, 5],
                _ => &[4, 6, 4],
            };
            joined(&digits, groups, mark)
        }),
        frames: FRAMES,
    };
    [""].iter().chain(MARKS).map(move |mark| spelled(mark))
}

fn ibans() -> impl Iterator<Item = Spelling> {
    const FRAMES: &[(&str, &str)] = &[
        ("", ""),
        ("IBAN: ", "."),
        ("Bitte an ", " zahlen"),
        ("(", ")"),
        ("iban=", ";"),
    ];
    let marks = [
        "", " ", "-", "\u{a0}", "\u{2009}", "\u{202f}", "\u{2011}", "\u{2012}", "\u{2013}",
    ];
    marks.into_iter().map(|mark| Spelling {
        entity: "IBAN_CODE",
        name: name_of(mark),
        make: Box::new(move |rng| joined(&finance::iban_glued(rng), &[4; 8], mark)),
        frames: FRAMES,
    })
}

fn ssns() -> impl Iterator<Item = Spelling> {
    const FRAMES: &[(&str, &str)] = &[
        ("SSN ", ""),
        ("SSN:", "."),
        ("my social security number is ", ", ok?"),
        ("(ssn=", ")"),
        ("", " is my SSN"),
    ];
    let spelled = |mark: &'static str| Spelling {
        entity: "US_SSN",
        name: name_of(mark),
        make: Box::new(move |rng| {
            let area = rng.between(1, 665);
            let (group, serial) = (rng.between(1, 99), rng.between(1, 9999));
            let digits = format!("{area:03}{group:02}{serial:04}");
            joined(&digits, &[3, 2, 4], mark)
        }),
        frames: FRAMES,
    };
    [""].iter().chain(MARKS).map(move |mark| spelled(mark))
}

/// Numbers that are set aside for fiction: 555-01xx (NANPA), 020 7946 0xxx (Ofcom), 01 99 00 xx xx
/// (Arcep), 030 23125 xxx (Bundesnetzagentur).
fn phones() -> impl Iterator<Item = Spelling> {
    const FRAMES: &[(&str, &str)] = &[
        ("", ""),
        ("Call ", "."),
        ("Tel. ", ", ask for Sam"),
        ("phone: ", ";"),
        ("(mobile ", ")"),
        ("tel:", ""),
    ];
    // `9` is a digit, `A` an area code.
    const SPELLINGS: &[&str] = &[
        "+1A5550199",
        "+1 A 555 0199",
        "+1-A-555-0199",
        "+1.A.555.0199",
        "+1 (A) 555-0199",
        "+1(A)555-0199",
        "+1\u{a0}A\u{a0}555\u{a0}0199",
        "+1\u{2009}A\u{2009}555\u{2009}0199",
        "+1\u{2013}A\u{2013}555\u{2013}0199",
        "+49\u{202f}30\u{202f}23125\u{202f}999",
        "(A) 555-0199",
        "(A)555-0199",
        "A-555-0199",
        "A.555.0199",
        "1-A-555-0199",
        "+442079460999",
        "+44 20 7946 0999",
        "+44 (0)20 7946 0999",
        "+33199009999",
        "+33 1 99 00 99 99",
        "+33.1.99.00.99.99",
        "+493023125999",
        "+49 30 23125 999",
        "+49 (0)30 23125-999",
    ];
    SPELLINGS.iter().map(|&spelling| Spelling {
        entity: "PHONE_NUMBER",
        name: spelling.replace('\u{a0}', "~"),
        make: Box::new(move |rng| {
            const AREAS: &[&str] = &["212", "415", "303", "617", "808", "604", "905"];
            // The last digits are free, those before are of the range.
            let free = if spelling.contains("0199") || spelling.ends_with("99 99") {
                2
            } else {
                3
            };
            let text = spelling.replace('A', rng.pick(AREAS));
            let mut left = free;
            let back: String = text
                .chars()
                .rev()
                .map(|character| {
                    if character.is_ascii_digit() && left > 0 {
                        left -= 1;
                        char::from(b'0' + rng.below(10) as u8)
                    } else {
                        character
                    }
                })
                .collect();
            back.chars().rev().collect()
        }),
        frames: FRAMES,
    })
}

/// `text` in groups, the last one taking what is left.
fn joined(text: &str, groups: &[usize], mark: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    for &len in groups {
        let (group, behind) = rest.split_at(len.min(rest.len()));
        if !out.is_empty() && !group.is_empty() {
            out.push_str(mark);
        }
        out.push_str(group);
        rest = behind;
    }
    out + rest
}

fn name_of(mark: &str) -> String {
    match mark.chars().next() {
        None => "glued".into(),
        Some(mark) => format!("U+{:04X}", u32::from(mark)),
    }
}
