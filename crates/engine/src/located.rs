//! A finding and where it stands in the input, for runs that list findings one by one.

use std::sync::Arc;

use pumice_detect::{EntityId, RecognizerId, Role, Score};

use crate::{batch::Place, fingerprint::Fingerprint, tally::Fate};

/// A finding of a scan. Holds no value, and of keys only those that layout or policy name.
///
/// Some 120 bytes; what it shares with others is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub entity: EntityId,
    /// The rule that found it.
    pub recognizer: RecognizerId,
    /// How sure that rule is.
    pub score: Score,
    /// Path of its field as reports show it.
    pub path: Arc<str>,
    /// The speaker, in a chat message.
    pub role: Option<Role>,
    /// Name of the transform that the policy has for it there.
    pub transform: &'static str,
    /// What became of it.
    pub fate: Fate,
    /// Whether it is a well-known value of tests and documentation.
    pub is_specimen: bool,
    /// A name for its value, where the run makes such names.
    pub fingerprint: Option<Fingerprint>,
}
