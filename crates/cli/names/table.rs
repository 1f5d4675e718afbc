//! What a model is worth, as people read it.

use std::io::{self, Write};

use pumice_names::{
    Bias, Model, Query,
    eval::{Counts, Evaluation, evaluate},
    train::Example,
};

/// Writes all figures of one file.
///
/// # Errors
/// When `out` cannot be written.
pub(super) fn write(
    model: &Model,
    name: &str,
    examples: &[Example],
    out: &mut impl Write,
) -> io::Result<()> {
    let wanted: usize = examples.iter().map(|example| example.names.len()).sum();
    writeln!(out, "{name}: {} texts, {wanted} names", examples.len())?;
    writeln!(
        out,
        "  {:10} {:>16} {:>16} {:>16} {:>16} {:>13}",
        "F1 (P R)", "all", "PERSON", "LOCATION", "ORGANIZATION", "tokens R (P)"
    )?;
    let small = recased(examples, str::to_lowercase);
    let large = recased(examples, str::to_uppercase);
    for (what, bias, examples) in [
        ("balanced", Bias::Balanced, examples),
        ("recall", Bias::Recall, examples),
        ("precision", Bias::Precision, examples),
        ("small", Bias::Balanced, &small),
        ("LARGE", Bias::Balanced, &large),
    ] {
        let query = Query {
            bias,
            ..Query::default()
        };
        write_line(what, &evaluate(model, examples, query), out)?;
    }
    let query = Query {
        bias: Bias::Recall,
        ..Query::default()
    };
    write_scores("scores", &evaluate(model, examples, query), out)?;
    write_scores("small", &evaluate(model, &small, query), out)?;
    writeln!(out)
}

/// Texts whose letters were changed, but for those that get another length.
fn recased(examples: &[Example], case: fn(&str) -> String) -> Vec<Example> {
    let recased = examples.iter().filter_map(|example| {
        let text = case(&example.text);
        (text.len() == example.text.len()).then(|| Example {
            text,
            ..example.clone()
        })
    });
    recased.collect()
}

fn write_line(what: &str, evaluation: &Evaluation, out: &mut impl Write) -> io::Result<()> {
    write!(out, "  {what:10}")?;
    for counts in [evaluation.names()].iter().chain(&evaluation.kinds) {
        write!(out, " {:>16}", figures(counts))?;
    }
    let tokens = evaluation.tokens;
    match tokens.wanted {
        // Of texts without tokens, such as JSONL, none can be counted.
        0 => writeln!(out, " {:>13}", "-"),
        _ => writeln!(
            out,
            " {:>5.1} ({:.1})",
            100.0 * tokens.recall(),
            100.0 * tokens.precision()
        ),
    }
}

/// `79.3 (85.0 74.3)`, or nothing where there is nothing to find and nothing found.
fn figures(counts: &Counts) -> String {
    match counts.wanted + counts.found {
        0 => "-".into(),
        _ => format!(
            "{:.1} ({:.1} {:.1})",
            100.0 * counts.f1(),
            100.0 * counts.precision(),
            100.0 * counts.recall()
        ),
    }
}

/// By tenth of the score: findings, their mean score, and the share that is right.
fn write_scores(what: &str, evaluation: &Evaluation, out: &mut impl Write) -> io::Result<()> {
    write!(out, "  {what:10}")?;
    for (tenth, (found, right, sum)) in evaluation.deciles.iter().enumerate() {
        if *found > 0 {
            let share = |of: f64| 100.0 * of / *found as f64;
            write!(
                out,
                " 0.{tenth}: {found} {:.1} {:.1};",
                share(*sum),
                share(*right as f64)
            )?;
        }
    }
    writeln!(out)
}
