//! Findings as SARIF 2.1.0 (OASIS Standard, with errata 01): what code scanning reads.
//!
//! Written as they come, a result a line, the rules behind them: which rules there are is known at the
//! end, and the order of members is free in JSON. Kept in memory are the rules that were used, the names of
//! the inputs and one number for each fingerprint that was written, which [`Log`]'s limit bounds.

mod level;
mod location;
mod result;
mod rule;

use std::{
    collections::HashMap,
    io::{self, BufWriter, IntoInnerError, Write},
    num::NonZeroU64,
};

use anyhow::Context;
use pumice_detect::{Detector, RecognizerId};
use pumice_engine::{Draft, FileReport, FileStatus, Fingerprint, Located, Report};
use serde_json::{Value, json};

use self::{
    location::Artifact,
    result::{Result, literal},
    rule::Rule,
};
use crate::{
    args::{Stream, Unit},
    detect::offsets::Cursor,
    output::Output,
};

/// A log of one run that is being written.
pub(super) struct Log<'a> {
    out: BufWriter<Output>,
    name: String,
    /// The inputs, in their order.
    artifacts: Vec<Artifact>,
    detector: &'a Detector,
    max_results: u64,
    written: u64,
    left_out: u64,
    /// The rules that results refer to, in the order of their first results.
    rules: Vec<RecognizerId>,
    /// Index in `rules`, by recognizer.
    rule_indices: HashMap<RecognizerId, usize>,
    /// How many results of each fingerprint were written.
    occurrences: HashMap<Fingerprint, u64>,
}

/// A log that is complete.
pub(super) struct Finished {
    /// What is to be published; nothing where the log went to standard output.
    pub(super) draft: Option<Draft>,
    /// Results beyond the limit.
    pub(super) left_out: u64,
}

impl<'a> Log<'a> {
    /// Begins the log of a run over `inputs`.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(super) fn begin<'s>(
        out: Output,
        inputs: impl Iterator<Item = &'s Stream>,
        max_results: NonZeroU64,
        detector: &'a Detector,
    ) -> anyhow::Result<Self> {
        let name = match out.draft() {
            Some(draft) => draft.path().display().to_string(),
            None => "<stdout>".into(),
        };
        let mut log = Self {
            out: BufWriter::new(out),
            name,
            artifacts: (0..).zip(inputs).map(Artifact::new).collect(),
            detector,
            max_results: max_results.get(),
            written: 0,
            left_out: 0,
            rules: vec![],
            rule_indices: HashMap::new(),
            occurrences: HashMap::new(),
        };
        let begun = log.out.write_all(HEAD.as_bytes());
        begun.with_context(|| log.unwritable())?;
        Ok(log)
    }

    /// Adds the findings of one record of a file, whose bytes are `line`, in their order, each with how often
    /// its value was left out before because a baseline has it.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(super) fn add(
        &mut self,
        file: usize,
        line: &[u8],
        findings: &[(&Located, u64)],
    ) -> io::Result<()> {
        let room = self.max_results - self.written;
        let (written, left_out) = match usize::try_from(room) {
            Ok(room) if room < findings.len() => findings.split_at(room),
            _ => (findings, &[][..]),
        };
        self.left_out += left_out.len() as u64;
        // Characters are counted once for all findings of a line.
        let mut cursor = Cursor::new(line, Unit::Utf16);
        for &(located, known_before) in written {
            let span = located.place.span;
            let columns = [span.start, span.end].map(|byte| cursor.advance(byte as usize) + 1);
            self.write(file, located, columns, known_before)?;
        }
        Ok(())
    }

    fn write(
        &mut self,
        file: usize,
        located: &Located,
        columns: [u64; 2],
        known_before: u64,
    ) -> io::Result<()> {
        let fingerprint = match located.fingerprint {
            Some(fingerprint) => fingerprint,
            None => self.fingerprint_of_place(file, located),
        };
        let occurrence = self.occurrences.entry(fingerprint).or_default();
        *occurrence += 1;
        let next_rule = self.rules.len();
        let rule_index = *self
            .rule_indices
            .entry(located.recognizer)
            .or_insert(next_rule);
        if rule_index == next_rule {
            self.rules.push(located.recognizer);
        }
        let result = Result {
            located,
            columns,
            rule: self.detector.recognizer(located.recognizer),
            rule_index,
            fingerprint: format!("{fingerprint}:{}", *occurrence + known_before),
        };
        let comma: &[u8] = if self.written == 0 { b"\n" } else { b",\n" };
        self.out.write_all(comma)?;
        serde_json::to_writer(&mut self.out, &result.json(&self.artifacts[file]))?;
        self.written += 1;
        Ok(())
    }

    /// What tells a result without a key: where it stands, and nothing of its value.
    fn fingerprint_of_place(&self, file: usize, located: &Located) -> Fingerprint {
        let record = located.place.record.to_le_bytes();
        let entity = self.detector.entity_name(located.entity);
        Fingerprint::of_facts(&[
            self.artifacts[file].uri().as_bytes(),
            located.path.as_bytes(),
            entity.as_bytes(),
            &record,
        ])
    }

    /// Writes what is known at the end.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(super) fn finish(mut self, report: &Report) -> anyhow::Result<Finished> {
        let tail = serde_json::to_string(&self.tail(report))?;
        // The members of an object go on behind those that were written.
        let tail = tail.strip_prefix('{').unwrap_or(&tail);
        write!(self.out, "\n],\n{tail}]}}\n").with_context(|| self.unwritable())?;
        let unwritable = self.unwritable();
        let out = self.out.into_inner();
        let out = out.map_err(IntoInnerError::into_error);
        Ok(Finished {
            draft: out.with_context(|| unwritable)?.into_draft(),
            left_out: self.left_out,
        })
    }

    /// The members of the run behind its results.
    fn tail(&self, report: &Report) -> Value {
        let rules = self.rules.iter();
        let rules = rules.map(|&rule| Rule::new(self.detector.recognizer(rule)).json());
        let driver = json!({
            "name": "Pumice",
            "semanticVersion": report.tool.version,
            "rules": rules.collect::<Vec<_>>(),
        });
        let artifacts = self.artifacts.iter().zip(&report.files);
        let artifacts = artifacts.map(|(artifact, file)| artifact.json(file));
        json!({
            "tool": {"driver": driver},
            "artifacts": artifacts.collect::<Vec<_>>(),
            "invocations": [{
                "executionSuccessful": failed(report).next().is_none(),
                "toolExecutionNotifications": self.notifications(report),
            }],
            "properties": self.properties(report),
        })
    }

    /// What went through, and what ran.
    fn properties(&self, report: &Report) -> Value {
        let mut properties = json!({
            "records": report.counts.records,
            "results": self.written,
            "resultsLeftOut": self.left_out,
            "policy": report.tool.policy,
            "catalogue": report.tool.catalogue,
        });
        if let Some(baseline) = report.baseline {
            properties["baseline"] = json!(baseline);
        }
        if let Some(selected) = report.selected {
            properties["selected"] = json!(selected);
        }
        if let Some(hash_key) = &report.tool.hash_key {
            properties["hashKey"] = json!(hash_key);
        }
        properties
    }

    /// What a reader of the results must know that they do not say.
    fn notifications(&self, report: &Report) -> Vec<Value> {
        let notification =
            |level: &str, text: &str| json!({"level": level, "message": {"text": text}});
        let files = failed(report).map(|(index, file)| {
            let error = file.error.as_deref().unwrap_or("cannot be read");
            let mut notification = notification("error", &literal(error));
            let location = self.artifacts[index].location();
            notification["locations"] =
                json!([{"physicalLocation": {"artifactLocation": location}}]);
            notification
        });
        let texts = self.warnings(report).into_iter();
        let texts = texts.map(|text| notification("warning", &text));
        files.chain(texts).collect()
    }

    /// What was left out of the results, or of the search.
    fn warnings(&self, report: &Report) -> Vec<String> {
        let rejected = report.counts.records.quarantined;
        let mut texts = vec![];
        if let Some(selected) = report.selected {
            texts.push(format!(
                "only a part of the records was searched: {selected}"
            ));
        }
        if self.left_out > 0 {
            texts.push(format!(
                "only the first {} results are written (--max-results); left out: {}",
                self.max_results, self.left_out
            ));
        }
        if rejected > 0 {
            texts.push(format!(
                "records that are not well formed and were not searched: {rejected}"
            ));
        }
        texts
    }

    fn unwritable(&self) -> String {
        format!(
            "{}: cannot be written; check the space on its disk",
            self.name
        )
    }
}

/// The inputs that were not read to their end because they could not be, with their indices.
fn failed(report: &Report) -> impl Iterator<Item = (usize, &FileReport)> {
    let files = report.files.iter().enumerate();
    files.filter(|(_, file)| file.status == FileStatus::Failed)
}

/// Everything before the first result.
const HEAD: &str = concat!(
    r#"{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json","#,
    r#""version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","defaultEncoding":"UTF-8","results":["#
);
