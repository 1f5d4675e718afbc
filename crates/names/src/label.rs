//! What a token can be: outside, or the begin or inside of a name of some kind.

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A human being: given names, surnames, initials, nicknames; no title.
    Person,
    /// A place, as a country, city, street, mountain, building.
    Location,
    /// A company, agency, team, party, school, band.
    Organization,
}

impl Kind {
    /// All kinds, in the order of their labels.
    pub const ALL: [Kind; 3] = [Kind::Person, Kind::Location, Kind::Organization];

    /// `PER`, `LOC` or `ORG`, as labelled data write it.
    pub fn tag(self) -> &'static str {
        match self {
            Kind::Person => "PER",
            Kind::Location => "LOC",
            Kind::Organization => "ORG",
        }
    }

    /// The kind that a tag of labelled data means; [`None`] for others, which are no names here.
    pub fn of_tag(tag: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.tag() == tag)
    }
}

/// Label of a token: 0 is outside, then begin and inside of each kind.
pub(crate) type Label = u8;

/// No name.
pub(crate) const OUTSIDE: Label = 0;

/// How many there are.
pub(crate) const LABELS: usize = 7;

/// Length of a row of scores: [`LABELS`], padded to a power of two.
pub(crate) const ROW: usize = 8;

/// First token of a name.
pub(crate) const fn begin(kind: Kind) -> Label {
    1 + 2 * kind as u8
}

/// Another token of it.
pub(crate) const fn inside(kind: Kind) -> Label {
    2 + 2 * kind as u8
}

/// The kind that a label begins.
pub(crate) fn begins(label: Label) -> Option<Kind> {
    (label % 2 == 1).then(|| Kind::ALL[usize::from(label / 2)])
}

/// Whether `next` may follow `label`; [`None`] is the begin of a run.
pub(crate) fn may_follow(label: Option<Label>, next: Label) -> bool {
    next == OUTSIDE
        || next % 2 == 1
        || label.is_some_and(|label| label == next || label == next - 1)
}
