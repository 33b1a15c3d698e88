//! Bugs planted in the real program, to see that what checks it would notice: a checker that
//! never failed proves nothing. A copy of the source gets every plant at once, each behind a
//! switch, and is built once; a run switches some of them on. With none switched on the copy is
//! the sound program, and passes the same runs.

mod copy;
mod planted_program;
mod plants;
mod trials;
