//! The command line: exit codes, what is refused, what appears and what does not.

mod allow_hashes;
mod baseline;
mod compression;
mod detect;
mod disguises;
mod dry_run;
mod environment;
mod explain;
mod folders;
mod interrupt;
mod kills;
mod limits;
mod logs;
mod manual;
mod memory;
mod names;
mod names_models;
mod outputs;
mod policies;
mod publishing;
mod refusals;
pub(crate) mod resume;
mod runs;
mod selections;
mod verify;

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use crate::util::{Ran, Room};

/// One good record; what is in it is synthetic.
const GOOD: &str = "{\"text\":\"Mail jane.doe@example.com\"}\n";
const SCRUBBED: &str = "{\"text\":\"Mail <EMAIL_ADDRESS>\"}\n";
/// Nothing to find.
const PLAIN: &str = "{\"text\":\"nothing here\"}\n";
/// A line that was cut; its value must be seen nowhere but in the quarantine.
const BROKEN: &str = "{\"text\":\"cut jane.doe@example.com\n";
