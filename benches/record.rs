//! Writes down what was measured: `PUMICE_BENCH_RECORD=path cargo bench` gives a CSV of
//! `bench,corpus,bytes,median_ns,mb_s,share_of_memcpy`.

use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use criterion::Criterion;
use serde_json::Value;

/// Names the file to append to.
const VARIABLE: &str = "PUMICE_BENCH_RECORD";
const HEADER: &str = "bench,corpus,bytes,median_ns,mb_s,share_of_memcpy\n";

/// Criterion with the settings of all benches.
pub(crate) fn criterion() -> Criterion {
    Criterion::default()
        .output_directory(&output())
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5))
        .configure_from_args()
}

/// Bytes of a corpus: `full` when measuring, 1 MiB when `cargo test` runs each bench once.
pub(crate) fn size(full: usize) -> usize {
    if env::args().any(|argument| argument == "--bench") {
        full
    } else {
        1 << 20
    }
}

/// Where criterion keeps its estimates.
fn output() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("criterion")
}

/// The benches of this run, filters respected.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    ran: Vec<Row>,
}

#[derive(Debug, PartialEq)]
struct Row {
    bench: &'static str,
    corpus: &'static str,
    bytes: usize,
}

impl Recorder {
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
        for row in &self.ran {
            self.line(row, &mut csv);
        }
        fs::write(&path, csv).expect("the record can be written");
    }

    fn line(&self, row: &Row, csv: &mut String) {
        let median = median_ns(row);
        let megabytes = row.bytes as f64 * 1e3 / median;
        let share = self
            .ran
            .iter()
            .find(|other| other.bench == "memcpy" && other.corpus == row.corpus)
            .map(|copy| format!("{:.4}", median_ns(copy) / median))
            .unwrap_or_default();
        writeln!(
            csv,
            "{},{},{},{median:.0},{megabytes:.1},{share}",
            row.bench, row.corpus, row.bytes
        )
        .expect("a string takes all");
    }
}

/// The median of criterion's samples, in nanoseconds an iteration.
fn median_ns(row: &Row) -> f64 {
    let path = output()
        .join(row.corpus)
        .join(row.bench)
        .join("new/estimates.json");
    let estimates = fs::read(path).expect("criterion has written its estimates");
    let estimates: Value = serde_json::from_slice(&estimates).expect("estimates are JSON");
    estimates["median"]["point_estimate"]
        .as_f64()
        .expect("estimates have a median")
}
