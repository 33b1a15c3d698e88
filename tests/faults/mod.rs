//! What breaks: the platform, the network, the process itself.

mod courier;
mod gateway;
mod kill;
mod limits;
