//! What users look for beside the catalogue: regular expressions and lists of terms.
//!
//! One [`Sieve`] looks at the text for all of them. Where something stands that a pattern asks for, the
//! pattern is tried (`search`); where the first word of a term does, the words behind it are followed
//! (`dictionary`). Of lists with many terms the first words are looked up one by one.

mod characters;
mod demand;
mod dictionary;
mod expression;
mod pattern;
mod rarity;
mod search;
mod set;
mod sieve;
mod spelling;
mod terms;
#[cfg(test)]
mod tests;

use crate::{
    builder::BuildError,
    finding::RecognizerId,
    recognizer::{Recognizer, Shape, Walked},
};

pub(crate) use self::{
    dictionary::{Dictionary, FirstWords, Occurrences, Words},
    search::{OwnCache, Patterns},
    sieve::{Sieve, TERMS},
};
pub use self::{
    pattern::Pattern,
    terms::{Case, TermList, Terms},
};

/// The patterns and lists of all recognizers, compiled.
#[derive(Debug, Default)]
pub(crate) struct Own {
    pub(crate) patterns: Option<Patterns>,
    pub(crate) dictionary: Option<Dictionary>,
    /// Tells where they may stand; none if nothing can tell.
    pub(crate) sieve: Option<Sieve>,
}

/// A value of a user's own rule in a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) walked: Walked,
    pub(crate) recognizer: RecognizerId,
}

impl Own {
    /// Compiles patterns, and the lists of rules that some profile asks for; the error names the recognizer.
    pub(crate) fn new(
        recognizers: &[Recognizer],
        is_asked: impl Fn(RecognizerId) -> bool,
    ) -> Result<Own, BuildError> {
        let (mut patterns, mut lists) = (vec![], vec![]);
        for (rule, at) in recognizers.iter().zip(0..) {
            for shape in &rule.shapes {
                match shape {
                    Shape::Pattern(pattern) => patterns.push((pattern, RecognizerId(at))),
                    Shape::Terms(terms) if is_asked(RecognizerId(at)) => {
                        lists.push((terms, RecognizerId(at)));
                    }
                    _ => {}
                }
            }
        }
        let patterns = Patterns::new(&patterns, recognizers)?;
        let dictionary = Dictionary::new(&lists, recognizers)?;
        let words = dictionary.iter().flat_map(Dictionary::demands);
        let gates = patterns.iter().flat_map(Patterns::demands);
        let demands: Vec<_> = gates.chain(words.map(|word| (word, TERMS))).collect();
        Ok(Own {
            sieve: (!demands.is_empty()).then(|| Sieve::new(demands)),
            patterns,
            dictionary,
        })
    }

    /// Size of the tables in bytes.
    pub(crate) fn table_bytes(&self) -> usize {
        let patterns = self.patterns.as_ref().map_or(0, Patterns::table_bytes);
        let dictionary = self.dictionary.as_ref().map_or(0, Dictionary::table_bytes);
        patterns + dictionary + self.sieve.as_ref().map_or(0, Sieve::table_bytes)
    }
}
