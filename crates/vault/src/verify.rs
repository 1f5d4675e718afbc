//! Looks at every byte of segments, sidecars and manifests.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use crate::{
    Keyring, Layout, SegmentId, Tag, Vault, VaultError, VaultErrorKind, audit,
    manifest::{self, Listed, Manifest},
    policy::SignedPolicy,
    segment::{Held, Row, commits, hold},
    signed::Hex,
    spelled::{Proof, Verdict},
};

/// What a look at a vault has found.
#[derive(Debug, Default)]
pub struct Verified {
    /// Segments that hold.
    pub segments: usize,
    /// Their records.
    pub records: u64,
    /// What was changed, cut, forged or is missing. None, if all is well.
    pub damage: Vec<VaultError>,
    /// What a crash has left and [`repair`](crate::repair()) takes away. No harm.
    pub leftovers: Vec<PathBuf>,
}

/// Reads all of what holds of a vault, and of these folders where workers have left segments: hashes,
/// proofs, order, and that each value gives its tag again. What is wrong with one file keeps none of the others
/// from being looked at.
///
/// # Errors
/// Where a folder cannot be read.
pub fn verify(
    keyring: &Keyring,
    layout: &Layout,
    folders: &[PathBuf],
) -> Result<Verified, VaultError> {
    loop {
        let number = manifest::numbers(layout)?.pop();
        let verified = look(keyring, layout, folders)?;
        // A merge that ends meanwhile takes away what was looked for.
        if verified.damage.is_empty() || manifest::numbers(layout)?.pop() == number {
            return Ok(verified);
        }
    }
}

fn look(keyring: &Keyring, layout: &Layout, folders: &[PathBuf]) -> Result<Verified, VaultError> {
    let mut look = Look {
        keyring,
        layout,
        verified: Verified::default(),
    };
    let newest = look.manifests()?;
    let (mut listed, mut retired, mut quarantined) = (HashSet::new(), HashSet::new(), vec![]);
    if let Some(manifest) = newest {
        for segment in &manifest.segments {
            listed.insert(segment.segment);
            look.listed(&layout.merged(), segment);
        }
        retired.extend(manifest.retired.iter().map(|old| old.segment));
        quarantined = manifest.quarantined;
    }
    look.sweep(&layout.merged(), |id| !listed.contains(&id))?;
    for segment in &quarantined {
        let path = layout
            .quarantine()
            .join(crate::layout::commit_name(segment.class, segment.segment));
        if !path.exists() {
            look.listed(&layout.quarantine(), segment);
        }
    }
    let own = [layout.inbox(), layout.quarantine()];
    for folder in own.iter().chain(folders) {
        let is_inbox = *folder == layout.inbox();
        for path in commits(folder)? {
            let held = Held::open(&path, keyring);
            match held {
                Ok(held) if is_inbox && retired.contains(&held.commit.segment) => {}
                held => look.segment(held),
            }
        }
        look.sweep(folder, |id| is_inbox && retired.contains(&id))?;
    }
    Ok(look.verified)
}

impl Vault {
    /// Looks at every file of the vault: header, slots, keyring, policies, audit log, and, as [`verify`] does,
    /// segments, sidecars and manifests; those of `folders` too.
    ///
    /// # Errors
    /// Where a folder cannot be read.
    pub fn verify(&self, folders: &[PathBuf]) -> Result<Verified, VaultError> {
        let (keyring, layout) = (self.keyring(), self.layout());
        let mut verified = verify(keyring, layout, folders)?;
        let mut damage = self.check_keys()?;
        damage.extend(SignedPolicy::check_all(layout, keyring)?);
        damage.extend(audit::Log::verify(layout, keyring, None).err());
        damage.append(&mut verified.damage);
        verified.damage = damage;
        Ok(verified)
    }
}

struct Look<'a> {
    keyring: &'a Keyring,
    layout: &'a Layout,
    verified: Verified,
}

impl Look<'_> {
    /// Reads all manifests and gives the newest, if it can be read.
    fn manifests(&mut self) -> Result<Option<Manifest>, VaultError> {
        let (mut newest, mut before): (Option<Manifest>, Option<Hex>) = (None, None);
        for number in manifest::numbers(self.layout)? {
            let read = Manifest::read(self.layout, self.keyring, number);
            let follows = match &newest {
                Some(newest) => newest.number + 1 == number,
                None => number == 1,
            };
            match read {
                Ok((manifest, hash)) => {
                    if !follows || manifest.previous != before {
                        let what = "does not follow the manifest before: one is missing or another";
                        self.damage(
                            VaultErrorKind::Damaged,
                            what,
                            &manifest::path(self.layout, number),
                        );
                    }
                    (newest, before) = (Some(manifest), Some(hash));
                }
                Err(error) => self.verified.damage.push(error),
            }
        }
        self.drafts(&self.layout.manifests())?;
        Ok(newest)
    }

    fn damage(&mut self, kind: VaultErrorKind, what: &str, path: &Path) {
        self.verified
            .damage
            .push(VaultError::new(kind, what).at(path));
    }

    fn listed(&mut self, folder: &Path, listed: &Listed) {
        self.segment(hold(folder, listed, self.keyring));
    }

    fn segment(&mut self, held: Result<Held, VaultError>) {
        match held.and_then(|held| read(&held, self.keyring)) {
            Ok(records) => {
                self.verified.segments += 1;
                self.verified.records += records;
            }
            Err(error) => self.verified.damage.push(error),
        }
    }

    /// Notes what a crash has left: drafts, files without sidecars, and segments that do not exist.
    fn sweep(
        &mut self,
        folder: &Path,
        is_gone: impl Fn(SegmentId) -> bool,
    ) -> Result<(), VaultError> {
        for path in manifest::files(folder)? {
            if is_leftover(&path, &is_gone) {
                self.verified.leftovers.push(path);
            }
        }
        Ok(())
    }

    fn drafts(&mut self, folder: &Path) -> Result<(), VaultError> {
        self.sweep(folder, |_| false)
    }
}

/// Whether a file of a folder of segments is a draft, has no sidecar, or is of a segment that is gone.
pub(crate) fn is_leftover(path: &Path, is_gone: impl Fn(SegmentId) -> bool) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    if name.ends_with(crate::disk::DRAFT) {
        return true;
    }
    let Some((stem, extension @ ("parquet" | "commit"))) = name.rsplit_once('.') else {
        return false;
    };
    let id = stem
        .rsplit_once('-')
        .and_then(|(_, id)| SegmentId::parse(id));
    let Some(id) = id else { return false };
    is_gone(id) || extension == "parquet" && !path.with_extension("commit").exists()
}

/// Reads a segment to its end; gives the number of its records.
fn read(held: &Held, keyring: &Keyring) -> Result<u64, VaultError> {
    let segment = held.read(keyring)?;
    let commit = segment.commit();
    let damaged =
        |what: &str| Err(VaultError::new(VaultErrorKind::Damaged, what).at(segment.path()));
    let mut proof = Proof::new(&commit.domain, commit.epoch);
    let mut batches = segment.all(BATCH)?;
    let (mut records, mut last): (u64, Option<Tag>) = (0, None);
    while let Some(rows) = batches.next()? {
        for row in 0..rows.len() {
            let row: Row<'_> = rows.row(row);
            if last.is_some_and(|last| last > row.tag) {
                return damaged("is not sorted, as every segment is; restore it from a backup");
            }
            if row.head.epoch() != (commit.epoch % 64) as u8
                || proof.of(&row, keyring) == Verdict::Fails
            {
                return damaged(
                    "holds a value that does not give its token: it was forged by who has the \
                     lease, or a key is missing",
                );
            }
            last = Some(row.tag);
        }
        records += rows.len() as u64;
    }
    if records != commit.records {
        return damaged("has not as many records as its sidecar says");
    }
    Ok(records)
}

/// Records that are decoded at once.
const BATCH: usize = 8192;
