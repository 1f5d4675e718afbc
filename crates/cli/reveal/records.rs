//! Records: their structure is that of `formats`, which writes a value as its place wants it and copies
//! every other byte.

use std::{
    env, fs, io, mem,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, bail};
use pumice_detect::{Encoding, EntityId, OffsetMap, Region, Span, escape};
use pumice_engine::{Batch, Edits, Fields, Policy, Scrubber, Sink as _, Source};
use pumice_formats::{
    codec::{Codec, Encoding as Packing, PackedSink, PackedSource, Packer},
    jsonl::{Limits, Quarantine, Reader, Writer},
    parquet,
    records::{Records as Block, RecordsSource},
};
use pumice_vault::{
    Revealed,
    reveal::{Revealer, Sightings},
};

use super::format::Records;
use crate::{
    args::{DEFAULT_MAX_LINE_BYTES, Stream},
    job::BLOCK_BYTES,
    output::Output,
};

/// Blocks whose tokens are looked up together: a look-up reads the pages of all segments that may hold
/// one of them, so the more the better.
const GROUP_BYTES: u64 = 32 << 20;

/// Everything is searched: where scrubbing has put a token, and where somebody else has since.
const EVERYWHERE: &str = "version = 1\n[[fields]]\npath = \"**\"\ntreat = \"scan\"\n";

/// Reveals all records of an input, and gives back the output, which is complete but not published.
///
/// # Errors
/// When something cannot be read or written, a record is not well formed, or the vault refuses.
pub(super) fn reveal(
    records: Records,
    input: &Stream,
    revealer: &mut Revealer<'_>,
    out: Output,
) -> anyhow::Result<Output> {
    let policy = Policy::parse(EVERYWHERE).context("the fields of a reveal")?;
    let scrubber = Scrubber::new(policy, None)?;
    let mut worker = scrubber.worker::<Block>();
    let fields = &mut scrubber.fields(&mut worker);
    let (mut source, mut sink) = open(records, input, out, fields)?;
    let mut group = Group::default();
    while let Some(block) = source.next(None)? {
        group.bytes += block.bytes_read();
        group.blocks.push(block);
        if group.bytes >= GROUP_BYTES {
            group.reveal(input, fields, revealer, &mut sink)?;
        }
    }
    group.reveal(input, fields, revealer, &mut sink)?;
    Ok(sink.finish()?)
}

/// Blocks whose tokens are looked up together.
#[derive(Default)]
struct Group {
    blocks: Vec<Block>,
    bytes: u64,
    scratch: Scratch,
}

/// Buffers for one string at a time.
#[derive(Default)]
struct Scratch {
    text: Vec<u8>,
    map: OffsetMap,
}

impl Group {
    /// Writes all of them, with what was resolved.
    fn reveal(
        &mut self,
        input: &Stream,
        fields: &mut Fields<'_>,
        revealer: &mut Revealer<'_>,
        sink: &mut Sink,
    ) -> anyhow::Result<()> {
        let mut blocks = mem::take(&mut self.blocks);
        self.bytes = 0;
        let mut found = vec![];
        for block in &mut blocks {
            block.open(fields);
            check(block, input)?;
            found.push(self.scratch.find(block));
        }
        let (sightings, regions): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let answers = revealer.resolve_all(&sightings)?;
        let mut edits = Edits::default();
        for (place, block) in blocks.iter_mut().enumerate() {
            let tokens = sightings[place].iter().zip(&regions[place]);
            edits.clear();
            for (((sighting, _), region), value) in tokens.zip(&answers[place]) {
                if let Some(value) = value {
                    let span = Span::new(sighting.span.start as u32, sighting.span.end as u32);
                    edits.push(span, *region, EntityId(0), |out| write(value, out));
                }
            }
            block.rewrite(&edits);
            sink.write(block)?;
        }
        Ok(())
    }
}

fn write(value: &Arc<Revealed>, out: &mut Vec<u8>) -> (bool, ()) {
    out.extend_from_slice(value.expose());
    (true, ())
}

impl Scratch {
    /// The tokens of a block, as they stand in its buffer, and the region of each.
    fn find(&mut self, block: &Block) -> (Sightings, Vec<u32>) {
        let (mut sightings, mut regions) = (Sightings::default(), vec![]);
        for (index, region) in block.regions().iter().enumerate() {
            self.find_in(region, block.text(), &mut sightings);
            regions.resize(sightings.len(), index as u32);
        }
        (sightings, regions)
    }

    /// The tokens of a string: in its text as it is read, since brackets may be escaped.
    fn find_in(&mut self, region: &Region, buffer: &[u8], sightings: &mut Sightings) {
        let raw = buffer.get(region.span().range()).unwrap_or_default();
        let start = region.start as usize;
        if region.encoding == Encoding::Plain || memchr::memchr(b'\\', raw).is_none() {
            return sightings.find(raw, start);
        }
        self.text.clear();
        self.map.clear();
        escape::decode(raw, &mut self.text, &mut self.map);
        let map = &self.map;
        sightings.find_with(&self.text, |span| {
            let raw = map.source(Span::new(span.start as u32, span.end as u32));
            start + raw.start as usize..start + raw.end as usize
        });
    }
}

/// Refuses a record that is not well formed: what it may hold is not known.
fn check(block: &Block, input: &Stream) -> anyhow::Result<()> {
    let Block::Lines(lines) = block else {
        return Ok(());
    };
    if block.rejected() == 0 {
        return Ok(());
    }
    let lines = lines.block();
    for record in 0..lines.lines_read() as u32 {
        if let Some(words) = lines.rejection(record) {
            let line = lines.first_record() + u64::from(record);
            bail!("{input}, line {line}: {words}; correct it, or add `--format text`");
        }
    }
    bail!("{input}: holds a line that is not well formed; correct it, or add `--format text`")
}

/// Where blocks go.
enum Sink {
    Plain(Writer<Output, io::Sink>),
    Packed(PackedSink<Output, Writer<io::Sink, io::Sink>>),
    Rows(Box<parquet::Writer<Output, io::Sink>>),
}

impl Sink {
    fn write(&mut self, block: &Block) -> io::Result<()> {
        match (self, block) {
            (Sink::Plain(writer), Block::Lines(block)) => writer.write(block.block()),
            (Sink::Packed(sink), Block::Lines(block)) => sink.write(block),
            (Sink::Rows(writer), Block::Rows(block)) => writer.write(block),
            _ => Err(io::Error::other("a block of another format")),
        }
    }

    fn finish(self) -> io::Result<Output> {
        let out = match self {
            Sink::Plain(mut writer) => {
                writer.finish()?;
                writer.into_parts().0
            }
            Sink::Packed(mut sink) => {
                sink.finish()?;
                Some(sink.into_parts().0)
            }
            Sink::Rows(mut writer) => {
                writer.finish()?;
                writer.into_parts().0
            }
        };
        out.ok_or_else(|| io::Error::other("an output that was closed before"))
    }
}

fn open(
    records: Records,
    input: &Stream,
    out: Output,
    fields: &mut Fields<'_>,
) -> anyhow::Result<(RecordsSource, Sink)> {
    let name = input.to_string();
    match records {
        Records::Lines(decoded) => {
            let limits = Limits::new(BLOCK_BYTES, DEFAULT_MAX_LINE_BYTES as usize);
            let reader = Reader::with_limits(decoded.reader, name, limits);
            let packer = packer(decoded.codec, &out);
            let source = PackedSource::new(reader, packer.clone());
            let quarantine = Quarantine::Refuse;
            let sink = match packer {
                None => Sink::Plain(Writer::new(Some(out), quarantine)),
                Some(packer) => {
                    let rejected = Writer::new(None, quarantine);
                    Sink::Packed(PackedSink::new(out, rejected, packer))
                }
            };
            Ok((RecordsSource::Lines(source), sink))
        }
        Records::Rows(file) => {
            let options = parquet::Options {
                columns: vec![],
                block_bytes: BLOCK_BYTES,
                max_value_bytes: DEFAULT_MAX_LINE_BYTES as usize,
                selection: Default::default(),
            };
            let folder = folder(&out);
            let source = parquet::Reader::open(file, &name, &options, fields)?;
            let writer = parquet::Writer::new(out, Quarantine::Refuse, folder);
            Ok((
                RecordsSource::Rows(Box::new(source)),
                Sink::Rows(Box::new(writer)),
            ))
        }
    }
}

/// Compresses as the output is named, or else as the input is.
fn packer(of_input: Option<Codec>, out: &Output) -> Option<Arc<Packer>> {
    let extension = out.draft().and_then(|draft| draft.path().extension());
    let codec = match extension.and_then(|extension| extension.to_str()) {
        Some("gz") => Some(Codec::Gzip),
        Some("zst") => Some(Codec::Zstd),
        _ => of_input,
    };
    codec.map(|codec| Arc::new(Packer::new(Packing::from(codec))))
}

/// Where parts of a Parquet file wait that memory does not hold: beside the output, as that is where its
/// values go.
fn folder(out: &Output) -> PathBuf {
    let folder = out.draft().and_then(|draft| draft.path().parent());
    match folder {
        Some(folder) if folder != Path::new("") => folder.to_path_buf(),
        Some(_) => PathBuf::from("."),
        None => fs::canonicalize(env::temp_dir()).unwrap_or_else(|_| env::temp_dir()),
    }
}
