//! How outputs are compressed: as the arguments say, as they are named, or as their inputs are.

use std::{
    io,
    path::Path,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use anyhow::{anyhow, bail};
use pumice_formats::codec::{Codec, Encoding, Packer};

use crate::args::{Compression, ScrubArgs};

/// What packs the blocks of each file.
pub(super) struct Packing {
    compression: Option<Compression>,
    level: Option<u32>,
    /// Whether nothing is written, so that nothing is worth packing.
    is_dry_run: bool,
    /// Those that there are; files with one encoding share one.
    packers: Mutex<Vec<(Encoding, Arc<Packer>)>>,
    /// By file; known once it is opened, before any block of it is there.
    of_files: Vec<OnceLock<Option<Arc<Packer>>>>,
}

impl Packing {
    /// For so many files.
    ///
    /// # Errors
    /// When the codec has no such level.
    pub(super) fn new(args: &ScrubArgs, files: usize) -> anyhow::Result<Self> {
        let packing = Self {
            compression: args.compression,
            level: args.compression_level,
            is_dry_run: args.dry_run,
            packers: Mutex::default(),
            of_files: (0..files).map(|_| OnceLock::new()).collect(),
        };
        // What is wrong for every file is told before any of them is read.
        match args.compression {
            Some(Compression::None) => packing.encoding(None)?,
            Some(Compression::Gzip) => packing.encoding(Some(Codec::Gzip))?,
            Some(Compression::Zstd) => packing.encoding(Some(Codec::Zstd))?,
            Some(Compression::Same) | None => None,
        };
        Ok(packing)
    }

    /// Decides for a file whose codec and whose output's name are known.
    ///
    /// # Errors
    /// When its codec has no such level.
    pub(super) fn decide(
        &self,
        file: usize,
        of_input: Option<Codec>,
        out: Option<&Path>,
    ) -> io::Result<Option<Arc<Packer>>> {
        let codec = match self.compression {
            Some(Compression::None) => None,
            Some(Compression::Gzip) => Some(Codec::Gzip),
            Some(Compression::Zstd) => Some(Codec::Zstd),
            Some(Compression::Same) => of_input,
            None => out.and_then(of_name).or(of_input),
        };
        let encoding = self.encoding(codec).map_err(io::Error::other)?;
        let encoding = encoding.filter(|_| !self.is_dry_run);
        let packer = encoding.map(|encoding| self.packer(encoding));
        Ok(self.of_files[file].get_or_init(|| packer).clone())
    }

    /// What packs the blocks of a file that is open; `None` where its output is plain.
    pub(super) fn of(&self, file: usize) -> Option<Arc<Packer>> {
        self.of_files[file].get().cloned().flatten()
    }

    fn packer(&self, encoding: Encoding) -> Arc<Packer> {
        // Nobody panics with the lock in hand.
        let mut packers = self.packers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, packer)) = packers.iter().find(|(known, _)| *known == encoding) {
            return Arc::clone(packer);
        }
        let packer = Arc::new(Packer::new(encoding));
        packers.push((encoding, Arc::clone(&packer)));
        packer
    }

    fn encoding(&self, codec: Option<Codec>) -> anyhow::Result<Option<Encoding>> {
        let Some(level) = self.level else {
            return Ok(codec.map(Encoding::from));
        };
        let Some(codec) = codec else {
            bail!(
                "--compression-level {level}: the output is not compressed; add `--compression gzip` or \
                 `zstd`, or leave the level out"
            );
        };
        let (least, most) = codec.levels().into_inner();
        let encoding = Encoding::new(codec, level);
        encoding.map(Some).ok_or_else(|| {
            anyhow!("--compression-level {level}: the levels of {codec} are {least} to {most}")
        })
    }
}

/// What the end of a name says.
fn of_name(out: &Path) -> Option<Codec> {
    match out.extension()?.to_str()? {
        "gz" => Some(Codec::Gzip),
        "zst" => Some(Codec::Zstd),
        _ => None,
    }
}
