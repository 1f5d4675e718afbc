//! German, Arabic, Japanese and Hindi: sentences without a value and with one, as they are written
//! there, with letters beyond ASCII right beside the values.
//!
//! Words of a list agree with the patterns they go into: nouns of one gender and case, verbs of one
//! person. Telephone numbers are those of fiction in other countries, in international form: the
//! regulators of Arabic-speaking countries, Japan and India keep none for it.

mod arabic;
mod german;
mod hindi;
mod japanese;

use crate::{
    rng::Rng,
    text::{Sample, fill_slots, filler},
    value::date,
};

/// A language of a quarter of each corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Latin letters with umlauts, capitals on every noun.
    German,
    /// Right to left, two bytes a letter.
    Arabic,
    /// Three bytes a letter, no blanks.
    Japanese,
    /// Devanagari: three bytes a letter, marks above and below.
    Hindi,
}

/// What the sentences of a language are made of.
struct Lexicon {
    /// What a system message says.
    prompts: &'static [&'static str],
    /// Sentences without a value; slots as in [`filler()`].
    patterns: &'static [&'static str],
    words: filler::Words,
    /// Sentences with values: how often of [`TOTAL_SHARE`], and frames. `{DAY}` and
    /// `{DAY_OF_BIRTH}` are dates as the language spells them.
    frames: &'static [(u32, &'static [&'static str])],
    /// Spells a date.
    spell: fn(date::Day) -> String,
}

/// Sum of the shares of a language's frames.
const TOTAL_SHARE: u32 = 100;

impl Language {
    /// All of them.
    pub const ALL: [Language; 4] = [Self::German, Self::Arabic, Self::Japanese, Self::Hindi];

    /// One of them, a fourth of the time: so much of a corpus is not in the languages around it.
    pub(crate) fn sometimes(rng: &mut Rng) -> Option<Self> {
        rng.percent(25).then(|| Self::any(rng))
    }

    /// Any of them.
    pub fn any(rng: &mut Rng) -> Self {
        Self::ALL[rng.below(4) as usize]
    }

    /// Appends a sentence without a value.
    ///
    /// ```
    /// use pumice_synth::{Rng, text::Language};
    /// let mut text = String::new();
    /// Language::Hindi.filler(&mut Rng::new(1), &mut text);
    /// assert!(!text.is_ascii());
    /// ```
    pub fn filler(self, rng: &mut Rng, out: &mut String) {
        let lexicon = self.lexicon();
        filler::expand(rng.pick(lexicon.patterns), &lexicon.words, rng, out);
    }

    /// A sentence with at least one value.
    pub fn sentence(self, rng: &mut Rng) -> Sample {
        let lexicon = self.lexicon();
        let mut ticket = rng.below(TOTAL_SHARE);
        for &(share, frames) in lexicon.frames {
            if ticket < share {
                return lexicon.fill(rng.pick(frames), rng);
            }
            ticket -= share;
        }
        unreachable!("the shares add up to TOTAL_SHARE")
    }

    /// What a system message may say.
    pub(crate) fn prompt(self, rng: &mut Rng) -> &'static str {
        rng.pick(self.lexicon().prompts)
    }

    /// What stands between two sentences.
    pub fn gap(self) -> &'static str {
        match self {
            Self::Japanese => "",
            _ => " ",
        }
    }

    fn lexicon(self) -> &'static Lexicon {
        match self {
            Self::German => &german::LEXICON,
            Self::Arabic => &arabic::LEXICON,
            Self::Japanese => &japanese::LEXICON,
            Self::Hindi => &hindi::LEXICON,
        }
    }
}

impl Lexicon {
    fn fill(&self, frame: &str, rng: &mut Rng) -> Sample {
        fill_slots(frame, rng, |slot, rng| {
            let (entity, first, last) = match slot {
                "DAY" => ("DATE_TIME", 1995, 2026),
                "DAY_OF_BIRTH" => ("DATE_OF_BIRTH", 1935, 2008),
                _ => return None,
            };
            let day = date::Day::within(rng, first, last);
            Some((Some(entity), (self.spell)(day)))
        })
    }
}

/// Day, month by name, year.
fn with_month(day: date::Day, months: &[&str; 12]) -> String {
    let month = months[day.month as usize - 1];
    format!("{} {month} {}", day.day, day.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_fills_and_shares_add_up() {
        for language in Language::ALL {
            let frames = language.lexicon().frames;
            assert_eq!(
                frames.iter().map(|(share, _)| share).sum::<u32>(),
                TOTAL_SHARE
            );
            for frame in frames.iter().flat_map(|(_, frames)| *frames) {
                let sample = language.lexicon().fill(frame, &mut Rng::new(1));
                assert!(!sample.spans.is_empty(), "{frame}");
                assert!(!sample.text.contains(['{', '}']), "{frame}");
            }
        }
    }

    #[test]
    fn every_pattern_fills_and_is_of_its_script() {
        for language in Language::ALL {
            let lexicon = language.lexicon();
            let mut all = String::new();
            for pattern in lexicon.patterns {
                filler::expand(pattern, &lexicon.words, &mut Rng::new(1), &mut all);
            }
            assert!(!all.contains(['<', '>']), "{all}");
            let beyond = all.chars().filter(|letter| !letter.is_ascii()).count();
            let share = beyond as f64 / all.chars().count() as f64;
            let least = if language == Language::German {
                0.01
            } else {
                0.7
            };
            assert!(share > least, "{language:?}: {share}");
        }
    }
}
