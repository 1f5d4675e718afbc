//! `tokenize`: a token of the vault, which whoever may can turn back into the value.

use std::sync::Arc;

use pumice_detect::EntityId;
use pumice_vault::{Matching, Spelled, Tokenizer};

use super::{
    Outcome, Pattern, Scope, Transform, TransformContext, Value, WorkerState, write_ordinal,
};
use crate::policy::{Representation, TokenScope};

/// Writes `[EMAIL_ADDRESS_` + 26 letters + `]`, in names without the brackets; or `[PERSON_1]`, counted
/// within the record; or `[PERSON]`.
///
/// Ids and names are told apart to the letter, whatever the policy says: others refer to them. Of a name all
/// of it is kept, as all of it is replaced.
#[derive(Debug)]
pub(crate) struct Tokenize {
    pub(crate) places: Places,
    pub(crate) scope: TokenScope,
    pub(crate) matching: Matching,
    pub(crate) representation: Representation,
}

/// The places of entities in a lease, by [`EntityId`].
pub(crate) type Places = Arc<[Option<u16>]>;

/// What a worker makes tokens with.
pub(crate) struct TokenState {
    pub(crate) tokenizer: Tokenizer,
    /// Drawn for the run.
    pub(crate) nonce: [u8; 16],
    /// How many values have drawn in each record of the block.
    pub(crate) drawn: Vec<u32>,
    /// Ids of documents, behind each other, and where that of each record ends; empty where there is no field
    /// for them.
    pub(crate) documents: Documents,
    /// Values whose spelling may come back as another one.
    pub(crate) respelled: u64,
}

impl TokenState {
    pub(crate) fn new(tokenizer: Tokenizer, nonce: [u8; 16]) -> Self {
        Self {
            tokenizer,
            nonce,
            drawn: vec![],
            documents: Documents::default(),
            respelled: 0,
        }
    }

    pub(crate) fn clear(&mut self) {
        self.drawn.clear();
        self.documents.clear();
    }

    /// The number of the next value of a record, from 0.
    fn draw(&mut self, record: u32) -> u32 {
        let record = record as usize;
        if self.drawn.len() <= record {
            self.drawn.resize(record + 1, 0);
        }
        let next = self.drawn[record];
        self.drawn[record] += 1;
        next
    }
}

/// The ids of documents of a block, by record.
#[derive(Default)]
pub(crate) struct Documents {
    ids: Vec<u8>,
    /// Where the id of a record stands in `ids`.
    spans: Vec<Option<(u32, u32)>>,
}

impl Documents {
    fn clear(&mut self) {
        self.ids.clear();
        self.spans.clear();
    }

    /// The first id that a record has is its own; a blank one is none.
    pub(crate) fn add(&mut self, record: u32, id: &[u8]) {
        let record = record as usize;
        if self.spans.len() <= record {
            self.spans.resize(record + 1, None);
        }
        if self.spans[record].is_none() && !id.trim_ascii().is_empty() {
            let start = self.ids.len() as u32;
            self.ids.extend_from_slice(id);
            self.spans[record] = Some((start, self.ids.len() as u32));
        }
    }

    fn of(&self, record: u32) -> Option<&[u8]> {
        let (start, end) = self.spans.get(record as usize).copied().flatten()?;
        self.ids.get(start as usize..end as usize)
    }
}

impl Tokenize {
    fn place(&self, entity: EntityId) -> Option<u16> {
        self.places.get(usize::from(entity.0)).copied().flatten()
    }

    fn write_token(
        &self,
        state: &mut WorkerState,
        value: &Value<'_>,
        context: &TransformContext<'_>,
        out: &mut Vec<u8>,
    ) -> Outcome {
        let record = context.record_bytes.index;
        let needs_hash = match self.scope {
            TokenScope::Domain => false,
            TokenScope::Random => true,
            TokenScope::Document => state
                .tokens
                .as_ref()
                .is_some_and(|tokens| tokens.documents.of(record).is_none()),
        };
        let hash = match needs_hash {
            true => context.record_hash(state),
            false => [0; 32],
        };
        let (Some(tokens), Some(place)) = (&mut state.tokens, self.place(context.entity)) else {
            return Outcome::Failed("there is no key to make its token with");
        };
        let ordinal = match self.scope {
            TokenScope::Random => tokens.draw(record),
            TokenScope::Domain | TokenScope::Document => 0,
        };
        let TokenState {
            tokenizer,
            nonce,
            documents,
            ..
        } = tokens;
        let scope = match self.scope {
            TokenScope::Domain => pumice_vault::Scope::Domain,
            TokenScope::Document => pumice_vault::Scope::Document {
                id: documents.of(record).unwrap_or(&hash),
            },
            TokenScope::Random => pumice_vault::Scope::Random {
                nonce,
                record: &hash,
                ordinal,
            },
        };
        // What is read in a disguise is one value, however it is spelled; to the letter it is what stands there.
        let (matching, text) = match (self.matching, context.pattern) {
            (Matching::Canonical, Pattern::Free) => (Matching::Canonical, value.text),
            _ => (Matching::Exact, value.spelled),
        };
        let spelled = match context.pattern {
            Pattern::Name => tokenizer.tokenize_bare(place, scope, matching, text, out),
            Pattern::Free | Pattern::Id => tokenizer.tokenize(place, scope, matching, text, out),
        };
        let is_other = spelled == Spelled::Otherwise || text != value.spelled;
        tokens.respelled += u64::from(is_other);
        Outcome::Replaced
    }
}

impl Transform for Tokenize {
    fn name(&self) -> &'static str {
        "tokenize"
    }

    fn scope(&self) -> Scope {
        match (self.representation, self.scope) {
            (Representation::Token, TokenScope::Domain) | (Representation::Type, _) => Scope::Value,
            _ => Scope::Record,
        }
    }

    fn is_reversible(&self) -> bool {
        self.representation == Representation::Token
    }

    fn counts(&self) -> bool {
        self.representation == Representation::Ordinal
    }

    fn apply(
        &self,
        state: &mut WorkerState,
        value: &Value<'_>,
        context: &TransformContext<'_>,
        out: &mut Vec<u8>,
    ) -> Outcome {
        match (self.representation, context.pattern) {
            (Representation::Token, _) => return self.write_token(state, value, context, out),
            (_, Pattern::Name) => write_ordinal(context, out),
            (Representation::Type, Pattern::Free) => {
                out.push(b'[');
                out.extend_from_slice(context.entity_name.as_bytes());
                out.push(b']');
            }
            (Representation::Ordinal, _) | (_, Pattern::Id) => {
                out.push(b'[');
                write_ordinal(context, out);
                out.push(b']');
            }
        }
        Outcome::Replaced
    }
}
