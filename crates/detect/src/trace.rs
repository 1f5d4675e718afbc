//! What happened on the way to the findings, for those who ask.

use crate::{
    finding::{Evidence, RecognizerId, Score},
    input::Span,
};

/// Gets every step of a search. The empty sink, `()`, compiles away.
pub trait Trace {
    /// Whether anybody listens.
    const LISTENS: bool = true;

    /// One step.
    fn event(&mut self, event: Event);
}

impl Trace for () {
    const LISTENS: bool = false;

    #[inline]
    fn event(&mut self, _event: Event) {}
}

impl Trace for Vec<Event> {
    fn event(&mut self, event: Event) {
        self.push(event);
    }
}

/// A text with the shape of an identifier, and what was made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// The check digits refute it.
    Refuted {
        /// Where.
        span: Span,
        /// By which rule.
        recognizer: RecognizerId,
    },
    /// It was weighed.
    Weighed {
        /// Where.
        span: Span,
        /// By which rule.
        recognizer: RecognizerId,
        /// What shape and check say.
        shape: Evidence,
        /// What its neighbours say: context words, the field's name, what it is glued to.
        context: Evidence,
        /// The sum.
        score: Score,
        /// What it would have needed here; `None` where the entity is off.
        threshold: Option<Score>,
    },
    /// It lost an overlap.
    Lost {
        /// Where.
        span: Span,
        /// By which rule.
        recognizer: RecognizerId,
        /// The winner.
        winner: RecognizerId,
    },
}

impl Event {
    /// Where it happened.
    pub fn span(&self) -> Span {
        match self {
            Event::Refuted { span, .. }
            | Event::Weighed { span, .. }
            | Event::Lost { span, .. } => *span,
        }
    }

    pub(crate) fn span_mut(&mut self) -> &mut Span {
        match self {
            Event::Refuted { span, .. }
            | Event::Weighed { span, .. }
            | Event::Lost { span, .. } => span,
        }
    }
}
