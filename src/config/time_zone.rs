//! The zone in which people read times and the calendar counts days.

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::problem::{Fault, quoted};
use super::section::Section;

const DEFAULT: &str = "Asia/Shanghai";

/// The key `time_zone`, by its IANA name, from the zone data that is built in.
pub(super) fn read(section: &mut Section) -> TimeZone {
    let zones = TimeZoneDatabase::bundled();
    let given = section.parsed("time_zone", |name| {
        zones.get(name.trim()).map_err(|_| {
            let message = format!("is {}, which is no time zone", quoted(name));
            Fault::new(
                message,
                "write a name of the IANA list, as in \"Asia/Shanghai\"",
            )
        })
    });
    given
        .or_else(|| zones.get(DEFAULT).ok())
        .unwrap_or(TimeZone::UTC)
}
