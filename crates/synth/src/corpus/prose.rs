//! Running text with few values, as web pages and books have it.
//!
//! The sentences come from patterns, so capitals and rare words are fewer than in life; see the
//! bias in `benches/README.md`.

use crate::{
    corpus::Corpus,
    json::{Scribe, Spelling},
    rng::Rng,
    text::{self, Language, Sample},
};

/// Lines of `{"text":"..."}`, 1 to 6 KB each. About one value in 20 KB; a fourth of the lines is in
/// the languages of [`Language`].
pub fn prose(seed: u64, bytes: usize) -> Corpus {
    let mut rng = Rng::new(seed ^ 0x7072_6f73);
    let mut corpus = Corpus::default();
    while corpus.bytes.len() < bytes {
        let mut scribe = Scribe::new(corpus.records, Spelling::Minimal);
        scribe.raw("{\"text\":");
        scribe.string("text", &article(&mut rng));
        scribe.raw("}");
        corpus.push(scribe);
    }
    corpus
}

fn article(rng: &mut Rng) -> Sample {
    let language = Language::sometimes(rng);
    let mut sample = Sample::default();
    // Letters of two and three bytes make longer sentences.
    let (least, most) = language.map_or((3, 12), |_| (2, 5));
    for paragraph in 0..rng.between(least, most) {
        if paragraph > 0 {
            sample.push_text("\n\n");
        }
        for at in 0..rng.between(4, 9) {
            if at > 0 {
                sample.push_text(language.map_or(" ", Language::gap));
            }
            match language {
                Some(language) => foreign_sentence(rng, language, &mut sample),
                None => sentence(rng, &mut sample),
            }
        }
    }
    sample
}

fn sentence(rng: &mut Rng, sample: &mut Sample) {
    match rng.below(SENTENCES_A_VALUE) {
        0 => sample.append(&text::sentence(rng)),
        at if at % 16 == 1 => text::foreign_filler(rng, &mut sample.text),
        _ => text::filler(rng, &mut sample.text),
    }
}

fn foreign_sentence(rng: &mut Rng, language: Language, sample: &mut Sample) {
    match rng.below(FOREIGN_SENTENCES_A_VALUE) {
        0 => sample.append(&language.sentence(rng)),
        _ => language.filler(rng, &mut sample.text),
    }
}

/// Sentences for one that holds a value (or two); set so that a value comes every 20 KB.
const SENTENCES_A_VALUE: u32 = 360;

/// The same where letters take two bytes or three.
const FOREIGN_SENTENCES_A_VALUE: u32 = 220;
