//! Health plan member numbers.

use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape},
};

/// What a health plan knows a member by: eight to thirteen digits, or one to three letters (on Blue
/// Cross cards three that tell the plan) and six to thirteen digits, perhaps with two digits for
/// the dependant behind. Each plan has its own, so nothing but the words around it tells one.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999", -21),
            Grouping::new("999999999", -20),
            Grouping::new("9999999999", -20),
            Grouping::new("99999999999", -20),
            Grouping::new("999999999999", -20),
            Grouping::new("9999999999999", -21),
            Grouping::new("999999999-99", -14),
            Grouping::new("999 999 999", -18),
            Grouping::new("A99999999", -19),
            Grouping::new("A999999999", -18),
            Grouping::new("A9999999999", -18),
            Grouping::new("A99999999-99", -14),
            Grouping::new("A999999999-99", -14),
            Grouping::new("AA99999999", -19),
            Grouping::new("AA999999999", -19),
            Grouping::new("AAA999999", -19),
            Grouping::new("AAA9999999", -19),
            Grouping::new("AAA99999999", -18),
            Grouping::new("AAA999999999", -17),
            Grouping::new("AAA9999999999", -17),
            Grouping::new("AAA99999999999", -17),
            Grouping::new("AAA999999999999", -17),
            Grouping::new("AAA 999999999", -16),
            Grouping::new("AAA-999999999", -16),
            Grouping::new("AAA999A99999", -14),
            Grouping::new("AAA9999999-99", -14),
            Grouping::new("AAA999999999-99", -14),
        ])],
        validate: Some(super::of_issuer),
        most: Evidence(0),
        context: "member id;health plan beneficiary number;health plan id no;medicaid no;health insurance id;insurance id no;insurance id number;insurance member id;insurance policy no;policyholder id;member id number;\
         member id no;member number;member no;subscriber id;subscriber id no;subscriber id number;subscriber number;subscriber no;\
         health plan id;health plan number;health plan member;health insurance number;\
         health insurance policy;insurance id;insurance policy number;\
         medical insurance number;insured id;insured s id;beneficiary number;enrollee id;\
         enrollee number;medicaid;medicaid id;medicaid number;medi cal;\
         numero de afiliado;numero de poliza de salud"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "45 CFR 164.514(b)(2)(i)(I), HIPAA Safe Harbor: health plan beneficiary \
         numbers; WEDI/INCITS 284, health care identification cards"
            .into(),
        ..Recognizer::new("us_health_plan_id", "US_HEALTH_PLAN_ID", "us")
    }
}
