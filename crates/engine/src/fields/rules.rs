//! What layout and policy say of paths, compiled for one kind of block.

use pumice_detect::{EntityId, ProfileId, Role};

use super::{Layout, Numbers, Treatment, keys::KeySet};
use crate::path_pattern::{PathPattern, Segment};

/// Index of a set of entity rules (thresholds and transforms) of the scrubber.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleSetId(pub(crate) u16);

/// What replacements in a field look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pattern {
    /// Anything.
    #[default]
    Free,
    /// `^[a-zA-Z0-9_-]{1,64}$`, the whole value.
    Name,
    /// Anything, but different values of a record stay different.
    Id,
}

/// What a rule of the policy wants of the fields it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Treat {
    /// Searched, whatever the layout says.
    Scan,
    /// Stays.
    Keep,
    /// The whole value is of this entity.
    Whole(EntityId),
}

/// A compiled field rule of the policy.
#[derive(Clone, Debug)]
pub(crate) struct FieldRule {
    pub(crate) pattern: PathPattern,
    /// Who speaks in the messages for which it holds; `None` for all fields.
    pub(crate) role: Option<Role>,
    /// `None` leaves it to the layout.
    pub(crate) treat: Option<Treat>,
    pub(crate) set: RuleSetId,
}

/// Everything that is decided of one path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) treatment: Treatment,
    pub(crate) pattern: Pattern,
    pub(crate) set: RuleSetId,
    pub(crate) profile: ProfileId,
    /// Whether values tell which document their record is of.
    pub(crate) is_document: bool,
}

/// The field rules of a policy before those of a layout.
#[derive(Debug)]
pub(crate) struct FieldRules {
    rules: Vec<FieldRule>,
    layout: Vec<(PathPattern, Treatment)>,
    named: KeySet,
    /// Indexed by [`RuleSetId`].
    profiles: Vec<ProfileId>,
    /// The profile that finds nothing, for values that are taken whole.
    silent: ProfileId,
    numbers: Numbers,
    is_by_value: bool,
    document: Option<PathPattern>,
}

impl FieldRules {
    /// Compiles the rules for blocks of one layout.
    ///
    /// # Panics
    /// When a pattern of the layout is malformed: it is a constant of the format.
    pub(crate) fn new(
        (rules, document): (&[FieldRule], Option<&PathPattern>),
        layout: Layout,
        profiles: &[ProfileId],
        silent: ProfileId,
        numbers: Numbers,
    ) -> Self {
        let rules = rules.to_vec();
        let layout: Vec<_> = layout
            .0
            .iter()
            .map(|&(pattern, treatment)| match PathPattern::parse(pattern) {
                Ok(parsed) => (parsed, treatment),
                Err(error) => panic!("the layout's pattern {pattern} {error}"),
            })
            .collect();
        let patterns = rules.iter().map(|rule| &rule.pattern);
        let patterns = patterns.chain(layout.iter().map(|(pattern, _)| pattern));
        let patterns = patterns.chain(document);
        let named = KeySet::new(patterns.flat_map(PathPattern::keys));
        Self {
            rules,
            layout,
            named,
            profiles: profiles.to_vec(),
            silent,
            numbers,
            is_by_value: false,
            document: document.cloned(),
        }
    }

    /// Says whether the transforms of the policy replace equal values alike wherever they stand.
    pub(crate) fn by_value(self, is_by_value: bool) -> Self {
        Self {
            is_by_value,
            ..self
        }
    }

    /// Whether the transforms of the policy replace equal values alike wherever they stand.
    pub(super) fn is_by_value(&self) -> bool {
        self.is_by_value
    }

    /// What replaces a JSON number.
    pub(crate) fn numbers(&self) -> Numbers {
        self.numbers
    }

    /// The key, when a pattern names it.
    pub(super) fn named(&self, key: &[u8]) -> Option<&str> {
        self.named.find(key)
    }

    /// Decides: the policy's first match, and where it is silent the layout's, and else text. What is
    /// in no message has no role.
    pub(super) fn plan(&self, path: &[Segment<'_>], role: Option<Role>) -> Plan {
        let known = self
            .layout
            .iter()
            .find(|(pattern, _)| pattern.matches(path));
        let known = known.map_or(Treatment::Text, |&(_, treatment)| treatment);
        let holds = |rule: &&FieldRule| rule.role.is_none() || rule.role == role;
        let mut rules = self.rules.iter().filter(holds);
        let rule = rules.find(|rule| rule.pattern.matches(path));
        let set = rule.map_or(RuleSetId::default(), |rule| rule.set);
        let treatment = match rule.and_then(|rule| rule.treat) {
            Some(Treat::Keep) => Treatment::Keep,
            Some(Treat::Whole(entity)) => Treatment::Whole(entity),
            // What is written must still be a name or an id: others depend on it.
            Some(Treat::Scan) if !matches!(known, Treatment::Name | Treatment::Id) => {
                Treatment::Text
            }
            Some(Treat::Scan) | None => known,
        };
        let is_document = self.is_document(path);
        let profile = match treatment {
            Treatment::Whole(_) => self.silent,
            // It is read and not searched.
            Treatment::Keep if is_document => self.silent,
            _ => self
                .profiles
                .get(usize::from(set.0))
                .copied()
                .unwrap_or_default(),
        };
        let pattern = match known {
            Treatment::Name | Treatment::Symbol => Pattern::Name,
            Treatment::Id => Pattern::Id,
            _ => Pattern::Free,
        };
        Plan {
            treatment,
            pattern,
            set,
            profile,
            is_document,
        }
    }

    /// Whether values at a path tell which document their record is of.
    fn is_document(&self, path: &[Segment<'_>]) -> bool {
        let document = self.document.as_ref();
        document.is_some_and(|pattern| pattern.matches(path))
    }
}

impl FieldRules {
    /// What to do with a value before it is known who speaks: what stays for one role is taken up
    /// where it is searched for another, or where somebody wants to know it.
    pub(super) fn first_treatment(&self, path: &[Segment<'_>]) -> Treatment {
        if self.is_document(path) && self.plan(path, None).treatment == Treatment::Keep {
            return Treatment::Text;
        }
        let plan = self.plan(path, None);
        if plan.treatment != Treatment::Keep {
            return plan.treatment;
        }
        let others = Role::ALL
            .into_iter()
            .map(|role| self.plan(path, Some(role)));
        let mut others = others.map(|plan| plan.treatment);
        others
            .find(|treatment| *treatment != Treatment::Keep)
            .unwrap_or(Treatment::Keep)
    }
}

impl Plan {
    /// The plan for keys of an object whose members have this plan: they stay where the members
    /// stay, and are searched otherwise.
    pub(super) fn of_keys(self, rules: &FieldRules) -> Plan {
        let treatment = match self.treatment {
            Treatment::Keep => Treatment::Keep,
            _ => Treatment::Text,
        };
        Plan {
            treatment,
            pattern: Pattern::Free,
            set: self.set,
            is_document: false,
            profile: rules
                .profiles
                .get(usize::from(self.set.0))
                .copied()
                .unwrap_or_default(),
        }
    }
}
