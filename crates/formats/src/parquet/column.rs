//! Reads the rows of one column chunk, and counts what that takes.

use std::sync::Arc;

use parquet::{
    column::reader::{ColumnReaderImpl, get_column_reader, get_typed_column_reader},
    data_type::{ByteArrayType, Int32Type, Int64Type},
    errors::Result,
    file::serialized_reader::SerializedPageReader,
};

use super::{
    input::File,
    levels::{Levels, Values},
    pages::Checked,
    plan::{Kind, Leaf},
};

/// A column chunk that is read from its first row to its last.
pub(super) enum Column {
    Bytes(ColumnReaderImpl<ByteArrayType>),
    Int32(ColumnReaderImpl<Int32Type>),
    Int64(ColumnReaderImpl<Int64Type>),
}

impl Column {
    pub(super) fn open(file: &File, row_group: usize, leaf: &Leaf) -> Result<Self> {
        let group = file.metadata.row_group(row_group);
        let pages = SerializedPageReader::new(
            Arc::clone(&file.bytes),
            group.column(leaf.column),
            usize::try_from(group.num_rows()).unwrap_or_default(),
            None,
        )?;
        let column = group.column(leaf.column).column_descr_ptr();
        let pages = Box::new(Checked::new(pages, &column));
        let reader = get_column_reader(column, pages);
        Ok(match leaf.kind {
            Kind::Text => Self::Bytes(get_typed_column_reader(reader)),
            Kind::Int32 | Kind::UInt32 => Self::Int32(get_typed_column_reader(reader)),
            Kind::Int64 | Kind::UInt64 => Self::Int64(get_typed_column_reader(reader)),
        })
    }

    /// Levels that take what this column reads.
    pub(super) fn levels(&self) -> Levels {
        let values = match self {
            Self::Bytes(_) => Values::Bytes(vec![]),
            Self::Int32(_) => Values::Int32(vec![]),
            Self::Int64(_) => Values::Int64(vec![]),
        };
        Levels {
            values,
            ..Levels::default()
        }
    }

    /// Appends as many rows, if there are as many; tells how many it were. Hot: per some thousand rows.
    pub(super) fn read(&mut self, rows: usize, levels: &mut Levels) -> Result<usize> {
        let Levels { def, rep, values } = levels;
        let (def, rep) = (Some(def), Some(rep));
        let read = match (self, values) {
            (Self::Bytes(reader), Values::Bytes(values)) => {
                reader.read_records(rows, def, rep, values)
            }
            (Self::Int32(reader), Values::Int32(values)) => {
                reader.read_records(rows, def, rep, values)
            }
            (Self::Int64(reader), Values::Int64(values)) => {
                reader.read_records(rows, def, rep, values)
            }
            _ => return Ok(0),
        };
        read.map(|(rows, ..)| rows)
    }
}
