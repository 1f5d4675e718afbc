//! One block of gold records: read, searched and scored on one thread.

use std::{
    borrow::Cow,
    io::{self, BufRead},
};

use anyhow::{anyhow, bail};
use pumice_detect::{Cache, Detector, Encoding, Field, FieldId, Finding, Input, Region};
use serde_json::value::RawValue;

use super::{
    labels::Labels,
    predictions::{Predictions, id},
    ruler::{Place, Ruler, measure},
    score::{Gold, Predicted, Score},
    spans::{self, SpanFault},
    tally::Part,
    unknown::Unknown,
};
use crate::{
    args::EvalArgs,
    detect::{
        lines::Lines,
        record::{Keys, Record, Rejected},
    },
};

/// What all workers share.
pub(super) struct Task<'a> {
    pub(super) args: &'a EvalArgs,
    pub(super) labels: &'a Labels,
    pub(super) keys: Keys<'a>,
    pub(super) source: Source,
}

/// Where predictions come from.
pub(super) enum Source {
    /// Pumice, searching the gold's texts as a field of their own.
    Detector(Box<Detector>, [Field; 1]),
    /// Somebody else, who has done it already.
    File(Predictions),
}

/// How much is to be done with a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    Score,
    /// There is no score any more, but the labels that stand in its way are to be listed.
    LabelsOnly,
}

/// Some lines of the gold.
#[derive(Debug, Default)]
pub(super) struct Block {
    bytes: Vec<u8>,
    /// The number of each line and where it ends.
    lines: Vec<(u64, usize)>,
    /// What ended the block early.
    rejected: Option<(u64, Rejected)>,
}

impl Block {
    /// Enough that the detector's fixed costs do not count.
    const BYTES: usize = 1 << 20;

    /// The next lines; `None` at the end.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn read<R: BufRead>(lines: &mut Lines<R>) -> io::Result<Option<Self>> {
        let mut block = Self::default();
        while block.bytes.len() < Self::BYTES && block.rejected.is_none() {
            let Some(line) = lines.next()? else { break };
            match line.bytes {
                Ok(bytes) => {
                    block.bytes.extend_from_slice(bytes);
                    block.lines.push((line.number, block.bytes.len()));
                }
                Err(reason) => block.rejected = Some((line.number, reason)),
            }
        }
        let is_end = block.lines.is_empty() && block.rejected.is_none();
        Ok((!is_end).then_some(block))
    }

    fn lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let mut start = 0;
        self.lines.iter().map(move |&(number, end)| {
            let line = self.bytes.get(start..end).unwrap_or_default();
            start = end;
            (number, line)
        })
    }
}

/// A gold record that is ready to be scored.
struct GoldRecord<'b> {
    line: u64,
    id: Option<&'b RawValue>,
    text: Cow<'b, str>,
    golds: Vec<Gold<'b>>,
}

/// Memory of one thread; grows to what the largest block needs.
#[derive(Default)]
pub(super) struct Worker {
    cache: Cache,
    text: Vec<u8>,
    regions: Vec<Region>,
    findings: Vec<Finding>,
}

impl Worker {
    /// Scores a block.
    ///
    /// # Errors
    /// The first record or span that is wrong.
    pub(super) fn run(
        &mut self,
        task: &Task<'_>,
        block: &Block,
        depth: Depth,
    ) -> anyhow::Result<Part> {
        let mut part = Part::new(task.args.worst);
        let records = read(task, block, &mut part.unknown)?;
        if depth == Depth::LabelsOnly || !part.unknown.is_empty() {
            return Ok(part);
        }
        if let Source::Detector(detector, fields) = &task.source {
            self.search(detector, fields, &records);
        }
        for (at, record) in records.iter().enumerate() {
            let predictions = match &task.source {
                Source::Detector(..) => self.found(at, record, task.labels)?,
                Source::File(file) => predicted(file, record, task, &mut part)?,
            };
            let end = Ruler::new(&record.text).end();
            let score = Score::new(&record.golds, &predictions, u64::from(end.chars));
            let scored = super::tally::Scored {
                line: record.line,
                id: record.id,
                text: &record.text,
                golds: &record.golds,
                predictions: &predictions,
            };
            part.add(score, &scored, task);
        }
        Ok(part)
    }

    /// Searches the texts of all records at once.
    fn search(&mut self, detector: &Detector, fields: &[Field], records: &[GoldRecord<'_>]) {
        self.text.clear();
        self.regions.clear();
        for record in records {
            let start = self.text.len() as u32;
            self.text.extend_from_slice(record.text.as_bytes());
            self.regions.push(Region {
                start,
                end: self.text.len() as u32,
                record: self.regions.len() as u32,
                field: FieldId(0),
                encoding: Encoding::Plain,
            });
        }
        let input = Input {
            text: &self.text,
            regions: &self.regions,
            fields,
        };
        detector.find(&mut self.cache, input, &mut self.findings);
    }

    /// What was found in the record at this index.
    fn found(
        &self,
        at: usize,
        record: &GoldRecord<'_>,
        labels: &Labels,
    ) -> anyhow::Result<Vec<Predicted>> {
        let first = self
            .findings
            .partition_point(|finding| (finding.region as usize) < at);
        let own = self.findings.get(first..).unwrap_or_default().iter();
        let own = own.take_while(|finding| finding.region as usize == at);
        let start = self.regions.get(at).map_or(0, |region| region.start);
        let entity = |finding: &Finding| labels.found().get(usize::from(finding.entity.0)).copied();
        let known = own.filter_map(|finding| Some((finding.span, entity(finding)??)));
        let (offsets, entities): (Vec<_>, Vec<_>) = known
            .map(|(span, entity)| {
                (
                    (u64::from(span.start - start), u64::from(span.end - start)),
                    entity,
                )
            })
            .unzip();
        let places = measure(&record.text, crate::args::Unit::Bytes, &offsets)
            .map_err(|_| anyhow!("a finding is not within its text; please report this line"))?;
        Ok(places
            .into_iter()
            .zip(entities)
            .map(|((start, end), entity)| Predicted { start, end, entity })
            .collect())
    }
}

/// Reads the records of a block; labels without a meaning go to `unknown`, and their spans nowhere.
fn read<'b>(
    task: &Task<'b>,
    block: &'b Block,
    unknown: &mut Unknown,
) -> anyhow::Result<Vec<GoldRecord<'b>>> {
    let gold = &task.args.gold;
    let mut records = Vec::with_capacity(block.lines.len());
    for (number, line) in block.lines() {
        let record = read_record(task, line, number, unknown);
        records.push(record.map_err(|reason| anyhow!("{gold}:{number}: {reason}"))?);
    }
    match block.rejected {
        Some((number, reason)) => bail!("{gold}:{number}: {}", reason.describe(task.keys)),
        None => Ok(records),
    }
}

fn read_record<'b>(
    task: &Task<'b>,
    line: &'b [u8],
    number: u64,
    unknown: &mut Unknown,
) -> Result<GoldRecord<'b>, String> {
    let reject = |reason: Rejected| reason.describe(task.keys);
    let record = Record::parse(line, task.keys).map_err(reject)?;
    // Read strictly: half a surrogate pair is one character for Python and none for Rust, so
    // nobody could say what an offset behind it means.
    let text = record.text().map_err(reject)?;
    let spans = spans::parse(record.spans).ok_or(spans::NO_LIST)?;
    let describe = |(number, fault): (usize, SpanFault)| format!("span {number} {fault}");
    let spans = spans.map_err(describe)?;
    let offsets: Vec<_> = spans.iter().map(|span| (span.start, span.end)).collect();
    let places = measure(&text, task.args.offsets, &offsets)
        .map_err(|(at, misplaced)| describe((at + 1, SpanFault::Misplaced(misplaced))))?;
    let mut golds = Vec::with_capacity(spans.len());
    for (span, (start, end)) in spans.iter().zip(places) {
        match task.labels.gold(&span.label) {
            Some(meaning) => golds.push(Gold {
                start,
                end,
                meaning,
            }),
            None => unknown.note(&span.label),
        }
    }
    Ok(GoldRecord {
        line: number,
        id: record.id,
        text,
        golds,
    })
}

/// The predictions that the file has for a record.
fn predicted(
    file: &Predictions,
    record: &GoldRecord<'_>,
    task: &Task<'_>,
    part: &mut Part,
) -> anyhow::Result<Vec<Predicted>> {
    let Some(index) = file.find(&id(record.id, record.line)) else {
        part.without_predictions += 1;
        return Ok(vec![]);
    };
    part.joined.push((record.line, index));
    let (line, spans) = file.record(index);
    let offsets: Vec<_> = spans.iter().map(|span| (span.start, span.end)).collect();
    let places =
        measure(&record.text, task.args.offsets, &offsets).map_err(|(at, misplaced)| {
            let number = spans[at].number;
            let fault = SpanFault::Misplaced(misplaced);
            anyhow!("{}:{line}: span {number} {fault}", file.name)
        })?;
    let predicted =
        |(span, (start, end)): (&super::predictions::PredictedSpan, (Place, Place))| Predicted {
            start,
            end,
            entity: span.entity,
        };
    Ok(spans.iter().zip(places).map(predicted).collect())
}
