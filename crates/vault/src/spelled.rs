//! What of a record enters its tag.

use std::borrow::Cow;

use crate::{Matching, normalize, segment::Row};

/// The spelling of a value that its tag was made of.
pub(crate) fn normal<'a>(row: &Row<'a>) -> Cow<'a, [u8]> {
    match row.matching {
        Matching::Exact => Cow::Borrowed(row.value),
        Matching::Canonical => normalize(row.entity, row.value),
    }
}

/// Whether two records of one token tell of one value, however it is spelled.
pub(crate) fn is_same(one: &Row<'_>, other: &Row<'_>) -> bool {
    one.matching == other.matching
        && one.document == other.document
        && (one.value == other.value || normal(one) == normal(other))
}
