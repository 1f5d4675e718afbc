//! What a footer claims, held against the file before anything goes by it.

use std::io;

use parquet::{
    errors::Result,
    file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData},
};

/// Places that old writers give as 0, as they are meant: for a dictionary that is not there, and for the
/// pages of a chunk without values.
pub(super) fn placed(metadata: ParquetMetaData) -> Result<ParquetMetaData> {
    let mut chunks = metadata
        .row_groups()
        .iter()
        .flat_map(RowGroupMetaData::columns);
    if !chunks.any(is_misplaced) {
        return Ok(metadata);
    }
    let mut builder = metadata.into_builder();
    let groups = builder.take_row_groups().into_iter().map(|group| {
        let mut builder = group.into_builder();
        let columns = builder.take_columns().into_iter().map(placed_chunk);
        let columns = columns.collect::<Result<_>>()?;
        builder.set_column_metadata(columns).build()
    });
    let groups = groups.collect::<Result<_>>()?;
    Ok(builder.set_row_groups(groups).build())
}

fn is_misplaced(chunk: &ColumnChunkMetaData) -> bool {
    let dictionary = chunk.dictionary_page_offset();
    dictionary == Some(0) || chunk.data_page_offset() == 0 && dictionary.is_some()
}

fn placed_chunk(chunk: ColumnChunkMetaData) -> Result<ColumnChunkMetaData> {
    if !is_misplaced(&chunk) {
        return Ok(chunk);
    }
    let dictionary = chunk.dictionary_page_offset().filter(|&at| at != 0);
    let data = match chunk.data_page_offset() {
        0 => dictionary.unwrap_or(0),
        data => data,
    };
    let builder = chunk.into_builder();
    let builder = builder.set_dictionary_page_offset(dictionary);
    builder.set_data_page_offset(data).build()
}

/// Refuses a footer whose numbers cannot be those of a file of `len` bytes: rows would be lost, or bytes
/// of another column taken for those of one.
///
/// # Errors
/// Names the file, the row group and the column.
pub(super) fn check(metadata: &ParquetMetaData, len: u64, name: &str) -> io::Result<()> {
    let mut rows = 0_i64;
    for (group, at) in metadata.row_groups().iter().zip(1..) {
        for (chunk, column) in group.columns().iter().zip(1..) {
            let is_flat = chunk.column_descr().max_rep_level() == 0;
            if is_flat && chunk.num_values() != group.num_rows() {
                return Err(damaged(format!(
                    "{name}: row group {at}, column {column} has not as many rows as its row group"
                )));
            }
            if !is_within(chunk, len) {
                return Err(damaged(format!(
                    "{name}: row group {at}, column {column} is not within the file"
                )));
            }
        }
        rows = rows.saturating_add(group.num_rows());
    }
    let has_negative = metadata
        .row_groups()
        .iter()
        .any(|group| group.num_rows() < 0);
    if has_negative || rows != metadata.file_metadata().num_rows() {
        return Err(damaged(format!(
            "{name}: its row groups have not as many rows as its footer says"
        )));
    }
    Ok(())
}

fn is_within(chunk: &ColumnChunkMetaData, len: u64) -> bool {
    let start = chunk.dictionary_page_offset();
    let start = start.unwrap_or_else(|| chunk.data_page_offset());
    let data = u64::try_from(chunk.data_page_offset());
    let start = u64::try_from(start);
    let (Ok(start), Ok(data), Ok(size)) = (start, data, u64::try_from(chunk.compressed_size()))
    else {
        return false;
    };
    data <= len && start.checked_add(size).is_some_and(|end| end <= len)
}

fn damaged(words: String) -> io::Error {
    let words = format!("{words}; check the file, or write it again");
    io::Error::new(io::ErrorKind::InvalidData, words)
}
