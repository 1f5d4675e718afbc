//! A schema as the record that it describes: what is a list, a map or a member.

use std::sync::Arc;

/// A part of a record.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// A column, by its index among all leaves of the schema.
    Leaf(usize),
    Struct(Vec<(Arc<str>, Node)>),
    List(Box<Repeated>),
    Map(Box<Map>),
}

/// The elements of a list.
#[derive(Clone, Debug)]
pub(crate) struct Repeated {
    /// The repetition level of an element that is not the first.
    pub(crate) level: i16,
    pub(crate) element: Node,
}

/// The entries of a map.
#[derive(Clone, Debug)]
pub(crate) struct Map {
    /// As of a list.
    pub(crate) level: i16,
    pub(crate) key: Node,
    /// None in a map that is a set.
    pub(crate) value: Option<Node>,
}
