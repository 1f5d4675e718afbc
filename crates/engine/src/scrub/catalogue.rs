//! A name for the rules that a run searched with.

use pumice_detect::{NamesModels, Recognizer, Shape};
use sha2::{Digest, Sha256};

/// Hexadecimal SHA-256 over the catalogue's rules; two versions that would search alike and explain
/// themselves alike have the same, as far as rules are data. Patterns and terms of a policy are no part
/// of the catalogue.
pub(super) fn hash(recognizers: &[Recognizer]) -> String {
    let mut digest = Sha256::new();
    let is_own = |shape: &Shape| matches!(shape, Shape::Pattern(_) | Shape::Terms(_));
    for recognizer in recognizers {
        if recognizer.shapes.iter().all(is_own) {
            continue;
        }
        add(&mut digest, &recognizer.id);
        add(&mut digest, &recognizer.entity);
        for shape in &recognizer.shapes {
            add_shape(&mut digest, shape);
        }
        digest.update(recognizer.bias.0.to_le_bytes());
        digest.update([u8::from(recognizer.default_on)]);
        add(&mut digest, &recognizer.context);
        add(&mut digest, &recognizer.citation);
    }
    let digest = digest.finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn add_shape(digest: &mut Sha256, shape: &Shape) {
    match shape {
        Shape::Groups(groupings) => {
            add(digest, "groups");
            for grouping in groupings {
                add(digest, &grouping.pattern);
                digest.update(grouping.prior.0.to_le_bytes());
            }
        }
        Shape::Walk { anchor, .. } => add(digest, &format!("walk {anchor:?}")),
        Shape::Labelled { labels, .. } => {
            add(digest, "labelled");
            labels
                .iter()
                .copied()
                .flatten()
                .for_each(|label| add(digest, label));
        }
        Shape::Whole(_) => add(digest, "whole"),
        Shape::Marked { literals, .. } => {
            add(digest, "marked");
            literals.iter().for_each(|literal| add(digest, literal));
        }
        Shape::Tokens(tokens) => {
            add(digest, "tokens");
            for token in tokens {
                add(digest, &token.pattern);
                digest.update(token.prior.0.to_le_bytes());
            }
        }
        Shape::Named(kind) => {
            add(digest, &format!("named {kind:?}"));
            let models = NamesModels::built_in();
            let checks = models.all().map(|model| model.check().to_le_bytes());
            checks.for_each(|check| digest.update(check));
        }
        Shape::Like(id) => add(digest, &format!("like {id}")),
        Shape::Pattern(_) => add(digest, "pattern"),
        Shape::Terms(_) => add(digest, "terms"),
    }
}

/// With its length before it, so that texts do not run together.
fn add(digest: &mut Sha256, text: &str) {
    digest.update((text.len() as u64).to_le_bytes());
    digest.update(text);
}
