//! The file of a model: written by training, read where it lies.
//!
//! All numbers are little-endian. Nothing is parsed: a model is checked once and then looked into.
//!
//! ```text
//!   0  magic "PUMINAME"
//!   8  version u32 | set of features u32
//!  16  language, eight bytes of ASCII, zeros behind it
//!  24  check of all other bytes, u64 (see `check_of`)
//!  32  length of the file u32 | unit f32: nats that a step of the weights stands for
//!  40  for each reading (cased, folded): added to no name by bias, 3 x i16 | dull i16
//!  56  a section each: offset u32, length u32
//!      licence, lexicon, classes, coarse, phrases, then by reading: transitions, weights (u8, 128 is zero), calibration
//! 144  the sections, each at a multiple of 64
//! ```
//!
//! A bad file is refused when it is loaded; a loaded one cannot fail.

use std::{borrow::Cow, fmt, ops::Range};

use crate::{
    decode::{Chain, Transitions},
    features, hash,
    label::{Kind, LABELS, ROW},
    lexicon::{self, Lexicon},
    phrases::Phrases,
    vocabulary::{Reading, Vocabulary, Weights, ZERO},
};

/// A trained model: lexicon, weights and calibration.
///
/// ```no_run
/// use pumice_names::Model;
/// let file = std::fs::read("en.names")?;
/// let model = Model::load(file)?;
/// assert_eq!(model.language(), "en");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    language: String,
    check: u64,
    sections: [Range<usize>; SECTIONS],
    readings: [Chained; 2],
}

/// What a reading has beside its weights.
#[derive(Clone)]
pub(crate) struct Chained {
    pub(crate) chain: Chain,
    /// Added to no name, by bias.
    pub(crate) outside: [i16; 3],
    dull: i16,
}

/// Parts of a model, to be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) language: String,
    pub(crate) unit: f32,
    pub(crate) licence: String,
    pub(crate) lexicon: Vec<u8>,
    pub(crate) classes: Vec<u8>,
    pub(crate) coarse: Vec<u8>,
    pub(crate) phrases: Vec<u8>,
    /// Cased and folded.
    pub(crate) readings: [ReadingParts; 2],
}

/// Parts of a reading.
#[derive(Clone, Debug)]
pub(crate) struct ReadingParts {
    pub(crate) outside: [i16; 3],
    pub(crate) dull: i16,
    pub(crate) transitions: Transitions,
    /// Counted from [`ZERO`] on.
    pub(crate) weights: Vec<u8>,
    /// By kind, [`BINS`] calibrated scores.
    pub(crate) calibration: Vec<u8>,
}

/// Steps of a raw score that calibration tells apart.
pub(crate) const BINS: usize = 32;

const MAGIC: [u8; 8] = *b"PUMINAME";
const VERSION: u32 = 2;
/// Where the check itself is.
const CHECK: Range<usize> = 24..32;
const TABLE: usize = 56;
const SECTIONS: usize = 11;
const HEADER: usize = TABLE + 8 * SECTIONS;
const ALIGNMENT: usize = 64;
/// Sections before those of the readings, and of each reading.
const SHARED: usize = 5;
const OF_READING: usize = 3;

/// Why a model was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadErrorKind {
    /// It does not begin as a model does.
    NoModel,
    /// It was made by another version of the trainer.
    OtherVersion,
    /// It is cut, or bytes of it have changed.
    Damaged,
}

/// The error of [`Model::load`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    kind: LoadErrorKind,
    what: &'static str,
}

impl LoadError {
    /// Why it was refused.
    pub fn kind(&self) -> LoadErrorKind {
        self.kind
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = match self.kind {
            LoadErrorKind::NoModel => "give a file that `pumice names train` has written",
            LoadErrorKind::OtherVersion => "train it again with this version",
            LoadErrorKind::Damaged => "copy or train it again",
        };
        write!(f, "model of names: {}; {next}", self.what)
    }
}

impl std::error::Error for LoadError {}

const fn damaged(what: &'static str) -> LoadError {
    LoadError {
        kind: LoadErrorKind::Damaged,
        what,
    }
}

impl Model {
    /// Checks the bytes of a model file and takes them as they are.
    ///
    /// Cost: each byte is read once, about a millisecond for a model of 4 MB; nothing is copied.
    ///
    /// # Errors
    /// When they are no model, one of another version, cut or changed.
    pub fn load(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Model, LoadError> {
        let bytes = bytes.into();
        if !bytes.starts_with(&MAGIC) {
            return Err(LoadError {
                kind: LoadErrorKind::NoModel,
                what: "it does not begin with PUMINAME",
            });
        }
        if bytes.len() < HEADER {
            return Err(damaged("its header is cut"));
        }
        let version = (u32_at(&bytes, 8), u32_at(&bytes, 12));
        if version != (VERSION, features::SET) {
            return Err(LoadError {
                kind: LoadErrorKind::OtherVersion,
                what: "it has a version or a set of features that this program does not know",
            });
        }
        if u32_at(&bytes, 32) as usize != bytes.len() {
            return Err(damaged("it has not the length that it says"));
        }
        let check = u64::from(u32_at(&bytes, 24)) | u64::from(u32_at(&bytes, 28)) << 32;
        if check_of(&bytes) != check {
            return Err(damaged("its check sum is wrong"));
        }
        let sections = sections(&bytes).ok_or(damaged("a section is beyond its end"))?;
        let language = bytes[16..24]
            .iter()
            .take_while(|byte| byte.is_ascii_graphic());
        let mut model = Model {
            language: language.map(|&byte| char::from(byte)).collect(),
            check,
            readings: std::array::from_fn(|reading| chained(&bytes, &sections, reading)),
            sections,
            bytes,
        };
        model.check_shapes()?;
        Ok(model)
    }

    /// Sections have sizes that they can be looked into with.
    fn check_shapes(&mut self) -> Result<(), LoadError> {
        let multiple = |section: usize, of: usize| {
            let len = self.sections[section].len();
            len > 0 && len.is_multiple_of(of)
        };
        let powers = |section: usize, of: usize| {
            multiple(section, of) && (self.sections[section].len() / of).is_power_of_two()
        };
        let readings = [SHARED, SHARED + OF_READING];
        let whole = multiple(1, lexicon::BUCKET)
            && multiple(2, 4)
            && powers(4, 4)
            && readings.iter().all(|&at| {
                self.sections[at].len() == ROW * ROW * 2
                    && powers(at + 1, ROW)
                    && self.sections[at + 2].len() == Kind::ALL.len() * BINS
            });
        if whole {
            Ok(())
        } else {
            Err(damaged("a section has an impossible size"))
        }
    }

    /// The language that it reads, as a code of ISO 639-1.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Who made what it was trained with, and on what terms.
    pub fn licence(&self) -> &str {
        std::str::from_utf8(self.section(0)).unwrap_or_default()
    }

    /// The check of its bytes: tells models apart.
    pub fn check(&self) -> u64 {
        self.check
    }

    /// Gives its words to a model that is being made.
    pub(crate) fn copy_words(&self, parts: &mut Parts) {
        parts.lexicon = self.section(1).to_vec();
        parts.classes = self.section(2).to_vec();
        parts.coarse = self.section(3).to_vec();
        parts.phrases = self.section(4).to_vec();
    }

    pub(crate) fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary {
            lexicon: Lexicon {
                buckets: self.section(1).as_chunks().0,
                classes: self.section(2).as_chunks().0,
            },
            coarse: self.section(3),
            phrases: Phrases {
                slots: self.section(4).as_chunks().0,
            },
        }
    }

    pub(crate) fn weights(&self, reading: Reading) -> Weights<'_> {
        Weights {
            rows: self
                .section(SHARED + OF_READING * reading as usize + 1)
                .as_chunks()
                .0,
            dull: self.readings[reading as usize].dull,
        }
    }

    pub(crate) fn chained(&self, reading: Reading) -> &Chained {
        &self.readings[reading as usize]
    }

    /// The share of findings of that kind and raw probability that were right.
    pub(crate) fn calibrated(&self, reading: Reading, kind: Kind, probability: f32) -> f32 {
        let bins = self.section(SHARED + OF_READING * reading as usize + 2);
        let score = bins[kind as usize * BINS + bin(probability)];
        f32::from(score) / 255.0
    }

    fn section(&self, at: usize) -> &[u8] {
        &self.bytes[self.sections[at].clone()]
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model")
            .field("language", &self.language)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// The bin of a raw probability: evenly by its square, for most are near 1.
pub(crate) fn bin(probability: f32) -> usize {
    ((probability * probability * BINS as f32) as usize).min(BINS - 1)
}

fn sections(bytes: &[u8]) -> Option<[Range<usize>; SECTIONS]> {
    let mut sections = [const { 0..0 }; SECTIONS];
    for (at, section) in sections.iter_mut().enumerate() {
        let entry = TABLE + 8 * at;
        let start = u32_at(bytes, entry) as usize;
        let end = start.checked_add(u32_at(bytes, entry + 4) as usize)?;
        *section = (HEADER <= start && end <= bytes.len()).then_some(start..end)?;
    }
    Some(sections)
}

/// A section of transitions that is too short is refused later; here it counts as zeros.
fn chained(bytes: &[u8], sections: &[Range<usize>; SECTIONS], reading: usize) -> Chained {
    let constants = 40 + 8 * reading;
    let unit = f32::from_bits(u32_at(bytes, 36));
    let (steps, _) = bytes[sections[SHARED + OF_READING * reading].clone()].as_chunks::<2>();
    let mut transitions = [[0; ROW]; ROW];
    for (slot, step) in transitions.as_flattened_mut().iter_mut().zip(steps) {
        *slot = i16::from_le_bytes(*step);
    }
    Chained {
        chain: Chain::new(transitions, unit),
        outside: [0, 2, 4].map(|by| i16_at(bytes, constants + by)),
        dull: i16_at(bytes, constants + 6),
    }
}

impl Parts {
    /// The bytes of a model file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![0; HEADER];
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
        bytes[12..16].copy_from_slice(&features::SET.to_le_bytes());
        for (slot, byte) in bytes[16..24].iter_mut().zip(self.language.bytes()) {
            *slot = byte;
        }
        bytes[36..40].copy_from_slice(&self.unit.to_bits().to_le_bytes());
        let mut sections = vec![
            self.licence.clone().into_bytes(),
            self.lexicon.clone(),
            self.classes.clone(),
            self.coarse.clone(),
            self.phrases.clone(),
        ];
        for (at, reading) in self.readings.iter().enumerate() {
            let constants = reading.outside.iter().chain([&reading.dull]);
            for (by, constant) in constants.enumerate() {
                let place = 40 + 8 * at + 2 * by;
                bytes[place..place + 2].copy_from_slice(&constant.to_le_bytes());
            }
            let steps = reading.transitions.as_flattened().iter();
            sections.push(steps.flat_map(|step| step.to_le_bytes()).collect());
            sections.push(reading.weights.clone());
            sections.push(reading.calibration.clone());
        }
        for (at, section) in sections.iter().enumerate() {
            bytes.resize(bytes.len().next_multiple_of(ALIGNMENT), 0);
            let entry = TABLE + 8 * at;
            let place = [bytes.len(), section.len()].map(|number| (number as u32).to_le_bytes());
            bytes[entry..entry + 8].copy_from_slice(place.as_flattened());
            bytes.extend_from_slice(section);
        }
        let len = (bytes.len() as u32).to_le_bytes();
        bytes[32..36].copy_from_slice(&len);
        let check = check_of(&bytes).to_le_bytes();
        bytes[CHECK].copy_from_slice(&check);
        bytes
    }
}

impl Default for ReadingParts {
    /// Knows nothing: no weights, and every label as good as another.
    fn default() -> Self {
        let mut transitions = [[0; ROW]; ROW];
        for (from, row) in transitions.iter_mut().enumerate().take(LABELS + 1) {
            let from = (from < LABELS).then_some(from as u8);
            for (to, step) in row.iter_mut().enumerate().take(LABELS) {
                if !crate::label::may_follow(from, to as u8) {
                    *step = crate::decode::FORBIDDEN;
                }
            }
        }
        Self {
            outside: [0; 3],
            dull: i16::MAX,
            transitions,
            weights: vec![ZERO; ROW],
            calibration: vec![0; Kind::ALL.len() * BINS],
        }
    }
}

/// Tells whether bytes have changed; it is no defence against anybody.
fn check_of(bytes: &[u8]) -> u64 {
    let (before, behind) = (&bytes[..CHECK.start], &bytes[CHECK.end..]);
    hash::word(before).rotate_left(1) ^ hash::word(behind)
}

/// Four bytes at a place that was checked to be there.
fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn i16_at(bytes: &[u8], at: usize) -> i16 {
    i16::from_le_bytes([bytes[at], bytes[at + 1]])
}
