//! The numbers of one template: valid ones, their broken twins, and random ones.

use pumice_detect::Recognizer;
use pumice_synth::Rng;

use super::{
    frames::Strength,
    shape::{Judge, Standing},
    template::{Template, Twin},
};

/// Numbers of one template; the same in every run.
pub(super) struct Generated {
    /// They fit.
    pub(super) valid: Vec<String>,
    /// One check character of a valid number is another one; none without check characters.
    pub(super) broken: Vec<String>,
    /// Valid numbers that no other check character breaks.
    pub(super) unbroken: usize,
    /// Random digits and letters in the same shape.
    pub(super) random: Vec<String>,
}

impl Generated {
    /// `size` numbers of each kind; the error says why there are none.
    pub(super) fn new(
        rule: &Recognizer,
        template: &Template,
        size: usize,
    ) -> Result<Self, &'static str> {
        let mut rng = Rng::new(seed(&rule.id, template.source()));
        let judge = Judge::new(rule);
        let court = judge.sit();
        let fits = |text: &str| court.fits(text);
        let mut all = Self {
            valid: vec![],
            broken: vec![],
            unbroken: 0,
            random: vec![],
        };
        for _ in 0..size {
            let random = template.random(&mut rng);
            if court.standing(&random) == Standing::NoShape {
                return Err("it writes no grouping of the recognizer");
            }
            all.random.push(random);
        }
        for _ in 0..size {
            let number = template
                .valid(&mut rng, &fits)
                .ok_or("no number of it fits, in many draws")?;
            if template.strength() == Strength::Checked {
                match number.twin(&mut rng, &fits) {
                    Twin::Broken(twin) => all.broken.push(twin),
                    Twin::Unbroken => all.unbroken += 1,
                }
            }
            all.valid.push(number.text);
        }
        Ok(all)
    }
}

/// FNV-1a of both names: a fixture that comes leaves the numbers of the others as they are.
fn seed(id: &str, template: &str) -> u64 {
    let bytes = id.bytes().chain([b' ']).chain(template.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}
