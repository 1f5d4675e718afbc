//! Brazil.

mod cnh;
mod cnpj;
mod cns;
mod cpf;
mod pis;
mod rg;
mod voter_id;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    cnh::recognizer,
    cnpj::recognizer,
    cns::recognizer,
    cpf::recognizer,
    pis::recognizer,
    rg::recognizer,
    voter_id::recognizer,
];
