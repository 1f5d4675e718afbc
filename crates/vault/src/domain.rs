//! Names of domains: `tenant/dataset/purpose`.
//!
//! Tokens of two domains have nothing in common: what is to be joined belongs into one, what must not be
//! joined into two.

/// Longest name of a domain in bytes.
pub const MAX_DOMAIN: usize = 128;

/// Whether a domain may be called so: 1 to 8 parts with `/` between them, each of `a-z`, `0-9`, `-`, `_`
/// and `.` and beginning with a letter or a digit; 128 bytes at most.
///
/// ```
/// use pumice_vault::is_domain;
/// assert!(is_domain("acme/support-mails/finetune") && is_domain("crm"));
/// assert!(!is_domain("acme//mails") && !is_domain("Acme") && !is_domain("../acme"));
/// ```
pub fn is_domain(name: &str) -> bool {
    let is_inner = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.')
    };
    let is_part = |part: &str| {
        let first = part.bytes().next();
        first.is_some_and(|first| first.is_ascii_lowercase() || first.is_ascii_digit())
            && part.bytes().all(is_inner)
    };
    name.len() <= MAX_DOMAIN && name.split('/').count() <= 8 && name.split('/').all(is_part)
}
