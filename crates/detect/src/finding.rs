//! What the detector gives back: where, what and how sure; never the text.

use std::fmt;

use crate::input::Span;

/// Index of an entity in the tables of one [`Detector`](crate::Detector).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u16);

/// Index of a recognizer in the tables of one [`Detector`](crate::Detector).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecognizerId(pub u16);

/// One piece of personal data: a span of the input, and what it is.
///
/// Findings of one call are sorted by span and disjoint, each within one region and on UTF-8
/// boundaries of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Bytes of [`Input::text`](crate::Input::text).
    pub span: Span,
    /// Index in [`Input::regions`](crate::Input::regions).
    pub region: u32,
    /// What it is.
    pub entity: EntityId,
    /// The rule that found it.
    pub recognizer: RecognizerId,
    /// How sure that rule is.
    pub score: Score,
    /// Whether it is spelled in disguise: its text is what [`AsRead`](crate::AsRead) makes of it.
    pub disguised: bool,
}

/// Probability in thousandths, 0 to 1000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u16);

impl Score {
    /// The threshold that holds where nobody sets one: more likely than not.
    pub const DEFAULT_THRESHOLD: Score = Score(500);
    /// Certainty; what a deny list gives.
    pub const MAX: Score = Score(1000);

    /// A score of `thousandths`, at most 1000.
    pub const fn from_thousandths(thousandths: u16) -> Self {
        Self(if thousandths > 1000 {
            1000
        } else {
            thousandths
        })
    }

    /// The score in thousandths.
    pub const fn thousandths(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}

/// Weight of evidence in decibans: ten times the common logarithm of an odds ratio.
///
/// Independent pieces of evidence add up. A check digit that one random number in eleven passes is
/// worth 10 log10(11) = +10; a shape that is this entity once in a thousand times starts at -30.
/// The unit is I. J. Good's and Turing's (Good, *Probability and the Weighing of Evidence*, 1950).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence(pub i16);

impl Evidence {
    /// What a literal term of a deny list is worth: nobody can know better.
    pub const CERTAIN: Evidence = Evidence(i16::MAX);

    /// The least evidence that amounts to `score`: what a rule starts from of which somebody says how
    /// likely it is. A score of 0 is the least of the table, -30 decibans, which words may still raise.
    ///
    /// ```
    /// # use pumice_detect::{Evidence, Score};
    /// assert_eq!(Evidence::from_score(Score::from_thousandths(900)), Evidence(10));
    /// assert_eq!(Evidence::from_score(Score::DEFAULT_THRESHOLD), Evidence(0));
    /// assert_eq!(Evidence::from_score(Score::MAX), Evidence::CERTAIN);
    /// ```
    pub fn from_score(score: Score) -> Evidence {
        let limit = LIMIT as i16;
        let mut table = (-limit..=limit).map(Evidence);
        let least = table.find(|evidence| evidence.score() >= score);
        least.unwrap_or(Evidence::CERTAIN)
    }

    /// The probability that these odds amount to: 0 decibans are 0.5, 10 are 0.909, 20 are 0.990.
    ///
    /// ```
    /// # use pumice_detect::Evidence;
    /// assert_eq!(Evidence(0).score().to_string(), "0.500");
    /// assert_eq!(Evidence(10).score().to_string(), "0.909");
    /// ```
    #[inline]
    pub fn score(self) -> Score {
        if self == Self::CERTAIN {
            return Score::MAX;
        }
        let magnitude = PROBABILITIES[usize::from(self.0.unsigned_abs()).min(LIMIT)];
        Score(if self.0 < 0 {
            1000 - magnitude
        } else {
            magnitude
        })
    }
}

impl std::ops::Add for Evidence {
    type Output = Evidence;

    #[inline]
    fn add(self, other: Evidence) -> Evidence {
        Evidence(self.0.saturating_add(other.0))
    }
}

const LIMIT: usize = 30;

/// `round(1000 * odds / (1 + odds))` with `odds = 10^(decibans / 10)`; a table, so that every
/// platform rounds alike.
const PROBABILITIES: [u16; LIMIT + 1] = [
    500, 557, 613, 666, 715, 760, 799, 834, 863, 888, 909, 926, 941, 952, 962, 969, 975, 980, 984,
    988, 990, 992, 994, 995, 996, 997, 997, 998, 998, 999, 999,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_those_of_the_formula() {
        for (decibans, &thousandths) in PROBABILITIES.iter().enumerate() {
            let odds = 10f64.powf(decibans as f64 / 10.0);
            assert_eq!(
                f64::from(thousandths),
                (1000.0 * odds / (1.0 + odds)).round(),
                "{decibans}"
            );
        }
    }

    #[test]
    fn a_score_is_met_by_its_evidence_and_by_no_less() {
        for thousandths in 0..=1000 {
            let score = Score::from_thousandths(thousandths);
            let evidence = Evidence::from_score(score);
            assert!(evidence.score() >= score, "{score}");
            let less = evidence + Evidence(-1);
            let is_least = evidence == Evidence(-30) || less.score() < score;
            assert!(is_least || evidence == Evidence::CERTAIN, "{score}");
        }
    }

    #[test]
    fn evidence_for_and_against_cancels() {
        assert_eq!(
            Evidence(-7).score().thousandths() + Evidence(7).score().thousandths(),
            1000
        );
        assert_eq!(Evidence(i16::MIN).score().thousandths(), 1);
    }
}
