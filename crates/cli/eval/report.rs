//! The result as programs read it.
//!
//! ```text
//! {"schema_version": 1,
//!  "tool": {"version"},
//!  "gold", "predictions",                 names as given; `predictions` null where Pumice searched
//!  "offsets": "chars",
//!  "records", "records_without_predictions", "gold_spans", "ignored_spans", "predicted_spans",
//!  "intervals": {"confidence", "resamples", "seed", "groups"},
//!  "entities": [ROW...],                  those that occur on either side, by name
//!  "micro": ROW without "entity",         all spans together; a character counts once
//!  "macro": {"entities", FIGURES},        mean over entities with gold spans, where defined
//!  "confusion": [{"gold", "predicted", "count"}...],   null: spurious, or missed
//!  "worst": {"leaked": [RECORD...], "over_redacted": [RECORD...]}}
//!
//! ROW     {"entity", "support", "predicted",
//!          "counts": {"strict": {"tp", "fp", "fn"}, "overlap": {...},
//!                     "gold_characters", "leaked_characters",
//!                     "predicted_characters", "over_redacted_characters"},
//!          FIGURES}
//! FIGURES "strict": {"precision", "recall", "f1", "f2"}, "overlap": {...},
//!         "characters": {"leak", "over_redaction", "over_redaction_of_text"}
//!         each {"value", "low", "high"}; null where it is 0/0, low and high also where all
//!         resamples agree
//! RECORD  {"id", "line", "characters", "spans": [{"entity", "start", "length", "characters"}...],
//!          "more_spans"}
//! ```
//!
//! A member may be added within a version; what is there keeps its name and its meaning.

use serde::Serialize;

use super::{
    counts::{Counts, Hits, Metric, Mode},
    resample::{Groups, Interval, RESAMPLES, Resamples, SEED, mean},
    tally::Tally,
    worst::WorstRecord,
};
use crate::args::{EvalArgs, Unit};

/// Version of the shape above.
const SCHEMA_VERSION: u32 = 1;

#[derive(Debug, Serialize)]
pub(super) struct EvalReport {
    schema_version: u32,
    tool: Tool,
    pub(super) gold: String,
    pub(super) predictions: Option<String>,
    offsets: &'static str,
    pub(super) records: u64,
    pub(super) records_without_predictions: u64,
    pub(super) gold_spans: u64,
    pub(super) ignored_spans: u64,
    pub(super) predicted_spans: u64,
    intervals: Method,
    pub(super) entities: Vec<Row>,
    pub(super) micro: Row,
    #[serde(rename = "macro")]
    pub(super) mean: Means,
    pub(super) confusion: Vec<Confused>,
    pub(super) worst: Lists,
}

#[derive(Debug, Serialize)]
struct Tool {
    version: &'static str,
}

/// How intervals are made.
#[derive(Debug, Serialize)]
struct Method {
    confidence: f64,
    resamples: usize,
    seed: u64,
    groups: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct Row {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) entity: Option<String>,
    pub(super) support: u64,
    pub(super) predicted: u64,
    counts: RowCounts,
    #[serde(flatten)]
    pub(super) figures: Figures,
}

#[derive(Debug, Serialize)]
struct RowCounts {
    strict: HitCounts,
    overlap: HitCounts,
    gold_characters: u64,
    leaked_characters: u64,
    predicted_characters: u64,
    over_redacted_characters: u64,
}

#[derive(Debug, Serialize)]
struct HitCounts {
    tp: u64,
    fp: u64,
    #[serde(rename = "fn")]
    missed: u64,
}

#[derive(Debug, Serialize)]
pub(super) struct Means {
    /// How many have gold spans.
    pub(super) entities: usize,
    #[serde(flatten)]
    pub(super) figures: Figures,
}

#[derive(Debug, Serialize)]
pub(super) struct Figures {
    pub(super) strict: SpanFigures,
    pub(super) overlap: SpanFigures,
    pub(super) characters: CharacterFigures,
}

#[derive(Debug, Serialize)]
pub(super) struct SpanFigures {
    pub(super) precision: Figure,
    pub(super) recall: Figure,
    pub(super) f1: Figure,
    pub(super) f2: Figure,
}

#[derive(Debug, Serialize)]
pub(super) struct CharacterFigures {
    pub(super) leak: Figure,
    pub(super) over_redaction: Figure,
    pub(super) over_redaction_of_text: Figure,
}

/// A figure and the ends of its 95 % confidence interval.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Figure {
    pub(super) value: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

/// A cell of the confusion table that is not empty.
#[derive(Debug, Serialize)]
pub(super) struct Confused {
    /// `null`: nothing, the predictions are spurious.
    pub(super) gold: Option<String>,
    /// `null`: nothing, the gold spans are missed.
    pub(super) predicted: Option<String>,
    pub(super) count: u64,
}

/// The records that went wrong most.
#[derive(Debug, Serialize)]
pub(super) struct Lists {
    pub(super) leaked: Vec<WorstRecord>,
    pub(super) over_redacted: Vec<WorstRecord>,
}

impl EvalReport {
    /// Computes all figures; `names` are those of the entities.
    pub(super) fn new(args: &EvalArgs, names: &[String], tally: Tally) -> Self {
        let Tally { groups, sums, .. } = &tally;
        let resamples = groups.resample();
        let name = |entity: u16| names[usize::from(entity)].clone();
        let cells = sums
            .confusion
            .iter()
            .map(|(&(gold, predicted), &count)| Confused {
                gold: gold.map(name),
                predicted: predicted.map(name),
                count,
            });
        let confusion = cells.collect();
        let total = groups.total();
        Self {
            schema_version: SCHEMA_VERSION,
            tool: Tool {
                version: env!("CARGO_PKG_VERSION"),
            },
            gold: args.gold.name(),
            predictions: args.predictions.as_ref().map(|file| file.name()),
            offsets: match args.offsets {
                Unit::Bytes => "bytes",
                Unit::Chars => "chars",
                Unit::Utf16 => "utf16",
            },
            records: tally.records,
            records_without_predictions: tally.without_predictions,
            gold_spans: sums.gold,
            ignored_spans: sums.ignored,
            predicted_spans: total.predicted,
            intervals: Method {
                confidence: 0.95,
                resamples: RESAMPLES,
                seed: SEED,
                groups: groups.count(),
            },
            entities: rows(groups, &resamples, names),
            micro: row(groups, &resamples, None, &total, &total),
            mean: means(groups, &resamples, names.len()),
            confusion,
            worst: Lists {
                leaked: tally.sums.leaked.into_records(),
                over_redacted: tally.sums.over_redacted.into_records(),
            },
        }
    }
}

/// A row for each entity that occurs.
fn rows(groups: &Groups, resamples: &Resamples, names: &[String]) -> Vec<Row> {
    let total = groups.total();
    let rows = names.iter().enumerate().filter_map(|(entity, name)| {
        let counts = groups.row(entity)?;
        let mut row = row(groups, resamples, Some(entity), &counts, &total);
        row.entity = Some(name.clone());
        Some(row)
    });
    rows.collect()
}

fn row(
    groups: &Groups,
    resamples: &Resamples,
    entity: Option<usize>,
    counts: &Counts,
    total: &Counts,
) -> Row {
    let hits = |hits: &Hits| HitCounts {
        tp: hits.true_positives,
        fp: hits.false_positives,
        missed: hits.false_negatives,
    };
    Row {
        entity: None,
        support: counts.support(),
        predicted: counts.predicted,
        counts: RowCounts {
            strict: hits(&counts.strict),
            overlap: hits(&counts.overlap),
            gold_characters: counts.gold_chars,
            leaked_characters: counts.leaked_chars,
            predicted_characters: counts.predicted_chars,
            over_redacted_characters: counts.over_redacted_chars,
        },
        figures: Figures::new(|metric| {
            Figure::new(metric.of(counts, total), || {
                groups.interval(resamples, entity, metric)
            })
        }),
    }
}

/// Means over the entities that the gold has: of one that it has not, the predictions are false
/// in the micro average, and a figure of 0 would count as much as a whole entity.
fn means(groups: &Groups, resamples: &Resamples, entities: usize) -> Means {
    let total = groups.total();
    let with_gold = (0..entities).filter_map(|entity| Some((entity, groups.row(entity)?)));
    let with_gold: Vec<_> = with_gold
        .filter(|(_, counts)| counts.support() > 0)
        .collect();
    let indexes: Vec<_> = with_gold.iter().map(|&(entity, _)| entity).collect();
    Means {
        entities: with_gold.len(),
        figures: Figures::new(|metric| {
            let value = mean(
                with_gold
                    .iter()
                    .map(|(_, counts)| metric.of(counts, &total)),
            );
            Figure::new(value, || resamples.mean_interval(&indexes, metric))
        }),
    }
}

impl Figures {
    fn new(figure: impl Fn(Metric) -> Figure) -> Self {
        let spans = |mode: Mode| SpanFigures {
            precision: figure(Metric::Precision(mode)),
            recall: figure(Metric::Recall(mode)),
            f1: figure(Metric::F1(mode)),
            f2: figure(Metric::F2(mode)),
        };
        Self {
            strict: spans(Mode::Strict),
            overlap: spans(Mode::Overlap),
            characters: CharacterFigures {
                leak: figure(Metric::Leak),
                over_redaction: figure(Metric::OverRedaction),
                over_redaction_of_text: figure(Metric::OverRedactionOfText),
            },
        }
    }
}

impl Figure {
    /// A figure, with an interval where it is defined.
    fn new(value: Option<f64>, interval: impl FnOnce() -> Option<Interval>) -> Self {
        let interval = value.and_then(|_| interval());
        Self {
            value,
            low: interval.map(|(low, _)| low),
            high: interval.map(|(_, high)| high),
        }
    }
}
