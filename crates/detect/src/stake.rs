//! What a rule has at stake in a profile: all that weighing a value asks of it, in one look-up.

use crate::{
    builder::EntityRule,
    context::MOST_CONTEXT,
    finding::{EntityId, Evidence},
    recognizer::Recognizer,
};

/// A rule in a profile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stake {
    pub(crate) entity: EntityId,
    /// Added to what each shape says.
    pub(crate) bias: Evidence,
    /// The least evidence that makes a finding.
    least: i32,
    /// How much a rule asks before it speaks: a check, then a cue.
    pub(crate) specificity: u8,
    pub(crate) has_cues: bool,
    /// The most that its check can say.
    most_of_check: Evidence,
    /// Loses every overlap.
    pub(crate) yields: bool,
    /// Ends where a value begins that reaches further.
    pub(crate) open_ended: bool,
}

/// More than any evidence: the entity is off.
const NEVER: i32 = i32::MAX;

impl Stake {
    pub(crate) fn new(recognizer: &Recognizer, entity: EntityId, rule: EntityRule) -> Stake {
        // Scores differ between -31 and 31 decibans, and at the ends.
        let middle = -40..=40;
        let mut all = [i16::MIN]
            .into_iter()
            .chain(middle)
            .chain([i16::MAX])
            .map(Evidence);
        let least = rule
            .threshold
            .and_then(|threshold| all.find(|evidence| evidence.score() >= threshold))
            .map_or(NEVER, |evidence| i32::from(evidence.0));
        Stake {
            entity,
            bias: recognizer.bias,
            least,
            specificity: 2 * u8::from(recognizer.validate.is_some())
                + u8::from(recognizer.bias < Evidence(0)),
            has_cues: !recognizer.context.is_empty(),
            most_of_check: match recognizer.validate {
                Some(_) => recognizer.most,
                None => Evidence(0),
            },
            yields: rule.yields,
            open_ended: recognizer.open_ended,
        }
    }

    /// Whether so much evidence makes a finding.
    #[inline]
    pub(crate) fn is_met(&self, evidence: Evidence) -> bool {
        i32::from(evidence.0) >= self.least
    }

    /// Whether a shape can become a finding if its check says what checks can, and nothing else does.
    pub(crate) fn is_in_reach_alone(&self, shape: Evidence) -> bool {
        self.is_met(shape + self.most_of_check)
    }

    /// Whether a shape can become a finding if the words around it say what they can.
    #[inline]
    pub(crate) fn is_in_reach(&self, shape: Evidence) -> bool {
        let most = if self.has_cues {
            MOST_CONTEXT
        } else {
            Evidence(0)
        };
        self.is_met(shape + most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Score;

    #[test]
    fn the_least_evidence_is_that_of_the_threshold() {
        let recognizer = Recognizer::new("test", "TEST", "global");
        for thousandths in 0..=1000 {
            let threshold = Score::from_thousandths(thousandths);
            let rule = EntityRule {
                threshold: Some(threshold),
                yields: false,
            };
            let stake = Stake::new(&recognizer, EntityId(0), rule);
            for decibans in (-50..50).chain([i16::MIN, i16::MAX]) {
                let evidence = Evidence(decibans);
                let expected = evidence.score() >= threshold;
                assert_eq!(stake.is_met(evidence), expected, "{thousandths} {decibans}");
            }
        }
    }

    #[test]
    fn nothing_meets_an_entity_that_is_off() {
        let off = EntityRule {
            threshold: None,
            yields: false,
        };
        let stake = Stake::new(&Recognizer::new("test", "TEST", "global"), EntityId(0), off);
        assert!(!stake.is_met(Evidence::CERTAIN) && !stake.is_in_reach(Evidence::CERTAIN));
    }
}
