//! Builds an array of values, of any type that texts or whole numbers have, in memory of its own.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use arrow_array::{
    Array, ArrayRef, ArrowPrimitiveType, BinaryViewArray, DictionaryArray, GenericByteArray,
    PrimitiveArray,
    builder::BinaryViewBuilder,
    make_array, new_empty_array,
    types::{
        ArrowDictionaryKeyType, BinaryType, ByteArrayType, Decimal32Type, Decimal64Type,
        Decimal128Type, Int8Type, Int16Type, Int32Type, Int64Type, LargeBinaryType, LargeUtf8Type,
        RunEndIndexType, UInt8Type, UInt16Type, UInt32Type, UInt64Type, Utf8Type,
    },
};
use arrow_buffer::{ArrowNativeType, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_data::ArrayData;
use arrow_schema::DataType;

use super::error::{Error, ErrorKind};

/// A value of an array.
pub(super) trait Value: Copy + Eq + Hash {
    /// What stands where there must be a value and nobody's is.
    const FILLER: Self;

    /// What tells that two values are one, sooner than they themselves do.
    fn place(self) -> (usize, usize);

    /// The array of a type that encodes nothing.
    ///
    /// # Errors
    /// When the values do not fit it.
    fn array(data_type: &DataType, values: &[Option<Self>]) -> Result<ArrayRef, Error>;
}

/// The array of type `data_type` that has these values. Hot: per leaf.
///
/// # Errors
/// When the values do not fit the type, or are more than it can count.
pub(super) fn build<T: Value>(
    data_type: &DataType,
    values: &[Option<T>],
) -> Result<ArrayRef, Error> {
    match data_type {
        DataType::Dictionary(keys, of) => match &**keys {
            DataType::Int8 => dictionary::<Int8Type, T>(of, values),
            DataType::Int16 => dictionary::<Int16Type, T>(of, values),
            DataType::Int32 => dictionary::<Int32Type, T>(of, values),
            DataType::Int64 => dictionary::<Int64Type, T>(of, values),
            DataType::UInt8 => dictionary::<UInt8Type, T>(of, values),
            DataType::UInt16 => dictionary::<UInt16Type, T>(of, values),
            DataType::UInt32 => dictionary::<UInt32Type, T>(of, values),
            DataType::UInt64 => dictionary::<UInt64Type, T>(of, values),
            _ => Err(Error::damaged()),
        },
        DataType::RunEndEncoded(ends, of) => {
            let of = of.data_type();
            match ends.data_type() {
                DataType::Int16 => runs::<Int16Type, T>(data_type, of, values),
                DataType::Int32 => runs::<Int32Type, T>(data_type, of, values),
                DataType::Int64 => runs::<Int64Type, T>(data_type, of, values),
                _ => Err(Error::damaged()),
            }
        }
        _ => T::array(data_type, values),
    }
}

/// Keys into the values that occur, each once, in the order of their first rows.
fn dictionary<K: ArrowDictionaryKeyType, T: Value>(
    data_type: &DataType,
    values: &[Option<T>],
) -> Result<ArrayRef, Error> {
    let (mut of_places, mut of_values) = (HashMap::new(), HashMap::new());
    let mut distinct = vec![];
    let keys = values.iter().map(|value| {
        let Some(value) = *value else { return Ok(None) };
        let key = *of_places.entry(value.place()).or_insert_with(|| {
            *of_values.entry(value).or_insert_with(|| {
                distinct.push(Some(value));
                distinct.len() - 1
            })
        });
        K::Native::from_usize(key).map(Some).ok_or_else(|| {
            let words = "has more values than the keys of its dictionary can count once it is scrubbed; use a \
                         wider type of keys, or give smaller batches";
            Error::new(ErrorKind::TooLarge, words)
        })
    });
    let keys: Vec<Option<K::Native>> = keys.collect::<Result<_, _>>()?;
    let keys: PrimitiveArray<K> = primitive(&keys);
    let array = DictionaryArray::try_new(keys, build(data_type, &distinct)?);
    Ok(Arc::new(array.map_err(|_| Error::damaged())?))
}

fn runs<R: RunEndIndexType, T: Value>(
    data_type: &DataType,
    of: &DataType,
    values: &[Option<T>],
) -> Result<ArrayRef, Error> {
    if values.is_empty() {
        return Ok(new_empty_array(data_type));
    }
    let (mut ends, mut distinct) = (vec![], vec![]);
    for run in values.chunk_by(|one, other| one == other) {
        ends.push(ends.last().copied().unwrap_or_default() + run.len());
        distinct.extend(run.first().copied());
    }
    let narrowed = ends.into_iter().map(R::Native::from_usize);
    let ends: Option<Vec<R::Native>> = narrowed.collect();
    let ends = ends.ok_or_else(|| {
        let words = "has more rows than its run ends can count; give smaller batches";
        Error::new(ErrorKind::TooLarge, words)
    })?;
    let ends = PrimitiveArray::<R>::new(ends.into(), None);
    let data = ArrayData::builder(data_type.clone())
        .len(values.len())
        .child_data(vec![ends.to_data(), build(of, &distinct)?.to_data()]);
    Ok(make_array(data.build().map_err(|_| Error::damaged())?))
}

impl Value for &[u8] {
    const FILLER: Self = b"";

    fn place(self) -> (usize, usize) {
        (self.as_ptr() as usize, self.len())
    }

    fn array(data_type: &DataType, values: &[Option<Self>]) -> Result<ArrayRef, Error> {
        match data_type {
            DataType::Utf8 => texts::<Utf8Type>(values),
            DataType::LargeUtf8 => texts::<LargeUtf8Type>(values),
            DataType::Binary => texts::<BinaryType>(values),
            DataType::LargeBinary => texts::<LargeBinaryType>(values),
            DataType::BinaryView => Ok(Arc::new(views(values)?)),
            DataType::Utf8View => {
                let views = views(values)?.to_string_view();
                Ok(Arc::new(views.map_err(|_| Error::damaged())?))
            }
            _ => Err(Error::damaged()),
        }
    }
}

fn texts<T: ByteArrayType>(values: &[Option<&[u8]>]) -> Result<ArrayRef, Error> {
    let len = values.iter().flatten().map(|value| value.len()).sum();
    let too_large = || {
        let words = "has values of more than 2 GiB in all; give smaller batches, or a large type";
        Error::new(ErrorKind::TooLarge, words)
    };
    // All others are smaller.
    T::Offset::from_usize(len).ok_or_else(too_large)?;
    let mut bytes = Vec::with_capacity(len);
    let mut offsets = Vec::with_capacity(values.len() + 1);
    offsets.push(T::Offset::default());
    for value in values {
        bytes.extend_from_slice(value.unwrap_or_default());
        offsets.push(T::Offset::usize_as(bytes.len()));
    }
    let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
    let array = GenericByteArray::<T>::try_new(offsets, Buffer::from_vec(bytes), nulls(values));
    Ok(Arc::new(array.map_err(|_| Error::damaged())?))
}

fn views(values: &[Option<&[u8]>]) -> Result<BinaryViewArray, Error> {
    let mut views = BinaryViewBuilder::with_capacity(values.len());
    for value in values {
        match value {
            Some(value) => views.try_append_value(value).map_err(|_| {
                let words = "has a value that is longer than 4 GiB; leave it out";
                Error::new(ErrorKind::TooLarge, words)
            })?,
            None => views.append_null(),
        }
    }
    Ok(views.finish())
}

impl Value for i64 {
    const FILLER: Self = 0;

    fn place(self) -> (usize, usize) {
        (self as usize, 0)
    }

    fn array(data_type: &DataType, values: &[Option<Self>]) -> Result<ArrayRef, Error> {
        Ok(match data_type {
            DataType::Int8 => numbers::<Int8Type>(values, data_type, |value| value as i8),
            DataType::Int16 => numbers::<Int16Type>(values, data_type, |value| value as i16),
            DataType::Int32 => numbers::<Int32Type>(values, data_type, |value| value as i32),
            DataType::Int64 => numbers::<Int64Type>(values, data_type, |value| value),
            DataType::UInt8 => numbers::<UInt8Type>(values, data_type, |value| value as u8),
            DataType::UInt16 => numbers::<UInt16Type>(values, data_type, |value| value as u16),
            DataType::UInt32 => numbers::<UInt32Type>(values, data_type, |value| value as u32),
            DataType::UInt64 => numbers::<UInt64Type>(values, data_type, |value| value as u64),
            DataType::Decimal32(..) => {
                numbers::<Decimal32Type>(values, data_type, |value| value as i32)
            }
            DataType::Decimal64(..) => numbers::<Decimal64Type>(values, data_type, |value| value),
            DataType::Decimal128(..) => numbers::<Decimal128Type>(values, data_type, i128::from),
            _ => return Err(Error::damaged()),
        })
    }
}

/// `narrow` takes back what reading them has widened.
fn numbers<T: ArrowPrimitiveType>(
    values: &[Option<i64>],
    data_type: &DataType,
    narrow: impl Fn(i64) -> T::Native,
) -> ArrayRef {
    let values: Vec<_> = values.iter().map(|value| value.map(&narrow)).collect();
    Arc::new(primitive::<T>(&values).with_data_type(data_type.clone()))
}

fn primitive<T: ArrowPrimitiveType>(values: &[Option<T::Native>]) -> PrimitiveArray<T> {
    let plain = values.iter().map(|value| value.unwrap_or_default());
    let plain: Vec<T::Native> = plain.collect();
    PrimitiveArray::new(plain.into(), nulls(values))
}

fn nulls<T>(values: &[Option<T>]) -> Option<NullBuffer> {
    if values.iter().all(Option::is_some) {
        return None;
    }
    Some(values.iter().map(Option::is_some).collect())
}
