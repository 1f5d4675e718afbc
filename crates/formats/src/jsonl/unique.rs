//! Names that must stay different: keys of one object and ids of one record that become equal.
//!
//! Two addresses as keys of one object both become `<EMAIL_ADDRESS>`, and a reader would keep only
//! the last member. The second one becomes `<EMAIL_ADDRESS>_2`. Only records in which such names
//! were replaced come here; memory is reused, and sorting stands in for tables.
//!
//! ```text
//! scope  original  replaced            after sorting by scope and new name      final
//! 0      ann@b     <E>                 0  <E>    stays                          <E>
//! 0      <E>       (stays)             0  <E>    ann@b                          <E>_3
//! 0      bob@b     <E>                 0  <E>    bob@b                          <E>_4
//! 0      <E>_2     (stays)             0  <E>_2  stays                          <E>_2
//! ```
//! Names that stay come first and keep their names; the others follow in the order of the record,
//! so that the result depends on the record alone. A number that would make a name which is there
//! already is left out.

use std::cmp::Ordering;

use pumice_detect::Span;

/// Names that must stay different within a scope, before and after replacement.
#[derive(Default)]
pub(crate) struct Names {
    entries: Vec<Entry>,
    /// Indices of entries: the first of each group of equal originals, by their new names.
    leaders: Vec<u32>,
    /// Indices of the entries that are replaced, by their regions.
    replaced: Vec<u32>,
    /// Originals and new names, one behind the other.
    texts: Vec<u8>,
    /// A new name with a number.
    candidate: Vec<u8>,
}

struct Entry {
    /// An object or a record.
    scope: u32,
    /// Index of the region; `None` for a name that is not replaced.
    region: Option<u32>,
    /// Bytes of [`Names::texts`], decoded, so that spellings of one name are one name.
    original: Span,
    replaced: Span,
    /// Index of the first entry with the same original, and the number behind its new name.
    leader: u32,
    suffix: u32,
}

/// What must still be done to a replaced name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fix<'n> {
    /// Append `_` and this number.
    Suffix(u32),
    /// Write this name, and `_` and the number when it is not 0.
    Whole(&'n [u8], u32),
}

impl Names {
    /// Forgets all names and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.texts.clear();
    }

    /// Adds a name: `write` appends what it was, and then says what it becomes.
    pub(crate) fn add(
        &mut self,
        scope: u32,
        original: impl FnOnce(&mut Vec<u8>),
        replaced: Option<(u32, impl FnOnce(&mut Vec<u8>))>,
    ) {
        let original = written(&mut self.texts, original);
        let (region, replaced) = match replaced {
            Some((region, write)) => (Some(region), written(&mut self.texts, write)),
            None => (None, original),
        };
        self.entries.push(Entry {
            scope,
            region,
            original,
            replaced,
            leader: 0,
            suffix: 0,
        });
    }

    /// Settles all names: within a scope, equal originals become equal, different ones different,
    /// and no replaced name equals one that stayed.
    pub(crate) fn settle(&mut self) {
        self.group();
        self.number();
        let (replaced, entries) = (&mut self.replaced, &self.entries);
        let region = |index: u32| entries.get(index as usize).and_then(|entry| entry.region);
        replaced.clear();
        replaced.extend((0..entries.len() as u32).filter(|&index| region(index).is_some()));
        replaced.sort_unstable_by_key(|&index| region(index));
    }

    /// The replaced names that need more than their edits, in the order of their regions.
    pub(crate) fn fixes(&self) -> impl Iterator<Item = (u32, Fix<'_>)> {
        self.replaced.iter().filter_map(|&index| {
            let entry = self.entries.get(index as usize)?;
            let region = entry.region?;
            let leader = self.entries.get(entry.leader as usize)?;
            let name = self.text(leader.replaced);
            if name != self.text(entry.replaced) {
                return Some((region, Fix::Whole(name, leader.suffix)));
            }
            (leader.suffix > 0).then_some((region, Fix::Suffix(leader.suffix)))
        })
    }

    /// Sorts equal originals together; the first of each group leads it.
    fn group(&mut self) {
        let texts = &self.texts;
        let text = |span: Span| texts.get(span.range()).unwrap_or_default();
        let group = |entry: &Entry| (entry.scope, entry.region.is_some());
        self.entries.sort_unstable_by(|a, b| {
            (group(a).cmp(&group(b)))
                .then_with(|| text(a.original).cmp(text(b.original)))
                .then_with(|| a.original.start.cmp(&b.original.start))
        });
        self.leaders.clear();
        let mut leader: Option<(u32, (u32, bool), Span)> = None;
        for (index, entry) in self.entries.iter_mut().enumerate() {
            let key = group(entry);
            let current = match leader {
                Some((at, of, name)) if of == key && text(name) == text(entry.original) => at,
                _ => {
                    leader = Some((index as u32, key, entry.original));
                    self.leaders.push(index as u32);
                    index as u32
                }
            };
            entry.leader = current;
        }
    }

    /// Numbers groups whose new names are equal.
    ///
    /// A candidate is compared with the new names only, not with other candidates: those of two
    /// different names differ before their last underscore or behind it.
    fn number(&mut self) {
        let mut leaders = std::mem::take(&mut self.leaders);
        leaders.sort_unstable_by(|&a, &b| self.by_new_name(a, b));
        let mut candidate = std::mem::take(&mut self.candidate);
        let mut last: Option<u32> = None;
        let mut next = 2;
        for &index in &leaders {
            let same = last.is_some_and(|last| self.compare_names(last, index).is_eq());
            last = Some(index);
            if !same {
                next = 2;
                continue;
            }
            let Some((scope, name)) = self.new_name(index) else {
                continue;
            };
            loop {
                candidate.clear();
                candidate.extend_from_slice(name);
                push_suffix(next, &mut candidate);
                let is_taken = leaders.binary_search_by(|&other| {
                    self.new_name(other)
                        .cmp(&Some((scope, candidate.as_slice())))
                });
                if is_taken.is_err() {
                    break;
                }
                next += 1;
            }
            if let Some(entry) = self.entries.get_mut(index as usize) {
                entry.suffix = next;
            }
            next += 1;
        }
        self.leaders = leaders;
        self.candidate = candidate;
    }

    /// By scope and new name, then those that stay, then the order of the record.
    fn by_new_name(&self, a: u32, b: u32) -> Ordering {
        let rank = |index: u32| {
            let entry = self.entries.get(index as usize);
            entry.map(|entry| (entry.region.is_some(), entry.original.start))
        };
        (self.compare_names(a, b)).then_with(|| rank(a).cmp(&rank(b)))
    }

    /// By scope and new name.
    fn compare_names(&self, a: u32, b: u32) -> Ordering {
        self.new_name(a).cmp(&self.new_name(b))
    }

    /// Scope and new name, without a number.
    fn new_name(&self, index: u32) -> Option<(u32, &[u8])> {
        let entry = self.entries.get(index as usize)?;
        Some((entry.scope, self.text(entry.replaced)))
    }

    fn text(&self, span: Span) -> &[u8] {
        self.texts.get(span.range()).unwrap_or_default()
    }
}

/// Appends `_` and a number.
pub(crate) fn push_suffix(number: u32, out: &mut Vec<u8>) {
    out.push(b'_');
    let first = out.len();
    let mut rest = number;
    loop {
        out.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if let Some(digits) = out.get_mut(first..) {
        digits.reverse();
    }
}

/// What `write` appended.
fn written(texts: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) -> Span {
    let start = texts.len() as u32;
    write(texts);
    Span::new(start, texts.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The final names of (scope, original, new name or none).
    fn settled(names: &[(u32, &str, Option<&str>)]) -> Vec<String> {
        let mut all = Names::default();
        for (region, &(scope, original, replaced)) in names.iter().enumerate() {
            let replaced = replaced.map(|text| {
                (region as u32, move |out: &mut Vec<u8>| {
                    out.extend_from_slice(text.as_bytes());
                })
            });
            all.add(
                scope,
                |out| out.extend_from_slice(original.as_bytes()),
                replaced,
            );
        }
        all.settle();
        let mut result: Vec<_> = (names.iter())
            .map(|&(_, original, replaced)| replaced.unwrap_or(original).to_owned())
            .collect();
        for (region, fix) in all.fixes() {
            let name = &mut result[region as usize];
            let suffix = match fix {
                Fix::Suffix(suffix) => suffix,
                Fix::Whole(text, suffix) => {
                    *name = String::from_utf8(text.to_vec()).unwrap();
                    suffix
                }
            };
            if suffix > 0 {
                *name += &format!("_{suffix}");
            }
        }
        result
    }

    #[test]
    fn different_names_that_become_equal_are_numbered_in_order() {
        let names = [
            (0, "z", Some("X")),
            (0, "b", Some("X")),
            (0, "a", Some("X")),
        ];
        assert_eq!(settled(&names), ["X", "X_2", "X_3"]);
    }

    #[test]
    fn equal_names_stay_equal() {
        let names = [
            (0, "b", Some("X")),
            (0, "a", Some("X")),
            (0, "b", Some("X")),
            (0, "a", Some("Y")),
        ];
        assert_eq!(settled(&names), ["X", "X_2", "X", "X_2"]);
    }

    #[test]
    fn names_that_stay_are_not_taken() {
        let names = [
            (0, "a", Some("X")),
            (0, "X", None),
            (0, "b", Some("X")),
            (0, "X_2", None),
            (0, "c", Some("X_2")),
        ];
        assert_eq!(settled(&names), ["X_3", "X", "X_4", "X_2", "X_2_2"]);
    }

    #[test]
    fn scopes_do_not_meet() {
        let names = [
            (0, "a", Some("X")),
            (1, "b", Some("X")),
            (1, "a", Some("X")),
        ];
        assert_eq!(settled(&names), ["X", "X", "X_2"]);
    }

    #[test]
    fn numbers_are_decimal() {
        for number in [0, 9, 10, u32::MAX] {
            let mut out = vec![];
            push_suffix(number, &mut out);
            assert_eq!(out, format!("_{number}").as_bytes());
        }
    }
}
