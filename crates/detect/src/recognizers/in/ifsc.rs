//! Codes of Indian bank branches.

use super::super::is_upper;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Four letters for the bank, a 0, six digits or letters for the branch. There is no check
/// character; a code of one of the larger banks needs no cue.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AAAA9999999", -14),
            Grouping::new("XXXXXXXXXXX", -15),
        ])],
        validate: Some(check),
        context: "ifsc;ifsc code;ifs code;ifsc no;indian financial system code;branch code;\
         bank ifsc;ifsccode;neft;rtgs;imps;आईएफएससी;आईएफएससी कोड"
            .into(),
        normal: Normal::Alphanumeric,
        citation:
            "Reserve Bank of India, Indian Financial System Code (IFSC); National Electronic \
         Funds Transfer, procedural guidelines"
                .into(),
        ..Recognizer::new("in_ifsc", "IN_IFSC", "in")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (bank, branch) = value.split_at(4);
    let fits =
        branch[0] == b'0' && bank.iter().all(u8::is_ascii_alphabetic) && branch != b"0000000";
    let digits = branch.iter().filter(|byte| byte.is_ascii_digit()).count();
    let capitals = is_upper(value);
    let strength = match (is_bank(bank), capitals) {
        (true, true) => 20,
        (true, false) => 10,
        // Letters in the branch are rare.
        (false, true) => {
            if digits > 3 {
                6
            } else {
                2
            }
        }
        (false, false) => 0,
    };
    Verdict::when(fits, strength)
}

fn is_bank(letters: &[u8]) -> bool {
    let [a, b, c, d] = [0, 1, 2, 3].map(|at| letters[at].to_ascii_uppercase());
    BANKS.binary_search(&[a, b, c, d]).is_ok()
}

/// Sorted.
const BANKS: &[[u8; 4]] = &[
    *b"ABHY", *b"AIRP", *b"ALLA", *b"ANDB", *b"APGB", *b"APGV", *b"AUBL", *b"BARB", *b"BARC",
    *b"BDBL", *b"BKID", *b"BNPA", *b"BOFA", *b"CBIN", *b"CHAS", *b"CITI", *b"CIUB", *b"CLBL",
    *b"CNRB", *b"CORP", *b"COSB", *b"CSBK", *b"DBSS", *b"DCBL", *b"DEUT", *b"DLXB", *b"ESFB",
    *b"ESMF", *b"FDRL", *b"FINO", *b"GSCB", *b"HDFC", *b"HSBC", *b"IBKL", *b"ICIC", *b"IDFB",
    *b"IDIB", *b"INDB", *b"IOBA", *b"IPOS", *b"JAKA", *b"JIOP", *b"JSFB", *b"KAGX", *b"KAIJ",
    *b"KARB", *b"KKBK", *b"KLGB", *b"KSCB", *b"KVBL", *b"KVGB", *b"LAVB", *b"MAHB", *b"MSCI",
    *b"NESF", *b"NKGS", *b"NSPB", *b"NTBL", *b"ORBC", *b"PKGB", *b"PSIB", *b"PUNB", *b"PYTM",
    *b"RATN", *b"RBIS", *b"SBIN", *b"SCBL", *b"SIBL", *b"SRCB", *b"SURY", *b"SVCB", *b"SYNB",
    *b"TJSB", *b"TMBL", *b"TNSC", *b"UBIN", *b"UCBA", *b"UJVN", *b"USFB", *b"UTBI", *b"UTIB",
    *b"UTKS", *b"VIJB", *b"YESB",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banks_are_sorted() {
        assert!(BANKS.is_sorted());
    }
}
