//! Sets of whole numbers: amounts, minutes of the week.

/// Numbers from an end (inclusive) to another (exclusive), in order and apart; and whether a lead
/// that says no number belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spans {
    spans: Vec<(i64, i64)>,
    unknown: bool,
}

impl Spans {
    /// These spans in any order.
    pub(super) fn of(mut spans: Vec<(i64, i64)>) -> Self {
        spans.retain(|(from, below)| from < below);
        spans.sort_unstable();
        let mut apart: Vec<(i64, i64)> = Vec::new();
        for (from, below) in spans {
            match apart.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(below),
                _ => apart.push((from, below)),
            }
        }
        Self {
            spans: apart,
            unknown: false,
        }
    }

    /// Everything else between the two ends. What is not said is something else, where it may
    /// stay unsaid.
    pub(super) fn others(&self, (least, beyond): (i64, i64), may_be_unknown: bool) -> Self {
        let (mut from, mut others) = (least, Vec::new());
        for (begins, ends) in &self.spans {
            if from < *begins {
                others.push((from, *begins));
            }
            from = from.max(*ends);
        }
        if from < beyond {
            others.push((from, beyond));
        }
        Self {
            spans: others,
            unknown: may_be_unknown && !self.unknown,
        }
    }

    pub(super) fn both(&self, other: &Self) -> Self {
        let (mut one, mut two, mut both) = (0, 0, Vec::new());
        while let (Some(a), Some(b)) = (self.spans.get(one), other.spans.get(two)) {
            let (from, below) = (a.0.max(b.0), a.1.min(b.1));
            if from < below {
                both.push((from, below));
            }
            if a.1 <= b.1 {
                one += 1;
            } else {
                two += 1;
            }
        }
        Self {
            spans: both,
            unknown: self.unknown && other.unknown,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty() && !self.unknown
    }

    /// How much there is to compare.
    pub(super) fn size(&self) -> usize {
        self.spans.len()
    }
}
