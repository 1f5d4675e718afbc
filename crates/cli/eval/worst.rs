//! The records that went wrong most.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::Serialize;
use serde_json::value::RawValue;

/// The records with the most characters of a kind; of equals those that come first.
#[derive(Debug)]
pub(super) struct Worst {
    limit: usize,
    /// By number of characters, then by line.
    records: BTreeMap<(Reverse<u64>, u64), WorstRecord>,
}

/// A record and the spans in it that went wrong. Part of the JSON output.
#[derive(Debug, Serialize)]
pub(super) struct WorstRecord {
    /// As the gold has it, or the line's number where it has none.
    pub(super) id: Box<RawValue>,
    pub(super) line: u64,
    /// Characters of the record that leaked, or that were redacted in vain.
    pub(super) characters: u64,
    /// The spans with most of them, in the order of the text.
    pub(super) spans: Vec<WorstSpan>,
    /// Spans that are not listed.
    pub(super) more_spans: usize,
}

/// A gold span that leaked, or a prediction that redacts in vain.
#[derive(Debug, Serialize)]
pub(super) struct WorstSpan {
    pub(super) entity: String,
    /// In the unit of `offsets`, as is `length`.
    pub(super) start: u32,
    pub(super) length: u32,
    /// Characters of the span that leaked, or that are redacted in vain.
    pub(super) characters: u64,
    /// Only with `--show-values`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<String>,
}

impl WorstRecord {
    /// Spans that are listed of one record: a text that went wrong as a whole would fill the
    /// screen.
    pub(super) const MAX_SPANS: usize = 20;
}

impl Worst {
    /// Keeps up to `limit` records.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            records: BTreeMap::new(),
        }
    }

    /// Takes up a record if it is bad enough, and only then asks for it.
    pub(super) fn add(&mut self, characters: u64, line: u64, record: impl FnOnce() -> WorstRecord) {
        let key = (Reverse(characters), line);
        let is_full = self.records.len() >= self.limit;
        let is_worse = self
            .records
            .last_key_value()
            .is_some_and(|(last, _)| key < *last);
        if characters == 0 || (is_full && !is_worse) {
            return;
        }
        self.records.insert(key, record());
        if is_full {
            self.records.pop_last();
        }
    }

    /// Takes up what another list holds.
    pub(super) fn merge(&mut self, other: Worst) {
        for ((Reverse(characters), line), record) in other.records {
            self.add(characters, line, || record);
        }
    }

    /// The records, the worst first.
    pub(super) fn into_records(self) -> Vec<WorstRecord> {
        self.records.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(characters: u64, line: u64) -> WorstRecord {
        WorstRecord {
            id: RawValue::from_string(line.to_string()).expect("a number is JSON"),
            line,
            characters,
            spans: vec![],
            more_spans: 0,
        }
    }

    #[test]
    fn the_worst_stay_in_whatever_parts_they_come() {
        let all = [(3, 1), (9, 2), (3, 3), (0, 4), (9, 5), (4, 6)];
        let list = |part: &[(u64, u64)], limit| {
            let mut worst = Worst::new(limit);
            for &(characters, line) in part {
                worst.add(characters, line, || record(characters, line));
            }
            worst
        };
        for split in 0..all.len() {
            for (limit, expected) in [(0, &[][..]), (4, &[2, 5, 6, 1]), (9, &[2, 5, 6, 1, 3])] {
                let mut worst = list(&all[split..], limit);
                worst.merge(list(&all[..split], limit));
                let lines: Vec<_> = worst
                    .into_records()
                    .iter()
                    .map(|worst| worst.line)
                    .collect();
                assert_eq!(lines, expected, "split at {split}, {limit} kept");
            }
        }
    }
}
