//! The gateway's memory: tickets, connections, and acks that are waited for.
//!
//! `protocols/dingtalk.md` §6. Each push goes to one connection, chosen by chance among those that
//! subscribed to its topic.

use std::collections::{HashMap, HashSet, VecDeque};

use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use super::frame::Frame;
use crate::sandbox::clock::seconds_between;
use crate::sandbox::random_text::random_text;

/// Seconds that a ticket may be used, once.
const TICKET_LIFE_SECONDS: i64 = 90;
/// Seconds that a connection lives on after its `disconnect` frame.
pub const DRAIN_SECONDS: i64 = 10;
/// Pushed frames that can be pushed again on demand.
const LONGEST_MEMORY: usize = 100;

/// What a connection is to do.
#[derive(Debug)]
pub enum Order {
    /// Send a frame.
    Text(String),
    /// Say goodbye and close.
    Close,
    /// Be gone without a word.
    Cut,
    /// Stay open, and neither send nor hear anything.
    Freeze,
}

/// An ack of the service.
#[derive(Debug, Clone)]
pub struct Ack {
    /// 200, 404 or 500.
    pub code: i64,
    /// What stood in `data`, read as JSON.
    pub data: Value,
}

#[derive(Debug)]
struct Ticket {
    at: Timestamp,
    topics: HashSet<String>,
}

/// An open WebSocket.
#[derive(Debug)]
pub struct Connection {
    /// Its id.
    pub id: String,
    topics: HashSet<String>,
    orders: mpsc::UnboundedSender<Order>,
    /// It got its `disconnect` frame: no more work, closed at this instant.
    pub closes_at: Option<Timestamp>,
}

/// The gateway.
#[derive(Debug, Default)]
pub struct Gateway {
    /// Refuses everything.
    pub down: bool,
    /// Opens that were asked for, those that failed as well.
    pub opens: u64,
    /// Acks that came.
    pub acks: u64,
    tickets: HashMap<String, Ticket>,
    connections: Vec<Connection>,
    waiting: HashMap<String, oneshot::Sender<Ack>>,
    pushed: VecDeque<Frame>,
}

impl Gateway {
    /// Gives a ticket for one connection with these topics.
    pub fn ticket(&mut self, topics: HashSet<String>, now: Timestamp) -> String {
        let ticket = format!("{}-{}", random_text(8), random_text(24));
        self.tickets
            .insert(ticket.clone(), Ticket { at: now, topics });
        ticket
    }

    /// Uses a ticket up; none when it is not good any more.
    pub fn connect(
        &mut self,
        ticket: &str,
        now: Timestamp,
    ) -> Option<(String, mpsc::UnboundedReceiver<Order>)> {
        let ticket = self.tickets.remove(ticket)?;
        if seconds_between(ticket.at, now) >= TICKET_LIFE_SECONDS {
            return None;
        }
        let (orders, receiver) = mpsc::unbounded_channel();
        let id = random_text(24);
        self.connections.push(Connection {
            id: id.clone(),
            topics: ticket.topics,
            orders,
            closes_at: None,
        });
        Some((id, receiver))
    }

    /// Ends every ticket that was not used.
    pub fn expire_tickets(&mut self) {
        self.tickets.clear();
    }

    /// Forgets a connection that has ended.
    pub fn gone(&mut self, id: &str) {
        self.connections.retain(|connection| connection.id != id);
    }

    /// Open connections, those that drain as well.
    pub fn connections(&self) -> &[Connection] {
        &self.connections
    }

    /// Gives the same order to so many connections, oldest first; answers how many there were.
    pub fn order(&self, count: usize, order: impl Fn() -> Order) -> usize {
        let chosen = self.connections.iter().take(count);
        chosen
            .filter(|connection| connection.orders.send(order()).is_ok())
            .count()
    }

    /// Tells so many connections that they will be closed, the oldest first.
    pub fn disconnect(&mut self, count: usize, now: Timestamp) -> usize {
        let soon = now
            .checked_add(std::time::Duration::from_secs(DRAIN_SECONDS.unsigned_abs()))
            .unwrap_or(now);
        let mut told = 0;
        let open = |connection: &&mut Connection| connection.closes_at.is_none();
        for connection in self.connections.iter_mut().filter(open).take(count) {
            connection.closes_at = Some(soon);
            let frame = Frame::disconnect().text(&connection.id, now);
            told += usize::from(connection.orders.send(Order::Text(frame)).is_ok());
        }
        told
    }

    /// Pushes a frame to one connection; none when there is nobody to push it to. What waits for
    /// an ack of the same message from before is answered by this one too.
    pub fn push(&mut self, frame: &Frame, now: Timestamp) -> Option<oneshot::Receiver<Ack>> {
        self.send(frame, now)?;
        let (sender, receiver) = oneshot::channel();
        self.waiting.insert(frame.message_id.clone(), sender);
        if self.pushed.len() == LONGEST_MEMORY {
            self.pushed.pop_front();
        }
        if !self
            .pushed
            .iter()
            .any(|old| old.message_id == frame.message_id)
        {
            self.pushed.push_back(frame.clone());
        }
        Some(receiver)
    }

    /// Pushes old frames again, in turn, so many in all.
    pub fn redeliver(&mut self, count: usize, now: Timestamp) -> usize {
        let old: Vec<Frame> = self.pushed.iter().cloned().collect();
        if old.is_empty() {
            return 0;
        }
        let again = (0..count).filter(|n| self.send(&old[n % old.len()], now).is_some());
        again.count()
    }

    /// Takes an ack; one that nobody waits for is counted only.
    pub fn acked(&mut self, message_id: &str, ack: Ack) {
        self.acks += 1;
        if let Some(waiting) = self.waiting.remove(message_id) {
            // Whoever waited may have given up.
            let _ = waiting.send(ack);
        }
    }

    fn send(&mut self, frame: &Frame, now: Timestamp) -> Option<()> {
        loop {
            let open: Vec<usize> = (0..self.connections.len())
                .filter(|at| {
                    let connection = &self.connections[*at];
                    connection.closes_at.is_none()
                        && connection.topics.contains(frame.subscription())
                })
                .collect();
            if open.is_empty() {
                return None;
            }
            let at = open[rand::random_range(0..open.len())];
            let connection = &self.connections[at];
            let text = frame.text(&connection.id, now);
            if connection.orders.send(Order::Text(text)).is_ok() {
                return Some(());
            }
            self.connections.remove(at);
        }
    }
}
