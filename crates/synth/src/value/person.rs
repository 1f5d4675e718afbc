//! Names and addresses of nobody: drawn from short lists of common names.
//!
//! The lists are too short to train or to judge anything on; they give texts the look of texts.

use crate::rng::Rng;

/// A given name and a family name.
pub fn name(rng: &mut Rng) -> String {
    format!("{} {}", first_name(rng), last_name(rng))
}

/// A given name; one in five with letters beyond ASCII.
pub fn first_name(rng: &mut Rng) -> &'static str {
    if rng.percent(20) {
        return rng.pick(FIRST_ACCENTED);
    }
    rng.pick(FIRST_ASCII)
}

/// A family name; one in five with letters beyond ASCII.
pub fn last_name(rng: &mut Rng) -> &'static str {
    if rng.percent(20) {
        return rng.pick(LAST_ACCENTED);
    }
    rng.pick(LAST_ASCII)
}

/// A street, a house number, a postal code and a town, in the order of one of four countries. Code
/// and town do not belong together, so that the address is nobody's.
pub fn street_address(rng: &mut Rng) -> String {
    let house = rng.between(1, 199);
    match rng.below(4) {
        0 => format!(
            "{} {house}, {} {}",
            rng.pick(STREETS_DE),
            rng.digits(5),
            rng.pick(TOWNS)
        ),
        1 => format!(
            "{house} {}, {} {}",
            rng.pick(STREETS_FR),
            rng.digits(5),
            rng.pick(TOWNS)
        ),
        2 => format!(
            "{} {house}, {} {}",
            rng.pick(STREETS_ES),
            rng.digits(5),
            rng.pick(TOWNS)
        ),
        _ => format!(
            "{house} {}, {} {}",
            rng.pick(STREETS_EN),
            rng.pick(TOWNS),
            rng.digits(5)
        ),
    }
}

/// Given names in ASCII.
pub(crate) const FIRST_ASCII: &[&str] = &[
    "Adam", "Aisha", "Alma", "Amina", "Anna", "Ben", "Carla", "Clara", "Daniel", "David", "Diego",
    "Elena", "Emma", "Eva", "Fatima", "Felix", "Grace", "Hana", "Hugo", "Ibrahim", "Ines", "Ivan",
    "Jan", "Jonas", "Kim", "Laura", "Leila", "Lucas", "Maria", "Martin", "Mei", "Nadia", "Nina",
    "Omar", "Paul", "Priya", "Ravi", "Rosa", "Samuel", "Sara", "Sofia", "Tara", "Thomas", "Yuki",
];

const FIRST_ACCENTED: &[&str] = &[
    "André", "Björn", "Chloé", "Élodie", "Jürgen", "José", "Mónica", "Renée", "Søren", "Zoë",
];

/// Family names in ASCII.
pub(crate) const LAST_ASCII: &[&str] = &[
    "Abbott", "Ahmed", "Bauer", "Bell", "Brown", "Carter", "Costa", "Dubois", "Evans", "Fischer",
    "Fontaine", "Garcia", "Gupta", "Hansen", "Hill", "Ito", "Jansen", "Kaur", "Keller", "Khan",
    "Lambert", "Lang", "Lee", "Lopez", "Martin", "Mehta", "Moreau", "Moreno", "Novak", "Okafor",
    "Park", "Patel", "Reyes", "Rossi", "Sharma", "Silva", "Singh", "Stone", "Tanaka", "Walker",
];

const LAST_ACCENTED: &[&str] = &[
    "Çelik",
    "Fernández",
    "García",
    "Jørgensen",
    "Lefèvre",
    "Muñoz",
    "Müller",
    "Nuñez",
    "Schäfer",
    "Żak",
];

const STREETS_DE: &[&str] = &["Lindenstraße", "Gartenweg", "Am Mühlbach", "Schulgasse"];
const STREETS_FR: &[&str] = &["rue des Lilas", "avenue de la Gare", "chemin du Moulin"];
const STREETS_ES: &[&str] = &["Calle del Olivo", "Avenida del Río", "Plaza de la Fuente"];
const STREETS_EN: &[&str] = &["Maple Street", "Harbor Road", "Mill Lane", "Orchard Avenue"];
const TOWNS: &[&str] = &[
    "Altenau",
    "Brookfield",
    "Clairmont",
    "Easton",
    "Fairview",
    "Montclar",
    "Neustadt",
    "Riverside",
    "Santa Rosa",
    "Villeneuve",
];
