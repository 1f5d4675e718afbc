//! Parquet to scrubbed Parquet, from file to file: a column of text next to reading and writing it alone, and
//! one column of forty next to decoding and encoding all of them, as programs do that map a table.

use std::{
    fs::File,
    num::NonZeroUsize,
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool, mpsc::sync_channel},
    thread,
};

use criterion::{BenchmarkGroup, measurement::WallTime};
use parquet::{
    arrow::{ArrowWriter, arrow_reader::ParquetRecordBatchReaderBuilder},
    basic::{Compression, ZstdLevel},
    column::writer::ColumnWriter,
    data_type::ByteArray,
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};
use pumice_engine::{Batch, Edits, Mode, RunOptions, Scrubber, Selection, Sink, Source, run};
use pumice_formats::{
    jsonl::Quarantine,
    parquet::{Block, Options, Reader, Writer},
};

use crate::{BLOCK_BYTES, Files, record::Recorder};

/// Rows of a row group, and bytes of a text.
const GROUP_ROWS: usize = 20_000;
const TEXT_BYTES: usize = 500;

/// Numbers beside the text in the table of forty columns.
const NUMBERS: usize = 39;

/// The yardsticks first, then the runs. Bytes are those of the text.
pub(crate) fn measure(
    group: &mut BenchmarkGroup<'_, WallTime>,
    recorder: &mut Recorder,
    corpus: &'static str,
    files: &Files,
    scrubber: &Scrubber,
) {
    let bytes = files.text.len();
    let table = Table::new(files, "parquet", 0);
    let rows = table.rows;
    group.bench_function("parquet_alone", |bencher| {
        recorder.ran("parquet_alone", corpus, bytes);
        bencher.iter(|| assert_eq!(table.rewrite(scrubber), rows));
    });
    for (threads, bench) in [(1, "parquet_replace_1"), (2, "parquet_replace_2")] {
        group.bench_function(bench, |bencher| {
            recorder.ran(bench, corpus, bytes);
            let expected = table.scrub(scrubber, threads);
            assert_ne!(expected, 0, "nothing found in {corpus}");
            bencher.iter(|| assert_eq!(table.scrub(scrubber, threads), expected));
        });
    }
    let wide = Table::new(files, "wide.parquet", NUMBERS);
    group.bench_function("wide_all", |bencher| {
        recorder.ran("wide_all", corpus, bytes);
        bencher.iter(|| assert_eq!(wide.recode(), rows));
    });
    group.bench_function("wide_replace_1", |bencher| {
        recorder.ran("wide_replace_1", corpus, bytes);
        let expected = wide.scrub(scrubber, 1);
        bencher.iter(|| assert_eq!(wide.scrub(scrubber, 1), expected));
    });
}

/// A Parquet file and the place of the output beside it.
struct Table {
    input: PathBuf,
    output: PathBuf,
    rows: u64,
}

impl Table {
    /// The text of a corpus in rows, with so many numbers in each.
    fn new(files: &Files, extension: &str, numbers: usize) -> Self {
        let input = files.input.with_extension(extension);
        let text = str::from_utf8(&files.text).expect("a corpus is text");
        let texts: Vec<&str> = pieces(text).collect();
        write(&input, &texts, numbers);
        Self {
            output: files.output.with_extension(extension),
            rows: texts.len() as u64,
            input,
        }
    }

    fn open(&self, scrubber: &Scrubber) -> (Reader, Writer<File, std::io::Sink>) {
        let input = File::open(&self.input).expect("the table was written");
        let output = File::create(&self.output).expect("the target folder can be written");
        let options = Options {
            columns: vec![],
            block_bytes: BLOCK_BYTES,
            max_value_bytes: 1 << 28,
            selection: Selection::default(),
        };
        let worker = &mut scrubber.worker::<Block>();
        let reader = Reader::open(input, "table", &options, &mut scrubber.fields(worker));
        let folder = self.output.parent().expect("a folder").to_owned();
        let writer = Writer::new(output, Quarantine::Refuse, folder);
        (reader.expect("a table that is well formed"), writer)
    }

    /// Reads and writes what a scrub does, on a thread each, and searches nothing. Gives the rows.
    fn rewrite(&self, scrubber: &Scrubber) -> u64 {
        let (mut reader, mut writer) = self.open(scrubber);
        let (sender, blocks) = sync_channel::<Block>(4);
        thread::scope(|scope| {
            scope.spawn(move || {
                while let Some(block) = reader.next(None).expect("the table can be read") {
                    sender.send(block).expect("somebody writes");
                }
            });
            let (mut rows, mut worker) = (0, scrubber.worker::<Block>());
            for mut block in blocks {
                if block.accepted() == 0 {
                    // The footer, whose texts are to be known.
                    block.open(&mut scrubber.fields(&mut worker));
                }
                block.rewrite(&Edits::default());
                rows += block.accepted();
                writer
                    .write(&block)
                    .expect("the target folder can be written");
            }
            writer.finish().expect("the target folder can be written");
            rows
        })
    }

    /// One run, without waiting for the disk. Gives the number of values that were found.
    fn scrub(&self, scrubber: &Scrubber, threads: usize) -> u64 {
        let (mut reader, writer) = self.open(scrubber);
        let mut sink = Rows(writer);
        let stop = AtomicBool::new(false);
        let threads = NonZeroUsize::new(threads).expect("at least one thread");
        let options = RunOptions::new(threads, Mode::Scrub, &stop);
        let outcome = run(scrubber, &mut reader, &mut sink, &options, &());
        outcome.expect("the run succeeds").tally.findings
    }

    /// Decodes all columns and encodes them again, with nothing between. Gives the rows.
    fn recode(&self) -> u64 {
        let input = File::open(&self.input).expect("the table was written");
        let output = File::create(&self.output).expect("the target folder can be written");
        let reader = ParquetRecordBatchReaderBuilder::try_new(input).expect("a table");
        let schema = Arc::clone(reader.schema());
        let reader = reader.with_batch_size(8192).build().expect("a table");
        let mut writer =
            ArrowWriter::try_new(output, schema, Some(properties())).expect("it begins");
        let mut rows = 0;
        for batch in reader {
            let batch = batch.expect("the table can be read");
            rows += batch.num_rows() as u64;
            writer
                .write(&batch)
                .expect("the target folder can be written");
        }
        writer.close().expect("the target folder can be written");
        rows
    }
}

struct Rows(Writer<File, std::io::Sink>);

impl Sink<Block> for Rows {
    fn write(&mut self, block: &Block) -> std::io::Result<()> {
        self.0.write(block)
    }

    fn finish(&mut self) -> std::io::Result<()> {
        self.0.finish()
    }
}

/// A text in pieces that end with a word or a line.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let long = TEXT_BYTES.min(rest.len())..=rest.len();
        let end = long.into_iter().find(|&at| rest.is_char_boundary(at))?;
        let tail = &rest[end..];
        let end = end + tail.find([' ', '\n']).map_or(tail.len(), |at| at + 1);
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}

fn properties() -> WriterProperties {
    let level = ZstdLevel::try_new(3).expect("a level");
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .build()
}

fn write(path: &PathBuf, texts: &[&str], numbers: usize) {
    let columns: String = (0..numbers)
        .map(|at| format!("required double n{at}; "))
        .collect();
    let schema = format!("message table {{ required binary text (UTF8); {columns}}}");
    let schema = Arc::new(parse_message_type(&schema).expect("a schema"));
    let file = File::create(path).expect("the target folder can be written");
    let properties = Arc::new(properties());
    let mut writer = SerializedFileWriter::new(file, schema, properties).expect("it begins");
    let mut number = 1_u64;
    for rows in texts.chunks(GROUP_ROWS) {
        let mut group = writer.next_row_group().expect("a row group");
        while let Some(mut column) = group.next_column().expect("a column") {
            match column.untyped() {
                ColumnWriter::ByteArrayColumnWriter(column) => {
                    let values: Vec<ByteArray> = rows.iter().map(|&text| text.into()).collect();
                    column.write_batch(&values, None, None).expect("written");
                }
                ColumnWriter::DoubleColumnWriter(column) => {
                    let values: Vec<f64> = rows
                        .iter()
                        .map(|_| {
                            number = number
                                .wrapping_mul(6_364_136_223_846_793_005)
                                .wrapping_add(1);
                            (number >> 40) as f64 / 1000.0
                        })
                        .collect();
                    column.write_batch(&values, None, None).expect("written");
                }
                _ => unreachable!("the schema has no others"),
            }
            column.close().expect("written");
        }
        group.close().expect("written");
    }
    writer.close().expect("written");
}
