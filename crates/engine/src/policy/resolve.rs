//! From the written file to the policy: what is left out is filled in, what contradicts is refused.
//!
//! A setting that would do nothing is refused like one that is wrong: who wrote it believes that it
//! protects something.

use pumice_detect::{DetectorBuilder, Score, is_entity_name, phone::RegionSet};
use toml::Spanned;

use super::{
    DenyList, EntityPolicy, Policy, PolicyError, RuleSet, TransformSpec,
    file::{DenyTable, EntityTable, EntityTables, PolicyFile, TransformWord},
    text_hash,
};

/// Reads and resolves the text of a policy.
pub(super) fn resolve(text: &str) -> Result<Policy, PolicyError> {
    let file: PolicyFile = toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        PolicyError::at(text, span, without_value(error.message()))
    })?;
    check_version(text, file.version.as_ref())?;
    let catalogue = DetectorBuilder::new();
    let resolver = Resolver {
        text,
        entities: entities(text, &catalogue, &file.deny)?,
    };
    let base = resolver.base(&catalogue, file.defaults.into(), &file.entities)?;
    let mut sets = vec![base];
    let fields = resolver.fields(&file.fields, &mut sets)?;
    // Fields of a struct are evaluated in this order, and with it the first error is chosen.
    Ok(Policy {
        sets,
        fields,
        regions: resolver.regions(&file.regions)?,
        allow: resolver.allow(file.allow)?,
        allow_hashes_file: resolver.allow_hashes(file.allow_hashes)?,
        allow_hashes: None,
        deny: resolver.deny(file.deny)?,
        numbers: file.numbers.into(),
        invalid: file.invalid.into(),
        specimens: file.specimens.into(),
        hash: text_hash(text),
        entities: resolver.entities,
    })
}

/// The words of a reader of TOML without the value that they repeat: it may be a term of a list.
///
/// `invalid type: string "...", expected a sequence` loses what is between the quotes.
fn without_value(message: &str) -> String {
    let names_value =
        message.starts_with("invalid type: ") || message.starts_with("invalid value: ");
    match (message.find(['"', '`']), message.rfind(", expected ")) {
        (Some(value), Some(expected)) if names_value && value < expected => {
            let (what, expected) = (message.get(..value), message.get(expected..));
            let what = what.unwrap_or_default().trim_end();
            format!("{what}{}", expected.unwrap_or_default())
        }
        _ => message.to_owned(),
    }
}

/// The version comes first: all other keys may mean something else in another one.
fn check_version(text: &str, version: Option<&Spanned<i64>>) -> Result<(), PolicyError> {
    match version {
        Some(version) if *version.get_ref() == 1 => Ok(()),
        Some(version) => Err(PolicyError::at(
            text,
            version.span(),
            "this version of a policy is unknown; write `version = 1`",
        )),
        None => Err(PolicyError::at(
            text,
            0..0,
            "the version is missing; begin with `version = 1`",
        )),
    }
}

/// The entities of the catalogue and those that deny lists add.
fn entities(
    text: &str,
    catalogue: &DetectorBuilder,
    deny: &[DenyTable],
) -> Result<Vec<String>, PolicyError> {
    let mut names: Vec<String> = catalogue
        .entities()
        .iter()
        .map(|name| name.to_string())
        .collect();
    for list in deny {
        let name = list.entity.get_ref();
        if !is_entity_name(name) {
            return Err(PolicyError::at(
                text,
                list.entity.span(),
                "this is no name of an entity; write 2 to 24 of `A-Z 0-9 _`, a letter first",
            ));
        }
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    Ok(names)
}

/// The text, for the lines of errors, and the entities that may be named.
pub(super) struct Resolver<'a> {
    pub(super) text: &'a str,
    /// A rule of a set is found by the index here.
    entities: Vec<String>,
}

impl Resolver<'_> {
    /// An error on the line where `place` begins.
    pub(super) fn error<T>(&self, place: &Spanned<T>, message: impl Into<String>) -> PolicyError {
        PolicyError::at(self.text, place.span(), message)
    }

    /// The index of an entity that the catalogue or a deny list knows.
    pub(super) fn entity(&self, name: &Spanned<String>) -> Result<usize, PolicyError> {
        let found = self
            .entities
            .iter()
            .position(|known| known == name.get_ref());
        found.ok_or_else(|| {
            let name_text = name.get_ref();
            let message = format!(
                "the entity `{name_text}` is unknown; `pumice entities` lists the catalogue, and \
                 [[deny]] adds terms of a new one"
            );
            self.error(name, message)
        })
    }

    /// The rules that hold where no field rule does. What the catalogue leaves off stays off unless a
    /// table of the entity itself turns it on.
    fn base(
        &self,
        catalogue: &DetectorBuilder,
        defaults: EntityTable,
        tables: &EntityTables,
    ) -> Result<RuleSet, PolicyError> {
        let builtin = EntityPolicy {
            transform: TransformSpec::Replace { with: None },
            threshold: Score::DEFAULT_THRESHOLD,
            enabled: true,
        };
        let default = self.overridden(&builtin, &defaults)?;
        let mut set = vec![default; self.entities.len()];
        for (rule, name) in set.iter_mut().zip(&self.entities) {
            let is_off = catalogue.entity(name).is_some() && !catalogue.is_default_on(name);
            rule.enabled &= !is_off;
        }
        self.override_set(&mut set, tables)?;
        Ok(set)
    }

    /// Applies tables in the order of the file, so that the first error is the first one in it.
    pub(super) fn override_set(
        &self,
        set: &mut RuleSet,
        tables: &EntityTables,
    ) -> Result<(), PolicyError> {
        let mut tables: Vec<_> = tables.iter().collect();
        tables.sort_by_key(|(name, _)| name.span().start);
        for (name, table) in tables {
            let rule = &mut set[self.entity(name)?];
            *rule = self.overridden(rule, table)?;
        }
        Ok(())
    }

    /// `rule` with what `table` says instead.
    fn overridden(
        &self,
        rule: &EntityPolicy,
        table: &EntityTable,
    ) -> Result<EntityPolicy, PolicyError> {
        let threshold = table
            .threshold
            .as_ref()
            .map(|threshold| self.score(threshold));
        Ok(EntityPolicy {
            transform: self.transform(&rule.transform, table)?,
            threshold: threshold.transpose()?.unwrap_or(rule.threshold),
            enabled: table.enabled.unwrap_or(rule.enabled),
        })
    }

    /// A transform that is named begins without options; one that is not keeps those it has.
    fn transform(
        &self,
        inherited: &TransformSpec,
        table: &EntityTable,
    ) -> Result<TransformSpec, PolicyError> {
        let mut transform = table.transform.map_or_else(
            || inherited.clone(),
            |word| match word {
                TransformWord::Redact => TransformSpec::Redact,
                TransformWord::Replace => TransformSpec::Replace { with: None },
                TransformWord::Mask => TransformSpec::Mask { keep_last: 0 },
                TransformWord::Hash => TransformSpec::Hash,
                TransformWord::Keep => TransformSpec::Keep,
            },
        );
        if let Some(place) = &table.keep_last {
            let TransformSpec::Mask { keep_last } = &mut transform else {
                return Err(self.error(
                    place,
                    "`keep_last` belongs to `mask`; add `transform = \"mask\"` or remove it",
                ));
            };
            *keep_last = self.keep_last(place)?;
        }
        if let Some(place) = &table.with {
            let TransformSpec::Replace { with } = &mut transform else {
                return Err(self.error(
                    place,
                    "`with` belongs to `replace`; add `transform = \"replace\"` or remove it",
                ));
            };
            *with = Some(self.replacement(place)?);
        }
        Ok(transform)
    }

    /// Four characters are what card receipts and support desks show; more give a value away.
    fn keep_last(&self, place: &Spanned<i64>) -> Result<u8, PolicyError> {
        let keep_last = u8::try_from(*place.get_ref())
            .ok()
            .filter(|&keep| keep <= 4);
        keep_last.ok_or_else(|| {
            self.error(
                place,
                "`keep_last` is out of range; more than 4 give the value away, write 0 to 4",
            )
        })
    }

    /// A reader must see that something was replaced, and a line must stay a line.
    fn replacement(&self, place: &Spanned<String>) -> Result<String, PolicyError> {
        let text = place.get_ref();
        if text.trim().is_empty() || text.contains(char::is_control) || text.len() > 256 {
            return Err(self.error(
                place,
                "`with` is blank, has control characters or is longer than 256 bytes; write a \
                 short visible text, or use `redact`",
            ));
        }
        Ok(text.clone())
    }

    /// Scores are integers of thousandths, so a threshold is rounded to one.
    pub(super) fn score(&self, place: &Spanned<f64>) -> Result<Score, PolicyError> {
        let threshold = *place.get_ref();
        if (0.0..=1.0).contains(&threshold) {
            Ok(Score::from_thousandths((threshold * 1000.0).round() as u16))
        } else {
            Err(self.error(
                place,
                "the threshold is no probability; write a number from 0 to 1",
            ))
        }
    }

    /// The countries that the data come from; each adds something to the others.
    fn regions(&self, codes: &[Spanned<String>]) -> Result<RegionSet, PolicyError> {
        let mut regions = RegionSet::default();
        for code in codes {
            let name = region_name(code.get_ref());
            let more = regions.with(name);
            let more = more.ok_or_else(|| self.error(code, unknown_region(name)))?;
            if more == regions {
                return Err(self.error(code, "this region is listed twice; remove one"));
            }
            regions = more;
        }
        Ok(regions)
    }

    /// Blank values are refused: in normal spelling they would stand for others.
    fn allow(&self, values: Vec<Spanned<String>>) -> Result<Vec<String>, PolicyError> {
        match values
            .iter()
            .find(|value| value.get_ref().trim().is_empty())
        {
            Some(blank) => Err(self.error(blank, "an allowed value is blank; remove it")),
            None => Ok(values.into_iter().map(Spanned::into_inner).collect()),
        }
    }

    /// The name of the file with the hashes of allowed values; whoever reads the policy reads it.
    fn allow_hashes(&self, file: Option<Spanned<String>>) -> Result<Option<String>, PolicyError> {
        match file {
            Some(blank) if blank.get_ref().trim().is_empty() => Err(self.error(
                &blank,
                "`allow_hashes` is blank; write the path of a file, or remove it",
            )),
            file => Ok(file.map(Spanned::into_inner)),
        }
    }

    /// The lists in their order; several may add to one entity.
    fn deny(&self, tables: Vec<DenyTable>) -> Result<Vec<DenyList>, PolicyError> {
        tables
            .into_iter()
            .map(|table| self.deny_list(table))
            .collect()
    }

    /// Terms stand as whole words, so blanks at an end could never match.
    fn deny_list(&self, table: DenyTable) -> Result<DenyList, PolicyError> {
        let terms = table.terms.get_ref();
        if terms.is_empty() {
            return Err(self.error(&table.terms, "this list has no terms; add one or remove it"));
        }
        let unclean = terms.iter().find(|term| {
            let term = term.get_ref();
            term.is_empty() || term.trim() != term.as_str()
        });
        if let Some(term) = unclean {
            return Err(self.error(term, "a term is empty or has blanks at its ends; trim it"));
        }
        Ok(DenyList {
            entity: table.entity.into_inner(),
            terms: table
                .terms
                .into_inner()
                .into_iter()
                .map(Spanned::into_inner)
                .collect(),
        })
    }
}

/// The code of ISO 3166 for what people write: the United Kingdom's is `GB`, and `UK` is set aside for
/// it.
fn region_name(code: &str) -> &str {
    if code == "UK" { "GB" } else { code }
}

/// What is wrong with a code that names no region, and what to write.
fn unknown_region(name: &str) -> String {
    let capitals = name.to_ascii_uppercase();
    if RegionSet::default().with(region_name(&capitals)).is_some() {
        format!("the region `{name}` is not in capitals; write `{capitals}`")
    } else {
        format!(
            "the region `{name}` is unknown; write codes of ISO 3166, two capitals each, such as \
             `US` or `DE`"
        )
    }
}
