//! `pumice vault merge`.

use super::open;
use crate::{
    args::VaultMergeArgs,
    exit::Exit,
    log::{Event, Level, Message},
    message,
};

pub(super) fn run(args: &VaultMergeArgs) -> anyhow::Result<Exit> {
    let vault = open(&args.vault, &args.key)?;
    let merged = pumice_vault::merge(vault.keyring(), vault.layout(), &args.segments)?;
    let folder = args.vault.display();
    if merged.forged > 0 {
        let text = format_args!(
            "{folder}: {} records were left out, for their values do not give their tags and others \
             do: a lease was misused, or a segment written by another program",
            merged.forged
        );
        Message::new(Event::Note, text).level(Level::Warning).send();
    }
    if merged.segments_in == 0 {
        message(format_args!("{folder}: there is nothing to merge"));
    } else {
        message(format_args!(
            "{folder}: {} segments with {} records are {} with {} now (manifest {})",
            merged.segments_in,
            merged.records_in,
            merged.segments_out,
            merged.records_out,
            merged.manifest.unwrap_or_default(),
        ));
    }
    Ok(Exit::Clean)
}
