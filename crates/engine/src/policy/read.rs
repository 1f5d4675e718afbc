//! From text to tables, past mistakes: what cannot be read is told, left out, and the rest is read.
//!
//! A reader made by `serde` stops at the first mistake. So it is asked again and again, each time
//! without what it has refused.

use std::ops::{Range, RangeInclusive};

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer},
};

use super::{
    file::PolicyFile,
    source::{Flaw, Flaws, Place, Text},
    words,
};

/// More mistakes of one file than anybody reads at once.
const MAX_FLAWS: usize = 100;

/// Reads one file. `None` where its text is no TOML: then nothing can be said of what it means.
pub(super) fn read(text: Text<'_>, flaws: &mut Flaws) -> Option<PolicyFile> {
    let (mut table, errors) = DeTable::parse_recoverable(text.text);
    if !errors.is_empty() {
        for (place, message) in syntax(text, &errors) {
            flaws.add(Flaw::new(place, message));
        }
        return None;
    }
    let mut damaged: Vec<RangeInclusive<u32>> = vec![];
    let mut file = None;
    for _ in 0..MAX_FLAWS {
        match PolicyFile::deserialize(Deserializer::from(table.clone())) {
            Ok(read) => {
                file = Some(read);
                break;
            }
            Err(error) => {
                let span = error.span().unwrap_or_default();
                let place = text.place_of(span.clone());
                flaws.add(Flaw::new(place, words::of_value(error.message())));
                match prune(table.get_mut(), &span) {
                    Some(extent) => damaged.extend(extent.map(|extent| text.lines(extent))),
                    None => break,
                }
            }
        }
    }
    for lines in damaged {
        flaws.damage(text.source, lines);
    }
    file
}

/// The mistakes in the grammar, one a line: a second one often follows from the first.
fn syntax(text: Text<'_>, errors: &[toml::de::Error]) -> Vec<(Place, String)> {
    let mut told: Vec<(Place, String)> = vec![];
    for error in errors {
        let place = text.place_of(error.span().unwrap_or_default());
        if told.iter().all(|(known, _)| *known != place) {
            told.push((place, words::of_syntax(error.message())));
        }
    }
    told
}

impl Text<'_> {
    /// The lines of a span.
    fn lines(self, span: Range<usize>) -> RangeInclusive<u32> {
        let last = span.end.saturating_sub(1).max(span.start);
        self.place_of(span).line..=self.place_of(last..last).line
    }
}

/// Removes the key or the item at `span`; gives the extent of the table it was in, unless that is
/// the whole file. `None` when there is no such thing.
fn prune(root: &mut DeTable<'_>, span: &Range<usize>) -> Option<Option<Range<usize>>> {
    for (_, value) in root.iter_mut() {
        if let Some(extent) = prune_value(value, span) {
            return Some(extent);
        }
    }
    remove(root, span).then_some(None)
}

/// The same below a value; `Some(None)` when no table is damaged.
fn prune_value(
    value: &mut Spanned<DeValue<'_>>,
    span: &Range<usize>,
) -> Option<Option<Range<usize>>> {
    let header = value.span();
    match value.get_mut() {
        DeValue::Table(table) => {
            for (_, value) in table.iter_mut() {
                if let Some(extent) = prune_value(value, span) {
                    // The table around it is as damaged, if nothing nearer is.
                    return Some(extent.or_else(|| Some(extent_of(table, header))));
                }
            }
            let extent = extent_of(table, header);
            remove(table, span).then_some(Some(extent))
        }
        DeValue::Array(items) => {
            for item in items.iter_mut() {
                if let Some(extent) = prune_value(item, span) {
                    return Some(extent);
                }
            }
            let at = items.iter().position(|item| item.span() == *span)?;
            let kept = items.iter().enumerate().filter(|&(item, _)| item != at);
            *items = kept.map(|(_, item)| item.clone()).collect();
            Some(None)
        }
        _ => None,
    }
}

/// Removes the key that stands, or whose value stands, at `span`.
fn remove(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    let mut entries = table.iter();
    let entry = entries.find(|(key, value)| key.span() == *span || value.span() == *span);
    let key = entry.map(|(key, _)| key.get_ref().to_string());
    key.is_some_and(|key| table.remove(key.as_str()).is_some())
}

/// From the header of a table to the end of its last value.
fn extent_of(table: &DeTable<'_>, header: Range<usize>) -> Range<usize> {
    table.iter().fold(header, |extent, (key, value)| {
        let inner = match value.get_ref() {
            DeValue::Table(inner) => extent_of(inner, value.span()),
            _ => value.span(),
        };
        let start = extent.start.min(key.span().start).min(inner.start);
        start..extent.end.max(inner.end).max(key.span().end)
    })
}
