//! What is left of a batch when its values are taken out, and a batch again with new ones.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, StructArray, cast::AsArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Field, Fields};

use super::{
    build::{Value, build},
    entries::{Entries, NOWHERE},
    error::Error,
    lists::Lists,
    schema::Shape,
    values::{numbers, texts},
};
use crate::columns::{
    levels::{Levels, Values},
    plan::{Kind, Leaf},
};

/// An array without the values that are searched.
pub(super) enum Frame {
    /// Not searched.
    Kept(ArrayRef),
    Leaf(Places),
    Struct {
        len: usize,
        nulls: Option<NullBuffer>,
        members: Vec<Frame>,
    },
    List {
        offsets: Vec<usize>,
        nulls: Option<NullBuffer>,
        element: Box<Frame>,
    },
}

/// Where the entries of a leaf stand in its array.
pub(super) struct Places {
    leaf: usize,
    len: usize,
    slots: Vec<usize>,
}

/// Takes arrays apart.
pub(super) struct Taker<'a> {
    pub(super) leaves: &'a [Leaf],
    /// By leaf.
    pub(super) levels: Vec<Levels>,
}

impl<'a> Taker<'a> {
    pub(super) fn new(leaves: &'a [Leaf]) -> Self {
        let levels = vec![Levels::default(); leaves.len()];
        Self { leaves, levels }
    }

    /// Takes the values out of an array of some field, whose `entries` are those of what is around it.
    ///
    /// # Errors
    /// When it is not of the field's type; the row is counted from 1 within the batch.
    pub(super) fn take(
        &mut self,
        (shape, field): (&Shape, &Field),
        array: &ArrayRef,
        (mut entries, level): (Entries, i16),
    ) -> Result<Frame, Error> {
        match shape {
            Shape::Kept => Ok(Frame::Kept(Arc::clone(array))),
            Shape::Leaf(leaf) => {
                let slots = self.read(*leaf, field, array, entries)?;
                let (leaf, len) = (*leaf, array.len());
                Ok(Frame::Leaf(Places { leaf, len, slots }))
            }
            Shape::Read(leaf) => {
                self.read(*leaf, field, array, entries)?;
                Ok(Frame::Kept(Arc::clone(array)))
            }
            Shape::Struct(shapes) => {
                entries.end_at_nulls(field.is_nullable(), array.nulls())?;
                let group = array.as_struct_opt().ok_or_else(Error::damaged)?;
                let members = shapes.iter().zip(group.fields()).zip(group.columns());
                let members = members.map(|((shape, field), array)| {
                    let entries = match shape {
                        Shape::Kept => Entries::default(),
                        _ => entries.clone(),
                    };
                    self.take((shape, field), array, (entries, level))
                });
                Ok(Frame::Struct {
                    members: members.collect::<Result<_, _>>()?,
                    len: array.len(),
                    nulls: copied(array.nulls()),
                })
            }
            Shape::List(element) => {
                entries.end_at_nulls(field.is_nullable(), array.nulls())?;
                let Lists { offsets, elements } = Lists::of(array)?;
                let level = level + 1;
                let entries = entries.elements(&offsets, level);
                let field = element_field(array.data_type()).ok_or_else(Error::damaged)?;
                let element = self.take((element, field), &elements, (entries, level))?;
                Ok(Frame::List {
                    offsets,
                    nulls: copied(array.nulls()),
                    element: Box::new(element),
                })
            }
        }
    }

    /// Reads the values of a leaf; gives their slots.
    fn read(
        &mut self,
        leaf: usize,
        field: &Field,
        array: &ArrayRef,
        entries: Entries,
    ) -> Result<Vec<usize>, Error> {
        let (Some(of), Some(levels)) = (self.leaves.get(leaf), self.levels.get_mut(leaf)) else {
            return Err(Error::damaged());
        };
        let is_nullable = field.is_nullable();
        let read = match of.kind {
            Kind::Text => texts(array, &entries.slots).and_then(|values| {
                let (values, entries) = placed(values, entries, is_nullable)?;
                Ok((Values::Bytes(values), entries))
            }),
            _ => numbers(array, &entries.slots).and_then(|values| {
                let (values, entries) = placed(values, entries, is_nullable)?;
                Ok((Values::Int64(values), entries))
            }),
        };
        let (values, entries) = read.map_err(|error| error.of(&of.name))?;
        let Entries { def, rep, slots } = entries;
        *levels = Levels { def, rep, values };
        Ok(slots)
    }
}

/// The values that are there, and the entries with the last level of their path.
fn placed<T>(
    values: Vec<Option<T>>,
    mut entries: Entries,
    is_nullable: bool,
) -> Result<(Vec<T>, Entries), Error> {
    let mut there = Vec::with_capacity(values.len());
    for (at, value) in values.into_iter().enumerate() {
        let is_around = entries.slots.get(at).is_some_and(|slot| *slot != NOWHERE);
        match value {
            Some(value) => {
                there.push(value);
                if let (true, Some(def)) = (is_nullable, entries.def.get_mut(at)) {
                    *def += 1;
                }
            }
            None if is_around && !is_nullable => return Err(entries.unexpected_null(at)),
            None => {}
        }
    }
    Ok((there, entries))
}

/// The field of what is repeated in a type.
fn element_field(data_type: &DataType) -> Option<&Field> {
    match data_type {
        DataType::List(field)
        | DataType::LargeList(field)
        | DataType::ListView(field)
        | DataType::LargeListView(field)
        | DataType::FixedSizeList(field, _)
        | DataType::Map(field, _) => Some(field),
        _ => None,
    }
}

/// Which are null, without what stood beside it in memory.
fn copied(nulls: Option<&NullBuffer>) -> Option<NullBuffer> {
    nulls.map(|nulls| nulls.iter().collect())
}

impl Frame {
    /// An array of the type, with the values that the levels have.
    ///
    /// # Errors
    /// When they do not fit the type.
    pub(super) fn array(
        &self,
        data_type: &DataType,
        (leaves, levels): (&[Leaf], &[Levels]),
    ) -> Result<ArrayRef, Error> {
        match self {
            Self::Kept(array) => Ok(Arc::clone(array)),
            Self::Leaf(places) => {
                let (Some(leaf), Some(levels)) = (leaves.get(places.leaf), levels.get(places.leaf))
                else {
                    return Err(Error::damaged());
                };
                let array = places.array(data_type, leaf, levels);
                array.map_err(|error| error.of(&leaf.name))
            }
            Self::Struct {
                len,
                nulls,
                members,
            } => {
                let DataType::Struct(fields) = data_type else {
                    return Err(Error::damaged());
                };
                let arrays = arrays(members, fields, (leaves, levels))?;
                let (fields, nulls) = (fields.clone(), nulls.clone());
                let group = StructArray::try_new_with_length(fields, arrays, nulls, *len);
                Ok(Arc::new(group.map_err(|_| Error::damaged())?))
            }
            Self::List {
                offsets,
                nulls,
                element,
            } => {
                let field = element_field(data_type).ok_or_else(Error::damaged)?;
                let elements = element.array(field.data_type(), (leaves, levels))?;
                let offsets = offsets.clone();
                Lists { offsets, elements }.into_array(data_type, nulls.clone())
            }
        }
    }
}

/// The arrays of some frames.
///
/// # Errors
/// As of one.
pub(super) fn arrays(
    frames: &[Frame],
    fields: &Fields,
    searched: (&[Leaf], &[Levels]),
) -> Result<Vec<ArrayRef>, Error> {
    let frames = frames.iter().zip(fields);
    frames
        .map(|(frame, field)| frame.array(field.data_type(), searched))
        .collect()
}

impl Places {
    fn array(&self, data_type: &DataType, leaf: &Leaf, levels: &Levels) -> Result<ArrayRef, Error> {
        match &levels.values {
            Values::Bytes(values) => {
                let values = values.iter().map(|value| value.data());
                build(data_type, &self.slotted(values, leaf, levels))
            }
            Values::Int32(values) => {
                let values = values.iter().map(|&value| value.into());
                build::<i64>(data_type, &self.slotted(values, leaf, levels))
            }
            Values::Int64(values) => build::<i64>(
                data_type,
                &self.slotted(values.iter().copied(), leaf, levels),
            ),
        }
    }

    /// The values by the slots where they stand; nobody's slots are null, or filled where none may be.
    fn slotted<T: Value>(
        &self,
        mut values: impl Iterator<Item = T>,
        leaf: &Leaf,
        levels: &Levels,
    ) -> Vec<Option<T>> {
        let nobodys = (!leaf.is_nullable).then_some(T::FILLER);
        let mut slotted = vec![nobodys; self.len];
        for (entry, &slot) in self.slots.iter().enumerate() {
            if !levels.has_value(entry, leaf.max_def) {
                continue;
            }
            if let Some(at) = slotted.get_mut(slot) {
                *at = values.next();
            }
        }
        slotted
    }
}
