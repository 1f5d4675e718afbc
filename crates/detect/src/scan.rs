//! One pass over a text: chunk by chunk, kind by kind.

mod names;
mod own;

use crate::{
    anchors::{CHUNK, Chunk, KINDS, Places},
    arch::{Ahead, Isa, Kernel, WORDS},
    context::{Cues, Side, Surroundings},
    cue_map::{CueMap, Here},
    detector::Detector,
    disguise::{Seeds, may_begin_run},
    finding::{Evidence, Finding, RecognizerId},
    groups::{Accept, GLUED, Match, Rows, Window, mark_at, mark_before},
    input::{Field, Input, Span},
    named::NamedCache,
    own::OwnCache,
    recognizer::{Anchor, Verdict, Walked},
    settle::{Candidate, Sorter, Spelling},
    tokens,
    trace::{Event, Trace},
    walks::{MAX_WALKS, Walker},
};

/// A stretch of text that is searched on its own, and the region of the input that it stands for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    pub(crate) region: u32,
    /// Whether it is all of the region's text.
    pub(crate) is_whole: bool,
}

/// Memory of a pass.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) chunk: Chunk,
    pub(crate) places: Places,
    surroundings: Surroundings,
    cue_map: CueMap,
    sorter: Sorter,
    own: OwnCache,
    named: NamedCache,
    pub(crate) seeds: Seeds,
}

/// A detector at work on one input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scan<'a> {
    pub(crate) detector: &'a Detector,
    pub(crate) input: Input<'a>,
}

/// Where pieces lie further apart than this, the bytes between them are not even classified.
const MAX_GAP: usize = 256;
/// What needs no more evidence (a score of 0.95): its surroundings are not read.
const ENOUGH: Evidence = Evidence(13);
/// As sure as words around a value can make it (a score of 0.996): a shape that is surer still, such
/// as an international number with its `+`, wins over its own part.
const MOST_WITH_CONTEXT: Evidence = Evidence(24);
/// Letters and digits of the longest value of groups.
const MAX_COMPACT: usize = 64;

impl Scan<'_> {
    /// Collects all candidates in `pieces` of `text`, and what may be a disguise where it `looks` for
    /// some. Hot: per block.
    pub(crate) fn run<T: Trace>(
        &self,
        text: &[u8],
        pieces: &[Piece],
        scratch: &mut Scratch,
        looks: bool,
        trace: &mut T,
    ) {
        scratch.candidates.clear();
        scratch.surroundings.clear();
        let Scratch {
            candidates,
            chunk,
            places,
            surroundings,
            cue_map,
            sorter,
            own,
            named,
            seeds,
        } = scratch;
        let pass = Pass {
            detector: self.detector,
            input: self.input,
            text,
            candidates,
            surroundings,
            cue_map,
            sorter,
            own,
            named,
            pieces: pieces.len(),
            seeds: looks.then_some(seeds),
            covered: Covered::NONE,
            compact: Compact::EMPTY,
            quiet: None,
            resume: [[0; MAX_WALKS]; KINDS],
            trace,
        };
        self.detector.backend.run(Run {
            pass,
            chunk,
            places,
            pieces,
        });
    }
}

/// One pass over a block, compiled for each instruction set.
struct Run<'a, T> {
    pass: Pass<'a, T>,
    chunk: &'a mut Chunk,
    places: &'a mut Places,
    pieces: &'a [Piece],
}

impl<T: Trace> Kernel for Run<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Run {
            mut pass,
            chunk,
            places,
            pieces,
        } = self;
        if let Some(patterns) = &pass.detector.walks.own.patterns {
            patterns.begin(pass.own);
        }
        let mut chunks = Chunks::new(pieces);
        while let Some(here) = chunks.next(chunk) {
            chunk.load(isa, pass.text, here);
            chunk.find_anchors(isa);
            if pass.seeds.is_some() {
                chunk.find_wide(isa, pass.text, here.base);
            }
            pass.chunk(isa, chunk, places, here);
        }
        let known = pass.candidates.len();
        pass.wholes(pieces);
        pass.named(pieces);
        pass.own(pieces);
        pass.sorter.merge(pass.candidates, known);
    }
}

/// The last bytes of a text, and nothing behind them.
#[cold]
fn padded_with_zeros(rest: &[u8]) -> Ahead {
    let mut padded = [0; size_of::<Ahead>()];
    padded[..rest.len()].copy_from_slice(rest);
    padded
}

/// Cuts pieces into chunks.
#[derive(Debug)]
pub(crate) struct Chunks<'a> {
    rest: &'a [Piece],
    reached: usize,
}

/// A chunk of text, and the pieces that lie in it, wholly or in part, and behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) base: usize,
    pub(crate) len: usize,
    pub(crate) pieces: &'a [Piece],
}

impl<'a> Chunks<'a> {
    pub(crate) fn new(pieces: &'a [Piece]) -> Self {
        Self {
            rest: pieces,
            reached: 0,
        }
    }

    /// The next chunk, which `chunk` is told if it does not continue the one before. Hot: per chunk.
    #[inline(always)]
    pub(crate) fn next(&mut self, chunk: &mut Chunk) -> Option<Place<'a>> {
        let first = self
            .rest
            .iter()
            .position(|piece| piece.span.end as usize > self.reached)?;
        self.rest = &self.rest[first..];
        let base = self.reached.max(self.rest[0].span.start as usize);
        if base != self.reached || base == 0 {
            chunk.restart();
        }
        self.reached = chunk_end(self.rest, base);
        Some(Place {
            base,
            len: self.reached - base,
            pieces: self.rest,
        })
    }
}

/// Where the chunk that begins at `base` ends: at its full length, or before a gap.
#[inline]
fn chunk_end(pieces: &[Piece], base: usize) -> usize {
    let limit = base + CHUNK;
    let mut end = base;
    for piece in pieces {
        if piece.span.start as usize >= limit || piece.span.start as usize > end + MAX_GAP {
            break;
        }
        end = end.max(piece.span.end as usize);
        if end >= limit {
            return limit;
        }
    }
    end
}

struct Pass<'a, T> {
    detector: &'a Detector,
    input: Input<'a>,
    text: &'a [u8],
    candidates: &'a mut Vec<Candidate>,
    surroundings: &'a mut Surroundings,
    cue_map: &'a mut CueMap,
    sorter: &'a mut Sorter,
    own: &'a mut OwnCache,
    named: &'a mut NamedCache,
    /// How many pieces there are.
    pieces: usize,
    seeds: Option<&'a mut Seeds>,
    covered: Covered,
    compact: Compact,
    /// Whether no cue can stand near the token at hand, once somebody asks.
    quiet: Option<bool>,
    /// Where each walk goes on: behind the last value it found, so that time stays linear and the
    /// borders of chunks make no difference.
    resume: [[usize; MAX_WALKS]; KINDS],
    trace: &'a mut T,
}

/// Bytes of a chunk that belong to a value of a grammar that is sure of it and of its end. No value of
/// groups begins there: a date is no card number, and in logs most digits are those of dates.
#[derive(Debug)]
struct Covered {
    bytes: [u64; WORDS],
    /// Where the last one ends, which may be in a later chunk.
    end: usize,
}

impl Covered {
    const NONE: Covered = Covered {
        bytes: [0; WORDS],
        end: 0,
    };

    /// Begins with the chunk at `base`.
    #[inline(always)]
    fn begin(&mut self, base: usize) {
        self.bytes = [0; WORDS];
        self.cover(base, base, self.end);
    }

    /// Covers what lies from `from` to `to` and in the chunk at `base`, or behind it.
    #[inline(always)]
    fn cover(&mut self, base: usize, from: usize, to: usize) {
        self.end = self.end.max(to);
        // What lies before the chunk was searched with the one before.
        let mut at = from.saturating_sub(base);
        let end = to.saturating_sub(base).min(CHUNK);
        while at < end {
            let word_end = (at / 64 + 1) * 64;
            let len = word_end.min(end) - at;
            self.bytes[at / 64] |= u64::MAX >> (64 - len) << (at % 64);
            at = word_end;
        }
    }
}

/// What a grammar must say for its value to be searched for no other one.
const SURE: Evidence = Evidence(13);

/// A text in a piece that has the shape of some identifier.
#[derive(Clone, Copy)]
struct Shaped {
    piece: Piece,
    /// Absolute.
    span: Span,
    recognizer: RecognizerId,
    evidence: Evidence,
}

/// Groups in a piece that have the shape of some identifier.
#[derive(Clone, Copy)]
struct Token {
    piece: Piece,
    /// Absolute.
    span: Span,
    /// Bytes of it that are letters or digits.
    words: u64,
    /// What stands between its groups.
    separator: u8,
}

impl<'a, T: Trace> Pass<'a, T> {
    /// One loop a kind of anchor. Hot: per chunk.
    #[inline(always)]
    fn chunk<I: Isa>(&mut self, isa: I, chunk: &Chunk, places: &mut Places, place: Place<'_>) {
        let Place { base, pieces, .. } = place;
        let known = self.candidates.len();
        let here = Here {
            chunk,
            text: self.text,
            base,
        };
        self.covered.begin(base);
        self.cue_map.clear();
        for anchor in Anchor::ALL {
            if !chunk.has(anchor) {
                continue;
            }
            let covered = if anchor.may_be_inside() {
                &self.covered.bytes
            } else {
                &[0; WORDS]
            };
            chunk.list(isa, anchor, covered, places);
            match anchor {
                Anchor::Label => self.labelled(here, places.each(), pieces),
                Anchor::At => {
                    self.walks(here, anchor, places.each(), pieces);
                    self.seeds(here, anchor, places.each(), pieces);
                }
                Anchor::Escape
                | Anchor::Encoded
                | Anchor::AtWord
                | Anchor::Apart
                | Anchor::Lookalike
                | Anchor::Wide => self.seeds(here, anchor, places.each(), pieces),
                Anchor::Token => {
                    self.tokens(here, places.each(), pieces);
                    self.walks(here, anchor, places.each(), pieces);
                }
                _ => self.walks(here, anchor, places.each(), pieces),
            }
        }
        for anchor in [Anchor::Digit, Anchor::LetterGroup] {
            chunk.list(isa, anchor, &self.covered.bytes, places);
            self.groups(here, places.each(), pieces);
        }
        self.sieved(here, places, place);
        self.terms(here, place);
        self.sorter.sort(self.candidates, known);
    }

    /// Grammars of their own. Hot: per anchor.
    #[inline(always)]
    fn walks(&mut self, here: Here<'_>, anchor: Anchor, places: &[u16], pieces: &[Piece]) {
        let detector = self.detector;
        for (number, walker) in detector.walks.at(anchor).iter().enumerate() {
            let mut resume = self.resume[anchor as usize][number];
            for &place in places {
                if here.base + usize::from(place) >= resume {
                    let piece = pieces[here.chunk.piece_at(usize::from(place))];
                    resume = self.walk(here, piece, place, walker).unwrap_or(resume);
                }
            }
            self.resume[anchor as usize][number] = resume;
        }
    }

    /// What may be a disguise. Hot: per anchor.
    #[inline(always)]
    fn seeds(&mut self, here: Here<'_>, anchor: Anchor, places: &[u16], pieces: &[Piece]) {
        let Some(seeds) = self.seeds.as_deref_mut() else {
            return;
        };
        for &place in places {
            let place = usize::from(place);
            let may_be = match anchor {
                Anchor::Lookalike => here.chunk.joins_wide(place),
                Anchor::Encoded => may_begin_run(self.text, here.base + place),
                Anchor::AtWord => here.chunk.may_name_host(self.text, here.base, place),
                _ => true,
            };
            if !may_be {
                continue;
            }
            let piece = pieces[here.chunk.piece_at(place)];
            seeds.look(self.text, piece, here.base + place, anchor);
        }
    }

    /// Grammars behind the labels that call some of them. Hot: per label.
    #[inline(always)]
    fn labelled(&mut self, here: Here<'_>, places: &[u16], pieces: &[Piece]) {
        let (detector, anchor) = (self.detector, Anchor::Label);
        let walkers = (1_u32 << detector.walks.at(anchor).len()) - 1;
        let walkers = walkers as u16;
        for &place in places {
            let at = here.base + usize::from(place);
            let piece = pieces[here.chunk.piece_at(usize::from(place))];
            let before = &self.text[piece.span.start as usize..at];
            let mut called = detector.walks.labels.called_by(before) & walkers;
            while called != 0 {
                let number = called.trailing_zeros() as usize;
                called &= called - 1;
                let walker = &detector.walks.at(anchor)[number];
                let resume = self.resume[anchor as usize][number];
                if at >= resume {
                    let reached = self.walk(here, piece, place, walker);
                    self.resume[anchor as usize][number] = reached.unwrap_or(resume);
                }
            }
        }
    }

    /// Tokens with a literal. Hot: per run of their characters.
    #[inline(always)]
    fn tokens(&mut self, here: Here<'_>, places: &[u16], pieces: &[Piece]) {
        let Some(tokens) = &self.detector.walks.tokens else {
            return;
        };
        for &place in places {
            let piece = pieces[here.chunk.piece_at(usize::from(place))];
            let at = here.base + usize::from(place) - piece.span.start as usize;
            let text = &self.text[piece.span.range()];
            tokens.walk(text, at, |found| self.token(here, piece, found));
        }
    }

    /// A text that has the form of a token: its check decides. Hot: per shape hit.
    #[inline(never)]
    fn token(&mut self, here: Here<'_>, piece: Piece, found: tokens::Match) {
        let span = found.walked.span(piece.span.start);
        let mut shaped = Shaped {
            piece,
            span,
            recognizer: found.recognizer,
            evidence: found.walked.evidence,
        };
        let Some(strength) = self.checked(Some(here), shaped) else {
            return;
        };
        let evidence = shaped.evidence + strength;
        shaped.evidence = evidence;
        self.weigh(Some(here), shaped);
        let (from, end) = (span.start as usize, span.end as usize);
        if evidence >= SURE && from < here.base + CHUNK {
            self.covered.cover(here.base, from, end);
        }
    }

    /// Tries one grammar at one place; how far its value reaches. Hot: per anchor and walk.
    #[inline(always)]
    fn walk(&mut self, here: Here<'_>, piece: Piece, place: u16, walker: &Walker) -> Option<usize> {
        let (at, start) = (here.base + usize::from(place), piece.span.start as usize);
        let walked = (walker.walk)(&self.text[piece.span.range()], at - start)?;
        let end = start + walked.end;
        self.found(here, piece, walked, walker);
        // From the anchor on: what lies before it may be in the last chunk, which is done.
        if walker.has_end && walked.evidence >= SURE {
            self.covered.cover(here.base, at, end);
        }
        Some(end)
    }

    /// A value that a grammar has found. Hot: per shape hit.
    #[inline(never)]
    fn found(&mut self, here: Here<'_>, piece: Piece, walked: Walked, walker: &Walker) {
        let span = walked.span(piece.span.start);
        for &recognizer in &walker.recognizers {
            self.weigh(
                Some(here),
                Shaped {
                    piece,
                    span,
                    recognizer,
                    evidence: walked.evidence,
                },
            );
        }
    }

    /// Values of digit and letter groups. Hot: per run of digits.
    #[inline(always)]
    fn groups(&mut self, here: Here<'_>, places: &[u16], pieces: &[Piece]) {
        let Here { chunk, base, .. } = here;
        for &place in places {
            let at = base + usize::from(place);
            let piece = pieces[chunk.piece_at(usize::from(place))];
            let end = piece.span.end as usize;
            let window = chunk.window(usize::from(place));
            let within = u64::MAX >> (64 - (end - at).min(64));
            let window = Window {
                digits: window.digits & within,
                letters: window.letters & within,
            };
            self.compact.clear();
            self.quiet = None;
            let mut row = Rows::NONE;
            if window.begins_with_digit() {
                row = Rows::behind(&self.text[piece.span.start as usize..at]);
            }
            if row != Rows::NONE && !self.is_quiet(here, piece, at) {
                row = Rows::NONE;
            }
            let text = &self.text[at..end];
            self.detector.walks.groups.walk(text, window, row, |found| {
                self.matched(here, piece, at, found)
            });
        }
    }

    /// A text that some rules accept by its shape. Hot: per shape hit.
    #[inline(never)]
    fn matched(&mut self, here: Here<'_>, piece: Piece, at: usize, found: Match<'_>) {
        let span = Span::new(at as u32, (at + found.len) as u32);
        let token = Token {
            piece,
            span,
            words: found.words,
            separator: found.separator,
        };
        let is_quiet = self.is_quiet(here, piece, at);
        debug_assert!({
            let cues = &self.detector.cues;
            !is_quiet || cues.surveyed(self.text, piece.span, span).is_empty()
        });
        for accept in found.accepts {
            self.accepted(here, token, accept);
        }
        if is_quiet {
            return;
        }
        if T::LISTENS {
            // Whoever listens wants to know what a cue would have changed.
            for accept in found.waiting.all() {
                self.accepted(here, token, accept);
            }
        } else if !found.waiting.is_empty() {
            self.survey(Some(here), piece, span);
            let name = self.field(piece).cues;
            if self.detector.cues.is_silent(self.surroundings, name) {
                return;
            }
            for word in 0..found.waiting.words() {
                if !found.waiting.has_any(word) {
                    continue;
                }
                let cues = &self.detector.cues;
                let called = cues.named(word, self.surroundings, name);
                for accept in found.waiting.among(word, called) {
                    self.accepted(here, token, accept);
                }
            }
        }
    }

    /// Whether nothing speaks for a value of groups that begins at `at`: no name of a field, nor a letter near
    /// it that a cue could have. Whoever listens is told what a cue would have changed.
    #[inline(always)]
    fn is_quiet(&mut self, here: Here<'_>, piece: Piece, at: usize) -> bool {
        if let Some(known) = self.quiet {
            return known;
        }
        let cues = &self.detector.cues;
        let is_quiet = !T::LISTENS
            && self.field(piece).cues == Cues::default()
            && (self.cue_map).is_quiet(cues, here, piece.span, at, MAX_COMPACT);
        self.quiet = Some(is_quiet);
        is_quiet
    }

    /// A text that a rule accepts by its shape: its check decides. Hot: per shape hit.
    #[inline]
    fn accepted(&mut self, here: Here<'_>, token: Token, accept: &Accept) {
        let Token { piece, span, .. } = token;
        let text = &self.text[span.start as usize..piece.span.end as usize];
        let recognizer = accept.recognizer;
        let rule = self.detector.recognizer(recognizer);
        let verdict = match rule.validate {
            Some(validate) => {
                self.compact.extend(text, span.len() as usize, token.words);
                validate(self.compact.characters())
            }
            None => Verdict::Fits(Evidence(0)),
        };
        match verdict {
            Verdict::Fits(strength) => {
                let most = rule.most.min(accept.most);
                debug_assert!(strength <= most, "{}: its check says more", rule.id);
                let glued = self.glued(token);
                let evidence = accept.prior + strength + glued;
                if T::LISTENS {
                    self.trace.event(Event::Fits {
                        span,
                        recognizer,
                        check: rule.validate.map(|_| strength),
                        glued,
                    });
                }
                self.weigh(
                    Some(here),
                    Shaped {
                        piece,
                        span,
                        recognizer,
                        evidence,
                    },
                );
            }
            Verdict::Refuted if T::LISTENS => {
                let evidence = accept.prior;
                self.tell_refuted(
                    Some(here),
                    Shaped {
                        piece,
                        span,
                        recognizer,
                        evidence,
                    },
                );
            }
            Verdict::Refuted => {}
        }
    }

    /// What it says against a value that it is part of a longer token: a mark and a letter or digit
    /// before it, a mark and a digit behind it.
    fn glued(&self, token: Token) -> Evidence {
        let Token {
            piece,
            span,
            separator,
            ..
        } = token;
        let before = &self.text[piece.span.start as usize..span.start as usize];
        let value = &self.text[span.range()];
        let behind = &self.text[span.end as usize..piece.span.end as usize];
        let byte = |byte: Option<&u8>| byte.copied().unwrap_or(0);
        // A slash parts values of a list more often than parts of one number. Behind or before a
        // letter neither it nor a blank goes on with a number.
        let against = |mark: u8, edge: u8| match mark {
            b'/' | b' ' if !edge.is_ascii_digit() => 0,
            b'/' if separator != b'/' => 3,
            b'-' | b'.' | b'/' => -GLUED.0,
            b' ' if separator == b' ' => -GLUED.0,
            _ => 0,
        };
        let (mark, len) = mark_before(before);
        let next = byte(before.iter().nth_back(len));
        let mut cost = 0;
        if next.is_ascii_digit() || mark == b'-' && next.is_ascii_alphabetic() {
            cost = against(mark, byte(value.first()));
        }
        let (mark, len) = mark_at(behind);
        if byte(behind.get(len)).is_ascii_digit() {
            cost = cost.max(against(mark, byte(value.last())));
        }
        // Both sides count once: in a list of cards each has neighbours on both.
        Evidence(-cost)
    }

    /// Adds up what speaks for a value and keeps it if that is enough. Hot: per shape hit.
    fn weigh(&mut self, here: Option<Here<'_>>, shaped: Shaped) {
        let detector = self.detector;
        let Shaped {
            piece,
            span,
            recognizer,
            ..
        } = shaped;
        let field = self.field(piece);
        let stake = detector.stake(field.profile, recognizer);
        let value = &self.text[span.range()];
        let shape = shaped.evidence + stake.bias + stake.regional(value);
        if !T::LISTENS && !stake.is_in_reach(shape) {
            return;
        }
        let (shape, context) = if shape < ENOUGH && stake.has_cues {
            self.survey(here, piece, span);
            let cues = &detector.cues;
            let context = cues.evidence(recognizer, self.surroundings, field.cues);
            let shape = stake.at_home(shape, context);
            (
                shape,
                Evidence(context.0.min(MOST_WITH_CONTEXT.0 - shape.0)),
            )
        } else {
            (stake.at_home(shape, Evidence(0)), Evidence(0))
        };
        let evidence = shape + context;
        if T::LISTENS {
            let cues = &detector.cues;
            // What is enough by itself has its surroundings not read.
            let (words, name) = match context {
                Evidence(0) => Default::default(),
                _ => (
                    cues.evidence(recognizer, self.surroundings, Cues::default()),
                    cues.by_name(recognizer, field.cues),
                ),
            };
            let cue = (words > Evidence(0))
                .then(|| cues.place_of_cue(self.text, piece.span, span, recognizer));
            self.trace.event(Event::Weighed {
                cue: cue.flatten(),
                span,
                recognizer,
                shape,
                bias: stake.bias,
                home: Evidence(
                    shape
                        .0
                        .saturating_sub(shaped.evidence.0)
                        .saturating_sub(stake.bias.0),
                ),
                context,
                words,
                name,
                score: evidence.score(),
                threshold: detector.threshold(field.profile, recognizer),
            });
        }
        if stake.is_met(evidence) {
            self.candidates.push(Candidate {
                span,
                region: piece.region,
                entity: stake.entity,
                recognizer,
                evidence,
                specificity: stake.specificity,
                yields: stake.yields,
                open_end: stake.open_ended.then_some(span.end),
                divisible: stake.divisible,
                spelling: Spelling::Plain,
            });
        }
    }

    /// What the check of a rule says of a value as it stands; nothing if it refutes it.
    fn checked(&mut self, here: Option<Here<'_>>, shaped: Shaped) -> Option<Evidence> {
        let Shaped {
            span, recognizer, ..
        } = shaped;
        let rule = self.detector.recognizer(recognizer);
        match rule.validate.map(|check| check(&self.text[span.range()])) {
            None => Some(Evidence(0)),
            Some(Verdict::Fits(strength)) => {
                if T::LISTENS {
                    self.trace.event(Event::Fits {
                        span,
                        recognizer,
                        check: Some(strength),
                        glued: Evidence(0),
                    });
                }
                Some(strength)
            }
            Some(Verdict::Refuted) => {
                if T::LISTENS {
                    self.tell_refuted(here, shaped);
                }
                None
            }
        }
    }

    /// Tells that a check refutes a value, and what would have spoken for it.
    #[cold]
    fn tell_refuted(&mut self, here: Option<Here<'_>>, shaped: Shaped) {
        let Shaped {
            piece,
            span,
            recognizer,
            evidence,
        } = shaped;
        let (detector, field) = (self.detector, self.field(piece));
        let stake = detector.stake(field.profile, recognizer);
        let mut context = Evidence(0);
        if stake.has_cues {
            self.survey(here, piece, span);
            let cues = &detector.cues;
            context = cues.evidence(recognizer, self.surroundings, field.cues);
        }
        self.trace.event(Event::Refuted {
            span,
            recognizer,
            shape: evidence + stake.bias,
            context,
        });
    }

    /// Values of fields that are named so. Hot: per region.
    fn wholes(&mut self, pieces: &[Piece]) {
        for &piece in pieces {
            let field = self.field(piece);
            if field.cues == Cues::default() || !piece.is_whole {
                continue;
            }
            for whole in &self.detector.walks.wholes {
                let cues = &self.detector.cues;
                if cues.by_name(whole.recognizer, field.cues) > Evidence(0)
                    && let Some(walked) = (whole.read)(&self.text[piece.span.range()])
                {
                    self.weigh(
                        None,
                        Shaped {
                            piece,
                            span: walked.span(piece.span.start),
                            recognizer: whole.recognizer,
                            evidence: walked.evidence,
                        },
                    );
                }
            }
        }
    }

    /// Reads the words around a value, once for all rules that look at it, and only where some of them
    /// may be a cue. Hot: per shape hit.
    #[inline]
    fn survey(&mut self, here: Option<Here<'_>>, piece: Piece, span: Span) {
        let cues = &self.detector.cues;
        let (text, region) = (self.text, piece.span);
        let Surroundings { before, behind } = &mut *self.surroundings;
        if let Some(here) = here {
            if before.turns_to(span.start)
                && !self.cue_map.read_before(cues, here, region, span, before)
            {
                before.forget();
            }
            if behind.turns_to(span.end)
                && !self.cue_map.read_behind(cues, here, region, span, behind)
            {
                behind.forget();
            }
            debug_assert!({
                let read = cues.surveyed(text, region, span);
                let is_like = |side: &Side, read| side.is_forgotten() || side.is_like(read);
                is_like(before, &read.before) && is_like(behind, &read.behind)
            });
        }
        cues.survey(text, region, span, self.surroundings);
    }

    fn field(&self, piece: Piece) -> &'a Field {
        let region = &self.input.regions[piece.region as usize];
        &self.input.fields[region.field.0 as usize]
    }
}

/// The letters and digits of a token, collected while longer and longer prefixes of it match.
#[derive(Debug)]
struct Compact {
    characters: [u8; MAX_COMPACT],
    len: usize,
    /// Bytes of the token that are read.
    read: usize,
}

impl Compact {
    const EMPTY: Compact = Compact {
        characters: [0; MAX_COMPACT],
        len: 0,
        read: 0,
    };

    /// Begins with another token.
    #[inline(always)]
    fn clear(&mut self) {
        (self.len, self.read) = (0, 0);
    }

    /// Reads on in a token, up to `end`; `words` tells which bytes count.
    #[inline]
    fn extend(&mut self, token: &[u8], end: usize, words: u64) {
        while self.read < end {
            let (rest, words) = (&token[self.read..], words >> (self.read % 64));
            let run = (words.trailing_ones() as usize).min(end - self.read);
            // Sixteen at a time, of which those behind the run are overwritten.
            if let Some(sixteen) = rest.first_chunk::<16>()
                && run <= 16
                && let Some(slot) = self.characters[self.len..].first_chunk_mut()
            {
                *slot = *sixteen;
            } else {
                self.characters[self.len..][..run].copy_from_slice(&rest[..run]);
            }
            self.len += run;
            self.read += run + (words >> (run % 64)).trailing_zeros() as usize;
        }
        self.read = end;
    }

    #[inline]
    fn characters(&self) -> &[u8] {
        &self.characters[..self.len]
    }
}

impl Candidate {
    /// The candidate as a finding.
    pub(crate) fn finding(&self) -> Finding {
        Finding {
            span: self.span,
            region: self.region,
            entity: self.entity,
            recognizer: self.recognizer,
            score: self.evidence.score(),
            disguised: self.spelling != Spelling::Plain,
        }
    }
}
