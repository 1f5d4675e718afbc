//! Many short texts in one search: a region each.

use std::{collections::BTreeMap, ops::Range};

use pumice_detect::{
    Cache, Detector, Encoding, Field, FieldId, Finding, Input, ProfileId, Region, Score,
};

/// A text, and the value that was put into it.
pub(super) struct Case {
    pub(super) text: String,
    /// Where the value stands; empty where none does.
    pub(super) value: Range<usize>,
    field: String,
}

impl Case {
    /// A text without a value, perhaps of a named field.
    pub(super) fn of_field(text: &str, field: Option<&str>) -> Self {
        Self {
            text: text.to_owned(),
            value: 0..0,
            field: field.unwrap_or_default().to_owned(),
        }
    }

    /// `value` between two texts, in no field.
    pub(super) fn between(before: &str, value: &str, behind: &str) -> Self {
        Self {
            text: format!("{before}{value}{behind}"),
            value: before.len()..before.len() + value.len(),
            field: String::new(),
        }
    }

    /// `value` as all of a field.
    pub(super) fn whole(value: &str, field: &str) -> Self {
        Self {
            field: field.to_owned(),
            ..Self::between("", value, "")
        }
    }

    /// The text with its value left out.
    pub(super) fn frame(&self) -> String {
        let (before, behind) = (&self.text[..self.value.start], &self.text[self.value.end..]);
        format!("{before}{{value}}{behind}")
    }

    /// The text below the name of its field.
    pub(super) fn named(&self) -> String {
        format!("{}: {:?}", self.field, self.text)
    }

    /// Whether a hit is the value and nothing else.
    pub(super) fn is_at(&self, hit: &Hit<'_>) -> bool {
        hit.range == self.value
    }

    /// Whether a hit has a part of the value.
    pub(super) fn touches(&self, hit: &Hit<'_>) -> bool {
        hit.range.start < self.value.end && self.value.start < hit.range.end
    }
}

/// What was found in one text.
#[derive(Clone, Debug)]
pub(super) struct Hit<'d> {
    pub(super) entity: &'d str,
    pub(super) range: Range<usize>,
    pub(super) score: Score,
}

/// A detector with its scratch memory.
pub(super) struct Searcher<'d> {
    detector: &'d Detector,
    profile: ProfileId,
    cache: Cache,
}

impl<'d> Searcher<'d> {
    /// Of every entity at the default threshold.
    pub(super) fn new(detector: &'d Detector) -> Self {
        Self::of_profile(detector, ProfileId::DEFAULT)
    }

    pub(super) fn of_profile(detector: &'d Detector, profile: ProfileId) -> Self {
        Self {
            detector,
            profile,
            cache: Cache::default(),
        }
    }

    /// What is found in each text.
    pub(super) fn find(&mut self, cases: &[Case]) -> Vec<Vec<Hit<'d>>> {
        let (mut text, mut regions) = (String::new(), vec![]);
        let (mut fields, mut known) = (vec![], BTreeMap::new());
        for (record, case) in cases.iter().enumerate() {
            let start = text.len() as u32;
            text.push_str(&case.text);
            regions.push(Region {
                start,
                end: text.len() as u32,
                record: record as u32,
                field: *known
                    .entry(case.field.as_str())
                    .or_insert_with(|| self.add_field(&mut fields, &case.field)),
                encoding: Encoding::Plain,
            });
        }
        let input = Input {
            text: text.as_bytes(),
            regions: &regions,
            fields: &fields,
        };
        let mut findings = vec![];
        self.detector.find(&mut self.cache, input, &mut findings);
        let mut hits = vec![vec![]; cases.len()];
        for finding in findings {
            let region = regions[finding.region as usize];
            hits[finding.region as usize].push(self.hit(&finding, region));
        }
        hits
    }

    fn add_field(&self, fields: &mut Vec<Field>, name: &str) -> FieldId {
        let field = self
            .detector
            .field("$".into(), name.as_bytes(), None, self.profile);
        fields.push(field);
        FieldId(fields.len() as u32 - 1)
    }

    fn hit(&self, finding: &Finding, region: Region) -> Hit<'d> {
        let range = finding.span.range();
        Hit {
            entity: self.detector.entity_name(finding.entity),
            range: range.start - region.start as usize..range.end - region.start as usize,
            score: finding.score,
        }
    }
}
