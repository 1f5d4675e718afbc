//! What the columns of a file hold, as its footer tells.

use std::sync::Arc;

use parquet::{
    basic::{ConvertedType, LogicalType, Repetition, Type as Physical},
    file::metadata::ParquetMetaData,
    schema::types::ColumnDescriptor,
};

use crate::columns::plan::{Content, Facts, Kind};

/// The facts of all columns, in their order.
pub(super) fn facts(metadata: &ParquetMetaData) -> Vec<Facts> {
    let columns = metadata.file_metadata().schema_descr().columns();
    let facts = columns.iter().enumerate().map(|(column, descr)| {
        let info = descr.self_type().get_basic_info();
        Facts {
            name: Arc::from(descr.path().string()),
            content: content(metadata, column, descr),
            max_def: descr.max_def_level(),
            is_nullable: info.has_repetition() && info.repetition() == Repetition::OPTIONAL,
        }
    });
    facts.collect()
}

fn content(metadata: &ParquetMetaData, column: usize, descr: &ColumnDescriptor) -> Content {
    let kind = match descr.physical_type() {
        Physical::BYTE_ARRAY if is_string(descr) => return Content::Text,
        Physical::BYTE_ARRAY if is_plain_binary(descr) => return Content::Bytes,
        Physical::INT32 if is_unsigned(descr) => Kind::UInt32,
        Physical::INT64 if is_unsigned(descr) => Kind::UInt64,
        Physical::INT32 if is_integer(descr) => Kind::Int32,
        Physical::INT64 if is_integer(descr) => Kind::Int64,
        _ => return Content::Other,
    };
    // The statistics of numbers without a sign may be in an order of their own.
    let may_be_long = is_unsigned(descr) || has_long_numbers(metadata, column);
    Content::Integers { kind, may_be_long }
}

/// Whether a column may hold numbers of as many digits as somebody's have, as far as its statistics tell.
fn has_long_numbers(metadata: &ParquetMetaData, column: usize) -> bool {
    let chunks = metadata.row_groups().iter();
    chunks
        .filter_map(|group| group.columns().get(column))
        .any(|chunk| !chunk.statistics().is_some_and(is_short))
}

/// A number of fewer than seven digits is a count, a year or a token.
const SHORT: i64 = 1_000_000;

fn is_short(statistics: &parquet::file::statistics::Statistics) -> bool {
    use parquet::file::statistics::Statistics::{Int32, Int64};
    let is_short = |value: i64| (-SHORT + 1..SHORT).contains(&value);
    match statistics {
        Int32(of) => [of.min_opt(), of.max_opt()]
            .iter()
            .all(|value| value.is_some_and(|value| is_short((*value).into()))),
        Int64(of) => [of.min_opt(), of.max_opt()]
            .iter()
            .all(|value| value.is_some_and(|value| is_short(*value))),
        _ => false,
    }
}

fn is_unsigned(descr: &ColumnDescriptor) -> bool {
    match descr.logical_type_ref() {
        Some(LogicalType::Integer(integer)) => !integer.is_signed,
        Some(_) => false,
        None => matches!(
            descr.converted_type(),
            ConvertedType::UINT_8
                | ConvertedType::UINT_16
                | ConvertedType::UINT_32
                | ConvertedType::UINT_64
        ),
    }
}

fn is_string(descr: &ColumnDescriptor) -> bool {
    let is_logical = matches!(
        descr.logical_type_ref(),
        Some(LogicalType::String | LogicalType::Json | LogicalType::Enum)
    );
    let is_converted = matches!(
        descr.converted_type(),
        ConvertedType::UTF8 | ConvertedType::JSON | ConvertedType::ENUM
    );
    descr.physical_type() == Physical::BYTE_ARRAY && (is_logical || is_converted)
}

/// Bytes of which nothing is said.
fn is_plain_binary(descr: &ColumnDescriptor) -> bool {
    descr.logical_type_ref().is_none() && descr.converted_type() == ConvertedType::NONE
}

/// Whole numbers, also those that are written as decimals.
fn is_integer(descr: &ColumnDescriptor) -> bool {
    match descr.logical_type_ref() {
        Some(LogicalType::Integer(_)) => true,
        Some(LogicalType::Decimal(decimal)) => decimal.scale == 0,
        Some(_) => false,
        None => match descr.converted_type() {
            ConvertedType::NONE
            | ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64
            | ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => true,
            ConvertedType::DECIMAL => descr.type_scale() == 0,
            _ => false,
        },
    }
}
