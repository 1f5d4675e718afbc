//! Where the entries of a column stand, on the way from the row to the value.

use arrow_buffer::NullBuffer;

use super::error::{Error, ErrorKind};

/// Entries as they are on one level of a path.
#[derive(Clone, Debug, Default)]
pub(super) struct Entries {
    /// How much of the path is there.
    pub(super) def: Vec<i16>,
    /// Which list an entry continues; empty as long as there are no lists.
    pub(super) rep: Vec<i16>,
    /// Where an entry stands in the array of this level, or [`NOWHERE`].
    pub(super) slots: Vec<usize>,
}

/// The slot of an entry that ends before this level: something around it is null or empty.
pub(super) const NOWHERE: usize = usize::MAX;

impl Entries {
    /// One entry for each of some rows.
    pub(super) fn rows(count: usize) -> Self {
        Self {
            def: vec![0; count],
            rep: vec![],
            slots: (0..count).collect(),
        }
    }

    /// Ends entries where an array is null.
    ///
    /// # Errors
    /// When it is so and must not be. The row is counted from 1 within the batch.
    pub(super) fn end_at_nulls(
        &mut self,
        is_nullable: bool,
        nulls: Option<&NullBuffer>,
    ) -> Result<(), Error> {
        let nulls = nulls.filter(|nulls| nulls.null_count() > 0);
        let is_null = |slot: usize| nulls.is_some_and(|nulls| nulls.is_null(slot));
        if !is_nullable && nulls.is_none() {
            return Ok(());
        }
        for at in 0..self.slots.len() {
            let (Some(slot), Some(def)) = (self.slots.get_mut(at), self.def.get_mut(at)) else {
                break;
            };
            if *slot == NOWHERE {
                continue;
            }
            match (is_null(*slot), is_nullable) {
                (true, false) => return Err(self.unexpected_null(at)),
                (true, true) => *slot = NOWHERE,
                (false, _) => *def += 1,
            }
        }
        Ok(())
    }

    /// The entries of elements of lists: list `n` has those from `offsets[n]` to `offsets[n + 1]`.
    pub(super) fn elements(self, offsets: &[usize], level: i16) -> Self {
        let mut elements = Self::default();
        for (at, (slot, def)) in self.slots.into_iter().zip(self.def).enumerate() {
            let rep = self.rep.get(at).copied().unwrap_or_default();
            let range = offsets.get(slot).zip(offsets.get(slot.wrapping_add(1)));
            let (start, end) = match range {
                Some((&start, &end)) if start < end => (start, end),
                _ => {
                    elements.push(def, rep, NOWHERE);
                    continue;
                }
            };
            elements.push(def + 1, rep, start);
            for element in start + 1..end {
                elements.push(def + 1, level, element);
            }
        }
        elements
    }

    fn push(&mut self, def: i16, rep: i16, slot: usize) {
        self.def.push(def);
        self.rep.push(rep);
        self.slots.push(slot);
    }

    /// The error of a null that must not be.
    pub(super) fn unexpected_null(&self, entry: usize) -> Error {
        let before = self.rep.get(..entry).map(|reps| {
            let rows = reps.iter().filter(|rep| **rep == 0);
            rows.count()
        });
        let starts = self.rep.get(entry).is_none_or(|rep| *rep == 0);
        let row = match before {
            Some(rows) => rows + usize::from(starts),
            None => entry + 1,
        };
        let words = "is null where its field may not be; declare the field nullable, or fill it";
        Error::new(ErrorKind::Damaged, words).at(row as u64)
    }
}
