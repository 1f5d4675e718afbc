//! Whether a run begins anew or goes on with an earlier one.

use std::{collections::BTreeSet, sync::Arc};

use pumice_engine::{Entry, History, Protected, RunEntry};

use super::{
    gate::Gate,
    ledger::{Ledger, Locked, options},
    places::Places,
    resume::{self, Plan},
    success,
};
use crate::{args::ScrubArgs, job::Job, message, signals::Signals};

/// A run that can begin: nothing is changed yet, but that its manifest is locked.
pub(super) struct Ready {
    locked: Option<(Locked, How)>,
    /// What the run draws from.
    pub(super) nonce: String,
    /// Segments of a vault that earlier processes of the run have written.
    pub(super) segments: Vec<String>,
}

enum How {
    Anew(RunEntry),
    GoOn {
        history: Box<History>,
        underway: BTreeSet<usize>,
        entries: Vec<Entry>,
    },
}

/// Plans a run.
///
/// # Errors
/// When it cannot be gone on with as it is asked for.
pub(super) fn plan(
    args: &ScrubArgs,
    job: &Job<'_>,
    (places, protected): (&Places, &Protected),
    (locked, vault): (Option<Locked>, Option<&str>),
    signals: &Signals,
) -> anyhow::Result<(Ready, Plan)> {
    let files = places.inputs.files.len();
    let run = RunEntry::new(job.tool(), options(args, job, (places, vault)), files)?;
    let nonce = run.nonce.clone();
    let Some(mut locked) = locked else {
        return Ok((Ready::new(None, nonce), Plan::all(files)));
    };
    let history = match args.resume {
        true => {
            resume::check_regular(places)?;
            locked.history()?
        }
        false => None,
    };
    let Some(history) = history else {
        let how = How::Anew(run);
        return Ok((Ready::new(Some((locked, how)), nonce), Plan::all(files)));
    };
    let name = places.manifest.as_deref().unwrap_or("".as_ref());
    let name = name.display().to_string();
    let disk = (job.threads(), &*signals.halt);
    let planned = resume::check_run(&history, &run, &places.entries(), &name)
        .and_then(|()| resume::plan(&history, places, protected, disk));
    let (how, plan) = match planned {
        // Nothing is left of it to go on with, so this is the next one.
        Err(_) if history.is_ended => (How::Anew(run), Plan::all(files)),
        Err(error) => return Err(error),
        Ok(mut plan) => {
            let how = How::GoOn {
                history: Box::new(history),
                underway: plan.underway.keys().copied().collect(),
                entries: std::mem::take(&mut plan.entries),
            };
            (how, plan)
        }
    };
    if let (How::GoOn { .. }, false) = (&how, args.run.quiet) {
        let (done, rest) = (plan.done.len(), plan.underway.len());
        message(format_args!(
            "goes on: {done} of {files} files are done, and a part of {rest}"
        ));
    }
    let (nonce, segments) = match &how {
        How::Anew(_) => (nonce, vec![]),
        How::GoOn { history, .. } => (history.run.nonce.clone(), history.segments.clone()),
    };
    let ready = Ready {
        segments,
        ..Ready::new(Some((locked, how)), nonce)
    };
    Ok((ready, plan))
}

impl Ready {
    fn new(locked: Option<(Locked, How)>, nonce: String) -> Self {
        Self {
            locked,
            nonce,
            segments: vec![],
        }
    }

    /// Whether an earlier run has done all of it.
    pub(super) fn is_ended(&self) -> bool {
        matches!(&self.locked, Some((_, How::GoOn { history, .. })) if history.is_ended)
    }

    /// Begins: from now on the outputs of an earlier run are not whole any more.
    ///
    /// # Errors
    /// When the manifest cannot be written, or what an earlier run has left cannot be removed.
    pub(super) fn begin(
        self,
        places: &Places,
        gate: Option<Arc<Gate>>,
    ) -> anyhow::Result<Option<Ledger>> {
        if let (Some(folder), false) = (places.folder(), places.is_dry_run) {
            success::retract(folder)?;
        }
        let Some((locked, how)) = self.locked else {
            return Ok(None);
        };
        let ledger = match how {
            How::Anew(run) => locked.begin(run, places, gate)?,
            How::GoOn {
                history,
                underway,
                entries,
            } => locked.go_on(&history, places, (&underway, &entries), gate)?,
        };
        Ok(Some(ledger))
    }
}
