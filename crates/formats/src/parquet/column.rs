//! Reads the rows of one column chunk, and counts what that takes.

use std::sync::Arc;

use parquet::{
    column::reader::{ColumnReaderImpl, get_column_reader, get_typed_column_reader},
    data_type::{ByteArrayType, Int32Type, Int64Type},
    errors::{ParquetError, Result},
    file::serialized_reader::SerializedPageReader,
};

use super::{
    input::File,
    levels::{Levels, Values},
    pages::Checked,
    plan::{Kind, Leaf},
};

/// A column chunk that is read from its first row to its last.
pub(super) struct Column {
    reader: Typed,
    max_def: i16,
    max_rep: i16,
}

enum Typed {
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
        let (max_def, max_rep) = (column.max_def_level(), column.max_rep_level());
        let pages = Box::new(Checked::new(pages, &column));
        let reader = get_column_reader(column, pages);
        let reader = match leaf.kind {
            Kind::Text => Typed::Bytes(get_typed_column_reader(reader)),
            Kind::Int32 | Kind::UInt32 => Typed::Int32(get_typed_column_reader(reader)),
            Kind::Int64 | Kind::UInt64 => Typed::Int64(get_typed_column_reader(reader)),
        };
        Ok(Self {
            reader,
            max_def,
            max_rep,
        })
    }

    /// Levels that take what this column reads.
    pub(super) fn levels(&self) -> Levels {
        let values = match self.reader {
            Typed::Bytes(_) => Values::Bytes(vec![]),
            Typed::Int32(_) => Values::Int32(vec![]),
            Typed::Int64(_) => Values::Int64(vec![]),
        };
        Levels {
            values,
            ..Levels::default()
        }
    }

    /// Appends as many rows, if there are as many; tells how many it were. Hot: per some thousand rows.
    pub(super) fn read(&mut self, rows: usize, levels: &mut Levels) -> Result<usize> {
        let Levels { def, rep, values } = levels;
        let (old_def, old_rep) = (def.len(), rep.len());
        let (to_def, to_rep) = (Some(&mut *def), Some(&mut *rep));
        let read = match (&mut self.reader, values) {
            (Typed::Bytes(reader), Values::Bytes(values)) => {
                reader.read_records(rows, to_def, to_rep, values)
            }
            (Typed::Int32(reader), Values::Int32(values)) => {
                reader.read_records(rows, to_def, to_rep, values)
            }
            (Typed::Int64(reader), Values::Int64(values)) => {
                reader.read_records(rows, to_def, to_rep, values)
            }
            _ => return Ok(0),
        };
        let (rows, ..) = read?;
        // A level has bits for more than what is its maximum.
        let (new_def, new_rep) = (def.get(old_def..), rep.get(old_rep..));
        if !within(new_def, self.max_def) || !within(new_rep, self.max_rep) {
            return Err(ParquetError::General(
                "levels are beyond their maximum".into(),
            ));
        }
        Ok(rows)
    }
}

/// Hot: per some thousand rows.
fn within(levels: Option<&[i16]>, max: i16) -> bool {
    levels.is_some_and(|levels| levels.iter().all(|level| (0..=max).contains(level)))
}
