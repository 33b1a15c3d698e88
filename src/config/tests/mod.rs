//! What an operator writes, and what they are told. One `check` for what is wrong,
//! one `good` for what is right; the room is asked through `parse` and `load`.

mod full;
mod hostile;
mod keys;
mod overlay;
mod problems;
mod secrets;
mod values;
