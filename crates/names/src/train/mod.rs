//! Training: labelled texts and lists in, the bytes of a model out; the same ones each time.
//!
//! Two fits for each reading: one with what people have labelled, which then judges what programs
//! have labelled; what it finds all but impossible is left out of the second one. All numbers are added
//! in one order and no function of the machine's library is called, so the same sources give the
//! same bytes everywhere.
//!
//! Scores are counted on texts that are held back. If none are, what people have labelled is cut into
//! blocks, and each is scored by a fit with the others. They are blocks, and not every so many texts, for
//! neighbours are of one kind, and what a model reads later is of a kind that it has not seen.

mod calibrate;
mod corpus;
mod crf;
mod instances;
mod language;
mod templates;
mod words;

use std::{fmt, iter};

pub use corpus::{Example, Source, Trust, TsvError, read_tsv};
pub use templates::MadeUp;
pub use words::{Lists, Scope};

use crate::{
    Case,
    label::{LABELS, ROW},
    model::{Model, Parts, ReadingParts},
    vocabulary::{Reading, ZERO},
};
use calibrate::Bins;
use crf::{Fitted, Settings};
use instances::{Instance, Instances};
use templates::Share;

/// What a model is made of.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Labelled texts.
    pub labelled: Vec<Source>,
    /// Words and places.
    pub lists: Lists,
}

/// How a model is made.
#[derive(Clone, Debug)]
pub struct Options {
    /// Code of ISO 639-1, in lower case; of some languages this crate has templates and lists.
    pub language: String,
    /// Terms and makers of the sources; goes into the file.
    pub licence: String,
    /// Rows of weights for texts with case and without, as powers of two: 18 are 2 MB.
    pub bits: [u32; 2],
    /// Times that each text is looked at.
    pub epochs: usize,
    /// Sentences from templates.
    pub made_up: MadeUp,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            language: "en".into(),
            licence: String::new(),
            bits: [18, 16],
            epochs: 4,
            made_up: MadeUp::default(),
        }
    }
}

/// Why nothing was trained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainError(String);

impl TrainError {
    fn list(list: &str, line: usize, what: &str) -> TrainError {
        TrainError(format!("{list}, line {line}: {what}"))
    }
}

impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TrainError {}

/// Makes a model.
///
/// Cost: the English one, of 2.8 million tokens, took 35 to 53 seconds on two cores that others used too.
///
/// # Errors
/// When a list has a line that cannot be read, or when nothing is labelled and there are no templates.
///
/// # Panics
/// When a thread cannot be started.
pub fn train(sources: &Sources, options: &Options) -> Result<Vec<u8>, TrainError> {
    let made_up = templates::examples(
        &sources.lists,
        &options.language,
        options.made_up,
        Share::Trained,
    );
    let is_labelled = |source: &Source| source.trust == Trust::Gold && !source.examples.is_empty();
    if made_up.is_empty() && !sources.labelled.iter().any(is_labelled) {
        return Err(TrainError(
            "no text is labelled by people: give a source of gold".into(),
        ));
    }
    let mut parts = Parts {
        language: options.language.clone(),
        licence: options.licence.clone(),
        unit: 1.0,
        ..Parts::default()
    };
    words::pack(&sources.lists, &mut parts)?;
    let (blank, made_up) = (&load(&parts), &made_up);
    let held_of_templates = held_back(&sources.lists, options);
    let held: Vec<&Example> = (of(sources, |trust| trust == Trust::Held))
        .chain(&held_of_templates)
        .collect();
    let is_cut = held.is_empty();
    let [cased, folded] = std::thread::scope(|scope| {
        let fits = [Reading::Cased, Reading::Folded].map(|reading| {
            scope.spawn(move || fits((sources, made_up), blank, reading, options, is_cut))
        });
        fits.map(|fit| fit.join().expect("training does not panic"))
    });
    parts.unit = UNIT;
    let mut models = cased.into_iter().zip(folded);
    let whole = models.next().expect("there is a fit with all texts");
    let mut bins = [Bins::default(); 2];
    for (model, block) in models.zip(blocks(sources)) {
        parts.readings = model.into();
        count(&raw(sources, &mut parts), &block, &mut bins);
    }
    parts.readings = whole.into();
    let model = raw(sources, &mut parts);
    count(&model, &held, &mut bins);
    for (reading, bins) in parts.readings.iter_mut().zip(&bins) {
        reading.calibration = calibrate::table(bins);
    }
    Ok(parts.to_bytes())
}

/// The sentences that are held back of those made of templates, to be measured with.
pub fn held_back(lists: &Lists, options: &Options) -> Vec<Example> {
    templates::examples(lists, &options.language, options.made_up, Share::Held)
}

/// Nats that are added to no name by bias (precision, balanced, recall), tuned on the named split.
const OUTSIDE: [f32; 3] = [0.5, -0.4, -1.4];

/// Nats that a step of weights stands for: of those that were learnt, nearly all are below 1.
const UNIT: f32 = 1.0 / 128.0;

fn load(parts: &Parts) -> Model {
    Model::load(parts.to_bytes()).expect("what training writes is a model")
}

/// The texts of sources of some trust.
fn of(sources: &Sources, trusted: impl Fn(Trust) -> bool) -> impl Iterator<Item = &Example> {
    let sources = sources.labelled.iter();
    let some = sources.filter(move |source| trusted(source.trust));
    some.flat_map(|source| &source.examples)
}

/// How many blocks the texts of people are cut into, and so how often the last fit is made once more.
const BLOCKS: usize = 4;

/// How many texts a block has.
fn of_block(sources: &Sources) -> usize {
    let gold = of(sources, |trust| trust == Trust::Gold).count();
    gold.div_ceil(BLOCKS).max(1)
}

fn blocks(sources: &Sources) -> Vec<Vec<&Example>> {
    let gold: Vec<_> = of(sources, |trust| trust == Trust::Gold).collect();
    let blocks = gold.chunks(of_block(sources));
    blocks.map(<[_]>::to_vec).collect()
}

/// What is learnt from all texts, and if they are cut into blocks, from those without each block.
fn fits(
    (sources, made_up): (&Sources, &[Example]),
    blank: &Model,
    reading: Reading,
    options: &Options,
    is_cut: bool,
) -> Vec<ReadingParts> {
    let mut all = Instances::default();
    let ends = add(&mut all, sources, Trust::Gold, blank, reading);
    let of_people = all.runs.len();
    add(&mut all, sources, Trust::Silver, blank, reading);
    for example in made_up {
        all.add(blank, example, reading, options.made_up.weight);
    }
    let settings = Settings {
        epochs: options.epochs,
        rate: 0.15,
        dropout: 0.35,
        bits: options.bits[reading as usize],
    };
    all.prune(settings.bits, LEAST);
    if of_people == 0 {
        return vec![quantised(&crf::fit(&all, &all.runs, &settings))];
    }
    let few = Settings {
        epochs: settings.epochs.min(3),
        ..settings
    };
    let judge = crf::fit(&all, &all.runs[..of_people], &few);
    let (gold, other) = all.runs.split_at(of_people);
    let believed = other
        .iter()
        .filter(|run| judge.likelihood(&all, run) >= IMPOSSIBLE);
    let believed: Vec<Instance> = believed.copied().collect();
    let starts = [0].into_iter().chain(ends.iter().copied());
    let blocks = starts.zip(&ends).map(|(start, &end)| start..end);
    (iter::once(0..0).chain(blocks.filter(|_| is_cut)))
        .map(|left_out| {
            let (before, behind) = (&gold[..left_out.start], &gold[left_out.end..]);
            let runs = [before, behind, &believed].concat();
            quantised(&crf::fit(&all, &runs, &settings))
        })
        .collect()
}

/// Adds the runs of texts; how many there are at the end of each block of texts.
fn add(
    instances: &mut Instances,
    sources: &Sources,
    trust: Trust,
    blank: &Model,
    reading: Reading,
) -> Vec<usize> {
    let of_block = of_block(sources);
    let (mut ends, mut count) = (vec![], 0);
    for source in sources
        .labelled
        .iter()
        .filter(|source| source.trust == trust)
    {
        for example in &source.examples {
            if count == of_block {
                ends.push(instances.runs.len());
                count = 0;
            }
            let example = instances::cleaned(example, blank, trust);
            instances.add(blank, &example, reading, source.weight);
            count += 1;
        }
    }
    ends.push(instances.runs.len());
    ends
}

/// Times that a feature must occur to be learnt.
const LEAST: u8 = 2;

/// The logarithm of the probability below which labels of a program are not believed.
const IMPOSSIBLE: f32 = -3.0;

fn quantised(fitted: &Fitted) -> ReadingParts {
    let mut parts = ReadingParts::default();
    for (steps, learnt) in parts
        .transitions
        .iter_mut()
        .zip(&fitted.steps)
        .take(LABELS + 1)
    {
        for (step, learnt) in steps.iter_mut().zip(learnt).take(LABELS) {
            if *step == 0 {
                *step = (learnt / UNIT).round() as i16;
            }
        }
    }
    let weights = fitted.rows.as_flattened().iter();
    parts.weights = weights
        .map(|weight| (weight / UNIT).round().clamp(-127.0, 127.0) as i8 as u8 ^ ZERO)
        .collect();
    debug_assert_eq!(parts.weights.len() % ROW, 0);
    parts.outside = OUTSIDE.map(|nats| (nats / UNIT).round() as i16);
    parts
}

/// The model of `parts`, which passes over what is to be passed over, with a calibration that tells raw scores
/// apart.
fn raw(sources: &Sources, parts: &mut Parts) -> Model {
    let labelled: Vec<&Example> = of(sources, |trust| trust != Trust::Silver).collect();
    let model = load(parts);
    for (parts, reading) in parts
        .readings
        .iter_mut()
        .zip([Reading::Cased, Reading::Folded])
    {
        parts.dull = calibrate::dull(&model, &labelled, reading);
        parts.calibration = calibrate::identity();
    }
    load(parts)
}

/// Counts what a model finds in texts as they are and in small letters.
fn count(model: &Model, held: &[&Example], [cased, folded]: &mut [Bins; 2]) {
    calibrate::count(model, held, Case::Normal, cased);
    // As it is read: where words end, and which dots are theirs, depends on capitals.
    let small: Vec<Example> = held.iter().filter_map(|example| lowered(example)).collect();
    let small: Vec<&Example> = small.iter().collect();
    calibrate::count(model, &small, Case::Folded, folded);
}

/// The text in small letters; [`None`] if that has another length.
fn lowered(example: &Example) -> Option<Example> {
    let text = example.text.to_lowercase();
    (text.len() == example.text.len()).then(|| Example {
        text,
        ..example.clone()
    })
}
