//! Names within the pass: models are asked once for each text, and once more for what a record's persons are called.

use pumice_names::{Field, Kind};

use super::{Pass, Piece, Shaped};
use crate::{context::Cues, finding::Evidence, input::Span, named::Named, trace::Trace};

impl<T: Trace> Pass<'_, T> {
    /// Names in whole texts of fields that ask for them.
    pub(super) fn named(&mut self, pieces: &[Piece]) {
        let detector = self.detector;
        let Some(named) = &detector.named else {
            return;
        };
        let mut cache = std::mem::take(self.named);
        let regions = self.input.regions;
        let record = |piece: &Piece| regions[piece.region as usize].record;
        let mut addresses = std::mem::take(&mut cache.mail_addresses);
        self.mail_addresses(named, &mut addresses);
        let mut known = addresses.iter().peekable();
        for pieces in pieces.chunk_by(|one, other| record(one) == record(other)) {
            cache.begin_record();
            let end = pieces.last().map_or(0, |piece| piece.span.end);
            while let Some(address) = known.next_if(|address| address.start < end) {
                named.hear_of(&self.text[address.range()], &mut cache);
            }
            for &piece in pieces {
                let Some(what) = self.named_field(named, piece) else {
                    continue;
                };
                let text = &self.text[piece.span.range()];
                named.each(text, what, &mut cache, |name, kind, evidence| {
                    self.name(piece, name, kind, evidence)
                });
            }
            if !cache.begin_again() {
                continue;
            }
            for &piece in pieces {
                if self.named_field(named, piece).is_some() {
                    let text = &self.text[piece.span.range()];
                    named.each_again(text, &mut cache, |name, kind, evidence| {
                        self.name(piece, name, kind, evidence)
                    });
                }
            }
        }
        cache.mail_addresses = addresses;
        *self.named = cache;
    }

    /// Lists the mail addresses that were found.
    fn mail_addresses(&self, named: &Named, addresses: &mut Vec<Span>) {
        addresses.clear();
        let found = self.candidates.iter();
        let found = found.filter(|found| Some(found.entity) == named.mail_address);
        addresses.extend(found.map(|found| found.span));
        addresses.sort_unstable();
    }

    /// What the name of the field says of names in it, if they are looked for there.
    fn named_field(&self, named: &Named, piece: Piece) -> Option<Field> {
        let field = self.field(piece);
        if !piece.is_whole || !named.is_asked(field.profile) {
            return None;
        }
        if field.cues == Cues::default() {
            return Some(Field::Text);
        }
        let cues = &self.detector.cues;
        let mut rules = self.detector.walks.named.iter();
        let said = rules.find(|&&(_, rule)| cues.by_name(rule, field.cues) > Evidence(0));
        Some(said.map_or(Field::Text, |&(kind, _)| kind.into()))
    }

    /// Weighs a name in a piece.
    fn name(&mut self, piece: Piece, name: Span, kind: Kind, evidence: Evidence) {
        let start = piece.span.start;
        let span = Span::new(start + name.start, start + name.end);
        for &(asked, recognizer) in &self.detector.walks.named {
            if asked == kind {
                let shaped = Shaped {
                    piece,
                    span,
                    recognizer,
                    evidence,
                };
                self.weigh(None, shaped);
            }
        }
    }
}
