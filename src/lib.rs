//! paidan (派单) takes every lead as it arrives and hands it to the one rep who
//! fits best. The rooms and who may see whom: ARCHITECTURE.md.

pub mod app;
pub mod store;
pub mod wecom;
pub mod words;
