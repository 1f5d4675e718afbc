//! Records that share a tag: copies, spellings of one value, forgeries, collisions.

use std::fmt::Write;

use zeroize::Zeroizing;

use super::sorted::From;
use crate::{
    Head, Keyring, Matching, Tag, VaultError, VaultErrorKind,
    segment::{Row, Title},
    spelled::{Proof, Verdict, is_same},
};

/// A record with memory of its own.
pub(super) struct OwnedRow {
    tag: Tag,
    entity: String,
    head: Head,
    matching: Matching,
    document: Option<Vec<u8>>,
    value: Zeroizing<Vec<u8>>,
    from: From,
    is_quarantined: bool,
}

impl OwnedRow {
    pub(super) fn of(row: &Row<'_>, from: From, is_quarantined: bool) -> Self {
        Self {
            tag: row.tag,
            entity: row.entity.into(),
            head: row.head,
            matching: row.matching,
            document: row.document.map(<[u8]>::to_vec),
            value: Zeroizing::new(row.value.to_vec()),
            from,
            is_quarantined,
        }
    }

    pub(super) fn row(&self) -> Row<'_> {
        Row {
            tag: self.tag,
            entity: &self.entity,
            head: self.head,
            matching: self.matching,
            document: self.document.as_deref(),
            value: &self.value,
        }
    }
}

/// Different values of one token.
pub(super) struct Collision {
    /// One spelling of each.
    pub(super) rows: Vec<OwnedRow>,
}

/// Decides which records of one tag stay.
pub(super) struct Judge<'a> {
    keyring: &'a Keyring,
    proof: Proof,
    pub(super) forged: u64,
    pub(super) collisions: Vec<Collision>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(title: &Title, keyring: &'a Keyring) -> Self {
        Self {
            keyring,
            proof: Proof::new(&title.domain, title.epoch),
            forged: 0,
            collisions: vec![],
        }
    }

    /// What is left of records of one tag, in their order.
    pub(super) fn settle(&mut self, mut rows: Vec<OwnedRow>) -> Vec<OwnedRow> {
        let order = |one: &OwnedRow, other: &OwnedRow| {
            let (one, other) = (one.row(), other.row());
            (one.key(), one.value).cmp(&(other.key(), other.value))
        };
        rows.sort_by(order);
        let mut left = vec![];
        let mut rows = rows.into_iter().peekable();
        while let Some(first) = rows.next() {
            let mut token = vec![first];
            while let Some(row) = rows.next_if(|row| row.row().key() == token[0].row().key()) {
                token.push(row);
            }
            left.extend(self.settle_token(token));
        }
        left
    }

    /// What is left of records of one token, which come by their values.
    fn settle_token(&mut self, rows: Vec<OwnedRow>) -> Option<OwnedRow> {
        let (quarantined, rows): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| row.is_quarantined);
        let mut values = first_of_each(rows);
        if values.len() == 1 && quarantined.is_empty() {
            return values.pop();
        }
        let is_known = |row: &OwnedRow| {
            let known = |other: &OwnedRow| is_same(&other.row(), &row.row());
            quarantined.iter().any(known)
        };
        values.retain(|row| !is_known(row));
        let before = values.len();
        let is_possible = |row: &OwnedRow, proof: &mut Proof| {
            proof.of(&row.row(), self.keyring) != Verdict::Fails
        };
        let possible: Vec<_> = values
            .iter()
            .map(|row| is_possible(row, &mut self.proof))
            .collect();
        // Where no value gives the tag a key may be missing: then nobody is called a forger.
        if possible.contains(&true) || !quarantined.is_empty() {
            let mut possible = possible.into_iter();
            values.retain(|_| possible.next().unwrap_or(true));
        }
        self.forged += (before - values.len()) as u64;
        match values.len() {
            0 => None,
            1 if quarantined.is_empty() => values.pop(),
            _ => {
                self.collisions.push(Collision { rows: values });
                None
            }
        }
    }

    /// What to tell of the collisions; holds no value.
    pub(super) fn error(&self) -> VaultError {
        let mut what = String::from("different values have one tag: ");
        for (n, Collision { rows }) in self.collisions.iter().take(TOLD).enumerate() {
            let Some(first) = rows.first() else { continue };
            what.push_str(if n > 0 { "; " } else { "" });
            // A string takes all.
            let _ = write!(what, "{} ", first.entity);
            first.tag.iter().for_each(|byte| {
                let _ = write!(what, "{byte:02x}");
            });
            let mut from: Vec<_> = rows.iter().map(|row| row.from).collect();
            from.dedup();
            for (n, segment) in from.iter().enumerate() {
                let before = if n > 0 { " and " } else { " of segment " };
                let _ = write!(what, "{before}{segment}");
            }
        }
        if self.collisions.len() > TOLD {
            let _ = write!(what, "; and {} more", self.collisions.len() - TOLD);
        }
        what.push_str(
            ". They are in quarantine now, their tokens are not revealed, and nothing was merged; \
             run `pumice vault merge` again to merge the rest",
        );
        VaultError::new(VaultErrorKind::Collision, what)
    }
}

/// The first record of each value, of records that come by their spellings.
fn first_of_each(rows: Vec<OwnedRow>) -> Vec<OwnedRow> {
    let mut values: Vec<OwnedRow> = vec![];
    for row in rows {
        if !values.iter().any(|value| is_same(&value.row(), &row.row())) {
            values.push(row);
        }
    }
    values
}

/// Collisions that are told one by one.
const TOLD: usize = 8;
