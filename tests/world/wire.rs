//! A wire between two programs, for what no programs of ours can do to each other: an answer
//! that comes late, is cut off when it is there, is held for ever, or a far end that is gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::program::free_port;
use super::scene::World;
use super::setup::Setup;

/// What the wire does to answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// They pass.
    Clear,
    /// They come so much later.
    Late(Duration),
    /// Half open: connections are taken, what is said goes nowhere.
    Dead,
    /// The far end has done it, and the connection is cut instead of its answer.
    Cut,
    /// The far end has done it, and its answer stays here.
    Held,
}

/// The wire. `Cut` and `Held` concern only calls whose first line holds `about`.
pub struct Wire {
    weather: watch::Sender<Weather>,
    struck: Arc<AtomicUsize>,
    /// Where it begins.
    pub address: String,
}

/// One connection's view of it.
#[derive(Clone)]
struct Strand {
    weather: watch::Receiver<Weather>,
    struck: Arc<AtomicUsize>,
    about: &'static str,
    asked: Arc<AtomicBool>,
}

impl Wire {
    /// A world whose service reaches its platform over a wire.
    pub fn to_the_platform(setup: Setup, about: &'static str) -> (World, Self) {
        let port = free_port();
        let world = World::with(Setup {
            api_port: Some(port),
            ..setup
        });
        let sandbox = world.places.sandbox.clone();
        let wire = Self::lay(&world, port, &sandbox, about);
        (world, wire)
    }

    /// A wire on which callers reach the service.
    pub fn to_the_service(world: &World, about: &'static str) -> Self {
        Self::lay(world, free_port(), &world.places.service.clone(), about)
    }

    fn lay(world: &World, port: u16, far: &str, about: &'static str) -> Self {
        let (weather, seen) = watch::channel(Weather::Clear);
        let struck = Arc::new(AtomicUsize::new(0));
        let strand = Strand {
            weather: seen,
            struck: struck.clone(),
            about,
            asked: Arc::default(),
        };
        let (address, far) = (format!("127.0.0.1:{port}"), far.to_owned());
        let listener = world.block_on(TcpListener::bind(address.clone()));
        let listener = listener.expect("a free port");
        world.spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let strand = Strand {
                    asked: Arc::default(),
                    ..strand.clone()
                };
                let far = far.clone();
                tokio::spawn(async move {
                    if let Ok(far) = TcpStream::connect(far).await {
                        strand.carry(near, far).await;
                    }
                });
            }
        });
        Self {
            weather,
            struck,
            address,
        }
    }

    /// From now on. What is held or lost already stays so: its connection is cut.
    pub fn turns(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }

    /// How many answers were cut off or are held.
    pub fn struck(&self) -> usize {
        self.struck.load(Ordering::SeqCst)
    }
}

impl Strand {
    async fn carry(self, near: TcpStream, far: TcpStream) {
        let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
        // Whichever way ends first ends the connection.
        tokio::select! {
            () = self.clone().there(near_in, far_out) => {}
            () = self.clone().back(far_in, near_out) => {}
        }
    }

    async fn there(self, mut near: OwnedReadHalf, mut far: OwnedWriteHalf) {
        let mut chunk = vec![0; 16 * 1024];
        while let Ok(length @ 1..) = near.read(&mut chunk).await {
            let said = &chunk[..length];
            let line = said.split(|byte| *byte == b'\r').next().unwrap_or_default();
            if line.starts_with(b"POST ") || line.starts_with(b"GET ") {
                let about = String::from_utf8_lossy(line).contains(self.about);
                self.asked.store(about, Ordering::SeqCst);
            }
            if *self.weather.borrow() == Weather::Dead {
                return self.changes(Weather::Dead).await;
            }
            if far.write_all(said).await.is_err() {
                return;
            }
        }
    }

    async fn back(self, mut far: OwnedReadHalf, mut near: OwnedWriteHalf) {
        let mut chunk = vec![0; 16 * 1024];
        while let Ok(length @ 1..) = far.read(&mut chunk).await {
            let weather = *self.weather.borrow();
            let asked = self.asked.load(Ordering::SeqCst);
            match weather {
                Weather::Cut if asked => {
                    self.struck.fetch_add(1, Ordering::SeqCst);
                    return;
                }
                Weather::Held if asked => {
                    self.struck.fetch_add(1, Ordering::SeqCst);
                    return self.changes(weather).await;
                }
                Weather::Dead => return self.changes(weather).await,
                Weather::Late(by) => tokio::time::sleep(by).await,
                _ => {}
            }
            if near.write_all(&chunk[..length]).await.is_err() {
                return;
            }
        }
    }

    async fn changes(mut self, from: Weather) {
        // Fails when the wire is gone; then nothing changes any more.
        drop(self.weather.wait_for(|now| *now != from).await);
    }
}
