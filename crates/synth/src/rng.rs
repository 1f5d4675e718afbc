//! The source of all choices: xoshiro256**, seeded by SplitMix64.
//!
//! Written out here because a corpus must stay the same for ever, which no crate of random numbers
//! promises across its versions. The algorithms are public domain: D. Blackman and S. Vigna,
//! *Scrambled Linear Pseudorandom Number Generators*, 2018 (<https://prng.di.unimi.it/>).

/// A deterministic generator. Not for keys.
///
/// ```
/// # use pumice_synth::Rng;
/// let (mut one, mut other) = (Rng::new(1), Rng::new(1));
/// assert_eq!(one.next_u64(), other.next_u64());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rng {
    state: [u64; 4],
}

impl Rng {
    /// A generator that depends on `seed` alone; close seeds give unrelated sequences.
    pub fn new(seed: u64) -> Self {
        let mut mixer = seed;
        Self {
            state: std::array::from_fn(|_| split_mix(&mut mixer)),
        }
    }

    /// 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        let [s0, s1, s2, s3] = &mut self.state;
        let result = s1.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = *s1 << 17;
        *s2 ^= *s0;
        *s3 ^= *s1;
        *s1 ^= *s2;
        *s0 ^= *s3;
        *s2 ^= shifted;
        *s3 = s3.rotate_left(45);
        result
    }

    /// A number below `bound`; 0 when `bound` is 0.
    ///
    /// The high half of a product, so some numbers are more likely than others by at most one part
    /// in 2^32 / `bound`: nothing that a corpus shows.
    pub fn below(&mut self, bound: u32) -> u32 {
        (((self.next_u64() >> 32) * u64::from(bound)) >> 32) as u32
    }

    /// A number from `low` to `high`, both included.
    ///
    /// ```
    /// # use pumice_synth::Rng;
    /// let month = Rng::new(3).between(1, 12);
    /// assert!((1..=12).contains(&month));
    /// ```
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low).saturating_add(1))
    }

    /// True `share` times in a hundred.
    pub fn percent(&mut self, share: u32) -> bool {
        self.below(100) < share
    }

    /// One of `items`.
    ///
    /// # Panics
    /// When `items` is empty.
    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len() as u32) as usize]
    }

    /// `count` decimal digits.
    pub fn digits(&mut self, count: usize) -> String {
        self.string(count, b"0123456789")
    }

    /// `count` characters of an ASCII `alphabet`.
    ///
    /// # Panics
    /// When `alphabet` is empty.
    pub fn string(&mut self, count: usize, alphabet: &[u8]) -> String {
        (0..count)
            .map(|_| char::from(alphabet[self.below(alphabet.len() as u32) as usize]))
            .collect()
    }
}

/// SplitMix64 (G. Steele, D. Lea, C. Flood, *Fast Splittable Pseudorandom Number Generators*, 2014).
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sequence of SplitMix64 from 1234567, as its authors' code prints it.
    #[test]
    fn split_mix_gives_the_published_sequence() {
        let mut state = 1_234_567;
        let got: [u64; 3] = std::array::from_fn(|_| split_mix(&mut state));
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!(got, published);
    }

    /// The sequence of xoshiro256** from the state 1, 2, 3, 4, worked by hand for the first two:
    /// rotl(2 * 5, 7) * 9 = 11520, and s1 becomes 0.
    #[test]
    fn xoshiro_starts_as_its_definition_says() {
        let mut rng = Rng {
            state: [1, 2, 3, 4],
        };
        assert_eq!([rng.next_u64(), rng.next_u64()], [11520, 0]);
    }

    #[test]
    fn every_number_below_a_bound_occurs_and_no_other() {
        let mut rng = Rng::new(9);
        let mut seen = [0u32; 7];
        for _ in 0..7_000 {
            seen[rng.below(7) as usize] += 1;
        }
        assert!(
            seen.iter().all(|&count| (850..1150).contains(&count)),
            "{seen:?}"
        );
    }
}
