//! What would read well and protect nobody: refused before a run, with its place.

use super::{
    EntityPolicy, FieldPolicy, FieldTreat, Representation, RuleSet, TokenScope, TransformSpec,
    entropy,
    source::{Flaw, Flaws, Place},
};
use crate::path_pattern::PathPattern;

/// Refuses what must not be done with tokens and numbers of the same shape.
pub(super) fn check(
    (entities, sets, fields): (&[String], &[RuleSet], &[FieldPolicy]),
    document_id: Option<&(PathPattern, Place)>,
    flaws: &mut Flaws,
) {
    let lint = Lint {
        entities,
        sets,
        fields,
    };
    lint.risks(flaws);
    lint.shapes(flaws);
    lint.cards(flaws);
    if let Some(&(_, place)) = document_id
        && !lint.uses_documents()
    {
        let message = "`document_id` has no effect, as no token depends on a document; remove it, or \
                       write `scope = \"document\"`";
        flaws.add(Flaw::new(place, message));
    }
}

struct Lint<'a> {
    entities: &'a [String],
    sets: &'a [RuleSet],
    fields: &'a [FieldPolicy],
}

impl<'a> Lint<'a> {
    /// Every rule that may be applied: to what is found, or to a value that is taken whole.
    fn applied(&self) -> impl Iterator<Item = (&'a str, &'a EntityPolicy, Place)> {
        let found = self.sets.iter().flat_map(|set| {
            let rules = set.rules.iter().zip(&set.places).zip(self.entities);
            rules.map(|((rule, &place), entity)| (&**entity, rule, place))
        });
        let found = found.filter(|(_, rule, _)| rule.enabled);
        let whole = self.fields.iter().filter_map(|field| {
            let Some(FieldTreat::Whole(entity)) = &field.treat else {
                return None;
            };
            let at = self.entities.iter().position(|known| known == entity)?;
            let set = &self.sets[usize::from(field.set.0)];
            Some((&**entity, &set.rules[at], set.places[at]))
        });
        found.chain(whole)
    }

    /// Values that can all be tried out have one token everywhere only where somebody answers for it.
    fn risks(&self, flaws: &mut Flaws) {
        let mut told: Vec<Place> = vec![];
        for (entity, rule, place) in self.applied() {
            if !entropy::is_low(entity) || told.contains(&place) {
                continue;
            }
            let what = match &rule.transform {
                TransformSpec::Tokenize(spec)
                    if spec.is_deterministic(entity) && !spec.accepts_dictionary_risk =>
                {
                    "a token that is the same in all documents"
                }
                TransformSpec::Fpe {
                    accepts_dictionary_risk: false,
                } => "a number that is the same in all documents",
                _ => continue,
            };
            told.push(place);
            flaws.add(Flaw::new(
                place,
                format!(
                    "{entity} has so few values that whoever gets the key tries them all, and this \
                     gives each {what}; write `scope = \"document\"` or `\"random\"` with `tokenize`, \
                     or answer for it with `accept_dictionary_risk = true`"
                ),
            ));
        }
    }

    /// FF1 is for whole fields of one type.
    fn shapes(&self, flaws: &mut Flaws) {
        let mut told: Vec<Place> = vec![];
        let is_fpe = |rule: &EntityPolicy| matches!(rule.transform, TransformSpec::Fpe { .. });
        let searched = std::iter::once((0, None)).chain(self.fields.iter().map(|field| {
            let whole = match &field.treat {
                Some(FieldTreat::Whole(entity)) => Some(&**entity),
                _ => None,
            };
            (usize::from(field.set.0), whole)
        }));
        for (set, whole) in searched {
            let set = &self.sets[set];
            for ((rule, &place), entity) in set.rules.iter().zip(&set.places).zip(self.entities) {
                if is_fpe(rule) && whole != Some(entity) && !told.contains(&place) {
                    told.push(place);
                    flaws.add(Flaw::new(
                        place,
                        "`fpe` is for whole fields of one type: what it writes looks like any other \
                         number; write it in a rule of [[fields]] with `treat = \"whole\"`, as \
                         `entities.X = { transform = \"fpe\" }`",
                    ));
                }
            }
        }
    }

    /// Of a card whose last digits are shown 10^5 numbers are left once the bank is known: a token of it
    /// that is the same everywhere tells which one it is (PCI DSS, requirement 3.5.1).
    fn cards(&self, flaws: &mut Flaws) {
        let cards = || {
            self.applied()
                .filter(|(entity, ..)| *entity == "CREDIT_CARD")
        };
        let is_shown =
            |rule: &EntityPolicy| matches!(rule.transform, TransformSpec::Mask { keep_last: 1.. });
        if !cards().any(|(_, rule, _)| is_shown(rule)) {
            return;
        }
        let same = cards().find(|(entity, rule, _)| match &rule.transform {
            TransformSpec::Tokenize(spec) => {
                spec.representation == Representation::Token
                    && spec.scope_of(entity) != TokenScope::Random
            }
            TransformSpec::Fpe { .. } => true,
            _ => false,
        });
        if let Some((.., place)) = same {
            flaws.add(Flaw::new(
                place,
                "cards that have a token here show their last digits in another field, and both together \
                 leave few numbers to try; write `scope = \"random\"` here, or `keep_last = 0` there",
            ));
        }
    }

    fn uses_documents(&self) -> bool {
        self.applied()
            .any(|(entity, rule, _)| match &rule.transform {
                TransformSpec::Tokenize(spec) => {
                    spec.representation == Representation::Token
                        && spec.scope_of(entity) == TokenScope::Document
                }
                _ => false,
            })
    }
}
