//! From the written file to the policy: what is left out is filled in, what contradicts is refused.

use pumice_detect::{DetectorBuilder, Score, is_entity_name};
use toml::Spanned;

use super::{
    DenyList, EntityPolicy, FieldPolicy, FieldTreat, Policy, PolicyError, RuleSet, TransformSpec,
    error::line,
    file::{
        DenyTable, EntityTable, EntityTables, FieldTable, PolicyFile, TransformWord, TreatWord,
    },
    text_hash,
};
use crate::{
    fields::RuleSetId,
    path_pattern::{PathPattern, is_covered},
};

/// Reads and resolves the text of a policy.
pub(super) fn resolve(text: &str) -> Result<Policy, PolicyError> {
    let file: PolicyFile = toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        PolicyError::at(text, span, error.message())
    })?;
    check_version(text, file.version.as_ref())?;
    let resolver = Resolver {
        text,
        entities: entities(text, &file.deny)?,
    };
    let base = resolver.base(file.defaults.into(), &file.entities)?;
    let mut sets = vec![base];
    let fields = resolver.fields(&file.fields, &mut sets)?;
    Ok(Policy {
        sets,
        fields,
        allow: resolver.allow(file.allow)?,
        deny: resolver.deny(file.deny)?,
        numbers: file.numbers.into(),
        invalid: file.invalid.into(),
        hash: text_hash(text),
        entities: resolver.entities,
    })
}

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
fn entities(text: &str, deny: &[DenyTable]) -> Result<Vec<String>, PolicyError> {
    let catalogue = DetectorBuilder::new();
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
struct Resolver<'a> {
    text: &'a str,
    entities: Vec<String>,
}

impl Resolver<'_> {
    fn error<T>(&self, place: &Spanned<T>, message: impl Into<String>) -> PolicyError {
        PolicyError::at(self.text, place.span(), message)
    }

    fn entity(&self, name: &Spanned<String>) -> Result<usize, PolicyError> {
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

    /// The rules that hold where no field rule does.
    fn base(&self, defaults: EntityTable, tables: &EntityTables) -> Result<RuleSet, PolicyError> {
        let builtin = EntityPolicy {
            transform: TransformSpec::Replace { with: None },
            threshold: Score::DEFAULT_THRESHOLD,
            enabled: true,
        };
        let default = self.overridden(&builtin, &defaults)?;
        let mut set = vec![default; self.entities.len()];
        self.override_set(&mut set, tables)?;
        Ok(set)
    }

    /// Applies tables in the order of the file, so that the first error is the first one in it.
    fn override_set(&self, set: &mut RuleSet, tables: &EntityTables) -> Result<(), PolicyError> {
        let mut tables: Vec<_> = tables.iter().collect();
        tables.sort_by_key(|(name, _)| name.span().start);
        for (name, table) in tables {
            let rule = &mut set[self.entity(name)?];
            *rule = self.overridden(rule, table)?;
        }
        Ok(())
    }

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

    fn score(&self, place: &Spanned<f64>) -> Result<Score, PolicyError> {
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

    fn fields(
        &self,
        tables: &[FieldTable],
        sets: &mut Vec<RuleSet>,
    ) -> Result<Vec<FieldPolicy>, PolicyError> {
        let mut fields: Vec<FieldPolicy> = vec![];
        for (at, table) in tables.iter().enumerate() {
            let pattern = PathPattern::parse(table.path.get_ref())
                .map_err(|error| self.error(&table.path, format!("this path {error}")))?;
            let earlier: Vec<_> = fields.iter().map(|field| &field.pattern).collect();
            self.check_reachable(&table.path, &pattern, &earlier, &tables[..at])?;
            fields.push(FieldPolicy {
                pattern,
                treat: self.treat(table)?,
                set: self.field_set(table, sets)?,
            });
        }
        Ok(fields)
    }

    fn check_reachable(
        &self,
        path: &Spanned<String>,
        pattern: &PathPattern,
        earlier: &[&PathPattern],
        tables: &[FieldTable],
    ) -> Result<(), PolicyError> {
        if !is_covered(pattern, earlier) {
            return Ok(());
        }
        let alone = earlier
            .iter()
            .position(|&other| is_covered(pattern, &[other]));
        let by = match alone.and_then(|at| tables.get(at)) {
            Some(table) => {
                let line = line(self.text, table.path.span().start);
                format!("the rule on line {line} matches")
            }
            None => "the rules before it match".to_owned(),
        };
        let message =
            format!("this rule is never reached: {by} every such path; remove it or move it up");
        Err(self.error(path, message))
    }

    fn treat(&self, table: &FieldTable) -> Result<Option<FieldTreat>, PolicyError> {
        let word = table.treat.as_ref().map(|treat| *treat.get_ref());
        if let Some(entity) = table
            .entity
            .as_ref()
            .filter(|_| word != Some(TreatWord::Whole))
        {
            return Err(self.error(
                entity,
                "`entity` belongs to whole values; add `treat = \"whole\"` or remove it",
            ));
        }
        if let Some(threshold) = &table.threshold
            && matches!(word, Some(TreatWord::Keep | TreatWord::Whole))
        {
            return Err(self.error(
                threshold,
                "`threshold` has no effect where nothing is searched; remove it",
            ));
        }
        Ok(Some(match (word, &table.treat, &table.entity) {
            (Some(TreatWord::Scan), ..) => FieldTreat::Scan,
            (Some(TreatWord::Keep), ..) => {
                self.check_no_overrides(table, None)?;
                FieldTreat::Keep
            }
            (Some(TreatWord::Whole), _, Some(entity)) => {
                self.entity(entity)?;
                self.check_no_overrides(table, Some(entity.get_ref()))?;
                FieldTreat::Whole(entity.get_ref().clone())
            }
            (_, Some(treat), None) => {
                return Err(self.error(
                    treat,
                    "a whole value needs an entity; add `entity = \"...\"` to this rule",
                ));
            }
            _ => return Ok(None),
        }))
    }

    /// Refuses overrides that could have no effect: all but those of `entity`.
    fn check_no_overrides(
        &self,
        table: &FieldTable,
        entity: Option<&str>,
    ) -> Result<(), PolicyError> {
        let mut names = table.entities.keys();
        match names.find(|name| Some(name.get_ref().as_str()) != entity) {
            Some(name) => Err(self.error(
                name,
                "rules for this entity have no effect here, as it is not searched for; remove them",
            )),
            None => Ok(()),
        }
    }

    /// The rule set of a field; equal ones are one.
    fn field_set(
        &self,
        table: &FieldTable,
        sets: &mut Vec<RuleSet>,
    ) -> Result<RuleSetId, PolicyError> {
        let mut set = sets[0].clone();
        if let Some(threshold) = &table.threshold {
            let threshold = self.score(threshold)?;
            set.iter_mut().for_each(|rule| rule.threshold = threshold);
        }
        self.override_set(&mut set, &table.entities)?;
        let known = sets.iter().position(|known| *known == set);
        let at = known.unwrap_or_else(|| {
            sets.push(set);
            sets.len() - 1
        });
        let at = u16::try_from(at);
        at.map(RuleSetId).map_err(|_| {
            self.error(
                &table.path,
                "more than 65,536 field rules differ; remove some",
            )
        })
    }

    fn allow(&self, values: Vec<Spanned<String>>) -> Result<Vec<String>, PolicyError> {
        match values
            .iter()
            .find(|value| value.get_ref().trim().is_empty())
        {
            Some(blank) => Err(self.error(blank, "an allowed value is blank; remove it")),
            None => Ok(values.into_iter().map(Spanned::into_inner).collect()),
        }
    }

    fn deny(&self, tables: Vec<DenyTable>) -> Result<Vec<DenyList>, PolicyError> {
        tables
            .into_iter()
            .map(|table| self.deny_list(table))
            .collect()
    }

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
