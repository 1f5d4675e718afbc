//! Nothing that holds a token goes out before the value is in the vault.

use std::sync::{Mutex, PoisonError};

use pumice_vault::{Recorder, Records, SegmentId, Ticket, VaultError};

/// Tells when the values of what was scrubbed are durable, and which segments have them.
pub(super) struct Gate {
    recorder: Recorder,
    segments: Mutex<Segments>,
}

#[derive(Default)]
struct Segments {
    all: Vec<SegmentId>,
    /// Those that no manifest tells of yet.
    untold: Vec<SegmentId>,
}

impl Gate {
    pub(super) fn new(recorder: Recorder) -> Self {
        Self {
            recorder,
            segments: Mutex::default(),
        }
    }

    /// Takes the values of a block, before it is handed on.
    pub(super) fn send(&self, records: Records) {
        self.recorder.send(records);
    }

    /// To be asked for when all blocks are written that it is for.
    pub(super) fn ticket(&self) -> Ticket {
        self.recorder.ticket()
    }

    /// Whether what a ticket is for may go out; `None` for not yet.
    pub(super) fn poll(&self, ticket: &Ticket) -> Option<Result<(), VaultError>> {
        Some(ticket.poll()?.map(|segments| self.note(&segments)))
    }

    /// Waits until what a ticket is for may go out.
    ///
    /// # Errors
    /// When the vault could not take it.
    pub(super) fn wait(&self, ticket: Ticket) -> Result<(), VaultError> {
        ticket.wait().map(|segments| self.note(&segments))
    }

    /// Has all that was scrubbed so far written at once.
    ///
    /// # Errors
    /// When the vault could not take it.
    pub(super) fn commit(&self) -> Result<(), VaultError> {
        self.recorder.commit().map(|segments| self.note(&segments))
    }

    /// Segments that have come since this was asked last.
    pub(super) fn untold(&self) -> Vec<String> {
        let mut segments = self.lock();
        names(&std::mem::take(&mut segments.untold))
    }

    /// All segments of this process.
    pub(super) fn segments(&self) -> Vec<String> {
        names(&self.lock().all)
    }

    fn note(&self, new: &[SegmentId]) {
        let mut segments = self.lock();
        segments.all.extend(new);
        segments.untold.extend(new);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Segments> {
        self.segments.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn names(segments: &[SegmentId]) -> Vec<String> {
    segments.iter().map(ToString::to_string).collect()
}
