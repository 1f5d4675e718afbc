//! The files under `fixtures/`.

use std::{fs, path::PathBuf};

use base64::{Engine, engine::general_purpose::STANDARD};

use super::*;

fn files(folder: &str) -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut files: Vec<_> = (fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "jsonl"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn without_edits_every_byte_stays() {
    for file in files("records/jsonl") {
        let input = fs::read(&file).unwrap();
        for block_bytes in [1, 7, 100, 1 << 20] {
            let outcome = run(&input, Limits::new(block_bytes, 1 << 20), |_, _| {});
            assert!(
                outcome.output == input,
                "{file:?} in steps of {block_bytes}"
            );
            assert_eq!(outcome.rejected, 0, "{}", outcome.quarantine);
            assert_eq!(outcome.bytes_read, input.len() as u64);
        }
    }
}

/// An edit of its own text takes the path of real edits.
#[test]
fn edits_that_change_nothing_change_nothing() {
    for file in files("records/jsonl") {
        let input = fs::read(&file).unwrap();
        let outcome = run(&input, Limits::default(), |block, edits| {
            for (index, region) in block.regions().iter().enumerate() {
                let (text, _) = decode(block, region);
                let respells = block.text()[region.span().range()] != *text.as_bytes();
                let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
                edits.push(region.span(), index as u32, EntityId(0), |out| {
                    out.extend_from_slice(text.as_bytes());
                    (!respells && !is_digits, ())
                });
            }
        });
        assert!(outcome.output == input, "{file:?}");
    }
}

#[test]
fn bad_lines_are_refused_for_the_right_reason() {
    for file in files("bad/jsonl") {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        let words = stem.replace('_', " ");
        let input = [b"{\"good\":1}\n".as_slice(), &fs::read(&file).unwrap()].concat();
        let outcome = copy(&input);
        assert_eq!(outcome.output, b"{\"good\":1}\n", "{words}");
        assert_eq!(outcome.accepted, 1, "{words}");
        let entries = outcome.quarantined();
        let lines: Vec<_> = input.split(|&byte| byte == b'\n').collect();
        assert_eq!(entries.len(), lines.len() - 2, "{words}");
        for (entry, line) in entries.iter().zip(&lines[1..]) {
            let shown = String::from_utf8_lossy(line);
            let detail = entry["detail"].as_str().unwrap();
            let reason = detail.split(", ").next().unwrap();
            assert_eq!(reason, words, "{shown}");
            assert_eq!(entry["reason"], "malformed", "{shown}");
            let raw = STANDARD.decode(entry["raw"].as_str().unwrap()).unwrap();
            assert_eq!(raw, *line, "{shown}");
            let offset = entry["offset"].as_u64().unwrap() as usize;
            assert!(input[offset..].starts_with(line), "{shown}");
        }
    }
}
