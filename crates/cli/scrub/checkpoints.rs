//! Notes how far a file is when the disk has it, on a thread of its own: the writer does not wait.

use std::{
    fs::File,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
};

use pumice_engine::{Checkpoint, Entry, Manifest};
use pumice_vault::Ticket;

use super::gate::Gate;

/// One checkpoint under way at a time: on a slow disk there are fewer of them.
pub(super) struct Checkpoints {
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
    is_busy: Arc<AtomicBool>,
    gate: Option<Arc<Gate>>,
}

struct Job {
    handles: Vec<File>,
    /// For the values of what is written.
    ticket: Option<(Arc<Gate>, Ticket)>,
    checkpoint: Box<Checkpoint>,
}

impl Checkpoints {
    pub(super) fn start(manifest: Arc<Manifest>, gate: Option<Arc<Gate>>) -> Self {
        let (jobs, work) = sync_channel(1);
        let is_busy = Arc::new(AtomicBool::new(false));
        let busy = Arc::clone(&is_busy);
        Self {
            jobs: Some(jobs),
            thread: Some(thread::spawn(move || work_off(&work, &manifest, &busy))),
            is_busy,
            gate,
        }
    }

    /// Whether the last one is done.
    pub(super) fn is_idle(&self) -> bool {
        !self.is_busy.load(Ordering::Acquire)
    }

    /// Takes the next one, with the files that it counts on. Whoever calls has asked whether it is idle.
    pub(super) fn take(&self, handles: Vec<File>, checkpoint: Box<Checkpoint>) {
        if let Some(jobs) = &self.jobs {
            self.is_busy.store(true, Ordering::Release);
            // The thread ends after this does.
            let gate = self.gate.as_ref();
            let _ = jobs.try_send(Job {
                handles,
                ticket: gate.map(|gate| (Arc::clone(gate), gate.ticket())),
                checkpoint,
            });
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            // It does nothing that panics.
            let _ = thread.join();
        }
    }
}

fn work_off(work: &Receiver<Job>, manifest: &Manifest, is_busy: &AtomicBool) {
    for Job {
        handles,
        ticket,
        mut checkpoint,
    } in work
    {
        if let Some((gate, ticket)) = ticket {
            // What the vault does not take does not count; its error is told when the output is published.
            if gate.wait(ticket).is_err() {
                is_busy.store(false, Ordering::Release);
                continue;
            }
            checkpoint.segments = gate.untold();
        }
        // What the disk does not confirm does not count; its error is told when the output is published.
        if handles.iter().try_for_each(File::sync_data).is_ok() {
            manifest.add(&Entry::Checkpoint(checkpoint));
        }
        is_busy.store(false, Ordering::Release);
    }
}
