//! A schema as the record that it describes, and what of it is searched.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema};

use super::error::{Error, ErrorKind};
use crate::columns::{
    node::{Map, Node, Repeated},
    plan::{Content, Facts, Kind, Plan},
};

/// Fields within each other; the limit of JSON and of Parquet is the same.
const MAX_DEPTH: usize = 128;

/// The record of a schema, and what its columns hold: leaves are counted from the first field on.
///
/// # Errors
/// When it is nested too deep.
pub(super) fn record(schema: &Schema) -> Result<(Node, Vec<Facts>), Error> {
    let mut leaves = Leaves::default();
    let around = Around::default();
    let record = leaves.members(schema.fields(), &around)?;
    Ok((record, leaves.0))
}

/// What is around a field.
#[derive(Clone, Default)]
struct Around {
    path: String,
    depth: usize,
    def: i16,
    rep: i16,
}

#[derive(Default)]
struct Leaves(Vec<Facts>);

impl Leaves {
    fn members(&mut self, fields: &Fields, around: &Around) -> Result<Node, Error> {
        let members = fields.iter().map(|field| {
            let mut within = around.clone();
            if !within.path.is_empty() {
                within.path.push('.');
            }
            within.path.push_str(field.name());
            let node = self.field(field, within)?;
            Ok((Arc::from(field.name().as_str()), node))
        });
        Ok(Node::Struct(members.collect::<Result<_, Error>>()?))
    }

    /// `within` has the path of the field itself, and the levels around it.
    fn field(&mut self, field: &Field, mut within: Around) -> Result<Node, Error> {
        within.depth += 1;
        if within.depth > MAX_DEPTH {
            let words = "is nested deeper than 128 levels; write it flatter";
            return Err(Error::new(ErrorKind::Unsupported, words));
        }
        within.def += i16::from(field.is_nullable());
        match field.data_type() {
            DataType::Struct(fields) => self.members(fields, &within),
            DataType::List(element)
            | DataType::LargeList(element)
            | DataType::ListView(element)
            | DataType::LargeListView(element)
            | DataType::FixedSizeList(element, _) => {
                within.repeat();
                let level = within.rep;
                let element = self.field(element, within)?;
                Ok(Node::List(Box::new(Repeated { level, element })))
            }
            DataType::Map(entries, _) => self.map(entries, within),
            other => {
                self.0.push(Facts {
                    name: Arc::from(within.path),
                    content: content(other, 0),
                    max_def: within.def,
                    is_nullable: field.is_nullable() && may_hold_null(other),
                });
                Ok(Node::Leaf(self.0.len() - 1))
            }
        }
    }

    fn map(&mut self, entries: &Field, mut within: Around) -> Result<Node, Error> {
        within.repeat();
        within.def += i16::from(entries.is_nullable());
        let level = within.rep;
        let DataType::Struct(pair) = entries.data_type() else {
            return Err(Error::damaged().of(&within.path));
        };
        let [key, value] = &**pair else {
            return Err(Error::damaged().of(&within.path));
        };
        let [key, value] = [self.field(key, within.clone())?, self.field(value, within)?];
        let value = Some(value);
        Ok(Node::Map(Box::new(Map { level, key, value })))
    }
}

impl Around {
    fn repeat(&mut self) {
        self.path.push_str("[]");
        self.def += 1;
        self.rep += 1;
    }
}

/// What values of a type are. A union counts as all that may be in it, so that it is refused and not passed
/// on where one of its texts would be searched; so do encodings of more than texts and numbers.
fn content(data_type: &DataType, depth: usize) -> Content {
    if depth > MAX_DEPTH {
        return Content::Text;
    }
    let within = |field: &Field| content(field.data_type(), depth + 1);
    let numbers = Content::Integers {
        kind: Kind::Int64,
        may_be_long: true,
    };
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Content::Text,
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => Content::Bytes,
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::Decimal32(_, 0)
        | DataType::Decimal64(_, 0) => numbers,
        DataType::UInt64 => Content::Integers {
            kind: Kind::UInt64,
            may_be_long: true,
        },
        DataType::Decimal128(precision, 0) if *precision <= 18 => numbers,
        DataType::Dictionary(_, values) => content(values, depth + 1),
        DataType::RunEndEncoded(_, values) => within(values),
        DataType::List(element)
        | DataType::LargeList(element)
        | DataType::ListView(element)
        | DataType::LargeListView(element)
        | DataType::FixedSizeList(element, _)
        | DataType::Map(element, _) => within(element),
        DataType::Struct(fields) => any(fields.iter().map(|field| within(field))),
        DataType::Union(fields, _) => any(fields.iter().map(|(_, field)| within(field))),
        _ => Content::Other,
    }
}

/// What is searched soonest.
fn any(contents: impl Iterator<Item = Content>) -> Content {
    let rank = |content: &Content| match content {
        Content::Text => 3,
        Content::Integers { .. } => 2,
        Content::Bytes => 1,
        Content::Other => 0,
    };
    contents.max_by_key(rank).unwrap_or(Content::Other)
}

/// Whether an array of a type has a place for nulls.
fn may_hold_null(data_type: &DataType) -> bool {
    match data_type {
        DataType::RunEndEncoded(_, values) => {
            values.is_nullable() && may_hold_null(values.data_type())
        }
        _ => true,
    }
}

/// Whether values of a type are read and built: texts and numbers, whatever encodes them.
fn is_plain(data_type: &DataType) -> bool {
    match data_type {
        DataType::Dictionary(_, values) => is_plain(values),
        DataType::RunEndEncoded(_, values) => is_plain(values.data_type()),
        other => !other.is_nested(),
    }
}

/// What of a field is searched.
#[derive(Debug)]
pub(super) enum Shape {
    /// Nothing in it.
    Kept,
    /// A leaf of the plan.
    Leaf(usize),
    /// A leaf that is read for what it says of others, and passed on.
    Read(usize),
    Struct(Vec<Shape>),
    /// Also the entries of a map.
    List(Box<Shape>),
}

impl Shape {
    /// What is searched of a record whose fields are `fields`.
    ///
    /// # Errors
    /// When a type is not read that would have to be.
    pub(super) fn of_fields(fields: &Fields, node: &Node, plan: &Plan) -> Result<Self, Error> {
        let Node::Struct(members) = node else {
            return Ok(Self::Kept);
        };
        let shapes = fields
            .iter()
            .zip(members)
            .map(|(field, (_, node))| Self::of(field.data_type(), node, plan));
        Ok(Self::some(shapes.collect::<Result<_, _>>()?))
    }

    fn of(data_type: &DataType, node: &Node, plan: &Plan) -> Result<Self, Error> {
        Ok(match (data_type, node) {
            (DataType::Struct(fields), _) => Self::of_fields(fields, node, plan)?,
            (
                DataType::List(element)
                | DataType::LargeList(element)
                | DataType::ListView(element)
                | DataType::LargeListView(element)
                | DataType::FixedSizeList(element, _),
                Node::List(list),
            ) => Self::list(Self::of(element.data_type(), &list.element, plan)?),
            (DataType::Map(entries, _), Node::Map(map)) => {
                let (DataType::Struct(pair), Some(value)) = (entries.data_type(), &map.value)
                else {
                    return Ok(Self::Kept);
                };
                let nodes = [&map.key, value];
                let shapes = pair.iter().zip(nodes);
                let shapes = shapes.map(|(field, node)| Self::of(field.data_type(), node, plan));
                Self::list(Self::some(shapes.collect::<Result<_, _>>()?))
            }
            (_, Node::Leaf(column)) => Self::leaf(data_type, *column, plan)?,
            _ => Self::Kept,
        })
    }

    fn leaf(data_type: &DataType, column: usize, plan: &Plan) -> Result<Self, Error> {
        let leaves = plan.leaves.iter();
        let Some((at, leaf)) = leaves.enumerate().find(|(_, leaf)| leaf.column == column) else {
            return Ok(Self::Kept);
        };
        if !is_plain(data_type) {
            let words = "holds a union, or lists or structs that are encoded as a dictionary or in runs, which \
                         are not searched; cast it, or have the policy keep it";
            return Err(Error::new(ErrorKind::Unsupported, words).of(&leaf.name));
        }
        Ok(match leaf.is_only_read {
            true => Self::Read(at),
            false => Self::Leaf(at),
        })
    }

    fn list(element: Self) -> Self {
        match element {
            Self::Kept => Self::Kept,
            element => Self::List(Box::new(element)),
        }
    }

    fn some(members: Vec<Self>) -> Self {
        let is_kept = members.iter().all(|member| matches!(member, Self::Kept));
        if is_kept {
            Self::Kept
        } else {
            Self::Struct(members)
        }
    }
}
