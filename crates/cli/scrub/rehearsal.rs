//! What a dry run asks of the places that a scrub would write to.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use pumice_engine::{Draft, Protected, Tally};
use pumice_formats::jsonl::Quarantine;

use super::places::{Place, Places};
use crate::{
    args::Stream,
    output::{Output, stdout_beside},
};

/// An output that goes nowhere, where a scrub could begin one.
///
/// # Errors
/// Those that the scrub would have.
pub(super) fn begin(places: &Places, out: &Stream, inputs: &Protected) -> anyhow::Result<Output> {
    match out {
        Stream::Standard if places.is_nowhere() => {}
        Stream::Standard => drop(stdout_beside(inputs)?),
        Stream::File(path) if places.is_folder() => in_folder(path, inputs)?,
        Stream::File(path) => Draft::rehearse(path, inputs)?,
    }
    Ok(Output::Nowhere { bytes_written: 0 })
}

/// Asks for the quarantine of a file that was read, as far as a scrub would touch it.
///
/// # Errors
/// Those that the scrub would have.
pub(super) fn complete(
    places: &Places,
    file: usize,
    tally: &Tally,
    inputs: &Protected,
) -> anyhow::Result<()> {
    let Place { quarantine, .. } = places.of(file);
    if let (Quarantine::To(path), true) = (quarantine, places.is_folder())
        && (tally.records_quarantined > 0 || fs::symlink_metadata(&path).is_ok())
    {
        in_folder(&path, inputs)?;
    }
    Ok(())
}

/// Asks for a file in folders that a scrub would make: the one that is there has to take them.
fn in_folder(path: &Path, inputs: &Protected) -> anyhow::Result<()> {
    let there = path.ancestors().skip(1).find(|folder| is_there(folder));
    let there = there.filter(|folder| !folder.as_os_str().is_empty());
    let there = there.map_or_else(|| PathBuf::from("."), Path::to_owned);
    if Some(&*there) == path.parent() {
        return Ok(Draft::rehearse(path, inputs)?);
    }
    Ok(Draft::rehearse(&there.join(PROBE), inputs)?)
}

/// No name of anybody's file.
const PROBE: &str = ".pumice-rehearsal";

fn is_there(folder: &Path) -> bool {
    let missing = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    !fs::metadata(folder).is_err_and(|error| missing(&error))
}
