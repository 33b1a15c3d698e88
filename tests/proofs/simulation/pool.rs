//! The scheduler: tasks of processes and of the world outside, one polled at a time, which one
//! being drawn. When none is ready the runtime's paused clock jumps to the next timer.

use std::collections::{BTreeMap, BTreeSet};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use super::dice::Dice;

type Task = Pin<Box<dyn Future<Output = ()> + Send>>;
/// A process, by number; none for the world outside.
pub type Owner = Option<usize>;

/// Something done to the tasks of a process.
enum Order {
    Kill(usize),
    Freeze(usize),
    Thaw(usize),
    Stop,
}

#[derive(Default)]
struct Ready {
    queue: Mutex<Vec<u64>>,
    root: Mutex<Option<Waker>>,
}

struct Signal {
    id: u64,
    queued: AtomicBool,
    ready: Arc<Ready>,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        if !self.queued.swap(true, Ordering::Relaxed) {
            lock(&self.ready.queue).push(self.id);
            if let Some(root) = lock(&self.ready.root).take() {
                root.wake();
            }
        }
    }
}

struct Entry {
    owner: Owner,
    task: Task,
    signal: Arc<Signal>,
}

/// The pool; cheap to clone.
#[derive(Clone, Default)]
pub struct Pool {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    ready: Arc<Ready>,
    fresh: Mutex<Vec<(Owner, Task)>>,
    orders: Mutex<Vec<Order>>,
    polls: AtomicU64,
}

impl Pool {
    /// Adds a task.
    pub fn spawn(&self, owner: Owner, task: impl Future<Output = ()> + Send + 'static) {
        lock(&self.inner.fresh).push((owner, Box::pin(task)));
    }

    /// Ends a process: all its tasks are dropped wherever they wait.
    pub fn kill(&self, process: usize) {
        self.order(Order::Kill(process));
    }

    /// Holds a process still; time passes for everybody else.
    pub fn freeze(&self, process: usize) {
        self.order(Order::Freeze(process));
    }

    /// Lets it go on.
    pub fn thaw(&self, process: usize) {
        self.order(Order::Thaw(process));
    }

    /// Ends the run.
    pub fn stop(&self) {
        self.order(Order::Stop);
    }

    /// How many polls there were.
    pub fn polls(&self) -> u64 {
        self.inner.polls.load(Ordering::Relaxed)
    }

    fn order(&self, order: Order) {
        lock(&self.inner.orders).push(order);
    }

    /// Runs until it is stopped; false when that takes more than `most` polls.
    pub async fn run(&self, dice: &Dice, most: u64) -> bool {
        let mut floor = Floor::default();
        poll_fn(|context| {
            *lock(&self.inner.ready.root) = None;
            loop {
                if floor.obey(&self.inner) {
                    return Poll::Ready(true);
                }
                if self.polls() > most {
                    return Poll::Ready(false);
                }
                floor.admit(&self.inner);
                let Some(id) = draw(&self.inner.ready, dice) else {
                    *lock(&self.inner.ready.root) = Some(context.waker().clone());
                    return Poll::Pending;
                };
                floor.poll(id, &self.inner);
            }
        })
        .await
    }
}

/// The tasks that there are.
#[derive(Default)]
struct Floor {
    tasks: BTreeMap<u64, Entry>,
    next: u64,
    frozen: BTreeSet<usize>,
    /// Ready, and held still.
    held: Vec<u64>,
}

impl Floor {
    /// True when everything ends.
    fn obey(&mut self, inner: &Inner) -> bool {
        for order in std::mem::take(&mut *lock(&inner.orders)) {
            match order {
                Order::Stop => return true,
                Order::Kill(process) => {
                    let owned = |entry: &Entry| entry.owner == Some(process);
                    self.tasks.retain(|_, entry| !owned(entry));
                    lock(&inner.fresh).retain(|(owner, _)| *owner != Some(process));
                    self.frozen.remove(&process);
                }
                Order::Freeze(process) => {
                    self.frozen.insert(process);
                }
                Order::Thaw(process) => {
                    self.frozen.remove(&process);
                    lock(&inner.ready.queue).append(&mut self.held);
                }
            }
        }
        false
    }

    fn admit(&mut self, inner: &Inner) {
        for (owner, task) in std::mem::take(&mut *lock(&inner.fresh)) {
            self.next += 1;
            let signal = Arc::new(Signal {
                id: self.next,
                queued: AtomicBool::new(false),
                ready: inner.ready.clone(),
            });
            Waker::from(signal.clone()).wake_by_ref();
            let entry = Entry {
                owner,
                task,
                signal,
            };
            self.tasks.insert(self.next, entry);
        }
    }

    fn poll(&mut self, id: u64, inner: &Inner) {
        let Some(entry) = self.tasks.get_mut(&id) else {
            return;
        };
        if entry
            .owner
            .is_some_and(|owner| self.frozen.contains(&owner))
        {
            self.held.push(id);
            return;
        }
        inner.polls.fetch_add(1, Ordering::Relaxed);
        entry.signal.queued.store(false, Ordering::Relaxed);
        let waker = Waker::from(entry.signal.clone());
        let end = entry.task.as_mut().poll(&mut Context::from_waker(&waker));
        if end.is_ready() {
            self.tasks.remove(&id);
        }
    }
}

fn draw(ready: &Ready, dice: &Dice) -> Option<u64> {
    let mut queue = lock(&ready.queue);
    let place = match queue.len() {
        0 => return None,
        1 => 0,
        many => dice.place(many),
    };
    Some(queue.swap_remove(place))
}

/// Lets others run.
pub async fn give_way() {
    let mut gave = false;
    poll_fn(|context| {
        if gave {
            return Poll::Ready(());
        }
        gave = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
