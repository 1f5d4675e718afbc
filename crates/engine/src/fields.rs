//! The fields of a corpus: a tree of paths that grows as keys appear, and what the policy wants of
//! each.
//!
//! A worker owns one tree. A path is bounded text: a key that neither the layout nor the policy nor
//! the catalogue's context words name is `*`, and below 16 levels all paths are one, `**`, so that
//! the paths of a report hold no key of the corpus and their number is bounded. Keys that are shown
//! alike but speak for different entities are still different nodes.

use std::{fmt, sync::Arc};

use pumice_detect::{Backend, Detector, EntityId, FieldId, Role};

pub use rules::Pattern;
pub(crate) use rules::{FieldRule, FieldRules, RuleSetId, Treat};
pub(crate) use tree::{FieldInfo, FieldTree};

mod keys;
mod rules;
mod tree;

/// A node of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PathId(pub u32);

/// A member of an object, by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The path of its value.
    pub path: PathId,
    /// Whether its key may hold personal data: neither layout nor policy names it.
    pub is_foreign: bool,
}

/// What a format knows of its fields: path patterns and their treatment; the first match wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout(pub &'static [(&'static str, Treatment)]);

/// What happens to the strings of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Treatment {
    /// Searched and rewritten; what an unknown string gets.
    Text,
    /// Stays byte for byte.
    Keep,
    /// Stays when it is one of these words; is `Text` otherwise.
    Keyword(&'static [&'static str]),
    /// Stays when it is 1 to 64 of `A-Z a-z 0-9 _ -` with few digits, a name that code depends on;
    /// is `Name` otherwise.
    Symbol,
    /// As `Text`; what is written satisfies `^[a-zA-Z0-9_-]{1,64}$` (a participant's name).
    Name,
    /// As `Text`; within a record equal values stay equal and different ones different (an id that
    /// other fields refer to).
    Id,
    /// The whole value is one finding of this entity.
    Whole(EntityId),
}

/// What replaces a JSON number in which something was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// `null`
    #[default]
    Null,
    /// The replacement as a JSON string.
    String,
}

/// A worker's view of the fields: asks the policy about each new path once.
pub struct Fields<'a> {
    detector: &'a Detector,
    rules: &'a FieldRules,
    tree: &'a mut FieldTree,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(
        detector: &'a Detector,
        rules: &'a FieldRules,
        tree: &'a mut FieldTree,
    ) -> Self {
        Self {
            detector,
            rules,
            tree,
        }
    }

    /// What replaces a JSON number.
    pub fn numbers(&self) -> Numbers {
        self.rules.numbers()
    }

    /// Whether equal values of a field are replaced alike wherever they stand, names and ids aside.
    pub fn is_by_value(&self) -> bool {
        self.rules.is_by_value()
    }

    /// Whether the name of a path says what its values are, to the policy or to the detector.
    pub fn is_telling(&self, path: PathId) -> bool {
        self.tree.is_telling(path)
    }

    /// The instruction set that searches run on; reading a block may use it too.
    pub fn backend(&self) -> Backend {
        self.detector.backend()
    }

    /// The path of a record itself.
    pub fn root(&self) -> PathId {
        FieldTree::ROOT
    }

    /// An object's member; `key` with escapes undone. `before` is the path of the member before it,
    /// or the object's own: most keys come in the order of the last record, and are found by that.
    /// Hot: per key.
    #[inline]
    pub fn member(&mut self, object: PathId, before: PathId, key: &[u8]) -> Member {
        match self.tree.expected(object, before, key) {
            Some(member) => member,
            None => {
                let member = self.tree.member(self.detector, self.rules, object, key);
                self.tree.expect(object, before, member);
                member
            }
        }
    }

    /// The path of an array's items. Hot: per array.
    pub fn items(&mut self, array: PathId) -> PathId {
        self.tree.items(self.rules, array)
    }

    /// What happens to strings at `path`, as long as it is not known who speaks: a field that has a
    /// role may turn out to stay. Hot: per string.
    #[inline]
    pub fn treatment(&self, path: PathId) -> Treatment {
        self.tree.treatment(path)
    }

    /// The field id of values at `path`. Hot: per string.
    #[inline]
    pub fn field(&mut self, path: PathId, role: Option<Role>) -> FieldId {
        self.tree.field(self.detector, self.rules, path, role)
    }

    /// The field id of the keys of the object at `path`: its path, no name, so that keys are
    /// searched by what they are. Shown as `path.{key}`. Hot: per key.
    pub fn keys(&mut self, object: PathId) -> FieldId {
        self.tree.keys(self.detector, self.rules, object, None)
    }

    /// The same field with the role that its message turned out to have. Hot: per message.
    #[inline]
    pub fn with_role(&mut self, field: FieldId, role: Role) -> FieldId {
        self.tree.with_role(self.detector, self.rules, field, role)
    }

    /// The path as reports show it: bounded text that holds no key of the corpus.
    pub fn shown(&self, path: PathId) -> &Arc<str> {
        self.tree.shown(path)
    }
}

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tree.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use pumice_detect::{DetectorBuilder, ProfileId};

    use super::*;
    use crate::path_pattern::PathPattern;

    const LAYOUT: Layout = Layout(&[
        ("messages[].role", Treatment::Keyword(&["user"])),
        ("messages[].name", Treatment::Name),
        ("messages[].content", Treatment::Text),
        ("tools[].parameters.**", Treatment::Keep),
    ]);

    fn rule(pattern: &str, treat: Option<Treat>) -> FieldRule {
        FieldRule {
            pattern: PathPattern::parse(pattern).unwrap(),
            role: None,
            treat,
            set: RuleSetId(0),
        }
    }

    /// Runs `test` on a fresh tree with a policy's rules and the layout above.
    fn with(policy: &[FieldRule], test: impl FnOnce(&mut Fields<'_>)) {
        let detector = DetectorBuilder::new().build().unwrap();
        let default = [ProfileId::DEFAULT];
        let rules = FieldRules::new((policy, None), LAYOUT, &default, default[0], Numbers::Null);
        let mut tree = FieldTree::new(&rules);
        test(&mut Fields::new(&detector, &rules, &mut tree));
    }

    /// Walks a path from the root; `[]` are items.
    fn walk(fields: &mut Fields<'_>, path: &[&str]) -> PathId {
        path.iter()
            .fold(fields.root(), |at, &segment| match segment {
                "[]" => fields.items(at),
                key => fields.member(at, at, key.as_bytes()).path,
            })
    }

    #[test]
    fn named_keys_are_shown_and_others_are_not() {
        with(&[], |fields| {
            let content = walk(fields, &["messages", "[]", "content"]);
            assert_eq!(&**fields.shown(content), "messages[].content");
            let foreign = walk(fields, &["messages", "[]", "zq-9941"]);
            assert_eq!(&**fields.shown(foreign), "messages[].*");
            let long = walk(fields, &["messages", "[]", &"zq-9941".repeat(9)]);
            assert_eq!(&**fields.shown(long), "messages[].*");
            assert_eq!(&**fields.shown(fields.root()), "$");
            let items = walk(fields, &["[]", "[]"]);
            assert_eq!(&**fields.shown(items), "[][]");
            let mut is_foreign = |key: &[u8]| fields.member(items, items, key).is_foreign;
            assert!(is_foreign(b"zq-9941") && !is_foreign(b"role"));
        });
    }

    #[test]
    fn the_same_path_is_the_same_node() {
        with(&[], |fields| {
            let path = ["messages", "[]", "content"];
            let first = walk(fields, &path);
            assert_eq!(walk(fields, &path), first);
            let field = fields.field(first, None);
            assert_eq!(fields.field(first, None), field);
            let user = fields.with_role(field, Role::User);
            assert_ne!(user, field);
            assert_eq!(fields.field(first, Some(Role::User)), user);
        });
    }

    /// What is expected next is a guess, which no order of keys may turn into an answer.
    #[test]
    fn members_are_the_same_in_any_order() {
        with(&[], |fields| {
            let keys = ["name", "a", "email", "b", "", "name", "messages", "a"];
            let root = fields.root();
            let alone = keys.map(|key| fields.member(root, root, key.as_bytes()));
            let named = alone.map(|member| !member.is_foreign);
            assert_eq!(named, [true, false, false, false, false, true, true, false]);
            for step in [1, 3, 5, 7, 1, 5] {
                let mut before = root;
                for at in (0..keys.len()).map(|at| at * step % keys.len()) {
                    let member = fields.member(root, before, keys[at].as_bytes());
                    assert_eq!(member, alone[at], "{} by {step}", keys[at]);
                    before = member.path;
                }
            }
            let items = fields.items(alone[0].path);
            assert_ne!(fields.member(alone[0].path, root, b"name").path, items);
        });
    }

    #[test]
    fn policy_comes_before_layout() {
        let rules = [
            rule("messages[].content", Some(Treat::Keep)),
            rule("messages[].*", Some(Treat::Scan)),
        ];
        with(&rules, |fields| {
            let mut treatment = |path: &[&str]| {
                let path = walk(fields, path);
                fields.treatment(path)
            };
            assert_eq!(treatment(&["messages", "[]", "content"]), Treatment::Keep);
            assert_eq!(treatment(&["messages", "[]", "role"]), Treatment::Text);
            assert_eq!(treatment(&["messages", "[]", "name"]), Treatment::Name);
            let parameters = ["tools", "[]", "parameters"];
            assert_eq!(treatment(&parameters), Treatment::Keep);
            assert_eq!(treatment(&["unknown"]), Treatment::Text);
        });
    }

    /// What one role's rule keeps and another's searches must be opened before the role is known.
    #[test]
    fn rules_for_a_role_wait_for_it() {
        let of = |role, pattern, treat| FieldRule {
            role,
            ..rule(pattern, Some(treat))
        };
        let rules = [
            of(Some(Role::User), "a", Treat::Scan),
            of(None, "a", Treat::Keep),
            of(Some(Role::Tool), "b", Treat::Keep),
            of(None, "c", Treat::Keep),
        ];
        with(&rules, |fields| {
            let [a, b, c] = ["a", "b", "c"].map(|key| walk(fields, &[key]));
            let first = [a, b, c].map(|path| fields.treatment(path));
            assert_eq!(first, [Treatment::Text, Treatment::Text, Treatment::Keep]);
            for (path, role, expected) in [
                (a, None, Treatment::Keep),
                (a, Some(Role::User), Treatment::Text),
                (a, Some(Role::Tool), Treatment::Keep),
                (b, None, Treatment::Text),
                (b, Some(Role::User), Treatment::Text),
                (b, Some(Role::Tool), Treatment::Keep),
            ] {
                let field = fields.field(path, None);
                let field = role.map_or(field, |role| fields.with_role(field, role));
                let plan = fields.tree.info(field).plan;
                assert_eq!(plan.treatment, expected, "{role:?}");
            }
        });
    }

    #[test]
    fn keys_stay_where_members_stay() {
        with(&[], |fields| {
            let kept = walk(fields, &["tools", "[]", "parameters"]);
            let kept = fields.keys(kept);
            assert_eq!(fields.tree.info(kept).plan.treatment, Treatment::Keep);
            assert_eq!(
                &**fields.tree.fields()[kept.0 as usize].path(),
                "tools[].parameters.{key}"
            );
            let root = fields.root();
            let searched = fields.keys(root);
            assert_eq!(fields.tree.info(searched).plan.treatment, Treatment::Text);
        });
    }

    #[test]
    fn deep_paths_are_one_but_named_keys_stay_apart() {
        with(&[rule("**.ssn", Some(Treat::Keep))], |fields| {
            let deep = walk(fields, &["x"; 17]);
            assert!(fields.shown(deep).ends_with("*.*.**"));
            assert_eq!(walk(fields, &["x"; 100]), deep);
            assert_eq!(fields.items(deep), deep);
            let named = walk(fields, &[&["x"; 17][..], &["ssn"]].concat());
            assert!(fields.shown(named).ends_with("*.**.ssn"));
            assert_eq!(fields.treatment(named), Treatment::Keep);
            for (key, expected) in [("x", deep), ("ssn", named)] {
                assert_eq!(fields.member(named, named, key.as_bytes()).path, expected);
            }
        });
    }

    #[test]
    fn debug_output_holds_no_key() {
        with(&[], |fields| {
            walk(fields, &["zq-9941"]);
            assert_eq!(
                format!("{fields:?}"),
                "FieldTree { nodes: 2, fields: 0, .. }"
            );
        });
    }
}
