//! Which columns of a file are searched; all others are copied as they are.

use std::sync::Arc;

use parquet::{
    basic::{ConvertedType, LogicalType, Repetition, Type as Physical},
    file::metadata::ParquetMetaData,
    schema::types::ColumnDescPtr,
};
use pumice_engine::{Fields, PathId, PathPattern, Segment, Treatment};

use super::tree::{self, Map, Node, Repeated};

/// The columns that are searched, as the records that they make up.
#[derive(Debug)]
pub(super) struct Plan {
    /// None where there is nothing to search.
    pub(super) record: Option<Part>,
    pub(super) leaves: Vec<Leaf>,
}

/// A column that is searched.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// Its index among all columns of the file.
    pub(super) column: usize,
    pub(super) descr: ColumnDescPtr,
    pub(super) kind: Kind,
    pub(super) max_def: i16,
    /// Whether equal values are searched once.
    pub(super) is_by_value: bool,
    /// Whether it only tells who speaks: the column itself is copied.
    pub(super) is_only_read: bool,
}

/// How the values of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Int32,
    Int64,
}

impl Leaf {
    /// Whether a value may be null without what is around it being so.
    pub(super) fn is_nullable(&self) -> bool {
        let info = self.descr.self_type().get_basic_info();
        info.has_repetition() && info.repetition() == Repetition::OPTIONAL
    }
}

/// A part of a record in which something is searched; leaves are indices of [`Plan::leaves`].
#[derive(Debug)]
pub(super) enum Part {
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
    /// Decides what of a file is searched: all text that the policy does not keep, binary columns that
    /// `columns` names, and integers whose name says that they are of somebody. Where `columns` are given,
    /// nothing else is searched.
    pub(super) fn new(
        metadata: &ParquetMetaData,
        columns: &[PathPattern],
        fields: &mut Fields<'_>,
    ) -> Self {
        let schema = metadata.file_metadata().schema();
        let root = fields.root();
        let mut planner = Planner {
            metadata,
            columns,
            fields,
            leaves: vec![],
        };
        let record = planner.part(&tree::record(schema), root, &mut vec![], true);
        Self {
            record,
            leaves: planner.leaves,
        }
    }

    /// The leaf that searches a column.
    pub(super) fn leaf_of(&self, column: usize) -> Option<usize> {
        let is_it = |leaf: &Leaf| leaf.column == column && !leaf.is_only_read;
        self.leaves.iter().position(is_it)
    }
}

struct Planner<'a, 'f> {
    metadata: &'a ParquetMetaData,
    columns: &'a [PathPattern],
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
        let descr = self.metadata.file_metadata().schema_descr().column(column);
        let is_named = self.columns.iter().any(|wanted| wanted.matches(segments));
        if !self.columns.is_empty() && !is_named {
            return None;
        }
        let treatment = self.fields.treatment(path);
        if treatment == Treatment::Keep {
            return None;
        }
        let is_whole = matches!(treatment, Treatment::Whole(_));
        let kind = match descr.physical_type() {
            Physical::BYTE_ARRAY if is_string(&descr) => Kind::Text,
            Physical::BYTE_ARRAY if is_plain_binary(&descr) && (is_named || is_whole) => Kind::Text,
            Physical::INT64 | Physical::INT32 if is_integer(&descr) => {
                let is_telling = is_named || self.fields.is_telling(path);
                let has_ids = is_named || is_whole || self.has_long_numbers(column);
                if !is_telling || !has_ids {
                    return None;
                }
                match descr.physical_type() {
                    Physical::INT64 => Kind::Int64,
                    _ => Kind::Int32,
                }
            }
            _ => return None,
        };
        let is_by_value =
            is_alone && matches!(treatment, Treatment::Text) && self.fields.is_by_value();
        self.leaves.push(Leaf {
            column,
            max_def: descr.max_def_level(),
            is_by_value,
            is_only_read: false,
            descr,
            kind,
        });
        Some(self.leaves.len() - 1)
    }

    /// Takes up a column for what it says of others, if it is one of text.
    fn only_read(&mut self, node: &Node) -> Option<usize> {
        let Node::Leaf(column) = *node else {
            return None;
        };
        let descr = self.metadata.file_metadata().schema_descr().column(column);
        is_string(&descr).then(|| {
            self.leaves.push(Leaf {
                column,
                max_def: descr.max_def_level(),
                is_by_value: false,
                is_only_read: true,
                descr,
                kind: Kind::Text,
            });
            self.leaves.len() - 1
        })
    }

    fn is_text(&self, node: &Node) -> bool {
        let Node::Leaf(column) = node else {
            return false;
        };
        is_string(&self.metadata.file_metadata().schema_descr().column(*column))
    }

    /// Whether a column may hold numbers of as many digits as somebody's have, as far as its statistics
    /// tell.
    fn has_long_numbers(&self, column: usize) -> bool {
        let chunks = self.metadata.row_groups().iter();
        chunks
            .filter_map(|group| group.columns().get(column))
            .any(|chunk| !chunk.statistics().is_some_and(is_short))
    }
}

/// The key whose value says who speaks, as in JSON.
const ROLE: &str = "role";

/// A number of fewer than seven digits is a count, a year or a token.
const SHORT: i64 = 1_000_000;

fn is_short(statistics: &parquet::file::statistics::Statistics) -> bool {
    use parquet::file::statistics::Statistics::{Int32, Int64};
    let is_short = |value: i64| (-SHORT + 1..SHORT).contains(&value);
    match statistics {
        Int32(of) => [of.min_opt(), of.max_opt()]
            .iter()
            .all(|value| value.is_some_and(|value| is_short((*value).into()))),
        Int64(of) => [of.min_opt(), of.max_opt()]
            .iter()
            .all(|value| value.is_some_and(|value| is_short(*value))),
        _ => false,
    }
}

fn is_string(descr: &ColumnDescPtr) -> bool {
    let is_logical = matches!(
        descr.logical_type_ref(),
        Some(LogicalType::String | LogicalType::Json | LogicalType::Enum)
    );
    let is_converted = matches!(
        descr.converted_type(),
        ConvertedType::UTF8 | ConvertedType::JSON | ConvertedType::ENUM
    );
    descr.physical_type() == Physical::BYTE_ARRAY && (is_logical || is_converted)
}

/// Bytes of which nothing is said.
fn is_plain_binary(descr: &ColumnDescPtr) -> bool {
    descr.logical_type_ref().is_none() && descr.converted_type() == ConvertedType::NONE
}

/// Whole numbers, also those that are written as decimals.
fn is_integer(descr: &ColumnDescPtr) -> bool {
    match descr.logical_type_ref() {
        Some(LogicalType::Integer(_)) => true,
        Some(LogicalType::Decimal(decimal)) => decimal.scale == 0,
        Some(_) => false,
        None => match descr.converted_type() {
            ConvertedType::NONE
            | ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64
            | ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => true,
            ConvertedType::DECIMAL => descr.type_scale() == 0,
            _ => false,
        },
    }
}
