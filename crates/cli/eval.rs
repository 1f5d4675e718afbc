//! `pumice eval`: findings scored against gold spans.
//!
//! Blocks of records are scored on all threads and added up in the order of the file. What is
//! added are whole numbers, so the figures are the same for any number of threads.

mod counts;
mod cover;
mod labels;
mod map;
mod matching;
mod predictions;
mod report;
mod resample;
pub(crate) mod ruler;
mod score;
pub(crate) mod spans;
mod table;
mod tally;
mod unknown;
mod view;
mod worker;
mod worst;

use std::{
    fs,
    io::{self, BufReader, Read, Write},
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use anyhow::{Context, anyhow, bail};
use pumice_detect::DetectorBuilder;

use self::{
    labels::Labels,
    predictions::Predictions,
    report::EvalReport,
    tally::{Part, Tally},
    worker::{Block, Depth, Source, Task, Worker},
};
use crate::{
    args::{DEFAULT_MAX_LINE_BYTES, EvalArgs, Stream},
    decode::decode,
    detect::{lines::Lines, record::Keys, search},
    exit::Exit,
    input::{self, Patience},
    message, output, signals,
};

const BUFFER_BYTES: usize = 256 << 10;

/// Runs the command.
///
/// # Errors
/// When something is missing or wrong, or cannot be read or written.
pub(crate) fn run(args: &EvalArgs) -> anyhow::Result<Exit> {
    if args.gold == Stream::Standard && args.predictions == Some(Stream::Standard) {
        bail!("gold and predictions cannot both be standard input; give one as a file");
    }
    let stop = signals::watch()?.halt;
    let result = evaluate(args, &stop);
    // A read that was told to stop is no error.
    if stop.load(Ordering::Acquire) {
        return Ok(Exit::Interrupted);
    }
    let report = result?;
    if args.show_values {
        message("the output holds values of the gold; keep it as safe as the gold itself");
    }
    write(&report, args)?;
    Ok(Exit::Clean)
}

/// Reads all there is and computes the figures.
fn evaluate(args: &EvalArgs, stop: &Arc<AtomicBool>) -> anyhow::Result<EvalReport> {
    let mut gold = open(&args.gold, stop)?;
    let builder = DetectorBuilder::new();
    let labels = labels(args, &builder)?;
    let keys = Keys {
        text: &args.text_field,
        id: &args.id_field,
        spans: Some(&args.spans_field),
    };
    let task = Task {
        args,
        labels: &labels,
        keys,
        source: source(args, keys, builder, &labels, stop)?,
    };
    let tally = score(&task, &mut gold, stop)?;
    tally.unknown().check(&args.gold.to_string(), "[gold]")?;
    if let Source::File(predictions) = &task.source {
        predictions.check_used(&tally.joined())?;
    }
    Ok(EvalReport::new(args, labels.names(), tally))
}

type Input = Lines<BufReader<Box<dyn Read + Send>>>;

fn open(input: &Stream, stop: &Arc<AtomicBool>) -> anyhow::Result<Input> {
    let opened = input::open(input, &Patience::until([stop]))?;
    let reader = BufReader::with_capacity(BUFFER_BYTES, decode(opened, input)?.reader);
    Ok(Lines::new(reader, DEFAULT_MAX_LINE_BYTES as usize))
}

/// Compiles what labels mean.
fn labels(args: &EvalArgs, builder: &DetectorBuilder) -> anyhow::Result<Labels> {
    let Some(path) = &args.labels else {
        return Labels::new(builder, None, &args.entities);
    };
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| {
        format!("{name}: the map cannot be read; check the path and that it is UTF-8")
    })?;
    Labels::new(builder, Some(&text), &args.entities).map_err(|error| anyhow!("{name}: {error}"))
}

/// Reads the predictions, or compiles a detector that makes them.
fn source(
    args: &EvalArgs,
    keys: Keys<'_>,
    mut builder: DetectorBuilder,
    labels: &Labels,
    stop: &Arc<AtomicBool>,
) -> anyhow::Result<Source> {
    if let Some(file) = &args.predictions {
        let predictions = Predictions::read(file.to_string(), open(file, stop)?, keys, labels)?;
        return Ok(Source::File(predictions));
    }
    // What is off by default is looked for where it is asked for.
    let has_model = search::ask_model(&mut builder, args.names_model.as_deref())?;
    let is_on = |name: &str| !args.entities.is_empty() || search::is_on(&builder, name, has_model);
    let names = builder.entities().iter();
    let wanted: Vec<bool> = (names.zip(labels.found()))
        .map(|(name, label)| label.is_some() && is_on(name))
        .collect();
    let (detector, field) = search::compile(builder, &wanted, args.min_score, keys.text)?;
    Ok(Source::Detector(Box::new(detector), [field]))
}

/// Scores all records.
///
/// # Errors
/// When the gold cannot be read or is wrong.
fn score(task: &Task<'_>, gold: &mut Input, stop: &AtomicBool) -> anyhow::Result<Tally> {
    let name = task.args.gold.to_string();
    let mut tally = Tally::new(task.labels.names().len(), task.args.worst);
    let threads = task
        .args
        .threads
        .or_else(|| thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZeroUsize::get);
    let mut workers: Vec<Worker> = Vec::new();
    workers.resize_with(threads, Worker::default);
    while !stop.load(Ordering::Acquire) {
        let blocks = read_blocks(gold, threads);
        let blocks = blocks.with_context(|| format!("{name}: cannot be read"))?;
        if blocks.is_empty() {
            break;
        }
        let depth = match tally.unknown().is_empty() {
            true => Depth::Score,
            false => Depth::LabelsOnly,
        };
        for part in run_all(task, &mut workers, &blocks, depth) {
            tally.add(part?, &name)?;
        }
    }
    Ok(tally)
}

/// A block for each of so many threads; fewer at the end.
fn read_blocks(gold: &mut Input, threads: usize) -> io::Result<Vec<Block>> {
    let mut blocks = Vec::new();
    while blocks.len() < threads {
        match Block::read(gold)? {
            Some(block) => blocks.push(block),
            None => break,
        }
    }
    Ok(blocks)
}

/// Scores each block on a thread of its own; the results come in the order of the blocks.
fn run_all(
    task: &Task<'_>,
    workers: &mut [Worker],
    blocks: &[Block],
    depth: Depth,
) -> Vec<anyhow::Result<Part>> {
    thread::scope(|scope| {
        let pairs = workers.iter_mut().zip(blocks);
        let running: Vec<_> = pairs
            .map(|(worker, block)| scope.spawn(move || worker.run(task, block, depth)))
            .collect();
        let results = running.into_iter().map(|thread| {
            // The panic has said where; its text may quote the gold.
            thread
                .join()
                .unwrap_or_else(|_| Err(anyhow!("a worker failed; nothing was scored")))
        });
        results.collect()
    })
}

fn write(report: &EvalReport, args: &EvalArgs) -> anyhow::Result<()> {
    let mut out = output::stdout()?;
    if args.json {
        serde_json::to_writer_pretty(&mut out, report).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
    } else {
        table::write(report, &mut out)?;
    }
    Ok(out.flush()?)
}
