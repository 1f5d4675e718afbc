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

/// A part of a record.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A column, by its index among all leaves of the file.
    Leaf(usize),
    Struct(Vec<(Arc<str>, Node)>),
    List(Box<Repeated>),
    Map(Box<Map>),
}

/// The elements of a list.
#[derive(Clone, Debug)]
pub(super) struct Repeated {
    /// The repetition level of an element that is not the first.
    pub(super) level: i16,
    pub(super) element: Node,
}

/// The entries of a map.
#[derive(Clone, Debug)]
pub(super) struct Map {
    /// As of a list.
    pub(super) level: i16,
    pub(super) key: Node,
    /// None in a map that is a set.
    pub(super) value: Option<Node>,
}

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

#[cfg(test)]
mod tests {
    use parquet::schema::parser::parse_message_type;

    use super::*;

    /// The paths of all leaves, as JSON has them.
    fn paths(schema: &str) -> Vec<String> {
        let schema = parse_message_type(&format!("message m {{ {schema} }}")).expect("a schema");
        let mut paths = vec![];
        collect(&record(&schema), "", &mut paths);
        paths
    }

    fn collect(node: &Node, path: &str, paths: &mut Vec<String>) {
        match node {
            Node::Leaf(column) => paths.push(format!("{column} {path}")),
            Node::Struct(members) => members.iter().for_each(|(name, node)| {
                let dot = if path.is_empty() { "" } else { "." };
                collect(node, &format!("{path}{dot}{name}"), paths);
            }),
            Node::List(list) => collect(&list.element, &format!("{path}[{}]", list.level), paths),
            Node::Map(map) => {
                collect(&map.key, &format!("{path}{{{}}}", map.level), paths);
                let value = map.value.iter();
                value.for_each(|value| collect(value, &format!("{path}<{}>", map.level), paths));
            }
        }
    }

    #[test]
    fn lists_are_told_however_they_are_written() {
        for (schema, expected) in [
            (
                "optional group a (LIST) { repeated group list { optional binary element (UTF8); } }",
                "0 a[1]",
            ),
            // Old writers: the repeated field is the element, or a group around it is.
            (
                "optional group a (LIST) { repeated binary element (UTF8); }",
                "0 a[1]",
            ),
            (
                "optional group a (LIST) { repeated group array { required binary b (UTF8); } }",
                "0 a[1].b",
            ),
            (
                "optional group a (LIST) { repeated group a_tuple { required binary b (UTF8); } }",
                "0 a[1].b",
            ),
            ("repeated binary a (UTF8);", "0 a[1]"),
            ("repeated group a { required binary b (UTF8); }", "0 a[1].b"),
            (
                "optional group a (LIST) { repeated group bag { optional group item (LIST) { repeated \
                 group bag { optional binary item (UTF8); } } } }",
                "0 a[1][2]",
            ),
        ] {
            assert_eq!(paths(schema), [expected], "{schema}");
        }
        let struct_of_two = "optional group a (LIST) { repeated group element { required binary b \
                             (UTF8); required int32 c; } }";
        assert_eq!(paths(struct_of_two), ["0 a[1].b", "1 a[1].c"]);
    }

    #[test]
    fn maps_have_keys_and_values() {
        let map = "optional group a (MAP) { repeated group key_value { required binary key (UTF8); \
                   optional group value { optional binary b (UTF8); } } }";
        assert_eq!(paths(map), ["0 a{1}", "1 a<1>.b"]);
        let old = "optional group a (MAP_KEY_VALUE) { repeated group map { required binary k (UTF8); \
                   required int32 v; } }";
        assert_eq!(paths(old), ["0 a{1}", "1 a<1>"]);
        let set =
            "optional group a (MAP) { repeated group key_value { required binary key (UTF8); } }";
        assert_eq!(paths(set), ["0 a{1}"]);
        // What is called a map and is none has the names that it has.
        let none = "optional group a (MAP) { required binary b (UTF8); }";
        assert_eq!(paths(none), ["0 a.b"]);
    }
}
