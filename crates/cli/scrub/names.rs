//! Names of files and folders are data too: `email=jane%40example.com/part-0.parquet`.
//!
//! A part of a path that is a partition of Hive is searched as the value of its field, any other as a text.
//! What is replaced has a name that every file system takes. When a file was written is nobody's
//! data, and neither is whose server a crawl is of: dates, links and domains stay.

use std::{
    collections::{BTreeMap, HashSet},
    ffi::OsString,
    fmt::Write,
    io::Cursor,
    path::{Path, PathBuf},
};

use pumice_engine::{Scrubber, Source};
use pumice_formats::jsonl::Reader;
use serde_json::{Map, Value};

/// Entities that stand in names of files for other reasons than a person.
const STAY: [&str; 3] = ["DATE_TIME", "DOMAIN_NAME", "URL"];

/// Ends of names that say what a file is.
const ENDS: [&str; 6] = [".gz", ".zst", ".jsonl", ".ndjson", ".json", ".parquet"];

/// The paths with what is personal in them replaced, as far as there is something; all different.
pub(super) fn scrubbed(scrubber: &Scrubber, paths: &[&Path]) -> Vec<Option<PathBuf>> {
    let mut parts: BTreeMap<&str, Option<String>> = BTreeMap::new();
    for path in paths {
        // What is no UTF-8 is no text that could be searched; its bytes are not shown anywhere.
        parts.extend(path.iter().filter_map(|part| Some((part.to_str()?, None))));
    }
    let names: Vec<&str> = parts.keys().copied().collect();
    for (name, new) in names.iter().zip(search(scrubber, &names)) {
        parts.insert(name, new);
    }
    let mut taken: HashSet<PathBuf> = HashSet::new();
    let new: Vec<_> = paths.iter().map(|path| renamed(path, &parts)).collect();
    for (path, new) in paths.iter().zip(&new) {
        if new.is_none() {
            taken.insert(path.to_path_buf());
        }
    }
    let unique = new.into_iter().map(|new| {
        let new = new?;
        let mut path = new.clone();
        for number in 2.. {
            if taken.insert(path.clone()) {
                break;
            }
            path = numbered(&new, number);
        }
        Some(path)
    });
    unique.collect()
}

fn renamed(path: &Path, parts: &BTreeMap<&str, Option<String>>) -> Option<PathBuf> {
    let new = |part: &std::ffi::OsStr| parts.get(part.to_str()?)?.clone();
    path.iter().any(|part| new(part).is_some()).then(|| {
        let renamed = path
            .iter()
            .map(|part| new(part).map_or(part.into(), OsString::from));
        renamed.collect()
    })
}

/// `part-0-2.jsonl` of `part-0.jsonl`.
fn numbered(path: &Path, number: usize) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (stem, end) = split(&name);
    path.with_file_name(format!("{stem}-{number}{end}"))
}

/// A name, and what says of what kind the file is.
fn split(name: &str) -> (&str, &str) {
    let mut stem = name;
    while let Some(rest) = ENDS.iter().find_map(|end| stem.strip_suffix(end)) {
        stem = rest;
    }
    name.split_at(stem.len())
}

/// What becomes of each name, if anything does.
fn search(scrubber: &Scrubber, names: &[&str]) -> Vec<Option<String>> {
    let lines: String = names
        .iter()
        .map(|name| format!("{}\n", record(name)))
        .collect();
    let mut reader = Reader::new(Cursor::new(lines), "names of files");
    let worker = &mut scrubber.worker::<pumice_formats::jsonl::Block>();
    let mut new = vec![None; names.len()];
    while let Some(block) = reader.next(None).expect("memory can be read") {
        let (block, _) = scrubber.scrub(worker, block);
        let first = pumice_engine::Batch::first_record(&block) as usize - 1;
        let regions = pumice_engine::Batch::regions(&block);
        let found = worker.findings().iter().filter(|finding| {
            let entity = scrubber.detector().entity_name(finding.entity);
            !STAY.contains(&entity)
        });
        let found: HashSet<u32> = found
            .map(|finding| regions[finding.region as usize].record)
            .collect();
        let output = block.output();
        let mut lines = output.split(|&byte| byte == b'\n');
        for (at, (name, new)) in (0..block.lines_read()).zip(names.iter().zip(&mut new).skip(first))
        {
            let record = at as u32;
            if block.rejection(record).is_some() {
                // It could not be scrubbed, and nothing of it is to be seen.
                *new = Some(format!("withheld{}", split(name).1));
                continue;
            }
            let line = lines.next().unwrap_or_default();
            if found.contains(&record) {
                *new = written(name, line);
            }
        }
    }
    new
}

/// A name as a record.
fn record(name: &str) -> Value {
    let (stem, _) = split(name);
    let (key, value) = partition(stem).unwrap_or(("name of a file", stem.into()));
    Value::Object(Map::from_iter([(key.to_owned(), Value::String(value))]))
}

/// The field and the value of a partition of Hive.
fn partition(name: &str) -> Option<(&str, String)> {
    let (key, value) = name.split_once('=')?;
    let is_key = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_key.then(|| (key, decoded(value)))
}

/// The name that a record says, if it is another one.
fn written(name: &str, line: &[u8]) -> Option<String> {
    let (stem, end) = split(name);
    let record: Map<String, Value> = serde_json::from_slice(line).ok()?;
    let (_, text) = record.into_iter().next()?;
    let text = text.as_str().unwrap_or_default();
    let new = match partition(stem) {
        Some((_, old)) if old == text => return None,
        Some((key, _)) => format!("{key}={}{end}", encoded(text)),
        None if text == stem => return None,
        None => format!("{}{end}", plain(text)),
    };
    Some(new)
}

/// `%40` as `@`.
fn decoded(text: &str) -> String {
    let mut bytes = vec![];
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|code| str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `@` as `%40`.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b' ' => {
                encoded.push(byte.into());
            }
            // Writing to a string does not fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

/// A text without what is no letter of a name.
fn plain(text: &str) -> String {
    let keep = |character: &char| !matches!(character, '<' | '>' | '/' | '\\' | ':' | '\0');
    text.chars().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use pumice_engine::Policy;

    use super::*;

    fn names(paths: &[&str]) -> Vec<Option<String>> {
        let scrubber = Scrubber::new(Policy::builtin(), None).expect("it compiles");
        let paths: Vec<&Path> = paths.iter().map(Path::new).collect();
        let new = scrubbed(&scrubber, &paths).into_iter();
        new.map(|path| path.map(|path| path.display().to_string()))
            .collect()
    }

    #[test]
    fn what_is_personal_in_a_path_is_replaced() {
        let new = names(&[
            "email=ann%40mail.org/part-0.parquet",
            "email=bob%40mail.org/part-0.parquet",
            "chats/ann@mail.org.jsonl.gz",
        ]);
        assert_eq!(
            new,
            [
                Some("email=%3CEMAIL_ADDRESS%3E/part-0.parquet".to_owned()),
                Some("email=%3CEMAIL_ADDRESS%3E/part-0-2.parquet".to_owned()),
                Some("chats/EMAIL_ADDRESS.jsonl.gz".to_owned()),
            ]
        );
    }

    #[test]
    fn names_of_nobody_stay() {
        let paths = [
            "data/train-00000-of-00002.parquet",
            "dt=2024-01-01/part-00000-9c8f1c2e-4b7a-4d1e-8f00-0123456789ab-c000.snappy.parquet",
            "2024-01-01T00-00.jsonl",
            "www.example.org/0001.jsonl.zst",
            "a.jsonl",
        ];
        assert!(
            names(&paths).iter().all(Option::is_none),
            "{:?}",
            names(&paths)
        );
    }
}
