//! Addresses of Solana.

use super::{
    base58::{self, BITCOIN},
    token,
};
use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Thirty-two bytes in base 58, 32 to 44 characters. There is no checksum: it needs a cue.
pub(in super::super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::LongToken, walk)],
        context:
            "solana;sol;solana address;solana wallet;sol address;sol wallet;solana account;spl;spl token;\
         phantom;phantom wallet;solflare;wallet;wallet address;crypto wallet;mint address;token account;\
         pubkey;солана;кошелек;кошелёк;索拉纳;ソラナ;솔라나"
                .into(),
        normal: Normal::Exact,
        citation: "Solana documentation, accounts: an address is an Ed25519 public key of 32 bytes in base 58"
            .into(),
        ..Recognizer::new("crypto_solana", "CRYPTO", "finance")
    }
}

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let token = token(text, at)?;
    let mixed =
        token.iter().any(u8::is_ascii_lowercase) && token.iter().any(u8::is_ascii_uppercase);
    let fits =
        matches!(token.len(), 32..=44) && mixed && base58::decode::<32>(token, &BITCOIN).is_some();
    fits.then_some(Walked::new(at, at + token.len(), -15))
}
