//! Account numbers of Japanese banks.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Seven digits within a branch of three and a bank of four; there is no check, so that it needs a
/// cue.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999", -21),
            Grouping::new("9999-999-9999999", -10),
            Grouping::new("999-9999999", -18),
        ])],
        validate: Some(check),
        context:
            "口座番号;口座番号は;口座;銀行口座;銀行口座番号;預金口座;振込先;振込口座;普通;普通預金;\
         普通口座;当座;当座預金;貯蓄預金;普通預金口座番号;koza bango;kouza bangou;futsu koza;\
         futsu yokin;ordinary account;ordinary deposit;japanese bank account;zengin"
                .into(),
        normal: Normal::Digits,
        citation: "Japanese Bankers Association, Zengin format: account number of seven digits"
            .into(),
        ..Recognizer::new("jp_bank_account", "JP_BANK_ACCOUNT", "jp")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let account = &digits[digits.len() - 7..];
    Verdict::when(account.iter().any(|&digit| digit != account[0]), 0)
}
