//! Personal identification numbers of cards, telephones and doors.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape};

/// Four to eight digits close to a word that calls them a PIN, or the value of a field of that name.
/// There is no check, so that a few words between cost too much already.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999", -23),
            Grouping::new("99999", -23),
            Grouping::new("999999", -23),
            Grouping::new("9999999", -23),
            Grouping::new("99999999", -23),
        ])],
        context: "pin;pin code;pin number;pin no;pincode;pinnumber;atm pin;card pin;sim pin;puk;\
             puk code;pincode is;pin is;geheimzahl;code pin;code secret;clave;pin tarjeta;codigo pin;codice pin;\
             senha do cartao;pinkod;pinkode;pinkoodi;пин;пин код;密码;暗証番号;비밀번호"
            .into(),
        normal: Normal::Digits,
        citation: "ISO 9564-1:2017, section 8.1 (four to twelve digits)".into(),
        ..Recognizer::new("pin", "PIN", "global")
    }
}
