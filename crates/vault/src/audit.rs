//! The audit log: every reveal and every change of the vault, written before it happens.
//!
//! # Layout 1 of `audit/log.jsonl`
//!
//! One JSON object a line, the code last:
//!
//! ```text
//! {"n":0,"at":1767225600,"uid":1000,"event":"created", ... ,"mac":"64 hexadecimal digits"}
//!
//! key[0]   = HKDF(signing key; "audit", "chain")
//! mac[n]   = HMAC-SHA-256(key[n], mac[n-1] | bytes of the line before `,"mac"`, and `}`)
//! key[n+1] = HKDF(key[n]; "audit", "next")
//! ```
//!
//! So a line that was changed, taken out, put in or moved is found, and who holds the key of a line cannot
//! write the ones before it. What a chain cannot tell is that its end was cut off: that is what checkpoints
//! are for.
//!
//! # Layout 1 of `audit/checkpoints.jsonl`
//!
//! ```text
//! {"version":1,"vault":"..","count":7,"bytes":1802,"at":1767225600,"head":"mac[6]","signature":".."}
//! ```
//!
//! `signature` is Ed25519 over `"pm1 audit checkpoint" 00 vault | count | bytes | at (u64 be each) | head`.
//! Reports of reveals carry the checkpoint at their end: who has one can prove that the log has lost nothing
//! since, whatever happened to this folder.
//!
//! No line holds a value, a token or a name of a file: those may hold either.

mod checkpoint;
mod event;
mod leases;
mod line;

use std::{
    fs::{File, OpenOptions},
    io::{Read, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use rustix::fs::FlockOperation;

use crate::{Keyring, Layout, VaultError, VaultErrorKind, disk};
pub use checkpoint::Checkpoint;
pub(crate) use event::by_class;
pub use event::{Event, Reason};
pub(crate) use leases::leased_until;
use line::{Chain, Fault, Line};

/// How far a clock may run behind the last entry; more is refused, because quotas go by the day.
const CLOCK_SLACK_SECONDS: u64 = 24 * 60 * 60;

/// Entries between two checkpoints of a log that stays open.
const CHECKPOINT_EVERY: u64 = 1_000;

/// A checkpoint is short; a file of them is read as a whole.
const MAX_CHECKPOINTS_BYTES: u64 = 1 << 30;

const DAY_SECONDS: u64 = 24 * 60 * 60;

/// The log of a vault, open to add to it. Several processes may add to one log.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    checkpoints: PathBuf,
    file: File,
    chain: Chain,
    /// Length of what the chain has seen, in bytes.
    seen: u64,
    /// Entries at the last checkpoint.
    signed: u64,
    /// The time of the last entry.
    last: u64,
    /// What was revealed on a day (days since 1970), by role.
    day: u64,
    tokens_of_day: Vec<(String, u64)>,
    clock: fn() -> u64,
}

/// What is known of a log that holds together.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Lines of the log.
    pub entries: u64,
    /// Checkpoints whose signatures hold and that agree with the log.
    pub checkpoints: u64,
    /// The last of them.
    pub last: Option<Checkpoint>,
    /// Bytes behind the last whole line: an entry that a crash cut short, so nothing came of it.
    pub torn_bytes: u64,
    /// Number of the policy that was set last; 0 where none was.
    pub policy: u64,
}

/// Writes one entry and a checkpoint: what a command does before it changes something.
///
/// # Errors
/// As those of [`Log::open`] and [`Log::write`]; then the change must not be made.
pub fn note(
    layout: &Layout,
    keyring: &Keyring,
    event: &Event<'_>,
) -> Result<Checkpoint, VaultError> {
    let mut log = Log::open(layout, keyring)?;
    log.write(event)?;
    log.checkpoint(keyring)
}

impl Log {
    /// Begins the log of a new vault with [`Event::Created`].
    ///
    /// # Errors
    /// [`VaultErrorKind::Busy`] when there is a log, [`VaultErrorKind::Io`] when the disk refuses.
    pub fn create(layout: &Layout, keyring: &Keyring) -> Result<Self, VaultError> {
        disk::create(&log_path(layout), b"")?;
        disk::create(&checkpoints_path(layout), b"")?;
        let mut log = Self::start_adding(layout, Chain::begin(keyring), now)?;
        log.write(&Event::Created)?;
        log.checkpoint(keyring)?;
        Ok(log)
    }

    /// Opens a log. The entries of today (UTC) and what came after the last checkpoint are checked;
    /// [`verify`](Self::verify) checks all.
    ///
    /// # Errors
    /// [`VaultErrorKind::Damaged`] when the log is not there, is shorter than the last checkpoint says
    /// or does not go on from it.
    pub fn open(layout: &Layout, keyring: &Keyring) -> Result<Self, VaultError> {
        Self::open_at(layout, keyring, now)
    }

    fn open_at(layout: &Layout, keyring: &Keyring, clock: fn() -> u64) -> Result<Self, VaultError> {
        let checkpoints = read_checkpoints(layout)?;
        let mut lines = whole_lines(&checkpoints).rev();
        let mut last: Option<Checkpoint> = None;
        let midnight = clock() / DAY_SECONDS * DAY_SECONDS;
        // The newest one before today is where quotas begin to be counted.
        let mut from = None;
        for (number, line) in lines.by_ref() {
            let checkpoint = Checkpoint::read(line, keyring)
                .ok_or_else(|| damaged_checkpoint(layout, number))?;
            last.get_or_insert_with(|| checkpoint.clone());
            if checkpoint.at < midnight {
                from = Some(checkpoint);
                break;
            }
        }
        let chain = match &from {
            Some(checkpoint) => Chain::at(keyring, checkpoint.count, checkpoint.head),
            None => Chain::begin(keyring),
        };
        let mut log = Self::start_adding(layout, chain, clock)?;
        if let Some(from) = from {
            (log.seen, log.last) = (from.bytes, from.at);
        }
        log.catch_up()?;
        if let Some(last) = last {
            log.signed = last.count;
            if last.count > log.chain.count() {
                return Err(log.damaged(&cut_short(log.chain.count(), &last)));
            }
        }
        Ok(log)
    }

    /// Opens a log to read it.
    fn start(layout: &Layout, chain: Chain, clock: fn() -> u64) -> Result<Self, VaultError> {
        Self::start_with(layout, chain, clock, OpenOptions::new().read(true))
    }

    /// Opens a log to add to it.
    fn start_adding(layout: &Layout, chain: Chain, clock: fn() -> u64) -> Result<Self, VaultError> {
        let options = &mut OpenOptions::new();
        Self::start_with(layout, chain, clock, options.read(true).append(true))
    }

    fn start_with(
        layout: &Layout,
        chain: Chain,
        clock: fn() -> u64,
        options: &OpenOptions,
    ) -> Result<Self, VaultError> {
        let path = log_path(layout);
        let file = options
            .open(&path)
            .map_err(|error| unreadable(&path, &error))?;
        Ok(Self {
            path,
            checkpoints: checkpoints_path(layout),
            file,
            chain,
            seen: 0,
            signed: 0,
            last: 0,
            day: 0,
            tokens_of_day: vec![],
            clock,
        })
    }

    /// Writes an entry; it is on the disk when this returns. What it speaks of may be done now, not
    /// before.
    ///
    /// # Errors
    /// [`VaultErrorKind::Io`] when the disk refuses, [`VaultErrorKind::Damaged`] when the log was cut or
    /// changed since it was opened, [`VaultErrorKind::Refused`] when the clock is more than a day behind
    /// the last entry. In each case what the entry speaks of must not be done.
    pub fn write(&mut self, event: &Event<'_>) -> Result<(), VaultError> {
        self.locked(|log| log.append(event))
    }

    /// Writes `event` of as many tokens of a role as are left of those that it may have revealed today,
    /// at most `wanted`, and returns how many; nothing is written where none is left. Processes that do
    /// so at once share the quota.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_within<'e>(
        &mut self,
        role: &str,
        wanted: u64,
        per_day: u64,
        event: impl FnOnce(u64) -> Event<'e>,
    ) -> Result<u64, VaultError> {
        self.locked(|log| {
            let left = per_day.saturating_sub(log.tokens_today(role));
            let allowed = wanted.min(left);
            if allowed > 0 {
                log.append(&event(allowed))?;
            }
            Ok(allowed)
        })
    }

    /// Does something while nobody else writes, at the end of all that was written.
    fn locked<T>(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        rustix::fs::flock(&self.file, FlockOperation::LockExclusive)
            .map_err(|error| VaultError::io(&self.path, &error.into()))?;
        let written = self.mend().and_then(|()| write(self));
        rustix::fs::flock(&self.file, FlockOperation::Unlock)
            .map_err(|error| VaultError::io(&self.path, &error.into()))?;
        written
    }

    /// Takes in what others have written, and away what a crash has left of an entry.
    fn mend(&mut self) -> Result<(), VaultError> {
        let torn_bytes = self.catch_up()?;
        if torn_bytes == 0 {
            return Ok(());
        }
        disk::step();
        self.file
            .set_len(self.seen)
            .map_err(|error| VaultError::io(&self.path, &error))?;
        self.append(&Event::Torn { bytes: torn_bytes })
    }

    fn append(&mut self, event: &Event<'_>) -> Result<(), VaultError> {
        let at = (self.clock)();
        if at + CLOCK_SLACK_SECONDS < self.last {
            return Err(VaultError::new(
                VaultErrorKind::Refused,
                "the clock is more than a day behind the last entry; set it right",
            )
            .at(&self.path));
        }
        let at = at.max(self.last);
        let mut chain = self.chain.clone();
        let line = chain.line(at, event);
        let io = |error: &std::io::Error| VaultError::io(&self.path, error);
        disk::step();
        self.file.write_all(&line).map_err(|error| io(&error))?;
        disk::step();
        self.file.sync_data().map_err(|error| io(&error))?;
        (self.chain, self.last) = (chain, at);
        self.seen += line.len() as u64;
        self.count_quota(event.role_and_tokens(), at);
        Ok(())
    }

    /// Signs what the log holds now.
    ///
    /// # Errors
    /// [`VaultErrorKind::Io`] when the disk refuses.
    pub fn checkpoint(&mut self, keyring: &Keyring) -> Result<Checkpoint, VaultError> {
        let checkpoint = Checkpoint::sign(
            keyring,
            self.chain.count(),
            self.seen,
            self.last,
            self.chain.head(),
        );
        let io = |error: &std::io::Error| VaultError::io(&self.checkpoints, error);
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&self.checkpoints)
            .map_err(|error| io(&error))?;
        rustix::fs::flock(&file, FlockOperation::LockExclusive)
            .map_err(|error| io(&error.into()))?;
        end_line(&mut file).map_err(|error| io(&error))?;
        disk::step();
        file.write_all(&checkpoint.line())
            .map_err(|error| io(&error))?;
        disk::step();
        file.sync_data().map_err(|error| io(&error))?;
        self.signed = checkpoint.count;
        Ok(checkpoint)
    }

    /// Signs where many entries were written since the last time.
    ///
    /// # Errors
    /// As [`checkpoint`](Self::checkpoint).
    pub fn checkpoint_if_due(&mut self, keyring: &Keyring) -> Result<(), VaultError> {
        if self.chain.count() - self.signed >= CHECKPOINT_EVERY {
            self.checkpoint(keyring)?;
        }
        Ok(())
    }

    /// Tokens that were revealed today (UTC) to a role, by all processes up to the last entry written
    /// here.
    pub fn tokens_today(&self, role: &str) -> u64 {
        if (self.clock)().max(self.last) / DAY_SECONDS > self.day {
            return 0;
        }
        let of_role = |(name, _): &&(String, u64)| name == role;
        self.tokens_of_day
            .iter()
            .find(of_role)
            .map_or(0, |(_, tokens)| *tokens)
    }

    /// Checks every line of a log and every checkpoint, and against `known`, a checkpoint kept
    /// elsewhere.
    ///
    /// # Errors
    /// [`VaultErrorKind::Damaged`] with the file and the line where something was changed, is missing or
    /// stands in another order; [`VaultErrorKind::Io`].
    pub fn verify(
        layout: &Layout,
        keyring: &Keyring,
        known: Option<&Checkpoint>,
    ) -> Result<Verdict, VaultError> {
        let checkpoints = read_checkpoints(layout)?;
        let mut signed = vec![];
        for (number, line) in whole_lines(&checkpoints) {
            let checkpoint = Checkpoint::read(line, keyring);
            signed.push((
                number,
                checkpoint.ok_or_else(|| damaged_checkpoint(layout, number))?,
            ));
        }
        // A crash cuts a line short; it puts nothing behind one.
        let tail = checkpoints.rsplit(|byte| *byte == b'\n').next();
        if let Some([line @ .., _]) = tail
            && Checkpoint::read(line, keyring).is_some()
        {
            return Err(damaged_checkpoint(layout, signed.len() + 1));
        }
        if let Some(known) = known {
            if !known.holds(keyring) {
                return Err(VaultError::new(
                    VaultErrorKind::Damaged,
                    "the checkpoint that was given is none of this vault or was changed",
                ));
            }
            signed.push((0, known.clone()));
        }
        // A crash cuts a line; what is whole but for its end was changed.
        let cut = checkpoints.rsplit(|byte| *byte == b'\n').next();
        if let Some([line @ .., _]) = cut
            && Checkpoint::read(line, keyring).is_some()
        {
            return Err(damaged_checkpoint(layout, signed.len() + 1));
        }
        let mut log = Self::start(layout, Chain::begin(keyring), now)?;
        let mut heads = signed.clone();
        heads.sort_by_key(|(_, checkpoint)| checkpoint.count);
        let mut heads = heads.into_iter().peekable();
        let mut policy = 0;
        let torn_bytes = log.read_on(|log, line| {
            policy = line.policy_set().unwrap_or(policy);
            while let Some((_, checkpoint)) =
                heads.next_if(|(_, checkpoint)| checkpoint.count <= log.chain.count())
            {
                let same = checkpoint.count == log.chain.count()
                    && checkpoint.bytes == log.seen
                    && checkpoint.head == log.chain.head();
                if !same {
                    return Err(log.damaged(&format!(
                        "a checkpoint over {} entries was signed for other ones; \
                         keep this folder and find out who wrote to it",
                        checkpoint.count
                    )));
                }
            }
            Ok(())
        })?;
        if let Some((_, checkpoint)) = heads.last() {
            return Err(log.damaged(&cut_short(log.chain.count(), &checkpoint)));
        }
        if known.is_some() {
            signed.pop();
        }
        Ok(Verdict {
            entries: log.chain.count(),
            checkpoints: signed.len() as u64,
            last: signed.pop().map(|(_, checkpoint)| checkpoint),
            torn_bytes,
            policy,
        })
    }

    /// Takes in what was written since, here or elsewhere; returns the bytes behind the last whole
    /// line.
    fn catch_up(&mut self) -> Result<u64, VaultError> {
        self.read_on(|log, line| {
            log.count_quota(line.role_and_tokens(), line.at);
            Ok(())
        })
    }

    /// Checks the lines behind [`seen`](Self::seen) and tells each, once the chain includes it.
    fn read_on(
        &mut self,
        mut each: impl FnMut(&mut Self, &Line) -> Result<(), VaultError>,
    ) -> Result<u64, VaultError> {
        let io = |error: &std::io::Error| VaultError::io(&self.path, error);
        let length = self.file.metadata().map_err(|error| io(&error))?.len();
        if length < self.seen {
            return Err(self.damaged("lines were cut off its end; run `pumice vault audit verify`"));
        }
        self.file
            .seek(SeekFrom::Start(self.seen))
            .map_err(|error| io(&error))?;
        let mut bytes = vec![];
        loop {
            let mut piece = (&self.file).take(READ_BYTES);
            let read = piece
                .read_to_end(&mut bytes)
                .map_err(|error| VaultError::io(&self.path, &error))?;
            let whole = bytes.iter().rposition(|byte| *byte == b'\n');
            for line in bytes[..whole.map_or(0, |at| at + 1)].split_inclusive(|b| *b == b'\n') {
                let checked = self.chain.check(line);
                let line_number = self.chain.count() + 1;
                let read = checked.map_err(|fault| self.damaged(&told(fault, line_number)))?;
                self.seen += line.len() as u64;
                self.last = self.last.max(read.at);
                each(self, &read)?;
            }
            bytes.drain(..whole.map_or(0, |at| at + 1));
            if read == 0 {
                return Ok(bytes.len() as u64);
            }
        }
    }

    fn count_quota(&mut self, entry: Option<(&str, u64)>, at: u64) {
        let Some((role, tokens)) = entry else { return };
        // Entries never go back in time.
        if at / DAY_SECONDS > self.day {
            self.day = at / DAY_SECONDS;
            self.tokens_of_day.clear();
        }
        match self.tokens_of_day.iter_mut().find(|(name, _)| name == role) {
            Some((_, sum)) => *sum += tokens,
            None => self.tokens_of_day.push((role.into(), tokens)),
        }
    }

    fn damaged(&self, what: &str) -> VaultError {
        VaultError::new(VaultErrorKind::Damaged, what).at(&self.path)
    }
}

/// Lines are read in pieces of this many bytes.
const READ_BYTES: u64 = 1 << 20;

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

fn log_path(layout: &Layout) -> PathBuf {
    layout.audit().join("log.jsonl")
}

fn checkpoints_path(layout: &Layout) -> PathBuf {
    layout.audit().join("checkpoints.jsonl")
}

fn read_checkpoints(layout: &Layout) -> Result<Vec<u8>, VaultError> {
    let path = checkpoints_path(layout);
    if !path.exists() {
        return Err(unreadable(&path, &std::io::ErrorKind::NotFound.into()));
    }
    disk::read(&path, MAX_CHECKPOINTS_BYTES)
}

/// Lines with their numbers, from 1; what a crash cut short at the end is none.
fn whole_lines(bytes: &[u8]) -> impl DoubleEndedIterator<Item = (usize, &[u8])> {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
    let lines: Vec<_> = bytes[..end].split(|byte| *byte == b'\n').collect();
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(place, line)| (place + 1, line))
        .filter(|(_, line)| !line.is_empty())
}

/// Ends a line that a crash cut short, so that the next one stands alone.
fn end_line(file: &mut File) -> std::io::Result<()> {
    let length = file.metadata()?.len();
    if length == 0 {
        return Ok(());
    }
    let mut bytes = vec![0; length.min(4096) as usize];
    file.seek(SeekFrom::End(-(bytes.len() as i64)))?;
    file.read_exact(&mut bytes)?;
    if bytes.last() == Some(&b'\n') {
        return Ok(());
    }
    let rest = bytes.iter().rposition(|byte| *byte == b'\n');
    let rest = bytes.len() - rest.map_or(0, |at| at + 1);
    file.set_len(length - rest as u64)
}

/// A log that is not there is damage: a vault is born with one.
fn unreadable(path: &Path, error: &std::io::Error) -> VaultError {
    match error.kind() {
        std::io::ErrorKind::NotFound => VaultError::new(
            VaultErrorKind::Damaged,
            "is missing, and every vault is created with it; bring it back from a backup",
        )
        .at(path),
        _ => VaultError::io(path, error),
    }
}

fn damaged_checkpoint(layout: &Layout, line: usize) -> VaultError {
    let what = format!("line {line} is no checkpoint that this vault has signed");
    VaultError::new(VaultErrorKind::Damaged, what).at(checkpoints_path(layout))
}

fn cut_short(entries: u64, checkpoint: &Checkpoint) -> String {
    format!(
        "has {entries} entries, and a checkpoint was signed when it had {}: lines were cut off its end",
        checkpoint.count
    )
}

fn told(fault: Fault, line: u64) -> String {
    match fault {
        Fault::Code => format!("line {line} was changed, or a line before it taken away"),
        Fault::Number(number) => format!(
            "line {line} says that it is entry {number}: lines are missing, repeated or moved"
        ),
        Fault::Shape => format!("line {line} is no entry of a log"),
    }
}

#[cfg(test)]
mod tests;
