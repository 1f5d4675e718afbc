//! The search: text in, names out.

use crate::{
    decode::{Awaited, Lattice, Left},
    features::{Field, Hashed, Run, Token},
    label::{self, Kind, Label},
    model::Model,
    scan::Capitals,
    vocabulary::{Reading, Words},
    window::{Window, Windows},
};

/// A name that was found. It holds no text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameSpan {
    /// First byte; on a boundary of characters, as is `end`.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
    /// What it names.
    pub kind: Kind,
    /// How likely span and kind are right, 0 to 1, as counted on texts that were not trained with.
    pub score: f32,
}

/// What is worse: a name that is missed, or a word that is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bias {
    /// Few words that are no names.
    Precision,
    /// The best of both.
    #[default]
    Balanced,
    /// Few names that are missed: for scrubbing.
    Recall,
}

/// How the case of a text is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// As it seems: a text all in small or all in large letters says nothing by its case.
    #[default]
    Auto,
    /// Names have capitals.
    Normal,
    /// Case says nothing.
    Folded,
}

/// How a text is searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What is worse, a miss or a mistake.
    pub bias: Bias,
    /// How case is read.
    pub case: Case,
    /// What the name of the text's field says.
    pub field: Field,
}

/// What a search needs to remember; one for each thread, for any models.
///
/// It takes 1.3 MB with the first search. Once it has seen a text, searching as long a one allocates
/// nothing.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    pub(crate) words: Words,
    pub(crate) capitals: Capitals,
    tokens: Vec<Token>,
    hashed: Hashed,
    awaited: [Awaited; 2],
    lattice: Lattice,
    nameless: Nameless,
}

impl Model {
    /// Appends the names in `text` to `names`, in the order of the text and disjoint.
    ///
    /// What is found depends on `text` and `query` alone. A text has 4 GiB at most; what is behind
    /// that is not searched. Hot: per region.
    pub fn find(&self, cache: &mut Cache, text: &str, query: Query, names: &mut Vec<NameSpan>) {
        let text = searched(text.as_bytes());
        let mut capitals = std::mem::take(&mut cache.capitals);
        capitals.read(text);
        if let Some(reading) = capitals.reading(text, query.case) {
            self.search(cache, (text, &capitals), reading, query, names);
        }
        cache.capitals = capitals;
    }

    /// The same of a text whose capitals were read.
    pub(crate) fn search(
        &self,
        cache: &mut Cache,
        (text, capitals): (&[u8], &Capitals),
        reading: Reading,
        query: Query,
        names: &mut Vec<NameSpan>,
    ) {
        let Cache {
            words,
            tokens,
            hashed,
            awaited,
            lattice,
            nameless,
            ..
        } = cache;
        words.prepare(self.check());
        nameless.prepare();
        let weights = self.weights(reading);
        let chained = self.chained(reading);
        let outside = chained.outside[query.bias as usize];
        let vocabulary = self.vocabulary();
        let mut windows = Windows {
            text,
            vocabulary: &vocabulary,
            weights: &weights,
            words,
            buffer: tokens,
        };
        let mut name = |run: &Awaited, nameless: &mut Nameless| {
            lattice.weigh(run, &weights);
            if !chained.chain.best(lattice, outside) {
                nameless.remember(run.key);
                return;
            }
            chained.chain.sum(lattice);
            each_name(&lattice.labels, |start, end, kind| {
                let probability = chained.chain.probability(lattice, start, end, kind);
                let tokens = &run.tokens[start..end];
                names.push(NameSpan {
                    start: named(tokens, kind).start,
                    end: tokens[tokens.len() - 1].end,
                    kind,
                    score: self.calibrated(reading, kind, probability),
                });
            });
        };
        // What a run depends on but for its window.
        let asked = [reading as u64, query.bias as u64, query.field as u64];
        let seed = asked.iter().fold(self.check(), |all, one| all << 3 ^ one);
        // While the weights of a run are on their way, the one before it is decided.
        let [next, last] = awaited;
        last.tokens.clear();
        let visit = |window: Window| {
            let key = window.key(seed);
            if nameless.has(key) {
                return;
            }
            let Window { tokens, run, lead } = window;
            let run = Run::new(tokens, run, lead, query.field, hashed);
            next.ask(run, &weights);
            next.key = key;
            if !last.tokens.is_empty() {
                name(last, nameless);
            }
            std::mem::swap(next, last);
        };
        match reading {
            Reading::Cased => windows.cased(capitals, visit),
            Reading::Folded => windows.folded(visit),
        }
        if !last.tokens.is_empty() {
            name(last, nameless);
        }
    }
}

/// Windows that were seen lately and have no name in them, each in the one place that its key gives it. Logs and forms
/// repeat theirs all the time.
#[derive(Clone, Debug, Default)]
struct Nameless(Vec<u64>);

/// Windows that are remembered: 16 KB of them.
const NAMELESS: usize = 1 << 11;

impl Nameless {
    fn prepare(&mut self) {
        if self.0.is_empty() {
            self.0.resize(NAMELESS, 0);
        }
    }

    #[inline(always)]
    fn has(&self, key: u64) -> bool {
        self.0[(key >> 32) as usize & (NAMELESS - 1)] == key
    }

    #[inline(always)]
    fn remember(&mut self, key: u64) {
        self.0[(key >> 32) as usize & (NAMELESS - 1)] = key;
    }
}

/// The first token of a name: a title before a person's is none of it.
fn named(tokens: &[Left], kind: Kind) -> &Left {
    let mut rest = tokens;
    while let [first, more @ ..] = rest
        && kind == Kind::Person
        && first.is_title
        && !more.is_empty()
    {
        rest = more;
    }
    &rest[0]
}

/// What is searched of a text.
pub(crate) fn searched(text: &[u8]) -> &[u8] {
    &text[..text.len().min(u32::MAX as usize)]
}

/// Calls `name` for each name of the labels with its first token, the one behind its last, its kind.
pub(crate) fn each_name(labels: &[Label], mut name: impl FnMut(usize, usize, Kind)) {
    for (start, &first) in labels.iter().enumerate() {
        if let Some(kind) = label::begins(first) {
            let more = labels[start + 1..].iter();
            let len = more
                .take_while(|&&label| label == label::inside(kind))
                .count();
            name(start, start + 1 + len, kind);
        }
    }
}
