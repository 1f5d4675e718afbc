//! Legal entity identifiers.

use crate::{
    checks::mod97_10,
    recognizer::{Anchor, Grouping, Normal, Recognizer, Shape, Verdict, Walked},
};

/// Four characters for the issuer, fourteen for the entity, two check digits of ISO/IEC 7064
/// MOD 97-10, 02 to 98: letters read as 10 to 35, the whole is 1 modulo 97.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::Groups(vec![
                Grouping::new("XXXXXXXXXXXXXXXXXXXX", -4),
                // Rows of hexadecimal digits come in fours.
                Grouping::new("XXXX XXXX XXXX XXXX XXXX", -24),
                Grouping::new("XXXX-XXXX-XXXX-XXXX-XXXX", -8),
                Grouping::new("XXXX-XX-XXXXXXXXXXXX-XX", -4),
            ]),
            Shape::walk(Anchor::Capitals, walk),
        ],
        validate: Some(check),
        context:
            "lei;lei code;lei number;lei no;lei nr;legal entity identifier;legal entity id;gleif;\
         rechtstragerkennung;identifiant d entite juridique;codigo lei;code lei;codice lei;\
         identificador de entidad juridica;kod lei"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "ISO 17442-1:2020; ISO/IEC 7064:2003, MOD 97-10".into(),
        ..Recognizer::new("lei", "LEI", "finance")
    }
}

fn check(characters: &[u8]) -> Verdict {
    let (stem, last) = characters.split_at(18);
    let fits = !stem.iter().any(u8::is_ascii_lowercase)
        && last.iter().all(u8::is_ascii_digit)
        && !matches!(last, b"00" | b"01" | b"99")
        && mod97_10(characters.iter().copied()) == 1;
    Verdict::when(fits, 20)
}

/// Identifiers with no digit near their start.
fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let (characters, rest) = text[at..].split_first_chunk::<20>()?;
    let early = characters[..7].iter().any(u8::is_ascii_digit);
    let shaped = characters.iter().all(u8::is_ascii_alphanumeric);
    let ends = !rest.first().is_some_and(u8::is_ascii_alphanumeric);
    let fits = shaped && ends && !early && matches!(check(characters), Verdict::Fits(_));
    fits.then_some(Walked::new(at, at + 20, 16))
}
