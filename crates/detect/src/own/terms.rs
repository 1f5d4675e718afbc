//! A list of terms of a user's own, as data.

use std::{fmt, sync::Arc};

use crate::finding::Evidence;

/// A list of literal terms, and what it says that one of them stands somewhere.
///
/// From left to right, at each place where terms of the list begin, the longest one is found; the search
/// goes on behind it.
#[derive(Clone, Debug)]
pub struct Terms {
    /// What is looked for.
    pub terms: TermList,
    /// Which spellings are the same.
    pub case: Case,
    /// Whether neither side of a term may go on with a letter or digit (of Unicode; marks that stand on
    /// letters count, `_` does not) where the term itself begins or ends with one. In scripts that part no
    /// words by blanks (Han, Kana, Thai, ...) each character is a word.
    ///
    /// Where it is not asked for, the list takes an automaton: more memory, and with many terms more time
    /// for each byte of text.
    pub whole_words: bool,
    /// How likely a term is the entity where it stands, before any check.
    pub prior: Evidence,
}

/// Which letters are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Case {
    /// Each is itself alone.
    Exact,
    /// Capital and small ones are, by the simple case folding of Unicode, where both have as many bytes
    /// in UTF-8: all of ASCII, Latin, Greek, Cyrillic, ... but not the sign of the kelvin and `k`, nor
    /// `ẞ` and `ß`. Accents matter.
    #[default]
    Ignore,
}

/// Terms, one behind the other in one text: a million words take little more than their file.
///
/// Clones share the text. What it holds may be secret, so it shows how many there are and no more.
///
/// ```
/// # use pumice_detect::TermList;
/// let list: TermList = ["Blue Heron", "Grey Owl"].into_iter().collect();
/// assert_eq!(list.len(), 2);
/// assert_eq!(list.iter().last(), Some("Grey Owl"));
/// assert!(!format!("{list:?}").contains("Owl"));
/// ```
#[derive(Clone, Default)]
pub struct TermList(Arc<Packed>);

#[derive(Default)]
struct Packed {
    text: String,
    /// Where each term ends.
    ends: Vec<u32>,
}

impl Terms {
    /// The most terms of a list.
    pub const MAX: usize = 1_000_000;
    /// The longest term, in bytes.
    pub const MAX_BYTES: usize = 256;

    /// Whole words, letter case ignored, and certain where they stand: a list of what is to go.
    pub fn new<T: AsRef<str>>(terms: impl IntoIterator<Item = T>) -> Self {
        Self {
            terms: terms.into_iter().collect(),
            case: Case::Ignore,
            whole_words: true,
            prior: Evidence::CERTAIN,
        }
    }
}

impl TermList {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.ends.is_empty()
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.term(at))
    }

    /// Its size in bytes.
    pub(super) fn bytes(&self) -> usize {
        let Packed { text, ends } = &*self.0;
        text.len() + size_of_val(&**ends)
    }

    /// The term at a place of the list.
    #[inline]
    pub(super) fn term(&self, at: usize) -> &str {
        let Packed { text, ends } = &*self.0;
        let start = at.checked_sub(1).map_or(0, |last| ends[last] as usize);
        &text[start..ends[at] as usize]
    }
}

impl<T: AsRef<str>> FromIterator<T> for TermList {
    /// Packs terms.
    ///
    /// # Panics
    /// When they have 4 GiB or more together.
    fn from_iter<I: IntoIterator<Item = T>>(terms: I) -> Self {
        let mut packed = Packed::default();
        for term in terms {
            packed.text.push_str(term.as_ref());
            let end = u32::try_from(packed.text.len());
            packed.ends.push(end.expect("a list has less than 4 GiB"));
        }
        packed.text.shrink_to_fit();
        packed.ends.shrink_to_fit();
        Self(Arc::new(packed))
    }
}

impl fmt::Debug for TermList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} terms", self.len())
    }
}
