//! Policies that change nothing, and second passes, which change nothing more.

use super::{MIB, builtin, corpora, nasty_inputs, planted, scrub, scrub_in_blocks, with_policy};
use crate::util::scale;

/// A table for each entity, which keeps it.
fn keep_everything() -> String {
    let detector = builtin();
    let tables = detector.detector().entities().iter();
    let table = |entity| format!("[entities.{entity}]\nenabled = true\ntransform = \"keep\"\n");
    let tables = tables.map(table);
    format!("version = 1\n{}", tables.collect::<String>())
}

/// Where two texts differ first, for a message.
fn difference(was: &[u8], is: &[u8]) -> String {
    let same = was.iter().zip(is).take_while(|(a, b)| a == b).count();
    let around = |text: &[u8]| {
        let window = &text[same.saturating_sub(60)..text.len().min(same + 60)];
        String::from_utf8_lossy(window).into_owned()
    };
    format!("at byte {same}: {:?} became {:?}", around(was), around(is))
}

#[test]
fn keeping_everything_keeps_every_byte() {
    let mut inputs = nasty_inputs();
    let random = planted::lines(51, scale(500, 5_000));
    inputs.push(("random".into(), random.into_bytes()));
    for (name, corpus) in corpora(52, scale(MIB / 2, 4 * MIB)) {
        inputs.push((name.into(), corpus.bytes));
    }
    let by_default = "version = 1\n[defaults]\ntransform = \"keep\"\n";
    for policy in [by_default, &keep_everything()] {
        let scrubber = with_policy(policy);
        for (name, input) in &inputs {
            for block_bytes in [997, MIB] {
                let output = scrub_in_blocks(&scrubber, input, block_bytes);
                assert!(output == *input, "{name}, {}", difference(input, &output));
            }
        }
    }
}

#[test]
fn a_second_pass_changes_nothing() {
    let mut inputs = vec![];
    for (name, corpus) in corpora(53, scale(MIB / 2, 4 * MIB)) {
        inputs.push((name.to_owned(), corpus.bytes));
    }
    inputs.extend(nasty_inputs());
    for (name, rest) in [
        ("replace", ""),
        ("redact", ""),
        ("mask", ""),
        ("mask", "keep_last = 4\n"),
        ("hash", ""),
        ("keep", ""),
    ] {
        let rule = format!("[defaults]\ntransform = \"{name}\"\n{rest}");
        for numbers in ["null", "string"] {
            let policy = format!("version = 1\nnumbers = \"{numbers}\"\n{rule}");
            let scrubber = with_policy(&policy);
            for (corpus, input) in &inputs {
                let once = scrub(&scrubber, input);
                assert!(
                    name == "keep" || corpus.contains("deep") || once != *input,
                    "{corpus}"
                );
                let twice = scrub(&scrubber, &once);
                let place = difference(&once, &twice);
                assert!(twice == once, "{corpus}, {name} {rest}, {place}");
            }
        }
    }
}
