//! One connection, over a pipe in memory and on a clock that the tests hold.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{DuplexStream, duplex};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, advance, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

use super::line::{Desk, End, serve};
use super::pace::Life;
use super::stand_in::{Store, answered, click, disconnect, event, ping, robot};

/// Longer than any answer takes; virtual.
const LONG: Duration = Duration::from_secs(3);

/// The platform's end of a connection.
struct Platform {
    socket: WebSocketStream<DuplexStream>,
    store: Arc<Store>,
    line: JoinHandle<(Life, End)>,
    rotated: oneshot::Receiver<Life>,
    stop: watch::Sender<bool>,
}

impl Platform {
    async fn connected() -> Self {
        let (ours, theirs) = duplex(64 * 1024);
        let store = Arc::new(Store::default());
        let (tell, rotated) = oneshot::channel();
        let (stop, stopped) = watch::channel(false);
        let client = WebSocketStream::from_raw_socket(ours, Role::Client, None).await;
        let line = serve(client, Desk::new(store.clone()), tell, stopped);
        Self {
            socket: WebSocketStream::from_raw_socket(theirs, Role::Server, None).await,
            store,
            line: tokio::spawn(line),
            rotated,
            stop,
        }
    }

    async fn send(&mut self, frame: String) {
        self.socket.send(Message::text(frame)).await.expect("sent");
    }

    /// The next answer; none when nothing comes for long.
    async fn answer(&mut self) -> Option<(String, Value)> {
        let next = async {
            loop {
                match self.socket.next().await?.expect("not broken") {
                    Message::Text(ack) => return Some(answered(&ack)),
                    Message::Close(_) => return None,
                    _ => {}
                }
            }
        };
        timeout(LONG, next).await.ok().flatten()
    }

    /// Whether the platform's ping is answered before anything else.
    async fn is_alive(&mut self) -> bool {
        self.send(ping()).await;
        self.answer().await == Some(("ping".to_owned(), json!({"opaque": "o"})))
    }
}

fn named(name: &str, data: Value) -> Option<(String, Value)> {
    Some((name.to_owned(), data))
}

fn nothing_said() -> Value {
    json!({"response": null})
}

#[tokio::test(start_paused = true)]
async fn a_robot_message_is_answered_only_once_it_is_stored() {
    let mut platform = Platform::connected().await;
    platform.store.set_stuck(true);
    platform.send(robot("m1")).await;
    assert!(platform.is_alive().await, "the ping overtakes the work");
    assert_eq!(platform.answer().await, None);
    platform.store.set_stuck(false);
    assert_eq!(platform.answer().await, named("m1", nothing_said()));
    assert_eq!(platform.store.given(), ["m1"]);
}

#[tokio::test(start_paused = true)]
async fn a_frame_that_comes_again_gets_the_same_answer() {
    let mut platform = Platform::connected().await;
    for _ in 0..3 {
        platform.send(robot("m1")).await;
        assert_eq!(platform.answer().await, named("m1", nothing_said()));
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_stored_comes_again() {
    let mut platform = Platform::connected().await;
    platform.store.set_full(true);
    platform.send(robot("m1")).await;
    assert_eq!(platform.answer().await, None, "no answer: it comes again");
    platform.send(click("c1")).await;
    let unchanged = json!({"response": {}});
    assert_eq!(platform.answer().await, named("c1", unchanged));
    platform.send(event("e1")).await;
    let later = json!({"status": "LATER", "message": "store"});
    assert_eq!(platform.answer().await, named("e1", later));
}

#[tokio::test(start_paused = true)]
async fn a_press_is_answered_before_two_seconds_and_its_work_goes_on() {
    let mut platform = Platform::connected().await;
    platform.send(click("c1")).await;
    let claimed = json!({"response": {"cardData": {"cardParamMap": {"state": "claimed"}}}});
    assert_eq!(platform.answer().await, named("c1", claimed));

    platform.store.set_stuck(true);
    let pressed = Instant::now();
    platform.send(click("c2")).await;
    assert_eq!(
        platform.answer().await,
        named("c2", json!({"response": {}}))
    );
    let took = pressed.elapsed();
    assert!(took >= Duration::from_millis(1800), "{took:?}");
    assert!(took < Duration::from_millis(1900), "{took:?}");
    platform.store.set_stuck(false);
    assert!(platform.is_alive().await);
    assert_eq!(platform.store.given(), ["c1", "c2"]);
}

#[tokio::test(start_paused = true)]
async fn with_a_hundred_in_work_pings_are_answered_and_nothing_more_is_taken() {
    let mut platform = Platform::connected().await;
    platform.store.set_stuck(true);
    for number in 0..101 {
        platform.send(robot(&format!("m{number}"))).await;
    }
    assert!(platform.is_alive().await);
    platform.send(event("e1")).await;
    let later = json!({"status": "LATER", "message": "store"});
    assert_eq!(platform.answer().await, named("e1", later));
    platform.store.set_stuck(false);
    let mut answers = 0;
    while platform.answer().await.is_some() {
        answers += 1;
    }
    assert_eq!(answers, 100);
    platform.send(robot("m100")).await;
    assert_eq!(platform.answer().await, named("m100", nothing_said()));
}

#[tokio::test(start_paused = true)]
async fn nonsense_does_not_end_a_connection() {
    let mut platform = Platform::connected().await;
    platform.send("hello".to_owned()).await;
    platform.send(r#"{"type":"FUTURE"}"#.to_owned()).await;
    let binary = Message::binary(vec![0, 159, 146, 150]);
    platform.socket.send(binary).await.expect("sent");
    assert!(platform.is_alive().await);
}

#[tokio::test(start_paused = true)]
async fn a_half_open_connection_is_found_within_thirty_seconds() {
    let platform = Platform::connected().await;
    let begun = Instant::now();
    // The other end stays where it is and says nothing, as behind a NAT that forgot us.
    let (life, end) = platform.line.await.expect("no panic");
    assert_eq!(end, End::Silent);
    assert_eq!(begun.elapsed(), Duration::from_secs(30));
    assert_eq!(life.lived, Duration::from_secs(30));
    assert!(!life.brought);
}

#[tokio::test(start_paused = true)]
async fn a_quiet_connection_that_answers_pings_lives_on() {
    let mut platform = Platform::connected().await;
    let hour = Duration::from_secs(3600);
    // Reading answers the pings, nothing else happens.
    assert!(
        timeout(hour, platform.socket.by_ref().count())
            .await
            .is_err()
    );
    assert!(!platform.line.is_finished());
    assert!(platform.is_alive().await);
}

#[tokio::test(start_paused = true)]
async fn a_machine_that_slept_listens_before_it_gives_up() {
    let mut platform = Platform::connected().await;
    advance(Duration::from_secs(20)).await;
    tokio::task::yield_now().await;
    platform.send(ping()).await;
    advance(Duration::from_secs(3600)).await;
    let answer = platform.answer().await;
    assert_eq!(answer, named("ping", json!({"opaque": "o"})));
    assert!(!platform.line.is_finished());
}

#[tokio::test(start_paused = true)]
async fn after_a_disconnect_it_serves_on_until_the_platform_closes() {
    let mut platform = Platform::connected().await;
    platform.send(disconnect()).await;
    let life = (&mut platform.rotated).await.expect("told at once");
    assert!(!life.brought, "a disconnect alone is no good life");
    platform.send(robot("m1")).await;
    assert_eq!(platform.answer().await, named("m1", nothing_said()));
    platform.socket.close(None).await.expect("closes");
    assert_eq!(platform.answer().await, None);
    let (_, end) = platform.line.await.expect("no panic");
    assert_eq!(end, End::Closed(1005));
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_never_closed_after_its_disconnect_is_closed_by_us() {
    let mut platform = Platform::connected().await;
    platform.send(disconnect()).await;
    let (life, end) = platform.line.await.expect("no panic");
    assert_eq!(end, End::Drained);
    assert_eq!(life.lived, Duration::from_secs(15));
}

#[tokio::test(start_paused = true)]
async fn at_a_stop_the_answers_to_begun_work_are_still_given() {
    let mut platform = Platform::connected().await;
    platform.store.set_stuck(true);
    platform.send(robot("m1")).await;
    assert!(platform.is_alive().await);
    platform.stop.send_replace(true);
    platform.store.set_stuck(false);
    assert_eq!(platform.answer().await, named("m1", nothing_said()));
    assert_eq!(platform.answer().await, None);
    let (_, end) = platform.line.await.expect("no panic");
    assert_eq!(end, End::Stopped);
}

#[tokio::test(start_paused = true)]
async fn at_a_stop_work_that_does_not_end_is_waited_for_five_seconds() {
    let mut platform = Platform::connected().await;
    platform.store.set_stuck(true);
    platform.send(robot("m1")).await;
    assert!(platform.is_alive().await);
    let begun = Instant::now();
    platform.stop.send_replace(true);
    let (_, end) = platform.line.await.expect("no panic");
    assert_eq!(end, End::Stopped);
    assert_eq!(begun.elapsed(), Duration::from_secs(5));
}
