//! Runs of texts as rows of features and labels.

use crate::{
    Kind,
    features::{self, Hashed, Run, Token},
    hash,
    label::{self, Label, OUTSIDE},
    lexicon::lists::{COUNTRY, NATIONALITY},
    model::Model,
    scan::Capitals,
    token::{self, LONGEST},
    train::corpus::{Example, Trust},
    vocabulary::{Reading, Words},
    window::{Window, Windows},
};

/// Bits by which the occurrences of a feature are counted; two features seldom share them.
const COUNTERS: u32 = 26;

/// A run of candidates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instance {
    /// Its tokens among those of [`Instances`].
    pub(super) first: u32,
    pub(super) len: u32,
    pub(super) weight: f32,
}

/// All runs of some texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Instances {
    pub(super) runs: Vec<Instance>,
    /// Of each token, where its rows end; they begin where those before end.
    ends: Vec<u32>,
    rows: Vec<u32>,
    pub(super) labels: Vec<Label>,
}

impl Instances {
    /// The rows of a token.
    pub(super) fn rows(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] };
        &self.rows[start as usize..self.ends[token] as usize]
    }

    /// Adds the runs of `example`, its features not yet cut to rows.
    pub(super) fn add(&mut self, model: &Model, example: &Example, reading: Reading, weight: f32) {
        let text = example.text.as_bytes();
        let mut words = Words::default();
        let mut capitals = Capitals::default();
        capitals.read(text);
        words.prepare(model.check());
        let mut windows = Windows {
            text,
            vocabulary: &model.vocabulary(),
            weights: &model.weights(reading),
            words: &mut words,
            buffer: &mut vec![],
        };
        let visit = |window: Window| self.run(example, window, weight);
        match reading {
            Reading::Cased => windows.cased(&capitals, visit),
            Reading::Folded => windows.folded(visit),
        }
    }

    /// Leaves out features that occur fewer than `least` times, which would only disturb those that
    /// share their row, and cuts the others to rows below `1 << bits`.
    pub(super) fn prune(&mut self, bits: u32, least: u8) {
        let mut counts = vec![0u8; 1 << COUNTERS];
        // Features of one line differ in their lowest bits alone.
        let mixed = |feature: u32| feature.wrapping_mul(0x9E37_79B1);
        let counter = |feature: u32| (mixed(feature) >> (u32::BITS - COUNTERS)) as usize;
        for &feature in &self.rows {
            let count = &mut counts[counter(feature)];
            *count = count.saturating_add(1);
        }
        let (mut kept, mut start) = (0, 0);
        for end in &mut self.ends {
            for at in start..*end as usize {
                let feature = self.rows[at];
                if counts[counter(feature)] >= least {
                    self.rows[kept] = feature & ((1 << bits) - 1);
                    kept += 1;
                }
            }
            start = *end as usize;
            *end = kept as u32;
        }
        self.rows.truncate(kept);
    }

    fn run(&mut self, example: &Example, window: Window, weight: f32) {
        let mut hashed = Hashed::default();
        let run = Run::new(
            window.tokens,
            window.run,
            window.lead,
            example.field,
            &mut hashed,
        );
        self.runs.push(Instance {
            first: self.labels.len() as u32,
            len: run.len() as u32,
            weight,
        });
        let mut last = None;
        for (at, token) in run.own().iter().enumerate() {
            let rows = &mut self.rows;
            let mut folded = [0; LONGEST];
            let word = &example.text.as_bytes()[token.start as usize..token.end as usize];
            let len = token::fold(word, &mut folded);
            features::of_word(token, &folded[..len], |feature| rows.push(feature));
            rows.extend(run.shared());
            rows.extend(run.of_token(at));
            self.ends.push(self.rows.len() as u32);
            let name = named(example, token);
            self.labels.push(match name {
                None => OUTSIDE,
                Some((index, kind)) if last == Some(index) => label::inside(kind),
                Some((_, kind)) => label::begin(kind),
            });
            last = name.map(|(index, _)| index);
        }
    }
}

/// Which name of the example a token is of.
pub(super) fn named(example: &Example, token: &Token) -> Option<(usize, Kind)> {
    let (start, end) = (token.start as usize, token.end as usize);
    let names = example.names.iter().enumerate();
    let mut over = names.filter(|(_, (name, _))| name.start < end && start < name.end);
    over.next().map(|(index, (_, kind))| (index, *kind))
}

/// The text without what programs and some people label and no scrubber wants: the article before a
/// name, the title before a person's, and a place that is one word for a nationality.
pub(super) fn cleaned(example: &Example, model: &Model, trust: Trust) -> Example {
    let mut example = example.clone();
    let text = example.text.as_bytes();
    let lexicon = model.vocabulary().lexicon;
    example.names.retain_mut(|(name, kind)| {
        let word = &text[name.clone()];
        let article = [&b"The "[..], b"the "]
            .iter()
            .any(|article| word.starts_with(article));
        if trust == Trust::Silver && article {
            name.start += 4;
        }
        if *kind == Kind::Person {
            name.start += title(&text[name.clone()]);
        }
        let word = text[name.clone()].to_ascii_lowercase();
        let on = lexicon.get(hash::word(&word)).lists;
        !(*kind == Kind::Location && on & NATIONALITY != 0 && on & COUNTRY == 0)
    });
    example
}

/// Length of the title that a person's name begins with, and of the blank behind it.
fn title(name: &[u8]) -> usize {
    let Some(blank) = name.iter().position(|&byte| byte == b' ') else {
        return 0;
    };
    let word = name[..blank].to_ascii_lowercase();
    let word = word.strip_suffix(b".").unwrap_or(&word);
    match TITLES.iter().any(|title| title.as_bytes() == word) {
        true => blank + 1,
        false => 0,
    }
}

/// Titles that most labelled texts leave out of a name and some, the same ones even, do not. Those of
/// nobles and saints are not among them: they are as good as given names.
const TITLES: [&str; 19] = [
    "congressman",
    "dr",
    "gov",
    "governor",
    "judge",
    "justice",
    "mayor",
    "minister",
    "miss",
    "mr",
    "mrs",
    "ms",
    "president",
    "prof",
    "professor",
    "rep",
    "secretary",
    "sen",
    "senator",
];

/// Numbers that look random and are the same each time.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Random {
        Random(hash::word(&seed.to_le_bytes()) | 1)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `bound`, which is not zero.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }
}
