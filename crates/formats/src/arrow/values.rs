//! Reads the values of an array, whatever encodes them.

use arrow_array::{
    Array, ArrowPrimitiveType,
    cast::AsArray,
    types::{
        BinaryType, BinaryViewType, ByteArrayType, ByteViewType, Decimal32Type, Decimal64Type,
        Decimal128Type, Int8Type, Int16Type, Int32Type, Int64Type, LargeBinaryType, LargeUtf8Type,
        RunEndIndexType, StringViewType, UInt8Type, UInt16Type, UInt32Type, UInt64Type, Utf8Type,
    },
};
use arrow_buffer::{ArrowNativeType, Buffer};
use arrow_data::{ByteView, MAX_INLINE_VIEW_LEN};
use arrow_schema::DataType;
use bytes::Bytes;
use parquet::data_type::ByteArray;

use super::{entries::NOWHERE, error::Error};

/// The texts at some slots, none where they are null; they share the memory of the array, so that a value of
/// a dictionary has one place. Hot: per leaf.
///
/// # Errors
/// When the array holds no texts.
pub(super) fn texts(array: &dyn Array, slots: &[usize]) -> Result<Vec<Option<ByteArray>>, Error> {
    match array.data_type() {
        DataType::Utf8 => of_bytes::<Utf8Type>(array, slots),
        DataType::LargeUtf8 => of_bytes::<LargeUtf8Type>(array, slots),
        DataType::Binary => of_bytes::<BinaryType>(array, slots),
        DataType::LargeBinary => of_bytes::<LargeBinaryType>(array, slots),
        DataType::Utf8View => of_views::<StringViewType>(array, slots),
        DataType::BinaryView => of_views::<BinaryViewType>(array, slots),
        _ => {
            let (values, slots) = decoded(array, slots)?;
            texts(values, &slots)
        }
    }
}

/// The whole numbers at some slots, none where they are null. Hot: per leaf.
///
/// # Errors
/// When the array holds no whole numbers.
pub(super) fn numbers(array: &dyn Array, slots: &[usize]) -> Result<Vec<Option<i64>>, Error> {
    match array.data_type() {
        DataType::Int8 => of_numbers::<Int8Type>(array, slots, |value| value as i64),
        DataType::Int16 => of_numbers::<Int16Type>(array, slots, |value| value as i64),
        DataType::Int32 => of_numbers::<Int32Type>(array, slots, |value| value as i64),
        DataType::Int64 => of_numbers::<Int64Type>(array, slots, |value| value),
        DataType::UInt8 => of_numbers::<UInt8Type>(array, slots, |value| value as i64),
        DataType::UInt16 => of_numbers::<UInt16Type>(array, slots, |value| value as i64),
        DataType::UInt32 => of_numbers::<UInt32Type>(array, slots, |value| value as i64),
        DataType::UInt64 => of_numbers::<UInt64Type>(array, slots, |value| value as i64),
        DataType::Decimal32(..) => of_numbers::<Decimal32Type>(array, slots, |value| value as i64),
        DataType::Decimal64(..) => of_numbers::<Decimal64Type>(array, slots, |value| value),
        DataType::Decimal128(..) => {
            of_numbers::<Decimal128Type>(array, slots, |value| value as i64)
        }
        _ => {
            let (values, slots) = decoded(array, slots)?;
            numbers(values, &slots)
        }
    }
}

fn of_bytes<T: ByteArrayType>(
    array: &dyn Array,
    slots: &[usize],
) -> Result<Vec<Option<ByteArray>>, Error> {
    let array = array.as_bytes_opt::<T>().ok_or_else(Error::damaged)?;
    let (bytes, offsets) = (shared(array.values()), array.value_offsets());
    let text = |&slot: &usize| {
        let is_there = slot != NOWHERE && array.is_valid(slot);
        let (start, end) = offsets.get(slot).zip(offsets.get(slot.wrapping_add(1)))?;
        is_there.then(|| bytes.slice(start.as_usize()..end.as_usize()).into())
    };
    Ok(slots.iter().map(text).collect())
}

fn of_views<T: ByteViewType>(
    array: &dyn Array,
    slots: &[usize],
) -> Result<Vec<Option<ByteArray>>, Error> {
    let array = array.as_byte_view_opt::<T>().ok_or_else(Error::damaged)?;
    let inline = shared(array.views().inner());
    let buffers: Vec<Bytes> = array.data_buffers().iter().map(shared).collect();
    let text = |&slot: &usize| {
        if slot == NOWHERE || array.is_null(slot) {
            return Ok(None);
        }
        let view = ByteView::from(*array.views().get(slot).ok_or_else(Error::damaged)?);
        let length = view.length as usize;
        let (bytes, start) = match view.length <= MAX_INLINE_VIEW_LEN {
            // The text stands behind its length.
            true => (&inline, slot * VIEW_BYTES + LENGTH_BYTES),
            false => {
                let buffer = buffers.get(view.buffer_index as usize);
                (buffer.ok_or_else(Error::damaged)?, view.offset as usize)
            }
        };
        match start.checked_add(length) {
            Some(end) if end <= bytes.len() => Ok(Some(bytes.slice(start..end).into())),
            _ => Err(Error::damaged()),
        }
    };
    slots.iter().map(text).collect()
}

const VIEW_BYTES: usize = size_of::<u128>();
const LENGTH_BYTES: usize = size_of::<u32>();

fn of_numbers<T: ArrowPrimitiveType>(
    array: &dyn Array,
    slots: &[usize],
    widen: impl Fn(T::Native) -> i64,
) -> Result<Vec<Option<i64>>, Error> {
    let array = array.as_primitive_opt::<T>().ok_or_else(Error::damaged)?;
    let number = |&slot: &usize| {
        let is_there = slot != NOWHERE && array.is_valid(slot);
        is_there.then(|| array.values().get(slot).copied().map(&widen))?
    };
    Ok(slots.iter().map(number).collect())
}

/// The array that a dictionary or runs refer to, and where values stand in it.
fn decoded<'a>(
    array: &'a dyn Array,
    slots: &[usize],
) -> Result<(&'a dyn Array, Vec<usize>), Error> {
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        if dictionary.values().is_empty() {
            // No key refers to anything.
            return Ok((dictionary.values(), vec![NOWHERE; slots.len()]));
        }
        let (keys, nulls) = (dictionary.normalized_keys(), dictionary.keys().nulls());
        let key = |&slot: &usize| match nulls.is_some_and(|nulls| nulls.is_null(slot)) {
            false => keys.get(slot).copied().unwrap_or(NOWHERE),
            true => NOWHERE,
        };
        let is_there = |slot: &usize| *slot != NOWHERE;
        let keys = slots.iter().map(|slot| {
            Some(slot)
                .filter(|slot| is_there(slot))
                .map_or(NOWHERE, key)
        });
        return Ok((dictionary.values(), keys.collect()));
    }
    let DataType::RunEndEncoded(ends, _) = array.data_type() else {
        return Err(Error::damaged());
    };
    match ends.data_type() {
        DataType::Int16 => runs::<Int16Type>(array, slots),
        DataType::Int32 => runs::<Int32Type>(array, slots),
        _ => runs::<Int64Type>(array, slots),
    }
}

/// Slots come sorted, but those that are nowhere.
fn runs<'a, R: RunEndIndexType>(
    array: &'a dyn Array,
    slots: &[usize],
) -> Result<(&'a dyn Array, Vec<usize>), Error> {
    let array = array.as_run_opt::<R>().ok_or_else(Error::damaged)?;
    let ends = array.run_ends();
    let mut run = ends.get_start_physical_index();
    let runs = slots.iter().map(|&slot| {
        if slot == NOWHERE {
            return NOWHERE;
        }
        let end = |run: usize| ends.values().get(run).map(|end| end.as_usize());
        while end(run).is_some_and(|end| end <= slot + ends.offset()) {
            run += 1;
        }
        run
    });
    let runs = runs.collect();
    Ok((array.values(), runs))
}

/// The bytes of a buffer, without a copy.
fn shared(buffer: &Buffer) -> Bytes {
    Bytes::from_owner(buffer.clone())
}
