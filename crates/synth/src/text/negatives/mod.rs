//! Lines that hold what looks like an identifier and is none: to count false alarms on.
//!
//! Each line is a sentence, a log line or a row of a table about a thing of a known kind: a hash, a
//! version, an amount, a part. No line has a word that names an identifier of a person, and where
//! a line honestly holds a date, a link or an address of a network, it says so.
//!
//! The frames of [`gold`](crate::text::gold) are another set: these are made to be many, and are
//! not part of any recorded corpus.

mod code;
mod frames;
mod measures;
mod numbers;
mod records;

use crate::rng::Rng;
use frames::Talk;

/// A line and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Negative {
    /// One line, or a few where the kind is a block.
    pub text: String,
    /// Name of the kind of thing, such as `uuid`.
    pub kind: &'static str,
    /// Entities that the line may truly hold.
    pub holds: &'static [&'static str],
}

/// One kind of thing that is no identifier.
struct Kind {
    name: &'static str,
    make: fn(&mut Rng) -> String,
    /// What people say around it.
    talk: Talk,
    holds: &'static [&'static str],
}

const fn kind(name: &'static str, talk: Talk, make: fn(&mut Rng) -> String) -> Kind {
    Kind {
        name,
        make,
        talk,
        holds: &[],
    }
}

/// A kind of which some lines hold other entities.
const fn holding(kind: Kind, holds: &'static [&'static str]) -> Kind {
    Kind { holds, ..kind }
}

/// Names of all kinds.
///
/// ```
/// use pumice_synth::text::negatives;
/// assert!(negatives::kinds().count() >= 40);
/// ```
pub fn kinds() -> impl Iterator<Item = &'static str> {
    all().map(|kind| kind.name)
}

/// A line of any kind, each as often as the others.
///
/// ```
/// use pumice_synth::{Rng, text::negatives};
/// let line = negatives::line(&mut Rng::new(1));
/// assert!(!line.text.is_empty());
/// ```
pub fn line(rng: &mut Rng) -> Negative {
    let kinds: Vec<&Kind> = all().collect();
    let kind = code::any_of(rng, &kinds);
    let thing = (kind.make)(rng);
    Negative {
        text: kind.talk.about(&thing, rng),
        kind: kind.name,
        holds: kind.holds,
    }
}

fn all() -> impl Iterator<Item = &'static Kind> {
    [code::KINDS, measures::KINDS, numbers::KINDS, records::KINDS]
        .into_iter()
        .flatten()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_occurs_and_every_line_is_filled() {
        let mut rng = Rng::new(1);
        let mut seen = BTreeSet::new();
        for _ in 0..5_000 {
            let line = line(&mut rng);
            assert!(!line.text.contains("{}"), "{}: {}", line.kind, line.text);
            seen.insert(line.kind);
        }
        assert_eq!(seen, kinds().collect());
    }

    #[test]
    fn names_stand_once() {
        let names: BTreeSet<&str> = kinds().collect();
        assert_eq!(names.len(), kinds().count());
    }
}
