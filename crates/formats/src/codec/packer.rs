//! What packs the blocks of a run.

use std::{
    fmt, io,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{Encoding, encoder::Encoder, packed::Plain};

/// Compresses blocks, on as many threads as ask for it.
///
/// An encoder has up to some megabytes of tables, so there is one for each thread at work and not one
/// for each block. It is taken and given back under a lock: twice a block, which is a megabyte, and
/// never held while anybody works.
pub struct Packer {
    encoding: Encoding,
    idle: Mutex<Vec<Tools>>,
}

/// What packing a block takes.
struct Tools {
    encoder: Encoder,
    /// Where a block that is in pieces is put together.
    scratch: Vec<u8>,
}

/// One huge block must not keep its memory for the rest of the run.
const MAX_SCRATCH_BYTES: usize = 8 << 20;

impl Packer {
    /// A packer for all blocks of an output.
    pub fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            idle: Mutex::default(),
        }
    }

    /// Makes `out` a stream that holds what the block writes, or nothing if that is nothing. Gives the
    /// number of bytes before compression. Hot: per block.
    pub(super) fn pack(&self, block: &impl Plain, out: &mut Vec<u8>) -> io::Result<u64> {
        let mut tools = self.take()?;
        let text = block.plain(&mut tools.scratch);
        let len = text.len() as u64;
        if len == 0 {
            out.clear();
        } else {
            tools.encoder.encode(text, out)?;
        }
        tools.scratch.clear();
        tools.scratch.shrink_to(MAX_SCRATCH_BYTES);
        self.idle().push(tools);
        Ok(len)
    }

    /// A stream that holds nothing.
    pub(super) fn empty(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        self.take()?.encoder.encode(&[], &mut out)?;
        Ok(out)
    }

    fn take(&self) -> io::Result<Tools> {
        let idle = self.idle().pop();
        idle.map_or_else(|| Tools::new(self.encoding), Ok)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Tools>> {
        // Nobody panics with the lock in hand.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tools {
    fn new(encoding: Encoding) -> io::Result<Self> {
        Ok(Self {
            encoder: Encoder::new(encoding)?,
            scratch: Vec::new(),
        })
    }
}

/// Tells nothing of what it has packed.
impl fmt::Debug for Packer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Packer")
            .field("encoding", &self.encoding)
            .finish_non_exhaustive()
    }
}
