//! A status for people.

use std::fmt;

use super::{State, Status};

pub(super) struct Table<'a>(pub(super) &'a Status);

/// Of a list that may have a hundred thousand.
const SHOWN: usize = 10;

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.0;
        let state = match status.state {
            State::Done => "done",
            State::Running => "running",
            State::Stopped => "stopped",
        };
        writeln!(f, "{}: {state}", status.out.display())?;
        let files = &status.files;
        writeln!(
            f,
            "files    {} in, {} done, {} underway, {} failed, {} left",
            files.all, files.done, files.underway, files.failed, files.left
        )?;
        let records = &status.records;
        writeln!(
            f,
            "records  {} in, {} out, {} quarantined",
            records.read, records.written, records.quarantined
        )?;
        writeln!(
            f,
            "moved    {}, resumed {} times",
            status.moved, status.resumed
        )?;
        list(f, &status.underway, |file| {
            format!(
                "underway {}: {}%, {} records, {} bytes",
                file.input, file.percent, file.records_done, file.bytes_done
            )
        })?;
        // An error begins with the file's name.
        list(f, &status.failed, |file| format!("failed   {}", file.error))?;
        list(f, &status.drafts, |draft| {
            let what = if draft.holds_personal_data {
                "holds personal data"
            } else {
                "a part of an output"
            };
            format!("draft    {}: {what}", draft.path.display())
        })?;
        writeln!(f, "next     {}", status.next)
    }
}

fn list<T>(f: &mut fmt::Formatter<'_>, all: &[T], line: impl Fn(&T) -> String) -> fmt::Result {
    for one in all.iter().take(SHOWN) {
        writeln!(f, "{}", line(one))?;
    }
    match all.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(f, "         and {more} more; --json lists them"),
    }
}
