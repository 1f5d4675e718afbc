//! `pumice bench`: how fast this machine finds personal data, and whether it finds it.
//!
//! Only detection is measured: corpora are made or read, and cut into blocks, before the clock
//! runs. A pass searches all blocks once; one pass warms memory up, then passes are timed, and the
//! median counts. Before that the whole corpus was searched by the portable backend: every pass,
//! backend and number of threads must find the same, and of what a generator has planted nearly
//! all, or the command fails: a number next to a wrong result is worth nothing.

mod blocks;
mod check;
mod clock;
mod corpus;
mod detectors;
mod machine;
mod parts;
mod report;
mod search;
mod table;
mod yardsticks;

use std::{collections::BTreeMap, io::Write};

use anyhow::bail;
use pumice_detect::{Backend, EntityId};

use self::{
    check::{Expected, Recall, Seen},
    clock::{Enough, Timing, mb_s, rounded},
    corpus::{Corpus, Origin, Size},
    detectors::{Catalogue, Compiled},
    machine::Machine,
    report::{Generator, Parts, RecallRow, Report, Run},
    search::Search,
    yardsticks::Yardsticks,
};
use crate::{
    args::{Backends, BenchArgs},
    exit::Exit,
    output,
};

/// Bytes of a generated corpus: larger than most caches, and searched in a blink.
const DEFAULT_BYTES: usize = 16 << 20;

/// Runs the command.
///
/// # Errors
/// When an argument is wrong, a file cannot be read, or results do not check out.
pub(crate) fn run(args: &BenchArgs) -> anyhow::Result<Exit> {
    let origins = corpus::origins(&args.corpora)?;
    let bench = Bench::new(args)?;
    let mut out = output::stdout()?;
    let mut report = bench.report()?;
    if !args.json {
        report.write_head(&mut out)?;
        out.flush()?;
    }
    for origin in &origins {
        let (runs, failures) = bench.corpus(origin, &report.yardsticks)?;
        if !args.json {
            report::write_runs(&runs, &mut out)?;
            out.flush()?;
        }
        report.runs.extend(runs);
        report.failures.extend(failures);
    }
    if args.json {
        report.write_json(&mut out)?;
        out.flush()?;
    }
    conclude(&report.failures)
}

/// Fails when something has failed to check out: what was printed may not be believed.
fn conclude(failures: &[String]) -> anyhow::Result<Exit> {
    if failures.is_empty() {
        Ok(Exit::Clean)
    } else {
        bail!("results do not check out: {}", failures.join("; "))
    }
}

/// What is the same for all corpora.
struct Bench {
    catalogue: Catalogue,
    backends: Vec<Backend>,
    /// Ascending, without repetition.
    threads: Vec<usize>,
    size: Size,
}

impl Bench {
    fn new(args: &BenchArgs) -> anyhow::Result<Self> {
        let mut threads = vec![1, args.threads.get()];
        threads.dedup();
        let bytes = args.bytes.map(Into::into);
        Ok(Self {
            catalogue: Catalogue::new(&args.entities)?,
            backends: match args.backend {
                Backends::Best => vec![Backend::best()],
                Backends::One(backend) => vec![backend],
                Backends::All => Backend::available().collect(),
            },
            threads,
            size: Size {
                seed: args.seed,
                bytes: bytes.unwrap_or(DEFAULT_BYTES),
                cuts_files: bytes,
            },
        })
    }

    /// A report without runs: the machine, the yardsticks, the detectors.
    fn report(&self) -> anyhow::Result<Report> {
        let generator = Generator {
            version: pumice_synth::VERSION,
            seed: self.size.seed,
        };
        let yardsticks = Yardsticks::measure(self.size.bytes);
        let mut report = Report::new(Machine::here(), yardsticks, generator);
        for &backend in &self.backends {
            report.detectors.push(self.catalogue.built(backend)?);
        }
        Ok(report)
    }

    /// Searches one corpus in every way, and says what does not check out.
    fn corpus(
        &self,
        origin: &Origin,
        yardsticks: &Yardsticks,
    ) -> anyhow::Result<(Vec<Run>, Vec<String>)> {
        let corpus = origin.load(self.size)?;
        let (expected, recall) = self.expect(&corpus)?;
        let (mut runs, mut seen) = (Vec::new(), Vec::new());
        for &backend in &self.backends {
            let compiled = self.catalogue.compile(backend)?;
            for &threads in &self.threads {
                let measured = Measured::new(&compiled, &corpus, threads);
                let parts = match threads {
                    1 => Some(self.parts(&compiled, &corpus, measured.timing.best())?),
                    _ => None,
                };
                runs.push(Run {
                    recall: recall.map(RecallRow::from),
                    parts,
                    ..self.row(&measured, &compiled, &corpus, yardsticks)
                });
                seen.push(measured.seen);
            }
        }
        Ok((runs, check::failures(&expected, &seen, recall)))
    }

    /// What the portable backend finds with one thread: its code is the simplest, and all others
    /// must agree with it. And how much of what was planted that is.
    fn expect<'a>(&self, corpus: &'a Corpus) -> anyhow::Result<(Expected<'a>, Option<Recall>)> {
        let portable = Backend::available().last().unwrap_or_else(Backend::best);
        let compiled = self.catalogue.compile(portable)?;
        let places = Search::new(&compiled, 1).places(corpus);
        let wanted = |name: &str| {
            let is_wanted = self.catalogue.entities.iter().any(|wanted| wanted == name);
            let entity = compiled.detector.entity(name).filter(|_| is_wanted);
            entity.map(|entity| entity.0)
        };
        let planted = corpus.planted.as_ref();
        let recall = planted.map(|planted| Recall::new(planted, &places, wanted));
        let expected = Expected {
            corpus: &corpus.name,
            bytes: corpus.bytes.len(),
            how: format!("{}, not timed", how(portable, 1)),
            places,
        };
        Ok((expected, recall))
    }

    /// A measurement without its parts.
    fn row(
        &self,
        measured: &Measured,
        compiled: &Compiled,
        corpus: &Corpus,
        yardsticks: &Yardsticks,
    ) -> Run {
        let bytes = corpus.bytes.len();
        let speed = mb_s(bytes, measured.timing.median());
        let mut findings_by_entity = BTreeMap::new();
        for place in &measured.seen.places {
            let name = compiled.detector.entity_name(EntityId(place.entity));
            *findings_by_entity.entry(name.to_owned()).or_default() += 1;
        }
        Run {
            corpus: corpus.name.clone(),
            backend: compiled.detector.backend().name(),
            threads: measured.threads,
            entities: self.catalogue.entities.len(),
            bytes,
            mb_s: rounded(speed, 1),
            best_mb_s: rounded(mb_s(bytes, measured.timing.best()), 1),
            passes: measured.timing.passes(),
            share_of_memcpy: rounded(speed / yardsticks.memcpy_mb_s, 4),
            findings: measured.seen.places.len(),
            findings_by_entity,
            recall: None,
            parts: None,
        }
    }

    /// Where the time of a search goes, given the seconds of its best pass.
    fn parts(&self, compiled: &Compiled, corpus: &Corpus, whole: f64) -> anyhow::Result<Parts> {
        let stages = parts::stages(compiled, corpus, whole);
        let anchors = parts::anchors(compiled, corpus);
        let count: u64 = anchors.iter().map(|row| row.count).sum();
        let walking = stages.last().map_or(0.0, |last| last.share_of_time) * whole;
        Ok(Parts {
            ns_per_anchor: (count > 0).then(|| rounded(walking * 1e9 / count as f64, 2)),
            stages,
            anchors,
            entities: parts::entities(&self.catalogue, compiled.detector.backend(), corpus)?,
        })
    }
}

/// One way of searching a corpus, timed.
struct Measured {
    threads: usize,
    timing: Timing,
    seen: Seen,
}

impl Measured {
    /// The first pass warms up and keeps what it finds.
    fn new(compiled: &Compiled, corpus: &Corpus, threads: usize) -> Self {
        let mut search = Search::new(compiled, threads);
        let places = search.places(corpus);
        let mut passes = Vec::new();
        let timing = Timing::of(Enough::RUN, || passes.push(search.pass(corpus)));
        Self {
            threads,
            timing,
            seen: Seen {
                how: how(compiled.detector.backend(), threads),
                passes,
                places,
            },
        }
    }
}

fn how(backend: Backend, threads: usize) -> String {
    let threads = match threads {
        1 => "1 thread".to_owned(),
        threads => format!("{threads} threads"),
    };
    format!("{}, {threads}", backend.name())
}

impl From<Recall> for RecallRow {
    fn from(recall: Recall) -> Self {
        Self {
            planted: recall.planted,
            found: recall.found,
            share: rounded(recall.share(), 5),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_check_out_is_an_error_that_says_so() {
        assert_eq!(conclude(&[]).expect("nothing failed"), Exit::Clean);
        let failures = ["chat: a".to_owned(), "logs: b".to_owned()];
        let error = conclude(&failures).expect_err("two things failed");
        assert_eq!(
            error.to_string(),
            "results do not check out: chat: a; logs: b"
        );
    }
}
