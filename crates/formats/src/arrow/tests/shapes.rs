//! Random schemas and batches, with all that arrays may hold beside what they show.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, BooleanArray, DictionaryArray,
    FixedSizeListArray, Float64Array, GenericListArray, GenericListViewArray, Int32Array,
    Int64Array, LargeBinaryArray, LargeStringArray, MapArray, OffsetSizeTrait, PrimitiveArray,
    RecordBatch, RecordBatchOptions, RunArray, StringArray, StringViewArray, StructArray,
    builder::{BinaryViewBuilder, StringViewBuilder},
    types::{ArrowDictionaryKeyType, Int8Type, Int32Type, UInt16Type},
};
use arrow_buffer::{ArrowNativeType, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, FieldRef, Fields, Schema};
use proptest::prelude::*;

/// Stands where nobody sees it.
pub(super) const CANARY: &str = "canary-that-nobody-sees";

/// What a schema is made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Types {
    /// All that are read.
    All,
    /// Those that Parquet can write.
    Parquet,
}

/// A schema whose fields are nested up to four deep.
pub(super) fn schemas(types: Types) -> impl Strategy<Value = Schema> {
    let fields = prop::collection::vec(field(types), 1..4);
    fields.prop_map(|fields| {
        let metadata = [("writer".to_owned(), "a test".to_owned())];
        Schema::new_with_metadata(named(fields), std::collections::HashMap::from(metadata))
    })
}

/// Names that no policy keeps; one of them tells who speaks.
const NAMES: [&str; 4] = ["note", "role", "phone_number", "body"];

fn named(fields: Vec<Field>) -> Fields {
    let fields = fields.into_iter().zip(NAMES);
    fields.map(|(field, name)| field.with_name(name)).collect()
}

fn field(types: Types) -> impl Strategy<Value = Field> {
    let plain = vec![
        DataType::Utf8,
        DataType::LargeUtf8,
        DataType::Utf8View,
        DataType::Binary,
        DataType::LargeBinary,
        DataType::BinaryView,
        DataType::Int32,
        DataType::Int64,
        DataType::Float64,
        DataType::Boolean,
        keyed(DataType::Int8, DataType::Utf8),
        keyed(DataType::Int32, DataType::LargeUtf8),
        keyed(DataType::UInt16, DataType::Utf8),
        keyed(DataType::Int32, DataType::Utf8View),
    ];
    let only_arrow = vec![
        keyed(DataType::UInt16, DataType::Int64),
        runs(DataType::Utf8),
        runs(DataType::Int64),
        runs(keyed(DataType::Int8, DataType::Utf8)),
    ];
    let leaves = match types {
        Types::All => [plain, only_arrow].concat(),
        Types::Parquet => plain,
    };
    let leaf = (prop::sample::select(leaves), any::<bool>());
    let leaf = leaf.prop_map(|(data_type, is_nullable)| Field::new("", data_type, is_nullable));
    leaf.prop_recursive(4, 24, 3, move |inner| nested(types, inner.boxed()))
}

fn nested(types: Types, inner: BoxedStrategy<Field>) -> impl Strategy<Value = Field> {
    let kinds = match types {
        Types::All => 0..7_usize,
        Types::Parquet => 0..5,
    };
    let members = prop::collection::vec(inner.clone(), 1..4);
    (kinds, inner, members, any::<bool>(), 1..3_i32).prop_map(
        |(kind, inner, members, is_nullable, size)| {
            let element = Arc::new(inner.clone().with_name("element"));
            let data_type = match kind {
                0 => DataType::Struct(named(members)),
                1 => DataType::List(element),
                2 => DataType::LargeList(element),
                3 => DataType::FixedSizeList(element, size),
                4 => {
                    let key = Field::new("key", DataType::Utf8, false);
                    let pair = Fields::from(vec![key, inner.with_name("value")]);
                    let entries = Field::new("entries", DataType::Struct(pair), false);
                    DataType::Map(Arc::new(entries), false)
                }
                5 => DataType::ListView(element),
                _ => DataType::LargeListView(element),
            };
            Field::new("", data_type, is_nullable)
        },
    )
}

fn keyed(keys: DataType, values: DataType) -> DataType {
    DataType::Dictionary(Box::new(keys), Box::new(values))
}

fn runs(values: DataType) -> DataType {
    let ends = Field::new("run_ends", DataType::Int32, false);
    DataType::RunEndEncoded(Arc::new(ends), Arc::new(Field::new("values", values, true)))
}

/// A batch of some schema; the seed says of what.
pub(super) fn batch(schema: &Schema, rows: usize, seed: u64) -> RecordBatch {
    let mut maker = Maker(seed | 1);
    let columns = schema.fields().iter().map(|field| {
        // A slice of more.
        maker.array(field, rows + 3).slice(2, rows)
    });
    let columns = columns.collect();
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    let schema = Arc::new(schema.clone());
    RecordBatch::try_new_with_options(schema, columns, &options).expect("a batch")
}

/// A source of choices.
struct Maker(u64);

const TEXTS: [&str; 8] = [
    "",
    "plain",
    "user",
    "assistant",
    "mail jane.doe@example.org now",
    "call me at +49 30 901820 or write to bob@mail7.example.com, whichever is easier",
    "{\"mail\": \"kim@example.org\", \"at\": [1, 2]}",
    "jane.doe@example.org",
];

impl Maker {
    fn pick(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % below.max(1)
    }

    fn nulls(&mut self, is_nullable: bool, len: usize) -> Option<NullBuffer> {
        is_nullable.then(|| (0..len).map(|_| self.pick(4) > 0).collect())
    }

    /// Texts, with something else under the nulls.
    fn texts(&mut self, nulls: Option<&NullBuffer>, len: usize) -> Vec<&'static str> {
        let is_null = |at| nulls.is_some_and(|nulls| nulls.is_null(at));
        let texts = (0..len).map(|at| match is_null(at) {
            true => CANARY,
            false => TEXTS[self.pick(TEXTS.len())],
        });
        texts.collect()
    }

    fn array(&mut self, field: &Field, len: usize) -> ArrayRef {
        let nulls = self.nulls(field.is_nullable(), len);
        match field.data_type() {
            DataType::Boolean => {
                let values = (0..len).map(|_| self.pick(2) == 0).collect();
                Arc::new(BooleanArray::new(values, nulls))
            }
            DataType::Float64 => {
                let values: Vec<f64> = (0..len).map(|_| self.pick(99) as f64).collect();
                Arc::new(Float64Array::new(values.into(), nulls))
            }
            DataType::Int32 => {
                let values: Vec<i32> = (0..len).map(|_| self.pick(1 << 30) as i32).collect();
                Arc::new(Int32Array::new(values.into(), nulls))
            }
            DataType::Int64 => {
                let values: Vec<i64> = (0..len)
                    .map(|_| 493_090_182_000 + self.pick(9) as i64)
                    .collect();
                Arc::new(Int64Array::new(values.into(), nulls))
            }
            DataType::Dictionary(keys, values) => {
                let values = Field::new("", DataType::clone(values), false);
                match **keys {
                    DataType::Int8 => self.keyed::<Int8Type>(&values, len, nulls),
                    DataType::UInt16 => self.keyed::<UInt16Type>(&values, len, nulls),
                    _ => self.keyed::<Int32Type>(&values, len, nulls),
                }
            }
            DataType::RunEndEncoded(_, values) => {
                let (mut ends, mut end) = (vec![], 0);
                while end < len {
                    end = (end + 1 + self.pick(3)).min(len);
                    ends.push(end as i32);
                }
                let values = values.as_ref().clone().with_nullable(field.is_nullable());
                let values = self.array(&values, ends.len());
                Arc::new(RunArray::<Int32Type>::try_new(&ends.into(), &values).expect("runs"))
            }
            DataType::Struct(fields) => {
                let arrays = fields.iter().map(|field| self.array(field, len)).collect();
                Arc::new(StructArray::new(fields.clone(), arrays, nulls))
            }
            DataType::List(element) => self.lists::<i32>(element, len, nulls),
            DataType::LargeList(element) => self.lists::<i64>(element, len, nulls),
            DataType::ListView(element) => self.views::<i32>(element, len, nulls),
            DataType::LargeListView(element) => self.views::<i64>(element, len, nulls),
            DataType::FixedSizeList(element, size) => {
                let values = self.array(element, len * *size as usize);
                Arc::new(FixedSizeListArray::new(
                    Arc::clone(element),
                    *size,
                    values,
                    nulls,
                ))
            }
            DataType::Map(entries, _) => {
                let offsets = self.offsets::<i32>(len);
                let last = offsets.last().as_usize();
                let pairs = self.array(entries, last + 2);
                let pairs = StructArray::from(pairs.to_data());
                Arc::new(MapArray::new(
                    Arc::clone(entries),
                    offsets,
                    pairs,
                    nulls,
                    false,
                ))
            }
            data_type => self.plain(data_type, len, nulls),
        }
    }

    fn plain(&mut self, data_type: &DataType, len: usize, nulls: Option<NullBuffer>) -> ArrayRef {
        let texts = self.texts(nulls.as_ref(), len);
        match data_type {
            DataType::Utf8 => {
                let (offsets, bytes) = joined(&texts);
                Arc::new(StringArray::new(offsets, bytes, nulls))
            }
            DataType::LargeUtf8 => {
                let (offsets, bytes) = joined(&texts);
                Arc::new(LargeStringArray::new(offsets, bytes, nulls))
            }
            DataType::Binary => {
                let (offsets, bytes) = joined(&texts);
                Arc::new(BinaryArray::new(offsets, bytes, nulls))
            }
            DataType::LargeBinary => {
                let (offsets, bytes) = joined(&texts);
                Arc::new(LargeBinaryArray::new(offsets, bytes, nulls))
            }
            DataType::Utf8View => {
                let mut builder = StringViewBuilder::new();
                texts.iter().for_each(|text| builder.append_value(text));
                let (views, buffers, _) = builder.finish().into_parts();
                Arc::new(StringViewArray::new(views, buffers, nulls))
            }
            DataType::BinaryView => {
                let mut builder = BinaryViewBuilder::new();
                texts.iter().for_each(|text| builder.append_value(text));
                let (views, buffers, _) = builder.finish().into_parts();
                Arc::new(BinaryViewArray::new(views, buffers, nulls))
            }
            other => unreachable!("no strategy makes {other}"),
        }
    }

    /// A dictionary with values that occur twice, and one that no row has.
    fn keyed<K: ArrowDictionaryKeyType>(
        &mut self,
        values: &Field,
        len: usize,
        nulls: Option<NullBuffer>,
    ) -> ArrayRef {
        let count = 7;
        let values = self.array(values, count);
        let keys = (0..len).map(|_| K::Native::usize_as(self.pick(count - 1)));
        let keys = PrimitiveArray::<K>::new(keys.collect::<Vec<_>>().into(), nulls);
        Arc::new(DictionaryArray::new(keys, values))
    }

    /// Also of lists that are null; there is something before the first one.
    fn offsets<O: OffsetSizeTrait>(&mut self, len: usize) -> OffsetBuffer<O> {
        let mut end = 1;
        let mut offsets = vec![O::usize_as(end)];
        for _ in 0..len {
            end += self.pick(4);
            offsets.push(O::usize_as(end));
        }
        OffsetBuffer::new(offsets.into())
    }

    fn lists<O: OffsetSizeTrait>(
        &mut self,
        element: &FieldRef,
        len: usize,
        nulls: Option<NullBuffer>,
    ) -> ArrayRef {
        let offsets = self.offsets::<O>(len);
        let last = offsets.last().as_usize();
        let values = self.array(element, last + 2);
        Arc::new(GenericListArray::new(
            Arc::clone(element),
            offsets,
            values,
            nulls,
        ))
    }

    /// Views in any order, some over each other.
    fn views<O: OffsetSizeTrait>(
        &mut self,
        element: &FieldRef,
        len: usize,
        nulls: Option<NullBuffer>,
    ) -> ArrayRef {
        let count = 6;
        let values = self.array(element, count);
        let views = (0..len).map(|_| {
            let start = self.pick(count + 1);
            (
                O::usize_as(start),
                O::usize_as(self.pick(count - start + 1)),
            )
        });
        let (starts, sizes): (Vec<O>, Vec<O>) = views.unzip();
        let (starts, sizes) = (ScalarBuffer::from(starts), ScalarBuffer::from(sizes));
        let element = Arc::clone(element);
        Arc::new(GenericListViewArray::new(
            element, starts, sizes, values, nulls,
        ))
    }
}

fn joined<O: OffsetSizeTrait>(texts: &[&str]) -> (OffsetBuffer<O>, Buffer) {
    let offsets = OffsetBuffer::from_lengths(texts.iter().map(|text| text.len()));
    (offsets, Buffer::from(texts.concat().into_bytes()))
}
