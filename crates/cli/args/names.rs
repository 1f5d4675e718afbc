//! Flags of `pumice names`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Stream, Unit, stream};

/// Train models of names, and measure them
///
/// A model finds persons, places and organisations in free text, where a policy has `names` on. Some come with
/// the program; one that is trained on one's own texts is named by `names_model` in a policy.
#[derive(Debug, Subcommand)]
pub(crate) enum NamesCommand {
    Train(NamesTrainArgs),
    Eval(NamesEvalArgs),
}

/// Train a model of names on labelled texts
///
/// Without --recipe all files below DATA count alike that end in .jsonl (records with `text` and
/// `spans`, as `pumice help eval` describes them, labelled PERSON, LOCATION and ORGANIZATION, or PER, LOC
/// and ORG; other labels are no names) or in .tsv (a token, a tab, and O, B-PER or I-PER and so on in each
/// line, an empty line behind each sentence), also compressed, .gz or .zst. They are taken for
/// what people have labelled. One text of five is held back: scores are counted on those, and what the model
/// finds in them is written to standard output, as `pumice names eval` writes it.
///
/// The same files and options give the same bytes, on every machine. A thousand sentences are a beginning,
/// ten thousand are good.
#[derive(Debug, Args)]
#[command(after_help = "\
A recipe, in TOML, of files in DATA; all keys but [[source]] may be left out:
  language = \"en\"
  licence = \"who made the texts, on what terms\"  # goes into the model
  epochs = 4
  rows = [18, 16]                # of weights, with case and without: 18 are 2 MB, one less is half of that
  lexicon = \"lexicon.tsv\"        # word, 0, cluster, cluster of clusters, lists, casing
  lexicon_scope = \"all\"          # or \"names\", where it is of another language
  phrases = \"phrases.tsv\"        # places of several words
  made_up = { times = 12, weight = 0.4, hold_back = 0 }    # sentences of the program's own
  [[source]]
  file = \"gold.tsv\"
  trust = \"gold\"                 # by people; \"silver\": by programs; \"held\": not trained with
  weight = 1.0
  hold_back = 5                  # one text of so many is not trained with

Examples:
  pumice names train --data labelled --out mine.names
  pumice names train --data DATA --recipe crates/names/recipes/en.toml --out en.names")]
pub(crate) struct NamesTrainArgs {
    /// Folder with the labelled files
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,

    /// Where the model goes; a file that is there is replaced
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,

    /// Which files count how much, in TOML; see below [default: all files alike]
    #[arg(long, value_name = "FILE")]
    pub(crate) recipe: Option<PathBuf>,

    /// Language of the texts, a code of ISO 639-1 [default: en]
    ///
    /// Words that a built-in model of that language knows are known to the new one too, if no recipe
    /// names others.
    #[arg(long, value_name = "CODE", value_parser = language, conflicts_with = "recipe")]
    pub(crate) language: Option<String>,

    /// What offsets of .jsonl count
    #[arg(long, value_enum, default_value_t = Unit::Chars)]
    pub(crate) offsets: Unit,
}

/// Measure a model of names on labelled texts
///
/// Reads files as `pumice names train` does, and writes for each how much of what is found is right, and how
/// much of what is there is found: names whose place and kind are exactly right, and tokens of any name; for
/// each bias of a policy, and for the same texts in small and in large letters. Then what a score is worth: by
/// tenth, how many findings have it, their mean, and how many of them are right.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  pumice names eval gold.jsonl
  pumice names eval --model mine.names gold.jsonl more.tsv
  pumice names eval --model de.names --recipe crates/names/recipes/de.toml --data DATA")]
pub(crate) struct NamesEvalArgs {
    /// Labelled texts, .tsv or JSONL
    #[arg(value_name = "GOLD", required_unless_present = "recipe", value_parser = stream())]
    pub(crate) gold: Vec<Stream>,

    /// A model that `pumice names train` has written [default: the built-in one]
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,

    /// The built-in model of this language [default: en]
    #[arg(long, value_name = "CODE", value_parser = language, conflicts_with = "model")]
    pub(crate) builtin: Option<String>,

    /// Measure on what this recipe holds back, too
    #[arg(long, value_name = "FILE", requires = "data")]
    pub(crate) recipe: Option<PathBuf>,

    /// Folder with the files of the recipe
    #[arg(long, value_name = "DIR", requires = "recipe")]
    pub(crate) data: Option<PathBuf>,

    /// What offsets of JSONL count
    #[arg(long, value_enum, default_value_t = Unit::Chars)]
    pub(crate) offsets: Unit,
}

/// Two or three small letters.
pub(crate) fn language(code: &str) -> Result<String, String> {
    let is_code = matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase());
    match is_code {
        true => Ok(code.to_owned()),
        false => Err("a language is two small letters, such as en".into()),
    }
}
