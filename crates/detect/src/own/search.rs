//! Searches with regular expressions in time linear in the text.
//!
//! A value has a kilobyte at most, so what an expression prefers is known a kilobyte behind the place
//! where it begins. An unanchored pass over some kilobytes tells all places at once where nothing
//! begins; they are not looked at again, however often something calls for a search there.

use std::{fmt, ops::Range, sync::Arc};

use regex_automata::{
    Anchored, Input, MatchKind,
    hybrid::dfa::{self, DFA},
    nfa::thompson::{
        self, NFA, WhichCaptures,
        pikevm::{self, PikeVM},
    },
};
use regex_syntax::hir::Hir;

use super::{
    Match, Occurrences, Pattern, Words,
    demand::Demand,
    expression::{parse, value_group},
    sieve::{Caller, FEW_PLACES, Gate, TERMS},
};
use crate::{
    builder::BuildError,
    finding::{Evidence, RecognizerId},
    recognizer::{Recognizer, Walked},
};

/// The regular expressions of all recognizers, compiled.
pub(crate) struct Patterns {
    all: Arc<[Compiled]>,
    /// Those without a gate: they are looked for everywhere.
    without: Vec<u16>,
}

/// Memory of searches: states of the automata that texts have led to.
#[derive(Default)]
pub(crate) struct OwnCache {
    /// Whose memory it is.
    of: Option<Arc<[Compiled]>>,
    memories: Vec<Memory>,
    pub(crate) terms: Occurrences,
    pub(crate) words: Words,
}

/// One expression.
struct Compiled {
    recognizer: RecognizerId,
    prior: Evidence,
    /// Finds where a match ends.
    forward: DFA,
    /// Finds where it begins.
    reverse: DFA,
    /// Finds the group that is the value.
    value: Option<Value>,
    gate: Option<Gate>,
}

struct Value {
    machine: PikeVM,
    /// Slots of the group.
    slot: usize,
}

/// Memory of one expression.
struct Memory {
    forward: dfa::Cache,
    reverse: dfa::Cache,
    value: Option<(pikevm::Cache, Vec<Slot>)>,
    /// The region that was searched last, and a place in it before which no value begins but for those
    /// that are found.
    region: Option<u32>,
    done: usize,
    /// Places that the next pass decides on, at most.
    stride: usize,
    /// Bytes that automata have read.
    #[cfg(test)]
    work: u64,
}

/// What a few bytes tell of a match at a place.
enum Probe {
    /// It ends there.
    Found(usize),
    Nothing,
    /// It may go on.
    Undecided,
}

type Slot = Option<regex_automata::util::primitives::NonMaxUsize>;

/// Bytes of a match that are looked at before all that follow are asked for together.
const PROBE: usize = 64;
/// Places that one pass decides on, at most: after one that found nothing twice as many as before.
const MAX_STRIDE: usize = 8 * Pattern::MAX_BYTES;
/// Memory of one automaton's states, unless it needs more to work at all.
const MAX_STATES: usize = 1 << 18;
/// Automata that end at no byte and may forget their states never fail.
const NEVER_FAILS: &str = "an automaton without a limit does not give up";

impl Patterns {
    /// Compiles the patterns; the error names the recognizer.
    pub(crate) fn new(
        patterns: &[(&Pattern, RecognizerId)],
        recognizers: &[Recognizer],
    ) -> Result<Option<Patterns>, BuildError> {
        if patterns.is_empty() {
            return Ok(None);
        }
        let compiled = patterns.iter().map(|&(pattern, recognizer)| {
            let id = &recognizers[usize::from(recognizer.0)].id;
            Compiled::new(pattern, recognizer).map_err(|why| BuildError::of(id, &why))
        });
        let all: Arc<[Compiled]> = compiled.collect::<Result<_, _>>()?;
        if all.len() >= usize::from(TERMS) {
            return Err(BuildError::new("more than 65,534 patterns"));
        }
        let without = all.iter().zip(0..).filter(|(one, _)| one.gate.is_none());
        Ok(Some(Patterns {
            without: without.map(|(_, at)| at).collect(),
            all,
        }))
    }

    /// What tells where patterns with a gate may match.
    pub(super) fn demands(&self) -> impl Iterator<Item = (&Demand, Caller)> {
        let gates = self.all.iter().zip(0..);
        let gates = gates.filter_map(|(one, at)| Some((one.gate.as_ref()?, at)));
        gates.flat_map(|(gate, at)| gate.demands.iter().map(move |demand| (demand, at)))
    }

    /// The patterns without a gate, which are looked for everywhere.
    pub(crate) fn without_gate(&self) -> &[u16] {
        &self.without
    }

    /// The rules of [`without_gate`](Self::without_gate).
    pub(crate) fn costly(&self) -> impl Iterator<Item = RecognizerId> {
        let all = self.without.iter();
        all.map(|&at| self.all[usize::from(at)].recognizer)
    }

    /// Begins with other texts. Hot: per batch.
    pub(crate) fn begin(&self, cache: &mut OwnCache) {
        cache.turn_to(&self.all);
        for memory in &mut cache.memories {
            memory.region = None;
        }
    }

    /// The next value of a pattern that was called for a demand at `at` in `text`, which is all of a
    /// region; none when all that may begin there have been found. Hot: per call.
    pub(crate) fn next_at(
        &self,
        cache: &mut OwnCache,
        pattern: u16,
        (region, text): (u32, &[u8]),
        at: usize,
    ) -> Option<Match> {
        let (compiled, memory) = self.turn_to(cache, pattern, region);
        let Gate {
            least_before,
            most_before,
            ..
        } = compiled.gate.as_ref()?;
        let to = at.checked_sub(*least_before)? + 1;
        memory.done = memory.done.max(at.saturating_sub(*most_before));
        let range = if to <= memory.done + FEW_PLACES {
            compiled.next_of_few(memory, text, to)
        } else {
            compiled.next(memory, text, to)
        };
        Some(compiled.found(memory, text, range?))
    }

    /// The next value of a pattern in `text`, which is all of a region. Hot: per region.
    pub(crate) fn next(
        &self,
        cache: &mut OwnCache,
        pattern: u16,
        (region, text): (u32, &[u8]),
    ) -> Option<Match> {
        let (compiled, memory) = self.turn_to(cache, pattern, region);
        let range = compiled.next(memory, text, text.len())?;
        Some(compiled.found(memory, text, range))
    }

    fn turn_to<'a>(
        &'a self,
        cache: &'a mut OwnCache,
        pattern: u16,
        region: u32,
    ) -> (&'a Compiled, &'a mut Memory) {
        let memory = &mut cache.memories[usize::from(pattern)];
        if memory.region != Some(region) {
            (memory.region, memory.done) = (Some(region), 0);
        }
        (&self.all[usize::from(pattern)], memory)
    }

    /// Size of the tables in bytes; what searches add is the caches'.
    pub(crate) fn table_bytes(&self) -> usize {
        self.all.iter().map(Compiled::table_bytes).sum()
    }
}

impl fmt::Debug for Patterns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} patterns", self.all.len())
    }
}

impl OwnCache {
    /// Makes it the memory of `all`, if it is that of others.
    fn turn_to(&mut self, all: &Arc<[Compiled]>) {
        let same = |of: &Arc<[Compiled]>| Arc::ptr_eq(of, all);
        if !self.of.as_ref().is_some_and(same) {
            self.memories = all.iter().map(Memory::new).collect();
            self.of = Some(all.clone());
        }
    }
}

impl fmt::Debug for OwnCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "memory of {} patterns", self.memories.len())
    }
}

impl Memory {
    fn new(compiled: &Compiled) -> Memory {
        let value = compiled.value.as_ref();
        Memory {
            forward: compiled.forward.create_cache(),
            reverse: compiled.reverse.create_cache(),
            value: value.map(|value| (value.machine.create_cache(), vec![None; value.slot + 2])),
            region: None,
            done: 0,
            stride: Pattern::MAX_BYTES,
            #[cfg(test)]
            work: 0,
        }
    }
}

impl Compiled {
    fn new(pattern: &Pattern, recognizer: RecognizerId) -> Result<Compiled, String> {
        let hir = parse(pattern)?;
        let compiled = Compiled {
            recognizer,
            prior: pattern.prior,
            forward: automaton(&hir, Direction::Forward)?,
            reverse: automaton(&hir, Direction::Reverse)?,
            gate: Gate::new(&hir),
            value: value_group(&hir)
                .map(|group| Value::new(&hir, group))
                .transpose()?,
        };
        if compiled.takes_all() {
            return Err("the regular expression matches any character".to_owned());
        }
        Ok(compiled)
    }

    /// Whether each character that is printed matches alone.
    fn takes_all(&self) -> bool {
        let mut memory = Memory::new(self);
        let mut all = b'!'..=b'~';
        all.all(|byte| {
            memory.done = 0;
            self.next(&mut memory, &[byte], 1).is_some()
        })
    }

    /// The same as [`next`](Self::next), for a few places: each is tried alone, and mostly that ends with
    /// its first bytes.
    fn next_of_few(&self, memory: &mut Memory, text: &[u8], to: usize) -> Option<Range<usize>> {
        while memory.done < to {
            let start = memory.done;
            match self.probe(memory, text, start) {
                Probe::Found(end) => {
                    memory.done = end;
                    return Some(start..end);
                }
                Probe::Nothing => memory.done += 1,
                Probe::Undecided => return self.next(memory, text, to),
            }
        }
        None
    }

    /// Looks for a match that begins at `start`, in a few bytes.
    fn probe(&self, memory: &mut Memory, text: &[u8], start: usize) -> Probe {
        let forward = &mut memory.forward;
        let input = Input::new(text).range(start..).anchored(Anchored::Yes);
        let state = self.forward.start_state_forward(forward, &input);
        let mut state = state.expect(NEVER_FAILS);
        let mut found = Probe::Nothing;
        let limit = text.len().min(start + PROBE);
        for (&byte, at) in text[start..limit].iter().zip(start..) {
            #[cfg(test)]
            {
                memory.work += 1;
            }
            state = self
                .forward
                .next_state(forward, state, byte)
                .expect(NEVER_FAILS);
            // A match is told with the byte behind it.
            if state.is_match() {
                found = Probe::Found(at);
            } else if state.is_dead() {
                return found;
            }
        }
        if limit < text.len() {
            return Probe::Undecided;
        }
        let state = self.forward.next_eoi_state(forward, state);
        if state.expect(NEVER_FAILS).is_match() {
            found = Probe::Found(limit);
        }
        found
    }

    /// The next value, if one begins before `to`; else nothing begins there, which the memory keeps. It
    /// may also be one that begins behind.
    fn next(&self, memory: &mut Memory, text: &[u8], to: usize) -> Option<Range<usize>> {
        while memory.done < to {
            let from = memory.done;
            // So many at least, so that the next call for a search finds that nothing is there.
            let places = (to - from).clamp(Pattern::MAX_BYTES, memory.stride);
            let behind = text.len().min(from + places);
            let limit = text.len().min(behind - 1 + Pattern::MAX_BYTES);
            let Some(end) = self.end(memory, text, from..limit, Anchored::No) else {
                memory.done = behind;
                memory.stride = (2 * memory.stride).min(MAX_STRIDE);
                continue;
            };
            memory.stride = Pattern::MAX_BYTES;
            let start = self.start(memory, text, from..end);
            if start >= behind {
                memory.done = behind;
                continue;
            }
            if end - start <= Pattern::MAX_BYTES {
                memory.done = end;
                return Some(start..end);
            }
            let window = start..text.len().min(start + Pattern::MAX_BYTES);
            if let Some(end) = self.end(memory, text, window, Anchored::Yes) {
                memory.done = end;
                return Some(start..end);
            }
            // All that begin here are too long. What begins behind ends no sooner than the first end.
            let first_end = self.first_end(memory, text, start..limit);
            memory.done = (start + 1).max(first_end.saturating_sub(Pattern::MAX_BYTES));
        }
        None
    }

    /// Where the leftmost match of a range ends.
    fn end(
        &self,
        memory: &mut Memory,
        text: &[u8],
        range: Range<usize>,
        anchored: Anchored,
    ) -> Option<usize> {
        let input = Input::new(text).range(range).anchored(anchored);
        #[cfg(test)]
        tests::count_forward(&self.forward, memory, &input);
        let end = self.forward.try_search_fwd(&mut memory.forward, &input);
        Some(end.expect(NEVER_FAILS)?.offset())
    }

    /// Where the first match to end in a range ends.
    fn first_end(&self, memory: &mut Memory, text: &[u8], range: Range<usize>) -> usize {
        let end = range.end;
        let input = Input::new(text).range(range).earliest(true);
        #[cfg(test)]
        tests::count_forward(&self.forward, memory, &input);
        let found = self.forward.try_search_fwd(&mut memory.forward, &input);
        found.expect(NEVER_FAILS).map_or(end, |half| half.offset())
    }

    /// Where the longest match begins that ends where the range does.
    fn start(&self, memory: &mut Memory, text: &[u8], range: Range<usize>) -> usize {
        let end = range.end;
        let input = Input::new(text).range(range).anchored(Anchored::Yes);
        #[cfg(test)]
        tests::count_reverse(&self.reverse, memory, &input);
        let start = self.reverse.try_search_rev(&mut memory.reverse, &input);
        start.expect(NEVER_FAILS).map_or(end, |half| half.offset())
    }

    /// What a match says: where its value is.
    fn found(&self, memory: &mut Memory, text: &[u8], range: Range<usize>) -> Match {
        let value = self.value.as_ref().zip(memory.value.as_mut());
        let value = value.and_then(|(value, (cache, slots))| {
            let input = Input::new(text)
                .range(range.clone())
                .anchored(Anchored::Yes);
            value.machine.search_slots(cache, &input, slots);
            let at = |slot: usize| slots.get(slot).copied().flatten();
            Some(at(value.slot)?.get()..at(value.slot + 1)?.get())
        });
        let Range { start, end } = value.filter(|value| !value.is_empty()).unwrap_or(range);
        Match {
            walked: Walked {
                start,
                end,
                evidence: self.prior,
            },
            recognizer: self.recognizer,
        }
    }

    fn table_bytes(&self) -> usize {
        let value = self.value.as_ref();
        self.forward.memory_usage()
            + self.reverse.memory_usage()
            + value.map_or(0, |value| value.machine.get_nfa().memory_usage())
    }
}

impl Value {
    fn new(hir: &Hir, group: u32) -> Result<Value, String> {
        let nfa = nfa(hir, Direction::Forward, WhichCaptures::All)?;
        Ok(Value {
            machine: PikeVM::new_from_nfa(nfa).map_err(|error| error.to_string())?,
            slot: 2 * group as usize,
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Reverse,
}

fn nfa(hir: &Hir, direction: Direction, captures: WhichCaptures) -> Result<NFA, String> {
    let config = thompson::Config::new()
        .reverse(direction == Direction::Reverse)
        .which_captures(captures)
        .nfa_size_limit(Some(Pattern::MAX_AUTOMATON));
    let nfa = thompson::Compiler::new()
        .configure(config)
        .build_from_hir(hir);
    nfa.map_err(|error| match error.size_limit() {
        Some(_) => "the automaton of the regular expression has more than 256 KiB; let it \
                    repeat or list less"
            .to_owned(),
        None => error.to_string(),
    })
}

fn automaton(hir: &Hir, direction: Direction) -> Result<DFA, String> {
    let nfa = nfa(hir, direction, WhichCaptures::None)?;
    let config = DFA::config()
        .match_kind(match direction {
            Direction::Forward => MatchKind::LeftmostFirst,
            Direction::Reverse => MatchKind::All,
        })
        .cache_capacity(MAX_STATES)
        .skip_cache_capacity_check(true);
    let dfa = DFA::builder().configure(config).build_from_nfa(nfa);
    dfa.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::own::Sieve;

    /// Adds the bytes that a search reads, byte by byte until nothing can match any more.
    pub(super) fn count_forward(dfa: &DFA, memory: &mut Memory, input: &Input<'_>) {
        let state = dfa.start_state_forward(&mut memory.forward, input);
        let mut state = state.expect(NEVER_FAILS);
        for &byte in &input.haystack()[input.get_range()] {
            memory.work += 1;
            state = dfa
                .next_state(&mut memory.forward, state, byte)
                .expect(NEVER_FAILS);
            if state.is_dead() || state.is_match() && input.get_earliest() {
                return;
            }
        }
    }

    /// The same from the end on.
    pub(super) fn count_reverse(dfa: &DFA, memory: &mut Memory, input: &Input<'_>) {
        let state = dfa.start_state_reverse(&mut memory.reverse, input);
        let mut state = state.expect(NEVER_FAILS);
        for &byte in input.haystack()[input.get_range()].iter().rev() {
            memory.work += 1;
            state = dfa
                .next_state(&mut memory.reverse, state, byte)
                .expect(NEVER_FAILS);
            if state.is_dead() {
                return;
            }
        }
    }

    /// Bytes that automata have read in `text`, and how many values there are; where the pattern
    /// has a gate, it is called at each place that its demands are met at.
    fn work(regex: &'static str, text: &[u8]) -> (u64, usize) {
        let pattern = Pattern::new(regex, Evidence(0));
        let rule = Recognizer::new("own", "OWN", "global");
        let patterns = Patterns::new(&[(&pattern, RecognizerId(0))], &[rule]);
        let patterns = patterns.expect(regex).expect("there is one");
        let mut cache = OwnCache::default();
        patterns.begin(&mut cache);
        let mut found = 0;
        let demands: Vec<_> = patterns.demands().collect();
        if demands.is_empty() {
            while patterns.next(&mut cache, 0, (0, text)).is_some() {
                found += 1;
            }
        } else {
            let sieve = Sieve::new(demands);
            for at in 0..text.len() {
                let buckets = sieve.buckets_at(text, at);
                sieve.called(buckets, text, at, |caller| {
                    while patterns
                        .next_at(&mut cache, caller, (0, text), at)
                        .is_some()
                    {
                        found += 1;
                    }
                });
            }
        }
        (cache.memories[0].work, found)
    }

    /// Expressions that take others exponential or quadratic time, in texts that show it.
    const SLOW: &[(&str, &str)] = &[
        (r"(a*)*b", "a"),
        (r"(x+x+)+y", "x"),
        (r"(x+x+)+y", "xxxxxxxy"),
        (r"a+b", "a"),
        (r".*.*=.*", "x"),
        (r".*.*=.*", "x=\n"),
        (r"foo.*bar", "foo"),
        (r"foo.*bar", "foo ba"),
        (r"foo[^x]*x", "foo"),
        (r"\w+@corp", "corp@corp@"),
        (r"\w+@corp\d", "aaaaaa@corp"),
        (r"(?:ab|a)*c", "ab"),
        (r"[ab]*a[ab]{8}c", "ab"),
        (r"(?:a|aa|aaa|aaaa){1,200}b", "a"),
        (r"\d{1,40}(?:-\d{1,40}){3}x", "1-1"),
        (r"a[^b]{0,100}b", "a"),
        (r"(?:foo|fo|f)+!", "fofofoo"),
        (r"\bfoo\b.{0,100}\bbar\b", "foo "),
    ];

    /// Work is counted, so that no clock decides. A place costs a few dozen bytes at most.
    #[test]
    fn time_is_linear_in_the_text() {
        for &(regex, unit) in SLOW {
            let text = unit.repeat(4_000_000 / unit.len());
            let (bytes, found) = work(regex, text.as_bytes());
            let each = bytes / text.len() as u64;
            assert!(
                each <= 70,
                "{regex} in {unit:?}: {each} bytes for each, {found} values"
            );
            let (half, _) = work(regex, &text.as_bytes()[..text.len() / 2]);
            assert!(
                bytes <= half * 2 + 100_000,
                "{regex} in {unit:?}: {half}, then {bytes}"
            );
        }
    }

    /// Where shorter values stand among places where only too long ones begin, each costs a look a
    /// kilobyte ahead, and no more.
    #[test]
    fn values_that_look_far_ahead_cost_no_more_than_a_few_kilobytes() {
        for (regex, unit) in [
            (r"a[^b]*b|c", "ac"),
            (r"x(?:x{900}y)?", "x"),
            (r"[z!]{700}q|z+", "z!"),
        ] {
            let text = unit.repeat(100_000 / unit.len());
            let (bytes, found) = work(regex, text.as_bytes());
            assert!(found > 10_000, "{regex}: {found}");
            assert!(
                bytes <= 6 * 1024 * found as u64,
                "{regex}: {bytes} for {found}"
            );
        }
    }

    #[test]
    fn most_patterns_have_a_gate() {
        let gate = |regex| {
            let pattern = Pattern::new(regex, Evidence(0));
            Compiled::new(&pattern, RecognizerId(0))
                .expect(regex)
                .gate
                .is_some()
        };
        for regex in [
            r"EMP-\d+",
            r"\bEMP\d{4}\b",
            r"(?i)employee[ :#]*\d{4,8}",
            r"\w+@corp\.example",
            r"https?://wiki\.example/\S+",
            r"(?:red|green|blue)-\d{3}",
            r"\b[A-Z]{2}\d{6}\b",
            r"\b\d{3}-\d{2}-\d{4}\b",
            r"[0-9a-f]{8}-beef",
            r"Жук\d+",
        ] {
            assert!(gate(regex), "{regex}");
        }
        for regex in [r"\w+", r"[a-z]+ [a-z]+", r"(?:[a-z]+)?[a-z]{3}"] {
            assert!(!gate(regex), "{regex}");
        }
    }
}
