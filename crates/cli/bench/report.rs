//! What a bench gives out: JSON for programs, tables for people.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;

use super::{
    detectors::Built,
    machine::Machine,
    parts::{AnchorRow, EntityRow, StageRow},
    table::{Align, Table},
    yardsticks::Yardsticks,
};

/// Version of the JSON layout. Fields may be added without a new one.
const VERSION: u32 = 1;

/// All of a bench.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Report {
    version: u32,
    pub(super) machine: Machine,
    pub(super) yardsticks: Yardsticks,
    pub(super) generator: Generator,
    pub(super) detectors: Vec<Built>,
    pub(super) runs: Vec<Run>,
    /// What does not check out; empty when the numbers may be believed.
    pub(super) failures: Vec<String>,
}

/// What generated corpora are made from.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Generator {
    pub(super) version: u32,
    pub(super) seed: u64,
}

/// One way of searching one corpus.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Run {
    pub(super) corpus: String,
    pub(super) backend: &'static str,
    pub(super) threads: usize,
    /// Number of entities that were looked for.
    pub(super) entities: usize,
    pub(super) bytes: usize,
    /// The median of the passes.
    pub(super) mb_s: f64,
    pub(super) best_mb_s: f64,
    pub(super) passes: usize,
    pub(super) share_of_memcpy: f64,
    pub(super) findings: usize,
    pub(super) findings_by_entity: BTreeMap<String, usize>,
    /// Of generated corpora.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) recall: Option<RecallRow>,
    /// Of runs with one thread, as is what follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parts: Option<Parts>,
}

/// How much of what was planted was found, place and entity exact.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct RecallRow {
    pub(super) planted: usize,
    pub(super) found: usize,
    pub(super) share: f64,
}

/// Where the time goes.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Parts {
    pub(super) stages: Vec<StageRow>,
    pub(super) anchors: Vec<AnchorRow>,
    /// Time behind the stage of anchors, for each anchor.
    pub(super) ns_per_anchor: Option<f64>,
    pub(super) entities: Vec<EntityRow>,
}

impl Report {
    /// A report without runs.
    pub(super) fn new(machine: Machine, yardsticks: Yardsticks, generator: Generator) -> Self {
        Self {
            version: VERSION,
            machine,
            yardsticks,
            generator,
            detectors: Vec::new(),
            runs: Vec::new(),
            failures: Vec::new(),
        }
    }

    /// Writes everything as JSON.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub(super) fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }

    /// Writes what is known before the first corpus is searched.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub(super) fn write_head(&self, out: &mut impl Write) -> io::Result<()> {
        let Self {
            machine,
            yardsticks,
            ..
        } = self;
        let mut table = Table::new([("", Align::Left), ("", Align::Left)]);
        let cores = match machine.cores {
            1 => "1 core".to_owned(),
            cores => format!("{cores} cores"),
        };
        let cpu = format!("{}, {cores}", machine.cpu);
        let system = format!("{} {}, {}", machine.os, machine.kernel, machine.arch);
        let size = yardsticks.bytes as f64 / 1e6;
        let memcpy = format!("{:.0} MB/s over {size:.0} MB", yardsticks.memcpy_mb_s);
        let memchr = format!("{:.0} MB/s", yardsticks.memchr_mb_s);
        let pumice = format!("{}, {} build", machine.pumice, machine.build);
        table.row(["pumice", &pumice]);
        table.row(["cpu", &cpu]);
        table.row(["features", &machine.features.join(" ")]);
        table.row(["system", &system]);
        table.row(["memcpy", &memcpy]);
        table.row(["memchr", &memchr]);
        for built in &self.detectors {
            let costs = format!(
                "{}: {} recognizers, built in {:.2} ms, tables of {:.1} KB",
                built.backend,
                built.recognizers,
                built.build_ms,
                built.table_bytes as f64 / 1e3
            );
            table.row(["detector", &costs]);
        }
        write!(out, "{table}")
    }
}

/// Writes the runs over one corpus.
///
/// # Errors
/// When `out` does not take it.
pub(super) fn write_runs(runs: &[Run], out: &mut impl Write) -> io::Result<()> {
    let Some(first) = runs.first() else {
        return Ok(());
    };
    let size = first.bytes as f64 / 1e6;
    write!(
        out,
        "\n{}: {size:.1} MB, {} findings",
        first.corpus, first.findings
    )?;
    match first.recall {
        Some(RecallRow { planted, found, .. }) => {
            writeln!(out, ", {found} of {planted} planted values")?;
        }
        None => writeln!(out)?,
    }
    let mut table = Table::new([
        ("BACKEND", Align::Left),
        ("THREADS", Align::Right),
        ("MB/S", Align::Right),
        ("BEST", Align::Right),
        ("OF MEMCPY", Align::Right),
        ("PASSES", Align::Right),
    ]);
    for run in runs {
        table.row([
            run.backend,
            &run.threads.to_string(),
            &format!("{:.1}", run.mb_s),
            &format!("{:.1}", run.best_mb_s),
            &percent(run.share_of_memcpy),
            &run.passes.to_string(),
        ]);
    }
    write!(out, "{table}")?;
    for run in runs {
        if let Some(parts) = &run.parts {
            writeln!(out, "\n{}, {}, by part:", run.corpus, run.backend)?;
            write!(out, "{}", stages(parts))?;
            write!(out, "\n{}", anchors(parts))?;
            write!(out, "\n{}", entities(run, parts))?;
        }
    }
    Ok(())
}

fn stages(parts: &Parts) -> Table<3> {
    let mut table = Table::new([
        ("UP TO STAGE", Align::Left),
        ("MB/S", Align::Right),
        ("OF TIME", Align::Right),
    ]);
    for row in &parts.stages {
        table.row([
            row.stage,
            &format!("{:.1}", row.mb_s),
            &percent(row.share_of_time),
        ]);
    }
    table
}

fn anchors(parts: &Parts) -> Table<3> {
    let mut table = Table::new([
        ("ANCHOR", Align::Left),
        ("PER KB", Align::Right),
        ("NS EACH", Align::Right),
    ]);
    for row in &parts.anchors {
        table.row([&row.anchor, &format!("{:.2}", row.per_kb), ""]);
    }
    let all: f64 = parts.anchors.iter().map(|row| row.per_kb).sum();
    let ns = parts.ns_per_anchor.map(|ns| format!("{ns:.1}"));
    table.row(["all", &format!("{all:.2}"), &ns.unwrap_or_default()]);
    table
}

fn entities(run: &Run, parts: &Parts) -> Table<6> {
    let mut table = Table::new([
        ("ENTITY ALONE", Align::Left),
        ("MB/S", Align::Right),
        ("NS PER KB", Align::Right),
        ("CANDIDATES PER KB", Align::Right),
        ("NS EACH", Align::Right),
        ("FINDINGS OF ALL", Align::Right),
    ]);
    for row in &parts.entities {
        let ns = row.ns_per_candidate.map(|ns| format!("{ns:.1}"));
        let findings = run.findings_by_entity.get(&row.entity);
        table.row([
            &row.entity,
            &format!("{:.1}", row.mb_s),
            &format!("{:.1}", row.ns_per_kb),
            &format!("{:.3}", row.candidates_per_kb),
            &ns.unwrap_or_default(),
            &findings.copied().unwrap_or_default().to_string(),
        ]);
    }
    table
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
