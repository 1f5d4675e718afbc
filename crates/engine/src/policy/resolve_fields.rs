//! The field rules of a policy: paths that can be reached, treatments that are complete, and one rule
//! set for each distinct set of overrides.

use pumice_detect::Role;
use toml::Spanned;

use super::{
    FieldPolicy, FieldTreat, RuleSet,
    file::{FieldTable, TreatWord},
    resolve::Resolver,
    source::{Flaw, Flaws, Place},
};
use crate::{
    fields::RuleSetId,
    path_pattern::{PathPattern, is_covered},
};

/// A field rule and where its path stands.
pub(super) struct PlacedField {
    pub(super) policy: FieldPolicy,
    place: Place,
}

impl Resolver<'_> {
    /// Adds the field rules of one file, in their order, behind those of stronger files.
    pub(super) fn fields(
        &self,
        fields: &mut Vec<PlacedField>,
        sets: &mut Vec<RuleSet>,
        flaws: &mut Flaws,
        notes: &mut Vec<Flaw>,
    ) {
        for table in &self.layer.file.fields {
            let Some((path, pattern)) = flaws.keep(self.path(table)) else {
                continue;
            };
            let table = table.get_ref();
            let role = table.role.as_ref();
            let role = role.and_then(|role| flaws.keep(self.role(role)));
            let place = self.text.place(path);
            match shadow(&pattern, role, fields, place.source) {
                Some(Shadow::Here(message)) => flaws.add(Flaw::new(place, message)),
                Some(Shadow::Elsewhere(message)) => notes.push(Flaw::new(place, message)),
                None => {}
            }
            let treat = self.treat(table, flaws);
            let set = self.field_set(table, sets, flaws);
            fields.push(PlacedField {
                policy: FieldPolicy {
                    pattern,
                    role,
                    treat,
                    set: flaws.keep(set).unwrap_or_default(),
                },
                place,
            });
        }
    }

    fn path<'t>(
        &self,
        table: &'t Spanned<FieldTable>,
    ) -> Result<(&'t Spanned<String>, PathPattern), Flaw> {
        let path = table.get_ref().path.as_ref().ok_or_else(|| {
            let message = "this rule has no path; add `path = \"...\"`";
            self.text.flaw(table, message)
        })?;
        let pattern = PathPattern::parse(path.get_ref()).map_err(|error| {
            let message = format!("this path {error}; correct it");
            self.text.flaw(path, message)
        })?;
        Ok((path, pattern))
    }

    fn role(&self, role: &Spanned<String>) -> Result<Role, Flaw> {
        Role::parse(role.get_ref().as_bytes()).ok_or_else(|| {
            let names: Vec<_> = Role::ALL.iter().map(|role| role.name()).collect();
            let message = format!(
                "the role `{}` is unknown; write one of {}",
                role.get_ref(),
                names.join(", ")
            );
            self.text.flaw(role, message)
        })
    }

    /// What the rule wants, with every key it needs and none that would do nothing.
    fn treat(&self, table: &FieldTable, flaws: &mut Flaws) -> Option<FieldTreat> {
        let word = table.treat.as_ref().map(|treat| *treat.get_ref());
        if let Some(entity) = &table.entity
            && word != Some(TreatWord::Whole)
        {
            flaws.add(self.text.flaw(
                entity,
                "`entity` belongs to whole values; add `treat = \"whole\"` or remove it",
            ));
        }
        if matches!(word, Some(TreatWord::Keep | TreatWord::Whole)) {
            let threshold = table.threshold.as_ref();
            let threshold = threshold.map(|place| (self.text.place(place), "threshold"));
            let regions = table.regions.as_ref();
            let regions = regions.map(|place| (self.text.place(place), "regions"));
            for (place, key) in threshold.into_iter().chain(regions) {
                let message = format!("`{key}` has no effect where nothing is searched; remove it");
                flaws.add(Flaw::new(place, message));
            }
        }
        match (word?, &table.entity) {
            (TreatWord::Scan, _) => Some(FieldTreat::Scan),
            (TreatWord::Keep, _) => {
                self.check_no_overrides(table, None, flaws);
                Some(FieldTreat::Keep)
            }
            (TreatWord::Whole, entity) => {
                if let Some(role) = &table.role {
                    flaws.add(self.text.flaw(
                        role,
                        "a value is taken whole before it is known who speaks; remove `role`",
                    ));
                }
                let Some(entity) = entity else {
                    let message =
                        "a whole value needs an entity; add `entity = \"...\"` to this rule";
                    flaws.add(self.text.flaw(table.treat.as_ref()?, message));
                    return None;
                };
                flaws.keep(self.entity(entity))?;
                self.check_no_overrides(table, Some(entity.get_ref()), flaws);
                Some(FieldTreat::Whole(entity.get_ref().clone()))
            }
        }
    }

    /// Refuses overrides that could have no effect: all but those of `entity`.
    fn check_no_overrides(&self, table: &FieldTable, entity: Option<&str>, flaws: &mut Flaws) {
        for name in table.entities.keys() {
            if Some(name.get_ref().as_str()) != entity {
                flaws.add(self.text.flaw(
                    name,
                    "rules for this entity have no effect here, as it is not searched for; remove \
                     them",
                ));
            }
        }
    }

    /// The rule set of a field; equal ones are one.
    fn field_set(
        &self,
        table: &FieldTable,
        sets: &mut Vec<RuleSet>,
        flaws: &mut Flaws,
    ) -> Result<RuleSetId, Flaw> {
        let mut set = sets[0].clone();
        let threshold = table.threshold.as_ref();
        if let Some(threshold) = threshold.and_then(|place| flaws.keep(self.threshold(place))) {
            set.rules
                .iter_mut()
                .for_each(|rule| rule.threshold = threshold);
        }
        if let Some(codes) = &table.regions {
            set.regions = self.regions(codes.get_ref(), flaws);
        }
        self.override_set(&mut set, &table.entities, flaws);
        let is_decided = |entity: &str| {
            let mut tables = table.entities.iter();
            tables.any(|(name, table)| name.get_ref() == entity && table.enabled.is_some())
        };
        self.refuse_idle(&set, &table.entities, is_decided, flaws);
        let known = sets.iter().position(|known| known.is_same(&set));
        let at = known.unwrap_or_else(|| {
            sets.push(set);
            sets.len() - 1
        });
        let at = u16::try_from(at);
        at.map(RuleSetId).map_err(|_| {
            let place = table.path.as_ref().map(|path| self.text.place(path));
            Flaw::new(
                place.unwrap_or_default(),
                "more than 65,536 field rules differ; remove some",
            )
        })
    }
}

/// Rules that leave nothing for another one.
enum Shadow {
    /// In the same file: a mistake.
    Here(String),
    /// With the help of stronger files, which may well be meant.
    Elsewhere(String),
}

/// What leaves nothing for a rule, if anything does. A rule for one role is no match for the words of
/// another, nor for those of nobody.
fn shadow(
    pattern: &PathPattern,
    role: Option<Role>,
    earlier: &[PlacedField],
    source: u32,
) -> Option<Shadow> {
    let covers = |field: &&PlacedField| field.policy.role.is_none() || field.policy.role == role;
    let earlier: Vec<_> = earlier.iter().filter(covers).collect();
    let patterns: Vec<_> = earlier.iter().map(|field| &field.policy.pattern).collect();
    if !is_covered(pattern, &patterns) {
        return None;
    }
    let alone = earlier
        .iter()
        .find(|field| is_covered(pattern, &[&field.policy.pattern]));
    let here: Vec<_> = earlier
        .iter()
        .filter(|field| field.place.source == source)
        .map(|field| &field.policy.pattern)
        .collect();
    if !is_covered(pattern, &here) {
        return Some(Shadow::Elsewhere(
            "this rule is never reached: rules of a file that includes this one match every such \
             path"
                .to_owned(),
        ));
    }
    let by = match alone.filter(|field| field.place.source == source) {
        Some(field) => format!("the rule on line {} matches", field.place.line),
        None => "the rules before it match".to_owned(),
    };
    Some(Shadow::Here(format!(
        "this rule is never reached: {by} every such path; remove it or move it up"
    )))
}
