//! Texts to tune on and to judge by: other frames than those of the corpora, in two halves.
//!
//! Recognizers may be tuned on the frames of [`Half::Tune`] only; those of [`Half::HeldOut`] are
//! for the end. A frame belongs to one half by its hash, so that a frame that is added later does
//! not move the others. For a form the frame is the cue: all its separators go with it.
//!
//! About one text in four holds what looks like a value and is none. Frames name no people and no
//! streets: labels are of what patterns can find.

mod frames;
mod negatives;

use crate::{
    rng::Rng,
    text::{Sample, fill_slots},
    value,
};
use frames::{CUES, FRAMES, SEPARATORS};
use negatives::NEGATIVES;

/// One of two sets of frames that have none in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// To look at while recognizers are changed.
    Tune,
    /// To be kept until the end.
    HeldOut,
}

impl Half {
    /// The half to which a frame, or the cue of a form, belongs for ever.
    ///
    /// ```
    /// use pumice_synth::text::gold::Half;
    /// assert_eq!(Half::of("Call {PHONE_NUMBER}."), Half::of("Call {PHONE_NUMBER}."));
    /// ```
    pub fn of(frame: &str) -> Self {
        // Bits from the middle: the lowest of this hash depends on the lowest of each byte alone.
        if fnv1a(frame) >> 32 & 1 == 0 {
            Self::Tune
        } else {
            Self::HeldOut
        }
    }
}

/// FNV-1a, 64 bits (G. Fowler, L. C. Noll, K.-P. Vo): stays the same for ever, as std's does not.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

/// `rounds` texts of every frame of a half; in each round its sentences, then its forms, then what
/// is none, with new values every time.
///
/// ```
/// use pumice_synth::text::gold::{Half, samples};
/// let all = samples(Half::Tune, 1, 1);
/// assert!(all.iter().any(|sample| sample.spans.is_empty()));
/// assert!(all.iter().any(|sample| sample.spans.len() > 1));
/// ```
pub fn samples(half: Half, seed: u64, rounds: u32) -> Vec<Sample> {
    let mut rng = Rng::new(seed ^ 0x676f_6c64);
    let mut all = vec![];
    for _ in 0..rounds {
        let sentences = in_half(FRAMES, half).map(|frame| fill(frame, &mut rng));
        all.extend(sentences);
        for &(cue, entity) in CUES.iter().filter(|(cue, _)| Half::of(cue) == half) {
            let (before, behind) = SEPARATORS[rng.below(SEPARATORS.len() as u32) as usize];
            all.push(form(cue, before, entity, behind, &mut rng));
        }
        let negatives = in_half(NEGATIVES, half).map(|frame| fill(frame, &mut rng));
        all.extend(negatives);
    }
    all
}

fn in_half(frames: &[&'static str], half: Half) -> impl Iterator<Item = &'static str> {
    frames
        .iter()
        .copied()
        .filter(move |frame| Half::of(frame) == half)
}

/// A cue, a separator and a value, as in forms and exports.
fn form(cue: &str, before: &str, entity: &'static str, behind: &str, rng: &mut Rng) -> Sample {
    let mut sample = Sample::default();
    sample.push_text(cue);
    sample.push_text(before);
    let value = value::make(entity, rng).expect("a cue names entities that have a maker");
    sample.push_value(entity, &value);
    sample.push_text(behind);
    sample
}

/// Fills the slots of values, and those of what is none (see [`NEGATIVES`]).
fn fill(frame: &str, rng: &mut Rng) -> Sample {
    fill_slots(frame, rng, |slot, rng| {
        let (class, count) = slot.split_once('*')?;
        let alphabet: &[u8] = match class {
            "9" => b"0123456789",
            "x" => b"0123456789abcdef",
            _ => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        };
        Some((None, rng.string(count.parse().ok()?, alphabet)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_fills() {
        for frame in FRAMES.iter().chain(NEGATIVES) {
            let sample = fill(frame, &mut Rng::new(1));
            let slots = frame.matches("{").count();
            let other = frame.matches('*').count() + frame.matches("{ return").count();
            assert_eq!(sample.spans.len(), slots - other, "{frame}");
            assert!(!sample.text.contains('*'), "{frame}");
        }
    }

    #[test]
    fn frames_stand_once() {
        let cues = CUES.iter().map(|(cue, _)| cue);
        let mut all: Vec<&str> = FRAMES
            .iter()
            .chain(NEGATIVES)
            .chain(cues)
            .copied()
            .collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn both_halves_know_every_entity() {
        for half in [Half::Tune, Half::HeldOut] {
            let all = samples(half, 1, 1);
            let missing: Vec<&str> = crate::text::entities()
                .filter(|entity| {
                    let mut spans = all.iter().flat_map(|sample| &sample.spans);
                    !spans.any(|gold| gold.entity == *entity)
                })
                .collect();
            assert_eq!(missing, [""; 0], "{half:?}");
        }
    }

    #[test]
    fn the_halves_are_about_equal_and_a_frame_is_in_one() {
        let [tune, held_out] = [Half::Tune, Half::HeldOut].map(|half| samples(half, 1, 1).len());
        assert_eq!(tune + held_out, FRAMES.len() + CUES.len() + NEGATIVES.len());
        let share = tune as f64 / (tune + held_out) as f64;
        assert!((0.4..0.6).contains(&share), "{share}");
    }

    /// The published value for `foobar`.
    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(fnv1a("foobar"), 0x8594_4171_f739_67e8);
    }
}
