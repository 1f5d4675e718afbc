//! Account numbers of Portuguese banks (NIB).

use crate::{
    checks::remainder,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Twenty-one digits: four for the bank, four for the branch, eleven for the account, two for the
/// check of ISO/IEC 7064 MOD 97-10, by which the whole is 1 modulo 97.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999~9999~99999999999~99", -12),
            Grouping::new("9999 9999 9999 9999 9999 9", -14),
            Grouping::new("999999999999999999999", -21),
        ])],
        validate: Some(check),
        context:
            "nib;n i b;numero de identificacao bancaria;identificacao bancaria;conta bancaria;\
         numero de conta;no de conta;conta;transferencia bancaria;nib no;bank account"
                .into(),
        normal: Normal::Digits,
        citation:
            "Banco de Portugal, Número de Identificação Bancária; ISO/IEC 7064:2003, MOD 97-10"
                .into(),
        ..Recognizer::new("pt_nib", "PT_NIB", "pt")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let computed = !matches!(&digits[19..], b"00" | b"01" | b"99");
    let fits = &digits[..4] != b"0000" && computed && remainder(digits, 97) == 1;
    Verdict::when(fits, 20)
}
