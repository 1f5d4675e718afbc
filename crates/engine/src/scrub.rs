//! One block of records in, the same block scrubbed out.

use pumice_detect::{Detector, DetectorBuilder, ProfileId};

use crate::{
    batch::Batch,
    fields::{FieldRules, FieldTree, Fields},
    policy::Policy,
};

/// A compiled policy. Shared by all threads; each brings a [`Worker`] of its own.
#[derive(Debug)]
pub struct Scrubber {
    policy: Policy,
    detector: Detector,
}

/// Scratch memory of one thread.
#[derive(Debug)]
pub struct Worker {
    rules: FieldRules,
    tree: FieldTree,
}

impl Scrubber {
    /// Compiles a policy.
    ///
    /// # Errors
    /// When its terms do not compile.
    pub fn new(policy: Policy) -> Result<Self, pumice_detect::BuildError> {
        let detector = DetectorBuilder::new().build()?;
        Ok(Self { policy, detector })
    }

    /// Scratch memory for blocks of the kind `B`.
    pub fn worker<B: Batch>(&self) -> Worker {
        let default = ProfileId::DEFAULT;
        let rules = FieldRules::new(&[], B::LAYOUT, &[default], default, self.policy.numbers);
        Worker {
            tree: FieldTree::new(&rules),
            rules,
        }
    }

    /// The fields that a worker knows, for a block that is opened outside of a run.
    pub fn fields<'a>(&'a self, worker: &'a mut Worker) -> Fields<'a> {
        Fields::new(&self.detector, &worker.rules, &mut worker.tree)
    }
}
