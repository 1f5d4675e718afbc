//! Labelled texts, from tables of tokens and from JSONL.

use std::io::{BufReader, Read};

use anyhow::{Context, anyhow, bail};
use pumice_names::{
    Kind,
    train::{Example, read_tsv},
};

use crate::{
    args::{DEFAULT_MAX_LINE_BYTES, Stream, Unit},
    decode::decode,
    detect::{
        lines::Lines,
        record::{Keys, Record},
    },
    eval::{
        ruler::measure,
        spans::{self, SpanFault},
    },
    input::{self, Patience},
    output::with_suffix,
};

const KEYS: Keys<'static> = Keys {
    text: "text",
    id: "id",
    spans: Some("spans"),
};

/// Whether a file of that name is taken up where none is named.
pub(super) fn is_labelled(name: &str) -> bool {
    let name = uncompressed(name);
    is_table(name) || name.ends_with(".jsonl")
}

/// Reads a file, a table if its name says so.
///
/// # Errors
/// When it cannot be read or is wrong; the message names file, line and next step.
pub(super) fn read(file: &Stream, unit: Unit) -> anyhow::Result<Vec<Example>> {
    let name = file.name();
    if is_table(uncompressed(&name)) {
        let table = text(file)?;
        return read_tsv(&table).map_err(|error| anyhow!("{file}: {error}; correct it"));
    }
    let opened = input::open(file, &Patience::until([]))?;
    let reader = BufReader::new(decode(opened, file)?.reader);
    let mut lines = Lines::new(reader, DEFAULT_MAX_LINE_BYTES as usize);
    let mut examples = vec![];
    loop {
        let line = lines.next();
        let line = line.with_context(|| format!("{file}: cannot be read"))?;
        let Some(line) = line else { break };
        let record = line.bytes.and_then(|bytes| Record::parse(bytes, KEYS));
        let example = record
            .map_err(|reason| reason.describe(KEYS))
            .and_then(|record| example(&record, unit));
        examples.push(example.map_err(|wrong| anyhow!("{file}:{}: {wrong}", line.number))?);
    }
    Ok(examples)
}

/// All text of a file.
///
/// # Errors
/// When it cannot be read or is not UTF-8.
pub(super) fn text(file: &Stream) -> anyhow::Result<String> {
    if let Some(path) = file.path().filter(|path| !path.exists()) {
        let packed = with_suffix(path, ".xz");
        if packed.exists() {
            bail!(
                "{file}: is not there, but {} is; unpack it: xz --decompress --keep",
                packed.display()
            );
        }
    }
    let opened = input::open(file, &Patience::until([]))?;
    let mut text = String::new();
    let read = decode(opened, file)?.reader.read_to_string(&mut text);
    read.with_context(|| format!("{file}: cannot be read; check that it is UTF-8"))?;
    Ok(text)
}

fn uncompressed(name: &str) -> &str {
    let plain = name.strip_suffix(".gz").or(name.strip_suffix(".zst"));
    plain.unwrap_or(name)
}

fn is_table(name: &str) -> bool {
    name.ends_with(".tsv")
}

/// A record as it is learnt from.
fn example(record: &Record<'_>, unit: Unit) -> Result<Example, String> {
    let text = record.text().map_err(|reason| reason.describe(KEYS))?;
    let spans = spans::parse(record.spans).ok_or(NO_LIST)?;
    let describe = |(number, fault): (usize, SpanFault)| format!("span {number} {fault}");
    let spans = spans.map_err(describe)?;
    let offsets: Vec<_> = spans.iter().map(|span| (span.start, span.end)).collect();
    let places = measure(&text, unit, &offsets)
        .map_err(|(at, misplaced)| describe((at + 1, SpanFault::Misplaced(misplaced))))?;
    let named = spans.iter().zip(places).zip(1..);
    let mut names: Vec<_> = named
        .filter_map(|((span, (start, end)), number)| {
            let bytes = start.bytes as usize..end.bytes as usize;
            Some((bytes, kind(&span.label)?, number))
        })
        .collect();
    names.sort_by_key(|(bytes, ..)| bytes.start);
    for pair in names.windows(2) {
        if let [(one, ..), (other, _, number)] = pair
            && other.start < one.end
        {
            return Err(format!(
                "span {number} overlaps another name; label one of them"
            ));
        }
    }
    let names = names.into_iter().map(|(bytes, kind, _)| (bytes, kind));
    Ok(Example {
        names: names.collect(),
        text: text.into_owned(),
        ..Example::default()
    })
}

const NO_LIST: &str =
    "has no list under the key `spans`; write an empty one where nothing is labelled";

/// What a label means, as Pumice and as labelled corpora call it.
fn kind(label: &str) -> Option<Kind> {
    match label {
        "PERSON" => Some(Kind::Person),
        "LOCATION" => Some(Kind::Location),
        "ORGANIZATION" => Some(Kind::Organization),
        tag => Kind::of_tag(tag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Vec<(usize, usize, Kind)>, String> {
        let record = Record::parse(line.as_bytes(), KEYS).expect("a record");
        let names = example(&record, Unit::Chars)?.names.into_iter();
        Ok(names
            .map(|(bytes, kind)| (bytes.start, bytes.end, kind))
            .collect())
    }

    #[test]
    fn records_become_examples_by_bytes() {
        let line =
            r#"{"text":"\u00d6zil, Bonn","spans":[[6,10,"LOC"],[0,4,"PERSON"],[0,6,"URL"]]}"#;
        let expected = vec![(0, 5, Kind::Person), (7, 11, Kind::Location)];
        assert_eq!(parsed(line), Ok(expected));
    }

    #[test]
    fn names_that_overlap_and_spans_that_are_none_are_named() {
        for (spans, expected) in [
            (r#"[[0,4,"PER"],[3,6,"ORG"]]"#, "span 2 overlaps"),
            (r#"[[0,40,"PER"]]"#, "span 1 reaches beyond"),
            ("7", "has no list"),
        ] {
            let line = format!(r#"{{"text":"one two","spans":{spans}}}"#);
            let wrong = parsed(&line).expect_err(spans);
            assert!(wrong.contains(expected), "{wrong}");
        }
    }
}
