//! Sentences around values, with the place of each value.

pub mod address;
pub mod gold;
pub mod negatives;

mod filler;
mod frames;
mod language;

use crate::{
    rng::Rng,
    value::{self, disguise},
};

pub use filler::{filler, foreign_filler};
pub use language::Language;

/// A text and the values in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// The text.
    pub text: String,
    /// Sorted and disjoint.
    pub spans: Vec<Gold>,
}

/// Where a value stands in a text, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gold {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Name of the entity.
    pub entity: &'static str,
}

impl Sample {
    /// Appends text that is no value.
    pub fn push_text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Appends a value.
    pub fn push_value(&mut self, entity: &'static str, value: &str) {
        let start = self.text.len();
        self.text.push_str(value);
        self.spans.push(Gold {
            start,
            end: self.text.len(),
            entity,
        });
    }

    /// Appends another sample with its values.
    ///
    /// ```
    /// # use pumice_synth::text::Sample;
    /// let mut sample = Sample::default();
    /// sample.push_text("IP ");
    /// let mut other = Sample::default();
    /// other.push_value("IP_ADDRESS", "192.0.2.1");
    /// sample.append(&other);
    /// assert_eq!(sample.value(&sample.spans[0]), "192.0.2.1");
    /// ```
    pub fn append(&mut self, other: &Sample) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.spans.extend(other.spans.iter().map(|gold| Gold {
            start: gold.start + shift,
            end: gold.end + shift,
            ..*gold
        }));
    }

    /// The text of one of the sample's own spans.
    ///
    /// # Panics
    /// When the span is not of this sample and does not fit it.
    pub fn value(&self, gold: &Gold) -> &str {
        &self.text[gold.start..gold.end]
    }
}

/// A sentence with at least one value, of an entity that is drawn as often as it occurs in
/// conversations: contacts and dates often, national numbers rarely.
pub fn sentence(rng: &mut Rng) -> Sample {
    let mut ticket = rng.below(frames::TOTAL_SHARE);
    for family in frames::FAMILIES {
        if ticket < family.share {
            return fill(rng.pick(family.frames), rng);
        }
        ticket -= family.share;
    }
    unreachable!("the shares add up to TOTAL_SHARE")
}

/// A sentence with a value of `entity` and words that speak for it; `None` when no frame knows the
/// entity.
pub fn about(entity: &str, rng: &mut Rng) -> Option<Sample> {
    let family = frames::FAMILIES
        .iter()
        .find(|family| family.entity == entity)?;
    Some(fill(rng.pick(family.frames), rng))
}

/// A sentence about a value in disguise, in one of the [ways](crate::value::disguise::MAKERS); `None` where
/// the value drawn has nothing to disguise so.
///
/// ```
/// use pumice_synth::{Rng, text};
/// let mut rng = Rng::new(7);
/// let sample = (0..9).find_map(|_| text::disguised(&mut rng)).expect("most values have");
/// assert!(!sample.value(&sample.spans[0]).is_empty());
/// ```
pub fn disguised(rng: &mut Rng) -> Option<Sample> {
    let ways = disguise::MAKERS;
    disguised_as(&ways[rng.below(ways.len() as u32) as usize], rng)
}

/// The same in one way.
pub fn disguised_as(way: &disguise::Maker, rng: &mut Rng) -> Option<Sample> {
    let plain = about(rng.pick(way.entities), rng)?;
    let (mut sample, mut done, mut any) = (Sample::default(), 0, false);
    for gold in &plain.spans {
        sample.push_text(&plain.text[done..gold.start]);
        let value = plain.value(gold);
        let made = way
            .entities
            .contains(&gold.entity)
            .then(|| way.make(value, rng))
            .flatten();
        any |= made.is_some();
        sample.push_value(gold.entity, made.as_deref().unwrap_or(value));
        done = gold.end;
    }
    sample.push_text(&plain.text[done..]);
    any.then_some(sample)
}

/// Every entity that [`about`] knows.
pub fn entities() -> impl Iterator<Item = &'static str> {
    frames::FAMILIES.iter().map(|family| family.entity)
}

/// Puts a new value into each `{ENTITY}` of a frame.
fn fill(frame: &str, rng: &mut Rng) -> Sample {
    fill_slots(frame, rng, |_, _| None)
}

/// What fills a slot: a value of an entity, or, without one, text that is none.
type Filling = (Option<&'static str>, String);

/// Puts what `special` gives, or else a new value, into each slot of a frame. A brace with a blank
/// behind it stays as it is.
fn fill_slots(
    frame: &str,
    rng: &mut Rng,
    special: impl Fn(&str, &mut Rng) -> Option<Filling>,
) -> Sample {
    let mut sample = Sample::default();
    let mut rest = frame;
    while let Some((before, slot)) = rest.split_once('{') {
        sample.push_text(before);
        if slot.starts_with(' ') {
            sample.push_text("{");
            rest = slot;
            continue;
        }
        let (slot, after) = slot.split_once('}').expect("a frame closes its slots");
        match special(slot, rng).unwrap_or_else(|| value_of(slot, rng)) {
            (Some(entity), value) => sample.push_value(entity, &value),
            (None, text) => sample.push_text(&text),
        }
        rest = after;
    }
    sample.push_text(rest);
    sample
}

fn value_of(entity: &str, rng: &mut Rng) -> Filling {
    let maker = value::maker_of(entity).expect("a frame names entities that have a maker");
    (Some(maker.entity), maker.make(rng))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_fills_and_holds_its_entity() {
        for family in frames::FAMILIES {
            for frame in family.frames {
                let sample = fill(frame, &mut Rng::new(1));
                let entities: Vec<&str> = sample.spans.iter().map(|gold| gold.entity).collect();
                assert!(entities.contains(&family.entity), "{frame}");
                assert!(!sample.text.contains(['{', '}']), "{frame}");
            }
        }
    }

    #[test]
    fn shares_add_up() {
        let sum: u32 = frames::FAMILIES.iter().map(|family| family.share).sum();
        assert_eq!(sum, frames::TOTAL_SHARE);
    }
}
