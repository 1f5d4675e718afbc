//! What must hold for any bytes that are taken for a Parquet file.

use std::{
    fs::File,
    io::{Seek, Write},
    sync::LazyLock,
};

use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use pumice_engine::{Policy, Scrubber, Selection, Source};
use pumice_formats::{
    jsonl::Quarantine,
    parquet::{Block, Options, Reader, Writer},
};

/// A file that claims more is not read to its end.
const MOST_ROWS: u64 = 1 << 16;

/// Panics where what is written is no Parquet file with as many rows, and where an error holds bytes of the
/// input.
pub(crate) fn check(input: &[u8]) {
    static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(|| {
        Scrubber::new(Policy::builtin(), None).expect("the built-in policy compiles")
    });
    let scrubber = &*SCRUBBER;
    let mut worker = scrubber.worker::<Block>();
    let options = Options {
        columns: vec![],
        block_bytes: 1 << 10,
        max_value_bytes: 1 << 12,
        selection: Selection::default(),
    };
    let reader = Reader::open(
        file(input),
        "input",
        &options,
        &mut scrubber.fields(&mut worker),
    );
    let mut reader = match reader {
        Ok(reader) => reader,
        Err(error) => return told(&error),
    };
    let mut writer = Writer::new(vec![], Quarantine::<Vec<u8>>::Count, std::env::temp_dir());
    let mut rows = 0;
    loop {
        match reader.next(None) {
            Ok(Some(block)) => {
                let (block, tally) = scrubber.scrub(&mut worker, block);
                rows += tally.records_in;
                if let Err(error) = writer.write(&block) {
                    return told(&error);
                }
                if rows > MOST_ROWS {
                    return;
                }
            }
            Ok(None) => break,
            Err(error) => return told(&error),
        }
    }
    if let Err(error) = writer.finish() {
        return told(&error);
    }
    let (out, _) = writer.into_parts();
    let out = Bytes::from(out.expect("it is complete"));
    let written = SerializedFileReader::new(out).expect("what is written is a Parquet file");
    assert_eq!(written.metadata().file_metadata().num_rows(), rows as i64);
}

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    file.rewind().expect("a file has a beginning");
    file
}

/// Errors are in our words.
fn told(error: &std::io::Error) {
    let words = error.to_string();
    assert!(words.starts_with("input"), "{words}");
    assert!(words.is_ascii() && words.len() < 300, "{words}");
}
