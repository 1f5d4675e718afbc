//! What stands in documents in the place of a secret.

/// Whether a run of random characters is none: few different ones, a row such as `12345678`, a word that
/// says so. Shorter ones than sixteen may be anything.
pub(crate) fn is_one(run: &[u8]) -> bool {
    run.len() >= MIN_LEN && (distinct(run) < MIN_DISTINCT || has_row(run) || says_so(run))
}

/// Whether a run that might have digits is made of words: it has letters of one case only, and marks, or
/// words with capitals. Of sixteen random characters of both cases one in a million are the former, of
/// thirty-two of one case one in thirty thousand; of thirty letters one in three hundred are the latter.
pub(crate) fn is_words(run: &[u8], both_cases: bool) -> bool {
    let has = |is: fn(&u8) -> bool| run.iter().any(is);
    let least = if both_cases { MIN_LEN } else { 2 * MIN_LEN };
    if run.len() < least || has(u8::is_ascii_digit) {
        return false;
    }
    let is_mixed = has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase);
    !is_mixed || has_humps(run)
}

/// Whether letters change their case as seldom as those of words do, and have as many vowels.
fn has_humps(run: &[u8]) -> bool {
    let is_vowel = |byte: &&u8| b"aeiouAEIOU".contains(byte);
    let letters = run.iter().filter(|byte| byte.is_ascii_alphabetic());
    let (mut changes, mut vowels, mut last) = (0, 0, None);
    for letter in letters {
        let case = letter.is_ascii_uppercase();
        changes += usize::from(last.is_some_and(|last| last != case));
        vowels += usize::from(is_vowel(&letter));
        last = Some(case);
    }
    changes * 3 <= run.len() && vowels * 10 >= run.len() * 3
}

const MIN_LEN: usize = 16;
/// Sixteen random characters of base 32 have fewer one time in a hundred million.
const MIN_DISTINCT: u32 = 6;
/// Neighbours, one behind the other.
const ROW: u32 = 8;
/// In small letters; those that say it wherever they stand.
const WORDS: &[&[u8]] = &[
    b"example",
    b"placeholder",
    b"redacted",
    b"changeme",
    b"your-",
    b"your_",
    b"yourtoken",
    b"yourkey",
    b"yourapi",
    b"yoursecret",
    b"tokenhere",
    b"keyhere",
    b"dummy",
    b"insert",
    b"notreal",
    b"not-a-",
];

/// How many different characters it has.
pub(crate) fn distinct(run: &[u8]) -> u32 {
    let seen = run
        .iter()
        .fold(0u128, |seen, &byte| seen | 1 << (byte & 127));
    seen.count_ones()
}

/// Whether most characters are the next one of the alphabet or of the row of digits behind the one
/// before, or eight in a row are.
pub(crate) fn has_row(run: &[u8]) -> bool {
    let (mut row, mut longest, mut all) = (1, 1, 0);
    for pair in run.windows(2) {
        let follows = pair[1] == pair[0].wrapping_add(1) || pair == b"90";
        row = if follows { row + 1 } else { 1 };
        longest = longest.max(row);
        all += usize::from(follows);
    }
    longest >= ROW || all * 3 >= run.len() * 2
}

/// Whether a word in it says that it is none.
pub(crate) fn says_so(run: &[u8]) -> bool {
    let says = |word: &[u8]| {
        run.windows(word.len())
            .any(|here| here.eq_ignore_ascii_case(word))
    };
    WORDS.iter().any(|word| says(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_random_characters() {
        for run in [
            &b"xxxxxxxxxxxxxxxxxxxx"[..],
            b"1234567890abcdef1234",
            b"IOSFODNN7EXAMPLE",
            b"deadbeefdeadbeefdeadbeef",
            b"put-your-own-token-6-here",
            b"XYZ234567ABCDEFG",
        ] {
            assert!(is_one(run), "{run:?}");
        }
        for run in [&b"xxxx"[..], b"k3J9xQ2mT7vB5pRz", b"9f2c41d07be86a3514dc"] {
            assert!(!is_one(run), "{run:?}");
        }
        assert!(is_words(b"name-of-a-variable", true) && is_words(b"NAME_OF_A_VARIABLE", true));
        assert!(is_words(b"GetCallerIdentityResponse", true));
        assert!(
            !is_words(b"kJhXwQmTzRvBpYsDnFgLcWqH", true)
                && !is_words(b"name-of-a-variable-2", true)
        );
    }
}
