//! Another detector's output, joined to the gold.
//!
//! A prediction record belongs to the gold record with the same id. A record without an id has its
//! line's number for one, as `pumice detect` writes it. All of it is held in memory: 24 bytes a
//! span and about 100 a record.

use std::{
    collections::{BTreeSet, HashMap},
    io::BufRead,
    ops::Range,
};

use anyhow::{Context, bail};
use serde_json::value::RawValue;

use super::{
    labels::{EntityIndex, Labels},
    spans,
    unknown::Unknown,
};
use crate::detect::{
    lines::Lines,
    record::{Keys, Record},
};

/// Predictions of all records.
#[derive(Debug)]
pub(super) struct Predictions {
    /// What messages call the file.
    pub(super) name: String,
    records: Vec<PredictionRecord>,
    spans: Vec<PredictedSpan>,
    by_id: HashMap<Box<str>, usize>,
}

#[derive(Debug)]
struct PredictionRecord {
    line: u64,
    spans: Range<usize>,
}

/// A prediction in the unit of its file.
#[derive(Clone, Copy, Debug)]
pub(super) struct PredictedSpan {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) entity: EntityIndex,
    /// Counted from 1 within the record.
    pub(super) number: u32,
}

impl Predictions {
    /// Reads all records; `name` is what messages call the file.
    ///
    /// # Errors
    /// When the file cannot be read or a record or a label in it is wrong.
    pub(super) fn read<R: BufRead>(
        name: String,
        mut lines: Lines<R>,
        keys: Keys<'_>,
        labels: &Labels,
    ) -> anyhow::Result<Self> {
        let mut unknown = Unknown::default();
        let mut all = Self {
            name,
            records: Vec::new(),
            spans: Vec::new(),
            by_id: HashMap::new(),
        };
        loop {
            let line = lines
                .next()
                .with_context(|| format!("{}: cannot be read", all.name))?;
            let Some(line) = line else { break };
            let place = format!("{}:{}", all.name, line.number);
            let record = line.bytes.and_then(|bytes| Record::parse(bytes, keys));
            match record {
                Ok(record) => all.add(&record, line.number, &place, labels, &mut unknown)?,
                Err(reason) => bail!("{place}: {}", reason.describe(keys)),
            }
        }
        unknown.check(&all.name, "[predictions]")?;
        Ok(all)
    }

    fn add(
        &mut self,
        record: &Record<'_>,
        line: u64,
        place: &str,
        labels: &Labels,
        unknown: &mut Unknown,
    ) -> anyhow::Result<()> {
        let from = self.spans.len();
        let spans = match spans::parse(record.spans) {
            Some(Ok(spans)) => spans,
            Some(Err((number, fault))) => bail!("{place}: span {number} {fault}"),
            None => bail!("{place}: {}", spans::NO_LIST),
        };
        for (span, number) in spans.into_iter().zip(1..) {
            match labels.predicted(&span.label) {
                Some(Some(entity)) => self.spans.push(PredictedSpan {
                    start: span.start,
                    end: span.end,
                    entity,
                    number,
                }),
                Some(None) => {}
                None => unknown.note(&span.label),
            }
        }
        let index = self.records.len();
        self.records.push(PredictionRecord {
            line,
            spans: from..self.spans.len(),
        });
        let earlier = self.by_id.insert(id(record.id, line), index);
        if let Some(earlier) = earlier {
            let earlier = self.records[earlier].line;
            bail!("{place}: has the same id as line {earlier}; give each record its own");
        }
        Ok(())
    }

    /// The index of the record with that [`id`].
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The line and the spans of a record.
    pub(super) fn record(&self, index: usize) -> (u64, &[PredictedSpan]) {
        let PredictionRecord { line, spans } = &self.records[index];
        (*line, self.spans.get(spans.clone()).unwrap_or_default())
    }

    /// Checks that every record was asked for: one that belongs to no gold is a wrong file.
    ///
    /// # Errors
    /// When there is one that is not among the `used` indexes.
    pub(super) fn check_used(&self, used: &BTreeSet<usize>) -> anyhow::Result<()> {
        let unused = (0..self.records.len()).find(|index| !used.contains(index));
        if let Some(index) = unused {
            let count = self.records.len() - used.len();
            bail!(
                "{}:{}: belongs to no record of the gold, {count} in all; ids must be the same in \
                 both files",
                self.name,
                self.records[index].line
            );
        }
        Ok(())
    }
}

/// What joins records: the id without regard to its spelling, or the line's number.
pub(super) fn id(id: Option<&RawValue>, line: u64) -> Box<str> {
    let value = id.map(|id| serde_json::from_str::<serde_json::Value>(id.get()));
    match (value, id) {
        (Some(Ok(value)), _) if !value.is_null() => value.to_string().into(),
        // A number that no type holds.
        (Some(Err(_)), Some(id)) => id.get().into(),
        _ => line.to_string().into(),
    }
}
