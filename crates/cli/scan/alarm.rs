//! What `--fail-on` asks for.

use anyhow::bail;
use pumice_detect::Detector;
use pumice_engine::{Fate, Report};

use crate::exit::Exit;

/// Entities whose findings make the exit code 3.
pub(super) struct Alarm<'a> {
    any: bool,
    entities: Vec<&'a str>,
}

impl<'a> Alarm<'a> {
    /// The alarm for the names that were given.
    ///
    /// # Errors
    /// When one of them is no entity.
    pub(super) fn new(names: &'a [String], detector: &Detector) -> anyhow::Result<Self> {
        let entities: Vec<_> = names
            .iter()
            .map(String::as_str)
            .filter(|&name| name != ANY)
            .collect();
        for name in &entities {
            if detector.entity(name).is_none() {
                bail!("--fail-on {name}: is no entity; `pumice entities` lists them");
            }
        }
        Ok(Self {
            any: entities.len() < names.len(),
            entities,
        })
    }

    /// Whether a finding is one that was asked about.
    pub(super) fn is_met(&self, entity: &str, transform: &str, outcome: &str) -> bool {
        self.entities.contains(&entity) || (self.any && !is_wanted(transform, outcome))
    }

    /// How a run ends that has found all this.
    pub(super) fn exit(&self, report: &Report) -> Exit {
        let mut findings = report.counts.findings.iter();
        if findings.any(|row| self.is_met(&row.entity, &row.transform, &row.outcome)) {
            Exit::FailOn
        } else {
            Exit::Clean
        }
    }
}

/// Whether the policy leaves a finding in place.
pub(crate) fn is_wanted(transform: &str, outcome: &str) -> bool {
    transform == KEEP || [Fate::Allowed.name(), Fate::Kept.name()].contains(&outcome)
}

const ANY: &str = "any";

/// The transform of what the policy leaves in place.
const KEEP: &str = "keep";
