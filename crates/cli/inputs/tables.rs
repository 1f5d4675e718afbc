//! Folders that are tables: beside their Parquet files they have a log that tells of each of them.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf, absolute},
};

use anyhow::bail;

use super::Input;

/// Refuses Parquet files of a table. Scrubbed one by one they would not be what its log says, and the log,
/// which holds least and greatest values, and older files would be left as they are.
///
/// # Errors
/// When one of them belongs to a table; the message names both.
pub(super) fn refuse(files: &[Input]) -> anyhow::Result<()> {
    let mut known = HashMap::new();
    for file in files {
        let Some(path) = file.stream.path() else {
            continue;
        };
        let is_parquet = path.extension().is_some_and(|found| found == "parquet");
        let folder = absolute(path).ok().filter(|_| is_parquet);
        let Some(folder) = folder.as_deref().and_then(Path::parent) else {
            continue;
        };
        if let Some((kind, root)) = table_of(folder, &mut known) {
            bail!(
                "{}: belongs to the {kind} table {}, whose log would not be true any more and holds values \
                 too; have its engine write the rows to a new folder of Parquet files, and scrub those",
                file.stream,
                root.display()
            );
        }
    }
    Ok(())
}

/// The table that a folder is in, and what is known of the folders around it.
fn table_of<'k>(
    folder: &Path,
    known: &'k mut HashMap<PathBuf, Option<(&'static str, PathBuf)>>,
) -> Option<&'k (&'static str, PathBuf)> {
    if !known.contains_key(folder) {
        let table = kind(folder).map(|kind| (kind, folder.to_owned()));
        let table = table.or_else(|| {
            let around = folder.parent()?;
            iceberg(folder, around).or_else(|| table_of(around, known).cloned())
        });
        known.insert(folder.to_owned(), table);
    }
    known.get(folder)?.as_ref()
}

/// What a folder with such a log in it is.
fn kind(folder: &Path) -> Option<&'static str> {
    let has = |name: &str| folder.join(name).is_dir();
    match () {
        () if has("_delta_log") => Some("Delta"),
        () if has(".hoodie") => Some("Hudi"),
        () => None,
    }
}

/// Data of an Iceberg table have its metadata beside them.
fn iceberg(folder: &Path, around: &Path) -> Option<(&'static str, PathBuf)> {
    if folder.file_name()? != "data" {
        return None;
    }
    let mut entries = fs::read_dir(around.join("metadata")).ok()?.flatten();
    let is_metadata = entries.any(|entry| {
        let name = entry.file_name();
        name.as_encoded_bytes().ends_with(b".metadata.json")
    });
    is_metadata.then(|| ("Iceberg", around.to_owned()))
}
