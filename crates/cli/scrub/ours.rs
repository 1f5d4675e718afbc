//! Whether what is scrubbed was scrubbed before.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
};

use pumice_engine::{Digest, History, Standing};

use super::{ledger::VAULT, places::manifest_of};
use crate::inputs::Inputs;

/// Whether the manifest of a run that has made tokens of this vault names each input as an output, with the
/// bytes that it has: then nobody else has written a token there. Whoever may write such a manifest is trusted.
pub(super) fn are_ours(inputs: &Inputs, vault: &str) -> bool {
    let mut known = BTreeMap::new();
    let mut paths = inputs.files.iter().map(|input| input.stream.path());
    !inputs.files.is_empty()
        && paths.all(|path| path.is_some_and(|path| is_ours(path, vault, &mut known)))
}

/// Manifests that were read, by their paths: the hashes of their outputs.
type Known = BTreeMap<PathBuf, BTreeMap<PathBuf, String>>;

fn is_ours(path: &Path, vault: &str, known: &mut Known) -> bool {
    let Ok(path) = fs::canonicalize(path) else {
        return false;
    };
    // Of the output itself, or of a folder of outputs that it is in.
    let wanted = path.ancestors().find_map(|place| {
        let manifest = manifest_of(place);
        let outputs = known
            .entry(manifest)
            .or_insert_with_key(|manifest| outputs(manifest, vault));
        outputs.get(&path).cloned()
    });
    let found = || File::open(&path).and_then(Digest::of).ok();
    wanted.is_some_and(|wanted| found() == Some(wanted))
}

/// The outputs that a manifest tells of, with their hashes.
fn outputs(manifest: &Path, vault: &str) -> BTreeMap<PathBuf, String> {
    let Ok(Some(history)) = History::of(manifest) else {
        return BTreeMap::new();
    };
    let is_same = |of: &String| of.split(' ').next() == vault.split(' ').next();
    if !history.run.options.get(VAULT).is_some_and(is_same) {
        return BTreeMap::new();
    }
    let folder = manifest.parent().unwrap_or(Path::new(""));
    let files = history.inputs.iter().zip(&history.files);
    let done = files.filter_map(|(input, standing)| match standing {
        Standing::Done(done) => {
            let path = fs::canonicalize(folder.join(&input.output)).ok()?;
            Some((path, done.output.sha256.clone()))
        }
        _ => None,
    });
    done.collect()
}
