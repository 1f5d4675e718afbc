//! The elements of lists of any kind, one list behind the other.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, FixedSizeListArray, GenericListArray, GenericListViewArray, MapArray,
    OffsetSizeTrait, UInt64Array, cast::AsArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, FieldRef};
use arrow_select::take::take;

use super::error::{Error, ErrorKind};

/// Lists as their elements and where each begins.
pub(super) struct Lists {
    /// List `n` has the elements from `offsets[n]` to `offsets[n + 1]`; what a list that is null has is
    /// nobody's.
    pub(super) offsets: Vec<usize>,
    pub(super) elements: ArrayRef,
}

impl Lists {
    /// The elements of an array of lists or maps, without those before its first and behind its last one.
    ///
    /// # Errors
    /// When the array is none of lists, and when views have more elements than can be laid out.
    pub(super) fn of(array: &ArrayRef) -> Result<Self, Error> {
        match array.data_type() {
            DataType::List(_) => Self::of_offsets(array.as_list_opt::<i32>()),
            DataType::LargeList(_) => Self::of_offsets(array.as_list_opt::<i64>()),
            DataType::ListView(_) => Self::of_views(array.as_list_view_opt::<i32>()),
            DataType::LargeListView(_) => Self::of_views(array.as_list_view_opt::<i64>()),
            DataType::FixedSizeList(_, size) => {
                let lists = array.as_fixed_size_list_opt().ok_or_else(Error::damaged)?;
                let size = usize::try_from(*size).map_err(|_| Error::damaged())?;
                let offsets: Vec<usize> = (0..=array.len()).map(|at| at * size).collect();
                let elements = lists.values().slice(0, array.len() * size);
                Ok(Self { offsets, elements })
            }
            _ => {
                let maps = array.as_map_opt().ok_or_else(Error::damaged)?;
                let entries: ArrayRef = Arc::new(maps.entries().clone());
                Ok(Self::cut(maps.value_offsets(), &entries))
            }
        }
    }

    fn of_offsets<O: OffsetSizeTrait>(lists: Option<&GenericListArray<O>>) -> Result<Self, Error> {
        let lists = lists.ok_or_else(Error::damaged)?;
        Ok(Self::cut(lists.value_offsets(), lists.values()))
    }

    fn cut<O: OffsetSizeTrait>(offsets: &[O], elements: &ArrayRef) -> Self {
        let start = offsets.first().map_or(0, |start| start.as_usize());
        let offsets: Vec<usize> = offsets.iter().map(|at| at.as_usize() - start).collect();
        let count = offsets.last().copied().unwrap_or_default();
        let elements = elements.slice(start, count);
        Self { offsets, elements }
    }

    /// Views may stand in any order and have elements in common.
    fn of_views<O: OffsetSizeTrait>(
        lists: Option<&GenericListViewArray<O>>,
    ) -> Result<Self, Error> {
        let lists = lists.ok_or_else(Error::damaged)?;
        let views = lists.value_offsets().iter().zip(lists.value_sizes());
        let views = views.enumerate().map(|(at, (start, size))| {
            let size = if lists.is_null(at) {
                0
            } else {
                size.as_usize()
            };
            (start.as_usize(), size)
        });
        let mut offsets = vec![0_usize];
        let (mut count, mut first, mut is_in_order) = (0_usize, None, true);
        for (start, size) in views.clone().filter(|(_, size)| *size > 0) {
            let first = *first.get_or_insert(start);
            is_in_order &= start == first + count;
            count += size;
            if count > MAX_ELEMENTS {
                let words =
                    "has views of more than 2147483647 elements in all; give smaller batches";
                return Err(Error::new(ErrorKind::TooLarge, words));
            }
        }
        offsets.extend(views.clone().scan(0, |end, (_, size)| {
            *end += size;
            Some(*end)
        }));
        let elements = if is_in_order {
            lists.values().slice(first.unwrap_or_default(), count)
        } else {
            let places = views.flat_map(|(start, size)| start..start + size);
            let places: UInt64Array = places.map(|place| place as u64).collect();
            take(lists.values(), &places, None).map_err(|_| Error::damaged())?
        };
        Ok(Self { offsets, elements })
    }

    /// The array of type `data_type` that has these lists.
    ///
    /// # Errors
    /// When they do not fit the type.
    pub(super) fn into_array(
        self,
        data_type: &DataType,
        nulls: Option<NullBuffer>,
    ) -> Result<ArrayRef, Error> {
        let Self { offsets, elements } = self;
        let array: Result<ArrayRef, _> = match data_type {
            DataType::List(field) => return of_offsets::<i32>(field, &offsets, elements, nulls),
            DataType::LargeList(field) => {
                return of_offsets::<i64>(field, &offsets, elements, nulls);
            }
            DataType::ListView(field) => return of_views::<i32>(field, &offsets, elements, nulls),
            DataType::LargeListView(field) => {
                return of_views::<i64>(field, &offsets, elements, nulls);
            }
            DataType::FixedSizeList(field, size) => {
                let (field, len) = (Arc::clone(field), offsets.len() - 1);
                FixedSizeListArray::try_new_with_length(field, *size, elements, nulls, len)
                    .map(|lists| Arc::new(lists) as _)
            }
            DataType::Map(field, is_sorted) => {
                let entries = elements.as_struct_opt().ok_or_else(Error::damaged)?.clone();
                let offsets = OffsetBuffer::new(narrowed(&offsets)?.into());
                MapArray::try_new(Arc::clone(field), offsets, entries, nulls, *is_sorted)
                    .map(|maps| Arc::new(maps) as _)
            }
            _ => return Err(Error::damaged()),
        };
        array.map_err(|_| Error::damaged())
    }
}

/// What offsets of 32 bits reach.
const MAX_ELEMENTS: usize = i32::MAX as usize;

fn narrowed<O: OffsetSizeTrait>(offsets: &[usize]) -> Result<Vec<O>, Error> {
    let narrowed = offsets.iter().map(|&at| O::from_usize(at));
    let narrowed: Option<Vec<O>> = narrowed.collect();
    narrowed.ok_or_else(|| {
        let words =
            "has more elements than its offsets reach; give smaller batches, or large lists";
        Error::new(ErrorKind::TooLarge, words)
    })
}

fn of_offsets<O: OffsetSizeTrait>(
    field: &FieldRef,
    offsets: &[usize],
    elements: ArrayRef,
    nulls: Option<NullBuffer>,
) -> Result<ArrayRef, Error> {
    let offsets = OffsetBuffer::<O>::new(narrowed(offsets)?.into());
    let lists = GenericListArray::try_new(Arc::clone(field), offsets, elements, nulls);
    Ok(Arc::new(lists.map_err(|_| Error::damaged())?))
}

fn of_views<O: OffsetSizeTrait>(
    field: &FieldRef,
    offsets: &[usize],
    elements: ArrayRef,
    nulls: Option<NullBuffer>,
) -> Result<ArrayRef, Error> {
    let sizes = offsets.iter().zip(offsets.iter().skip(1));
    let sizes: Vec<usize> = sizes.map(|(start, end)| end - start).collect();
    let starts = offsets.get(..sizes.len()).unwrap_or_default();
    let (starts, sizes): (ScalarBuffer<O>, ScalarBuffer<O>) =
        (narrowed(starts)?.into(), narrowed(&sizes)?.into());
    let field = Arc::clone(field);
    let lists = GenericListViewArray::try_new(field, starts, sizes, elements, nulls);
    Ok(Arc::new(lists.map_err(|_| Error::damaged())?))
}
