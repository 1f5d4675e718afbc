//! The arguments; every flag is documented here and nowhere else.

mod environment;
mod explain;
mod names;
mod reveal;
mod select;
mod status;
mod tokens;
mod vault;

use std::{
    ffi::OsString,
    fmt,
    num::{NonZeroU64, NonZeroUsize, ParseFloatError},
    path::{Path, PathBuf},
};

use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{OsStringValueParser, TypedValueParser},
};
use pumice_detect::{Backend, Score};
use pumice_engine::PathPattern;

pub(crate) use self::{
    environment::{command, without_values},
    explain::{Color, ExplainArgs},
    names::{NamesCommand, NamesEvalArgs, NamesTrainArgs, language},
    reveal::{
        AuditCommand, AuditVerifyArgs, PolicySetArgs, PolicyShowArgs, RevealArgs, RevealFormat,
        RevealPolicyCommand, Unresolved,
    },
    select::SelectArgs,
    status::StatusArgs,
    tokens::TokenArgs,
    vault::{
        DomainAddArgs, DomainCommand, EpochCommand, KeyArgs, LeaseCommand, LeaseCreateArgs,
        LeaseShowArgs, RekeyArgs, SlotAddArgs, SlotCommand, SlotRemoveArgs, SlotSpec, SlotTestArgs,
        VaultCommand, VaultInitArgs, VaultMergeArgs, VaultRepairArgs, VaultStatusArgs,
        VaultVerifyArgs,
    },
};
use crate::{log::Format, memory};

/// Scrubs personal data out of large corpora.
///
/// Pumice reads JSONL, plain or compressed, finds e-mail addresses, phone numbers, cards, bank accounts,
/// national ids and more in every string, number and key, replaces them as a policy says, and leaves every other
/// byte as it was. A record that cannot be scrubbed is put aside, never passed through.
#[derive(Debug, Parser)]
#[command(name = "pumice", version, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,

    /// How messages, progress and the counts at the end are written to standard error
    ///
    /// JSON is one object a line, with `time` (UTC), `level` (error, warning or info), `event` and
    /// `message`, and with `file`, `record`, counts and times where there are some. No event holds a
    /// value of a corpus.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text, global = true,
          display_order = 900)]
    pub(crate) log_format: Format,
}

const EXIT_CODES: &str = "\
Exit codes:
    0  clean
    1  error; nothing was published, or of several files those only that were done before
    2  done, and some records were put aside or some files left out (--keep-going)
    3  done, and what --fail-on names was found
    4  of `status`: a process is at it
  130  interrupted; nothing was published but files that were done before

Environment:
  Every flag has a variable: --threads has PUMICE_THREADS, and for `scan` alone PUMICE_SCAN_THREADS,
  which comes first. A flag comes before its variables, they before the default. An empty variable
  counts as none. Flags without a value take true or false, lists are separated by commas.
  PUMICE_HASH_KEY, PUMICE_VAULT_KEY and PUMICE_VAULT_PASSPHRASE are secrets themselves and count
  where no file of one is named.

Try `pumice scrub corpus.jsonl --out clean.jsonl`, and `pumice help COMMAND` for the flags.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Scrub(ScrubArgs),
    Scan(ScanArgs),
    Verify(VerifyArgs),
    Status(StatusArgs),
    Reveal(RevealArgs),
    Explain(ExplainArgs),
    Detect(DetectArgs),
    Eval(EvalArgs),
    Entities(EntitiesArgs),
    Bench(BenchArgs),
    #[command(subcommand)]
    Names(NamesCommand),
    #[command(subcommand)]
    Policy(PolicyCommand),
    #[command(subcommand)]
    Vault(VaultCommand),
    Manual(ManualArgs),
    Completions(CompletionsArgs),
}

/// Replace personal data in JSONL and Parquet files
///
/// The output appears under its name when it is complete and on disk, together with its report; an
/// interrupted run leaves no part of it there, and --resume goes on with it. A line that is not well formed, or that could not be
/// scrubbed, goes to the quarantine and not to the output: records in = records out + quarantined.
/// The output does not depend on --threads.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  pumice scrub corpus.jsonl --out clean.jsonl
  pumice scrub corpus.jsonl.gz --out clean.jsonl.zst
  producer | pumice scrub - --out - --quarantine none | consumer
  pumice scrub corpus.jsonl --out clean.jsonl --policy policy.toml --hash-key-file key
  pumice scrub shards --out clean --keep-going --max-invalid 0.1%
  pumice scrub shards --dry-run --sample 1%

The key of the `hash` transform is read from --hash-key-file or, without it, from the environment
variable PUMICE_HASH_KEY.")]
pub(crate) struct ScrubArgs {
    /// What to scrub: JSONL in UTF-8, one record a line; files, folders, patterns or lists
    ///
    /// `-` is standard input. Of a folder all files below it are taken that end in .jsonl, .ndjson or
    /// .json, in the order of their names; hidden files and quarantines are left out. A pattern ('data/*.jsonl',
    /// '**' for folders of any depth) wants quotation marks, so that the shell leaves it alone. @FILE
    /// names a list, one path a line. Links are followed.
    ///
    /// A file may be compressed with gzip or zstd, in as many parts as it likes; its bytes tell, not its name.
    /// One that is cut or damaged is an error. Sizes and offsets in report and quarantine are those of the
    /// plain text.
    #[arg(value_name = "INPUT", required = true, value_parser = stream())]
    pub(crate) inputs: Vec<Stream>,

    /// Where the scrubbed records go: a file, or a folder for several inputs; `-` is standard output
    ///
    /// A folder, which is made if it is not there, has the layout of the input folder; a file of a
    /// list or an argument has its own name in it. A regular file is replaced once the new one is complete.
    /// An input, a link or a device is refused, and so is a folder inside of an input.
    ///
    /// Beside it OUT.manifest keeps what is done, for --resume and `pumice status`; one run at a time may
    /// write to it. In a folder an empty file _SUCCESS appears last, when all files are done, and is gone
    /// as soon as another run begins.
    #[arg(long, value_name = "PATH", value_parser = stream(), required_unless_present = "dry_run")]
    pub(crate) out: Option<Stream>,

    /// Do everything but write: count what a scrub would replace, keep and put aside
    ///
    /// Policy, transforms, refusals and exit code are those of the scrub, and so are the counts, with a line
    /// for each field. Of --out, --quarantine and the report's default it is only asked whether they could
    /// be written; without --out nothing is asked. A report is written where --report names one; its
    /// `mode` is `dry_run`, and `pumice verify` takes it for no proof.
    #[arg(long)]
    pub(crate) dry_run: bool,

    #[command(flatten)]
    pub(crate) select: SelectArgs,

    /// How outputs are compressed [default: as they are named, .gz or .zst, or else as the input is]
    ///
    /// Report and quarantine stay plain. Each megabyte or so is a gzip member or a zstd frame of its own,
    /// made by the worker that has scrubbed it. In a folder the names of outputs end as their codec wants.
    #[arg(long, value_enum, value_name = "CODEC")]
    pub(crate) compression: Option<Compression>,

    /// 1 to 9 for gzip [default: 6], 1 to 22 for zstd [default: 3]: from the fastest to the smallest
    #[arg(long, value_name = "N")]
    pub(crate) compression_level: Option<u32>,

    /// Where the report goes [default: OUT.report.json; none with `--out -`]
    ///
    /// JSON: what became of each file; counts per field, entity, transform and outcome of those that are
    /// done; hashes of policy and recognizers; never a value of the corpus.
    #[arg(long, value_name = "PATH")]
    pub(crate) report: Option<PathBuf>,

    /// Where rejected records go, or `none` [default: OUT.quarantine.jsonl, a folder OUT.quarantine]
    ///
    /// One JSON object a line: file, line, byte offset, reason, and the raw bytes in base64. It
    /// holds personal data, so only its owner may read it (mode 0600); it is made only when there
    /// is something in it, and one that an earlier run has left is removed otherwise. With `none`
    /// rejected records are counted and kept nowhere. With `--out -` there is no default: without
    /// this flag the first rejected record is an error.
    #[arg(long, value_name = "PATH|none", value_parser = quarantine())]
    pub(crate) quarantine: Option<Quarantine>,

    /// Go on with a run that was killed or interrupted
    ///
    /// The same command with this flag ends as if nothing had happened: what is done is not done again, and
    /// output and report are those of a run in one piece. Files that are done are not read; their outputs
    /// are compared with the manifest, and one that is missing or was changed is made again. In a large
    /// file it goes on behind what was noted last, every 64 MiB of text; a compressed one is decoded from
    /// the last gzip member or zstd frame before that, which may be its start; a Parquet file is noted
    /// where a row group ends. Files that had failed are tried again.
    ///
    /// Refused when policy, key, version, options or inputs are not what they were; a changed file is
    /// told by its size and time. Where there is nothing to go on with, since nothing was begun or since
    /// all of it was done and something has changed since, the run simply begins: a nightly job can always
    /// have this flag. Inputs must be regular files.
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) resume: bool,

    /// End the run when more than this share of the records cannot be scrubbed, such as 0.1%
    ///
    /// Asked from the 10,000th record on and at the end: a run that reads the wrong thing should
    /// not fill a disk. What is complete by then stays.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) max_invalid: Option<f64>,

    #[command(flatten)]
    pub(crate) tokens: TokenArgs,

    #[command(flatten)]
    pub(crate) run: RunArgs,

    /// File with the key of the `hash` transform and of allowed hashes (instead of PUMICE_HASH_KEY)
    ///
    /// At least 16 random bytes in hexadecimal or base64, as `openssl rand -hex 32` makes them. Equal
    /// values have equal hashes under one key; whoever holds the key can try values out.
    #[arg(long, value_name = "FILE")]
    pub(crate) hash_key_file: Option<PathBuf>,
}

/// What becomes of an output on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Compression {
    /// Plain text
    None,
    /// Gzip members, which every reader of gzip takes for one stream
    Gzip,
    /// Zstandard frames, with their size and a checksum
    Zstd,
    /// That of the input, whatever the output is called
    Same,
}

/// Count or list personal data in JSONL and Parquet files, and change nothing
///
/// Writes no file unless a flag asks for one. Lines that are not well formed are counted, and make the
/// exit code 2. Nothing that is written holds a value.
#[derive(Debug, Args)]
#[command(after_help = "\
SARIF:
  Version 2.1.0, one run, a rule for each recognizer that found something. Levels: `error` for
  secrets; `note` for what stands everywhere and seldom means a person (a date, a link), for
  well-known values of tests and below a score of 0.7; `warning` for all else. What the policy
  keeps or allows is no result. Columns count UTF-16 code units, byte offsets the bytes of the
  file (of its text, if it is compressed); a region has the escapes of JSON in it. Results come in
  the order of the files and of their records, do not depend on --threads, and --max-results counts
  those of all files together; each input is an artifact. One that could not be read (--keep-going)
  has an `error` among the notifications, and what was found in it before stays a result. A path below the working directory is a URI relative to it.

  With a key (--hash-key-file or PUMICE_HASH_KEY) the fingerprint of a result is a keyed hash
  of entity, field and value, and stays when lines move. Without a key it is made of file,
  record, field and entity. A plain hash of a value is never written: all numbers of nine
  digits are hashed in a minute, and then the hash is as good as the number. Each fingerprint
  ends with `:N`, which counts results that share it. It is the `primaryLocationLineHash` too,
  so that no consumer computes one of its own from the line.

Baseline:
  A baseline knows how often each value stands in each field, by its keyed fingerprint;
  records and lines do not matter, so that it holds when lines move. It has what the policy
  keeps or allows as well. Of a value that is found more often than the baseline has it, the
  later ones in the files are new. What is known makes no result and does not meet --fail-on;
  what is no longer found is counted as stale. Both flags need the key that the baseline was
  made with.
  `--baseline FILE --write-baseline FILE` brings it up to date.

Examples:
  pumice scan corpus.jsonl
  pumice scan clean.jsonl --fail-on any --quiet    # exits 3 when something is left
  pumice scan shards --sample 1%                   # a look at what there is
  pumice scan corpus.jsonl --format sarif --out corpus.sarif
  pumice scan corpus.jsonl --write-baseline known.json --hash-key-file key
  pumice scan corpus.jsonl --baseline known.json --hash-key-file key --fail-on any")]
pub(crate) struct ScanArgs {
    /// What to scan: JSONL in UTF-8, one record a line; files, folders, patterns or lists
    ///
    /// As in `pumice help scrub`; `-` is standard input.
    #[arg(value_name = "INPUT", required = true, value_parser = stream())]
    pub(crate) inputs: Vec<Stream>,

    /// Exit with 3 when this entity is found, or `any`; may be repeated or a list with commas
    ///
    /// `any` means what the policy would change: what it keeps may be there. An entity that is named
    /// may not be there at all.
    #[arg(long, value_name = "ENTITY|any", value_delimiter = ',')]
    pub(crate) fail_on: Vec<String>,

    /// Where the report goes, in JSON [default: nowhere]
    #[arg(long, value_name = "PATH")]
    pub(crate) report: Option<PathBuf>,

    /// What is written of the findings
    #[arg(long, value_enum, default_value_t = ScanFormat::Table)]
    pub(crate) format: ScanFormat,

    /// Where SARIF goes; `-` is standard output [default: -]
    #[arg(long, value_name = "PATH", value_parser = stream())]
    pub(crate) out: Option<Stream>,

    /// Write at most so many results as SARIF; what is left out is counted and said
    ///
    /// Code scanning of GitHub takes 25,000 of a run. Some 50 bytes of memory are needed for each.
    #[arg(long, value_name = "N", default_value = "25000")]
    pub(crate) max_results: NonZeroU64,

    /// Leave out what this file knows; see below
    #[arg(long, value_name = "FILE", conflicts_with_all = ["limit", "sample"])]
    pub(crate) baseline: Option<PathBuf>,

    /// Write what is found now as a baseline, in JSON and without values
    ///
    /// At most a million different values, which take some 100 bytes of memory each.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["limit", "sample"])]
    pub(crate) write_baseline: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) select: SelectArgs,

    #[command(flatten)]
    pub(crate) run: RunArgs,

    /// File with the key of fingerprints and allowed hashes (instead of PUMICE_HASH_KEY)
    ///
    /// The key of the `hash` transform serves; see `pumice help scrub`.
    #[arg(long, value_name = "FILE")]
    pub(crate) hash_key_file: Option<PathBuf>,
}

/// Prove that an output is what its report says, and that nothing is left in it
///
/// Reads the report of a scrub, then every output: its SHA-256 and number of records are those of the report,
/// each input's records are its output's and its quarantine's together, no file of the run is missing
/// and none is added, the manifest beside the output agrees, and a search with the policy of the run finds
/// nothing that it would change.
/// Refused where policy or recognizers are not those of the run.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes:
    0  all is as it should be
    1  something is not as the report says, or cannot be read
    3  personal data is left

Examples:
  pumice verify clean.jsonl
  pumice verify clean --policy policy.toml --hash-key-file key")]
pub(crate) struct VerifyArgs {
    /// What `pumice scrub` has written: the file or folder of its --out
    #[arg(value_name = "OUT")]
    pub(crate) out: PathBuf,

    /// The report of the run [default: OUT.report.json]
    #[arg(long, value_name = "PATH")]
    pub(crate) report: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) run: RunArgs,

    /// File with the key of the `hash` transform and of allowed hashes (instead of PUMICE_HASH_KEY)
    #[arg(long, value_name = "FILE")]
    pub(crate) hash_key_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScanFormat {
    /// Counts for people, on standard error
    Table,
    /// The same, and each finding as SARIF 2.1.0 for programs; see below
    Sarif,
}

/// Flags of every run over a corpus.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Policy in TOML [default: the built-in one; see `pumice policy init`]
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,

    /// Number of workers [default: one per processor]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Columns of Parquet files that are searched, such as text,messages[].content [default: all text]
    ///
    /// Paths and patterns as in a policy; the inner groups of lists and maps have no names. All other columns
    /// are copied byte for byte. A column of bytes or of numbers is searched when it is named here; bytes must
    /// be UTF-8.
    #[arg(long, value_name = "PATH", value_delimiter = ',', value_parser = column)]
    pub(crate) columns: Vec<PathPattern>,

    /// Longest line or value that is taken up; longer ones are rejected
    ///
    /// Such a line is put aside piece by piece and never held in memory as a whole.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MAX_LINE_BYTES,
          value_parser = clap::value_parser!(u32).range(16..=MAX_MAX_LINE_BYTES))]
    pub(crate) max_line_bytes: u32,

    /// Memory that the run may take, such as 512M or 2G [default: a fourth of the machine's, at most 2G]
    ///
    /// An ordinary run takes 64 MB and 16 MB a thread, whatever the size of its input. A line takes five
    /// times its length: one that the memory cannot hold is rejected as if --max-line-bytes were less.
    #[arg(long, value_name = "SIZE", value_parser = memory::parse)]
    pub(crate) memory: Option<u64>,

    /// Leave out a file that cannot be read or written, and go on with the next one
    ///
    /// Each such file is named at the end and in the report, nothing of it is published, and the exit
    /// code is 2. Without this flag the first one ends the run with 1; what was complete by then stays.
    #[arg(long)]
    pub(crate) keep_going: bool,

    /// No progress and no table at the end; errors only
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Search with avx512, avx2 or portable instead of the fastest; the results are the same
    #[arg(long, value_name = "NAME", value_parser = backend, hide = true)]
    pub(crate) backend: Option<Backend>,
}

/// 256 MiB: a record of a vision set may hold a dozen images of 10 MB in base64.
pub(crate) const DEFAULT_MAX_LINE_BYTES: u32 = 256 << 20;

/// 400 MiB, the reader's own bound: a line and the JSON inside its strings stay below 4 GiB.
const MAX_MAX_LINE_BYTES: i64 = 400 << 20;

/// Write where personal data stands, record by record
///
/// Reads JSONL and writes one line a record, in order and without values:
/// {"id":7,"spans":[{"start":8,"end":24,"label":"EMAIL_ADDRESS","score":0.99}]}
///
/// A span has "specimen":true too where its value is a well-known one of tests and documentation
/// (4111 1111 1111 1111, jane@example.com) and so nobody's, and "disguised":true where it is not
/// spelled as it is read (jane&#64;example.com).
///
/// Offsets count in the text as JSON means it, with escapes undone; `end` is exclusive. The id is
/// repeated as it stands, or is the line's number where there is none. A line that is not a JSON
/// object with such a text is named on standard error and makes the exit code 2.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  pumice detect texts.jsonl > spans.jsonl
  pumice detect texts.jsonl --text-field body --id-field key --offsets utf16
  echo '{\"text\":\"Mail jane@example.com\"}' | pumice detect")]
pub(crate) struct DetectArgs {
    /// JSONL in UTF-8, plain, gzip or zstd, one record a line; `-` is standard input
    #[arg(value_name = "INPUT", default_value = "-", value_parser = stream())]
    pub(crate) input: Stream,

    /// Key of the text to search
    #[arg(long, value_name = "KEY", default_value = "text")]
    pub(crate) text_field: String,

    /// Key of the record's id
    #[arg(long, value_name = "KEY", default_value = "id")]
    pub(crate) id_field: String,

    /// What offsets count
    #[arg(long, value_enum, default_value_t = Unit::Chars)]
    pub(crate) offsets: Unit,

    /// Leave out findings below this score, 0 to 1
    #[arg(long, value_name = "S", default_value = "0.5", value_parser = score)]
    pub(crate) min_score: Score,

    /// Look for these entities only, separated by commas [default: all that are on]
    #[arg(long, value_name = "ENTITY", value_delimiter = ',')]
    pub(crate) entities: Vec<String>,

    /// Find names by this model instead of those that are built in
    ///
    /// `pumice names train` makes it. PERSON, LOCATION and ORGANIZATION are then looked for if no --entities
    /// say otherwise.
    #[arg(long, value_name = "FILE")]
    pub(crate) names_model: Option<PathBuf>,

    /// Search with avx512, avx2 or portable instead of the fastest; the results are the same
    #[arg(long, value_name = "NAME", value_parser = backend, hide = true)]
    pub(crate) backend: Option<Backend>,
}

/// Score findings against gold spans
///
/// Reads JSONL in which each record has a text and the spans that somebody marked in it:
/// {"id":7,"text":"Mail jane@example.com","spans":[{"start":5,"end":21,"label":"EMAIL_ADDRESS"}]}
///
/// A span may be an array [5,21,"EMAIL_ADDRESS"] too, and what `pumice detect` writes may be used
/// as it stands; `end` is exclusive. A record or a span that is wrong ends the command.
///
/// Shown per entity, for all together (micro) and as the mean of the entities that the gold has
/// (macro), with 95 % confidence intervals: precision, recall, F1 and F2, strictly (same
/// characters, same entity) and by overlap (a character in common, same entity, one to one, as many
/// pairs as there can be); leak, the share of gold characters that no finding of any entity covers;
/// over-redaction, the share of found characters that no gold covers, and the same as a share of
/// all text that is not gold. Then what was taken for what, and the records that went wrong most.
#[derive(Debug, Args)]
#[command(after_help = "\
The map of --labels, in TOML. Without it a label means the entity of that name.
  other_entities = [\"PERSON\"]           # entities that Pumice has not and that count all the same
  [gold]                                # what the labels of the gold mean
  EMAIL = \"EMAIL_ADDRESS\"
  TAX_NUMBER = [\"US_ITIN\", \"US_SSN\"]    # any of these is right; counted in the first one's row
  JOB_TITLE = \"ignore\"                  # neither right nor wrong, whatever is found there
  [predictions]                         # what the labels of --predictions mean, or Pumice's own
  MAIL = \"EMAIL_ADDRESS\"
  URL = \"ignore\"                        # left out, as if it had not been found

Examples:
  pumice eval gold.jsonl
  pumice eval gold.jsonl --labels map.toml --json > score.json
  pumice eval gold.jsonl --predictions other.jsonl --offsets utf16")]
pub(crate) struct EvalArgs {
    /// JSONL in UTF-8, plain, gzip or zstd, one record a line; `-` is standard input
    #[arg(value_name = "GOLD", value_parser = stream())]
    pub(crate) gold: Stream,

    /// What labels mean, in TOML; see below
    #[arg(long, value_name = "MAP")]
    pub(crate) labels: Option<PathBuf>,

    /// Score these spans instead of searching; `-` is standard input
    ///
    /// Records like those of the gold, or of `pumice detect`; their texts are not read. One belongs
    /// to the gold record with the same id, a record without an id having its line's number for
    /// one. Of a gold record that has none nothing was found. Held in memory as a whole.
    #[arg(long, value_name = "FILE", value_parser = stream())]
    pub(crate) predictions: Option<Stream>,

    /// Key of the text to search
    #[arg(long, value_name = "KEY", default_value = "text")]
    pub(crate) text_field: String,

    /// Key of the list of spans
    #[arg(long, value_name = "KEY", default_value = "spans")]
    pub(crate) spans_field: String,

    /// Key of the record's id, which the list of the worst records shows
    #[arg(long, value_name = "KEY", default_value = "id")]
    pub(crate) id_field: String,

    /// What offsets count, those that are read and those that are written
    #[arg(long, value_enum, default_value_t = Unit::Chars)]
    pub(crate) offsets: Unit,

    /// Leave out findings below this score, 0 to 1
    #[arg(long, value_name = "S", default_value = "0.5", value_parser = score,
          conflicts_with = "predictions")]
    pub(crate) min_score: Score,

    /// Score these entities only, separated by commas; all else is ignored [default: all that are on]
    #[arg(long, value_name = "ENTITY", value_delimiter = ',')]
    pub(crate) entities: Vec<String>,

    /// Find names by this model instead of those that are built in
    ///
    /// `pumice names train` makes it. PERSON, LOCATION and ORGANIZATION are then looked for if no --entities
    /// say otherwise.
    #[arg(long, value_name = "FILE", conflicts_with = "predictions")]
    pub(crate) names_model: Option<PathBuf>,

    /// How many of the worst records are listed, of either kind
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) worst: usize,

    /// List the values of the worst records too: the output is then as confidential as the gold
    #[arg(long)]
    pub(crate) show_values: bool,

    /// Write one JSON object instead of tables
    #[arg(long)]
    pub(crate) json: bool,

    /// Number of workers; the figures do not depend on it [default: one per processor]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// What an offset in a text counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unit {
    /// Bytes of the text in UTF-8
    Bytes,
    /// Unicode scalar values, as Python's strings count
    Chars,
    /// UTF-16 code units, as JavaScript's, Java's and C#'s strings count
    Utf16,
}

/// List what can be found
#[derive(Debug, Args)]
pub(crate) struct EntitiesArgs {
    /// How to write the list
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(crate) format: ListFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// Columns for people
    Table,
    /// An array for programs
    Json,
}

/// Measure how fast personal data is found on this machine
///
/// Searches generated corpora, or files, in memory, and prints MB/s next to yardsticks of the same
/// run: a copy of memory and a search for one byte. Then where the time goes: by stage, by kind of
/// anchor (a place where a value may start) and by entity, with the time for each candidate (a text
/// that has an identifier's shape). No value is printed.
///
/// It fails when results do not check out: all passes, threads and backends must find exactly what
/// the portable backend finds, and of the well-formed values that a generator has planted no more
/// than 2 in 1000 (or 2) may be missed.
#[derive(Debug, Args)]
#[command(after_help = "\
How it is measured:
  Corpora are made or read, and cut into blocks of whole lines of about 1 MiB, before the clock
  runs; every string of JSONL that is no key is a text. A pass searches all blocks once. One pass
  warms up; then passes are timed until there are 5 and half a second is over, or 5 seconds are,
  and the median counts. With more than one thread each takes the next block that nobody has, and
  wall time counts. The yardsticks are medians of 9 over 256 MiB (16 times --bytes, if that is
  less) between buffers that were written before; bytes count once. MB are 10^6 bytes, KB 10^3.

  Parts are differences of times, so their best pass counts. Stages are measured one on top of the
  other. An entity alone is measured with a detector that has no other rules, over the first 4 MiB;
  its time is what that takes longer than a detector without rules, with which it takes turns, in
  a KB of text and for each candidate.

Examples:
  pumice bench
  pumice bench chat --backend all --threads 2
  pumice bench logs prose=books.jsonl --json > bench.json")]
pub(crate) struct BenchArgs {
    /// chat, prose, logs, or files as PATH or NAME=PATH [default: chat prose logs]
    ///
    /// A file named .jsonl, .ndjson or .json holds JSON lines, any other one text, both in UTF-8.
    /// It is held in memory.
    #[arg(value_name = "CORPUS")]
    pub(crate) corpora: Vec<OsString>,

    /// Look for these entities only, separated by commas [default: all that are on]
    #[arg(long, value_name = "ENTITY", value_delimiter = ',')]
    pub(crate) entities: Vec<String>,

    /// avx512, avx2, portable, or all that this CPU has [default: the fastest]
    #[arg(long, value_name = "NAME|all", default_value = "best", hide_default_value = true,
          value_parser = backends)]
    pub(crate) backend: Backends,

    /// Measure with this many threads, besides one
    #[arg(long, value_name = "N", default_value = "1")]
    pub(crate) threads: NonZeroUsize,

    /// Write JSON instead of tables
    ///
    /// The layout has a version; fields may be added to it.
    #[arg(long)]
    pub(crate) json: bool,

    /// Length of generated corpora [default: 16777216]; a file is read as far as the line that
    /// reaches it [default: all]
    #[arg(long, value_name = "N")]
    pub(crate) bytes: Option<NonZeroUsize>,

    /// What generated corpora are made from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

/// Backends to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backends {
    /// The one that searches run on.
    Best,
    One(Backend),
    /// All that this CPU has.
    All,
}

/// Write or check a policy
#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Write the built-in policy, with comments: the place to start from
    Init {
        /// File to write; one that is there is not replaced [default: standard output]
        #[arg(long, value_name = "PATH")]
        out: Option<PathBuf>,
    },
    /// Check a policy as `scrub` would, prove its examples, and say all that is wrong and where
    ///
    /// Reads the files that it names, compiles it and searches its examples: each must be found by the
    /// recognizer that it stands with, with the thresholds of the policy and beside the catalogue, and
    /// no counterexample may be. Mistakes (exit code 1) and warnings go to standard error, a line each:
    /// FILE:LINE: what is wrong; what to do. No value of the policy is printed.
    Check {
        /// The policy in TOML
        file: PathBuf,

        /// File with the key of allowed hashes (instead of PUMICE_HASH_KEY); other policies need none
        #[arg(long, value_name = "FILE")]
        hash_key_file: Option<PathBuf>,
    },
    Hash(PolicyHashArgs),
}

/// Hash values for `allow_hashes` of a policy
///
/// Reads values from standard input, one a line, and not from the command line, which the history of
/// the shell and the list of processes would show. Writes one hash for each spelling that findings are
/// compared in: as written, letters and digits only, digits only, all without letter case; any of them
/// may be left out. A finding is allowed as a whole, as with `allow`.
///
/// A hash is HMAC-SHA-256, its first 128 bits. It has a key, because what has few values (all Social
/// Security numbers, all telephone numbers) could be tried out against a hash without one. Whoever has
/// the key can still do that: keep it apart from the list.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  pumice policy hash --hash-key-file key < values.txt > allow.hashes")]
pub(crate) struct PolicyHashArgs {
    /// File with the key (instead of PUMICE_HASH_KEY), the one that scans and scrubs are given
    #[arg(long, value_name = "FILE")]
    pub(crate) hash_key_file: Option<PathBuf>,

    /// Write only the spellings of these entities, separated by commas [default: all]
    #[arg(long, value_name = "ENTITY", value_delimiter = ',')]
    pub(crate) entities: Vec<String>,
}

/// Write the manual pages, and the completions of all shells
///
/// Makes `man1/pumice.1` and a page for each command below DIR, and completions for bash, zsh, fish and
/// PowerShell in `completions/`. Files of these names are replaced.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  pumice manual --dir ~/.local/share/man && man pumice-scrub")]
pub(crate) struct ManualArgs {
    /// The folder; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: PathBuf,
}

/// Write what completes commands and flags in a shell
///
/// It is written to standard output; what a shell does with it is in its own manual.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  pumice completions bash > ~/.local/share/bash-completion/completions/pumice
  pumice completions zsh > ~/.zfunc/_pumice
  pumice completions fish > ~/.config/fish/completions/pumice.fish
  pumice completions powershell | Out-String | Invoke-Expression")]
pub(crate) struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// A shell that completes commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    /// GNU Bash
    Bash,
    /// The Z shell
    Zsh,
    /// The friendly interactive shell
    Fish,
    /// PowerShell, on any system
    Powershell,
}

/// A file or a standard stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Standard input or output.
    Standard,
    File(PathBuf),
}

impl Stream {
    /// The path, unless it is a standard stream.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Stream::Standard => None,
            Stream::File(path) => Some(path),
        }
    }

    /// The name as it was given, for reports; bytes that are no UTF-8 are replaced.
    pub(crate) fn name(&self) -> String {
        match self {
            Stream::Standard => "-".into(),
            Stream::File(path) => path.display().to_string(),
        }
    }
}

/// How messages call an input.
impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stream::Standard => f.write_str("<stdin>"),
            Stream::File(path) => path.display().fmt(f),
        }
    }
}

/// Where rejected records go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Quarantine {
    /// Nowhere: they are counted.
    Nowhere,
    File(PathBuf),
}

/// `0.1%` or `0.001`, as a share of one.
fn column(text: &str) -> Result<PathPattern, String> {
    PathPattern::parse(text).map_err(|error| error.to_string())
}

fn share(text: &str) -> Result<f64, String> {
    let (number, unit) = match text.strip_suffix('%') {
        Some(number) => (number, 100.0),
        None => (text, 1.0),
    };
    let share = number.trim().parse::<f64>().map(|number| number / unit);
    share
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "give a share such as 0.1% or 0.001".to_owned())
}

fn stream() -> impl TypedValueParser<Value = Stream> {
    OsStringValueParser::new().map(|value: OsString| {
        if value == "-" {
            Stream::Standard
        } else {
            Stream::File(value.into())
        }
    })
}

fn quarantine() -> impl TypedValueParser<Value = Quarantine> {
    OsStringValueParser::new().map(|value: OsString| {
        if value == "none" {
            Quarantine::Nowhere
        } else {
            Quarantine::File(value.into())
        }
    })
}

fn score(value: &str) -> Result<Score, String> {
    let number: f64 = value
        .parse()
        .map_err(|error: ParseFloatError| error.to_string())?;
    if !(0.0..=1.0).contains(&number) {
        return Err("a score is between 0 and 1".into());
    }
    Ok(Score::from_thousandths((number * 1000.0).round() as u16))
}

/// A backend that this CPU has.
fn backend(name: &str) -> Result<Backend, String> {
    Backend::named(name).ok_or_else(|| {
        let names: Vec<_> = Backend::available().map(Backend::name).collect();
        format!("this CPU has {}", names.join(", "))
    })
}

fn backends(name: &str) -> Result<Backends, String> {
    match name {
        "best" => Ok(Backends::Best),
        "all" => Ok(Backends::All),
        name => backend(name).map(Backends::One),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn scores_are_probabilities() {
        assert_eq!(score("0.85").map(Score::thousandths), Ok(850));
        assert_eq!(score("1").map(Score::thousandths), Ok(1000));
        for wrong in ["1.01", "-0.1", "NaN", "high", ""] {
            assert!(score(wrong).is_err(), "{wrong}");
        }
    }

    /// Every flag says what it does; the first line of the help is not empty.
    #[test]
    fn every_flag_is_documented() {
        fn check(command: &clap::Command) {
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string);
                assert!(
                    help.is_some_and(|help| !help.is_empty()),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            for inner in command.get_subcommands() {
                assert!(inner.get_about().is_some(), "{}", inner.get_name());
                check(inner);
            }
        }
        check(&Cli::command());
    }
}
