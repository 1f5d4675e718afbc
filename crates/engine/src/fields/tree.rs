//! The tree of paths that one worker has seen.
//!
//! Ids are given in the order in which paths appear, so they differ from worker to worker; reports
//! go by the shown path. Levels 0 to 16 have nodes of their own. Below them stands one node, shown
//! `**`, and under it only keys that are named or that speak for an entity, whatever their depth:
//! a rule such as `**.ssn` and the evidence of a field's name hold at any depth.

use std::{fmt, sync::Arc};

use pumice_detect::{Cues, Detector, Field, FieldId, Role};

use super::{
    Member, PathId, Treatment,
    keys::Recent,
    rules::{FieldRules, Plan},
};
use crate::path_pattern::{MAX_DEPTH, Segment, show};

/// Paths and fields; grows only, and only when a path is new.
pub(crate) struct FieldTree {
    nodes: Vec<Node>,
    fields: Vec<Field>,
    /// Beside `fields`.
    infos: Vec<FieldInfo>,
    recent: Recent,
    takes_whole: bool,
}

/// What the scrubber must know of a field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldInfo {
    pub(crate) plan: Plan,
    path: PathId,
    part: Part,
}

/// Which texts of an object's member are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Value,
    /// Keys of the object at the path.
    Key,
}

/// One path. Its identity is the parent, the shown segment and the cues of the key.
struct Node {
    parent: PathId,
    segment: Label,
    /// The key whose words are evidence for the value. A key of the corpus: it is handed to the
    /// detector and shown nowhere.
    name: Arc<[u8]>,
    cues: Cues,
    level: usize,
    shown: Arc<str>,
    /// What happens to its strings as long as nobody knows who speaks. Decided when the node was made.
    treatment: Treatment,
    /// Whether neither layout nor policy names the key.
    is_foreign: bool,
    /// The members that came last time: first in this object, and behind this one in its own.
    first: PathId,
    next: PathId,
    children: Vec<PathId>,
    values: ByRole,
    keys: ByRole,
}

/// Field ids made so far: without a role, and one for each role.
type ByRole = [Option<FieldId>; 1 + Role::ALL.len()];

/// The owned twin of [`Segment`].
#[derive(Clone, Debug, PartialEq, Eq)]
enum Label {
    Root,
    Key(Arc<str>),
    Other,
    Items,
    Deep,
}

impl Label {
    fn segment(&self) -> Option<Segment<'_>> {
        Some(match self {
            Label::Root => return None,
            Label::Key(key) => Segment::Key(key),
            Label::Other => Segment::Other,
            Label::Items => Segment::Items,
            Label::Deep => Segment::Deep,
        })
    }
}

impl Node {
    /// Whether the node is what a look-up of `key` in `object` gives. It is when the key made it:
    /// then label and cues are those of the key, and no other child has both. Items have the name
    /// of their array and are no members.
    #[inline]
    fn is_member(&self, object: PathId, key: &[u8]) -> bool {
        let is_key = matches!(self.segment, Label::Key(_) | Label::Other);
        is_key && self.parent == object && is_same(&self.name, key)
    }
}

/// Whether two keys are equal; keys are short, and a call would cost more than the words do.
#[inline]
fn is_same(a: &[u8], b: &[u8]) -> bool {
    // The first and the last word of up to 16 bytes cover all of them.
    match a.len() {
        len if len != b.len() => false,
        0..4 => a.iter().eq(b),
        4..8 => a.first_chunk::<4>() == b.first_chunk() && a.last_chunk::<4>() == b.last_chunk(),
        8..=16 => a.first_chunk::<8>() == b.first_chunk() && a.last_chunk::<8>() == b.last_chunk(),
        _ => a == b,
    }
}

impl FieldTree {
    pub(crate) const ROOT: PathId = PathId(0);
    /// The level of the node that stands for all deeper ones.
    const DEEP: usize = MAX_DEPTH + 1;

    /// A tree of the root alone.
    pub(crate) fn new(rules: &FieldRules) -> Self {
        let root = Node {
            parent: Self::ROOT,
            segment: Label::Root,
            name: [].into(),
            cues: Cues::default(),
            level: 0,
            shown: "$".into(),
            treatment: rules.first_treatment(&[]),
            is_foreign: false,
            first: Self::ROOT,
            next: Self::ROOT,
            children: vec![],
            values: ByRole::default(),
            keys: ByRole::default(),
        };
        Self {
            nodes: vec![root],
            fields: vec![],
            infos: vec![],
            recent: Recent::default(),
            takes_whole: false,
        }
    }

    /// All fields, as the detector takes them; a [`FieldId`] is the index.
    pub(crate) fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// What is known of one field.
    #[inline]
    pub(crate) fn info(&self, field: FieldId) -> &FieldInfo {
        &self.infos[field.0 as usize]
    }

    /// Whether values of any field so far are taken whole.
    pub(crate) fn takes_whole(&self) -> bool {
        self.takes_whole
    }

    /// What happens to strings at a path, before it is known who speaks. Hot: per string.
    #[inline]
    pub(super) fn treatment(&self, path: PathId) -> Treatment {
        self.node(path).treatment
    }

    /// Whether the name of a path says what its values are.
    pub(super) fn is_telling(&self, path: PathId) -> bool {
        let node = self.node(path);
        node.cues != Cues::default() || matches!(node.treatment, Treatment::Whole(_))
    }

    /// The path as reports show it.
    pub(super) fn shown(&self, path: PathId) -> &Arc<str> {
        &self.node(path).shown
    }

    /// A member of `object`, if it is the one that came last time behind `before`, the member before
    /// it or the object itself: records have their keys in one order. Hot: per key.
    #[inline]
    pub(super) fn expected(&self, object: PathId, before: PathId, key: &[u8]) -> Option<Member> {
        let last = self.node(before);
        let path = if before == object {
            last.first
        } else {
            last.next
        };
        let node = self.node(path);
        let is_foreign = node.is_foreign;
        node.is_member(object, key)
            .then_some(Member { path, is_foreign })
    }

    /// Remembers what to expect behind `before`.
    pub(super) fn expect(&mut self, object: PathId, before: PathId, member: Member) {
        let last = &mut self.nodes[before.0 as usize];
        if before == object {
            last.first = member.path;
        } else {
            last.next = member.path;
        }
    }

    /// A member of `object`, which may be new.
    pub(super) fn member(
        &mut self,
        detector: &Detector,
        rules: &FieldRules,
        object: PathId,
        key: &[u8],
    ) -> Member {
        let place = Recent::place(object, key);
        if let Some(place) = &place
            && let Some(member) = self.recent.find(object, place)
        {
            return member;
        }
        let member = Member {
            path: self.look_up(detector, rules, object, key),
            is_foreign: rules.named(key).is_none(),
        };
        if let Some(place) = place {
            self.recent.remember(object, place, member);
        }
        member
    }

    /// Finds or makes the member. Key by key only as long as a worker has not seen it of late.
    fn look_up(
        &mut self,
        detector: &Detector,
        rules: &FieldRules,
        object: PathId,
        key: &[u8],
    ) -> PathId {
        let parent = self.parent_for_child(rules, object);
        let shown = rules.named(key).or_else(|| {
            let cue = detector.is_cue(key);
            std::str::from_utf8(key).ok().filter(|_| cue)
        });
        let cues = detector.cues(key);
        let is_deep = self.node(parent).segment == Label::Deep;
        if is_deep && shown.is_none() && cues == Cues::default() {
            return parent;
        }
        // The name of a key decides its cues; unknown keys are told apart by cues alone.
        let known = self.node(parent).children.iter().copied().find(|&child| {
            let child = self.node(child);
            match (&child.segment, shown) {
                (Label::Key(known), Some(key)) => **known == *key,
                (Label::Other, None) => child.cues == cues,
                _ => false,
            }
        });
        known.unwrap_or_else(|| {
            let label = shown.map_or(Label::Other, |key| Label::Key(key.into()));
            self.add(rules, parent, label, key.into(), cues)
        })
    }

    /// The path of an array's items; their name is the array's. Hot: per array.
    pub(super) fn items(&mut self, rules: &FieldRules, array: PathId) -> PathId {
        if self.node(array).level >= Self::DEEP {
            // The key's evidence holds for the items, and levels count no more.
            return array;
        }
        let parent = self.parent_for_child(rules, array);
        if self.node(parent).segment == Label::Deep {
            return parent;
        }
        self.child(rules, parent, Label::Items)
    }

    /// The node that holds the members of `object`: itself, or the one for everything deeper.
    fn parent_for_child(&mut self, rules: &FieldRules, object: PathId) -> PathId {
        let node = self.node(object);
        match node.level {
            MAX_DEPTH => self.child(rules, object, Label::Deep),
            level if level > Self::DEEP => node.parent,
            _ => object,
        }
    }

    /// The only child of that kind. Items are named like their array, depths have no name.
    fn child(&mut self, rules: &FieldRules, parent: PathId, label: Label) -> PathId {
        let node = self.node(parent);
        let mut children = node.children.iter().copied();
        if let Some(known) = children.find(|&child| self.node(child).segment == label) {
            return known;
        }
        let (name, cues) = match label {
            Label::Items => (node.name.clone(), node.cues),
            _ => ([].into(), Cues::default()),
        };
        self.add(rules, parent, label, name, cues)
    }

    /// Makes a node and asks the rules about it.
    #[cold]
    fn add(
        &mut self,
        rules: &FieldRules,
        parent: PathId,
        label: Label,
        name: Arc<[u8]>,
        cues: Cues,
    ) -> PathId {
        let id = PathId(self.nodes.len() as u32);
        let above = self.node(parent);
        let mut shown = above.shown.to_string();
        let mut segments = self.segments(parent);
        if let Some(segment) = label.segment() {
            show(&mut shown, segment);
            segments.push(segment);
        }
        let node = Node {
            parent,
            is_foreign: rules.named(&name).is_none(),
            first: Self::ROOT,
            next: Self::ROOT,
            name,
            cues,
            level: above.level + 1,
            shown: shown.into(),
            treatment: rules.first_treatment(&segments),
            children: vec![],
            values: ByRole::default(),
            keys: ByRole::default(),
            segment: label,
        };
        self.nodes.push(node);
        self.nodes[parent.0 as usize].children.push(id);
        id
    }

    /// The segments from the root down to `path`.
    fn segments(&self, path: PathId) -> Vec<Segment<'_>> {
        let mut segments = vec![];
        let mut node = self.node(path);
        while let Some(segment) = node.segment.segment() {
            segments.push(segment);
            node = self.node(node.parent);
        }
        segments.reverse();
        segments
    }

    /// The field of values at `path`. Hot: per string.
    #[inline]
    pub(super) fn field(
        &mut self,
        detector: &Detector,
        rules: &FieldRules,
        path: PathId,
        role: Option<Role>,
    ) -> FieldId {
        match self.node(path).values[index(role)] {
            Some(field) => field,
            None => self.add_values(detector, rules, path, role),
        }
    }

    /// Makes the field of values at `path`.
    #[cold]
    fn add_values(
        &mut self,
        detector: &Detector,
        rules: &FieldRules,
        path: PathId,
        role: Option<Role>,
    ) -> FieldId {
        let node = self.node(path);
        let shown = node.shown.clone();
        let plan = rules.plan(&self.segments(path), role);
        let field = detector.field(shown, &node.name, role, plan.profile);
        let part = Part::Value;
        let id = self.add_field(field, FieldInfo { plan, path, part });
        self.nodes[path.0 as usize].values[index(role)] = Some(id);
        id
    }

    /// The field of an object's keys. Hot: per key.
    ///
    /// Their plan is that of a member nobody names, since that is what they are the keys of.
    pub(super) fn keys(
        &mut self,
        detector: &Detector,
        rules: &FieldRules,
        path: PathId,
        role: Option<Role>,
    ) -> FieldId {
        let node = self.node(path);
        if let Some(field) = node.keys[index(role)] {
            return field;
        }
        let mut members = self.segments(path);
        members.push(Segment::Other);
        let plan = rules.plan(&members, role).of_keys(rules);
        let shown = match &*node.shown {
            "$" => "{key}".to_owned(),
            path => format!("{path}.{{key}}"),
        };
        let field = detector.field(shown.into(), b"", role, plan.profile);
        let id = self.add_field(
            field,
            FieldInfo {
                plan,
                path,
                part: Part::Key,
            },
        );
        self.nodes[path.0 as usize].keys[index(role)] = Some(id);
        id
    }

    /// The same field with a role. Hot: per message.
    #[inline]
    pub(super) fn with_role(
        &mut self,
        detector: &Detector,
        rules: &FieldRules,
        field: FieldId,
        role: Role,
    ) -> FieldId {
        let FieldInfo { path, part, .. } = *self.info(field);
        match part {
            Part::Value => self.field(detector, rules, path, Some(role)),
            Part::Key => self.keys(detector, rules, path, Some(role)),
        }
    }

    /// Gives a field its id.
    #[cold]
    fn add_field(&mut self, field: Field, info: FieldInfo) -> FieldId {
        self.takes_whole |= matches!(info.plan.treatment, Treatment::Whole(_));
        self.fields.push(field);
        self.infos.push(info);
        FieldId(self.fields.len() as u32 - 1)
    }

    /// Ids come from this tree, so they are in range.
    #[inline]
    fn node(&self, path: PathId) -> &Node {
        &self.nodes[path.0 as usize]
    }
}

/// Says how large the tree is; the names of its nodes are keys of the corpus.
impl fmt::Debug for FieldTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldTree")
            .field("nodes", &self.nodes.len())
            .field("fields", &self.fields.len())
            .finish_non_exhaustive()
    }
}

/// The place of a role in [`ByRole`].
#[inline]
fn index(role: Option<Role>) -> usize {
    role.map_or(0, |role| 1 + role as usize)
}
