//! Names of persons, places and organisations, as a trained model finds them.
//!
//! A name is told by the words around it as much as by its own, so a model is asked once for each text, as
//! a whole; what it finds is weighed like all other values. Its scores are probabilities that were counted, and
//! the words near a name are in them already: cues of such a rule tell what a field's name says, no more.
//!
//! A record is one document: persons that it names are searched for in all its texts once more, where a part of
//! their name may stand alone.

use std::fmt;

use pumice_names::{Bias, Caches, Case, Document, Field, Kind, Models, NameSpan, Query};

use crate::{
    builder::ProfileId,
    finding::{EntityId, Evidence, Score},
    input::Span,
};

/// Models and how they are asked; the language of a text says which of them.
pub(crate) struct Named {
    pub(crate) models: Models,
    pub(crate) bias: Bias,
    /// Its values may be made of a person's name.
    pub(crate) mail_address: Option<EntityId>,
    /// By profile, whether a rule asks for names there.
    pub(crate) profiles: Vec<bool>,
}

/// Memory of a search for names.
#[derive(Debug, Default)]
pub(crate) struct NamedCache {
    words: Caches,
    spans: Vec<NameSpan>,
    document: Document,
    /// How many texts of the document were searched again.
    again: usize,
    /// Mail addresses of the block, in its order.
    pub(crate) mail_addresses: Vec<Span>,
}

impl NamedCache {
    /// Forgets the persons of the record before.
    pub(crate) fn begin_record(&mut self) {
        self.document.clear();
    }

    /// Whether a record has persons who may be mentioned again; its texts are gone through once more then.
    pub(crate) fn begin_again(&mut self) -> bool {
        self.again = 0;
        self.document.has_persons()
    }
}

/// The entity of mail addresses.
pub(crate) const MAIL_ADDRESS: &str = "EMAIL_ADDRESS";

/// Names may be sure, but not as sure as what somebody has listed.
const MOST: u16 = 990;

impl Named {
    /// Whether names are looked for in fields of this profile.
    #[inline]
    pub(crate) fn is_asked(&self, profile: ProfileId) -> bool {
        self.profiles[usize::from(profile.0)]
    }

    /// Calls `found` with each name in `text`: where it is in it, its kind, and what speaks for it; its persons are
    /// remembered. Hot: per region.
    pub(crate) fn each(
        &self,
        text: &[u8],
        field: Field,
        cache: &mut NamedCache,
        found: impl FnMut(Span, Kind, Evidence),
    ) {
        let query = Query {
            bias: self.bias,
            case: Case::Auto,
            field,
        };
        let NamedCache {
            words,
            spans,
            document,
            ..
        } = cache;
        spans.clear();
        self.models.find(words, text, query, spans);
        document.add(&self.models, words, text, spans);
        spans.iter().for_each(weighed(found));
    }

    /// Remembers the person whose mail address it is, if it is made of a name. Hot: per mail address.
    pub(crate) fn hear_of(&self, address: &[u8], cache: &mut NamedCache) {
        let local = address
            .split(|&byte| byte == b'@')
            .next()
            .unwrap_or(address);
        let NamedCache {
            words, document, ..
        } = cache;
        document.add_local_part(&self.models, words, local);
    }

    /// Calls `found` with each place in `text` where a part of the name of a person stands that the record has
    /// named. Hot: per region of a record with persons.
    pub(crate) fn each_again(
        &self,
        text: &[u8],
        cache: &mut NamedCache,
        found: impl FnMut(Span, Kind, Evidence),
    ) {
        let NamedCache {
            words,
            spans,
            document,
            again,
            ..
        } = cache;
        spans.clear();
        document.find_again(&self.models, words, *again, text, spans);
        *again += 1;
        spans.iter().for_each(weighed(found));
    }
}

/// Says of a name what speaks for it.
fn weighed(mut found: impl FnMut(Span, Kind, Evidence)) -> impl FnMut(&NameSpan) {
    move |name| {
        let score = ((name.score * 1000.0).round() as u16).min(MOST);
        let evidence = Evidence::from_score(Score::from_thousandths(score));
        found(Span::new(name.start, name.end), name.kind, evidence);
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
