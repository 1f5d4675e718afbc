//! Card verification codes.

use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Three digits printed on a card, four on those of American Express. There is no check: a cue must
/// stand near them, or their field must be named so.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::ShortDigits, walk)],
        context:
            "cvv;cvc;cvn;cid;csc;cvd;cve;cav;cvv code;cvc code;cvv number;cvc number;card verification;\
         card verification value;card verification code;card verification number;card security code;\
         security code;card code;verification value;cvv cvc;cvc cvv;card cvv;card cvc;\
         kartenprufnummer;kartenprufziffer;prufziffer;prufnummer;sicherheitscode;kpn;\
         cryptogramme;cryptogramme visuel;code de securite;code cvv;code cvc;code de verification;\
         codigo de seguridad;codigo cvv;codigo cvc;codigo de verificacion;codigo de seguranca;\
         codigo cvv;codice di sicurezza;codice cvv;codice cvc;beveiligingscode;cvc code;\
         sakerhetskod;sikkerhetskode;sikkerhedskode;kontrollsiffer;turvakoodi;kod cvv;kod cvc;\
         kod bezpieczeństwa;kod bezpieczenstwa;bezpecnostni kod;bezpečnostní kód;biztonsági kód;\
         cod de securitate;cod cvv;güvenlik kodu;guvenlik kodu;код безопасности;код cvv;код cvc;\
         защитный код;код безпеки;κωδικος ασφαλειας;קוד אבטחה;رمز الأمان;رمز التحقق;सुरक्षा कोड;\
         安全码;安全碼;验证码;セキュリティコード;보안코드;보안 코드;รหัสความปลอดภัย"
                .into(),
        normal: Normal::Digits,
        citation: "ISO/IEC 7813; PCI DSS, sensitive authentication data (card verification code)".into(),
        ..Recognizer::new("card_cvv", "CVV", "finance")
    }
}

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let digits = text[at..]
        .iter()
        .take(5)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let end = at + digits;
    let goes_on = match &text[end..] {
        [b'.' | b',' | b'-' | b'/' | b':', next, ..] => next.is_ascii_digit(),
        [b'%', ..] => true,
        _ => false,
    };
    let evidence = if goes_on || !matches!(digits, 3 | 4) {
        return None;
    } else if is_numbered(text, at) {
        NAMED
    } else if is_alone(text, at) || is_label(before(text, at)) || is_label(behind(text, at, end)) {
        UNNAMED
    } else {
        return None;
    };
    Some(Walked::new(at, end, evidence))
}

/// Behind a name that is no cue, since it has a digit.
const NAMED: i16 = 4;
/// As good as nothing without a cue.
const UNNAMED: i16 = -20;
/// The anchor looks for a letter so far before the digits, and so far behind their first one: no
/// further, or neighbours of a region would decide what is found.
const NEAR: usize = 6;

/// Whether a name of the networks stands before it: `CVV2`, `CVC2`, and a mark or two.
fn is_numbered(text: &[u8], at: usize) -> bool {
    let start = at.saturating_sub(NEAR);
    let Some(last) = text[start..at].iter().rposition(u8::is_ascii_alphanumeric) else {
        return false;
    };
    // Its letter is as near as the anchor asks.
    let is_name = |name: &[u8; 4]| {
        matches!(
            &name.map(|byte| byte.to_ascii_lowercase()),
            b"cvv2" | b"cvc2" | b"cvn2" | b"cid2"
        )
    };
    last > 0 && text[..=start + last].last_chunk().is_some_and(is_name)
}

/// Whether the text is little more than the digits: the value of a field.
fn is_alone(text: &[u8], at: usize) -> bool {
    at == 0 && text.len() <= NEAR
}

/// The last three letters of the word before a mark and blanks, in lower case.
fn before(text: &[u8], at: usize) -> [u8; 3] {
    let start = at.saturating_sub(NEAR);
    let near = &text[start..at];
    let Some(last) = near.iter().rposition(|&byte| is_letter(byte)) else {
        return [0; 3];
    };
    // A letter beyond ASCII counts only nearer, or with one of ASCII close to it.
    if last + 3 < near.len() && !near.iter().any(u8::is_ascii_alphabetic) {
        return [0; 3];
    }
    lower(text[..=start + last].last_chunk())
}

/// The first three letters of the word behind a mark and blanks, in lower case.
fn behind(text: &[u8], at: usize, end: usize) -> [u8; 3] {
    let near = &text[end..text.len().min(at + NEAR + 1)];
    let first = near.iter().position(u8::is_ascii_alphabetic);
    lower(first.and_then(|first| text[end + first..].first_chunk()))
}

fn lower(letters: Option<&[u8; 3]>) -> [u8; 3] {
    letters.map_or([0; 3], |letters| {
        letters.map(|byte| byte.to_ascii_lowercase())
    })
}

/// Letters of ASCII, and bytes of all others.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || !byte.is_ascii()
}

/// How the words next to a code end, or begin: years, counts and codes of states stand beside others,
/// and what they would cost to look at is spared.
fn is_label(letters: [u8; 3]) -> bool {
    // Codes, numbers, `is` and `was` in the languages of the cues.
    matches!(
        &letters,
        b"cvv"
            | b"cvc"
            | b"cvn"
            | b"cid"
            | b"csc"
            | b"cvd"
            | b"cve"
            | b"cav"
            | b"kpn"
            | b"ode"
            | b"odi"
            | b"ice"
            | b"igo"
            | b"kod"
            | b"cod"
            | b"odu"
            | b"ber"
            | b"mer"
            | b"fer"
            | b"uel"
            | b"mme"
            | b"lue"
            | b"ion"
            | b"ity"
            | b"ite"
            | b"dad"
            | b"nca"
            | b"zza"
            | b"ate"
            | b"sec"
            | b"ard"
            | b" no"
            | b" nr"
            | b" is"
            | b"was"
            | b"ist"
            | b"est"
            | b" es"
            | b" er"
            | b"are"
    ) || letters[2] >= 0x80
}
