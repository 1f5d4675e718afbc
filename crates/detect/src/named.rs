//! Names of persons, places and organisations, as a trained model finds them.
//!
//! A name is told by the words around it as much as by its own, so the model is asked once for each text, as
//! a whole; what it finds is weighed like all other values. Its scores are probabilities that were counted, and
//! the words near a name are in them already: cues of such a rule tell what a field's name says, no more.

use std::fmt;

use pumice_names::{Bias, Caches, Case, Field, Kind, Models, NameSpan, Query};

use crate::{
    builder::ProfileId,
    finding::{Evidence, Score},
    input::Span,
};

/// Models and how they are asked; the language of a text says which of them.
pub(crate) struct Named {
    pub(crate) models: Models,
    pub(crate) bias: Bias,
    /// By profile, whether a rule asks for names there.
    pub(crate) profiles: Vec<bool>,
}

/// Memory of a search for names.
#[derive(Debug, Default)]
pub(crate) struct NamedCache {
    words: Caches,
    spans: Vec<NameSpan>,
}

/// Names may be sure, but not as sure as what somebody has listed.
const MOST: u16 = 990;

impl Named {
    /// Whether names are looked for in fields of this profile.
    #[inline]
    pub(crate) fn is_asked(&self, profile: ProfileId) -> bool {
        self.profiles[usize::from(profile.0)]
    }

    /// Calls `found` with each name in `text`: where it is in it, its kind, and what speaks for it. Hot: per
    /// region.
    pub(crate) fn each(
        &self,
        text: &[u8],
        field: Field,
        cache: &mut NamedCache,
        mut found: impl FnMut(Span, Kind, Evidence),
    ) {
        let query = Query {
            bias: self.bias,
            case: Case::Auto,
            field,
        };
        let (which, model) = self.models.of(text);
        let words = cache.words.of(which);
        let spans = &mut cache.spans;
        let mut start = 0;
        // A text in JSON may have half a character.
        for chunk in text.utf8_chunks() {
            spans.clear();
            model.find(words, chunk.valid(), query, spans);
            for name in &*spans {
                let score = ((name.score * 1000.0).round() as u16).min(MOST);
                let evidence = Evidence::from_score(Score::from_thousandths(score));
                let span = Span::new(start + name.start, start + name.end);
                found(span, name.kind, evidence);
            }
            start += (chunk.valid().len() + chunk.invalid().len()) as u32;
        }
    }
}

impl fmt::Debug for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut named = f.debug_struct("Named");
        let languages: Vec<_> = self.models.all().map(|model| model.language()).collect();
        named.field("languages", &languages);
        named.field("bias", &self.bias).finish_non_exhaustive()
    }
}
