//! One look at the text for all rules: where may something that one of them asks for stand?
//!
//! What matches of a pattern, and first words of terms, demand of a few bytes is a row of byte sets. All of them go into sixteen
//! buckets; 64 bytes at a time the CPU tells where a byte and the five behind it are in the sets of
//! some bucket, as Hyperscan's Teddy does for literals. Where they are, one byte in some fifty, a look-up
//! for each of them tells it exactly, and then which demands are met: a bit for each.

use regex_syntax::hir::{Hir, HirKind};

use super::{
    Pattern,
    demand::{Demand, demands},
    rarity::frequency,
    set::{EDGE, Set},
};
use crate::arch::{BUCKETS, Buckets};

/// The demands of all rules.
pub(crate) struct Sieve {
    buckets: Box<Buckets>,
    /// Which bucket lets a byte through at each of its places.
    exact: Box<Exact>,
    /// The same for bytes, where the edge of a region may stand among them.
    anywhere: Box<[[u16; 256]; Buckets::BYTES]>,
    groups: Vec<Group>,
}

/// By place and symbol, a bit for each bucket.
type Exact = [[u16; EDGE + 1]; Buckets::BYTES];

/// Up to 64 demands of one bucket.
struct Group {
    bucket: u8,
    /// By place and symbol, which demands are met there.
    met: Box<[[u64; EDGE + 1]; Demand::MAX]>,
    before: Box<[u64; EDGE + 1]>,
    /// Who makes each demand.
    callers: Vec<Caller>,
}

/// Who is called where a demand is met: a pattern, or [`TERMS`].
pub(crate) type Caller = u16;

/// The lists of terms.
pub(crate) const TERMS: Caller = Caller::MAX;

/// What tells a search for a pattern where to begin.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    pub(super) demands: Vec<Demand>,
    /// How many bytes of a match stand before what is demanded, at least and at most.
    pub(super) least_before: usize,
    pub(super) most_before: usize,
}

/// What it costs to try a match at one place, in nanoseconds, and to look for one in a range.
const PRICE_OF_PLACE: f64 = 30.0;
const PRICE_OF_RANGE: f64 = 2500.0;
/// What it costs to look for a pattern everywhere, in nanoseconds a byte.
const PRICE_OF_ALL: f64 = 1.0;
/// A range of so many places is searched place by place.
pub(super) const FEW_PLACES: usize = 4;

impl Gate {
    /// The gate of an expression that costs least; none where it would cost more than a search
    /// everywhere.
    pub(super) fn new(hir: &Hir) -> Option<Gate> {
        let parts = flat(hir);
        let alternatives = match only_alternation(&parts) {
            Some((at, alternatives)) => alternatives
                .iter()
                .map(|&one| {
                    let mut parts = parts.clone();
                    parts.splice(at..=at, flat(one));
                    parts
                })
                .collect(),
            None => vec![parts],
        };
        let gates: Option<Vec<Gate>> = alternatives.iter().map(|parts| cheapest(parts)).collect();
        let one = gates?.into_iter().reduce(|mut one, other| {
            one.demands.extend(other.demands);
            one.least_before = one.least_before.min(other.least_before);
            one.most_before = one.most_before.max(other.most_before);
            one
        })?;
        (one.price() < PRICE_OF_ALL && one.demands.len() <= MAX_DEMANDS).then_some(one)
    }

    /// Nanoseconds a byte.
    pub(super) fn price(&self) -> f64 {
        let places = self.most_before - self.least_before + 1;
        let price = if places <= FEW_PLACES {
            PRICE_OF_PLACE * places as f64
        } else {
            PRICE_OF_RANGE
        };
        self.demands.iter().map(frequency).sum::<f64>() * price
    }
}

/// Demands of one pattern, such as `red|green|...` with its literals.
const MAX_DEMANDS: usize = 64;

/// The parts of a match that stand behind each other.
fn flat(hir: &Hir) -> Vec<&Hir> {
    match hir.kind() {
        HirKind::Concat(parts) => parts.iter().flat_map(flat).collect(),
        HirKind::Capture(capture) => flat(&capture.sub),
        _ => vec![hir],
    }
}

/// The one part that is no look-around, if it is an alternation, and where it stands.
fn only_alternation<'a>(parts: &[&'a Hir]) -> Option<(usize, Vec<&'a Hir>)> {
    let is_look = |hir: &Hir| matches!(hir.kind(), HirKind::Look(_));
    let mut real = parts.iter().enumerate().filter(|(_, hir)| !is_look(hir));
    match (real.next(), real.next()) {
        (Some((at, hir)), None) => match hir.kind() {
            HirKind::Alternation(all) => Some((at, all.iter().collect())),
            _ => None,
        },
        _ => None,
    }
}

/// The cheapest gate of parts that stand behind each other.
fn cheapest(parts: &[&Hir]) -> Option<Gate> {
    let (mut least, mut most) = (0, Some(0));
    let mut gates = vec![];
    for (at, part) in parts.iter().enumerate() {
        gates.push(Gate {
            demands: demands(&parts[at..]),
            least_before: least,
            most_before: most.unwrap_or(usize::MAX).min(Pattern::MAX_BYTES),
        });
        let properties = part.properties();
        least += properties.minimum_len().unwrap_or(0);
        most = most
            .zip(properties.maximum_len())
            .map(|(all, one)| all + one);
        if least >= Pattern::MAX_BYTES {
            break;
        }
    }
    gates
        .into_iter()
        .min_by(|one, other| one.price().total_cmp(&other.price()))
}

impl Sieve {
    /// Compiles demands and who makes them.
    pub(super) fn new(mut demands: Vec<(&Demand, Caller)>) -> Sieve {
        // Those that begin alike share a bucket, which then lets little else through.
        demands.sort_by(|(one, _), (other, _)| one.sets.cmp(&other.sets));
        let groups = demands.len().div_ceil(64).next_multiple_of(BUCKETS);
        let in_group = demands.len().div_ceil(groups).max(1);
        let mut sieve = Sieve {
            buckets: Buckets::new([]),
            exact: Box::new([[0; EDGE + 1]; Buckets::BYTES]),
            anywhere: Box::new([[0; 256]; Buckets::BYTES]),
            groups: vec![],
        };
        let mut admits = vec![];
        for (at, demands) in demands.chunks(in_group).enumerate() {
            let bucket = at * BUCKETS / groups;
            for (demand, _) in demands {
                sieve.admit(bucket, demand, &mut admits);
            }
            sieve.groups.push(Group::new(bucket as u8, demands));
        }
        sieve.buckets = Buckets::new(admits);
        sieve
    }

    /// Lets through a bucket what may meet a demand.
    fn admit(&mut self, bucket: usize, demand: &Demand, admits: &mut Vec<(usize, usize, u8)>) {
        for place in 0..Buckets::BYTES {
            let set = demand.sets.get(place).copied().unwrap_or(Set::ALL);
            let symbols = self.exact[place].iter_mut().enumerate();
            let symbols = symbols.filter(|&(symbol, _)| set.has(symbol));
            symbols.for_each(|(_, buckets)| *buckets |= 1 << bucket);
            // Behind an edge stand the bytes of others.
            let set = if set.has(EDGE) { Set::ALL } else { set };
            set.each()
                .for_each(|byte| self.anywhere[place][usize::from(byte)] |= 1 << bucket);
            admits.extend(set.each().map(|byte| (bucket, place, byte)));
        }
    }

    pub(crate) fn buckets(&self) -> &Buckets {
        &self.buckets
    }

    /// Whether the bytes at `at` are in the sets of some bucket, whatever the regions are. Hot: per place that
    /// the CPU tells.
    #[inline(always)]
    pub(crate) fn lets_through(&self, text: &[u8], at: usize) -> bool {
        let bytes = text.get(at..).and_then(<[u8]>::first_chunk);
        bytes.is_none_or(|bytes: &[u8; Buckets::BYTES]| {
            let places = self.anywhere.iter().zip(bytes);
            places.fold(u16::MAX, |all, (place, &byte)| {
                all & place[usize::from(byte)]
            }) != 0
        })
    }

    /// The buckets whose sets the bytes at `at` in `text`, which is one region, are in. Hot: per place
    /// that the CPU tells.
    #[inline(always)]
    pub(crate) fn buckets_at(&self, text: &[u8], at: usize) -> u16 {
        let rest = text.get(at..).unwrap_or_default();
        let places = self.exact.iter().enumerate();
        if let Some(bytes) = rest.first_chunk::<{ Buckets::BYTES }>() {
            return places.fold(u16::MAX, |buckets, (place, exact)| {
                buckets & exact[usize::from(bytes[place])]
            });
        }
        places.fold(u16::MAX, |buckets, (place, exact)| {
            buckets & exact[rest.get(place).map_or(EDGE, |&byte| usize::from(byte))]
        })
    }

    /// Calls `called` for the callers in some buckets of which a demand is met at `at` in `text`, which is
    /// one region. Hot: per place that some bucket lets through.
    #[inline]
    pub(crate) fn called(
        &self,
        buckets: u16,
        text: &[u8],
        at: usize,
        mut called: impl FnMut(Caller),
    ) {
        let symbol = |at: usize| text.get(at).map_or(EDGE, |&byte| usize::from(byte));
        let before = at.checked_sub(1).map_or(EDGE, symbol);
        for group in &self.groups {
            if buckets >> group.bucket & 1 == 0 {
                continue;
            }
            let mut met = group.before[before];
            for (place, at) in group.met.iter().zip(at..) {
                met &= place[symbol(at)];
                if met == 0 {
                    break;
                }
            }
            while met != 0 {
                called(group.callers[met.trailing_zeros() as usize]);
                met &= met - 1;
            }
        }
    }

    pub(super) fn table_bytes(&self) -> usize {
        let group = size_of::<[[u64; EDGE + 1]; Demand::MAX + 1]>();
        size_of::<Buckets>()
            + size_of_val(&*self.exact)
            + size_of_val(&*self.anywhere)
            + self.groups.len() * group
    }
}

impl Group {
    fn new(bucket: u8, demands: &[(&Demand, Caller)]) -> Group {
        let mut group = Group {
            bucket,
            met: Box::new([[0; EDGE + 1]; Demand::MAX]),
            before: Box::new([0; EDGE + 1]),
            callers: demands.iter().map(|&(_, caller)| caller).collect(),
        };
        for (bit, (demand, _)) in demands.iter().enumerate() {
            let mark = |row: &mut [u64; EDGE + 1], set: Set| {
                let symbols = row.iter_mut().enumerate();
                symbols
                    .filter(|&(symbol, _)| set.has(symbol))
                    .for_each(|(_, met)| *met |= 1 << bit);
            };
            mark(&mut group.before, demand.before);
            for (place, row) in group.met.iter_mut().enumerate() {
                mark(row, demand.sets.get(place).copied().unwrap_or(Set::ALL));
            }
        }
        group
    }
}

impl std::fmt::Debug for Sieve {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} groups of demands", self.groups.len())
    }
}
