//! Codes of banks (BIC), known as SWIFT codes.

use super::is_country;
use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Four letters for the institution, a country's code, two characters for the place (not beginning
/// with 0 or 1, which are for tests and passive members, not ending with O), and three for the
/// branch or `XXX`. There is no check digit, and many words in capitals look like it: it needs a
/// cue.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Capitals, walk)],
        context:
            "bic;bic code;bic swift;swift;swift code;swift bic;swiftcode;swift no;swift number;bic no;\
         bank identifier code;business identifier code;bank identification code;bank code;\
         intermediary bank;correspondent bank;beneficiary bank;swift address;\
         bankleitzahl;bank identifizierungscode;code bic;code swift;codigo bic;codigo swift;\
         codice bic;codice swift;bic code bank;kod bic;kod swift;kod bic swift;bic kod;swift kod;\
         swift kodu;bic kodu;bic koodi;swift koodi;код swift;свифт;свифт код;swift код;бик swift;\
         κωδικος swift;κωδικος bic;קוד swift;رمز السويفت;سويفت;سويفت كود;स्विफ्ट कोड;\
         银行代码;国际银行代码;スウィフトコード;スイフトコード;스위프트코드;스위프트 코드"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "ISO 9362:2022; SWIFT, BIC directory".into(),
        ..Recognizer::new("swift_bic", "SWIFT_BIC", "finance")
    }
}

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let rest = &text[at..];
    let (code, behind) = rest.split_first_chunk::<8>()?;
    if !is_country([code[4], code[5]]) {
        return None;
    }
    let branch = behind.first_chunk::<3>().filter(|branch| {
        let [first, ..] = branch;
        branch.iter().all(|&byte| is_code(byte)) && (*first != b'X' || *branch == b"XXX")
    });
    let len = code.len() + branch.map_or(0, |branch| branch.len());
    let ends = !rest
        .get(len)
        .is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let begins = at == 0 || !matches!(text[at - 1], b'_' | b'-' | b'@' | b'#' | b'.');
    let placed =
        is_code(code[6]) && !matches!(code[6], b'0' | b'1') && is_code(code[7]) && code[7] != b'O';
    if !ends || !begins || !placed {
        return None;
    }
    let has_digit = rest[6..len].iter().any(u8::is_ascii_digit);
    let is_word = WORDS.binary_search(&&rest[..len]).is_ok();
    let evidence = match branch {
        _ if is_word => return None,
        Some(b"XXX") => -8,
        _ if has_digit => -11,
        Some(_) => -16,
        None => -17,
    };
    Some(Walked::new(at, at + len, evidence))
}

fn is_code(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

/// Words in capitals that have the shape and stand on the forms where the codes stand; in order.
const WORDS: &[&[u8]] = &[
    b"ACCEPTED",
    b"ADVISORY",
    b"ASSIGNED",
    b"ATTACHED",
    b"BENEFICIARY",
    b"BENEFITS",
    b"BRANCHES",
    b"BUSINESS",
    b"CAMPAIGN",
    b"CHARGING",
    b"CHECKING",
    b"COMMERCE",
    b"CONTROLE",
    b"CONTROLS",
    b"CUSTOMER",
    b"DEADLINE",
    b"DELIVERY",
    b"DETAILED",
    b"DOCUMENT",
    b"DOMESTIC",
    b"EMPRESAS",
    b"ESTIMATE",
    b"EUROPEAN",
    b"FACILITY",
    b"FEBRUARY",
    b"FORMERLY",
    b"GEGEVENS",
    b"IMPOSTOS",
    b"INCIDENT",
    b"INDICATE",
    b"INGRESOS",
    b"INSTITUTION",
    b"INSTRUCTION",
    b"INTEREST",
    b"INVESTMENTS",
    b"LICENCIA",
    b"MENSAGEM",
    b"MESSAGES",
    b"MINISTRY",
    b"MODIFIED",
    b"MORTGAGE",
    b"NETHERLANDS",
    b"OFFICIAL",
    b"OFICINAS",
    b"OPERATOR",
    b"ORIGINAL",
    b"OVERSEAS",
    b"OVERVIEW",
    b"PAIEMENT",
    b"PAKISTAN",
    b"PARTNERS",
    b"PARTNERSHIP",
    b"PLATFORM",
    b"PORTUGAL",
    b"PREVIOUS",
    b"PROPERTY",
    b"PROVIDED",
    b"PROVIDER",
    b"RECHNUNG",
    b"RECOVERY",
    b"REGISTER",
    b"REKENING",
    b"REQUESTS",
    b"REQUIRED",
    b"REQUIRES",
    b"RESIDENT",
    b"SCOTLAND",
    b"SECTIONS",
    b"SETTINGS",
    b"STERLING",
    b"SUPPLIED",
    b"TERMINAL",
    b"THAILAND",
    b"THOUSAND",
    b"THURSDAY",
    b"TOGETHER",
    b"TRANSACTION",
    b"VERSIONE",
    b"VERSIONS",
];

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn words_are_in_order() {
        assert!(WORDS.is_sorted());
    }
}
