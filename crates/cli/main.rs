//! The `pumice` command.
//!
//! Only this room prints, exits and reads the environment. Results go to standard output, all
//! else to standard error. A message is `pumice: FILE: what failed; what to do`, and holds nothing
//! of a corpus.

mod args;
mod bench;
mod decode;
mod detect;
mod each;
mod entities;
mod eval;
mod exit;
mod explain;
#[cfg(debug_assertions)]
mod hold;
mod input;
mod inputs;
mod job;
mod log;
mod manual;
mod memory;
mod names;
mod output;
mod policy;
mod progress;
mod reveal;
mod scan;
mod scrub;
mod signals;
mod status;
mod vault;
mod verify;

use std::{env, ffi::OsString, fmt, io, panic, process::ExitCode};

use clap::FromArgMatches;
use pumice_engine::{RunError, RunErrorKind};

use crate::{
    args::{Cli, Command},
    exit::Exit,
    log::{Event, Format, Message},
};

fn main() -> ExitCode {
    panic::set_hook(Box::new(report_panic));
    #[cfg(debug_assertions)]
    hold::where_told();
    let arguments: Vec<_> = env::args_os().collect();
    let matches = args::command().try_get_matches_from(&arguments);
    let exit = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => {
            log::begin(cli.log_format);
            run(&cli.command)
        }
        Err(error) => refuse(error, &arguments),
    };
    exit.into()
}

/// Prints help and version, which come as errors too, or what is wrong with the arguments.
fn refuse(error: clap::Error, arguments: &[OsString]) -> Exit {
    if !error.use_stderr() {
        // Printing may fail only when nobody reads it.
        let _ = error.print();
        return Exit::Clean;
    }
    let error = args::without_values(error, arguments);
    match log::wanted(arguments) {
        Format::Text => {
            let _ = error.print();
        }
        Format::Json => {
            log::begin(Format::Json);
            Message::new(Event::Usage, error.render().to_string().trim_end()).send();
        }
    }
    Exit::Error
}

fn run(command: &Command) -> Exit {
    let result = match command {
        Command::Scrub(args) => scrub::run(args),
        Command::Scan(args) => scan::run(args),
        Command::Reveal(args) => reveal::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Status(args) => status::run(args),
        Command::Detect(args) => detect::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Entities(args) => entities::run(args),
        Command::Bench(args) => bench::run(args),
        Command::Names(command) => names::run(command),
        Command::Policy(command) => policy::run(command),
        Command::Vault(command) => vault::run(command),
        Command::Manual(args) => manual::run(args),
        Command::Completions(args) => manual::complete(args),
    };
    let exit = result.unwrap_or_else(|error| conclude(&error));
    if exit == Exit::Interrupted {
        Message::new(Event::Interrupted, "interrupted").send();
    }
    exit
}

/// Says what went wrong, unless the user knows.
fn conclude(error: &anyhow::Error) -> Exit {
    let interrupted = error
        .downcast_ref::<RunError>()
        .is_some_and(|error| error.kind() == RunErrorKind::Interrupted);
    if interrupted {
        return Exit::Interrupted;
    }
    // Whoever read the output has had enough; that it is not complete is in the exit code.
    if !is_broken_pipe(error) {
        Message::new(Event::Failed, describe(error)).send();
    }
    Exit::Error
}

/// What has failed and what to do, then why, unless that is said already.
fn describe(error: &anyhow::Error) -> String {
    let (text, cause) = (error.to_string(), error.root_cause().to_string());
    if text.contains(&cause) {
        text
    } else {
        format!("{text} ({cause})")
    }
}

/// Says what is worth a line on standard error.
fn message(text: impl fmt::Display) {
    Message::new(Event::Note, text).send();
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Says where a panic happened and not what it says: that may quote the text in hand.
fn report_panic(panic: &panic::PanicHookInfo<'_>) {
    if pumice_formats::parquet::is_guarded() || pumice_vault::is_guarded() {
        return; // The file is at fault, and is named.
    }
    let place = panic.location().map(ToString::to_string);
    let text = format_args!(
        "an internal check failed at {}; please report this line",
        place.as_deref().unwrap_or("an unknown place")
    );
    Message::new(Event::Panicked, text).send();
}
