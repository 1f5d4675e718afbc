//! Writes a group of segments, one a class.

use std::path::Path;

use super::buffer::Buffer;
use crate::{
    Key, Lease, SegmentId, VaultError, VaultErrorKind, disk, seal,
    segment::{SealedKey, Title, Writer},
    signed::Base64,
};

/// Empties the buffer into segments, which are durable when this returns.
pub(super) fn write(
    buffer: &mut Buffer,
    lease: &Lease,
    folder: &Path,
) -> Result<Vec<SegmentId>, VaultError> {
    let mut finished = vec![];
    for (class, records) in buffer.classes() {
        let title = Title {
            vault: lease.vault,
            segment: SegmentId::random(),
            class,
            domain: lease.domain.clone(),
            epoch: lease.epoch,
        };
        let key = Key::random();
        let public = &lease.class_keys[class as usize];
        let sealed = seal::seal_to(public, &title.binding(), &key).ok_or_else(|| {
            let what = "the lease has a public key that is none; create another lease";
            VaultError::new(VaultErrorKind::Damaged, what)
        })?;
        let mut writer = Writer::create(folder, title, &key)?;
        records.drain(lease, |row| writer.push(row))?;
        finished.push((writer.finish()?, sealed));
    }
    let mut named = vec![];
    for (segment, sealed) in finished {
        named.push(segment.publish(SealedKey::Lease {
            id: lease.id,
            sealed: Base64(sealed),
        })?);
    }
    disk::sync_folder(folder)?;
    // No sidecar before all files: a group is as whole as can be when the power fails.
    for segment in &named {
        segment.write_sidecar(folder, &segment.commit.encode_for(lease))?;
    }
    disk::sync_folder(folder)?;
    Ok(named.iter().map(|segment| segment.commit.segment).collect())
}
