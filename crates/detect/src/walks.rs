//! What the recognizers look for, sorted by where the search starts.

use pumice_names::Kind as NameKind;

use crate::{
    anchors::KINDS,
    builder::BuildError,
    finding::RecognizerId,
    groups::{Accept, Groups, GroupsBuilder},
    labels::Callers,
    own::Own,
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
    /// Who asks for the names of a kind.
    pub(crate) named: Vec<(NameKind, RecognizerId)>,
    pub(crate) groups: Groups,
    pub(crate) own: Own,
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
    /// Compiles the shapes; the error names the recognizer. `waits` tells whether a rule needs a cue in any
    /// case for what it accepts, `is_asked` whether a profile asks for it.
    pub(crate) fn new(
        recognizers: &[Recognizer],
        is_asked: impl Fn(RecognizerId) -> bool,
        waits: impl Fn(Accept) -> bool,
    ) -> Result<Walks, BuildError> {
        let mut walks = Walks {
            by_anchor: std::array::from_fn(|_| vec![]),
            labels: Callers::default(),
            wholes: vec![],
            named: vec![],
            groups: Groups::default(),
            own: Own::new(recognizers, is_asked)?,
            tokens: None,
        };
        let (mut tokens, mut marked) = (vec![], vec![]);
        let mut groups = GroupsBuilder::default();
        for (at, recognizer) in recognizers.iter().enumerate() {
            let id = RecognizerId(at as u16);
            for shape in recognizer.shapes.iter() {
                match shape {
                    Shape::Groups(groupings) => {
                        for grouping in groupings.iter() {
                            groups.add(id, grouping).map_err(|why| {
                                BuildError::of(
                                    &recognizer.id,
                                    &format!("{:?}: {why}", grouping.pattern),
                                )
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
                    Shape::Named(kind) => walks.named.push((*kind, id)),
                    Shape::Tokens(more) => tokens.extend(more.iter().map(|token| (token, id))),
                    Shape::Marked { literals, walk } => {
                        marked.extend(literals.iter().map(|literal| (*literal, *walk, id)));
                    }
                    Shape::Like(other) => {
                        if !recognizers.iter().any(|known| known.id == *other) {
                            return Err(BuildError::of(
                                &recognizer.id,
                                &format!("no recognizer {other}"),
                            ));
                        }
                    }
                    Shape::Pattern(_) | Shape::Terms(_) => {}
                }
            }
        }
        walks.groups = groups
            .build(recognizers.len(), waits)
            .map_err(BuildError::new)?;
        walks.tokens = Tokens::new(&tokens, &marked).map_err(BuildError::new)?;
        Ok(walks)
    }

    /// Adds a grammar of a recognizer.
    fn add(
        &mut self,
        recognizers: &[Recognizer],
        id: RecognizerId,
        anchor: Anchor,
        walk: Walk,
    ) -> Result<(), BuildError> {
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
            return Err(BuildError::of(name, "too many walks"));
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
        let tokens = self.tokens.as_ref().map_or(0, Tokens::table_bytes);
        self.groups.table_bytes() + self.own.table_bytes() + tokens
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
