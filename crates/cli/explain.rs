//! `pumice explain`: what is found in a text or a record, and why.
//!
//! The one command whose purpose is to show values. They go to standard output and into no message:
//! whatever fails is told by file, record and field.

mod json;
mod reasons;
mod source;
mod terminal;
mod view;

use std::io::{self, IsTerminal, Write};

use pumice_detect::Backend;
use pumice_engine::Mode;
use pumice_formats::jsonl::Block;

use self::{source::Source, terminal::Style, view::View};
use crate::{
    args::{Color, ExplainArgs},
    exit::Exit,
    input::Patience,
    job::hash_key,
    output, policy, signals,
};

/// Runs the command.
///
/// # Errors
/// When policy or record cannot be read, or when a run would put the record aside.
pub(crate) fn run(args: &ExplainArgs) -> anyhow::Result<Exit> {
    let signals = signals::watch()?;
    let key = hash_key(args.hash_key_file.as_deref())?;
    let has_key = key.is_some();
    let backend = Backend::best();
    let scrubber = policy::compile(args.policy.as_deref(), key, Mode::Scan, backend)?;
    let Source {
        mut block,
        record,
        name,
    } = Source::open(args, &Patience::until([&signals.halt]))?;
    let mut worker = scrubber.worker::<Block>();
    let explanation = scrubber.explain(&mut worker, &mut block, record);
    source::check(args, &name, &block, record, &explanation)?;
    let view = View {
        scrubber: &scrubber,
        block: &block,
        explanation: &explanation,
        has_key,
        misses: args.misses,
    };
    let mut out = output::stdout()?;
    if args.json {
        let record = args.record.map(u64::from);
        json::write(&view, record, &mut out)?;
    } else {
        terminal::write(&view, style(args.color), &mut out)?;
    }
    out.flush()?;
    Ok(Exit::Clean)
}

/// Colours where somebody sees them and has not said otherwise (<https://no-color.org>).
fn style(color: Color) -> Style {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let is_wanted = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb,
    };
    if is_wanted {
        Style::COLORS
    } else {
        Style::PLAIN
    }
}
