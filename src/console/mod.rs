//! Pages for people. Now only the phone page behind a card; the console comes with
//! its own work.

pub mod h5;
