//! France.

mod cni;
mod nir;
mod passport;
mod rib;
mod siren;
mod siret;
mod tax_number;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    cni::recognizer,
    nir::recognizer,
    passport::recognizer,
    siren::recognizer,
    siret::recognizer,
    tax_number::recognizer,
    rib::recognizer,
];
