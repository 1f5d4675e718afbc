//! Which values can all be tried out.
//!
//! Whoever has the key of an entity's tokens can make the token of every value there may be, and look each up
//! in the outputs. Of Social Security numbers there are 10^9, which takes four minutes on one core; of all that
//! has fewer than 2^40 it takes days. Names of cards' banks, area codes and days of birth leave even less.

/// Whether the values of an entity can all be tried out.
///
/// What is not known is: an identifier that somebody adds has few digits more often than not.
pub(super) fn is_low(entity: &str) -> bool {
    !HIGH.contains(&entity)
}

/// Entities of which there are more than 2^40 values that nobody can list.
const HIGH: [&str; 24] = [
    "AI_API_KEY",
    "AWS_KEY",
    "AZURE_KEY",
    "AZURE_SAS",
    "CONNECTION_STRING",
    "CRYPTO",
    "EMAIL_ADDRESS",
    "GCP_KEY",
    "GENERIC_SECRET",
    "HTTP_COOKIE",
    "IBAN_CODE",
    "JWT",
    "LOCATION",
    "ORGANIZATION",
    "PERSON",
    "PRIVATE_KEY",
    "SAAS_TOKEN",
    "SOCIAL_HANDLE",
    "STREET_ADDRESS",
    "TOKENLIKE",
    "URL",
    "USERNAME",
    "UUID",
    "VCS_TOKEN",
];
