//! Texts of many records searched together, and their spans written.

use std::{
    io::{self, Write},
    path::Path,
    sync::Arc,
};

use anyhow::bail;
use pumice_detect::{
    AsRead, Cache, Detector, DetectorBuilder, Encoding, EntityId, EntityRule, Field, FieldId,
    Finding, Input, OffsetMap, Region, Score, escape,
};

use super::{
    offsets::Cursor,
    record::{Keys, Record, Rejected},
};
use crate::{
    args::{DetectArgs, Unit},
    names,
};

/// Texts are searched once they amount to this many bytes: a search for each record would pay the
/// detector's fixed costs for a hundred bytes.
const BLOCK_BYTES: usize = 1 << 20;

/// A detector and the records that wait for it.
pub(super) struct Search {
    detector: Detector,
    cache: Cache,
    fields: [Field; 1],
    unit: Unit,
    /// The texts, escapes undone, one behind the other; a region each.
    text: Vec<u8>,
    regions: Vec<Region>,
    /// The ids as JSON, one behind the other, and where each ends.
    ids: Vec<u8>,
    id_ends: Vec<usize>,
    findings: Vec<Finding>,
    /// Offsets are those of the text itself, so where its bytes came from does not matter.
    origin: OffsetMap,
}

impl Search {
    /// Compiles a detector for the entities and the least score that were asked for.
    ///
    /// # Errors
    /// When an entity is unknown.
    pub(super) fn new(args: &DetectArgs) -> anyhow::Result<Self> {
        let mut builder = DetectorBuilder::new();
        if let Some(backend) = args.backend {
            builder.backend(backend);
        }
        let has_model = ask_model(&mut builder, args.names_model.as_deref())?;
        let wanted = wanted_entities(&builder, &args.entities, has_model)?;
        let (detector, field) = compile(builder, &wanted, args.min_score, &args.text_field)?;
        Ok(Self {
            fields: [field],
            detector,
            cache: Cache::default(),
            unit: args.offsets,
            text: Vec::new(),
            regions: Vec::new(),
            ids: Vec::new(),
            id_ends: Vec::new(),
            findings: Vec::new(),
            origin: OffsetMap::default(),
        })
    }

    /// Takes the text of one line.
    pub(super) fn add(&mut self, line: &[u8], number: u64, keys: Keys<'_>) -> Result<(), Rejected> {
        let record = Record::parse(line, keys)?;
        let raw = record.raw_text()?;
        let start = self.text.len() as u32;
        self.origin.clear();
        escape::decode(raw, &mut self.text, &mut self.origin);
        self.regions.push(Region {
            start,
            end: self.text.len() as u32,
            record: self.regions.len() as u32,
            field: FieldId(0),
            encoding: Encoding::Plain,
        });
        match record.id {
            Some(id) => self.ids.extend_from_slice(id.get().as_bytes()),
            None => self.ids.extend_from_slice(number.to_string().as_bytes()),
        }
        self.id_ends.push(self.ids.len());
        Ok(())
    }

    /// Whether it is time to [`flush`](Search::flush).
    pub(super) fn is_full(&self) -> bool {
        self.text.len() >= BLOCK_BYTES || self.ids.len() >= BLOCK_BYTES
    }

    /// Searches what was added and writes a line for each record.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub(super) fn flush(&mut self, out: &mut impl Write) -> io::Result<()> {
        let input = Input {
            text: &self.text,
            regions: &self.regions,
            fields: &self.fields,
        };
        self.detector
            .find(&mut self.cache, input, &mut self.findings);
        let mut findings = self.findings.as_slice();
        let mut id_start = 0;
        for (at, (region, &id_end)) in self.regions.iter().zip(&self.id_ends).enumerate() {
            let count = findings.partition_point(|finding| finding.region as usize <= at);
            let (own, rest) = findings.split_at(count);
            findings = rest;
            let id = self.ids.get(id_start..id_end).unwrap_or_default();
            id_start = id_end;
            self.write_record(id, region, own, out)?;
        }
        self.text.clear();
        self.regions.clear();
        self.ids.clear();
        self.id_ends.clear();
        Ok(())
    }

    fn write_record(
        &self,
        id: &[u8],
        region: &Region,
        findings: &[Finding],
        out: &mut impl Write,
    ) -> io::Result<()> {
        let text = self.text.get(region.span().range()).unwrap_or_default();
        let mut cursor = Cursor::new(text, self.unit);
        let mut offset = |byte: u32| cursor.advance((byte - region.start) as usize);
        out.write_all(b"{\"id\":")?;
        out.write_all(id)?;
        out.write_all(b",\"spans\":[")?;
        for (at, finding) in findings.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let (start, end) = (offset(finding.span.start), offset(finding.span.end));
            // A policy's own entities cannot come here; those of the catalogue need no escapes.
            let label = self.detector.entity_name(finding.entity);
            let score = Probability(finding.score);
            let specimen = self.specimen(finding);
            let disguised = match finding.disguised {
                true => r#","disguised":true"#,
                false => "",
            };
            write!(
                out,
                r#"{comma}{{"start":{start},"end":{end},"label":"{label}","score":{score}{specimen}{disguised}}}"#
            )?;
        }
        out.write_all(b"]}\n")
    }

    /// The member that flags a specimen; other spans have none.
    fn specimen(&self, finding: &Finding) -> &'static str {
        let value = self.text.get(finding.span.range()).unwrap_or_default();
        let mut read = AsRead::default();
        let value = match finding.disguised {
            true => read.of(value),
            false => value,
        };
        match self.detector.is_specimen(finding.recognizer, value) {
            true => r#","specimen":true"#,
            false => "",
        }
    }
}

/// A detector for the entities that are `wanted` (an element each), and the field whose name is
/// `key` for the texts that it shall search.
///
/// # Errors
/// When the catalogue does not compile.
pub(crate) fn compile(
    mut builder: DetectorBuilder,
    wanted: &[bool],
    min_score: Score,
    key: &str,
) -> anyhow::Result<(Detector, Field)> {
    let mut profile = builder.default_profile();
    for (entity, is_wanted) in wanted.iter().enumerate() {
        let rule = EntityRule {
            threshold: is_wanted.then_some(min_score),
            ..EntityRule::default()
        };
        profile.set(EntityId(entity as u16), rule);
    }
    let profile = builder.profile(profile);
    let detector = builder.build()?;
    let field = detector.field(Arc::from(key), key.as_bytes(), None, profile);
    Ok((detector, field))
}

/// Has names found by a model of the user's own, if there is one; whether there is.
///
/// # Errors
/// When it cannot be read or is no model.
pub(crate) fn ask_model(
    builder: &mut DetectorBuilder,
    file: Option<&Path>,
) -> anyhow::Result<bool> {
    let Some(file) = file else { return Ok(false) };
    builder.names_models(names::load(file)?.into());
    Ok(true)
}

/// Whether an entity is looked for where nobody says which: it is on by default, or a model was named that
/// finds it.
pub(crate) fn is_on(builder: &DetectorBuilder, name: &str, has_model: bool) -> bool {
    builder.is_default_on(name) || has_model && builder.is_named(name)
}

/// For each entity whether it is asked for; no names mean all that are on.
fn wanted_entities(
    builder: &DetectorBuilder,
    names: &[String],
    has_model: bool,
) -> anyhow::Result<Vec<bool>> {
    let default = |name: &str| names.is_empty() && is_on(builder, name, has_model);
    let mut wanted: Vec<bool> = builder
        .entities()
        .iter()
        .map(|name| default(name))
        .collect();
    for name in names {
        let slot = builder
            .entity(name)
            .and_then(|entity| wanted.get_mut(usize::from(entity.0)));
        match slot {
            Some(slot) => *slot = true,
            None => bail!("{name}: is no entity; `pumice entities` lists them"),
        }
    }
    Ok(wanted)
}

/// A score as the shortest JSON number.
struct Probability(Score);

impl std::fmt::Display for Probability {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", f64::from(self.0.thousandths()) / 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_json_numbers_without_noise() {
        let spelled = [0, 5, 500, 857, 990, 1000]
            .map(|thousandths| Probability(Score::from_thousandths(thousandths)).to_string());
        assert_eq!(spelled, ["0.0", "0.005", "0.5", "0.857", "0.99", "1.0"]);
    }
}
