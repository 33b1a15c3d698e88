//! However slow the store is: a press is shown by its answer, or by the courier afterwards.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use paidan::app::inbox::Answer;
use paidan::app::ports::{
    Act, Address, Chat, Inbound, LeadRef, People, Press, Reads, Reply, Right, SendFailure, Sent,
    StoreError,
};
use paidan::words::Card;
use paidan_domain::ids::LeadNumber;
use paidan_domain::lead::State;
use paidan_domain::people::Platform;
use paidan_domain::policy::OfferPolicy;
use paidan_domain::understand::NewLead;
use tokio::time;

use super::dice::Dice;
use super::memory::{Air, Blind, Fate, Memory, Planted, RowState, Shared};
use super::options::cast;
use super::replica::{Parts, Replica};
use super::time::{CountedIds, SimClock};

/// A store that takes its time at each step.
#[derive(Default)]
struct SlowAir(std::sync::Mutex<Duration>);

#[async_trait]
impl Air for SlowAir {
    async fn pause(&self) {
        let length = *self.0.lock().expect("one thread");
        time::sleep(length).await;
    }

    fn reach(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn commit(&self) -> Fate {
        Fate::Done
    }
}

/// A platform that does what it is asked.
struct FineChat;

#[async_trait]
impl Chat for FineChat {
    async fn send_card(&self, _: &Address, _: &str, _: &Card) -> Result<Sent, SendFailure> {
        Ok(Sent::default())
    }

    async fn update_card(
        &self,
        _: &Address,
        _: &str,
        _: &str,
        _: &Card,
    ) -> Result<Right, SendFailure> {
        Ok(Right::Used)
    }

    async fn send_text(&self, _: &Address, _: &str) -> Result<Sent, SendFailure> {
        Ok(Sent::default())
    }
}

/// A press of 认领 is delivered twice, the store taking `step` at each step and the second
/// time five times as long: what the two deliveries are answered, and whether the courier has still to show the card.
fn pressed(step: Duration) -> ([Option<Reply>; 2], bool) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let air = Arc::new(SlowAir::default());
        let offer = OfferPolicy::default();
        let store = Shared::new(offer, air.clone(), Arc::new(Blind), Planted::default());
        let clock = Arc::new(SimClock::ahead(time::Instant::now(), 0));
        let ids = Arc::new(CountedIds::default());
        let desk = Memory::open(&store, clock.clone(), ids.clone());
        for one in cast(&Dice::new(1), 3, (5, 5)) {
            desk.put(one, None).await.expect("calm");
        }
        let process = Replica::start(Parts {
            number: 0,
            store: store.clone(),
            clock,
            ids,
            chat: Arc::new(FineChat),
            dice: Dice::new(1),
        });
        let lead = NewLead {
            phone: Some("13800138000".to_owned()),
            ..NewLead::default()
        };
        process
            .intake
            .take("website", lead, None)
            .await
            .expect("taken");
        process.delivers().await;
        let (card_id, row) = {
            let data = store.data();
            let card = data.cards.first_key_value().expect("a card");
            (card.0.clone(), card.1.record.clone())
        };
        let inbound = Inbound {
            platform: Platform::Wecom,
            key: "press".to_owned(),
            user: format!("U-{}", row.audience),
            may_recur: false,
            act: Act::Press(Press {
                card_id,
                button: "claim".to_owned(),
                params: std::collections::BTreeMap::new(),
                update_code: Some("code".to_owned()),
            }),
        };
        *air.0.lock().expect("one thread") = step;
        let first = process.desk.receive(inbound.clone(), Answer::ChangesCard);
        let first = first.await.ok();
        *air.0.lock().expect("one thread") = step * 5;
        let second = process
            .desk
            .receive(inbound, Answer::ChangesCard)
            .await
            .ok();
        *air.0.lock().expect("one thread") = Duration::ZERO;
        time::sleep(Duration::from_secs(4)).await;
        process.desk.catch_up().await.expect("calm");
        let record = desk
            .lead(LeadRef::Number(LeadNumber(1)))
            .await
            .expect("calm");
        let state = record.map(|record| record.lead.state());
        assert_eq!(state, Some(State::Claimed), "at {step:?} a step");
        let data = store.data();
        let waits = data
            .outbox
            .values()
            .any(|row| row.kind == "refresh" && row.state == RowState::Pending);
        ([first, second], waits)
    })
}

#[test]
fn a_press_is_shown_by_its_answer_or_by_the_courier() {
    let (mut in_time, mut late) = (0, 0);
    for millis in 0..400 {
        let ([first, _], waits) = pressed(Duration::from_millis(millis));
        match first {
            Some(Reply::Card(_)) => in_time += 1,
            _ => {
                late += 1;
                assert!(waits, "at {millis} ms a step nobody shows the card");
            }
        }
    }
    println!("{in_time} answers in time, {late} late");
    assert!(in_time > 20 && late > 20, "{in_time} in time, {late} late");
}

#[test]
fn a_repeat_is_answered_with_the_card_or_not_at_all() {
    for millis in 0..400 {
        let ([first, second], _) = pressed(Duration::from_millis(millis));
        if matches!(first, Some(Reply::Card(_))) {
            let shown = matches!(second, None | Some(Reply::Card(_)));
            assert!(shown, "at {millis} ms a step: {second:?}");
        }
    }
}
