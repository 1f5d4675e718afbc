//! Columns for people.

use std::fmt;

/// Which side the cells of a column keep to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// Rows of `N` cells. Titles that are all empty are left out.
#[derive(Clone, Debug)]
pub(super) struct Table<const N: usize> {
    columns: [(&'static str, Align); N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    /// A table with these titles.
    pub(super) fn new(columns: [(&'static str, Align); N]) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: [&str; N]) {
        self.rows.push(cells.map(str::to_owned));
    }
}

impl<const N: usize> fmt::Display for Table<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let titles = self.columns.map(|(title, _)| title.to_owned());
        let has_titles = titles.iter().any(|title| !title.is_empty());
        let rows = has_titles.then_some(&titles).into_iter().chain(&self.rows);
        let mut widths = [0; N];
        for row in rows.clone() {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        for row in rows {
            let mut line = String::new();
            for ((cell, width), (_, align)) in row.iter().zip(widths).zip(self.columns) {
                let cell = match align {
                    Align::Left => format!("{cell:width$}  "),
                    Align::Right => format!("{cell:>width$}  "),
                };
                line.push_str(&cell);
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_straight_and_lines_end_with_text() {
        let mut table = Table::new([("NAME", Align::Left), ("MB/S", Align::Right)]);
        table.row(["avx2", "1234.5"]);
        table.row(["portable", ""]);
        let expected = "NAME        MB/S\navx2      1234.5\nportable\n";
        assert_eq!(table.to_string(), expected);
    }

    #[test]
    fn a_table_may_have_no_titles() {
        let mut table = Table::new([("", Align::Left), ("", Align::Left)]);
        table.row(["cpu", "x"]);
        assert_eq!(table.to_string(), "cpu  x\n");
    }
}
