//! What an input is, and how it is opened.

use std::{fs::File, io::Read, path::Path};

use anyhow::bail;
use pumice_formats::codec::Decoded;

use crate::{
    args::{RevealArgs, RevealFormat, Stream},
    decode::decode,
    input::{self, Patience},
};

/// An input that is open.
pub(super) enum Content {
    Text(Box<dyn Read + Send>),
    Records(Records),
}

/// One of records.
pub(super) enum Records {
    Lines(Decoded),
    Rows(File),
}

impl Content {
    /// Opens the input as what it is, or is said to be.
    ///
    /// # Errors
    /// When it cannot be opened or is something else.
    pub(super) fn open(args: &RevealArgs, patience: &Patience) -> anyhow::Result<Self> {
        let input = &args.input;
        let mut opened = input::open(input, patience)?;
        let rows = opened.parquet.take();
        match (args.format, rows) {
            (RevealFormat::Auto | RevealFormat::Parquet, Some(rows)) => {
                return Ok(Content::Records(Records::Rows(rows)));
            }
            (RevealFormat::Parquet, None) => {
                bail!("{input}: is no Parquet file; leave --format out, or name another file")
            }
            (_, Some(_)) => bail!("{input}: is a Parquet file; leave --format out"),
            (_, None) => {}
        }
        let decoded = decode(opened, input)?;
        let is_lines = match args.format {
            RevealFormat::Auto => is_lines(input),
            format => format == RevealFormat::Jsonl,
        };
        match is_lines {
            true => Ok(Content::Records(Records::Lines(decoded))),
            false if decoded.codec.is_some() => bail!(
                "{input}: is compressed, and a text is not decompressed; decompress it, or add \
                 `--format jsonl` if it is JSONL"
            ),
            false => Ok(Content::Text(Box::new(decoded.reader))),
        }
    }

    /// Its name in reports.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Content::Text(_) => "text",
            Content::Records(Records::Lines(_)) => "jsonl",
            Content::Records(Records::Rows(_)) => "parquet",
        }
    }
}

/// Whether the name is one of JSONL, compressed or not.
fn is_lines(input: &Stream) -> bool {
    let Some(path) = input.path() else {
        return false;
    };
    let extension = |path: &Path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.map(str::to_ascii_lowercase).unwrap_or_default()
    };
    let name = match &*extension(path) {
        "gz" | "zst" => extension(Path::new(path.file_stem().unwrap_or_default())),
        other => other.to_owned(),
    };
    matches!(&*name, "jsonl" | "ndjson" | "json")
}
