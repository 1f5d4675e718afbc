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
        /// What its shape says.
        shape: Evidence,
        /// What its neighbours would have said: context words, the field's name.
        context: Evidence,
    },
    /// The rule has a check beside its shape or minds what the value is glued to; what that says, just
    /// before the value is weighed. Grammars judge all of a value at once and tell no such parts.
    Fits {
        /// Where.
        span: Span,
        /// By which rule.
        recognizer: RecognizerId,
        /// What it says that the check holds; `None` where the rule has none.
        check: Option<Evidence>,
        /// What it says against the value that marks and digits join it to others.
        glued: Evidence,
    },
    /// It was weighed.
    Weighed {
        /// Where.
        span: Span,
        /// By which rule.
        recognizer: RecognizerId,
        /// What shape and check say, with what it is glued to, `bias` and `home` among them.
        shape: Evidence,
        /// What the rule asks for beyond its shape, which is against every value.
        bias: Evidence,
        /// What the regions say that the data come from.
        home: Evidence,
        /// What its neighbours say: context words or the field's name, the stronger of them, as far as
        /// they count.
        context: Evidence,
        /// What the context words say.
        words: Evidence,
        /// The words that say so, where some do.
        cue: Option<Span>,
        /// What the field's name says.
        name: Evidence,
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
        /// What spoke for it.
        evidence: Evidence,
        /// The winner.
        winner: RecognizerId,
    },
}

impl Event {
    /// Where it happened.
    pub fn span(&self) -> Span {
        match self {
            Event::Refuted { span, .. }
            | Event::Fits { span, .. }
            | Event::Weighed { span, .. }
            | Event::Lost { span, .. } => *span,
        }
    }

    /// Turns spans of a copy of a text into those of the text.
    pub(crate) fn move_by(&mut self, mut source: impl FnMut(Span) -> Span) {
        match self {
            Event::Refuted { span, .. } | Event::Fits { span, .. } | Event::Lost { span, .. } => {
                *span = source(*span);
            }
            Event::Weighed { span, cue, .. } => {
                *span = source(*span);
                *cue = cue.map(source);
            }
        }
    }
}
