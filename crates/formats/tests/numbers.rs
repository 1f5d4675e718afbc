//! Numbers of a column are searched one by one, whatever stands before them.

use std::{
    fs::File,
    io::{Seek, Write},
    sync::Arc,
};

use parquet::{
    column::writer::ColumnWriter,
    file::{
        properties::WriterProperties,
        reader::{FileReader, SerializedFileReader},
        writer::SerializedFileWriter,
    },
    record::Field,
    schema::parser::parse_message_type,
};
use pumice_engine::{Policy, Scrubber, Selection, Source};
use pumice_formats::{
    jsonl::Quarantine,
    parquet::{Block, Options, Reader, Writer},
};

/// A file with one column of numbers that may be null.
fn table(numbers: &[i64]) -> File {
    let schema = parse_message_type("message m { optional int64 phone; }").expect("a schema");
    let mut file = tempfile::tempfile().expect("a file");
    let properties = Arc::new(WriterProperties::builder().build());
    let mut bytes = vec![];
    let writer = SerializedFileWriter::new(&mut bytes, Arc::new(schema), properties);
    let mut writer = writer.expect("it begins");
    let mut group = writer.next_row_group().expect("a row group");
    let mut column = group.next_column().expect("it opens").expect("a column");
    let ColumnWriter::Int64ColumnWriter(typed) = column.untyped() else {
        unreachable!("the schema says so")
    };
    let levels = vec![1; numbers.len()];
    typed
        .write_batch(numbers, Some(&levels), None)
        .expect("written");
    column.close().expect("closed");
    group.close().expect("closed");
    writer.close().expect("closed");
    file.write_all(&bytes).expect("written");
    file.rewind().expect("a file has a beginning");
    file
}

fn scrubbed(numbers: &[i64]) -> Vec<Option<i64>> {
    let scrubber = Scrubber::new(Policy::builtin(), None).expect("it compiles");
    let mut worker = scrubber.worker::<Block>();
    let options = Options {
        columns: vec![],
        block_bytes: 1 << 20,
        max_value_bytes: 1 << 20,
        selection: Selection::default(),
    };
    let fields = &mut scrubber.fields(&mut worker);
    let mut reader = Reader::open(table(numbers), "in", &options, fields).expect("a table");
    let mut writer = Writer::new(vec![], Quarantine::<Vec<u8>>::Refuse, std::env::temp_dir());
    while let Some(block) = reader.next(None).expect("read") {
        let (block, _) = scrubber.scrub(&mut worker, block);
        writer.write(&block).expect("written");
    }
    writer.finish().expect("written");
    let out = bytes::Bytes::from(writer.into_parts().0.expect("complete"));
    let reader = SerializedFileReader::new(out).expect("a table");
    let rows = reader.get_row_iter(None).expect("rows");
    let numbers = rows.map(|row| {
        let row = row.expect("a row");
        match row.get_column_iter().next() {
            Some((_, Field::Long(number))) => Some(*number),
            _ => None,
        }
    });
    numbers.collect()
}

#[test]
fn what_stands_before_a_number_does_not_matter() {
    let numbers = [1_111_111_111, 4_155_552_671, 1_111_111_111, 6_505_550_134];
    let expected = [Some(1_111_111_111), None, Some(1_111_111_111), None];
    assert_eq!(scrubbed(&numbers), expected);
    let mut turned = numbers;
    turned.reverse();
    assert_eq!(
        scrubbed(&turned),
        expected.into_iter().rev().collect::<Vec<_>>()
    );
}
