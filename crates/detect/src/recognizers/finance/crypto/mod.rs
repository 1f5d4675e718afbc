//! Addresses of coins.

mod base58;
mod bech32;
mod ethereum;
mod monero;
pub(super) mod solana;

use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Most carry a checksum of 30 or 32 bits, which no other text has by chance:
/// - Base58Check: bytes in base 58, the first one naming the kind, the last four those of a double
///   SHA-256: Bitcoin (`1`, `3`), Litecoin (`L`, `M`), Dogecoin (`D`, `A`, `9`), TRON (`T`) and, with
///   an alphabet of its own, the XRP Ledger (`r`);
/// - Bech32 and Bech32m: `bc1` or `ltc1`, a version and 2 to 40 bytes in base 32, and six characters
///   of a BCH code;
/// - Ethereum and its kin: `0x` and forty hexadecimal digits, whose letters are capitals where a
///   Keccak-256 says so (EIP-55), or all of one case;
/// - Monero: blocks in base 58, the last four bytes those of a Keccak-256.
///
/// Of a thousand addresses in base 58 that begin with a letter, four have no digit at all; those are
/// not found, since looking for digits is what makes the search quick.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::LongToken, walk)],
        context:
            "bitcoin;btc;bitcoin address;btc address;ethereum;eth;ether;ethereum address;eth address;erc;\
         evm;metamask;wallet;wallet address;crypto;crypto wallet;crypto address;cryptocurrency;\
         litecoin;ltc;dogecoin;doge;ripple;xrp;tron;trx;usdt;usdc;tether;monero;xmr;polygon;bnb;binance;\
         deposit address;withdrawal address;payout address;smart contract;contract address;blockchain;\
         krypto;wallet adresse;adresse bitcoin;portefeuille;cartera;monedero;billetera;direccion bitcoin;\
         carteira;portafoglio;portfel;кошелек;кошелёк;адрес кошелька;биткоин;биткойн;эфириум;криптовалюта;\
         гаманець;cuzdan;cüzdan;محفظة;بيتكوين;ארנק;ביטקוין;वॉलेट;बिटकॉइन;比特币;以太坊;钱包;钱包地址;\
         ビットコイン;イーサリアム;ウォレット;비트코인;이더리움;지갑;지갑주소"
                .into(),
        normal: Normal::Exact,
        citation: "Bitcoin Improvement Proposals 13, 16, 173, 350; Ethereum Improvement Proposal 55; \
         Litecoin and Dogecoin Core, chainparams; XRP Ledger, base58 encodings; TRON \
         documentation, account addresses; CryptoNote Standard 007 (Monero)"
            .into(),
        ..Recognizer::new("crypto", "CRYPTO", "finance")
    }
}

/// No address is longer: that of Monero with a payment's id.
const MAX_LEN: usize = 106;
/// Nothing but an address has its checksum.
const PROVEN: i16 = 26;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    // Most long tokens are hashes, and end here.
    if !matches!(
        text[at],
        b'0' | b'1'
            | b'3'
            | b'4'
            | b'8'
            | b'9'
            | b'A'
            | b'B'
            | b'D'
            | b'L'
            | b'M'
            | b'T'
            | b'b'
            | b'l'
            | b'r'
    ) {
        return None;
    }
    // Base 58 has no zero, and most long tokens are hashes with one.
    let is_base_58 = !matches!(text[at], b'0' | b'b' | b'B' | b'l' | b'L');
    if is_base_58 && text[at..].first_chunk::<16>()?.contains(&b'0') {
        return None;
    }
    let token = token(text, at)?;
    let evidence = match token[0] {
        b'0' => ethereum::evidence(token)?,
        b'b' | b'B' | b'l' => proven(bech32::is_address(token))?,
        b'L' => proven(base58::is_address(token) || bech32::is_address(token))?,
        b'1' | b'3' | b'M' | b'D' | b'A' | b'9' | b'T' | b'r' => proven(base58::is_address(token))?,
        b'4' | b'8' => proven(monero::is_address(token))?,
        _ => return None,
    };
    Some(Walked::new(at, at + token.len(), evidence))
}

fn proven(fits: bool) -> Option<i16> {
    fits.then_some(PROVEN)
}

/// The letters and digits from `at` on, if they may be an address and have a digit among the first 64:
/// the anchor asks for one near.
fn token(text: &[u8], at: usize) -> Option<&[u8]> {
    let rest = &text[at..];
    let len = rest
        .iter()
        .take(MAX_LEN + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let token = &rest[..len];
    let has_digit = token.iter().take(64).any(u8::is_ascii_digit);
    (len <= MAX_LEN && has_digit).then_some(token)
}
