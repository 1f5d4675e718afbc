//! Counting what was found and what became of it; never a value.

use std::{borrow::Cow, sync::Arc};

use pumice_detect::{EntityId, Field, FieldId, Role};

/// The counts of one block, or of all blocks so far.
///
/// Rows are sorted and distinct, so that the same blocks give the same tally in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records read: accepted, malformed, withheld and skipped ones.
    pub records_in: u64,
    /// Records written.
    pub records_out: u64,
    /// Records that are malformed or withheld.
    pub records_quarantined: u64,
    /// Cells of written records that could not be scrubbed and were put aside.
    pub withheld: u64,
    /// Records that nobody looked at, because they are not in the sample.
    pub records_skipped: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Values skipped because they are no text.
    pub blobs: u64,
    /// Values that share a token with other spellings of them and are not in the normal one, so that another
    /// spelling may come back.
    pub respelled: u64,
    /// Findings, whatever became of them; the sum of all rows.
    pub findings: u64,
    /// Counts by field, entity, transform and fate.
    pub rows: Vec<Row>,
}

/// How often something was found in a field and met the same fate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Path of the field as reports show it.
    pub path: Arc<str>,
    /// The speaker, in a chat message.
    pub role: Option<Role>,
    /// Name of the entity.
    pub entity: Arc<str>,
    /// Name of the transform that the policy has for it there.
    pub transform: Cow<'static, str>,
    /// What became of it.
    pub fate: Fate,
    /// How often.
    pub count: u64,
    /// How many of them are well-known values of tests and documentation.
    pub specimens: u64,
}

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It was replaced.
    Replaced,
    /// It stays, as the policy wants.
    Kept,
    /// It stays: the policy's allow list names it.
    Allowed,
    /// Its record was withheld, because a value in it could not be treated.
    Withheld,
    /// It was only looked for.
    Found,
}

impl Fate {
    const ALL: [Fate; 5] = [
        Self::Replaced,
        Self::Kept,
        Self::Allowed,
        Self::Withheld,
        Self::Found,
    ];

    /// The fate that has this word.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.name() == name)
    }

    /// A stable word for machines.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Kept => "kept",
            Self::Allowed => "allowed",
            Self::Withheld => "withheld",
            Self::Found => "found",
        }
    }
}

impl Tally {
    /// Adds the counts of another one; the order of additions does not matter.
    pub fn merge(&mut self, other: Tally) {
        self.records_in += other.records_in;
        self.records_out += other.records_out;
        self.records_quarantined += other.records_quarantined;
        self.withheld += other.withheld;
        self.records_skipped += other.records_skipped;
        self.bytes += other.bytes;
        self.blobs += other.blobs;
        self.respelled += other.respelled;
        self.findings += other.findings;
        self.rows.extend(other.rows);
        self.settle();
    }

    /// Sorts the rows and adds up equal ones.
    fn settle(&mut self) {
        self.rows.sort_unstable();
        self.rows.dedup_by(|later, row| {
            let is_same = later.is_beside(row);
            if is_same {
                row.count += later.count;
                row.specimens += later.specimens;
            }
            is_same
        });
    }
}

impl Row {
    /// Whether both count the same thing.
    fn is_beside(&self, other: &Row) -> bool {
        (&self.path, self.role, &self.entity) == (&other.path, other.role, &other.entity)
            && (&self.transform, self.fate) == (&other.transform, other.fate)
    }
}

/// Whether a finding is a well-known value of tests and documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It may be somebody's.
    Real,
    /// It is nobody's.
    Specimen,
}

/// What was found of one entity in a field and met the same fate.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    count: u64,
    specimens: u64,
}

/// Counters of one worker for the block at hand: a dense table for each field in which something
/// was found. Memory is reused.
#[derive(Debug)]
pub(crate) struct Counters {
    /// Cells by entity and fate; empty for a field without findings.
    by_field: Vec<Box<[Cell]>>,
    cells: usize,
    touched: Vec<(FieldId, u32)>,
}

impl Counters {
    /// Counters for so many entities.
    pub(crate) fn new(entities: usize) -> Self {
        Self {
            by_field: vec![],
            cells: entities * Fate::ALL.len(),
            touched: vec![],
        }
    }

    /// Counts a finding in a text that stands for `count` values. Hot: per finding.
    pub(crate) fn add(
        &mut self,
        (field, entity): (FieldId, EntityId),
        fate: Fate,
        kind: Kind,
        count: u64,
    ) {
        let at = field.0 as usize;
        if self.by_field.len() <= at {
            self.by_field.resize_with(at + 1, Box::default);
        }
        let cells = &mut self.by_field[at];
        if cells.is_empty() {
            *cells = vec![Cell::default(); self.cells].into();
        }
        let cell = usize::from(entity.0) * Fate::ALL.len() + fate as usize;
        if cells[cell].count == 0 {
            self.touched.push((field, cell as u32));
        }
        cells[cell].count += count;
        cells[cell].specimens += u64::from(kind == Kind::Specimen) * count;
    }

    /// The rows of what was counted; all counters are zero again. `transform` names what the policy
    /// has for an entity in a field.
    pub(crate) fn drain(
        &mut self,
        fields: &[Field],
        entities: &[Arc<str>],
        transform: impl Fn(FieldId, EntityId) -> &'static str,
    ) -> Tally {
        let mut tally = Tally::default();
        for (field, cell) in self.touched.drain(..) {
            let counted = std::mem::take(&mut self.by_field[field.0 as usize][cell as usize]);
            let entity = EntityId((cell as usize / Fate::ALL.len()) as u16);
            tally.rows.push(Row {
                path: fields[field.0 as usize].path().clone(),
                role: fields[field.0 as usize].role(),
                entity: entities[usize::from(entity.0)].clone(),
                transform: Cow::Borrowed(transform(field, entity)),
                fate: Fate::ALL[cell as usize % Fate::ALL.len()],
                count: counted.count,
                specimens: counted.specimens,
            });
            tally.findings += counted.count;
        }
        tally.settle();
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &str, fate: Fate, count: u64) -> Row {
        Row {
            path: path.into(),
            role: None,
            entity: "URL".into(),
            transform: "replace".into(),
            fate,
            count,
            specimens: count / 2,
        }
    }

    fn tally(rows: Vec<Row>) -> Tally {
        Tally {
            records_in: 1,
            findings: rows.iter().map(|row| row.count).sum(),
            rows,
            ..Tally::default()
        }
    }

    #[test]
    fn merging_adds_up_in_any_order() {
        let parts = [
            tally(vec![row("b", Fate::Kept, 2)]),
            tally(vec![row("a", Fate::Replaced, 2), row("b", Fate::Kept, 4)]),
            tally(vec![row("a", Fate::Found, 4)]),
        ];
        let merged = |order: [usize; 3]| {
            let mut sum = Tally::default();
            for at in order {
                sum.merge(parts[at].clone());
            }
            sum
        };
        let expected = vec![
            row("a", Fate::Replaced, 2),
            row("a", Fate::Found, 4),
            row("b", Fate::Kept, 6),
        ];
        let sum = merged([0, 1, 2]);
        assert_eq!(sum.rows, expected);
        assert_eq!((sum.records_in, sum.findings), (3, 12));
        assert_eq!(sum, merged([2, 1, 0]));
        assert_eq!(sum, merged([1, 2, 0]));
    }

    #[test]
    fn counters_start_again_after_each_block() {
        let detector = pumice_detect::DetectorBuilder::new().build().unwrap();
        let field = |path: &str| detector.field(path.into(), b"", None, Default::default());
        // Two nodes that are shown alike give one row.
        let fields = [field("a.*"), field("a.*")];
        let entities = ["X".into(), "Y".into()];
        let mut counters = Counters::new(2);
        for (field, kind) in [(0, Kind::Specimen), (1, Kind::Real), (1, Kind::Specimen)] {
            counters.add((FieldId(field), EntityId(1)), Fate::Kept, kind, 1);
        }
        let tally = counters.drain(&fields, &entities, |_, _| "keep");
        assert_eq!((tally.rows.len(), tally.findings), (1, 3));
        assert_eq!((&*tally.rows[0].entity, tally.rows[0].count), ("Y", 3));
        assert_eq!(tally.rows[0].specimens, 2);
        let again = counters.drain(&fields, &entities, |_, _| "keep");
        assert_eq!(again, Tally::default());
    }
}
