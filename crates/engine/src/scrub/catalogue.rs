//! A name for the rules that a run searched with.

use pumice_detect::{Recognizer, Shape};
use sha2::{Digest, Sha256};

/// Hexadecimal SHA-256 over the catalogue's rules; two versions that would search alike and explain
/// themselves alike have the same.
pub(super) fn hash(recognizers: &[Recognizer]) -> String {
    let mut digest = Sha256::new();
    for recognizer in recognizers {
        for text in [&recognizer.id, &recognizer.entity, &recognizer.citation] {
            add(&mut digest, text);
        }
        match &recognizer.shape {
            Shape::Groups(groupings) => {
                for grouping in groupings.iter() {
                    add(&mut digest, &grouping.pattern);
                    digest.update(grouping.prior.0.to_le_bytes());
                }
            }
            Shape::Walk { anchor, .. } => add(&mut digest, &format!("{anchor:?}")),
            Shape::Terms(_) => {}
        }
        for words in recognizer.context.iter() {
            add(&mut digest, words);
        }
        digest.update([u8::MAX]);
    }
    digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// With its length before it, so that texts do not run together.
fn add(digest: &mut Sha256, text: &str) {
    digest.update((text.len() as u64).to_le_bytes());
    digest.update(text);
}
