//! `pumice names`: models of names, trained and measured.

mod labelled;
mod recipe;
mod table;

use std::{
    fs,
    io::Write,
    iter,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use anyhow::{Context, anyhow, bail};
use pumice_engine::{Access, Draft, publish};
use pumice_names::{
    Model,
    train::{Example, Trust, held_back, train},
};

use self::recipe::Recipe;
use crate::{
    args::{NamesCommand, NamesEvalArgs, NamesTrainArgs},
    exit::Exit,
    input, message, output,
};

/// Runs the command.
///
/// # Errors
/// When a file cannot be read or written or is wrong; the message names it.
pub(crate) fn run(command: &NamesCommand) -> anyhow::Result<Exit> {
    match command {
        NamesCommand::Train(args) => train_model(args)?,
        NamesCommand::Eval(args) => evaluate(args)?,
    }
    Ok(Exit::Clean)
}

fn train_model(args: &NamesTrainArgs) -> anyhow::Result<()> {
    let recipe = match &args.recipe {
        Some(file) => Recipe::read(file)?,
        None => Recipe::of_folder(&args.data, args.language.as_deref().unwrap_or("en"))?,
    };
    let files: Vec<PathBuf> = recipe.files(&args.data).collect();
    let (sources, options) = recipe.gather(&args.data, args.offsets)?;
    let texts = || sources.labelled.iter();
    let count = |trust: Trust| {
        let some = texts().filter(|source| source.trust == trust);
        some.map(|source| source.examples.len()).sum::<usize>()
    };
    let (gold, silver, held) = (count(Trust::Gold), count(Trust::Silver), count(Trust::Held));
    if gold + silver > 0 && !texts().any(|source| names(&source.examples) > 0) {
        bail!(
            "{}: no name is labelled in any file; label some PERSON, LOCATION or ORGANIZATION",
            args.data.display()
        );
    }
    let protected = input::protected(iter::empty(), files.iter().map(PathBuf::as_path));
    let mut draft = Draft::beside(&args.out, Access::Default, &protected)?;
    let started = Instant::now();
    let bytes =
        train(&sources, &options).map_err(|error| anyhow!("{}: {error}", args.data.display()))?;
    draft.write_all(&bytes).with_context(|| {
        let name = args.out.display();
        format!("{name}: cannot be written; check the space on its disk")
    })?;
    publish([draft])?;
    message(format_args!(
        "{}: {} bytes, of {gold} texts by people and {silver} by programs, {held} held back; in {:.1} s",
        args.out.display(),
        bytes.len(),
        started.elapsed().as_secs_f64()
    ));
    let model = Model::load(bytes)?;
    let made_up = held_back(&sources.lists, &options);
    let held = texts().filter(|source| source.trust == Trust::Held);
    let held = held.map(|source| (source.name.as_str(), source.examples.as_slice()));
    show(&model, held.chain(own(&made_up)))
}

fn evaluate(args: &NamesEvalArgs) -> anyhow::Result<()> {
    let model = match &args.model {
        Some(file) => load(file)?,
        None => built_in(args.builtin.as_deref().unwrap_or("en"))?,
    };
    let mut all = vec![];
    for file in &args.gold {
        all.push((file.name(), labelled::read(file, args.offsets)?));
    }
    if let (Some(recipe), Some(data)) = (&args.recipe, &args.data) {
        let (sources, options) = Recipe::read(recipe)?.gather(data, args.offsets)?;
        let held = sources.labelled.into_iter();
        let held = held.filter(|source| source.trust == Trust::Held);
        all.extend(held.map(|source| (source.name, source.examples)));
        let made_up = held_back(&sources.lists, &options);
        all.extend(own(&made_up).map(|(name, examples)| (name.into(), examples.to_vec())));
    }
    show(
        &model,
        all.iter()
            .map(|(name, examples)| (name.as_str(), examples.as_slice())),
    )
}

/// Reads a model.
///
/// # Errors
/// When it cannot be read or is none; the message names the file and the next step.
pub(crate) fn load(file: &Path) -> anyhow::Result<Arc<Model>> {
    let name = file.display();
    let bytes = fs::read(file).with_context(|| {
        format!("{name}: the model cannot be read; check the path and its permissions")
    })?;
    let model = Model::load(bytes).map_err(|error| anyhow!("{name}: {error}"))?;
    Ok(model.into())
}

fn built_in(language: &str) -> anyhow::Result<Arc<Model>> {
    Model::built_in(language).ok_or_else(|| {
        anyhow!(
            "no model for `{language}` is built in, but for {}; train one with `pumice names train`",
            Model::LANGUAGES.join(", ")
        )
    })
}

/// What is held back of the program's own sentences, if anything.
fn own(made_up: &[Example]) -> impl Iterator<Item = (&str, &[Example])> {
    (!made_up.is_empty())
        .then_some(("made-up sentences", made_up))
        .into_iter()
}

fn names(examples: &[Example]) -> usize {
    examples.iter().map(|example| example.names.len()).sum()
}

fn show<'a>(
    model: &Model,
    all: impl Iterator<Item = (&'a str, &'a [Example])>,
) -> anyhow::Result<()> {
    let mut out = output::stdout()?;
    for (name, examples) in all {
        table::write(model, name, examples, &mut out)?;
    }
    Ok(out.flush()?)
}
