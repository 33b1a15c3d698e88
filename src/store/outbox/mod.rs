//! 发件箱: leases with fences, the limits of what a person may be sent, and ends.
//! Correctness rests on the fence: whoever holds an older one finishes nothing.

mod backlog;
mod burst;
mod finish;
mod lease;
mod port;
mod send;
