//! Makes the outputs of files appear while the run goes on: to wait for the disk takes longer than to scrub
//! a small file.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
};

use pumice_engine::{Checkpoint, Draft, Entry, FileDone, Manifest, PublishError, Tally, publish};
use pumice_vault::{Ticket, VaultError};

use super::gate::Gate;

/// The outputs of one input, complete.
pub(super) struct Complete {
    pub(super) out: Option<Draft>,
    /// Bytes of the output.
    pub(super) bytes: u64,
    /// Present when there is something in it.
    pub(super) quarantine: Option<Draft>,
    /// What an earlier run has left in its place.
    pub(super) unused_quarantine: Option<Draft>,
    /// Lines of the quarantine, where they are not those of records.
    pub(super) quarantine_lines: Option<u64>,
    /// What was noted to go on with the output: not needed once that has its name.
    pub(super) notes: Option<Draft>,
    /// What is to be noted of it.
    pub(super) record: Option<Record>,
}

/// What a manifest is to say of a file that is complete.
pub(super) struct Record {
    pub(super) manifest: Arc<Manifest>,
    /// Before its outputs get their names, where they are worth it.
    pub(super) checkpoint: Option<Box<Checkpoint>>,
    /// When they have them.
    pub(super) done: Box<FileDone>,
}

impl Complete {
    /// Makes them appear, and a report before the output: whoever sees that can rely on its quarantine and
    /// its report.
    ///
    /// # Errors
    /// When one cannot get its name.
    pub(super) fn publish(self, report: Option<Draft>) -> Result<(), PublishError> {
        let Self {
            out,
            quarantine,
            unused_quarantine,
            notes,
            record,
            ..
        } = self;
        let mut is_noted = None;
        if let Some(Record {
            manifest,
            checkpoint,
            done,
        }) = record
        {
            if let Some(checkpoint) = checkpoint {
                out.iter().chain(&quarantine).try_for_each(Draft::sync)?;
                manifest.add(&Entry::Checkpoint(checkpoint));
            }
            is_noted = Some((manifest, Entry::Done(done)));
        }
        publish(quarantine.into_iter().chain(report).chain(out))?;
        unused_quarantine.map_or(Ok(()), Draft::retract)?;
        if let Some(notes) = notes {
            notes.discard();
        }
        if let Some((manifest, done)) = is_noted {
            manifest.add(&done);
        }
        Ok(())
    }
}

/// A file whose outputs were handed over.
pub(super) struct Done {
    pub(super) file: usize,
    pub(super) tally: Tally,
    /// What is still to be published, where the caller does that.
    pub(super) result: anyhow::Result<Option<Complete>>,
}

struct Job {
    file: usize,
    tally: Tally,
    complete: Complete,
}

/// Publishes on threads of its own, or leaves that to the caller.
pub(super) struct Publisher {
    jobs: Option<SyncSender<Job>>,
    threads: Vec<JoinHandle<()>>,
    sender: Sender<Done>,
    done: Receiver<Done>,
    /// What holds back outputs with tokens, and those that wait for it.
    gate: Option<Arc<Gate>>,
    waiting: VecDeque<(Ticket, Job)>,
}

/// Outputs that wait for the vault, at most; each has files open.
const WAITING: usize = 128;

/// Enough that a disk has something to do while it confirms.
const THREADS: usize = 8;

impl Publisher {
    /// A publisher, or one that holds back what it is given.
    pub(super) fn new(publishes: bool, gate: Option<Arc<Gate>>) -> Self {
        let (sender, done) = mpsc::channel();
        let mut publisher = Self {
            jobs: None,
            threads: vec![],
            sender,
            done,
            gate,
            waiting: VecDeque::new(),
        };
        if publishes {
            let (jobs, work) = sync_channel(THREADS);
            let work = Arc::new(Mutex::new(work));
            publisher.jobs = Some(jobs);
            publisher.threads = (0..THREADS)
                .map(|_| {
                    let (work, sender) = (Arc::clone(&work), publisher.sender.clone());
                    thread::spawn(move || work_off(&work, &sender))
                })
                .collect();
        }
        publisher
    }

    /// Takes the outputs of a file, all blocks of which are written.
    pub(super) fn publish(&mut self, file: usize, tally: Tally, complete: Complete) {
        let job = Job {
            file,
            tally,
            complete,
        };
        let Some(gate) = self.gate.clone() else {
            return self.go_on(job);
        };
        self.waiting.push_back((gate.ticket(), job));
        if self.waiting.len() >= WAITING {
            // What fails is told to those that wait.
            let _ = gate.commit();
        }
        self.pass(&gate);
    }

    /// Publishes those whose tokens all have their values in the vault, in the order in which they came.
    fn pass(&mut self, gate: &Gate) {
        while let Some(passed) = self
            .waiting
            .front()
            .and_then(|(ticket, _)| gate.poll(ticket))
        {
            if let Some((_, job)) = self.waiting.pop_front() {
                self.admit(gate, job, passed);
            }
        }
    }

    fn admit(&self, gate: &Gate, mut job: Job, passed: Result<(), VaultError>) {
        match passed {
            Ok(()) => {
                if let Some(record) = &mut job.complete.record {
                    record.done.segments = gate.untold();
                }
                self.go_on(job);
            }
            Err(error) => self.say(job.file, job.tally, Err(error.into())),
        }
    }

    fn go_on(&self, job: Job) {
        match &self.jobs {
            // The threads end after this does.
            Some(jobs) => drop(jobs.send(job)),
            None => self.say(job.file, job.tally, Ok(Some(job.complete))),
        }
    }

    fn say(&self, file: usize, tally: Tally, result: anyhow::Result<Option<Complete>>) {
        // The other end is here.
        let _ = self.sender.send(Done {
            file,
            tally,
            result,
        });
    }

    /// What has become known since it was last asked.
    pub(super) fn ready(&self) -> impl Iterator<Item = Done> {
        self.done.try_iter()
    }

    /// What became of the rest of all that was taken, once it is known; in no particular order.
    pub(super) fn close(mut self) -> Vec<Done> {
        if let Some(gate) = self.gate.clone() {
            // What fails is told to those that wait, each of which has an answer now.
            let _ = gate.commit();
            while let Some((ticket, job)) = self.waiting.pop_front() {
                let passed = gate.wait(ticket);
                self.admit(&gate, job, passed);
            }
        }
        drop((self.jobs, self.sender));
        for thread in self.threads {
            // What a thread that has panicked had in hand is not done, and stays so in the books.
            let _ = thread.join();
        }
        self.done.into_iter().collect()
    }
}

fn work_off(work: &Mutex<Receiver<Job>>, done: &Sender<Done>) {
    loop {
        let job = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job {
            file,
            tally,
            complete,
        }) = job
        else {
            return;
        };
        let result = complete.publish(None).map(|()| None).map_err(Into::into);
        let is_heard = done.send(Done {
            file,
            tally,
            result,
        });
        if is_heard.is_err() {
            return;
        }
    }
}
