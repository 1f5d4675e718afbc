//! Kinds that know no country.

mod date_of_birth;
mod date_time;
mod email;
mod ip;
mod mac;
pub(crate) mod phone;
mod reserved;
mod url;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    email::recognizer,
    phone::recognizer,
    phone::trunk,
    phone::local,
    ip::recognizer,
    mac::recognizer,
    url::recognizer,
    date_time::recognizer,
    date_of_birth::recognizer,
];
