//! `pumice reveal`: from tokens back to values, for whoever may.

mod format;
mod records;
mod report;
mod text;

use std::io::Write;

use anyhow::{Context, anyhow};
use pumice_engine::{Access, Draft, Protected, publish};
use pumice_vault::{
    Lookup, Vault,
    audit::Reason,
    lock,
    reveal::{Counts, Request, Revealer},
};

use self::{format::Content, report::Report};
use crate::{
    args::{RevealArgs, Stream, Unresolved},
    exit::Exit,
    input::{self, Patience},
    log::{Event, Message},
    output::{self, Output},
    signals, vault,
};

/// Runs the command.
///
/// # Errors
/// When something is missing, wrong or not allowed; then no output is published.
pub(crate) fn run(args: &RevealArgs) -> anyhow::Result<Exit> {
    lock::harden();
    let signals = signals::watch()?;
    let reason = Reason::new(&args.reason).ok_or_else(|| {
        anyhow!(
            "--reason: one line of 1 to {} bytes; name the ticket that asks for the values",
            Reason::MAX_BYTES
        )
    })?;
    let vault = vault::open(&args.vault, &args.key)?;
    let patience = Patience::until([&signals.halt]);
    let content = Content::open(args, &patience)?;
    let mut protected = input::protected(input::id(&args.input).into_iter(), [].into_iter());
    let out = begin(&args.out, &mut protected)?;
    let report_path = report::path(args);
    output::check_names([args.out.path(), report_path.as_deref()])?;
    let report_draft = report_path
        .as_deref()
        .map(|path| Draft::beside(path, Access::Default, &protected))
        .transpose()?;

    let mut revealer = begin_reveal(&vault, args, reason)?;
    let (run, policy) = (revealer.run().to_owned(), revealer.policy());
    let format = content.name();
    let written = match content {
        Content::Text(reader) => text::reveal(reader, &args.input, &mut revealer, out),
        Content::Records(records) => records::reveal(records, &args.input, &mut revealer, out),
    };
    if signals.is_interrupted() {
        return Ok(Exit::Interrupted);
    }
    let mut out = written?;
    let (counts, checkpoint) = revealer.end()?;
    let report = Report::new(args, &vault, (run, policy), format, &counts, checkpoint);
    let report_draft = report_draft
        .map(|draft| write(&report, draft))
        .transpose()?;
    out.flush()
        .with_context(|| format!("{}: cannot be written; check its disk", args.out))?;
    publish(out.into_draft().into_iter().chain(report_draft))?;
    if !args.quiet {
        say(&args.input, &counts);
    }
    Ok(match fails(&args.fail_on, &counts) {
        true => Exit::FailOn,
        false => Exit::Clean,
    })
}

fn begin_reveal<'v>(
    vault: &'v Vault,
    args: &RevealArgs,
    reason: Reason,
) -> anyhow::Result<Revealer<'v>> {
    let (keyring, layout) = (vault.keyring(), vault.layout());
    let lookup = Lookup::open_with(keyring, layout, &args.segments)?;
    let request = Request {
        role: args.role.clone(),
        reason,
    };
    Ok(Revealer::begin(layout, keyring, lookup, &request)?)
}

/// Begins an output that its owner alone may read.
fn begin(out: &Stream, protected: &mut Protected) -> anyhow::Result<Output> {
    match out {
        Stream::File(path) => {
            let draft = Draft::beside(path, Access::Private, protected)?;
            Ok(Output::Draft(Box::new(draft)))
        }
        Stream::Standard => Output::begin(out, protected),
    }
}

fn write(report: &Report, mut draft: Draft) -> anyhow::Result<Draft> {
    let name = draft.path().display().to_string();
    let mut json = serde_json::to_vec_pretty(report)?;
    json.push(b'\n');
    draft
        .write_all(&json)
        .with_context(|| format!("{name}: cannot be written; check the space on its disk"))?;
    Ok(draft)
}

fn fails(reasons: &[Unresolved], counts: &Counts) -> bool {
    let count = |reason: &Unresolved| match reason {
        Unresolved::Any => counts.unresolved(),
        Unresolved::Denied => counts.denied,
        Unresolved::OverQuota => counts.over_quota,
        Unresolved::Unknown => counts.unknown,
        Unresolved::Foreign => counts.foreign,
        Unresolved::Refused => counts.refused,
        Unresolved::Mangled => counts.mangled,
    };
    reasons.iter().any(|reason| count(reason) > 0)
}

/// What became of the tokens, in one line.
fn say(input: &Stream, counts: &Counts) {
    let members = [
        ("resolved", counts.resolved),
        ("denied", counts.denied),
        ("over_quota", counts.over_quota),
        ("unknown", counts.unknown),
        ("foreign", counts.foreign),
        ("refused", counts.refused),
        ("mangled", counts.mangled),
    ];
    let words: Vec<_> = members
        .iter()
        .filter(|(name, count)| *count > 0 || *name == "resolved")
        .map(|(name, count)| format!("{count} {}", name.replace('_', " ")))
        .collect();
    let message = Message::new(
        Event::Finished,
        format_args!("{input}: tokens: {}", words.join(", ")),
    );
    let message = message.with("file", input.name());
    members
        .into_iter()
        .fold(message, |message, (name, count)| message.with(name, count))
        .send();
}
