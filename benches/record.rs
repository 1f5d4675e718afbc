//! Writes down what was measured: `PUMICE_BENCH_RECORD=path cargo bench` gives a CSV of
//! `bench,corpus,bytes,median_ns,mb_s,share_of_memcpy,times_1mb`.

use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use criterion::Criterion;
use serde_json::Value;

use crate::yardstick::Copy;

/// Names the file to append to.
const VARIABLE: &str = "PUMICE_BENCH_RECORD";
const HEADER: &str = "bench,corpus,bytes,median_ns,mb_s,share_of_memcpy,times_1mb\n";

/// Inputs whose time is compared with that of [`EIGHTH`].
pub(crate) const WHOLE: &str = "adversarial_8mb";
/// The same inputs, an eighth as long.
pub(crate) const EIGHTH: &str = "adversarial_1mb";

/// Criterion with the settings of all benches.
pub(crate) fn criterion() -> Criterion {
    Criterion::default()
        .output_directory(&output())
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5))
        .configure_from_args()
}

/// Whether this is a measurement, not `cargo test` running each bench once.
pub(crate) fn measures() -> bool {
    env::args().any(|argument| argument == "--bench")
}

/// Bytes of a corpus: `full` when measuring, 1 MiB when `cargo test` runs each bench once.
pub(crate) fn size(full: usize) -> usize {
    if measures() { full } else { 1 << 20 }
}

/// Where criterion keeps its estimates.
fn output() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("criterion")
}

/// The benches of this run, filters respected.
#[derive(Debug)]
pub(crate) struct Recorder {
    copy: Copy,
    ran: Vec<Row>,
}

#[derive(Debug, PartialEq)]
struct Row {
    bench: &'static str,
    corpus: &'static str,
    bytes: usize,
}

impl Recorder {
    /// Takes the yardstick.
    pub(crate) fn new() -> Self {
        Self {
            copy: Copy::measure(),
            ran: vec![],
        }
    }

    /// Called from within a bench, which a filter may leave out.
    pub(crate) fn ran(&mut self, bench: &'static str, corpus: &'static str, bytes: usize) {
        let row = Row {
            bench,
            corpus,
            bytes,
        };
        if !self.ran.contains(&row) {
            self.ran.push(row);
        }
    }

    /// Writes the CSV if there is a place for it.
    pub(crate) fn write(&self) {
        let Some(path) = env::var_os(VARIABLE) else {
            return;
        };
        let mut csv = fs::read_to_string(&path).unwrap_or_else(|_| HEADER.to_owned());
        let Copy { bytes, median_ns } = self.copy;
        self.line("memcpy", "buffers", bytes, median_ns, "", &mut csv);
        for row in &self.ran {
            let ratio = self.times_an_eighth(row).unwrap_or_default();
            let median_ns = row.median_ns();
            self.line(
                row.bench, row.corpus, row.bytes, median_ns, &ratio, &mut csv,
            );
        }
        fs::write(&path, csv).expect("the record can be written");
    }

    fn line(
        &self,
        bench: &str,
        corpus: &str,
        bytes: usize,
        median_ns: f64,
        ratio: &str,
        csv: &mut String,
    ) {
        let megabytes = bytes as f64 * 1e3 / median_ns;
        let share = self.copy.share(bytes, median_ns);
        writeln!(
            csv,
            "{bench},{corpus},{bytes},{median_ns:.0},{megabytes:.1},{share:.4},{ratio}"
        )
        .expect("a string takes all");
    }

    /// Time of an input of 8 MB in times of the same input of 1 MB.
    fn times_an_eighth(&self, row: &Row) -> Option<String> {
        let eighth = (self.ran.iter())
            .find(|other| other.bench == row.bench && other.corpus == EIGHTH)
            .filter(|_| row.corpus == WHOLE)?;
        Some(format!("{:.2}", row.median_ns() / eighth.median_ns()))
    }
}

impl Row {
    /// The median of criterion's samples, in nanoseconds an iteration.
    fn median_ns(&self) -> f64 {
        let path = output()
            .join(self.corpus)
            .join(self.bench)
            .join("new/estimates.json");
        let estimates = fs::read(path).expect("criterion has written its estimates");
        let estimates: Value = serde_json::from_slice(&estimates).expect("estimates are JSON");
        estimates["median"]["point_estimate"]
            .as_f64()
            .expect("estimates have a median")
    }
}
