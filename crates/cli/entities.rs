//! `pumice entities`: what can be found.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use pumice_detect::{Detector, DetectorBuilder, Recognizer};
use serde::Serialize;

use crate::{
    args::{EntitiesArgs, ListFormat},
    exit::Exit,
    output,
};

/// Runs the command.
///
/// # Errors
/// When standard output cannot be written.
pub(crate) fn run(args: &EntitiesArgs) -> anyhow::Result<Exit> {
    let detector = DetectorBuilder::new().build()?;
    let entities = catalogue(&detector);
    let mut out = output::stdout()?;
    match args.format {
        ListFormat::Table => write_table(&entities, &mut out)?,
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &entities).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(Exit::Clean)
}

/// An entity and the rules that find it.
#[derive(Debug, Serialize)]
struct Entity<'a> {
    entity: &'a str,
    /// ISO 3166 code in lower case, or the group of what belongs to no country.
    country: &'a str,
    /// Whether it is looked for where no policy says anything of it.
    default_on: bool,
    recognizers: Vec<Rule<'a>>,
}

#[derive(Debug, Serialize)]
struct Rule<'a> {
    id: &'a str,
    /// Words that speak for it near a value or in the name of its field.
    context: Vec<&'a str>,
    citation: &'a str,
}

impl<'a> Rule<'a> {
    fn new(recognizer: &'a Recognizer) -> Self {
        Self {
            id: &recognizer.id,
            context: cues(&recognizer.context),
            citation: &recognizer.citation,
        }
    }
}

/// The words of a list that is separated by `;`.
fn cues(list: &str) -> Vec<&str> {
    let words = list.split(';').map(str::trim);
    words.filter(|word| !word.is_empty()).collect()
}

/// Stands behind the citation of an entity that only a policy turns on.
const OFF: &str = " (off by default)";

/// All entities, sorted by name.
fn catalogue(detector: &Detector) -> Vec<Entity<'_>> {
    let mut entities: BTreeMap<&str, Entity<'_>> = BTreeMap::new();
    for recognizer in detector.recognizers() {
        let entity = entities
            .entry(&recognizer.entity)
            .or_insert_with(|| Entity {
                entity: &recognizer.entity,
                country: &recognizer.country,
                default_on: false,
                recognizers: Vec::new(),
            });
        entity.default_on |= recognizer.default_on;
        entity.recognizers.push(Rule::new(recognizer));
    }
    entities.into_values().collect()
}

/// One line a rule, so that each stands beside its citation.
fn write_table(entities: &[Entity<'_>], out: &mut impl Write) -> io::Result<()> {
    let rows = || {
        entities.iter().flat_map(|entity| {
            let rules = entity.recognizers.iter();
            rules.map(move |rule| (entity, rule))
        })
    };
    let rows = || {
        rows().map(|(entity, rule)| {
            let off = if entity.default_on { "" } else { OFF };
            let citation = format!("{}{off}", rule.citation);
            [
                entity.entity.into(),
                entity.country.into(),
                rule.id.into(),
                citation,
            ]
        })
    };
    let title = ["ENTITY", "COUNTRY", "RECOGNIZER", "DEFINED BY"].map(String::from);
    let width = |column: usize| {
        let cells = rows().chain([title.clone()]);
        let cells = cells.map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2)];
    for [entity, country, rule, citation] in std::iter::once(title.clone()).chain(rows()) {
        let [first, second, third] = widths;
        writeln!(
            out,
            "{entity:first$}  {country:second$}  {rule:third$}  {citation}"
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_straight_columns() {
        let rule = |id| Rule {
            id,
            context: vec![],
            citation: "An authority",
        };
        let entities = [
            Entity {
                entity: "SHORT",
                country: "global",
                default_on: true,
                recognizers: vec![rule("one"), rule("another_one")],
            },
            Entity {
                entity: "RATHER_LONG",
                country: "xx",
                default_on: false,
                recognizers: vec![rule("two")],
            },
        ];
        let mut table = Vec::new();
        write_table(&entities, &mut table).expect("memory can be written");
        let expected = "\
ENTITY       COUNTRY  RECOGNIZER   DEFINED BY
SHORT        global   one          An authority
SHORT        global   another_one  An authority
RATHER_LONG  xx       two          An authority (off by default)
";
        assert_eq!(String::from_utf8_lossy(&table), expected);
    }
}
