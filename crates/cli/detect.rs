//! `pumice detect`: spans, record by record.

pub(crate) mod lines;
pub(crate) mod offsets;
pub(crate) mod record;
pub(crate) mod search;

use std::io::{BufReader, Write};

use anyhow::Context;

use self::{
    lines::Lines,
    record::{Keys, Rejected},
    search::Search,
};
use crate::{
    args::{DEFAULT_MAX_LINE_BYTES, DetectArgs},
    decode::decode,
    exit::Exit,
    input::{self, Patience},
    log::{Event, Message},
    output, signals,
};

/// Lines that are named on standard error; of a file that is no JSONL at all, all of them would
/// drown the reason.
const NAMED_LINES: u64 = 20;

const BUFFER_BYTES: usize = 256 << 10;

/// Runs the command.
///
/// # Errors
/// When the input cannot be read, the output cannot be written or an entity is unknown.
pub(crate) fn run(args: &DetectArgs) -> anyhow::Result<Exit> {
    let signals = signals::watch()?;
    let mut search = Search::new(args)?;
    let opened = input::open(&args.input, &Patience::until([&signals.halt]))?;
    let decoded = decode(opened, &args.input);
    if signals.is_interrupted() {
        return Ok(Exit::Interrupted);
    }
    let input = BufReader::with_capacity(BUFFER_BYTES, decoded?.reader);
    let mut lines = Lines::new(input, DEFAULT_MAX_LINE_BYTES as usize);
    let mut out = output::stdout()?;
    let mut rejections = Rejections::new(args);
    loop {
        let line = lines.next();
        if signals.is_interrupted() {
            return Ok(Exit::Interrupted);
        }
        let line = line.with_context(|| format!("{}: cannot be read", args.input))?;
        let Some(line) = line else { break };
        let added = line
            .bytes
            .and_then(|bytes| search.add(bytes, line.number, rejections.keys));
        if let Err(reason) = added {
            rejections.note(line.number, reason);
        }
        if search.is_full() {
            search.flush(&mut out)?;
        }
    }
    search.flush(&mut out)?;
    out.flush()?;
    rejections.conclude();
    Ok(Exit::Clean.with_rejected(rejections.count))
}

/// The lines that are left out, as standard error hears of them.
struct Rejections<'a> {
    args: &'a DetectArgs,
    keys: Keys<'a>,
    count: u64,
}

impl<'a> Rejections<'a> {
    fn new(args: &'a DetectArgs) -> Self {
        let keys = Keys {
            text: &args.text_field,
            id: &args.id_field,
            spans: None,
        };
        Self {
            args,
            keys,
            count: 0,
        }
    }

    fn note(&mut self, line: u64, reason: Rejected) {
        self.count += 1;
        if self.count <= NAMED_LINES {
            let reason = reason.describe(self.keys);
            let input = &self.args.input;
            Message::new(
                Event::RecordRejected,
                format_args!("{input}:{line}: {reason}"),
            )
            .with("file", input.to_string())
            .with("record", line)
            .send();
        }
    }

    fn conclude(&self) {
        if self.count > NAMED_LINES {
            let unnamed = self.count - NAMED_LINES;
            let input = &self.args.input;
            let text = format_args!("{input}: {unnamed} more records left out");
            Message::new(Event::RecordRejected, text)
                .with("file", input.to_string())
                .with("records", unnamed)
                .send();
        }
    }
}
