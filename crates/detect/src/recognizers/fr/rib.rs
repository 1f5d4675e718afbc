//! Account numbers of French banks (RIB).

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Five digits for the bank, five for the branch, eleven digits or letters for the account, a key of
/// two digits, 01 to 97. The key is 97 less 89 times the bank, 15 times the branch and 3 times the
/// account, modulo 97; letters count A and J 1, B, K and S 2, and so on to I, R and Z 9.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999 99999 99999999999 99", -12),
            Grouping::new("99999-99999-99999999999-99", -12),
            Grouping::new("XXXXX XXXXX XXXXXXXXXXX XX", -10),
            Grouping::new("XXXXX-XXXXX-XXXXXXXXXXX-XX", -10),
            Grouping::new("99999999999999999999999", -21),
            Grouping::new("XXXXXXXXXXXXXXXXXXXXXXX", -21),
        ])],
        validate: Some(check),
        context:
            "rib;r i b;releve d identite bancaire;releve identite bancaire;code rib;cle rib;numero rib;\
         compte bancaire;numero de compte;no de compte;n de compte;coordonnees bancaires;code banque;\
         compte;virement;numero compte bancaire"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "Comité français d'organisation et de normalisation bancaires, relevé d'identité \
         bancaire"
            .into(),
        ..Recognizer::new("fr_rib", "FR_RIB", "fr")
    }
}

fn check(characters: &[u8]) -> Verdict {
    let (bank, rest) = characters.split_at(5);
    let (branch, rest) = rest.split_at(5);
    let (account, key) = rest.split_at(11);
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    if !digits(bank) || !digits(branch) || !digits(key) || bank == b"00000" {
        return Verdict::Refuted;
    }
    let account = account.iter().fold(0, |value, &character| {
        value * 10 + u64::from(DIGITS[usize::from(character & 0x7F)])
    });
    let sum = 89 * u64::from(number(bank)) + 15 * u64::from(number(branch)) + 3 * account;
    Verdict::when(97 - sum % 97 == u64::from(number(key)), 20)
}

/// What a digit or a letter of an account counts.
static DIGITS: [u8; 128] = {
    let mut table = [0; 128];
    let mut at = 0;
    while at < 26 {
        // From S on it goes on with 2.
        let value = if at < 18 { at % 9 + 1 } else { at % 9 + 2 };
        table[b'A' as usize + at] = value as u8;
        table[b'a' as usize + at] = value as u8;
        at += 1;
    }
    at = 0;
    while at < 10 {
        table[b'0' as usize + at] = at as u8;
        at += 1;
    }
    table
};
