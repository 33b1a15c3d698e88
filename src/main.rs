//! paidan
fn main() {}
