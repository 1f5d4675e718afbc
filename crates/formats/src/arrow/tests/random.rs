//! What holds for every schema and every batch.

use std::{
    fs,
    io::{Seek, Write},
    sync::LazyLock,
};

use arrow_array::RecordBatch;
use arrow_select::concat::concat_batches;
use parquet::arrow::{ArrowWriter, arrow_reader::ParquetRecordBatchReaderBuilder};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use pumice_engine::{Scrubber, Selection, Source};

use super::{
    DEFAULT, KEEP, Options,
    leaks::{holds, ipc},
    scrub, scrubber,
    shapes::{CANARY, Types, batch, schemas},
    shown::shown,
};
use crate::{jsonl::Quarantine, parquet as file};

static KEEPS: LazyLock<Scrubber> = LazyLock::new(|| scrubber(KEEP));
static REPLACES: LazyLock<Scrubber> = LazyLock::new(|| scrubber(DEFAULT));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_kept_stays(
        schema in schemas(Types::All),
        rows in 0..12_usize,
        seed in any::<u64>(),
        is_all in any::<bool>(),
    ) {
        let batch = batch(&schema, rows, seed);
        let (out, _) = scrub(&KEEPS, &batch, &options(is_all));
        prop_assert_eq!(out.schema(), batch.schema());
        prop_assert_eq!(shown(&out), shown(&batch));
    }

    #[test]
    fn a_batch_is_what_its_parquet_file_is(
        schema in schemas(Types::Parquet),
        rows in 0..12_usize,
        seed in any::<u64>(),
        is_all in any::<bool>(),
    ) {
        let batch = batch(&schema, rows, seed);
        let (out, _) = scrub(&REPLACES, &batch, &options(is_all));
        let other = through_parquet(&batch, &options(is_all));
        prop_assert_eq!(shown(&out), shown(&other));
    }

    #[test]
    fn what_a_batch_does_not_show_does_not_go_out(
        schema in schemas(Types::All),
        rows in 0..12_usize,
        seed in any::<u64>(),
    ) {
        let batch = batch(&schema, rows, seed);
        let (out, _) = scrub(&REPLACES, &batch, &options(true));
        prop_assert!(!ipc(&out).windows(CANARY.len()).any(|bytes| bytes == CANARY.as_bytes()));
        prop_assert!(!holds(&out, CANARY));
        prop_assert!(!holds(&out, "jane.doe@example.org"));
    }
}

/// Random batches have what the tests above are about.
#[test]
fn random_batches_have_something_to_find_and_something_to_leak() {
    let mut runner = TestRunner::deterministic();
    let (mut findings, mut leaks) = (0, 0);
    for seed in 0..100 {
        let schema = schemas(Types::All).new_tree(&mut runner).expect("a schema");
        let batch = batch(&schema.current(), 10, seed);
        let (_, tally) = scrub(&REPLACES, &batch, &options(true));
        findings += tally.findings;
        leaks += u64::from(holds(&batch, CANARY));
    }
    assert!(
        findings > 1000 && leaks > 25,
        "{findings} findings, {leaks} leaks"
    );
}

/// Everything that can be searched, or what the policy says.
fn options(is_all: bool) -> Options {
    let all = pumice_engine::PathPattern::parse("**").expect("a pattern");
    Options {
        columns: if is_all { vec![all] } else { vec![] },
        ..Options::default()
    }
}

/// The batch as it comes out of a Parquet file that was scrubbed.
fn through_parquet(batch: &RecordBatch, options: &Options) -> RecordBatch {
    let mut bytes = vec![];
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a schema");
    writer.write(batch).expect("written");
    writer.close().expect("closed");
    let mut input: fs::File = tempfile::tempfile().expect("a file");
    input.write_all(&bytes).expect("written");
    input.rewind().expect("rewound");
    let options = file::Options {
        columns: options.columns.clone(),
        block_bytes: 1 << 20,
        max_value_bytes: options.max_value_bytes,
        selection: Selection::default(),
    };
    let worker = &mut REPLACES.worker::<file::Block>();
    let mut reader = {
        let fields = &mut REPLACES.fields(worker);
        file::Reader::open(input, "in.parquet", &options, fields).expect("a Parquet file")
    };
    let quarantine: Quarantine<Vec<u8>> = Quarantine::Refuse;
    let mut writer = file::Writer::new(vec![], quarantine, std::env::temp_dir());
    while let Some(block) = reader.next(None).expect("a block") {
        let (block, _) = REPLACES.scrub(worker, block);
        writer.write(&block).expect("written");
    }
    writer.finish().expect("complete");
    let out = writer.into_parts().0.expect("complete");
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(out));
    let reader = reader.expect("a Parquet file").build().expect("a reader");
    let batches: Vec<RecordBatch> = reader.map(|batch| batch.expect("a batch")).collect();
    concat_batches(&batch.schema(), &batches).expect("of one schema")
}
