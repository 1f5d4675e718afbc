//! An explanation for programs.

use std::io::{self, Write};

use pumice_detect::Region;
use pumice_engine::{Explained, ExplainedField, NearMiss, Weight};
use serde::Serialize;

use super::{
    reasons,
    view::{Part, View},
};
use crate::{args::Unit, detect::offsets::Cursor};

/// Version of the layout. A change that a reader can notice raises it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<u64>,
    /// Why the record is put aside as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<&'a str>,
    texts: Vec<Text<'a>>,
}

#[derive(Serialize)]
struct Text<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    findings: Vec<Finding<'a>>,
    near_misses: Vec<Near<'a>>,
    near_misses_left_out: usize,
}

/// Where something stands in a text, counted in characters, and what says so.
#[derive(Serialize)]
struct Place<'a> {
    entity: &'a str,
    start: u64,
    end: u64,
    value: &'a str,
    recognizer: &'a str,
    citation: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    score: f64,
    /// Absent for certainty.
    #[serde(skip_serializing_if = "Option::is_none")]
    decibans: Option<i16>,
    parts: Vec<Share>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<f64>,
    specimen: bool,
    disguised: bool,
    transform: &'static str,
    outcome: &'static str,
    treatment: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<String>,
}

#[derive(Serialize)]
struct Near<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    decibans: Option<i16>,
    parts: Vec<Share>,
    reason: &'static str,
    why: String,
}

#[derive(Serialize)]
struct Share {
    part: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    decibans: Option<i16>,
    /// The words that say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<String>,
}

/// Writes one object and a line feed.
///
/// # Errors
/// When `out` cannot be written.
pub(super) fn write(view: &View<'_>, record: Option<u64>, out: &mut impl Write) -> io::Result<()> {
    let texts: Vec<_> = (view.explanation.fields.iter())
        .map(|field| view.text(&field.region))
        .collect();
    let document = Document {
        version: VERSION,
        record,
        withheld: view.explanation.withheld,
        texts: (view.explanation.fields.iter().zip(&texts))
            .map(|(field, text)| of_field(view, field, text))
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

fn of_field<'a>(view: &View<'a>, field: &'a ExplainedField, text: &'a str) -> Text<'a> {
    let place = |part, entity, recognizer| place(view, text, part, entity, recognizer);
    let of_weight = |weight: &Weight| shares(view, &field.region, weight);
    let findings = field.findings.iter().map(|found| {
        let Explained { finding, .. } = found;
        let part = view.part(&field.region, finding.span);
        Finding {
            place: place(part, finding.entity, finding.recognizer),
            score: number(finding.score),
            decibans: found.weight.and_then(|weight| reasons::number(weight.sum)),
            parts: found.weight.as_ref().map(of_weight).unwrap_or_default(),
            threshold: found.threshold.map(number),
            specimen: found.is_specimen,
            disguised: finding.disguised,
            transform: found.transform,
            outcome: found.fate.name(),
            treatment: reasons::treatment(view, found),
            replacement: view.replacement(found),
        }
    });
    let (shown, left_out) = view.near(field);
    let near = shown.iter().map(|miss: &NearMiss| Near {
        place: place(
            view.part(&field.region, miss.span),
            miss.entity,
            miss.recognizer,
        ),
        score: number(miss.weight.sum.score()),
        decibans: reasons::number(miss.weight.sum),
        parts: of_weight(&miss.weight),
        reason: reasons::code(miss.why),
        why: reasons::why(view, miss),
    });
    Text {
        path: &field.path,
        role: field.role.map(pumice_detect::Role::name),
        text: text.to_owned(),
        field: reasons::of_field(view, field),
        findings: findings.collect(),
        near_misses: near.collect(),
        near_misses_left_out: left_out,
    }
}

fn place<'a>(
    view: &View<'a>,
    text: &'a str,
    part: Part,
    entity: pumice_detect::EntityId,
    recognizer: pumice_detect::RecognizerId,
) -> Place<'a> {
    let mut cursor = Cursor::new(text.as_bytes(), Unit::Chars);
    let rule = view.recognizer(recognizer);
    Place {
        entity: view.scrubber.detector().entity_name(entity),
        start: cursor.advance(part.start),
        end: cursor.advance(part.end),
        value: text.get(part.start..part.end).unwrap_or_default(),
        recognizer: &rule.id,
        citation: &rule.citation,
    }
}

fn shares(view: &View<'_>, region: &Region, weight: &Weight) -> Vec<Share> {
    let shares = reasons::shares(weight).into_iter();
    shares
        .map(|share| Share {
            part: share.name,
            decibans: reasons::number(share.evidence),
            cue: share.cue.map(|cue| view.spelled(region, cue)),
        })
        .collect()
}

fn number(score: pumice_detect::Score) -> f64 {
    f64::from(score.thousandths()) / 1000.0
}
