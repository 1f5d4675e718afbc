//! Numbers of value-added tax: one rule for each member of the European Union, and for Norway,
//! Switzerland, the United Kingdom and Northern Ireland.
//!
//! With the letters of the country in front most are the tax numbers of enterprises. The letters
//! alone say little, as do check digits that one number in ten has, so that most need a cue; the
//! national number without them is found only where it is written so and no number of another name.

mod at;
mod be;
mod bg;
mod ch;
mod cy;
mod cz;
mod de;
mod dk;
mod ee;
mod es;
mod fi;
mod fr;
mod gb;
mod gr;
mod hr;
mod hu;
mod ie;
mod it;
mod lt;
mod lu;
mod lv;
mod mt;
mod nl;
mod no;
mod pl;
mod pt;
mod ro;
mod se;
mod si;
mod sk;
mod xi;

use std::borrow::Cow;

use super::super::{number, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Recognizer, Verdict},
};

pub(in crate::recognizers) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    at::recognizer,
    be::recognizer,
    bg::recognizer,
    ch::recognizer,
    cy::recognizer,
    cz::recognizer,
    de::recognizer,
    dk::recognizer,
    ee::recognizer,
    es::recognizer,
    fi::recognizer,
    fr::recognizer,
    gb::recognizer,
    gr::recognizer,
    hr::recognizer,
    hu::recognizer,
    ie::recognizer,
    it::recognizer,
    lt::recognizer,
    lu::recognizer,
    lv::recognizer,
    mt::recognizer,
    nl::recognizer,
    no::recognizer,
    pl::recognizer,
    pt::recognizer,
    ro::recognizer,
    se::recognizer,
    si::recognizer,
    sk::recognizer,
    xi::recognizer,
];

/// The cues of one country and those that are written everywhere.
fn cues(national: &str) -> Cow<'static, str> {
    const EVERYWHERE: &str = "vat;vat no;vat nr;vat num;vat number;vat id;vat id no;vat reg;\
         vat reg no;vat registration;vat registration number;vat identification number;vat code;vatin;\
         value added tax;eu vat;vies;tax id;tax no;tax number;tax identification number";
    format!("{national};{EVERYWHERE}").into()
}

/// What stands behind `letters`, in either case; nothing where it begins otherwise.
#[inline]
fn after<'a>(value: &'a [u8], letters: &[u8]) -> Option<&'a [u8]> {
    let (first, rest) = value.split_at_checked(letters.len())?;
    first.eq_ignore_ascii_case(letters).then_some(rest)
}

/// The national number: all of a value that begins with a digit, else what stands behind `letters`.
#[inline]
fn national<'a>(value: &'a [u8], letters: &[u8]) -> Option<&'a [u8]> {
    if value.first()?.is_ascii_digit() {
        Some(value)
    } else {
        after(value, letters)
    }
}

/// Whether these are digits, and not all the same one.
#[inline]
fn is_number(digits: &[u8]) -> bool {
    let first = digits.first().copied().unwrap_or(0);
    digits.iter().all(u8::is_ascii_digit) && digits.iter().any(|&digit| digit != first)
}

/// What a check is worth; a number with small letters in front may be a part of a hash.
#[inline]
fn verdict(value: &[u8], fits: bool, decibans: i16) -> Verdict {
    let small = value[0].is_ascii_lowercase();
    let evidence = Evidence(if small { decibans - 8 } else { decibans });
    if fits {
        Verdict::Fits(evidence)
    } else {
        Verdict::Refuted
    }
}
