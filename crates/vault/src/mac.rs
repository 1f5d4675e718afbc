//! HMAC-SHA-256 (RFC 2104) with the key taken in once.

use hmac::{
    KeyInit,
    block_api::HmacCore,
    digest::{
        Output,
        block_api::{Buffer, FixedOutputCore, UpdateCore},
    },
};
use sha2::Sha256;

/// HMAC-SHA-256 that has taken in a key.
///
/// It has no block of its own: each value would make one and wipe it byte by byte, which costs half as
/// much as hashing. A worker's [`MacBlock`] serves all. `Debug` shows nothing; the state is wiped when
/// dropped.
#[derive(Clone)]
pub struct Mac(HmacCore<Sha256>);

/// Bytes of a message that do not fill a block yet; empty between two messages.
pub type MacBlock = Buffer<HmacCore<Sha256>>;

impl Mac {
    /// Takes in a secret of any length.
    #[expect(clippy::missing_panics_doc, reason = "HMAC takes keys of any length")]
    pub fn new(secret: &[u8]) -> Self {
        Self(HmacCore::new_from_slice(secret).expect("HMAC takes keys of any length"))
    }

    /// The code of a message. Hot: per value.
    pub fn of(&self, message: &[u8], block: &mut MacBlock) -> [u8; 32] {
        let (mut core, mut code) = (self.0.clone(), Output::<HmacCore<Sha256>>::default());
        block.digest_blocks(message, |blocks| core.update_blocks(blocks));
        core.finalize_fixed_core(block, &mut code);
        code.into()
    }
}

impl std::fmt::Debug for Mac {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mac(..)")
    }
}
