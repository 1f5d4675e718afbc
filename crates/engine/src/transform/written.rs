//! Knowing one's own handwriting.

use pumice_vault::Token;

use super::hash;

/// Whether `value` is, as a whole, a replacement of `entity` that stands for itself.
///
/// Values that are taken whole are not searched, so a second pass would treat the first one's
/// replacements: a hash of a hash. The forms hold no personal data: brackets or the entity's name,
/// and then at most four digits of an ordinal or 24 letters of a hash. Masked values are not among
/// them; masking them again changes nothing.
pub(crate) fn is_written(value: &[u8], entity: &str) -> bool {
    if value == b"[REDACTED]" {
        return true;
    }
    let entity = entity.as_bytes();
    let square = value
        .strip_prefix(b"[")
        .and_then(|rest| rest.strip_suffix(b"]"));
    if let Some(rest) = square.and_then(|inner| inner.strip_prefix(entity)) {
        return match rest {
            [] => true,
            [b'_', rest @ ..] => is_ordinal(rest),
            _ => false,
        };
    }
    let bracketed = value
        .strip_prefix(b"<")
        .and_then(|rest| rest.strip_suffix(b">"));
    if let Some(inner) = bracketed {
        return inner.strip_prefix(entity).is_some_and(|rest| match rest {
            [] => true,
            [b'_', rest @ ..] => is_ordinal(rest),
            [b':', rest @ ..] => is_hash(rest),
            _ => false,
        });
    }
    let rest = value
        .strip_prefix(entity)
        .and_then(|rest| rest.strip_prefix(b"_"));
    rest.is_some_and(|rest| rest == b"REDACTED" || is_ordinal(rest) || is_hash(rest))
}

/// Whether `value` is a token, or some that stand side by side, of this entity where one is given. Only a
/// second pass over our own output may ask: in another text somebody has written it there.
pub(crate) fn is_written_token(value: &[u8], entity: Option<&str>) -> bool {
    let Ok(text) = str::from_utf8(value) else {
        return false;
    };
    let is_token = |text: &str| {
        let token = Token::parse(text);
        token.is_some_and(|token| entity.is_none_or(|entity| entity == token.entity))
    };
    !text.is_empty() && text.split_inclusive(']').all(is_token)
}

fn is_ordinal(text: &[u8]) -> bool {
    (1..=4).contains(&text.len()) && text[0] != b'0' && text.iter().all(u8::is_ascii_digit)
}

fn is_hash(text: &[u8]) -> bool {
    text.len() == 2 * hash::SHOWN && text.iter().all(|byte| (b'a'..=b'p').contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_are_recognised_and_values_are_not() {
        for written in [
            "[REDACTED]",
            "<US_SSN>",
            "<US_SSN_12>",
            "<US_SSN:abcdefghijklmnopabcdefgh>",
            "US_SSN_3",
            "US_SSN_REDACTED",
            "US_SSN_abcdefghijklmnopabcdefgh",
            "[US_SSN]",
            "[US_SSN_3]",
        ] {
            assert!(is_written(written.as_bytes(), "US_SSN"), "{written}");
        }
        for value in [
            "",
            "US_SSN",
            "078-05-1120",
            "<078-05-1120>",
            "US_SSN_078051120",
            "<US_SSN_078051120>",
            "<US_SSN:abcdefghijklmnopabcdefgq>",
            "<EMAIL_ADDRESS>",
            "<US_SSN> 078-05-1120",
            "[US_SSN_hnnqiqttkuznpigfddijkxvoop]",
            "[US_SSN_078051120]",
        ] {
            assert!(!is_written(value.as_bytes(), "US_SSN"), "{value}");
        }
    }
}
