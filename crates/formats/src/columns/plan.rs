//! Which columns of a table are searched; all others are copied as they are.

use std::sync::Arc;

use pumice_engine::{Fields, PathId, PathPattern, Segment, Treatment};

use super::node::{Map, Node, Repeated};

/// The columns that are searched, as the records that they make up.
#[derive(Debug)]
pub(crate) struct Plan {
    /// None where there is nothing to search.
    pub(crate) record: Option<Part>,
    pub(crate) leaves: Vec<Leaf>,
}

/// What a plan asks of a column.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    /// Its path, for messages.
    pub(crate) name: Arc<str>,
    pub(crate) content: Content,
    /// The definition level of an entry that has a value.
    pub(crate) max_def: i16,
    /// Whether a value may be null without what is around it being so.
    pub(crate) is_nullable: bool,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Text,
    /// Bytes of which nothing is said.
    Bytes,
    /// Whole numbers.
    Integers {
        /// How they are read.
        kind: Kind,
        /// Whether there may be numbers of as many digits as somebody's have.
        may_be_long: bool,
    },
    /// Nothing that is searched.
    Other,
}

/// A column that is searched.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    /// Its index among all columns of the table.
    pub(crate) column: usize,
    /// Its path, for messages.
    pub(crate) name: Arc<str>,
    pub(crate) kind: Kind,
    pub(crate) max_def: i16,
    /// Whether a value may be null without what is around it being so.
    pub(crate) is_nullable: bool,
    /// Whether equal values are searched once.
    pub(crate) is_by_value: bool,
    /// Whether it only tells who speaks: the column itself is copied.
    pub(crate) is_only_read: bool,
}

/// How the values of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Int32,
    Int64,
    /// Numbers without a sign, in the bits of those that have one.
    UInt32,
    UInt64,
}

/// A part of a record in which something is searched; leaves are indices of [`Plan::leaves`].
#[derive(Debug)]
pub(crate) enum Part {
    Leaf(usize),
    Struct {
        members: Vec<(Arc<str>, Part)>,
        /// The leaf that says who speaks.
        role: Option<usize>,
    },
    List {
        level: i16,
        /// The first leaf in it, which tells how many elements there are.
        first: usize,
        element: Box<Part>,
    },
    Map {
        level: i16,
        first: usize,
        /// None where keys are no text.
        key: Option<usize>,
        /// None where no text is in it.
        value: Option<Box<Part>>,
    },
}

impl Part {
    fn first(&self) -> usize {
        match self {
            Part::Leaf(leaf) => *leaf,
            Part::Struct { members, .. } => members.first().map_or(0, |(_, part)| part.first()),
            Part::List { first, .. } | Part::Map { first, .. } => *first,
        }
    }
}

impl Plan {
    /// Decides what of a table is searched: all text that the policy does not keep, binary columns that
    /// `wanted` names, and integers whose name says that they are of somebody. Where columns are `wanted`,
    /// nothing else is searched.
    pub(crate) fn new(
        record: &Node,
        facts: &[Facts],
        wanted: &[PathPattern],
        fields: &mut Fields<'_>,
    ) -> Self {
        let root = fields.root();
        let mut planner = Planner {
            facts,
            wanted,
            fields,
            leaves: vec![],
        };
        let record = planner.part(record, root, &mut vec![], true);
        Self {
            record,
            leaves: planner.leaves,
        }
    }

    /// The leaf that searches a column.
    pub(crate) fn leaf_of(&self, column: usize) -> Option<usize> {
        let is_it = |leaf: &Leaf| leaf.column == column && !leaf.is_only_read;
        self.leaves.iter().position(is_it)
    }
}

struct Planner<'a, 'f> {
    facts: &'a [Facts],
    wanted: &'a [PathPattern],
    fields: &'a mut Fields<'f>,
    leaves: Vec<Leaf>,
}

impl Planner<'_, '_> {
    /// `is_alone` as long as a value has the same path in all records.
    fn part<'t>(
        &mut self,
        node: &'t Node,
        path: PathId,
        segments: &mut Vec<Segment<'t>>,
        is_alone: bool,
    ) -> Option<Part> {
        match node {
            Node::Leaf(column) => self.leaf(*column, path, segments, is_alone).map(Part::Leaf),
            Node::Struct(members) => self.members(members, path, segments, is_alone),
            Node::List(list) => {
                let Repeated { level, element } = &**list;
                let items = self.fields.items(path);
                segments.push(Segment::Items);
                let element = self.part(element, items, segments, is_alone);
                segments.pop();
                let element = element?;
                Some(Part::List {
                    level: *level,
                    first: element.first(),
                    element: Box::new(element),
                })
            }
            Node::Map(map) => {
                let Map { level, key, value } = &**map;
                // What a key of the corpus leads to is known only when it is read.
                segments.push(Segment::Other);
                let any = self.fields.member(path, path, b"").path;
                // A key stays where both the map and what it leads to do.
                let of_key = match self.fields.treatment(path) {
                    Treatment::Keep => any,
                    _ => path,
                };
                let map_key = key;
                let key = match key {
                    Node::Leaf(column) => self.leaf(*column, of_key, segments, false),
                    _ => None,
                };
                let value = value
                    .as_ref()
                    .and_then(|value| self.part(value, any, segments, false));
                segments.pop();
                // Without its key nobody knows whose rule holds for a value.
                let key = match (key, map_key, &value) {
                    (None, node, Some(_)) => self.only_read(node),
                    (key, ..) => key,
                };
                let first = key.or_else(|| value.as_ref().map(Part::first))?;
                Some(Part::Map {
                    level: *level,
                    first,
                    key,
                    value: value.map(Box::new),
                })
            }
        }
    }

    fn members<'t>(
        &mut self,
        members: &'t [(Arc<str>, Node)],
        path: PathId,
        segments: &mut Vec<Segment<'t>>,
        is_alone: bool,
    ) -> Option<Part> {
        let role_node = members.iter().find(|(name, _)| &**name == ROLE);
        let has_role = role_node.is_some_and(|(_, node)| self.is_text(node));
        let mut parts = vec![];
        let mut before = path;
        for (name, node) in members {
            let member = self.fields.member(path, before, name.as_bytes()).path;
            before = member;
            segments.push(Segment::Key(name));
            let part = self.part(node, member, segments, is_alone && !has_role);
            segments.pop();
            parts.extend(part.map(|part| (name.clone(), part)));
        }
        if let Some((name, node)) = role_node
            && !parts.is_empty()
            && !parts.iter().any(|(part, _)| part == name)
            && let Some(leaf) = self.only_read(node)
        {
            parts.push((name.clone(), Part::Leaf(leaf)));
        }
        // A role alone is nobody's.
        let role = parts.iter().find_map(|(name, part)| match part {
            Part::Leaf(leaf) if &**name == ROLE && has_role => Some(*leaf),
            _ => None,
        });
        (!parts.is_empty()).then_some(Part::Struct {
            members: parts,
            role,
        })
    }

    fn leaf(
        &mut self,
        column: usize,
        path: PathId,
        segments: &[Segment<'_>],
        is_alone: bool,
    ) -> Option<usize> {
        let content = self.facts.get(column)?.content;
        let is_named = self.wanted.iter().any(|wanted| wanted.matches(segments));
        if !self.wanted.is_empty() && !is_named {
            return None;
        }
        let treatment = self.fields.treatment(path);
        if treatment == Treatment::Keep {
            return None;
        }
        let is_whole = matches!(treatment, Treatment::Whole(_));
        let kind = match content {
            Content::Text => Kind::Text,
            Content::Bytes if is_named || is_whole => Kind::Text,
            Content::Integers { kind, may_be_long } => {
                let is_telling = is_named || self.fields.is_telling(path);
                let has_ids = is_named || is_whole || may_be_long;
                if !is_telling || !has_ids {
                    return None;
                }
                kind
            }
            _ => return None,
        };
        // The digits of numbers stand nowhere in memory.
        let is_by_value = kind == Kind::Text
            && is_alone
            && matches!(treatment, Treatment::Text)
            && self.fields.is_by_value();
        self.push(column, kind, is_by_value, false)
    }

    /// Takes up a column for what it says of others, if it is one of text.
    fn only_read(&mut self, node: &Node) -> Option<usize> {
        let Node::Leaf(column) = *node else {
            return None;
        };
        self.is_text(node)
            .then(|| self.push(column, Kind::Text, false, true))?
    }

    fn push(
        &mut self,
        column: usize,
        kind: Kind,
        is_by_value: bool,
        is_only_read: bool,
    ) -> Option<usize> {
        let facts = self.facts.get(column)?;
        self.leaves.push(Leaf {
            column,
            name: Arc::clone(&facts.name),
            kind,
            max_def: facts.max_def,
            is_nullable: facts.is_nullable,
            is_by_value,
            is_only_read,
        });
        Some(self.leaves.len() - 1)
    }

    fn is_text(&self, node: &Node) -> bool {
        let Node::Leaf(column) = node else {
            return false;
        };
        let facts = self.facts.get(*column);
        facts.is_some_and(|facts| facts.content == Content::Text)
    }
}

/// The key whose value says who speaks, as in JSON.
const ROLE: &str = "role";
