//! Tokens of services that are rented by the month: chat, payment, mail, monitoring and the like.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[];
