//! The fields of a corpus: a tree of paths that grows as keys appear, and what the policy wants of
//! each.
//!
//! A worker owns one tree. A path is bounded text: a key that neither the layout nor the policy nor
//! the catalogue's context words name is `*`, and below [`MAX_DEPTH`] levels all paths are one.

use pumice_detect::{EntityId, Field, FieldId, ProfileId, Role};

/// A node of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PathId(pub u32);

/// What a format knows of its fields: path patterns and their treatment; the first match wins.
#[derive(Clone, Copy, Debug)]
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
    /// Stays when it is 1 to 64 of `A-Z a-z 0-9 _ -`, a name that code depends on; is `Text`
    /// otherwise.
    Symbol,
    /// As `Text`; what is written satisfies `^[a-zA-Z0-9_-]{1,64}$` (a participant's name).
    Name,
    /// As `Text`; within a record equal values stay equal and different ones different (an id that
    /// other fields refer to).
    Id,
    /// The whole value is one finding of this entity.
    Whole(EntityId),
}

/// What the policy wants of one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldPlan {
    /// What happens to its strings.
    pub treatment: Treatment,
    /// The detector's thresholds there.
    pub profile: ProfileId,
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
#[derive(Debug)]
pub struct Fields<'a> {
    fields: &'a mut Vec<Field>,
}

impl Fields<'_> {
    /// What replaces a JSON number.
    pub fn numbers(&self) -> Numbers {
        Numbers::Null
    }

    /// The path of a record itself.
    pub fn root(&self) -> PathId {
        PathId(0)
    }

    /// The path of an object's member; `key` with escapes undone. Hot: per key.
    pub fn member(&mut self, _object: PathId, _key: &[u8]) -> PathId {
        PathId(0)
    }

    /// The path of an array's items. Hot: per array.
    pub fn items(&mut self, _array: PathId) -> PathId {
        PathId(0)
    }

    /// The plan for strings at `path`. Hot: per string.
    pub fn plan(&self, _path: PathId) -> FieldPlan {
        FieldPlan {
            treatment: Treatment::Text,
            profile: ProfileId::DEFAULT,
        }
    }

    /// The field id of values at `path`. Hot: per string.
    pub fn field(&mut self, _path: PathId, _role: Option<Role>) -> FieldId {
        FieldId(self.fields.len() as u32)
    }

    /// The field id of the keys of the object at `path`: its path, no name, so that keys are
    /// searched by what they are. Hot: per key.
    pub fn keys(&mut self, _object: PathId) -> FieldId {
        FieldId(0)
    }

    /// The same field with the role that its message turned out to have. Hot: per message.
    pub fn with_role(&mut self, _field: FieldId, _role: Role) -> FieldId {
        FieldId(0)
    }

    /// Whether `key` may hold personal data: it is neither of the layout nor named in the policy.
    /// Hot: per key.
    pub fn is_foreign(&self, _key: &[u8]) -> bool {
        true
    }
}
