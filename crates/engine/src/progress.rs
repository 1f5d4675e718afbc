//! How far a run is, for whoever shows it.

/// What a run has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes of the input whose records are written.
    pub bytes_read: u64,
    /// Records that were written or put aside.
    pub records: u64,
    /// Values that were found.
    pub findings: u64,
}

/// Is told how far a run is; `()` is the observer that does not care.
///
/// The run itself shows nothing and reads no clock for it: how often something is drawn is the
/// observer's business.
pub trait Observer: Sync {
    /// A block was written. Called by the writer for every block, so it should return soon.
    fn advanced(&self, progress: Progress);
}

impl Observer for () {
    fn advanced(&self, _progress: Progress) {}
}
