//! What the recognizers look for, sorted by where the search starts.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::{
    anchors::KINDS,
    finding::{Evidence, RecognizerId},
    groups::{Groups, GroupsBuilder},
    labels::Callers,
    recognizer::{Anchor, Recognizer, Shape, Walk, Walked},
    tokens::Tokens,
};

/// The shapes of all recognizers, compiled.
#[derive(Debug)]
pub(crate) struct Walks {
    by_anchor: [Vec<Walker>; KINDS],
    /// Which walks at [`Anchor::Label`] a label calls.
    pub(crate) labels: Callers,
    pub(crate) wholes: Vec<Whole>,
    pub(crate) groups: Groups,
    pub(crate) terms: Option<Terms>,
    pub(crate) tokens: Option<Tokens>,
}

/// Grammars that may start at one kind of anchor.
pub(crate) const MAX_WALKS: usize = 16;

/// One grammar and the rules that want what it finds.
#[derive(Clone, Debug)]
pub(crate) struct Walker {
    pub(crate) walk: Walk,
    pub(crate) recognizers: Vec<RecognizerId>,
    /// Whether it takes no more than the value. Of the numbers of an address none begins another value,
    /// whatever is said of its prefix.
    pub(crate) has_end: bool,
}

/// What says whether the text of a field is a value of a rule.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    pub(crate) read: fn(&[u8]) -> Option<Walked>,
    pub(crate) recognizer: RecognizerId,
}

impl Walks {
    /// Compiles the shapes; the error names the recognizer. `waits` tells whether a rule whose shape
    /// says so much needs a cue in any case.
    pub(crate) fn new(
        recognizers: &[Recognizer],
        waits: impl Fn(RecognizerId, Evidence) -> bool,
    ) -> Result<Walks, String> {
        let mut walks = Walks {
            by_anchor: std::array::from_fn(|_| vec![]),
            labels: Callers::default(),
            wholes: vec![],
            groups: Groups::default(),
            terms: None,
            tokens: None,
        };
        let (mut tokens, mut marked) = (vec![], vec![]);
        let mut groups = GroupsBuilder::default();
        let mut terms = vec![];
        for (at, recognizer) in recognizers.iter().enumerate() {
            let id = RecognizerId(at as u16);
            for shape in recognizer.shapes.iter() {
                match shape {
                    Shape::Groups(groupings) => {
                        for grouping in groupings.iter() {
                            groups.add(id, grouping).map_err(|why| {
                                format!("{}: {:?}: {why}", recognizer.id, grouping.pattern)
                            })?;
                        }
                    }
                    Shape::Walk { anchor, walk } => {
                        walks.add(recognizers, id, *anchor, *walk)?;
                    }
                    Shape::Labelled { labels, walk } => {
                        let number = walks.by_anchor[Anchor::Label as usize].len();
                        walks.add(recognizers, id, Anchor::Label, *walk)?;
                        let labels = labels.iter().copied().flatten();
                        labels.for_each(|label| walks.labels.add(label, number));
                    }
                    Shape::Whole(read) => walks.wholes.push(Whole {
                        read: *read,
                        recognizer: id,
                    }),
                    Shape::Tokens(more) => tokens.extend(more.iter().map(|token| (token, id))),
                    Shape::Marked { literals, walk } => {
                        marked.extend(literals.iter().map(|literal| (*literal, *walk, id)));
                    }
                    Shape::Like(other) => {
                        if !recognizers.iter().any(|known| known.id == *other) {
                            return Err(format!("{}: no recognizer {other}", recognizer.id));
                        }
                    }
                    Shape::Terms(more) => terms.extend(more.iter().map(|term| (term, id))),
                }
            }
        }
        walks.groups = groups.build(recognizers.len(), waits)?;
        walks.terms = Terms::new(&terms)?;
        walks.tokens = Tokens::new(&tokens, &marked)?;
        Ok(walks)
    }

    /// Adds a grammar of a recognizer.
    fn add(
        &mut self,
        recognizers: &[Recognizer],
        id: RecognizerId,
        anchor: Anchor,
        walk: Walk,
    ) -> Result<(), String> {
        let Recognizer {
            id: name,
            open_ended,
            ..
        } = &recognizers[usize::from(id.0)];
        let walkers = &mut self.by_anchor[anchor as usize];
        walkers.push(Walker {
            walk,
            recognizers: [id].into_iter().chain(like(recognizers, name)).collect(),
            has_end: !open_ended || anchor == Anchor::DottedDigits,
        });
        if walkers.len() > MAX_WALKS {
            return Err(format!("{name}: too many walks"));
        }
        Ok(())
    }

    /// The grammars that start at `anchor`.
    #[inline]
    pub(crate) fn at(&self, anchor: Anchor) -> &[Walker] {
        &self.by_anchor[anchor as usize]
    }

    /// Size of the tables in bytes.
    pub(crate) fn table_bytes(&self) -> usize {
        let terms = self
            .terms
            .as_ref()
            .map_or(0, |terms| terms.automaton.memory_usage());
        let tokens = self.tokens.as_ref().map_or(0, Tokens::table_bytes);
        self.groups.table_bytes() + terms + tokens
    }
}

/// The rules that want what `id` finds.
fn like<'a>(recognizers: &'a [Recognizer], id: &'a str) -> impl Iterator<Item = RecognizerId> + 'a {
    recognizers
        .iter()
        .enumerate()
        .filter_map(move |(at, recognizer)| {
            let likes = |shape: &Shape| matches!(shape, Shape::Like(other) if other == id);
            recognizer
                .shapes
                .iter()
                .any(likes)
                .then_some(RecognizerId(at as u16))
        })
}

/// Literal terms of a deny list.
#[derive(Debug)]
pub(crate) struct Terms {
    automaton: AhoCorasick,
    recognizers: Vec<RecognizerId>,
}

impl Terms {
    fn new(terms: &[(&String, RecognizerId)]) -> Result<Option<Terms>, String> {
        if terms.is_empty() {
            return Ok(None);
        }
        if terms.iter().any(|(term, _)| term.trim().is_empty()) {
            return Err("a term is empty".to_owned());
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(terms.iter().map(|(term, _)| term.as_str()))
            .map_err(|error| error.to_string())?;
        let recognizers = terms.iter().map(|&(_, recognizer)| recognizer).collect();
        Ok(Some(Terms {
            automaton,
            recognizers,
        }))
    }

    /// Whole-word occurrences in `text`. Hot: per region.
    pub(crate) fn find<'a>(
        &'a self,
        text: &'a [u8],
    ) -> impl Iterator<Item = (Range<usize>, RecognizerId)> + 'a {
        self.automaton
            .find_iter(text)
            .filter(|found| is_whole(text, found.range()))
            .map(|found| (found.range(), self.recognizers[found.pattern().as_usize()]))
    }
}

/// Whether no letter or digit of ASCII continues the range on a side where it has one.
fn is_whole(text: &[u8], range: Range<usize>) -> bool {
    let word = |at: Option<usize>| {
        at.and_then(|at| text.get(at))
            .is_some_and(|byte| byte.is_ascii_alphanumeric())
    };
    let open = word(Some(range.start)) && word(range.start.checked_sub(1));
    let close = word(range.end.checked_sub(1)) && word(Some(range.end));
    !open && !close
}
