//! The compiled detector.

use std::{borrow::Cow, sync::Arc};

use crate::{
    builder::ProfileId,
    context::Cues,
    finding::{EntityId, Finding, RecognizerId},
    input::{Field, Input, Role},
    recognizer::Recognizer,
};

/// A compiled catalogue. Shared by all threads; each brings a [`Cache`] of its own.
#[derive(Debug)]
pub struct Detector {
    pub(crate) recognizers: Vec<Recognizer>,
    pub(crate) entities: Vec<Cow<'static, str>>,
}

/// Scratch memory of one thread.
#[derive(Debug, Default)]
pub struct Cache {}

impl Detector {
    /// Finds everything in the regions of `input`; replaces the contents of `findings`.
    ///
    /// Hot: per block.
    pub fn find(&self, _cache: &mut Cache, _input: Input<'_>, findings: &mut Vec<Finding>) {
        findings.clear();
    }

    /// The entity of that name.
    pub fn entity(&self, name: &str) -> Option<EntityId> {
        self.entities
            .iter()
            .position(|entity| entity == name)
            .map(|at| EntityId(at as u16))
    }

    /// Name of an entity.
    ///
    /// # Panics
    /// When `id` is of another detector and out of range.
    pub fn entity_name(&self, id: EntityId) -> &str {
        &self.entities[usize::from(id.0)]
    }

    /// Names of all entities; an [`EntityId`] is the index.
    pub fn entities(&self) -> &[Cow<'static, str>] {
        &self.entities
    }

    /// All rules; a [`RecognizerId`] is the index.
    pub fn recognizers(&self) -> &[Recognizer] {
        &self.recognizers
    }

    /// One rule.
    ///
    /// # Panics
    /// When `id` is of another detector and out of range.
    pub fn recognizer(&self, id: RecognizerId) -> &Recognizer {
        &self.recognizers[usize::from(id.0)]
    }

    /// Describes a field: `path` is shown in reports, `name` is the key of the value (its words are
    /// evidence), as it stands in the record with escapes undone.
    pub fn field(
        &self,
        path: Arc<str>,
        name: &[u8],
        role: Option<Role>,
        profile: ProfileId,
    ) -> Field {
        Field {
            path,
            role,
            profile,
            cues: self.cues(name),
        }
    }

    /// The cues that a key gives, without making a field. Hot: per unknown key.
    pub fn cues(&self, _name: &[u8]) -> Cues {
        Cues::default()
    }

    /// Whether `name` is, letter for letter, a context word of the catalogue (such as `ssn` or
    /// `date_of_birth`): such a key is no secret and may be shown in a path.
    pub fn is_cue(&self, _name: &[u8]) -> bool {
        false
    }
}
