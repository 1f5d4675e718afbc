//! A user's own expressions and terms within the pass.

use super::{Pass, Piece, Place, Shaped, padded_with_zeros};
use crate::{
    anchors::Places,
    arch::{Isa, Kernel},
    cue_map::Here,
    own::{self, FirstWords, Own, Sieve, TERMS},
    trace::Trace,
    words::below,
};

impl<'a, T: Trace> Pass<'a, T> {
    /// A user's own rules, where something that they ask for stands. Hot: per chunk.
    #[inline(always)]
    pub(super) fn sieved(&mut self, here: Here<'_>, places: &mut Places, place: Place<'_>) {
        let Some(sieve) = &self.detector.walks.own.sieve else {
            return;
        };
        self.detector.backend.run(Sieved {
            sieve,
            text: &self.text[here.base..],
            len: place.len,
            places,
        });
        for &at in places.each() {
            let number = here.chunk.piece_at(usize::from(at));
            let piece = place.pieces[number];
            let region = &self.text[piece.span.range()];
            let at = here.base + usize::from(at) - piece.span.start as usize;
            let buckets = sieve.buckets_at(region, at);
            if buckets != 0 && at < region.len() {
                self.called(sieve, buckets, (self.number(place, number), piece), at);
            }
        }
    }

    /// Rules that may find something around a place of a piece. Hot: per place that a bucket lets through.
    #[inline(never)]
    fn called(&mut self, sieve: &Sieve, buckets: u16, (number, piece): (u32, Piece), at: usize) {
        let Own {
            patterns,
            dictionary,
            ..
        } = &self.detector.walks.own;
        let text = self.text;
        let region = &text[piece.span.range()];
        sieve.called(buckets, region, at, |caller| {
            if caller == TERMS {
                if let Some(dictionary) = dictionary {
                    dictionary.add_at(&mut self.own.terms, (number, region), at);
                }
            } else if let Some(patterns) = patterns {
                let region = (piece.region, region);
                while let Some(found) = patterns.next_at(self.own, caller, region, at) {
                    self.listed(piece, found);
                }
            }
        });
    }

    /// Terms of a user's own whose first word stands in the chunk, where there are many. Hot: per chunk.
    #[inline(always)]
    pub(super) fn terms(&mut self, here: Here<'_>, place: Place<'_>) {
        let dictionary = self.detector.walks.own.dictionary.as_ref();
        let Some(dictionary) = dictionary.filter(|dictionary| dictionary.looks_up()) else {
            return;
        };
        self.detector.backend.run(FirstWords {
            dictionary,
            chunk: here.chunk,
            text: &self.text[here.base..],
            words: &mut self.own.words,
        });
        for at in 0..self.own.words.len() {
            let start = self.own.words.start(at);
            let (region, at) = self.region(here, place, start);
            dictionary.add_at(&mut self.own.terms, region, at);
        }
        for at in 0..self.own.words.beyond_ascii().each().len() {
            let start = usize::from(self.own.words.beyond_ascii().each()[at]);
            let (region, at) = self.region(here, place, start);
            dictionary.add_beyond_ascii(&mut self.own.terms, region, at);
        }
    }

    /// The region at a place of a chunk, with the number of its piece, and the place in it.
    #[inline]
    fn region(&self, here: Here<'_>, place: Place<'_>, at: usize) -> ((u32, &'a [u8]), usize) {
        let number = here.chunk.piece_at(at);
        let span = place.pieces[number].span;
        let region = (self.number(place, number), &self.text[span.range()]);
        (region, here.base + at - span.start as usize)
    }

    /// The number of a piece of a chunk among all of the pass.
    fn number(&self, place: Place<'_>, piece: usize) -> u32 {
        (self.pieces - place.pieces.len() + piece) as u32
    }

    /// What a user looks for beside the catalogue, where all text has to be read for it. Hot: per region.
    pub(super) fn own(&mut self, pieces: &[Piece]) {
        let Own {
            patterns,
            dictionary,
            ..
        } = &self.detector.walks.own;
        let text = self.text;
        for &piece in pieces {
            let region = (piece.region, &text[piece.span.range()]);
            if let Some(patterns) = patterns {
                for &pattern in patterns.without_gate() {
                    while let Some(found) = patterns.next(self.own, pattern, region) {
                        self.listed(piece, found);
                    }
                }
            }
        }
        if let Some(dictionary) = dictionary {
            for (piece, number) in pieces.iter().zip(0..) {
                let region = (number, &text[piece.span.range()]);
                dictionary.add_others(&mut self.own.terms, region);
            }
            let mut found = std::mem::take(&mut self.own.terms);
            dictionary.settle(&mut found, |piece, found| {
                self.listed(pieces[piece as usize], found);
            });
            self.own.terms = found;
        }
    }

    /// A value of a user's own rule: its check decides. Hot: per value.
    fn listed(&mut self, piece: Piece, found: own::Match) {
        let own::Match { walked, recognizer } = found;
        let mut shaped = Shaped {
            piece,
            span: walked.span(piece.span.start),
            recognizer,
            evidence: walked.evidence,
        };
        if let Some(strength) = self.checked(None, shaped) {
            shaped.evidence = shaped.evidence + strength;
            self.weigh(None, shaped);
        }
    }
}

/// Lists the places of a chunk where something that rules ask for stands, as far as bytes tell; in the
/// first `len` bytes of `text`.
struct Sieved<'a> {
    sieve: &'a Sieve,
    text: &'a [u8],
    len: usize,
    places: &'a mut Places,
}

impl Kernel for Sieved<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Sieved {
            sieve,
            text,
            len,
            places,
        } = self;
        places.clear();
        for from in (0..len).step_by(64) {
            let padded;
            let block = match text[from..].first_chunk() {
                Some(block) => block,
                None => {
                    padded = padded_with_zeros(&text[from..]);
                    &padded
                }
            };
            let through = isa.let_through(sieve.buckets(), block);
            places.push(isa, through & below(len - from), from);
        }
        places.retain(|at, _| sieve.lets_through(text, at));
    }
}
