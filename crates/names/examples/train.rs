//! Trains, evaluates and times models of names: the workbench behind `crates/names/models`.
//!
//! ```text
//! train DATA OUT             trains the English model from the folder of data
//! dev DATA MODEL             counts against the named split
//! eval MODEL FILE...         counts against tables of tokens
//! speed MODEL FILE           bytes a second of `find`, beside memchr
//! ```
#![allow(
    clippy::print_stdout,
    reason = "a workbench tells its user what it finds"
)]

use std::{error::Error, path::Path, process::Command, time::Instant};

use pumice_names::{
    Bias, Cache, Case, Kind, Model, Query,
    eval::{Evaluation, evaluate},
    train::{Example, Lists, Options, Source, Sources, Trust, read_tsv, train},
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["train", data, out] => english(Path::new(data), Path::new(out)),
        ["dev", data, model] => dev(Path::new(data), model),
        ["eval", model, files @ ..] => show(model, files),
        ["speed", model, file] => speed(model, file),
        _ => Err("train DATA OUT, dev DATA MODEL, eval MODEL FILE... or speed MODEL FILE".into()),
    }
}

/// Table of a file, decompressed by `xz` if its name says so.
fn read(path: &Path) -> Result<String> {
    if path.exists() {
        return Ok(std::fs::read_to_string(path)?);
    }
    let packed = path.with_extension("tsv.xz");
    let output = Command::new("xz")
        .arg("--decompress")
        .arg("--stdout")
        .arg(&packed)
        .output()?;
    if !output.status.success() {
        return Err(format!("{}: xz cannot read it", packed.display()).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn table(data: &Path, name: &str) -> Result<Vec<Example>> {
    let examples = read_tsv(&read(&data.join(format!("{name}.tsv")))?);
    examples.map_err(|error| format!("{name}.tsv: {error}").into())
}

/// The named split: WNUT's own development set, and every fifth sentence of CrossNER.
fn split(data: &Path) -> Result<(Vec<Example>, Vec<Example>, Vec<Example>)> {
    let crossner = table(data, "gold/crossner")?;
    let (mut held, mut kept) = (vec![], vec![]);
    for (at, example) in crossner.into_iter().enumerate() {
        if at % 5 == 4 {
            held.push(example)
        } else {
            kept.push(example)
        }
    }
    Ok((kept, held, table(data, "gold/wnut_dev")?))
}

fn english(data: &Path, out: &Path) -> Result<()> {
    let (kept, crossner_held, wnut_held) = split(data)?;
    let mut labelled = vec![];
    let mut add = |name: &str, trust, weight, examples| {
        labelled.push(Source {
            name: name.into(),
            trust,
            weight,
            examples,
        });
    };
    for name in ["btc_a", "btc_b", "btc_e", "btc_g", "wnut_train"] {
        add(
            name,
            Trust::Gold,
            1.0,
            table(data, &format!("gold/{name}"))?,
        );
    }
    add("crossner", Trust::Gold, 1.0, kept);
    for (name, weight) in [
        ("silver_18f", 0.3),
        ("silver_digitalgov", 0.3),
        ("silver_masc", 0.5),
        ("silver_state_union", 0.4),
        ("silver_inaugural", 0.4),
        ("templates_faker", 0.5),
    ] {
        add(
            name,
            Trust::Silver,
            weight,
            table(data, &format!("silver/{name}"))?,
        );
    }
    add("crossner held", Trust::Held, 0.0, crossner_held);
    add("wnut held", Trust::Held, 0.0, wnut_held);
    let sources = Sources {
        labelled,
        lists: Lists {
            lexicon: read(&data.join("lexicon/lexicon.tsv"))?,
            phrases: read(&data.join("lexicon/phrases.tsv"))?,
        },
    };
    let started = Instant::now();
    let bytes = train(
        &sources,
        &Options {
            licence: LICENCE.into(),
            ..Options::default()
        },
    )?;
    println!(
        "trained in {:.1} s, {} bytes",
        started.elapsed().as_secs_f64(),
        bytes.len()
    );
    std::fs::write(out, bytes)?;
    dev(data, &out.display().to_string())
}

fn dev(data: &Path, model: &str) -> Result<()> {
    let model = Model::load(std::fs::read(model)?)?;
    let (_, crossner, wnut) = split(data)?;
    report(&model, "wnut", &wnut);
    report(&model, "crossner", &crossner);
    calibration(&model, &[wnut, crossner].concat());
    Ok(())
}

fn show(model: &str, files: &[&str]) -> Result<()> {
    let model = Model::load(std::fs::read(model)?)?;
    for file in files {
        let examples =
            read_tsv(&read(Path::new(file))?).map_err(|error| format!("{file}: {error}"))?;
        report(&model, file, &examples);
        calibration(&model, &examples);
    }
    Ok(())
}

/// What scores are worth: by tenth, how many findings, their mean score, the share that is right.
fn calibration(model: &Model, examples: &[Example]) {
    let query = Query {
        bias: Bias::Recall,
        ..Query::default()
    };
    let small: Vec<Example> = (examples.iter())
        .filter_map(|example| recased(example, str::to_lowercase))
        .collect();
    for (what, examples) in [("", examples), ("lower ", &small)] {
        let all = evaluate(model, examples, query);
        for (tenth, (found, right, sum)) in all.deciles.iter().enumerate() {
            let share = |of: f64| 100.0 * of / (*found).max(1) as f64;
            println!(
                "  {what}score 0.{tenth}: {found:5} mean {:.1} right {:.1}",
                share(*sum),
                share(*right as f64)
            );
        }
    }
}

fn report(model: &Model, name: &str, examples: &[Example]) {
    let query = Query {
        case: Case::Normal,
        ..Query::default()
    };
    let small: Vec<Example> = examples
        .iter()
        .filter_map(|example| recased(example, str::to_lowercase))
        .collect();
    let large: Vec<Example> = examples
        .iter()
        .filter_map(|example| recased(example, str::to_uppercase))
        .collect();
    for bias in [Bias::Balanced, Bias::Recall, Bias::Precision] {
        line(
            name,
            &format!("{bias:?}"),
            &evaluate(
                model,
                examples,
                Query {
                    bias,
                    case: Case::Auto,
                    ..query
                },
            ),
        );
    }
    line(
        name,
        "lower",
        &evaluate(
            model,
            &small,
            Query {
                case: Case::Auto,
                ..query
            },
        ),
    );
    line(
        name,
        "UPPER",
        &evaluate(
            model,
            &large,
            Query {
                case: Case::Auto,
                ..query
            },
        ),
    );
}

fn recased(example: &Example, case: fn(&str) -> String) -> Option<Example> {
    let text = case(&example.text);
    (text.len() == example.text.len()).then(|| Example {
        text,
        ..example.clone()
    })
}

fn line(name: &str, what: &str, evaluation: &Evaluation) {
    let percent = |share: f64| 100.0 * share;
    let all = evaluation.names();
    print!(
        "{name:10.10} {what:10} F1 {:.1} (P {:.1} R {:.1})",
        percent(all.f1()),
        percent(all.precision()),
        percent(all.recall())
    );
    for (kind, counts) in Kind::ALL.iter().zip(&evaluation.kinds) {
        print!(
            " {} {:.1} ({:.0}/{:.0})",
            kind.tag(),
            percent(counts.f1()),
            percent(counts.precision()),
            percent(counts.recall())
        );
    }
    let tokens = evaluation.tokens;
    println!(
        " tokens R {:.1} P {:.1}",
        percent(tokens.recall()),
        percent(tokens.precision())
    );
}

fn speed(model: &str, file: &str) -> Result<()> {
    let model = Model::load(std::fs::read(model)?)?;
    let text = std::fs::read_to_string(file)?;
    let mut cache = Cache::default();
    let mut names = vec![];
    let mut best = [0.0f64; 2];
    let mut lines = 0;
    for _ in 0..7 {
        names.clear();
        let started = busy();
        model.find(&mut cache, &text, Query::default(), &mut names);
        let found = busy();
        // Often, for the clock of processor time is coarse.
        for _ in 0..100 {
            lines = memchr::memchr_iter(b'\n', std::hint::black_box(text.as_bytes())).count();
        }
        let counted = busy();
        for (best, took) in best
            .iter_mut()
            .zip([found - started, (counted - found) / 100.0])
        {
            *best = best.max(text.len() as f64 / 1e6 / took);
        }
    }
    println!(
        "{file}: {:.1} MB/s of processor time, {} names in {lines} lines; memchr beside it {:.0} MB/s",
        best[0],
        names.len(),
        best[1]
    );
    Ok(())
}

/// Seconds that this process has run, where the system tells, so that others do not count.
fn busy() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    match nanoseconds {
        Some(nanoseconds) => nanoseconds / 1e9,
        None => std::time::UNIX_EPOCH
            .elapsed()
            .map_or(0.0, |time| time.as_secs_f64()),
    }
}

/// Goes into the file: who made what it was trained with.
const LICENCE: &str = "Trained on: Broad Twitter Corpus (CC BY 4.0), WNUT17 (CC BY 4.0), CrossNER (annotation MIT, text \
    CC BY-SA), US government posts and addresses (public domain, CC0), MASC (open); tagged by spaCy en_core_web_md (MIT). \
    Lists: names 0.3.0 (MIT, US Census 1990), Faker (MIT), GeoNames (CC BY 4.0), SCOWL, clusters of CC0 vectors. \
    See crates/names/MODEL_CARD.md of Pumice.";
