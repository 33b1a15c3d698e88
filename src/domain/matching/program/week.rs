//! Times of day and week.

use jiff::civil::{self, DateTime};

use crate::policy::{TimeOfDay, Weekday};

/// Whether a moment falls into a part of the week. Hours over midnight belong to the day on which
/// they began: Friday 22:00 to 06:00 holds on Saturday at 05:00.
pub(super) fn falls_in(at: &DateTime, part: &TimeOfDay) -> bool {
    let today = at.weekday();
    let on = |day: civil::Weekday| part.days.is_empty() || part.days.contains(&ours(day));
    let Some(hours) = part.hours else {
        return on(today);
    };
    let minute = i32::from(at.hour()) * 60 + i32::from(at.minute());
    let (from, to) = (
        i32::from(hours.from.minutes()),
        i32::from(hours.to.minutes()),
    );
    if from < to {
        (from..to).contains(&minute) && on(today)
    } else {
        (minute >= from && on(today)) || (minute < to && on(today.wrapping_sub(1)))
    }
}

fn ours(day: civil::Weekday) -> Weekday {
    match day {
        civil::Weekday::Monday => Weekday::Mon,
        civil::Weekday::Tuesday => Weekday::Tue,
        civil::Weekday::Wednesday => Weekday::Wed,
        civil::Weekday::Thursday => Weekday::Thu,
        civil::Weekday::Friday => Weekday::Fri,
        civil::Weekday::Saturday => Weekday::Sat,
        civil::Weekday::Sunday => Weekday::Sun,
    }
}
