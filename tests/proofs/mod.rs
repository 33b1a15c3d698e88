//! What shows that the promises hold under races, and that what checks them would notice.

mod history;
mod races;
