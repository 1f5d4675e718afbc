//! Identifiers of devices for advertisers.

use crate::{
    finding::Evidence,
    recognizer::{Normal, Recognizer, Shape},
};

/// A UUID that something calls an advertising identifier: Apple's IDFA and IDFV, Google's GAID (AAID),
/// and those of Amazon, Huawei, Microsoft and Roku.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Like("uuid".into())],
        bias: Evidence(-36),
        context: "idfa;idfas;idfv;gaid;aaid;adid;maid;maids;oaid;rida;ifa;afai;advertising id;\
             advertising identifier;advertiser id;advertisingid;ad id;google advertising id;\
             google ad id;android advertising id;apple advertising identifier;\
             identifier for advertisers;identifier for vendor;mobile ad id;mobile advertising id;\
             device advertising id;gps adid;werbe id;identifiant publicitaire;\
             id de publicidad;identificador de publicidad;id pubblicita;рекламный идентификатор;广告标识符"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Apple, Ad Support framework: advertisingIdentifier; Google, Play services: \
             advertising ID; IAB Tech Lab, guidelines for identifiers for advertising"
            .into(),
        ..Recognizer::new("advertising_id", "ADVERTISING_ID", "global")
    }
}
