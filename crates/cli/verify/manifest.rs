//! Whether the manifest of a run agrees with its report.

use std::path::Path;

use pumice_engine::{Counts, FileReport, FileStatus, History, Records, Report, Standing};

use crate::output::{MANIFEST, with_suffix};

/// What they do not agree in; nothing where there is no manifest.
///
/// # Errors
/// When there is one and it cannot be read.
pub(super) fn disagreements(out: &Path, report: &Report) -> anyhow::Result<Vec<String>> {
    let path = with_suffix(out, MANIFEST);
    if !path.exists() {
        return Ok(vec![]);
    }
    let name = path.display();
    let Some(history) = History::of(&path)? else {
        return Ok(vec![format!(
            "{name}: is that of a run that was hardly begun"
        )]);
    };
    let mut found = vec![];
    let is_whole = |file: &FileReport| file.status == FileStatus::Done;
    if history.is_ended != report.files.iter().all(is_whole) {
        found.push(format!(
            "{name}: its run has {}, which the report does not say",
            if history.is_ended {
                "ended whole"
            } else {
                "not ended"
            }
        ));
    }
    if history.run.tool != report.tool {
        found.push(format!(
            "{name}: is that of a run with another tool, policy or key"
        ));
    }
    if history.inputs.len() != report.files.len() {
        found.push(format!("{name}: is that of a run with other inputs"));
        return Ok(found);
    }
    for (file, (standing, input)) in report
        .files
        .iter()
        .zip(history.files.iter().zip(&history.inputs))
    {
        if file.input != input.input || !agrees(standing, file) {
            found.push(format!("{}: manifest and report do not agree", file.input));
        }
    }
    if !adds_up(&history, &report.counts) {
        found.push(format!(
            "{name}: its records are not those that the report counts"
        ));
    }
    Ok(found)
}

fn agrees(standing: &Standing, file: &FileReport) -> bool {
    let Standing::Done(done) = standing else {
        return file.status != FileStatus::Done;
    };
    file.status == FileStatus::Done
        && file.sha256.as_ref() == Some(&done.output.sha256)
        && file.records == done.counts.records
        && file.bytes == done.counts.bytes
        && file.findings == done.counts.findings_total()
        && file.quarantine.is_some() == done.quarantine.is_some()
}

fn adds_up(history: &History, counts: &Counts) -> bool {
    let (mut records, mut findings) = (Records::default(), 0);
    for standing in &history.files {
        if let Standing::Done(done) = standing {
            records.read += done.counts.records.read;
            records.written += done.counts.records.written;
            records.quarantined += done.counts.records.quarantined;
            records.withheld += done.counts.records.withheld;
            findings += done.counts.findings_total();
        }
    }
    (records, findings) == (counts.records, counts.findings_total())
}
