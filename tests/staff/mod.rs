//! Who has which account, and who has left: the sync with a platform's directory and the news
//! that it brings, on the real store.

mod accounts;
mod fake;
mod leavers;
mod office;

use fake::Fake;
use office::{Office, staff_id};
