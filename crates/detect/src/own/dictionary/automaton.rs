//! Terms that may stand within words, and terms without words.

use aho_corasick::{AhoCorasick, MatchKind};

use super::{
    super::{Case, characters::Characters},
    Occurrence, Occurrences,
};

/// Such terms of one list.
pub(super) struct Automaton {
    terms: AhoCorasick,
    case: Case,
    list: u32,
}

impl Automaton {
    pub(super) fn new(
        characters: &Characters,
        case: Case,
        list: u32,
        terms: &[&str],
    ) -> Result<Automaton, String> {
        let spelled = terms.iter().map(|term| {
            let mut bytes = vec![];
            match case {
                Case::Exact => bytes.extend_from_slice(term.as_bytes()),
                Case::Ignore => characters.fold(term.as_bytes(), |byte| bytes.push(byte)),
            }
            bytes
        });
        let terms = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(spelled)
            .map_err(|error| format!("the list does not compile: {error}"))?;
        Ok(Automaton { terms, case, list })
    }

    /// Adds all terms in `text`, a region and the number of its piece. Hot: per region.
    pub(super) fn find(
        &self,
        characters: &Characters,
        found: &mut Occurrences,
        (piece, text): (u32, &[u8]),
    ) {
        let Occurrences { all, folded } = found;
        let text = match self.case {
            Case::Exact => text,
            Case::Ignore => {
                folded.clear();
                characters.fold(text, |byte| folded.push(byte));
                &*folded
            }
        };
        all.extend(self.terms.find_iter(text).map(|term| Occurrence {
            list: self.list,
            piece,
            start: term.start() as u32,
            end: term.end() as u32,
        }));
    }

    pub(super) fn table_bytes(&self) -> usize {
        self.terms.memory_usage()
    }
}
