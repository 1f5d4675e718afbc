//! The catalogue: one file for each identifier, grouped by country.
//!
//! Scores are sums of decibans. A shape starts with how often a text of that shape is the
//! identifier, judged on ordinary prose, chat and logs: far below zero for bare digits, above zero
//! for a grouping that hardly anything else has. A check adds what passing it by chance is worth
//! against. Shapes below zero need a cue.

mod ad;
mod ae;
mod al;
mod ar;
mod at;
mod au;
mod ba;
mod bd;
mod be;
mod bech32;
mod bg;
mod br;
mod by;
mod ca;
mod calendar;
mod ch;
mod cl;
mod cn;
mod co;
mod cr;
mod cy;
mod cz;
mod de;
mod dk;
mod r#do;
mod ec;
mod ee;
mod eg;
mod es;
mod fi;
mod finance;
mod fr;
mod gb;
mod ge;
mod gh;
mod global;
mod gr;
mod gt;
mod hk;
mod hr;
mod hu;
mod id;
mod ie;
mod il;
mod r#in;
mod ir;
mod is;
mod it;
mod jp;
mod ke;
mod kr;
mod kw;
mod kz;
mod lk;
mod lt;
mod lu;
mod lv;
mod ma;
mod md;
mod me;
mod mk;
mod mt;
mod mx;
mod my;
mod ng;
mod nl;
mod no;
mod nz;
mod parts;
mod pe;
mod ph;
mod pk;
mod pl;
mod pt;
mod py;
mod qa;
mod ro;
mod rs;
mod ru;
mod sa;
mod se;
mod secrets;
mod sg;
mod si;
mod sk;
mod specimens;
mod sv;
mod th;
mod tr;
mod tw;
mod ua;
mod us;
mod uy;
mod ve;
mod vn;
mod za;

pub(crate) use self::global::{
    domain_name::{is_ambiguous, is_top_level},
    phone,
};
use self::parts::{
    alphanumeric, blank, digit_sum, hyphen, is_monotone, is_upper, leading_digits, number, table,
    weighted,
};
use crate::recognizer::Recognizer;

/// Every recognizer of the catalogue, in a fixed order.
pub(crate) fn catalogue() -> Vec<Recognizer> {
    [
        global::RECOGNIZERS,
        finance::RECOGNIZERS,
        finance::VAT,
        ad::RECOGNIZERS,
        ae::RECOGNIZERS,
        al::RECOGNIZERS,
        ar::RECOGNIZERS,
        at::RECOGNIZERS,
        au::RECOGNIZERS,
        ba::RECOGNIZERS,
        bd::RECOGNIZERS,
        be::RECOGNIZERS,
        bg::RECOGNIZERS,
        br::RECOGNIZERS,
        by::RECOGNIZERS,
        ca::RECOGNIZERS,
        ch::RECOGNIZERS,
        cl::RECOGNIZERS,
        cn::RECOGNIZERS,
        co::RECOGNIZERS,
        cr::RECOGNIZERS,
        cy::RECOGNIZERS,
        cz::RECOGNIZERS,
        de::RECOGNIZERS,
        dk::RECOGNIZERS,
        r#do::RECOGNIZERS,
        ec::RECOGNIZERS,
        ee::RECOGNIZERS,
        eg::RECOGNIZERS,
        es::RECOGNIZERS,
        fi::RECOGNIZERS,
        fr::RECOGNIZERS,
        gb::RECOGNIZERS,
        ge::RECOGNIZERS,
        gh::RECOGNIZERS,
        gr::RECOGNIZERS,
        gt::RECOGNIZERS,
        hk::RECOGNIZERS,
        hr::RECOGNIZERS,
        hu::RECOGNIZERS,
        id::RECOGNIZERS,
        ie::RECOGNIZERS,
        il::RECOGNIZERS,
        r#in::RECOGNIZERS,
        ir::RECOGNIZERS,
        is::RECOGNIZERS,
        it::RECOGNIZERS,
        jp::RECOGNIZERS,
        ke::RECOGNIZERS,
        kr::RECOGNIZERS,
        kw::RECOGNIZERS,
        kz::RECOGNIZERS,
        lk::RECOGNIZERS,
        lt::RECOGNIZERS,
        lu::RECOGNIZERS,
        lv::RECOGNIZERS,
        ma::RECOGNIZERS,
        md::RECOGNIZERS,
        me::RECOGNIZERS,
        mk::RECOGNIZERS,
        mt::RECOGNIZERS,
        mx::RECOGNIZERS,
        my::RECOGNIZERS,
        ng::RECOGNIZERS,
        nl::RECOGNIZERS,
        no::RECOGNIZERS,
        nz::RECOGNIZERS,
        pe::RECOGNIZERS,
        ph::RECOGNIZERS,
        pk::RECOGNIZERS,
        pl::RECOGNIZERS,
        pt::RECOGNIZERS,
        py::RECOGNIZERS,
        qa::RECOGNIZERS,
        ro::RECOGNIZERS,
        rs::RECOGNIZERS,
        ru::RECOGNIZERS,
        sa::RECOGNIZERS,
        se::RECOGNIZERS,
        sg::RECOGNIZERS,
        si::RECOGNIZERS,
        sk::RECOGNIZERS,
        sv::RECOGNIZERS,
        th::RECOGNIZERS,
        tr::RECOGNIZERS,
        tw::RECOGNIZERS,
        ua::RECOGNIZERS,
        us::RECOGNIZERS,
        uy::RECOGNIZERS,
        ve::RECOGNIZERS,
        vn::RECOGNIZERS,
        za::RECOGNIZERS,
    ]
    .concat()
    .into_iter()
    .map(|recognizer| recognizer())
    .chain(secrets::recognizers())
    .collect()
}
