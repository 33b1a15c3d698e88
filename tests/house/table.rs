//! The import tables of ARCHITECTURE.md, as they are written there for people.

use std::collections::BTreeMap;

/// What a room may see.
#[derive(Debug, Default, Clone)]
pub(super) struct Permit {
    pub rooms: Vec<String>,
    pub libraries: Vec<String>,
}

/// A table: rooms in their order, each with what it may see.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub order: Vec<String>,
    pub permits: BTreeMap<String, Permit>,
}

impl Table {
    /// Reads the table whose header begins with `| first |`. Columns: room, may import,
    /// and, when there, libraries; several rooms share a row by commas.
    pub(super) fn read(markdown: &str, first: &str) -> Self {
        let head = format!("| {first} |");
        let mut lines = markdown.lines().skip_while(|line| !line.starts_with(&head));
        let libraries = lines
            .next()
            .is_some_and(|line| line.contains("| libraries |"));
        let mut table = Self::default();
        for line in lines.skip(1).take_while(|line| line.starts_with('|')) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
            let permit = Permit {
                rooms: names(cell(1)),
                libraries: if libraries {
                    names(cell(2))
                } else {
                    Vec::new()
                },
            };
            for room in names(cell(0)) {
                table.order.push(room.clone());
                table.permits.insert(room, permit.clone());
            }
        }
        table
    }

    /// Whether `room` may import `other`; `everything above` opens all rows before it.
    pub(super) fn may_import(&self, room: &str, other: &str) -> bool {
        let Some(permit) = self.permits.get(room) else {
            return false;
        };
        room == other
            || permit.rooms.iter().any(|name| name == other)
            || (permit.rooms.iter().any(|name| name == "everything above")
                && self.is_above(other, room))
    }

    /// Whether `other` has its row above `room`.
    pub(super) fn is_above(&self, other: &str, room: &str) -> bool {
        self.place(other) < self.place(room)
    }

    /// Whether `room` may use this library.
    pub(super) fn may_use(&self, room: &str, library: &str) -> bool {
        self.permits
            .get(room)
            .is_some_and(|permit| permit.libraries.iter().any(|name| name == library))
    }

    /// Rows that name a room which does not stand above them: a circle could grow there.
    pub(super) fn circles(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (room, permit) in &self.permits {
            for other in permit
                .rooms
                .iter()
                .filter(|name| *name != "everything above")
            {
                if !self.is_above(other, room) {
                    found.push(format!("{room} names {other}, which is not above it"));
                }
            }
        }
        found
    }

    fn place(&self, room: &str) -> usize {
        self.order
            .iter()
            .position(|one| one == room)
            .unwrap_or(usize::MAX)
    }
}

/// `app, words` without the marks of Markdown; `–` is nothing.
fn names(cell: &str) -> Vec<String> {
    cell.split(',')
        .map(|name| name.trim().trim_matches('`').to_owned())
        .filter(|name| !name.is_empty() && name != "–")
        .collect()
}
