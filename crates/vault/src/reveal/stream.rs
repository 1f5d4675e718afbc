//! Texts that come in pieces, such as what a model writes.

use super::{Revealer, Sightings};
use crate::VaultError;

/// A plain text on its way: what is decided is written at once, and at most
/// [`MAX_HELD`](super::MAX_HELD) bytes wait for what follows.
///
/// It holds text, so its `Debug` shows nothing.
#[derive(Default)]
pub struct TextStream {
    held: Vec<u8>,
    sightings: Sightings,
}

impl TextStream {
    /// Takes the next piece and appends what is decided to `out`.
    ///
    /// # Errors
    /// As [`Revealer::resolve`].
    pub fn push(
        &mut self,
        piece: &[u8],
        revealer: &mut Revealer<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), VaultError> {
        self.held.extend_from_slice(piece);
        let done = self.sightings.find_in_part(&self.held);
        self.write(done, revealer, out)
    }

    /// The text is over: appends what was held back.
    ///
    /// # Errors
    /// As [`Revealer::resolve`].
    pub fn finish(
        &mut self,
        revealer: &mut Revealer<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), VaultError> {
        self.sightings.clear();
        self.sightings.find(&self.held, 0);
        self.write(self.held.len(), revealer, out)
    }

    fn write(
        &mut self,
        done: usize,
        revealer: &mut Revealer<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), VaultError> {
        let answers = revealer.resolve(&self.sightings)?;
        let mut at = 0;
        for ((sighting, _), answer) in self.sightings.iter().zip(answers) {
            if let Some(value) = answer {
                out.extend_from_slice(&self.held[at..sighting.span.start]);
                out.extend_from_slice(value.expose());
                at = sighting.span.end;
            }
        }
        out.extend_from_slice(&self.held[at..done]);
        self.held.drain(..done);
        Ok(())
    }
}

impl std::fmt::Debug for TextStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TextStream({} bytes held)", self.held.len())
    }
}
