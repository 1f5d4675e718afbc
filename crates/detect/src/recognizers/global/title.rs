//! Titles before a person's name.

use crate::{
    finding::{Evidence, Score},
    own::{Case, Terms},
    recognizer::{Recognizer, Shape},
};

/// Forms of address, degrees and ranks as they stand before a name, in the languages of the names model. A name is
/// found without its title, which says of a person no more than sex or calling: so it stays, unless a policy turns this
/// on.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Terms(Terms {
            case: Case::Exact,
            prior: Evidence::from_score(Score::from_thousandths(600)),
            ..Terms::new(TITLES.split_ascii_whitespace())
        })],
        context: "title;salutation;honorific;anrede;titel;tratamiento".into(),
        citation: "Forms of address of English, German and Spanish, and their abbreviations".into(),
        default_on: false,
        ..Recognizer::new("title", "TITLE", "global")
    }
}

/// With the full stop where one may stand; the longer one counts.
const TITLES: &str = "Mr Mr. Mrs Mrs. Ms Ms. Mx Mx. Miss Messrs Messrs. Sir Dame Madam Ma'am Dr Dr. Doctor Prof Prof. \
     Professor Rev Rev. Reverend Fr. Father Rabbi Imam Hon. Honourable Honorable Sgt Sgt. Sergeant Cpl Cpl. Corporal Pvt \
     Pvt. Lt Lt. Lieutenant Capt Capt. Captain Maj Maj. Major Col Col. Colonel Gen. General Adm. Admiral Gov. Governor \
     Sen. Senator Rep. Congressman Congresswoman Herr Herrn Frau Dipl.-Ing. Ing. Mag. Sr. Sra. Srta. Señor Señora \
     Señorita Don Doña Dra. Lic.";
