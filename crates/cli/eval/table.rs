//! The result as people read it.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use super::{
    report::{Confused, EvalReport, Figure, Figures, Row, SpanFigures},
    worst::WorstRecord,
};

/// Writes all tables.
///
/// # Errors
/// When `out` cannot be written.
pub(super) fn write(report: &EvalReport, out: &mut impl Write) -> io::Result<()> {
    write_summary(report, out)?;
    write_spans(
        report,
        "STRICT",
        "same characters, same entity",
        |figures| &figures.strict,
        out,
    )?;
    write_spans(
        report,
        "OVERLAP",
        "some characters, same entity",
        |figures| &figures.overlap,
        out,
    )?;
    write_characters(report, out)?;
    write_confusion(report, out)?;
    write_worst(
        "MOST LEAKED",
        "gold characters that nothing covers",
        &report.worst.leaked,
        out,
    )?;
    write_worst(
        "MOST OVER-REDACTED",
        "predicted characters that no gold covers",
        &report.worst.over_redacted,
        out,
    )
}

fn write_summary(report: &EvalReport, out: &mut impl Write) -> io::Result<()> {
    let predicted_by = report.predictions.as_deref().unwrap_or("pumice");
    writeln!(
        out,
        "{}: {} records, {} gold spans, {} ignored; {} predicted by {predicted_by}",
        report.gold,
        report.records,
        report.gold_spans,
        report.ignored_spans,
        report.predicted_spans
    )?;
    if report.records_without_predictions > 0 {
        let without = report.records_without_predictions;
        writeln!(out, "Records without a line of predictions: {without}")?;
    }
    writeln!(
        out,
        "Figures in percent with their 95 % confidence intervals; - is undefined"
    )
}

fn write_spans(
    report: &EvalReport,
    title: &str,
    meaning: &str,
    spans: fn(&Figures) -> &SpanFigures,
    out: &mut impl Write,
) -> io::Result<()> {
    let cells = |figures: &Figures| {
        let SpanFigures {
            precision,
            recall,
            f1,
            f2,
        } = spans(figures);
        [precision, recall, f1, f2]
            .map(|figure| percent(figure, 1))
            .to_vec()
    };
    let head = ["GOLD", "PREDICTED", "PRECISION", "RECALL", "F1", "F2"];
    writeln!(out, "\n{title}: {meaning}")?;
    write_rows(report, &head, cells, out)
}

fn write_characters(report: &EvalReport, out: &mut impl Write) -> io::Result<()> {
    let cells = |figures: &Figures| {
        let characters = &figures.characters;
        [
            &characters.leak,
            &characters.over_redaction,
            &characters.over_redaction_of_text,
        ]
        .map(|figure| percent(figure, 2))
        .to_vec()
    };
    let head = ["GOLD", "PREDICTED", "LEAK", "OVER-REDACTION", "OF ALL TEXT"];
    writeln!(
        out,
        "\nCHARACTERS: gold that nothing covers, redacted that no gold covers"
    )?;
    write_rows(report, &head, cells, out)
}

/// A line for each entity, one for all together and one for the mean.
fn write_rows(
    report: &EvalReport,
    head: &[&str],
    cells: impl Fn(&Figures) -> Vec<String>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut table = vec![
        [
            vec!["ENTITY".to_owned()],
            head.iter().map(ToString::to_string).collect(),
        ]
        .concat(),
    ];
    let line = |name: &str, row: &Row| {
        let start = vec![
            name.to_owned(),
            row.support.to_string(),
            row.predicted.to_string(),
        ];
        [start, cells(&row.figures)].concat()
    };
    for row in &report.entities {
        table.push(line(row.entity.as_deref().unwrap_or_default(), row));
    }
    table.push(line("all (micro)", &report.micro));
    let mean = format!("mean of {} (macro)", report.mean.entities);
    table.push(
        [
            vec![mean, String::new(), String::new()],
            cells(&report.mean.figures),
        ]
        .concat(),
    );
    write_columns(&table, out)
}

/// `94.1 (73.0-99.0)`.
fn percent(figure: &Figure, digits: usize) -> String {
    let Some(value) = figure.value else {
        return "-".into();
    };
    let value = 100.0 * value;
    match (figure.low, figure.high) {
        (Some(low), Some(high)) => {
            let (low, high) = (100.0 * low, 100.0 * high);
            format!("{value:.digits$} ({low:.digits$}-{high:.digits$})")
        }
        _ => format!("{value:.digits$} (-)"),
    }
}

/// The entities that occur, numbered, so that many columns fit a screen; the margins last.
fn write_confusion(report: &EvalReport, out: &mut impl Write) -> io::Result<()> {
    let named = |cell: &Confused| [cell.gold.clone(), cell.predicted.clone()];
    let names: BTreeSet<String> = report.confusion.iter().flat_map(named).flatten().collect();
    if names.is_empty() {
        return Ok(());
    }
    // The margins are what has no name.
    let names: Vec<_> = names.into_iter().map(Some).chain([None]).collect();
    let mut counts = vec![vec![0; names.len()]; names.len()];
    for cell in &report.confusion {
        let at = |name: &Option<String>| names.iter().position(|known| known == name);
        if let (Some(row), Some(column)) = (at(&cell.gold), at(&cell.predicted)) {
            counts[row][column] = cell.count;
        }
    }
    let heads = (1..names.len()).map(|number| number.to_string());
    let head = ["".to_owned(), "GOLD".into()].into_iter();
    let mut table = vec![head.chain(heads).chain(["missed".into()]).collect()];
    for (at, (name, row)) in names.iter().zip(&counts).enumerate() {
        if row.iter().all(|&count| count == 0) && name.is_none() {
            continue;
        }
        let start = match name {
            Some(name) => vec![(at + 1).to_string(), name.clone()],
            None => vec![String::new(), "spurious".into()],
        };
        let cells = row.iter().map(|&count| {
            if count == 0 {
                ".".into()
            } else {
                count.to_string()
            }
        });
        table.push(start.into_iter().chain(cells).collect());
    }
    writeln!(
        out,
        "\nCONFUSION: what gold spans (rows) were predicted as (columns, by number)"
    )?;
    write_columns(&table, out)
}

fn write_worst(
    title: &str,
    meaning: &str,
    records: &[WorstRecord],
    out: &mut impl Write,
) -> io::Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}: {meaning}")?;
    let head = [
        "RECORD",
        "LINE",
        "ENTITY",
        "OFFSET",
        "LENGTH",
        "CHARACTERS",
        "VALUE",
    ];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    for record in records {
        for span in &record.spans {
            table.push(vec![
                record.id.get().to_owned(),
                record.line.to_string(),
                span.entity.clone(),
                span.start.to_string(),
                span.length.to_string(),
                span.characters.to_string(),
                span.value.as_deref().map(shown).unwrap_or_default(),
            ]);
        }
        if record.more_spans > 0 {
            let mut more = vec![String::new(); 2];
            more.push(format!("and {} more", record.more_spans));
            table.push(more);
        }
    }
    let has_values = records
        .iter()
        .flat_map(|record| &record.spans)
        .any(|span| span.value.is_some());
    if !has_values {
        table
            .iter_mut()
            .for_each(|row| row.truncate(head.len() - 1));
    }
    write_columns(&table, out)
}

/// A value on one line and without what a terminal obeys.
fn shown(value: &str) -> String {
    const MAX_CHARS: usize = 60;
    let mut shown: String = value
        .chars()
        .take(MAX_CHARS)
        .flat_map(char::escape_debug)
        .collect();
    if value.chars().nth(MAX_CHARS).is_some() {
        shown.push_str("...");
    }
    shown
}

/// Aligned columns: numbers and figures to the right, all else to the left.
fn write_columns(table: &[Vec<String>], out: &mut impl Write) -> io::Result<()> {
    let columns = table.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    let is_number = |cell: &str| {
        cell.is_empty()
            || cell.starts_with(|first: char| first.is_ascii_digit() || "-.".contains(first))
    };
    let styles: Vec<(usize, bool)> = (0..columns)
        .map(|column| {
            let width = table
                .iter()
                .map(|row| cell(row, column).chars().count())
                .max();
            let is_right = table
                .iter()
                .skip(1)
                .all(|row| is_number(&cell(row, column)));
            (width.unwrap_or(0), is_right)
        })
        .collect();
    for row in table {
        let mut line = String::new();
        for (column, &(width, is_right)) in styles.iter().enumerate() {
            let cell = cell(row, column);
            line.push_str(if column == 0 { "" } else { "  " });
            line.push_str(&if is_right {
                format!("{cell:>width$}")
            } else {
                format!("{cell:width$}")
            });
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right_and_names_to_the_left() {
        let table = [
            ["NAME", "N", "SHARE"],
            ["a", "10", "9.5 (1.0-20.0)"],
            ["longer", "7", "-"],
        ];
        let table: Vec<Vec<String>> = table
            .iter()
            .map(|row| row.map(str::to_owned).to_vec())
            .collect();
        let mut out = Vec::new();
        write_columns(&table, &mut out).expect("memory can be written");
        let expected = "\
NAME     N           SHARE
a       10  9.5 (1.0-20.0)
longer   7               -
";
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn figures_are_percent_and_say_when_they_are_undefined() {
        let figure = |value, low, high| percent(&Figure { value, low, high }, 1);
        assert_eq!(
            figure(Some(0.9416), Some(0.73), Some(1.0)),
            "94.2 (73.0-100.0)"
        );
        assert_eq!(figure(Some(0.5), None, None), "50.0 (-)");
        assert_eq!(figure(None, None, None), "-");
    }

    #[test]
    fn a_value_cannot_speak_to_the_terminal() {
        assert_eq!(shown("a\u{1b}[2J\n\u{202e}"), "a\\u{1b}[2J\\n\\u{202e}");
        assert_eq!(shown(&"x".repeat(61)), format!("{}...", "x".repeat(60)));
    }
}
