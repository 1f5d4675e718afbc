//! Where blocks come from that are to be packed.

use std::{io, sync::Arc};

use pumice_engine::Source;

use super::{
    Packer,
    packed::{Packed, Plain},
};

/// Gives the blocks of another source, to be packed.
#[derive(Debug)]
pub struct PackedSource<S> {
    source: S,
    packer: Option<Arc<Packer>>,
}

impl<S> PackedSource<S> {
    /// The blocks of `source`, each to be packed by `packer`; without one they are written as they are.
    pub fn new(source: S, packer: Option<Arc<Packer>>) -> Self {
        Self { source, packer }
    }
}

impl<S: Source> Source for PackedSource<S>
where
    S::Batch: Plain,
{
    type Batch = Packed<S::Batch>;

    fn next(&mut self, used: Option<Packed<S::Batch>>) -> io::Result<Option<Packed<S::Batch>>> {
        let (used, bytes) = used.map(Packed::into_used).unzip();
        let block = self.source.next(used)?;
        let pack = |block| Packed::new(block, self.packer.clone(), bytes.unwrap_or_default());
        Ok(block.map(pack))
    }

    fn is_cut_short(&self) -> bool {
        self.source.is_cut_short()
    }
}
