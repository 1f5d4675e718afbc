//! Extensions: `x123`, `ext. 123`, `;ext=123`, `Durchwahl 12`, `poste 12`.

use super::super::super::leading_digits;

/// Words before an extension, in lower case; longer ones before those that begin them.
const MARKS: [&str; 20] = [
    ";ext=",
    "extension",
    "extn",
    "ext",
    "x",
    "durchwahl",
    "dw",
    "poste",
    "anexo",
    "interno",
    "int",
    "ramal",
    "toestel",
    "tst",
    "dahili",
    "wewn",
    "wew",
    "klapka",
    "anknytning",
    "доб",
];
/// RFC 3966 sets no limit; exchanges of companies have no more.
const MOST_DIGITS: usize = 6;

/// Where a number that ends at `end` ends with its extension, if it has one.
pub(super) fn end(text: &[u8], end: usize) -> usize {
    let rest = &text[end..];
    let blanks = rest
        .iter()
        .take(2)
        .take_while(|byte| matches!(byte, b' ' | b','))
        .count();
    let rest = &rest[blanks..];
    // Most numbers end here, at no cost.
    if !rest
        .first()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b';' | 0xD0))
    {
        return end;
    }
    let Some(mark) = MARKS.iter().find(|mark| begins(rest, mark.as_bytes())) else {
        return end;
    };
    let behind = &rest[mark.len()..];
    let gap = behind
        .iter()
        .take(2)
        .take_while(|byte| matches!(byte, b'.' | b':' | b' ' | b'='))
        .count();
    let digits = leading_digits(&behind[gap..]);
    let next = behind.get(gap + digits);
    if digits == 0 || digits > MOST_DIGITS || next.is_some_and(u8::is_ascii_alphanumeric) {
        return end;
    }
    end + blanks + mark.len() + gap + digits
}

fn begins(text: &[u8], mark: &[u8]) -> bool {
    text.get(..mark.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(mark))
}

#[cfg(test)]
mod tests {
    #[test]
    fn extensions_end_with_their_digits() {
        for (text, expected) in [
            ("x123.", 4),
            (" ext. 12 today", 8),
            (";ext=12>", 7),
            (", Durchwahl 42", 14),
            (" extra 12", 0),
            (" x1234567", 0),
            (" x12a", 0),
            (" доб. 101", " доб. 101".len()),
            ("", 0),
            (" ", 0),
            ("ext", 0),
        ] {
            assert_eq!(super::end(text.as_bytes(), 0), expected, "{text}");
        }
    }
}
