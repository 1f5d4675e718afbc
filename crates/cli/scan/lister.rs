//! What becomes of findings one by one: compared with the baseline, recorded, written.

use std::io;

use pumice_detect::Detector;
use pumice_engine::{BaselineCounts, Batch, Located, Shard, Sink};
use pumice_formats::records::Records;

use super::{
    alarm::{Alarm, is_wanted},
    baseline::{Known, Novelty, Recorder},
    sarif::Log,
};
use crate::exit::Exit;

/// A sink that lists findings and writes no record. It hears of them in the order of the inputs, so
/// nothing that it does depends on threads.
pub(super) struct Lister<'a> {
    alarm: &'a Alarm<'a>,
    detector: &'a Detector,
    known: Option<Known>,
    recorder: Option<Recorder>,
    log: Option<Log<'a>>,
    /// How the run ends as far as new findings are concerned.
    exit: Exit,
}

impl<'a> Lister<'a> {
    pub(super) fn new(
        alarm: &'a Alarm<'a>,
        detector: &'a Detector,
        known: Option<Known>,
        recorder: Option<Recorder>,
        log: Option<Log<'a>>,
    ) -> Self {
        Self {
            alarm,
            detector,
            known,
            recorder,
            log,
            exit: Exit::Clean,
        }
    }

    /// Whether it need not hear of findings.
    pub(super) fn is_idle(&self) -> bool {
        self.known.is_none() && self.recorder.is_none() && self.log.is_none()
    }

    /// How a run ends that has found what was new so far.
    pub(super) fn exit(&self) -> Exit {
        self.exit
    }

    /// How findings compare with the baseline, if there is one.
    pub(super) fn baseline_counts(&self) -> Option<BaselineCounts> {
        self.known.as_ref().map(Known::counts)
    }

    /// What is to be written at the end.
    pub(super) fn into_outputs(self) -> (Option<Recorder>, Option<Log<'a>>) {
        (self.recorder, self.log)
    }

    /// Hears of the findings of one record of a file, whose bytes are `line`.
    fn add(&mut self, file: usize, line: &[u8], located: &[Located]) -> io::Result<()> {
        let mut results = Vec::new();
        for located in located {
            if let (Some(recorder), Some(fingerprint)) = (&mut self.recorder, located.fingerprint) {
                recorder.add(fingerprint, located)?;
            }
            let novelty = match (&mut self.known, located.fingerprint) {
                (Some(known), Some(fingerprint)) => known.judge(fingerprint),
                _ => Novelty::New { known_before: 0 },
            };
            let Novelty::New { known_before } = novelty else {
                continue;
            };
            let entity = self.detector.entity_name(located.entity);
            let (transform, outcome) = (located.transform, located.fate.name());
            if self.alarm.is_met(entity, transform, outcome) {
                self.exit = Exit::FailOn;
            }
            if !is_wanted(transform, outcome) {
                results.push((located, known_before));
            }
        }
        match &mut self.log {
            Some(log) => log.add(file, line, &results),
            None => Ok(()),
        }
    }
}

impl Sink<Shard<Records>> for Lister<'_> {
    fn list(&mut self, block: &Shard<Records>, located: &[Located]) -> io::Result<()> {
        let of_records = located.chunk_by(|a, b| a.place.record == b.place.record);
        for of_record in of_records {
            let record = of_record.first().map(|located| located.place.record);
            let record = record.unwrap_or_default() - block.first_record();
            self.add(block.file, block.record(record as u32), of_record)?;
        }
        Ok(())
    }

    fn write(&mut self, _block: &Shard<Records>) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}
