//! A thread that makes segments of what workers hand over, and says when it is on the disk.
//!
//! Workers send the new values of a block at once and go on; they wait only where the disk cannot keep
//! up. What has come is written as one group, a segment for each class that occurs: when it takes
//! 64 MB, when its first record is ten seconds old, or when somebody waits for it. Of a group all files
//! are durable under their names before the first sidecar is: a segment is there as a whole or not at
//! all, and a commit that has returned outlives a crash.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant, SystemTime},
};

use crate::{Lease, Records, SegmentId, VaultError, VaultErrorKind};

use buffer::Buffer;

mod buffer;
mod group;

/// Takes records from many threads and writes them to segments, on a thread of its own.
///
/// ```no_run
/// # use std::sync::Arc;
/// # use pumice_vault::{Lease, Records, Recorder, VaultError};
/// # fn scrub(lease: Arc<Lease>, values: Records) -> Result<(), VaultError> {
/// let recorder = Recorder::start(lease, "vault/inbox".into());
/// recorder.send(values);
/// let segments = recorder.commit()?; // an output that holds their tokens may be published now
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Recorder {
    /// `None` once it is closed.
    to: Option<SyncSender<Message>>,
    thread: Option<JoinHandle<()>>,
}

/// A promise that what was sent before is durable.
#[derive(Debug)]
pub struct Ticket(Receiver<Result<Vec<SegmentId>, VaultError>>);

enum Message {
    Records(Records),
    /// Answered once all that came before is durable, with the segments since the last such answer.
    Commit(Sender<Result<Vec<SegmentId>, VaultError>>),
    /// Answered the same, but nothing is written for its sake before its time.
    Ticket(Sender<Result<Vec<SegmentId>, VaultError>>),
}

impl Recorder {
    /// Begins to write segments of a lease into a folder, which must be there.
    ///
    /// # Panics
    /// When the system gives no thread.
    pub fn start(lease: Arc<Lease>, folder: PathBuf) -> Self {
        Self::start_with(lease, folder, Limits::default())
    }

    pub(crate) fn start_with(lease: Arc<Lease>, folder: PathBuf, limits: Limits) -> Self {
        let (to, from) = mpsc::sync_channel(WAITING);
        let thread = thread::Builder::new()
            .name("recorder".into())
            .spawn(move || Work::new(lease, folder, limits).run(&from))
            .expect("the system gives a thread");
        Self {
            to: Some(to),
            thread: Some(thread),
        }
    }

    /// Hands over the new values of a block. Waits where the disk cannot keep up; tells nothing of what
    /// fails, which [`commit`](Self::commit) does.
    ///
    /// Hot: per block.
    pub fn send(&self, records: Records) {
        if !records.is_empty()
            && let Some(to) = &self.to
        {
            // A thread that is gone fails the next commit.
            let _ = to.send(Message::Records(records));
        }
    }

    /// Returns once all that was sent before is durable, with the segments that were written and
    /// that nobody was told of yet.
    ///
    /// # Errors
    /// What has failed since the start: after it nothing is written any more, and no output that holds
    /// tokens of this run may be published. [`VaultErrorKind::Refused`] where the lease has expired.
    pub fn commit(&self) -> Result<Vec<SegmentId>, VaultError> {
        let (to, answer) = mpsc::channel();
        self.ask(Message::Commit(to));
        answer.recv().unwrap_or_else(|_| Err(gone()))
    }

    /// The same, without making haste: for many small outputs, which then share a group.
    pub fn ticket(&self) -> Ticket {
        let (to, answer) = mpsc::channel();
        self.ask(Message::Ticket(to));
        Ticket(answer)
    }

    fn ask(&self, message: Message) {
        if let Some(to) = &self.to {
            // Where the thread is gone the answer's sender is dropped, which the receiver notices.
            let _ = to.send(message);
        }
    }

    /// Commits and ends the thread.
    ///
    /// # Errors
    /// As of [`commit`](Self::commit).
    pub fn close(mut self) -> Result<Vec<SegmentId>, VaultError> {
        let segments = self.commit();
        self.end();
        segments
    }

    fn end(&mut self) {
        self.to = None;
        if let Some(thread) = self.thread.take() {
            // A panic has dropped the senders of answers, so whoever waited knows.
            let _ = thread.join();
        }
    }
}

/// What was sent and not committed is dropped.
impl Drop for Recorder {
    fn drop(&mut self) {
        self.end();
    }
}

impl Ticket {
    /// Waits until it is so; gives the segments that nobody was told of yet.
    ///
    /// # Errors
    /// As of [`Recorder::commit`].
    pub fn wait(self) -> Result<Vec<SegmentId>, VaultError> {
        self.0.recv().unwrap_or_else(|_| Err(gone()))
    }

    /// Whether it is so; `None` for not yet.
    pub fn poll(&self) -> Option<Result<Vec<SegmentId>, VaultError>> {
        match self.0.try_recv() {
            Ok(answer) => Some(answer),
            Err(mpsc::TryRecvError::Empty) => None,
            Err(mpsc::TryRecvError::Disconnected) => Some(Err(gone())),
        }
    }
}

fn gone() -> VaultError {
    VaultError::new(
        VaultErrorKind::Refused,
        "values could not be written to the vault, so nothing that needs them is published; \
         see the first error",
    )
}

/// Blocks that wait for the thread.
const WAITING: usize = 64;

/// When a group is written without anybody waiting for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) bytes: usize,
    pub(crate) age: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            age: Duration::from_secs(10),
        }
    }
}

/// What the thread has.
struct Work {
    lease: Arc<Lease>,
    folder: PathBuf,
    limits: Limits,
    buffer: Buffer,
    /// When the first record of the buffer came.
    since: Option<Instant>,
    tickets: Vec<Sender<Result<Vec<SegmentId>, VaultError>>>,
    /// Written since somebody was told of some.
    segments: Vec<SegmentId>,
    /// What went wrong; `None` inside once it was told.
    failed: Option<Option<VaultError>>,
}

impl Work {
    fn new(lease: Arc<Lease>, folder: PathBuf, limits: Limits) -> Self {
        Self {
            buffer: Buffer::new(&lease),
            lease,
            folder,
            limits,
            since: None,
            tickets: vec![],
            segments: vec![],
            failed: None,
        }
    }

    fn run(mut self, from: &Receiver<Message>) {
        loop {
            let message = match self.since {
                None => from.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(since) => from.recv_timeout(self.limits.age.saturating_sub(since.elapsed())),
            };
            match message {
                Ok(Message::Records(records)) => self.take(&records),
                Ok(Message::Commit(answer)) => {
                    self.make_durable();
                    // Nobody may wait any more.
                    let _ = answer.send(self.result());
                    self.answer_tickets();
                }
                Ok(Message::Ticket(answer)) => {
                    self.tickets.push(answer);
                    // Nothing is under way that it could wait for.
                    if self.buffer.is_empty() {
                        self.answer_tickets();
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.flush(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn take(&mut self, records: &Records) {
        if self.failed.is_some() {
            return;
        }
        self.since.get_or_insert_with(Instant::now);
        if !self.buffer.add(records, &self.lease) {
            let what = "a value names an entity that is not in the lease";
            self.failed = Some(Some(VaultError::new(VaultErrorKind::Refused, what)));
        }
        if self.buffer.bytes() >= self.limits.bytes {
            self.flush();
        }
    }

    /// Makes all that has come durable, and says so.
    fn flush(&mut self) {
        self.make_durable();
        self.answer_tickets();
    }

    fn make_durable(&mut self) {
        self.since = None;
        if self.failed.is_none() && !self.buffer.is_empty() {
            match self.write() {
                Ok(segments) => self.segments.extend(segments),
                Err(error) => self.failed = Some(Some(error)),
            }
        }
    }

    fn answer_tickets(&mut self) {
        for ticket in std::mem::take(&mut self.tickets) {
            // Nobody may wait any more.
            let _ = ticket.send(self.result());
        }
    }

    fn write(&mut self) -> Result<Vec<SegmentId>, VaultError> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        if now.is_ok_and(|now| now.as_secs() >= self.lease.expires) {
            let what = "the lease has expired; create another with `pumice vault lease create`";
            return Err(VaultError::new(VaultErrorKind::Refused, what));
        }
        group::write(&mut self.buffer, &self.lease, &self.folder)
    }

    fn result(&mut self) -> Result<Vec<SegmentId>, VaultError> {
        match &mut self.failed {
            None => Ok(std::mem::take(&mut self.segments)),
            Some(error) => Err(error.take().unwrap_or_else(gone)),
        }
    }
}
