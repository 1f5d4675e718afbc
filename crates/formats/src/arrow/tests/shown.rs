//! What a reader sees of an array, told without the code at test.

use std::fmt::Write;

use arrow_array::{
    Array, RecordBatch,
    cast::AsArray,
    types::{
        Decimal128Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
        UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::DataType;

/// All rows of a batch.
pub(super) fn shown(batch: &RecordBatch) -> Vec<String> {
    let rows = 0..batch.num_rows();
    rows.map(|row| {
        let columns = batch.columns().iter();
        columns.fold(String::new(), |mut text, column| {
            text.push_str(&value(column, row));
            text.push('\t');
            text
        })
    })
    .collect()
}

fn elements(values: &dyn Array, places: impl Iterator<Item = usize>) -> String {
    let mut text = String::from("[");
    for place in places {
        write!(text, "{},", value(values, place)).expect("it fits");
    }
    text + "]"
}

/// The logical value at a place.
fn value(array: &dyn Array, at: usize) -> String {
    if array.is_null(at) {
        return "null".into();
    }
    macro_rules! number {
        ($type:ty) => {
            array.as_primitive::<$type>().value(at).to_string()
        };
    }
    match array.data_type() {
        DataType::Utf8 => format!("{:?}", array.as_string::<i32>().value(at)),
        DataType::LargeUtf8 => format!("{:?}", array.as_string::<i64>().value(at)),
        DataType::Utf8View => format!("{:?}", array.as_string_view().value(at)),
        DataType::Binary => format!("{:?}", array.as_binary::<i32>().value(at)),
        DataType::LargeBinary => format!("{:?}", array.as_binary::<i64>().value(at)),
        DataType::BinaryView => format!("{:?}", array.as_binary_view().value(at)),
        DataType::Boolean => array.as_boolean().value(at).to_string(),
        DataType::Float64 => number!(Float64Type),
        DataType::Int8 => number!(Int8Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::UInt8 => number!(UInt8Type),
        DataType::UInt16 => number!(UInt16Type),
        DataType::UInt32 => number!(UInt32Type),
        DataType::UInt64 => number!(UInt64Type),
        DataType::Decimal128(..) => number!(Decimal128Type),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let key = value(dictionary.keys(), at).parse().expect("a key");
            value(dictionary.values(), key)
        }
        DataType::RunEndEncoded(..) => {
            let runs = array.as_run::<Int32Type>();
            value(runs.values(), runs.get_physical_index(at))
        }
        DataType::Struct(_) => {
            let columns = array.as_struct().columns().iter();
            columns.map(|column| value(column, at) + ";").collect()
        }
        DataType::List(_) => {
            let lists = array.as_list::<i32>();
            elements(&lists.value(at), 0..lists.value(at).len())
        }
        DataType::LargeList(_) => {
            let lists = array.as_list::<i64>();
            elements(&lists.value(at), 0..lists.value(at).len())
        }
        DataType::ListView(_) => {
            let lists = array.as_list_view::<i32>();
            elements(&lists.value(at), 0..lists.value(at).len())
        }
        DataType::LargeListView(_) => {
            let lists = array.as_list_view::<i64>();
            elements(&lists.value(at), 0..lists.value(at).len())
        }
        DataType::FixedSizeList(..) => {
            let values = array.as_fixed_size_list().value(at);
            elements(&values, 0..values.len())
        }
        DataType::Map(..) => {
            let entries = array.as_map().value(at);
            elements(&entries, 0..entries.len())
        }
        other => unreachable!("no test has {other}"),
    }
}
