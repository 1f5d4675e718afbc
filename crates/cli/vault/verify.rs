//! `pumice vault verify`.

use super::open;
use crate::{
    args::VaultVerifyArgs,
    exit::Exit,
    log::{Event, Level, Message},
    message,
};

pub(super) fn run(args: &VaultVerifyArgs) -> anyhow::Result<Exit> {
    let vault = open(&args.vault, &args.key)?;
    let verified = vault.verify(&args.segments)?;
    for damage in &verified.damage {
        Message::new(Event::Problem, damage)
            .level(Level::Error)
            .send();
    }
    for path in &verified.leftovers {
        message(format_args!(
            "{}: was left by a crash and is not used; `pumice vault repair` takes it away",
            path.display()
        ));
    }
    let problems = match verified.damage.len() {
        0 => "no problem".to_owned(),
        1 => "1 problem".to_owned(),
        problems => format!("{problems} problems"),
    };
    message(format_args!(
        "{}: {} segments with {} records were read, {problems}",
        args.vault.display(),
        verified.segments,
        verified.records,
    ));
    Ok(if verified.damage.is_empty() {
        Exit::Clean
    } else {
        Exit::Error
    })
}
