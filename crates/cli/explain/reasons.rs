//! Why: what speaks for a value, what is done with it and why it is none, in words.

use std::fmt::Write;

use pumice_detect::{Evidence, Recognizer, Span};
use pumice_engine::{Explained, ExplainedField, Fate, Miss, NearMiss, Stay, Treatment, Weight};

use super::view::View;

/// Context words of a rule that are named; the others are counted.
const NAMED_CUES: usize = 6;

/// A part of a score: a stable word for programs, words for people, decibans.
pub(super) struct Share {
    pub(super) name: &'static str,
    pub(super) words: &'static str,
    pub(super) evidence: Evidence,
    /// The words that say it.
    pub(super) cue: Option<Span>,
}

/// The parts of a score that say something, and the form always.
pub(super) fn shares(weight: &Weight) -> Vec<Share> {
    // Words and name are not independent, so that the stronger one counts.
    let (words, name) = match weight.words >= weight.name {
        true => (weight.context, Evidence(0)),
        false => (Evidence(0), weight.context),
    };
    let parts = [
        ("form", "its form", Some(weight.form)),
        ("check", "its check digits or checksum fit", weight.check),
        ("glued", "marks join it to more digits", some(weight.glued)),
        (
            "bias",
            "what the rule asks for beyond the form",
            some(weight.bias),
        ),
        ("region", "the regions of the policy", some(weight.home)),
        ("words", "words near it", some(words)),
        ("field", "the name of the field", some(name)),
    ];
    let told = parts.into_iter().filter_map(|(name, words, evidence)| {
        let evidence = evidence?;
        Some(Share {
            name,
            words,
            evidence,
            cue: weight.cue.filter(|_| name == "words"),
        })
    });
    told.collect()
}

fn some(evidence: Evidence) -> Option<Evidence> {
    (evidence != Evidence(0)).then_some(evidence)
}

/// `+24`, `-7`, `certain`.
pub(super) fn decibans(evidence: Evidence) -> String {
    match number(evidence) {
        None => "certain".into(),
        Some(0) => "0".into(),
        Some(decibans) => format!("{decibans:+}"),
    }
}

/// Decibans; `None` for certainty, whatever else is said.
pub(super) fn number(evidence: Evidence) -> Option<i16> {
    let is_certain = evidence.0 > Evidence::CERTAIN.0 / 2;
    (!is_certain).then_some(evidence.0)
}

/// What the policy does with a finding.
pub(super) fn treatment(view: &View<'_>, found: &Explained) -> String {
    let stays = match found.stay {
        Some(Stay::Specimen) => {
            Some("stays: it is a well-known value of tests, and the policy keeps those")
        }
        Some(Stay::Field) => Some("stays, as all of its field does"),
        Some(Stay::Written) => Some("stays: it is a replacement already"),
        Some(Stay::Allowed) => Some("stays: `allow` or `allow_hashes` of the policy names it"),
        None => None,
    };
    if let Some(stays) = stays {
        return stays.into();
    }
    let place = match &found.place {
        Some(place) => format!(" ({place})"),
        None => String::new(),
    };
    let transform = found.transform;
    match (found.fate, view.replacement(found)) {
        (Fate::Withheld, _) => format!("{transform}{place}: its record is put aside"),
        (Fate::Kept, _) => format!("{transform}{place}: it is counted and stays"),
        (_, Some(replacement)) if found.is_whole => {
            format!("{transform}{place}: all of the text becomes {replacement}")
        }
        (_, Some(replacement)) => format!("{transform}{place}: it becomes {replacement}"),
        (_, None) if transform == "hash" => {
            format!("{transform}{place}: what it becomes depends on the key (--hash-key-file)")
        }
        (_, None) => format!("{transform}{place}"),
    }
}

/// What is said of a field as a whole, where that is not what every field has.
pub(super) fn of_field(view: &View<'_>, field: &ExplainedField) -> Option<String> {
    match field.treatment {
        Treatment::Keep => Some("stays byte for byte, by the policy or the format".into()),
        Treatment::Whole(entity) => {
            let entity = view.scrubber.detector().entity_name(entity);
            Some(format!("the policy takes all of the text as {entity}"))
        }
        _ => None,
    }
}

/// A stable word for why something is no finding.
pub(super) fn code(why: Miss) -> &'static str {
    match why {
        Miss::Refuted => "check_failed",
        Miss::Below(_) => "below_threshold",
        Miss::Off => "entity_off",
        Miss::Lost {
            inside: Some(_), ..
        } => "inside_another",
        Miss::Lost { .. } => "lost_overlap",
        _ => "other",
    }
}

/// Why something is no finding.
pub(super) fn why(view: &View<'_>, miss: &NearMiss) -> String {
    let rule = view.recognizer(miss.recognizer);
    let score = miss.weight.sum.score();
    let sum = decibans(miss.weight.sum);
    let mut why = match miss.why {
        Miss::Refuted => {
            let mut why = "it has the shape, but its check digits do not fit".to_owned();
            if miss.weight.context > Evidence(0) {
                why +=
                    "; words near it or the name of the field speak for it, so it may be mistyped";
            }
            return why;
        }
        Miss::Below(threshold) => {
            format!("its score is {score} ({sum} decibans), and the threshold is {threshold}")
        }
        Miss::Off => format!(
            "{} is off; `enabled = true` in [entities.{}] of a policy turns it on (score {score})",
            rule.entity, rule.entity
        ),
        Miss::Lost { winner, inside } => {
            let winner = view.recognizer(winner);
            let how = match inside {
                Some(span) if span.start <= miss.span.start && miss.span.end <= span.end => {
                    "it is inside of what"
                }
                _ => "it overlaps what",
            };
            return format!(
                "{how} `{}` finds as {}, which is surer or longer (score {score})",
                winner.id, winner.entity
            );
        }
        _ => String::new(),
    };
    if miss.weight.glued < Evidence(0) {
        why += "; marks join it to more digits";
    }
    if miss.weight.context == Evidence(0) {
        why += &missing_words(rule);
    }
    why
}

/// What would have spoken for a value.
fn missing_words(rule: &Recognizer) -> String {
    let words = rule.context.split(';').map(str::trim);
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let Some((first, named)) = words.get(..NAMED_CUES).unwrap_or(&words).split_first() else {
        return String::new();
    };
    let mut list = format!("; no word near it or name of a field speaks for it, such as `{first}`");
    for word in named {
        // Memory can be written.
        let _ = write!(list, ", `{word}`");
    }
    let others = words.len() - 1 - named.len();
    if others > 0 {
        let _ = write!(list, " and {others} more");
    }
    list
}
