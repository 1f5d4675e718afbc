//! An explanation for people.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use pumice_detect::Region;
use pumice_engine::{Explained, ExplainedField, NearMiss};

use super::{
    reasons::{self, decibans},
    view::{Part, View},
};
use crate::{args::Unit, detect::offsets::Cursor};

/// How findings are marked: what stands before the number of one, behind it and behind the value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    open: &'static str,
    between: &'static str,
    close: &'static str,
    /// Around what is a title.
    bold: (&'static str, &'static str),
    /// Around what matters less.
    faint: (&'static str, &'static str),
}

impl Style {
    pub(super) const PLAIN: Style = Style {
        open: "[",
        between: ":",
        close: "]",
        bold: ("", ""),
        faint: ("", ""),
    };
    /// Sequences that every terminal with colours knows (ECMA-48): reverse in red for values.
    pub(super) const COLORS: Style = Style {
        open: "\x1b[31;1m",
        between: "\x1b[7m ",
        close: " \x1b[0m",
        bold: ("\x1b[1m", "\x1b[0m"),
        faint: ("\x1b[2m", "\x1b[0m"),
    };

    fn bold(self, text: &str) -> String {
        format!("{}{text}{}", self.bold.0, self.bold.1)
    }

    fn faint(self, text: &str) -> String {
        format!("{}{text}{}", self.faint.0, self.faint.1)
    }
}

/// Characters between two findings that are shown; of more the ends are.
const MAX_GAP: usize = 400;
/// How many at either end.
const GAP_ENDS: usize = 120;
/// Characters of a value that are shown beside its entity.
const MAX_VALUE: usize = 120;

/// Writes all of it.
///
/// # Errors
/// When `out` cannot be written.
pub(super) fn write(view: &View<'_>, style: Style, out: &mut impl Write) -> io::Result<()> {
    let explanation = view.explanation;
    if let Some(reason) = explanation.withheld {
        writeln!(out, "The record is put aside as a whole: {reason}\n")?;
    }
    let is_told = |field: &&ExplainedField| {
        let (near, _) = view.near(field);
        !(field.findings.is_empty() && near.is_empty()) || explanation.fields.len() == 1
    };
    let mut number = 1;
    for field in explanation.fields.iter().filter(is_told) {
        number = write_field(view, style, field, number, out)?;
    }
    let silent = explanation.fields.iter().filter(|field| !is_told(field));
    let silent: Vec<_> = silent.map(|field| &*field.path).collect();
    match (explanation.fields.len(), silent.len()) {
        (0, _) => writeln!(
            out,
            "No text of it is searched: the policy or the format keeps all of it"
        ),
        (_, 0) => Ok(()),
        (_, count) => {
            let texts = if count == 1 { "text" } else { "texts" };
            let mut paths = silent;
            paths.sort_unstable();
            paths.dedup();
            let paths = style.faint(&paths.join(", "));
            writeln!(out, "Nothing in {count} more {texts}: {paths}")
        }
    }
}

/// One text; the number of the next finding.
fn write_field(
    view: &View<'_>,
    style: Style,
    field: &ExplainedField,
    first: usize,
    out: &mut impl Write,
) -> io::Result<usize> {
    let text = view.text(&field.region);
    let parts: Vec<_> = (field.findings.iter())
        .map(|found| view.part(&field.region, found.finding.span))
        .collect();
    let mut title = style.bold(&field.path);
    if let Some(role) = field.role {
        let _ = write!(title, " ({role})");
    }
    if let Some(words) = reasons::of_field(view, field) {
        let _ = write!(title, ": {words}");
    }
    writeln!(out, "{title}")?;
    for line in marked(&text, &parts, style, first).lines() {
        writeln!(out, "  {line}")?;
    }
    writeln!(out)?;
    if field.findings.is_empty() {
        writeln!(out, "Nothing is found in it.\n")?;
    }
    let mut number = first;
    for (found, &part) in field.findings.iter().zip(&parts) {
        let place = (&field.region, &*text, part);
        write_finding(view, style, found, place, number, out)?;
        number += 1;
    }
    let (near, left_out) = view.near(field);
    if !near.is_empty() {
        writeln!(out, "{}", style.bold("Almost found"))?;
    }
    for miss in near {
        let part = view.part(&field.region, miss.span);
        write_near(view, style, miss, (&text, part), out)?;
    }
    if left_out > 0 && !near.is_empty() {
        writeln!(out, "  and {left_out} more (--misses)")?;
    }
    if !near.is_empty() {
        writeln!(out)?;
    }
    Ok(number)
}

fn write_finding(
    view: &View<'_>,
    style: Style,
    found: &Explained,
    (region, text, part): (&Region, &str, Part),
    number: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let finding = &found.finding;
    let entity = view.scrubber.detector().entity_name(finding.entity);
    let rule = view.recognizer(finding.recognizer);
    let title = style.bold(&format!("{number}  {entity}"));
    writeln!(out, "{title}  {}", value(text, part))?;
    let mut place = characters(text, part);
    if finding.disguised {
        place += ", in disguise";
    }
    if found.is_specimen {
        place += ", a well-known value of tests and documentation";
    }
    writeln!(out, "   place      {place}")?;
    match &found.weight {
        None => writeln!(out, "   found by   the policy, as the whole of its field")?,
        Some(weight) => {
            writeln!(out, "   found by   {}: {}", rule.id, rule.citation)?;
            let sum = decibans(weight.sum);
            writeln!(out, "   score      {} = {sum} decibans", finding.score)?;
            for share in reasons::shares(weight) {
                let evidence = decibans(share.evidence);
                let mut line = format!("{evidence:>16}  {}", share.words);
                if let Some(cue) = share.cue {
                    let cue = visible(&view.spelled(region, cue), Breaks::Shown);
                    let _ = write!(line, ": {cue}");
                }
                writeln!(out, "{}", style.faint(&line))?;
            }
        }
    }
    if let Some(threshold) = found.threshold {
        writeln!(out, "   threshold  {threshold}")?;
    }
    let treatment = visible(&reasons::treatment(view, found), Breaks::Shown);
    writeln!(out, "   policy     {treatment}\n")
}

fn write_near(
    view: &View<'_>,
    style: Style,
    miss: &NearMiss,
    (text, part): (&str, Part),
    out: &mut impl Write,
) -> io::Result<()> {
    let entity = view.scrubber.detector().entity_name(miss.entity);
    let rule = view.recognizer(miss.recognizer);
    let place = style.faint(&format!("{}, by {}", characters(text, part), rule.id));
    writeln!(out, "-  {entity}  {}  {place}", value(text, part))?;
    writeln!(out, "   {}", reasons::why(view, miss))?;
    let shares = reasons::shares(&miss.weight).into_iter();
    let shares = shares.map(|share| format!("{} {}", share.name, decibans(share.evidence)));
    let shares: Vec<_> = shares.collect();
    writeln!(out, "   {}", style.faint(&shares.join(", ")))
}

/// `characters 3 to 14`, counted from 0, the end excluded.
fn characters(text: &str, part: Part) -> String {
    let mut cursor = Cursor::new(text.as_bytes(), Unit::Chars);
    let start = cursor.advance(part.start);
    format!("characters {start} to {}", cursor.advance(part.end))
}

/// The value on one line.
fn value(text: &str, part: Part) -> String {
    let value = text.get(part.start..part.end).unwrap_or_default();
    shortened(&visible(value, Breaks::Shown), MAX_VALUE, MAX_VALUE / 2)
}

/// The text with its findings marked and numbered, long stretches between them left out.
fn marked(text: &str, parts: &[Part], style: Style, first: usize) -> String {
    let mut marked = String::new();
    let mut at = 0;
    let gap = |from: usize, to: usize| {
        let gap = text.get(from..to).unwrap_or_default();
        shortened(&visible(gap, Breaks::Kept), MAX_GAP, GAP_ENDS)
    };
    for (part, number) in parts.iter().zip(first..) {
        marked += &gap(at, part.start);
        let value = text.get(part.start..part.end).unwrap_or_default();
        let value = visible(value, Breaks::Shown);
        let Style {
            open,
            between,
            close,
            ..
        } = style;
        let _ = write!(marked, "{open}{number}{between}{value}{close}");
        at = part.end;
    }
    marked += &gap(at, text.len());
    marked
}

/// A text of more than `max` characters with only as many as `ends` at both ends.
fn shortened(text: &str, max: usize, ends: usize) -> String {
    let count = text.chars().count();
    if count <= max {
        return text.to_owned();
    }
    let head: String = text.chars().take(ends).collect();
    let tail: String = text.chars().skip(count - ends).collect();
    format!("{head} (... {} characters ...) {tail}", count - 2 * ends)
}

/// What becomes of line feeds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    Kept,
    /// As `\n`.
    Shown,
}

/// A text that cannot command the terminal nor turn what stands beside it around: control characters
/// and those of bidirectional text are spelled out.
fn visible(text: &str, breaks: Breaks) -> String {
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        let is_kept = match character {
            '\n' => breaks == Breaks::Kept,
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
            _ => !character.is_control(),
        };
        match (is_kept, character) {
            (true, _) => visible.push(character),
            (false, '\n' | '\r' | '\t') => visible.extend(character.escape_default()),
            (false, _) => visible.extend(character.escape_unicode()),
        }
    }
    visible
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_marked_and_numbered() {
        let parts = [Part { start: 2, end: 4 }, Part { start: 4, end: 6 }];
        let shown = marked("a bcde\nf", &parts, Style::PLAIN, 7);
        assert_eq!(shown, "a [7:bc][8:de]\nf");
        let shown = marked("a bcde\nf", &parts[..1], Style::COLORS, 1);
        assert_eq!(shown, "a \x1b[31;1m1\x1b[7m bc \x1b[0mde\nf");
        assert_eq!(marked("", &[], Style::PLAIN, 1), "");
    }

    #[test]
    fn long_stretches_are_left_out_and_counted() {
        let text = format!("{}12345{}", "a".repeat(1000), "b".repeat(MAX_GAP));
        let part = Part {
            start: 1000,
            end: 1005,
        };
        let shown = marked(&text, &[part], Style::PLAIN, 1);
        let ends = "a".repeat(GAP_ENDS);
        let begin = format!("{ends} (... 760 characters ...) {ends}[1:12345]bbb");
        assert!(shown.starts_with(&begin), "{shown}");
        assert!(shown.ends_with(&"b".repeat(MAX_GAP)), "{shown}");
    }

    #[test]
    fn no_text_commands_the_terminal() {
        let hostile = "a\x1b[2Jb\u{9b}c\u{202e}d\r\n\t\0\u{e9}";
        let shown = visible(hostile, Breaks::Shown);
        assert_eq!(shown, "a\\u{1b}[2Jb\\u{9b}c\\u{202e}d\\r\\n\\t\\u{0}\u{e9}");
        assert_eq!(visible("a\nb", Breaks::Kept), "a\nb");
    }
}
