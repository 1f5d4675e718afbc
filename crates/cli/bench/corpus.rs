//! What is searched: generated corpora and files, cut into blocks as a run cuts them.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow, bail};
use pumice_synth::corpus::{self, Label};
use serde::de::IgnoredAny;

use super::blocks::{Block, Form, cut};

/// Corpora that a seed gives, and all that are searched where none is named.
const GENERATORS: &[Generator] = &[
    Generator {
        name: "chat",
        make: corpus::chat,
    },
    Generator {
        name: "prose",
        make: corpus::prose,
    },
    Generator {
        name: "logs",
        make: corpus::logs,
    },
];

/// A maker of a corpus that is no shorter than so many bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Generator {
    name: &'static str,
    make: fn(u64, usize) -> corpus::Corpus,
}

/// Where a corpus comes from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    Generated(Generator),
    File { name: String, path: PathBuf },
}

/// How much of it there is to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) seed: u64,
    /// Of generated corpora; of files as well, if somebody has asked for it.
    pub(super) bytes: usize,
    pub(super) cuts_files: Option<usize>,
}

/// A corpus in memory.
#[derive(Debug)]
pub(super) struct Corpus {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) blocks: Vec<Block>,
    /// What a generator has put there for patterns to find, sorted by place; `None` for files.
    pub(super) planted: Option<Vec<Planted>>,
}

/// A value that a generator has put into a corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Planted {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) entity: &'static str,
}

impl Corpus {
    /// The first blocks that have `bytes` together, or all there are.
    pub(super) fn first(&self, bytes: usize) -> Corpus {
        let before = self
            .blocks
            .iter()
            .take_while(|block| block.bytes.start < bytes);
        let blocks: Vec<Block> = before.cloned().collect();
        let end = blocks.last().map_or(0, |block| block.bytes.end);
        Corpus {
            name: self.name.clone(),
            bytes: self.bytes[..end].to_vec(),
            blocks,
            planted: None,
        }
    }
}

/// The origins that arguments name; no arguments mean all generators.
///
/// # Errors
/// When an argument is neither a generator nor a file, or two corpora have one name.
pub(super) fn origins(arguments: &[OsString]) -> anyhow::Result<Vec<Origin>> {
    if arguments.is_empty() {
        return Ok(GENERATORS.iter().copied().map(Origin::Generated).collect());
    }
    let origins: Vec<Origin> = arguments.iter().map(origin).collect::<Result<_, _>>()?;
    let mut names = BTreeSet::new();
    for name in origins.iter().map(Origin::name) {
        if !names.insert(name) {
            bail!("two corpora are called {name}; give one another name with NAME=PATH");
        }
    }
    Ok(origins)
}

/// A generator's name, `NAME=PATH` or a path.
fn origin(argument: &OsString) -> anyhow::Result<Origin> {
    let text = argument.to_str().unwrap_or_default();
    if let Some(generated) = Origin::named(text) {
        return Ok(generated);
    }
    let named = text.split_once('=').filter(|(name, _)| is_name(name));
    let (name, path) = match named {
        Some((name, path)) => (name.to_owned(), PathBuf::from(path)),
        None => {
            let path = PathBuf::from(argument);
            let stem = path.file_stem().unwrap_or_default();
            (stem.to_string_lossy().into_owned(), path)
        }
    };
    if !path.is_file() {
        let known: Vec<_> = GENERATORS.iter().map(|known| known.name).collect();
        bail!(
            "{}: is neither a corpus ({}) nor a file; check the path",
            path.display(),
            known.join(", ")
        );
    }
    Ok(Origin::File { name, path })
}

fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    !text.is_empty() && text.bytes().all(plain)
}

impl Origin {
    /// The generated corpus of that name.
    pub(super) fn named(name: &str) -> Option<Origin> {
        let generator = GENERATORS.iter().find(|known| known.name == name);
        generator.copied().map(Origin::Generated)
    }

    /// What tables call it.
    pub(super) fn name(&self) -> &str {
        match self {
            Origin::Generated(generator) => generator.name,
            Origin::File { name, .. } => name,
        }
    }

    /// Makes or reads the corpus.
    ///
    /// # Errors
    /// When a file cannot be read, is empty, or is not what its name says.
    pub(super) fn load(&self, size: Size) -> anyhow::Result<Corpus> {
        match self {
            Origin::Generated(generator) => {
                let made = (generator.make)(size.seed, size.bytes);
                let owed = made.gold.iter().filter(|label| is_owed(label));
                let planted = owed.map(|label| Planted {
                    start: label.raw.start,
                    end: label.raw.end,
                    entity: label.entity,
                });
                Ok(Corpus {
                    name: generator.name.to_owned(),
                    planted: Some(planted.collect()),
                    blocks: cut(&made.bytes, Form::Jsonl),
                    bytes: made.bytes,
                })
            }
            Origin::File { name, path } => {
                let (bytes, form) = read(path, size.cuts_files)?;
                Ok(Corpus {
                    name: name.clone(),
                    planted: None,
                    blocks: cut(&bytes, form),
                    bytes,
                })
            }
        }
    }
}

/// Whether a search must find a value as what it is. Not so dates with a month in another script
/// than Latin, whose names no rule promises, and dates of birth, which are dates until a word near
/// them says more, in a language that the rule knows.
fn is_owed(label: &Label) -> bool {
    let is_latin = |letter: char| letter < '\u{250}';
    match label.entity {
        "DATE_OF_BIRTH" => false,
        "DATE_TIME" => label.value.chars().all(is_latin),
        _ => true,
    }
}

/// Reads a file, or its first lines that have `most` bytes together, and checks what it is.
fn read(path: &Path, most: Option<usize>) -> anyhow::Result<(Vec<u8>, Form)> {
    let name = path.display();
    let file = File::open(path)
        .with_context(|| format!("{name}: cannot be opened; check the path and its permissions"))?;
    let mut bytes = Vec::new();
    let mut reader = BufReader::new(file);
    let read = match most {
        None => reader.read_to_end(&mut bytes),
        Some(most) => reader
            .by_ref()
            .take(most as u64)
            .read_to_end(&mut bytes)
            .and_then(|_| match bytes.last() {
                Some(b'\n') | None => Ok(0),
                Some(_) => reader.read_until(b'\n', &mut bytes),
            }),
    };
    read.with_context(|| format!("{name}: cannot be read"))?;
    let text = str::from_utf8(&bytes).map_err(|error| {
        let at = error.valid_up_to();
        anyhow!("{name}: is not UTF-8 at byte {at}; convert or decompress it first")
    })?;
    let form = Form::of(path);
    check(text, form).with_context(|| format!("{name}: cannot be searched"))?;
    Ok((bytes, form))
}

/// Refuses what cannot be cut into blocks and texts.
fn check(text: &str, form: Form) -> anyhow::Result<()> {
    if text.trim().is_empty() {
        bail!("it holds no text");
    }
    for (line, number) in text.lines().zip(1_u64..) {
        if line.len() > MAX_LINE_BYTES {
            bail!("line {number} is longer than {MAX_LINE_BYTES} bytes; leave it out");
        }
        let is_json = || serde_json::from_str::<IgnoredAny>(line).is_ok();
        if form == Form::Jsonl && !line.trim().is_empty() && !is_json() {
            bail!("line {number} is no JSON; mend it, or call a text file .txt");
        }
    }
    Ok(())
}

/// A block is a line longer than its size and must stay below 4 GiB.
const MAX_LINE_BYTES: usize = 1 << 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_argument_means_every_generator() {
        let origins = origins(&[]).expect("they are there");
        let names: Vec<_> = origins.iter().map(Origin::name).collect();
        assert_eq!(names, ["chat", "prose", "logs"]);
    }

    #[test]
    fn lines_are_checked_and_named_by_number() {
        let refusal = |text, form| check(text, form).map_err(|error| error.to_string());
        assert_eq!(refusal("{\"a\":1}\n\n[2]\n", Form::Jsonl), Ok(()));
        assert_eq!(refusal("no JSON\n", Form::Text), Ok(()));
        let broken = refusal("{}\n\n{\"a\":\n", Form::Jsonl).expect_err("it is broken");
        assert!(broken.starts_with("line 3 is no JSON"), "{broken}");
        assert!(refusal(" \n\n", Form::Text).is_err());
    }

    #[test]
    fn names_are_plain_words() {
        assert!(is_name("real_prose-2"));
        assert!(!is_name("") && !is_name("./a") && !is_name("a b"));
    }
}
