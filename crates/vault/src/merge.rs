//! Makes few large segments of many small ones.
//!
//! Of each domain, epoch and class all records are merged in the order of their tags, into segments that
//! do not overlap, so that a token is looked up in one of them. Of equal records one stays; of several
//! spellings of a value the bytewise smallest. Where two values have one tag, both are put into quarantine and
//! the merge stops: which of them a token means is not guessed. The next merge leaves them there and goes on.
//!
//! ```text
//! new files, durable -> their sidecars, durable -> audit log -> manifest, durable -> old sidecars go -> old files go
//! ```
//!
//! Until the manifest is there the old segments hold and the new ones do not exist; from then on it is the
//! other way round. So a crash at any step leaves a vault that resolves every token.

mod collide;
mod sorted;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use crate::{
    Class, Key, Keyring, Layout, SegmentId, VaultError, VaultErrorKind,
    audit::{self, Event},
    claim::Claim,
    disk,
    layout::{commit_name, segment_name},
    manifest::{self, Listed, Manifest},
    seal,
    segment::{Commit, Finished, Held, Row, SealedKey, Standing, Title, Writer},
    signed::Base64,
};

use collide::Judge;
use sorted::Sorted;

/// What a merge has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The newest manifest; `None` where there was never anything to merge.
    pub manifest: Option<u64>,
    /// Segments that were merged.
    pub segments_in: usize,
    /// Segments that were made of them.
    pub segments_out: usize,
    /// Records of the former.
    pub records_in: u64,
    /// Records of the latter.
    pub records_out: u64,
    /// Records left out because their values do not give their tags, where others do: they were forged.
    pub forged: u64,
}

/// Merges what workers have left in the inbox, and in these folders, which stay as they are.
///
/// # Errors
/// [`VaultErrorKind::Collision`] where two values have one tag; [`VaultErrorKind::Busy`] where another process
/// changes the vault; [`VaultErrorKind::Damaged`] where a segment was changed.
pub fn merge(
    keyring: &Keyring,
    layout: &Layout,
    folders: &[PathBuf],
) -> Result<Merged, VaultError> {
    merge_with(keyring, layout, folders, RECORDS)
}

/// Records of a merged segment at most.
const RECORDS: u64 = 1 << 22;

fn merge_with(
    keyring: &Keyring,
    layout: &Layout,
    folders: &[PathBuf],
    records: u64,
) -> Result<Merged, VaultError> {
    let _claim = Claim::take(layout)?;
    let standing = Standing::of(layout, keyring, folders)?;
    if let Some((manifest, _)) = &standing.manifest {
        take_away(layout, manifest)?;
    }
    let number = standing
        .manifest
        .as_ref()
        .map(|(manifest, _)| manifest.number);
    let previous = standing.manifest.as_ref().map(|(_, hash)| *hash);
    let quarantined: Vec<_> = listed(&standing.quarantined);
    let (groups, mut kept) = divide(standing);
    if groups.is_empty() {
        return Ok(Merged {
            manifest: number,
            ..Merged::default()
        });
    }
    let work = Work {
        keyring,
        layout,
        records,
    };
    let outcomes: Vec<_> = groups
        .into_par_iter()
        .map(|group| work.merge(group))
        .collect();
    let (mut done, mut collisions) = (vec![], None);
    for outcome in outcomes {
        match outcome? {
            Outcome::Merged(group) => done.push(group),
            Outcome::Collided(error) => collisions = collisions.or(Some(error)),
        }
    }
    if let Some(error) = collisions {
        return Err(error);
    }
    let mut merged = Merged::default();
    let (mut finished, mut retired) = (vec![], vec![]);
    for group in done {
        merged.segments_in += group.old.len();
        merged.records_in += group.old.iter().map(|old| old.records).sum::<u64>();
        merged.forged += group.forged;
        retired.extend(group.old);
        finished.extend(group.new);
    }
    let new = work.publish(&layout.merged(), finished)?;
    merged.segments_out = new.len();
    merged.records_out = new.iter().map(|commit| commit.records).sum();
    kept.extend(new.iter().map(Listed::of));
    let manifest = Manifest {
        version: manifest::VERSION,
        vault: keyring.vault(),
        number: number.unwrap_or(0) + 1,
        previous,
        segments: kept,
        retired,
        quarantined,
    };
    audit::note(
        layout,
        keyring,
        &Event::Merged {
            manifest: manifest.number,
            segments: merged.segments_in as u64,
            records: merged.records_out,
        },
    )?;
    manifest.create(layout, keyring)?;
    take_away(layout, &manifest)?;
    merged.manifest = Some(manifest.number);
    Ok(merged)
}

fn listed(held: &[Held]) -> Vec<Listed> {
    held.iter().map(|held| Listed::of(&held.commit)).collect()
}

/// Takes away what a manifest has retired: sidecars first, for a file without one does not exist.
fn take_away(layout: &Layout, manifest: &Manifest) -> Result<(), VaultError> {
    let names: [fn(Class, SegmentId) -> String; 2] = [commit_name, segment_name];
    for name in names {
        for folder in [layout.inbox(), layout.merged()] {
            let mut is_changed = false;
            for old in &manifest.retired {
                is_changed |= remove(&folder.join(name(old.class, old.segment)))?;
            }
            if is_changed {
                disk::sync_folder(&folder)?;
            }
        }
    }
    Ok(())
}

/// Says whether it was there.
fn remove(path: &Path) -> Result<bool, VaultError> {
    disk::step();
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(VaultError::io(path, &error)),
    }
}

/// Segments of one domain, epoch and class.
#[derive(Default)]
struct Group {
    segments: Vec<Held>,
    quarantined: Vec<Held>,
}

/// Groups in which there is something to merge, and segments that are left as they are.
fn divide(standing: Standing) -> (Vec<Group>, Vec<Listed>) {
    let mut groups: BTreeMap<(String, u32, Class), Group> = BTreeMap::new();
    let key = |held: &Held| {
        let commit = &held.commit;
        (commit.domain.clone(), commit.epoch, commit.class)
    };
    for held in standing.inbox {
        groups.entry(key(&held)).or_default().segments.push(held);
    }
    let mut kept = vec![];
    for held in standing.merged {
        match groups.get_mut(&key(&held)) {
            Some(group) => group.segments.push(held),
            None => kept.push(Listed::of(&held.commit)),
        }
    }
    for held in standing.quarantined {
        if let Some(group) = groups.get_mut(&key(&held)) {
            group.quarantined.push(held);
        }
    }
    (groups.into_values().collect(), kept)
}

/// What became of a group.
enum Outcome {
    Merged(Done),
    Collided(VaultError),
}

/// A group whose new segments are drafts on the disk.
struct Done {
    old: Vec<Listed>,
    new: Vec<(Finished, SealedKey)>,
    forged: u64,
}

struct Work<'a> {
    keyring: &'a Keyring,
    layout: &'a Layout,
    records: u64,
}

impl Work<'_> {
    fn merge(&self, group: Group) -> Result<Outcome, VaultError> {
        let read = |held: &[Held]| -> Result<Vec<_>, VaultError> {
            held.iter().map(|held| held.read(self.keyring)).collect()
        };
        let (segments, quarantined) = (read(&group.segments)?, read(&group.quarantined)?);
        let Some(title) = group.segments.first().map(|held| held.commit.title()) else {
            return Ok(Outcome::Merged(Done {
                old: vec![],
                new: vec![],
                forged: 0,
            }));
        };
        let mut sorted = Sorted::of(&segments, &quarantined)?;
        let mut judge = Judge::new(&title, self.keyring);
        let mut out = Output::new(self, &title, self.layout.merged());
        sorted.each(|row| out.push(row), |rows| judge.settle(rows))?;
        drop(sorted);
        if judge.collisions.is_empty() {
            return Ok(Outcome::Merged(Done {
                old: listed(&group.segments),
                new: out.finish()?,
                forged: judge.forged,
            }));
        }
        // What was written is dropped, and with it its drafts.
        drop(out);
        let mut quarantine = Output::new(self, &title, self.layout.quarantine());
        for collision in &judge.collisions {
            for row in &collision.rows {
                quarantine.push(&row.row())?;
            }
        }
        self.publish(&self.layout.quarantine(), quarantine.finish()?)?;
        Ok(Outcome::Collided(judge.error()))
    }

    /// Begins a segment like `title`.
    fn begin(&self, title: &Title, folder: &Path) -> Result<(Writer, SealedKey), VaultError> {
        let title = Title {
            segment: SegmentId::random(),
            ..title.clone()
        };
        let (number, wrap) = self.keyring.newest_wrap_key(title.class).ok_or_else(|| {
            let what = "the keyring has no key to wrap segments with; restore it from a backup";
            VaultError::new(VaultErrorKind::Damaged, what)
        })?;
        let key = Key::random();
        let sealed = SealedKey::Wrap {
            number,
            wrapped: Base64(seal::wrap(wrap, &title.binding(), key.bytes())),
        };
        Ok((Writer::create(folder, title, &key)?, sealed))
    }

    /// Gives files their names, then their sidecars; durable when this returns.
    fn publish(
        &self,
        folder: &Path,
        finished: Vec<(Finished, SealedKey)>,
    ) -> Result<Vec<Commit>, VaultError> {
        let named: Result<Vec<_>, _> = finished
            .into_iter()
            .map(|(segment, key)| segment.publish(key))
            .collect();
        let named = named?;
        disk::sync_folder(folder)?;
        for segment in &named {
            segment.write_sidecar(folder, &segment.commit.encode(self.keyring))?;
        }
        disk::sync_folder(folder)?;
        Ok(named.into_iter().map(|segment| segment.commit).collect())
    }
}

/// Records on their way to segments of a size.
struct Output<'a> {
    work: &'a Work<'a>,
    title: &'a Title,
    folder: PathBuf,
    writer: Option<(Writer, SealedKey)>,
    finished: Vec<(Finished, SealedKey)>,
}

impl<'a> Output<'a> {
    fn new(work: &'a Work<'a>, title: &'a Title, folder: PathBuf) -> Self {
        Self {
            work,
            title,
            folder,
            writer: None,
            finished: vec![],
        }
    }

    /// Hot: per record.
    fn push(&mut self, row: &Row<'_>) -> Result<(), VaultError> {
        let (writer, _) = match &mut self.writer {
            Some(writer) => writer,
            None => self
                .writer
                .insert(self.work.begin(self.title, &self.folder)?),
        };
        writer.push(row)?;
        if writer.records() == self.work.records {
            self.end()?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), VaultError> {
        if let Some((writer, key)) = self.writer.take() {
            self.finished.push((writer.finish()?, key));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<(Finished, SealedKey)>, VaultError> {
        self.end()?;
        Ok(self.finished)
    }
}
