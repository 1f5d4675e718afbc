//! `pumice manual` and `pumice completions`: made from the flags, so that they cannot be out of date.

use std::{fs, io::Write, path::Path};

use anyhow::Context;
use clap::{Command, ValueEnum};
use clap_complete::Generator;

use crate::{
    args::{self, CompletionsArgs, ManualArgs, Shell},
    exit::Exit,
    output,
};

/// The name that the command is called by.
const NAME: &str = "pumice";

/// Writes pages and completions into a folder.
///
/// # Errors
/// When they cannot be written.
pub(crate) fn run(args: &ManualArgs) -> anyhow::Result<Exit> {
    let pages = args.dir.join("man1");
    let completions = args.dir.join("completions");
    for folder in [&pages, &completions] {
        fs::create_dir_all(folder)
            .with_context(|| format!("{}: the folder cannot be made", folder.display()))?;
    }
    let mut command = args::command();
    command.build();
    write_pages(&command, NAME, &pages)?;
    for shell in Shell::value_variants() {
        let generator = shell.generator();
        write(
            &completions.join(generator.file_name(NAME)),
            &script(*shell),
        )?;
    }
    Ok(Exit::Clean)
}

/// Writes the completions of one shell to standard output.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn complete(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut out = output::stdout()?;
    out.write_all(&script(args.shell))?;
    out.flush()?;
    Ok(Exit::Clean)
}

fn script(shell: Shell) -> Vec<u8> {
    let mut script = vec![];
    clap_complete::generate(shell.generator(), &mut args::command(), NAME, &mut script);
    script
}

impl Shell {
    fn generator(self) -> clap_complete::Shell {
        match self {
            Shell::Bash => clap_complete::Shell::Bash,
            Shell::Zsh => clap_complete::Shell::Zsh,
            Shell::Fish => clap_complete::Shell::Fish,
            Shell::Powershell => clap_complete::Shell::PowerShell,
        }
    }
}

/// The page of a command and those of the commands in it, which are named `pumice-policy-check`.
fn write_pages(command: &Command, name: &str, folder: &Path) -> anyhow::Result<()> {
    let page = clap_mangen::Man::new(command.clone().name(name.to_owned()))
        .title(name.to_ascii_uppercase())
        .section("1")
        .manual("Pumice")
        .date("");
    let mut text = vec![];
    page.render(&mut text)?;
    write(&folder.join(format!("{name}.1")), &text)?;
    let inner = command.get_subcommands();
    for inner in inner.filter(|inner| inner.get_name() != "help") {
        write_pages(inner, &format!("{name}-{}", inner.get_name()), folder)?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes)
        .with_context(|| format!("{}: cannot be written; check the folder", path.display()))
}
