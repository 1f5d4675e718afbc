//! What a regular expression demands of the bytes from one place of its matches on.
//!
//! A demand may be met where nothing matches, but never be missed where something does.

use regex_syntax::{
    hir::{Class, Hir, HirKind, Look, Repetition},
    utf8::Utf8Sequences,
};

use super::set::Set;

/// What the bytes of a text must be to belong to a match: sets for those from one place on, and one for
/// what stands before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Demand {
    pub(super) before: Set,
    /// At most [`Demand::MAX`].
    pub(super) sets: Vec<Set>,
    /// What must come next.
    next: Set,
    /// Whether an edge of a word stands before the first byte.
    edge: bool,
    /// Whether nothing is known of what follows.
    is_cut: bool,
}

impl Demand {
    /// Bytes that it asks for at most.
    pub(super) const MAX: usize = 8;

    const NOTHING: Demand = Demand {
        before: Set::ALL,
        sets: vec![],
        next: Set::ALL,
        edge: false,
        is_cut: false,
    };

    /// Bytes in a row, what stands before the first one, and what behind the last one.
    pub(super) fn new(before: Set, sets: impl IntoIterator<Item = Set>, next: Set) -> Demand {
        let mut demand = Demand {
            before,
            ..Demand::NOTHING
        };
        sets.into_iter().for_each(|set| demand.push(set));
        if !demand.is_done() {
            demand.next = next;
        }
        demand.close();
        demand
    }

    /// One byte.
    fn of(set: Set) -> Demand {
        Demand {
            sets: vec![set],
            ..Demand::NOTHING
        }
    }

    fn is_done(&self) -> bool {
        self.is_cut || self.sets.len() == Self::MAX
    }

    /// Narrows what stands before.
    fn ask_before(&mut self, set: Set) {
        match self.sets.last_mut() {
            None => self.before = self.before.and(set),
            Some(last) => *last = last.and(set).inside(),
        }
    }

    /// Adds a byte.
    fn push(&mut self, set: Set) {
        if self.is_done() {
            return;
        }
        let set = set.and(self.next);
        self.next = Set::ALL;
        if self.sets.is_empty() && self.edge {
            if set.is_within(Set::word()) {
                self.before = self.before.and(Set::no_word());
            } else if set.is_within(Set::no_word()) {
                self.before = self.before.and(Set::word());
            }
        }
        self.sets.push(set);
    }

    /// Adds what another one asks for.
    fn append(&mut self, other: &Demand) {
        self.ask_before(other.before);
        if other.edge {
            self.ask_edge();
        }
        other.sets.iter().for_each(|&set| self.push(set));
        if !self.is_done() {
            self.next = self.next.and(other.next);
            self.is_cut = other.is_cut;
        }
    }

    /// Asks that a word begins or ends here.
    fn ask_edge(&mut self) {
        match self.sets.last() {
            None => self.edge = true,
            Some(last) if last.is_within(Set::word()) => self.next = self.next.and(Set::no_word()),
            Some(last) if last.is_within(Set::no_word()) => self.next = self.next.and(Set::word()),
            Some(_) => {}
        }
    }

    /// Nothing follows: what must come next is asked for as a byte.
    fn close(&mut self) {
        if self.next != Set::ALL && !self.is_done() {
            self.push(Set::ALL);
        }
        self.is_cut = true;
    }

    /// Whether nothing can meet it.
    fn is_void(&self) -> bool {
        self.before.is_empty() || self.sets.iter().any(|set| set.is_empty()) || self.next.is_empty()
    }

    /// Whether what meets it meets the other one too.
    fn implies(&self, other: &Demand) -> bool {
        let mut sets = self.sets.iter().zip(&other.sets);
        self.sets.len() >= other.sets.len()
            && self.before.is_within(other.before)
            && sets.all(|(set, other)| set.is_within(*other))
    }

    /// One that whatever meets one of them meets, if there is one.
    fn either(&self, other: &Demand) -> Demand {
        let sets = self.sets.iter().zip(&other.sets);
        Demand {
            before: self.before.or(other.before),
            sets: sets.map(|(one, other)| one.or(*other)).collect(),
            next: Set::ALL,
            edge: self.edge && other.edge,
            is_cut: true,
        }
    }
}

/// More are merged or cut: each costs a bit of the tables.
const MAX_DEMANDS: usize = 24;

/// What matches of `parts`, one behind the other, demand from their first byte on: one of these.
pub(super) fn demands(parts: &[&Hir]) -> Vec<Demand> {
    let mut all = in_a_row(parts.iter().copied());
    all.iter_mut().for_each(Demand::close);
    all.retain(|demand| !demand.is_void());
    // Shorter ones first: what meets a longer one may meet them too.
    all.sort_by_key(|demand| demand.sets.len());
    let mut needed: Vec<Demand> = vec![];
    for demand in all {
        if !needed.iter().any(|known| demand.implies(known)) {
            needed.push(demand);
        }
    }
    needed
}

fn in_a_row<'a>(parts: impl IntoIterator<Item = &'a Hir>) -> Vec<Demand> {
    let mut all = vec![Demand::NOTHING];
    for part in parts {
        if all.iter().all(Demand::is_done) {
            break;
        }
        all = join(all, &expand(part));
    }
    all
}

/// Each of the first ones with each of the others behind it.
fn join(mut first: Vec<Demand>, then: &[Demand]) -> Vec<Demand> {
    let open = first.iter().filter(|demand| !demand.is_done()).count();
    if first.len() - open + open * then.len() > MAX_DEMANDS {
        match merged(then) {
            // Cut, unless one for all of them is worth something.
            Some(one) if !one.sets.is_empty() => return join(first, &[one]),
            _ => first.iter_mut().for_each(|demand| demand.is_cut = true),
        }
        return first;
    }
    let mut joined = vec![];
    for demand in first {
        if demand.is_done() {
            joined.push(demand);
            continue;
        }
        for then in then {
            let mut demand = demand.clone();
            demand.append(then);
            joined.push(demand);
        }
    }
    joined
}

/// One that stands for all.
fn merged(all: &[Demand]) -> Option<Demand> {
    let (first, rest) = all.split_first()?;
    Some(
        rest.iter()
            .fold(first.clone(), |one, other| one.either(other)),
    )
}

/// What a part demands.
fn expand(hir: &Hir) -> Vec<Demand> {
    match hir.kind() {
        HirKind::Empty => vec![Demand::NOTHING],
        HirKind::Literal(literal) => {
            let mut demand = Demand::NOTHING;
            literal
                .0
                .iter()
                .for_each(|&byte| demand.push(Set::byte(byte)));
            demand.is_cut = literal.0.len() > Demand::MAX;
            vec![demand]
        }
        HirKind::Class(class) => of_class(class),
        HirKind::Look(look) => vec![of_look(*look)],
        HirKind::Repetition(repetition) => of_repetition(repetition),
        HirKind::Capture(capture) => expand(&capture.sub),
        HirKind::Concat(parts) => in_a_row(parts),
        HirKind::Alternation(parts) => {
            let all: Vec<Demand> = parts.iter().flat_map(expand).collect();
            if all.len() > MAX_DEMANDS {
                return merged(&all).into_iter().collect();
            }
            all
        }
    }
}

fn of_class(class: &Class) -> Vec<Demand> {
    let Class::Unicode(class) = class else {
        let Class::Bytes(class) = class else {
            return vec![];
        };
        let ranges = class.iter().map(|range| range.start()..=range.end());
        return vec![Demand::of(ranges.fold(Set::NONE, Set::with))];
    };
    // By length: sets for the bytes of all characters that have so many.
    let mut by_len = [[Set::NONE; 4]; 4];
    for range in class.iter() {
        for sequence in Utf8Sequences::new(range.start(), range.end()) {
            let sequence = sequence.as_slice();
            let sets = &mut by_len[sequence.len() - 1];
            for (set, range) in sets.iter_mut().zip(sequence) {
                *set = set.with(range.start..=range.end);
            }
        }
    }
    let used = by_len
        .iter()
        .zip(1..)
        .filter(|(sets, _)| !sets[0].is_empty());
    used.map(|(sets, len)| Demand {
        sets: sets[..len].to_vec(),
        ..Demand::NOTHING
    })
    .collect()
}

fn of_look(look: Look) -> Demand {
    let mut demand = Demand::NOTHING;
    let line = Set::EDGE.with(b'\n'..=b'\n');
    match look {
        Look::Start => demand.before = Set::EDGE,
        Look::StartLF => demand.before = line,
        Look::StartCRLF => demand.before = line.with(b'\r'..=b'\r'),
        Look::End => demand.next = Set::EDGE,
        Look::EndLF => demand.next = line,
        Look::EndCRLF => demand.next = line.with(b'\r'..=b'\r'),
        Look::WordAscii => demand.edge = true,
        Look::WordStartHalfAscii => demand.before = Set::no_word(),
        Look::WordEndHalfAscii => demand.next = Set::no_word(),
        Look::WordStartAscii => (demand.before, demand.next) = (Set::no_word(), Set::word()),
        Look::WordEndAscii => (demand.before, demand.next) = (Set::word(), Set::no_word()),
        _ => {}
    }
    demand
}

fn of_repetition(repetition: &Repetition) -> Vec<Demand> {
    let unit = expand(&repetition.sub);
    let (least, most) = (repetition.min, repetition.max);
    let (mut all, mut so_far) = (vec![], vec![Demand::NOTHING]);
    // Each time adds a byte at least, or nothing that a time more would change.
    for times in 0..=Demand::MAX as u32 {
        if so_far.iter().all(Demand::is_done) {
            all.append(&mut so_far);
            break;
        }
        if times >= least {
            all.extend(so_far.iter().cloned());
        }
        if most == Some(times) {
            return all;
        }
        if all.len() + so_far.len() * unit.len() > MAX_DEMANDS {
            // As often as it must, and then anything.
            let mut all = so_far_at_least(&unit, least);
            all.iter_mut().for_each(|demand| demand.is_cut = true);
            return all;
        }
        so_far = join(so_far, &unit);
    }
    so_far.iter_mut().for_each(|demand| demand.is_cut = true);
    all.append(&mut so_far);
    all
}

/// A part as often as it must stand there.
fn so_far_at_least(unit: &[Demand], least: u32) -> Vec<Demand> {
    let times = 0..least.min(Demand::MAX as u32);
    times.fold(vec![Demand::NOTHING], |all, _| join(all, unit))
}
