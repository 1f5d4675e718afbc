//! Account numbers of banks in the United States.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight to seventeen digits, as each bank likes; there is neither structure nor check, so that it
/// needs a cue.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999", -22),
            Grouping::new("999999999", -22),
            Grouping::new("9999999999", -21),
            Grouping::new("99999999999", -21),
            Grouping::new("999999999999", -20),
            Grouping::new("9999999999999", -22),
            Grouping::new("99999999999999", -22),
            Grouping::new("999999999999999", -22),
            Grouping::new("9999999999999999", -22),
            Grouping::new("99999999999999999", -22),
            Grouping::new("9999 9999 9999", -20),
            Grouping::new("9999-9999-9999", -20),
            Grouping::new("999-9999999", -22),
        ])],
        validate: Some(check),
        context:
            "account number;account no;account num;account;acct;acct no;acct number;acct num;accountnumber;\
         bank account;bank account number;bank acct;checking;checking account;checking account number;\
         savings;savings account;savings account number;deposit account;direct deposit;beneficiary account;\
         dda;debit account;credit account;routing and account;cuenta;numero de cuenta;cuenta bancaria;\
         cuenta corriente;cuenta de ahorros"
                .into(),
        normal: Normal::Digits,
        citation: "Nacha Operating Rules, appendix three, DFI account number (seventeen characters at most)"
            .into(),
        ..Recognizer::new("us_bank_number", "US_BANK_NUMBER", "us")
    }
}

fn check(digits: &[u8]) -> Verdict {
    Verdict::when(digits.iter().any(|&digit| digit != digits[0]), 0)
}
