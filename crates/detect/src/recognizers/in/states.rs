//! The two letters of Indian states on number plates and driving licences.

/// Whether two letters, in either case, stand for a state or a union territory.
pub(super) fn is_state(letters: &[u8]) -> bool {
    let [first, second] = [letters[0], letters[1]].map(|letter| letter.to_ascii_uppercase() - b'A');
    SECOND[usize::from(first)] >> second & 1 == 1
}

/// Central Motor Vehicles Rules, 1989, rule 50, and notifications under section 41 (6) of the Motor
/// Vehicles Act; OR and UA are those of Odisha and Uttarakhand before they were renamed, DN and DD
/// those of two territories that are one.
const STATES: &[u8] =
    b"ANAPARASBRCHCGDDDLDNGAGJHPHRJHJKKAKLLALDMHMLMNMPMZNLODORPBPYRJSKTGTNTRTSUAUKUPWB";

/// By the first letter: a bit for each second one.
static SECOND: [u32; 26] = {
    let (mut table, mut at) = ([0; 26], 0);
    while at < STATES.len() {
        table[(STATES[at] - b'A') as usize] |= 1 << (STATES[at + 1] - b'A');
        at += 2;
    }
    table
};
