//! The field rules of a policy: paths that can be reached, treatments that are complete, and one rule
//! set for each distinct set of overrides.

use toml::Spanned;

use super::{
    FieldPolicy, FieldTreat, PolicyError, RuleSet,
    error::line,
    file::{FieldTable, TreatWord},
    resolve::Resolver,
};
use crate::{
    fields::RuleSetId,
    path_pattern::{PathPattern, is_covered},
};

impl Resolver<'_> {
    /// The field rules in their order.
    pub(super) fn fields(
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

    /// Refuses a rule for which the ones before it leave nothing, and says which one it is.
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

    /// What the rule wants, with every key it needs and none that would do nothing.
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
}
