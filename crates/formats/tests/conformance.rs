//! Holds every format to what `engine::conformance` asks.

use std::{
    fs,
    io::{self, Seek, Write},
    sync::Arc,
};

use arrow_array::{
    ArrayRef, DictionaryArray, RecordBatch, StringArray, StringViewArray, cast::AsArray,
    types::Int32Type,
};
use arrow_ipc::{reader::StreamReader, writer::StreamWriter};
use arrow_schema::{DataType, Field as ArrowField, Schema};
use parquet::{
    column::writer::ColumnWriter,
    data_type::ByteArray,
    file::{
        properties::WriterProperties,
        reader::{FileReader, SerializedFileReader},
        writer::SerializedFileWriter,
    },
    record::Field,
    schema::parser::parse_message_type,
};
use pumice_engine::{
    Batch, Scrubber, Selection, Sink, Source,
    conformance::{CANARY, Format, Record, check},
};
use pumice_formats::{arrow, jsonl, parquet as columns};
use serde_json::{Map, Value};

const BLOCK_BYTES: usize = 4 << 10;

/// The names of a record's fields.
const FIELDS: [&str; 3] = ["note", "body", "more"];

struct Jsonl;

impl Format for Jsonl {
    type Source = jsonl::Reader<io::Cursor<Vec<u8>>>;
    type Sink = jsonl::Writer<Vec<u8>, Vec<u8>>;

    const NAME: &'static str = "JSONL";

    fn encode(&self, records: &[Record]) -> Vec<u8> {
        let lines = records.iter().map(|record| {
            let members = record.iter().map(|(name, text)| {
                let text = text.clone().map_or(Value::Null, Value::String);
                ((*name).to_owned(), text)
            });
            format!("{}\n", Value::Object(members.collect::<Map<_, _>>()))
        });
        lines.collect::<String>().into_bytes()
    }

    fn decode(&self, file: &[u8]) -> Vec<Record> {
        let text = str::from_utf8(file).expect("UTF-8");
        let records = text.lines().map(|line| {
            let record: Value = serde_json::from_str(line).expect("JSON");
            FIELDS
                .map(|name| (name, record[name].as_str().map(str::to_owned)))
                .to_vec()
        });
        records.collect()
    }

    fn source(&self, file: &[u8], _: &Scrubber) -> io::Result<Self::Source> {
        let limits = jsonl::Limits::new(BLOCK_BYTES, 1 << 16);
        let file = io::Cursor::new(file.to_vec());
        Ok(jsonl::Reader::with_limits(file, "in.jsonl", limits))
    }

    fn sink(&self) -> Self::Sink {
        jsonl::Writer::new(Some(vec![]), jsonl::Quarantine::To(vec![]))
    }

    fn written(&self, sink: Self::Sink) -> (Vec<u8>, Vec<u8>) {
        let (out, quarantine) = sink.into_parts();
        let jsonl::Quarantine::To(aside) = quarantine else {
            unreachable!("it was given one")
        };
        (out.expect("it was given one"), aside)
    }

    fn hostile(&self) -> Vec<Vec<u8>> {
        [
            format!("{{\"a\":\"{CANARY}\"\n"),
            format!("{{\"a\":\"{CANARY}\\x\"}}\n"),
            format!("{CANARY}\n{{}}\n"),
            format!("{{\"a\":\"{CANARY}{}\"}}\n", "x".repeat(1 << 17)),
            format!("{}\"{CANARY}\"{}\n", "[".repeat(1000), "]".repeat(1000)),
        ]
        .map(String::into_bytes)
        .into_iter()
        .chain([[b"{\"a\":\"\xff\xfe ", CANARY.as_bytes(), b"\"}\n"].concat()])
        .collect()
    }
}

struct Parquet;

/// Writes rows; a reader is open as long as its file is.
struct RowSink(columns::Writer<Vec<u8>, Vec<u8>>);

impl Sink<columns::Block> for RowSink {
    fn write(&mut self, block: &columns::Block) -> io::Result<()> {
        self.0.write(block)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.finish()
    }
}

impl Format for Parquet {
    type Source = columns::Reader;
    type Sink = RowSink;

    const NAME: &'static str = "Parquet";

    fn encode(&self, records: &[Record]) -> Vec<u8> {
        let schema = parse_message_type(
            "message schema { optional binary note (UTF8); required binary body (UTF8); \
             optional binary more (UTF8); }",
        );
        let schema = Arc::new(schema.expect("a schema"));
        let properties = Arc::new(WriterProperties::builder().build());
        let mut file = vec![];
        let mut writer =
            SerializedFileWriter::new(&mut file, schema, properties).expect("it begins");
        for rows in records.chunks(90) {
            let mut group = writer.next_row_group().expect("a row group");
            for column in 0..FIELDS.len() {
                let mut writer = group.next_column().expect("it opens").expect("a column");
                let texts = rows.iter().map(|row| row[column].1.as_deref());
                let levels: Vec<i16> = texts
                    .clone()
                    .map(|text| i16::from(text.is_some()))
                    .collect();
                let values: Vec<ByteArray> = texts.flatten().map(ByteArray::from).collect();
                let levels = (column != 1).then_some(&levels[..]);
                let ColumnWriter::ByteArrayColumnWriter(typed) = writer.untyped() else {
                    unreachable!("the schema says so")
                };
                typed.write_batch(&values, levels, None).expect("written");
                writer.close().expect("closed");
            }
            group.close().expect("closed");
        }
        writer.close().expect("closed");
        file
    }

    fn decode(&self, file: &[u8]) -> Vec<Record> {
        let file = bytes::Bytes::copy_from_slice(file);
        let reader = SerializedFileReader::new(file).expect("a Parquet file");
        let rows = reader.get_row_iter(None).expect("rows");
        let rows = rows.map(|row| {
            let row = row.expect("a row");
            let fields = row.get_column_iter().zip(FIELDS);
            let fields = fields.map(|((_, field), name)| match field {
                Field::Str(text) => (name, Some(text.clone())),
                _ => (name, None),
            });
            fields.collect()
        });
        rows.collect()
    }

    fn source(&self, file: &[u8], scrubber: &Scrubber) -> io::Result<Self::Source> {
        let mut there: fs::File = tempfile::tempfile()?;
        there.write_all(file)?;
        there.rewind()?;
        let options = columns::Options {
            columns: vec![],
            block_bytes: BLOCK_BYTES,
            max_value_bytes: 1 << 16,
            selection: Selection::default(),
        };
        let worker = &mut scrubber.worker::<columns::Block>();
        columns::Reader::open(there, "in.parquet", &options, &mut scrubber.fields(worker))
    }

    fn sink(&self) -> Self::Sink {
        let quarantine = jsonl::Quarantine::To(vec![]);
        RowSink(columns::Writer::new(
            vec![],
            quarantine,
            std::env::temp_dir(),
        ))
    }

    fn written(&self, sink: Self::Sink) -> (Vec<u8>, Vec<u8>) {
        let (out, quarantine) = sink.0.into_parts();
        let jsonl::Quarantine::To(aside) = quarantine else {
            unreachable!("it was given one")
        };
        (out.expect("it is complete"), aside)
    }

    fn hostile(&self) -> Vec<Vec<u8>> {
        let text = |text: &str| Some(text.to_owned());
        let record = vec![
            ("note", text("x")),
            ("body", text(CANARY)),
            ("more", text(&CANARY.repeat(3000))),
        ];
        let file = self.encode(&[record]);
        let cut = |len: usize| file[..len].to_vec();
        let flipped = |at: usize| {
            let mut file = file.clone();
            file[at] ^= 0xFF;
            file
        };
        let cuts = (0..file.len()).step_by(file.len() / 40).map(cut);
        let flips = (4..file.len()).step_by(file.len() / 200).map(flipped);
        // A value that is too long is withheld in a file that is whole.
        cuts.chain(flips).chain([file.clone(), vec![]]).collect()
    }
}

/// Batches, in a stream of Arrow.
struct Arrow;

/// Reads a stream.
struct Batches {
    reader: StreamReader<io::Cursor<Vec<u8>>>,
    table: Arc<arrow::Table>,
    rows: u64,
}

impl Source for Batches {
    type Batch = arrow::Block;

    fn next(&mut self, used: Option<arrow::Block>) -> io::Result<Option<arrow::Block>> {
        let Some(batch) = self.reader.next() else {
            return Ok(None);
        };
        let batch = batch.map_err(|_| io::Error::other("a stream that is damaged"))?;
        let block = arrow::Block::of(&self.table, &batch, self.rows, used);
        self.rows += batch.num_rows() as u64;
        block.map(Some).map_err(io::Error::other)
    }
}

/// Writes a stream; it begins with the first batch.
#[derive(Default)]
struct Stream {
    writer: Option<StreamWriter<Vec<u8>>>,
    aside: Vec<u8>,
}

impl Sink<arrow::Block> for Stream {
    fn write(&mut self, block: &arrow::Block) -> io::Result<()> {
        let batch = block.batch().map_err(io::Error::other)?;
        let writer = match &mut self.writer {
            Some(writer) => writer,
            None => {
                let writer = StreamWriter::try_new(vec![], &batch.schema());
                self.writer.insert(writer.expect("a schema"))
            }
        };
        writer.write(&batch).expect("written");
        for withheld in block.withheld_values() {
            writeln!(self.aside, "{} {}", withheld.row, withheld.column)?;
        }
        assert_eq!(block.rejected(), 0);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Arrow {
    fn batch(records: &[Record]) -> RecordBatch {
        let texts = |at: usize| records.iter().map(move |record| record[at].1.as_deref());
        let more: DictionaryArray<Int32Type> = texts(2).collect();
        let columns: Vec<ArrayRef> = vec![
            Arc::new(texts(0).collect::<StringViewArray>()),
            Arc::new(texts(1).collect::<StringArray>()),
            Arc::new(more),
        ];
        let fields = columns.iter().zip(FIELDS).zip([true, false, true]);
        let fields = fields.map(|((column, name), is_nullable)| {
            ArrowField::new(name, column.data_type().clone(), is_nullable)
        });
        let schema = Schema::new(fields.collect::<Vec<_>>());
        RecordBatch::try_new(Arc::new(schema), columns).expect("a batch")
    }
}

impl Format for Arrow {
    type Source = Batches;
    type Sink = Stream;

    const NAME: &'static str = "Arrow";

    fn encode(&self, records: &[Record]) -> Vec<u8> {
        let empty = Self::batch(&[]);
        let mut writer = StreamWriter::try_new(vec![], &empty.schema()).expect("a schema");
        // Slices, as readers of files give them.
        let all = Self::batch(records);
        for start in (0..records.len().max(1)).step_by(90) {
            let rows = all.slice(start, 90.min(records.len() - start));
            writer.write(&rows).expect("written");
        }
        writer.into_inner().expect("complete")
    }

    fn decode(&self, file: &[u8]) -> Vec<Record> {
        let reader = StreamReader::try_new(file, None).expect("a stream");
        let records = reader.flat_map(|batch| {
            let batch = batch.expect("a batch");
            let dictionary = batch.column(2).as_dictionary::<Int32Type>();
            assert_eq!(dictionary.value_type(), DataType::Utf8);
            let more = dictionary.downcast_dict::<StringArray>().expect("texts");
            let texts = batch.column(0).as_string_view().iter();
            let texts = texts.zip(batch.column(1).as_string::<i32>()).zip(more);
            let texts = texts.map(|((note, body), more)| [note, body, more]);
            let owned = texts.map(|texts| {
                let texts = texts.map(|text| text.map(str::to_owned));
                FIELDS.into_iter().zip(texts).collect()
            });
            owned.collect::<Vec<Record>>()
        });
        records.collect()
    }

    fn source(&self, file: &[u8], scrubber: &Scrubber) -> io::Result<Batches> {
        let reader = StreamReader::try_new(io::Cursor::new(file.to_vec()), None);
        let reader = reader.map_err(|_| io::Error::other("a stream that is damaged"))?;
        let options = arrow::Options {
            max_value_bytes: 1 << 16,
            ..arrow::Options::default()
        };
        let table = arrow::Table::new(scrubber, &reader.schema(), &options);
        Ok(Batches {
            reader,
            table: Arc::new(table.map_err(io::Error::other)?),
            rows: 0,
        })
    }

    fn sink(&self) -> Stream {
        Stream::default()
    }

    fn written(&self, sink: Stream) -> (Vec<u8>, Vec<u8>) {
        let out = sink.writer.map(|writer| writer.into_inner());
        let out = out.map(|out| out.expect("complete"));
        (out.unwrap_or_default(), sink.aside)
    }

    fn hostile(&self) -> Vec<Vec<u8>> {
        let text = |text: &str| Some(text.to_owned());
        let record = vec![
            ("note", text("x")),
            ("body", text(CANARY)),
            // Too long, and withheld in a stream that is whole.
            ("more", text(&CANARY.repeat(3000))),
        ];
        let file = self.encode(&[record]);
        let cuts = (0..file.len()).step_by(file.len() / 40);
        let cuts = cuts.map(|len| file[..len].to_vec());
        let name = Schema::new(vec![ArrowField::new(CANARY, DataType::Utf8, true)]);
        let name = StreamWriter::try_new(vec![], &name).expect("a schema");
        let name = name.into_inner().expect("complete");
        cuts.chain([file.clone(), name]).collect()
    }
}

#[test]
fn arrow_does_what_every_format_must() {
    check(&Arrow);
}

#[test]
fn jsonl_does_what_every_format_must() {
    check(&Jsonl);
}

#[test]
fn parquet_does_what_every_format_must() {
    check(&Parquet);
}
