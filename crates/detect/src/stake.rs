//! What a rule has at stake in a profile: all that weighing a value asks of it, in one look-up.

use crate::{
    builder::EntityRule,
    context::MOST_CONTEXT,
    finding::{EntityId, Evidence},
    phone::RegionSet,
    recognizer::{Recognizer, Regional},
};

/// A rule in a profile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stake {
    pub(crate) entity: EntityId,
    /// Added to what each shape says.
    pub(crate) bias: Evidence,
    /// What it says that the rule is one of the profile's regions: something, or nothing.
    at_home: Evidence,
    /// What the profile's regions say of a value; `None` where they can say nothing.
    regional: Option<Regional>,
    regions: RegionSet,
    /// The least evidence that makes a finding.
    least: i32,
    /// Whether a rule is one of the profile's regions, which settles where words around a value have
    /// said their most for several; then how much it asks before it speaks: a check, then a cue.
    pub(crate) specificity: u8,
    pub(crate) has_cues: bool,
    /// The most that its check can say.
    most_of_check: Evidence,
    /// Loses every overlap.
    pub(crate) yields: bool,
    /// Ends where a value begins that reaches further.
    pub(crate) open_ended: bool,
    /// Keeps what a better value leaves of it; where it yields, that is nothing.
    pub(crate) divisible: bool,
}

/// More than any evidence: the entity is off.
const NEVER: i32 = i32::MAX;

impl Stake {
    pub(crate) fn new(
        recognizer: &Recognizer,
        entity: EntityId,
        rule: EntityRule,
        regions: RegionSet,
    ) -> Stake {
        // Scores differ between -31 and 31 decibans, and at the ends.
        let middle = -40..=40;
        let mut all = [i16::MIN]
            .into_iter()
            .chain(middle)
            .chain([i16::MAX])
            .map(Evidence);
        let least = rule
            .threshold_of(recognizer)
            .and_then(|threshold| all.find(|evidence| evidence.score() >= threshold))
            .map_or(NEVER, |evidence| i32::from(evidence.0));
        let is_at_home = regions.has(&recognizer.country);
        Stake {
            entity,
            bias: recognizer.bias,
            at_home: if is_at_home {
                Recognizer::AT_HOME
            } else {
                Evidence(0)
            },
            regional: recognizer.regional.filter(|_| !regions.is_empty()),
            regions,
            least,
            specificity: 4 * u8::from(is_at_home)
                + 2 * u8::from(recognizer.validate.is_some())
                + u8::from(recognizer.bias < Evidence(0)),
            has_cues: !recognizer.context.is_empty() && !recognizer.is_named(),
            most_of_check: match recognizer.validate {
                Some(_) => recognizer.most,
                None => Evidence(0),
            },
            yields: rule.yields,
            open_ended: recognizer.open_ended,
            divisible: recognizer.divisible && !rule.yields,
        }
    }

    /// Whether so much evidence makes a finding.
    #[inline]
    pub(crate) fn is_met(&self, evidence: Evidence) -> bool {
        i32::from(evidence.0) >= self.least
    }

    /// Whether a shape can become a finding if its check says as much as it can, which is no more than
    /// `most`, and nothing else does.
    pub(crate) fn is_in_reach_alone(&self, shape: Evidence, most: Evidence) -> bool {
        let regional = self.regional.map_or(Evidence(0), |regional| regional.most);
        self.is_met(shape + self.most_of_check.min(most) + regional)
    }

    /// `shape` with what it says that the rule is one of the profile's regions. It only counts beside a
    /// cue or for what is enough by itself: data of a country hold more of its identifiers, but
    /// most of its digits are none. Hot: per shape hit.
    #[inline]
    pub(crate) fn at_home(&self, shape: Evidence, context: Evidence) -> Evidence {
        if context > Evidence(0) || self.is_met(shape) {
            shape + self.at_home
        } else {
            shape
        }
    }

    /// What the profile's regions say of a value. Hot: per shape hit.
    #[inline]
    pub(crate) fn regional(&self, value: &[u8]) -> Evidence {
        match self.regional {
            Some(regional) => (regional.evidence)(value, self.regions),
            None => Evidence(0),
        }
    }

    /// Whether a shape can become a finding if the words around it say what they can.
    #[inline]
    pub(crate) fn is_in_reach(&self, shape: Evidence) -> bool {
        let most = if self.has_cues {
            MOST_CONTEXT + self.at_home
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
                ..EntityRule::default()
            };
            let stake = Stake::new(&recognizer, EntityId(0), rule, RegionSet::default());
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
            ..EntityRule::default()
        };
        let recognizer = Recognizer::new("test", "TEST", "global");
        let stake = Stake::new(&recognizer, EntityId(0), off, RegionSet::default());
        assert!(!stake.is_met(Evidence::CERTAIN) && !stake.is_in_reach(Evidence::CERTAIN));
    }

    #[test]
    fn a_rule_is_worth_more_in_its_own_region_if_something_else_speaks_for_it() {
        let german = RegionSet::default().with("DE").unwrap();
        let weighed = |country, regions, shape, context| {
            let recognizer = Recognizer::new("test", "TEST", country);
            let stake = Stake::new(&recognizer, EntityId(0), EntityRule::default(), regions);
            stake.at_home(Evidence(shape), Evidence(context)).0
        };
        let more = Recognizer::AT_HOME.0;
        assert_eq!(weighed("de", german, -5, 10), more - 5);
        assert_eq!(weighed("de", german, 2, 0), more + 2);
        assert_eq!(weighed("de", german, -5, 0), -5);
        for country in ["us", "global", "finance"] {
            assert_eq!(weighed(country, german, -5, 10), -5, "{country}");
        }
        assert_eq!(weighed("de", RegionSet::default(), -5, 10), -5);
    }
}
