//! The columns of a file as the records that they make up: what is a list, a map or a member.
//!
//! ```text
//! optional group messages (LIST) {        messages
//!   repeated group list {                 messages[]
//!     optional group element {
//!       optional binary role (UTF8)       messages[].role
//! ```
//! Writers name the inner groups of lists and maps as they like; paths do not have them, so that they are
//! those of the same record in JSON.

use std::sync::Arc;

use parquet::{
    basic::{ConvertedType, LogicalType, Repetition},
    schema::types::Type,
};

use crate::columns::node::{Map, Node, Repeated};

/// The record of a schema.
pub(super) fn record(schema: &Type) -> Node {
    let mut leaves = 0..;
    members(schema, 0, &mut leaves)
}

fn members(group: &Type, level: i16, leaves: &mut impl Iterator<Item = usize>) -> Node {
    let members = group.get_fields().iter().map(|member| {
        let name = Arc::from(member.name());
        (name, node(member, level, leaves))
    });
    Node::Struct(members.collect())
}

/// `level` is the repetition level of what is around it.
fn node(field: &Type, level: i16, leaves: &mut impl Iterator<Item = usize>) -> Node {
    let info = field.get_basic_info();
    // A field that is repeated without a list around it.
    if info.has_repetition() && info.repetition() == Repetition::REPEATED {
        let element = inner(field, level + 1, leaves);
        let level = level + 1;
        return Node::List(Box::new(Repeated { level, element }));
    }
    inner(field, level, leaves)
}

fn inner(field: &Type, level: i16, leaves: &mut impl Iterator<Item = usize>) -> Node {
    if field.is_primitive() {
        return Node::Leaf(leaves.next().unwrap_or_default());
    }
    match (only_repeated(field), kind(field)) {
        (Some(entries), Kind::Map) => map(entries, level + 1, leaves),
        (Some(repeated), Kind::List) => {
            let level = level + 1;
            let element = match element(field, repeated) {
                Some(element) => node(element, level, leaves),
                None => inner(repeated, level, leaves),
            };
            Node::List(Box::new(Repeated { level, element }))
        }
        _ => members(field, level, leaves),
    }
}

fn map(entries: &Type, level: i16, leaves: &mut impl Iterator<Item = usize>) -> Node {
    let [key, rest @ ..] = entries.get_fields() else {
        return members(entries, level, leaves);
    };
    let key = node(key, level, leaves);
    let value = rest.first().map(|value| node(value, level, leaves));
    Node::Map(Box::new(Map { level, key, value }))
}

enum Kind {
    List,
    Map,
    Group,
}

fn kind(group: &Type) -> Kind {
    let info = group.get_basic_info();
    match (info.logical_type_ref(), info.converted_type()) {
        (Some(LogicalType::List), _) | (None, ConvertedType::LIST) => Kind::List,
        (Some(LogicalType::Map), _) | (None, ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE)
            if is_map(group) =>
        {
            Kind::Map
        }
        _ => Kind::Group,
    }
}

/// Whether the entries of a group have a key, and a value at most.
fn is_map(group: &Type) -> bool {
    only_repeated(group)
        .is_some_and(|entries| entries.is_group() && (1..=2).contains(&entries.get_fields().len()))
}

fn only_repeated(group: &Type) -> Option<&Type> {
    match group.get_fields() {
        [only] => {
            let info = only.get_basic_info();
            let is_repeated = info.has_repetition() && info.repetition() == Repetition::REPEATED;
            is_repeated.then_some(only)
        }
        _ => None,
    }
}

/// The element within the repeated group of a list; `None` where that is the element itself, as the rules
/// for files of old writers have it (LogicalTypes.md, "Backward-compatibility rules").
fn element<'t>(list: &Type, repeated: &'t Type) -> Option<&'t Type> {
    if repeated.is_primitive() {
        return None;
    }
    match repeated.get_fields() {
        [element] => {
            let name = repeated.name();
            let is_element = name == "array" || name == format!("{}_tuple", list.name());
            (!is_element).then_some(element.as_ref())
        }
        _ => None,
    }
}
