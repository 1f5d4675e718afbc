//! Makes the sparse corpus of the benches from texts that people wrote: `benches/prose.sh` fetches
//! them, cuts them into paragraphs and calls this.
//!
//! Arguments are files of paragraphs with blank lines between them, called by their language:
//! `en-gcide.txt`. Standard output gets JSONL, `{"text":"..."}` of 1 to 6 KB a line; standard error
//! the row for the table of corpora and what each language gave. One synthetic value is planted in
//! about 20 KB, in the sentence of a frame. A fourth of the records is in German, Arabic, Japanese
//! and Hindi; when the texts of one are used up, sentences from patterns take their place.
//!
//! Paragraphs that are no prose are left out: short ones, those with links, mail addresses or many
//! digits, and those that are not in the script of their language. No paragraph comes twice.

mod measures;

use std::{
    collections::HashSet,
    env, fs,
    io::{self, BufWriter, Write},
    path::Path,
};

use pumice_synth::{
    Rng, corpus,
    text::{self, Language, Sample},
};
use serde_json::json;

use crate::measures::Measures;

const SEED: u64 = 1;

/// No more than the other corpora have.
const BYTES: usize = 64 << 20;

fn main() -> io::Result<()> {
    let mut maker = Maker::new(
        env::args()
            .skip(1)
            .map(|path| Source::read(Path::new(&path))),
    )?;
    let mut out = vec![];
    while out.len() < BYTES && maker.record(&mut out) {}
    let mut stdout = BufWriter::new(io::stdout().lock());
    stdout.write_all(&out)?;
    stdout.flush()?;
    maker.report(&out, &mut io::stderr())
}

/// The paragraphs of one file, in order.
struct Source {
    name: String,
    paragraphs: std::vec::IntoIter<String>,
    /// Bytes that are left.
    left: usize,
    used: usize,
}

impl Source {
    fn read(path: &Path) -> io::Result<Self> {
        let name = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .ok_or_else(|| io::Error::other("an argument is no file"))?;
        let language = Language::ALL
            .into_iter()
            .find(|&language| name.starts_with(code(Some(language))));
        let text = String::from_utf8_lossy(&fs::read(path)?).into_owned();
        let mut seen = HashSet::new();
        let paragraphs: Vec<String> = text
            .lines()
            .map(str::trim)
            .collect::<Vec<_>>()
            .split(|line| line.is_empty())
            .map(|lines| lines.join(gap(language)))
            .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|paragraph| is_prose(paragraph, language))
            .filter(|paragraph| seen.insert(paragraph.clone()))
            .collect();
        Ok(Self {
            name,
            left: paragraphs.iter().map(String::len).sum(),
            paragraphs: paragraphs.into_iter(),
            used: 0,
        })
    }

    fn next(&mut self) -> Option<String> {
        let paragraph = self.paragraphs.next()?;
        self.left -= paragraph.len();
        self.used += paragraph.len();
        Some(paragraph)
    }
}

/// Two letters, as the names of files begin with.
fn code(language: Option<Language>) -> &'static str {
    match language {
        None => "en",
        Some(Language::German) => "de",
        Some(Language::Arabic) => "ar",
        Some(Language::Japanese) => "ja",
        Some(Language::Hindi) => "hi",
    }
}

fn gap(language: Option<Language>) -> &'static str {
    language.map_or(" ", Language::gap)
}

/// Whether a paragraph is running text of its language without a value of its own.
fn is_prose(paragraph: &str, language: Option<Language>) -> bool {
    let digits = paragraph.bytes().filter(u8::is_ascii_digit).count();
    let marks = ["@", "://", "www.", "\u{fffd}", "<", "\\"];
    let letters = paragraph.chars().filter(|c| c.is_alphabetic()).count();
    let of_script = paragraph
        .chars()
        .filter(|&c| in_script(c, language))
        .count();
    paragraph.len() >= MIN_PARAGRAPH_BYTES
        && digits * 50 <= paragraph.len()
        && !marks.iter().any(|mark| paragraph.contains(mark))
        && letters * 4 >= paragraph.chars().count() * 2
        && of_script * 2 >= letters
}

const MIN_PARAGRAPH_BYTES: usize = 80;

fn in_script(character: char, language: Option<Language>) -> bool {
    match language {
        None | Some(Language::German) => character < '\u{250}' && character.is_alphabetic(),
        Some(Language::Arabic) => ('\u{600}'..'\u{700}').contains(&character),
        Some(Language::Japanese) => ('\u{3040}'..'\u{a000}').contains(&character),
        Some(Language::Hindi) => ('\u{900}'..'\u{980}').contains(&character),
    }
}

struct Maker {
    rng: Rng,
    sources: Vec<Source>,
    /// Bytes of records until the next value.
    until_value: usize,
    values: usize,
    records: usize,
    /// Bytes from patterns, for lack of texts.
    patterns: usize,
}

impl Maker {
    fn new(sources: impl Iterator<Item = io::Result<Source>>) -> io::Result<Self> {
        Ok(Self {
            rng: Rng::new(SEED ^ 0x7265_616c),
            sources: sources.collect::<io::Result<_>>()?,
            until_value: VALUE_EVERY_BYTES,
            values: 0,
            records: 0,
            patterns: 0,
        })
    }

    /// Appends a record; `false` when the English texts are used up.
    fn record(&mut self, out: &mut Vec<u8>) -> bool {
        let foreign = self.rng.percent(25);
        let language = foreign.then(|| Language::any(&mut self.rng));
        let wanted = self.rng.between(1_000, 5_000) as usize;
        let Some(mut text) = self.text(language, wanted) else {
            return false;
        };
        if self.until_value <= text.text.len() {
            self.plant(language, &mut text);
        }
        self.until_value = self.until_value.saturating_sub(text.text.len());
        self.records += 1;
        out.extend_from_slice(json!({"text": text.text}).to_string().as_bytes());
        out.push(b'\n');
        true
    }

    /// Paragraphs of one source of a language, which is drawn by what it has left.
    fn text(&mut self, language: Option<Language>, wanted: usize) -> Option<Sample> {
        let mut sample = Sample::default();
        let of_language = |source: &&mut Source| source.name.starts_with(code(language));
        let left: usize = (self.sources.iter_mut().filter(of_language))
            .map(|source| source.left)
            .sum();
        let mut ticket = self.rng.below(left as u32) as usize;
        let source = self.sources.iter_mut().filter(of_language).find(|source| {
            let drawn = ticket < source.left;
            ticket = ticket.saturating_sub(source.left);
            drawn
        });
        let Some(source) = source else {
            self.fill_from_patterns(language?, wanted, &mut sample);
            return Some(sample);
        };
        while sample.text.len() < wanted {
            let Some(paragraph) = source.next() else {
                break;
            };
            if !sample.text.is_empty() {
                sample.push_text("\n\n");
            }
            sample.push_text(&paragraph);
        }
        Some(sample)
    }

    fn fill_from_patterns(&mut self, language: Language, wanted: usize, sample: &mut Sample) {
        while sample.text.len() < wanted {
            if !sample.text.is_empty() {
                sample.push_text(gap(Some(language)));
            }
            language.filler(&mut self.rng, &mut sample.text);
        }
        self.patterns += sample.text.len();
    }

    /// Adds a sentence with a value at the end of a text.
    fn plant(&mut self, language: Option<Language>, sample: &mut Sample) {
        let sentence = match language {
            Some(language) => language.sentence(&mut self.rng),
            None => text::sentence(&mut self.rng),
        };
        let by_names = |entity: &str| ["PERSON", "STREET_ADDRESS"].contains(&entity);
        self.values += (sentence.spans.iter())
            .filter(|gold| !by_names(gold.entity))
            .count();
        sample.push_text(gap(language));
        sample.append(&sentence);
        let jitter = self.rng.below(VALUE_EVERY_BYTES as u32) as usize;
        self.until_value += VALUE_EVERY_BYTES / 2 + jitter;
    }

    fn report(&self, out: &[u8], err: &mut impl Write) -> io::Result<()> {
        let lengths: Vec<usize> = corpus::strings(out).map(|text| text.raw.len()).collect();
        let density = out.len() as f64 / self.values.max(1) as f64;
        writeln!(err, "{}", Measures::HEAD)?;
        writeln!(
            err,
            "{}\n",
            Measures::new(out, density, &lengths).row("prose")
        )?;
        for source in &self.sources {
            writeln!(
                err,
                "{}: {} bytes, {} left over",
                source.name, source.used, source.left
            )?;
        }
        writeln!(
            err,
            "{} records, {} bytes from patterns",
            self.records, self.patterns
        )
    }
}

const VALUE_EVERY_BYTES: usize = 20_000;
