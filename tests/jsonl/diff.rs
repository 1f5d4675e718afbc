//! Input and output side by side: outside of what was found they are equal, byte for byte.

use std::str::Chars;

use pumice_detect::{Encoding, Finding};
use pumice_engine::{Batch, Scrubber, Source, Worker};
use pumice_formats::jsonl::{Block, Limits, Reader};
use pumice_synth::corpus::Corpus;

use super::{MIB, builtin, corpora};
use crate::util::scale;

/// What was found in a record.
struct Found {
    entity: String,
    /// The text, with all escapes undone.
    value: String,
}

/// Walks input and output together: a replacement stands where a value was found, and every value
/// that was found is replaced; all other bytes are equal.
fn aligned(was: &str, is: &str, mut found: Vec<Found>) -> Result<(), String> {
    let (mut was, mut is) = (was, is);
    loop {
        if let Some((value, rest_was, rest_is)) = replaced(was, is, &found) {
            found.remove(value);
            (was, is) = (rest_was, rest_is);
            continue;
        }
        let (mut was_chars, mut is_chars) = (was.chars(), is.chars());
        match (was_chars.next(), is_chars.next()) {
            (None, None) if found.is_empty() => return Ok(()),
            (None, None) => return Err(format!("{} values were not replaced", found.len())),
            (one, other) if one == other => {}
            _ => {
                let ahead = |text: &str| text.chars().take(60).collect::<String>();
                return Err(format!("{:?} became {:?}", ahead(was), ahead(is)));
            }
        }
        (was, is) = (was_chars.as_str(), is_chars.as_str());
    }
}

/// Which of the values stands in front of `was` and its replacement in front of `is`, and what is
/// behind both.
fn replaced<'a>(was: &'a str, is: &'a str, found: &[Found]) -> Option<(usize, &'a str, &'a str)> {
    found.iter().enumerate().find_map(|(at, found)| {
        if let Some(rest) = is.strip_prefix("null") {
            let number = was.trim_start_matches('-');
            let digits = number.len()
                - number
                    .trim_start_matches(|c: char| c.is_ascii_digit())
                    .len();
            let is_part = |c: char| c.is_ascii_digit() || ".eE+-".contains(c);
            return (number[..digits] == found.value && digits > 0)
                .then(|| (at, number.trim_start_matches(is_part), rest));
        }
        let rest_is = (is.strip_prefix('<'))
            .and_then(|rest| rest.strip_prefix(&*found.entity))
            .and_then(|rest| rest.strip_prefix('>'))?;
        // JSON in strings is followed up to eight levels; these corpora have two.
        let rest_was = (1..=2).find_map(|level| behind(was, &found.value, level))?;
        Some((at, rest_was, rest_is))
    })
}

/// What is behind the bytes that spell `value` in a string, `level` strings deep.
fn behind<'a>(raw: &'a str, value: &str, level: u32) -> Option<&'a str> {
    let mut chars = raw.chars();
    value
        .chars()
        .all(|char| next_char(&mut chars, level) == Some(char))
        .then_some(chars.as_str())
}

/// The next character of a string that is `level` strings deep.
fn next_char(raw: &mut Chars<'_>, level: u32) -> Option<char> {
    if level == 0 {
        return raw.next();
    }
    let first = next_char(raw, level - 1)?;
    if first != '\\' {
        return Some(first);
    }
    Some(match next_char(raw, level - 1)? {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => {
            let code = code_unit(raw, level)?;
            if !(0xD800..0xDC00).contains(&code) {
                return char::from_u32(code);
            }
            // The second half of a pair of surrogates.
            if next_char(raw, level - 1)? != '\\' || next_char(raw, level - 1)? != 'u' {
                return None;
            }
            let low = code_unit(raw, level)?.checked_sub(0xDC00)?;
            char::from_u32(0x10000 + ((code - 0xD800) << 10) + low)?
        }
        other => other,
    })
}

fn code_unit(raw: &mut Chars<'_>, level: u32) -> Option<u32> {
    let mut code = 0;
    for _ in 0..4 {
        code = code * 16 + next_char(raw, level - 1)?.to_digit(16)?;
    }
    Some(code)
}

/// What was found, record by record; numbers of records rise with the lines of the one block.
fn found(scrubber: &Scrubber, worker: &Worker, block: &Block, lines: usize) -> Vec<Vec<Found>> {
    let mut records: Vec<Vec<Found>> = (0..lines).map(|_| vec![]).collect();
    for finding in worker.findings() {
        let region = &block.regions()[finding.region as usize];
        records[region.record as usize].push(Found {
            entity: (scrubber.detector().entity_name(finding.entity)).to_owned(),
            value: value(block, region.encoding, finding),
        });
    }
    records
}

fn value(block: &Block, encoding: Encoding, finding: &Finding) -> String {
    let raw = &block.text()[finding.span.range()];
    let raw = std::str::from_utf8(raw).expect("whole characters");
    match encoding {
        Encoding::Plain => raw.to_owned(),
        Encoding::JsonString => serde_json::from_str(&format!("\"{raw}\"")).expect("whole escapes"),
    }
}

/// How many values a corpus holds that patterns find.
fn values(corpus: &Corpus) -> usize {
    let by_names = ["PERSON"];
    (corpus.gold.iter())
        .filter(|label| !by_names.contains(&label.entity))
        .count()
}

#[test]
fn everything_outside_of_what_was_found_is_copied() {
    let scrubber = builtin();
    let mut worker = scrubber.worker::<Block>();
    for (name, corpus) in corpora(31, scale(MIB, 16 * MIB)) {
        let input = std::str::from_utf8(&corpus.bytes).expect("UTF-8");
        let limits = Limits::new(input.len() + 1, MIB);
        let mut reader = Reader::with_limits(input.as_bytes(), name, limits);
        let block = reader.next(None).expect("memory can be read");
        let (block, tally) = scrubber.scrub(&mut worker, block.expect("a block"));
        assert_eq!(tally.records_out, u64::from(corpus.records));
        assert!(reader.next(None).expect("memory can be read").is_none());

        let output = block.output();
        let output = std::str::from_utf8(&output).expect("UTF-8");
        let records = found(&scrubber, &worker, &block, corpus.records as usize);
        let count = records.iter().flatten().count();
        assert!(
            count > 0 && count >= values(&corpus) * 9 / 10,
            "{name}: only {count} values"
        );
        assert_eq!(input.lines().count(), output.lines().count(), "{name}");
        for (number, ((was, is), found)) in
            input.lines().zip(output.lines()).zip(records).enumerate()
        {
            if let Err(error) = aligned(was, is, found) {
                panic!("{name}, record {number}: {error}\n  was {was}\n  is  {is}");
            }
        }
    }
}

#[test]
fn the_comparison_sees_what_it_must() {
    let found = |entity: &str, value: &str| Found {
        entity: entity.into(),
        value: value.into(),
    };
    let check = |was, is| {
        let all = vec![found("URL", "a/b"), found("CREDIT_CARD", "4111")];
        aligned(was, is, all)
    };
    assert_eq!(
        check(r#"["\u0061\/b",-4111.0]"#, r#"["<URL>",null]"#),
        Ok(())
    );
    assert_eq!(check(r#"["\"a\\\/b",4111]"#, r#"["\"<URL>",null]"#), Ok(()));
    for wrong in [
        r#"["<URL>",4111]"#,
        r#"["a/b",null]"#,
        r#"["<URL>" ,null]"#,
        r#"["<URL> ",null]"#,
        r#"["<URI>",null]"#,
        r#"["<URL>",null"#,
        r#"["<URL>",null],"#,
    ] {
        assert!(check(r#"["a/b",4111]"#, wrong).is_err(), "{wrong}");
    }
}
