//! Names of hosts that are set aside for tests and documentation.

/// The last labels of such a name; the domains of the first line have owners who promise never to
/// use them.
const RESERVED: [&[&[u8]]; 7] = [
    &[b"com", b"example"],
    &[b"net", b"example"],
    &[b"org", b"example"],
    &[b"example"],
    &[b"test"],
    &[b"invalid"],
    &[b"localhost"],
];

/// Whether `host` is or lies below one of them (RFC 2606, sections 2 and 3; RFC 6761, section 6);
/// letter case does not matter.
pub(super) fn is_reserved(host: &[u8]) -> bool {
    let is_label = |label: &[u8]| {
        !label.is_empty()
            && label
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let ends_with = |labels: &&[&[u8]]| {
        let mut given = host.rsplit(|&byte| byte == b'.');
        labels.iter().all(|label| {
            given
                .next()
                .is_some_and(|given| given.eq_ignore_ascii_case(label))
        })
    };
    host.split(|&byte| byte == b'.').all(is_label) && RESERVED.iter().any(ends_with)
}

/// Whether `text` has so few digits that none of them can be somebody's number: the shortest
/// telephone numbers with an area code have seven.
pub(super) fn has_few_digits(text: &[u8]) -> bool {
    text.iter().filter(|byte| byte.is_ascii_digit()).count() < 7
}
