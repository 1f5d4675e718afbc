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
#[cfg(debug_assertions)]
mod hold;
mod input;
mod inputs;
mod job;
mod memory;
mod output;
mod policy;
mod progress;
mod scan;
mod scrub;
mod signals;
mod verify;

use std::{
    fmt,
    io::{self, Write},
    panic,
    process::ExitCode,
};

use clap::Parser;
use pumice_engine::{RunError, RunErrorKind};

use crate::{
    args::{Cli, Command},
    exit::Exit,
};

fn main() -> ExitCode {
    panic::set_hook(Box::new(report_panic));
    #[cfg(debug_assertions)]
    hold::where_told();
    let exit = match Cli::try_parse() {
        Ok(cli) => run(&cli.command),
        Err(error) => {
            // Help and version come as errors too, with the code 0; printing them may fail only
            // when nobody reads them.
            let _ = error.print();
            if error.use_stderr() {
                Exit::Error
            } else {
                Exit::Clean
            }
        }
    };
    exit.into()
}

fn run(command: &Command) -> Exit {
    let result = match command {
        Command::Scrub(args) => scrub::run(args),
        Command::Scan(args) => scan::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Detect(args) => detect::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Entities(args) => entities::run(args),
        Command::Bench(args) => bench::run(args),
        Command::Policy(command) => policy::run(command),
    };
    let exit = result.unwrap_or_else(|error| conclude(&error));
    if exit == Exit::Interrupted {
        message("interrupted");
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
        message(describe(error));
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

/// Prints one line on standard error. When nobody can hear it, the exit code has to do.
fn message(text: impl fmt::Display) {
    let _ = writeln!(io::stderr(), "pumice: {text}");
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
    let place = panic.location().map(ToString::to_string);
    message(format_args!(
        "an internal check failed at {}; please report this line",
        place.as_deref().unwrap_or("an unknown place")
    ));
}
