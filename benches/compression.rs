//! Compressed JSONL to compressed JSONL, from file to file, next to decoding and encoding it alone: the
//! same codec, level, blocks and threads, and no search.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    num::NonZeroUsize,
    path::PathBuf,
    sync::{Arc, Mutex, atomic::AtomicBool, mpsc::sync_channel},
    thread,
};

use criterion::{BenchmarkGroup, measurement::WallTime};
use flate2::{Compression, write::GzEncoder};
use pumice_engine::{Mode, RunOptions, Scrubber, run};
use pumice_formats::{
    codec::{Codec, PackedSink, PackedSource, Packer, decode},
    jsonl::{Quarantine, Reader, Writer},
};

use crate::{BLOCK_BYTES, Files, record::Recorder};

/// A codec, a number of threads, and the benches of the yardstick and of the run.
const BENCHES: [(Codec, usize, &str, &str); 4] = [
    (Codec::Gzip, 1, "gzip_alone_1", "gzip_replace_1"),
    (Codec::Gzip, 2, "gzip_alone_2", "gzip_replace_2"),
    (Codec::Zstd, 1, "zstd_alone_1", "zstd_replace_1"),
    (Codec::Zstd, 2, "zstd_alone_2", "zstd_replace_2"),
];

/// The yardstick first, then the run. Bytes are those of the text.
pub(crate) fn measure(
    group: &mut BenchmarkGroup<'_, WallTime>,
    recorder: &mut Recorder,
    corpus: &'static str,
    files: &Files,
    scrubber: &Scrubber,
) {
    let bytes = files.text.len();
    for (codec, threads, alone, replace) in BENCHES {
        let packed = PackedFiles::new(files, codec);
        group.bench_function(alone, |bencher| {
            recorder.ran(alone, corpus, bytes);
            bencher.iter(|| assert_eq!(packed.recode(threads), bytes));
        });
        group.bench_function(replace, |bencher| {
            recorder.ran(replace, corpus, bytes);
            let expected = packed.scrub(scrubber, threads);
            assert_ne!(expected, 0, "nothing found in {corpus}");
            bencher.iter(|| assert_eq!(packed.scrub(scrubber, threads), expected));
        });
    }
}

/// A compressed input and the place of the output beside it.
struct PackedFiles {
    codec: Codec,
    input: PathBuf,
    output: PathBuf,
}

impl PackedFiles {
    fn new(files: &Files, codec: Codec) -> Self {
        let input = files.input.with_extension(codec.to_string());
        let mut packed = vec![];
        encode(codec, &files.text, &mut packed);
        fs::write(&input, packed).expect("the target folder can be written");
        Self {
            codec,
            input,
            output: files.output.with_extension(codec.to_string()),
        }
    }

    fn open(&self) -> (Box<dyn Read + Send>, File) {
        let input = File::open(&self.input).expect("the corpus was written");
        let output = File::create(&self.output).expect("the target folder can be written");
        let decoded = decode(input).expect("the corpus can be read");
        assert_eq!(decoded.codec, Some(self.codec));
        (decoded.reader, output)
    }

    /// Decodes on one thread, encodes on others, writes in whatever order. Gives the bytes of the text.
    fn recode(&self, threads: usize) -> usize {
        let (mut input, output) = self.open();
        let output = Mutex::new(output);
        let (blocks, jobs) = sync_channel::<Vec<u8>>(2 * threads);
        let jobs = Mutex::new(jobs);
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    let mut packed = vec![];
                    loop {
                        let block = jobs.lock().expect("no panic").recv();
                        let Ok(block) = block else { break };
                        encode(self.codec, &block, &mut packed);
                        let mut output = output.lock().expect("no panic");
                        output.write_all(&packed).expect("it can be written");
                    }
                });
            }
            let mut total = 0;
            loop {
                let mut block = Vec::with_capacity(BLOCK_BYTES);
                let some = (&mut input)
                    .take(BLOCK_BYTES as u64)
                    .read_to_end(&mut block);
                if some.expect("the corpus can be read") == 0 {
                    drop(blocks);
                    return total;
                }
                total += block.len();
                blocks.send(block).expect("somebody listens");
            }
        })
    }

    /// One run, without waiting for the disk. Gives the number of values that were found.
    fn scrub(&self, scrubber: &Scrubber, threads: usize) -> u64 {
        let (input, output) = self.open();
        let packer = Arc::new(Packer::new(self.codec.into()));
        let source = Reader::new(input, "corpus.jsonl");
        let mut source = PackedSource::new(source, Some(Arc::clone(&packer)));
        let rejected = Writer::new(None::<io::Sink>, Quarantine::<io::Sink>::Refuse);
        let mut sink = PackedSink::new(output, rejected, packer);
        let stop = AtomicBool::new(false);
        let threads = NonZeroUsize::new(threads).expect("at least one thread");
        let options = RunOptions::new(threads, Mode::Scrub, &stop);
        let outcome = run(scrubber, &mut source, &mut sink, &options, &());
        outcome.expect("the run succeeds").tally.findings
    }
}

/// One member or frame, by the libraries themselves.
fn encode(codec: Codec, text: &[u8], packed: &mut Vec<u8>) {
    packed.clear();
    match codec {
        Codec::Gzip => {
            let level = Compression::new(codec.default_level());
            let mut encoder = GzEncoder::new(packed, level);
            encoder.write_all(text).expect("memory takes all");
            encoder.finish().expect("memory takes all");
        }
        Codec::Zstd => {
            let level = codec.default_level() as i32;
            let mut encoder = zstd::bulk::Compressor::new(level).expect("memory");
            encoder.include_checksum(true).expect("a parameter");
            packed.reserve(zstd::compress_bound(text.len()));
            (encoder.compress_to_buffer(text, packed)).expect("there is room");
        }
    }
}
