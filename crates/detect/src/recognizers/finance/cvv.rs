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
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let end = at + digits;
    let goes_on = match &text[end..] {
        [b'.' | b',' | b'-' | b'/' | b':', next, ..] => next.is_ascii_digit(),
        [b'%', ..] => true,
        _ => false,
    };
    let evidence = if goes_on {
        return None;
    } else if is_numbered(text, at) {
        NAMED
    } else if is_alone(text) || is_label(before(text, at)) || is_label(behind(text, end)) {
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

/// Whether a name of the networks stands before it: `CVV2`, `CVC2`, and a mark or two.
fn is_numbered(text: &[u8], at: usize) -> bool {
    let near = &text[at.saturating_sub(8)..at];
    let name = near
        .iter()
        .rposition(u8::is_ascii_alphanumeric)
        .map_or(&[][..], |last| &near[..=last]);
    let is_name = |name: &[u8; 4]| {
        matches!(
            &name.map(|byte| byte.to_ascii_lowercase()),
            b"cvv2" | b"cvc2" | b"cvn2" | b"cid2"
        )
    };
    name.last_chunk().is_some_and(is_name)
}

/// Whether the text is little more than the digits: the value of a field.
fn is_alone(text: &[u8]) -> bool {
    text.len() <= 6
}

/// The last three letters of the word before a mark and blanks, in lower case.
fn before(text: &[u8], at: usize) -> [u8; 3] {
    let near = &text[at.saturating_sub(10)..at];
    let letter = near.iter().rposition(|&byte| is_letter(byte));
    let word = letter.map_or(&[][..], |last| &near[..=last]);
    word.last_chunk::<3>().map_or([0; 3], |letters| {
        letters.map(|byte| byte.to_ascii_lowercase())
    })
}

/// The first three letters of the word behind a mark and blanks, in lower case.
fn behind(text: &[u8], end: usize) -> [u8; 3] {
    let near = &text[end..text.len().min(end + 12)];
    let letter = near.iter().position(|&byte| is_letter(byte));
    let word = letter.map_or(&[][..], |first| &near[first..]);
    word.first_chunk::<3>().map_or([0; 3], |letters| {
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
