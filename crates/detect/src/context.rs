//! Words that speak for an entity: near a value, and in the name of its field.

/// Which entities the name of a field speaks for; holds no text of the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cues {
    pub(crate) sets: [u16; 2],
}

/// Compiled context words.
#[derive(Clone, Debug, Default)]
pub(crate) struct CueTable {}
