//! What breaks: the platform, the network, the process itself.

mod busy;
mod clocks;
mod courier;
mod dingtalk;
mod disk;
mod freeze;
mod gateway;
mod kill;
mod limits;
mod outage;
mod replay;
mod token;
mod wall_clock;
mod wires;
