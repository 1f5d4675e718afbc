//! Account numbers of banks in the United Kingdom.

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits, often behind the sort code. The checks differ from bank to bank and stand in a table
/// that changes every few months, so that none is computed and it needs a cue.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999", -20),
            Grouping::new("9999 9999", -20),
            Grouping::new("9999-9999", -22),
            Grouping::new("99-99-99 99999999", -8),
            Grouping::new("99 99 99 99999999", -12),
            Grouping::new("99-99-99/99999999", -8),
        ])],
        validate: Some(check),
        context:
            "account number;account no;account num;acc number;acc no;acc;account;a c;a c no;acct no;\
         bank account;bank account number;sort code;sort code and account number;current account;bacs;\
         chaps;faster payment;faster payments;building society;direct debit;payee account;\
         rhif cyfrif;rhif y cyfrif;cyfrif banc"
                .into(),
        normal: Normal::Digits,
        citation: "Pay.UK, Bacs standard 18, account number; Vocalink, Validating account numbers".into(),
        ..Recognizer::new("uk_bank_account", "UK_BANK_ACCOUNT", "gb")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (sort_code, account) = digits.split_at(digits.len() - 8);
    let named = account.iter().any(|&digit| digit != account[0]);
    let bank = sort_code.is_empty() || number(&sort_code[..2]) != 0;
    // A day as YYYYMMDD is more often a date.
    let (year, month, day) = (
        number(&account[..4]),
        number(&account[4..6]),
        number(&account[6..]),
    );
    let date = matches!(year, 1900..=2099) && matches!(month, 1..=12) && matches!(day, 1..=31);
    Verdict::when(bank && named, if date { -4 } else { 0 })
}
