//! Takes many leads in one request: matched as a whole, each committed by itself, in their order.

use std::collections::{HashSet, VecDeque};
use std::future::{self, Future};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use paidan_domain::matching::{Intended, together};
use paidan_domain::understand::{Facts, NewLead};

use super::failure::Failure;
use super::intake::{Intake, Read, Taken};
use super::ports::{Clock, StoreError};

/// So many leads wait for their commit at once: as many as the writer takes into one, and few
/// of its queue, so that a bulk does not stand in the way of single leads.
const TOGETHER: usize = 128;

/// What became of one lead.
type End = Result<Taken, Failure>;

/// A lead with who is to have it.
type Planned = (Read, Option<Intended>);

/// The verb of a bulk (批量提交).
pub struct Bulk {
    intake: Arc<Intake>,
    clock: Arc<dyn Clock>,
    /// Sources with a bulk under way.
    busy: Mutex<HashSet<String>>,
}

/// One lead of a bulk.
pub struct BulkLead {
    /// What was sent.
    pub said: NewLead,
    /// The key of this lead, and the body it came with.
    pub request: Option<(String, Vec<u8>)>,
}

impl Bulk {
    /// A bulk for this intake.
    #[must_use]
    pub fn new(intake: Arc<Intake>, clock: Arc<dyn Clock>) -> Self {
        Self {
            intake,
            clock,
            busy: Mutex::default(),
        }
    }

    /// Takes the leads of a source, in order, and tells of each in that order; one that cannot
    /// be taken does not stop the others. `None`: another bulk of the source is under way, and
    /// nothing was taken. One at a time is what a bulk has for a rate: the bucket of the source
    /// counts it as one request.
    pub async fn take(&self, source: &str, leads: Vec<BulkLead>) -> Option<Vec<End>> {
        let _turn = self.turn(source)?;
        let planned = self.plan(source, leads).await;
        let mut ends = Vec::with_capacity(planned.len());
        let mut under_way: VecDeque<Pin<Box<dyn Future<Output = End> + '_>>> = VecDeque::new();
        for read in planned {
            if under_way.len() >= TOGETHER
                && let Some(first) = under_way.pop_front()
            {
                ends.push(first.await);
            }
            let (read, intended) = match read {
                Ok(read) => read,
                Err(failure) => {
                    under_way.push_back(Box::pin(future::ready(Err(failure))));
                    continue;
                }
            };
            let mut take = Box::pin(self.intake.commit(read, intended));
            // Brought into the writer's queue here and now, so that numbers and twins follow
            // the lines.
            let begun = future::poll_fn(|context| Poll::Ready(take.as_mut().poll(context)));
            match begun.await {
                Poll::Ready(end) => under_way.push_back(Box::pin(future::ready(end))),
                Poll::Pending => under_way.push_back(take),
            }
            // Presses on the same thread are not to wait for all.
            tokio::task::yield_now().await;
        }
        for one in under_way {
            ends.push(one.await);
        }
        Some(ends)
    }

    /// Understands all of them and plans them together, on a thread of its own: thousands of
    /// leads take a second, and the plan of a burst may take another.
    async fn plan(&self, source: &str, leads: Vec<BulkLead>) -> Vec<Result<Planned, Failure>> {
        let (intake, clock) = (self.intake.clone(), self.clock.clone());
        let source = source.to_owned();
        let count = leads.len();
        let work = move || {
            let read = |lead: BulkLead| intake.read(&source, lead.said, lead.request);
            let read: Vec<Result<Read, Failure>> = leads.into_iter().map(read).collect();
            let floor = intake.shelf.floor();
            let facts: Vec<&Facts> = read.iter().flatten().map(Read::facts).collect();
            let mut intended = together(&facts, &floor, clock.now()).into_iter();
            let pair =
                |read: Result<Read, Failure>| read.map(|read| (read, intended.next().flatten()));
            read.into_iter().map(pair).collect()
        };
        let planned = tokio::task::spawn_blocking(work).await;
        planned.unwrap_or_else(|error| {
            tracing::error!(%error, "a bulk could not be planned");
            (0..count)
                .map(|_| {
                    Err(Failure::Store(StoreError::Unavailable(
                        "not planned".to_owned(),
                    )))
                })
                .collect()
        })
    }

    fn turn(&self, source: &str) -> Option<Turn<'_>> {
        let is_free = lock(&self.busy).insert(source.to_owned());
        is_free.then(|| Turn {
            busy: &self.busy,
            source: source.to_owned(),
        })
    }
}

/// Ends with the bulk, also when its caller goes away.
struct Turn<'a> {
    busy: &'a Mutex<HashSet<String>>,
    source: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        lock(self.busy).remove(&self.source);
    }
}

fn lock(busy: &Mutex<HashSet<String>>) -> MutexGuard<'_, HashSet<String>> {
    busy.lock().unwrap_or_else(PoisonError::into_inner)
}
