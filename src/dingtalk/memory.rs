//! What the client has to remember between two tries: that the template was refused, and
//! which cards were made and never arrived.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// So long after a refusal the template is not tried.
const REFUSED: Duration = Duration::from_secs(600);

/// Cards that are remembered; a try comes again within minutes, so more are never needed.
const CARDS: usize = 1000;

/// Kept in this process only: after a restart the platform says "exists" of a card that
/// it did not deliver, and the offer's own end moves the lead on (§5.2).
#[derive(Default)]
pub(super) struct Memory {
    refused_until: Mutex<Option<Instant>>,
    undelivered: Mutex<VecDeque<String>>,
}

impl Memory {
    /// The template was refused just now. Whether that is news.
    pub fn template_refused(&self) -> bool {
        let was_refused = !self.may_use_template();
        let mut until = self
            .refused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *until = Some(Instant::now() + REFUSED);
        !was_refused
    }

    /// Whether the template may be tried.
    pub fn may_use_template(&self) -> bool {
        let until = *self
            .refused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        until.is_none_or(|until| Instant::now() >= until)
    }

    /// This card was made and did not arrive.
    pub fn not_delivered(&self, card_id: &str) {
        let mut cards = self
            .undelivered
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if cards.len() == CARDS {
            cards.pop_front();
        }
        cards.push_back(card_id.to_owned());
    }

    /// Whether this card was made before and did not arrive.
    pub fn is_undelivered(&self, card_id: &str) -> bool {
        let cards = self
            .undelivered
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        cards.iter().any(|card| card == card_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_refused_template_is_left_alone_for_ten_minutes() {
        let memory = Memory::default();
        assert!(memory.may_use_template());
        assert!(memory.template_refused(), "news");
        assert!(!memory.template_refused(), "told before");
        tokio::time::advance(REFUSED - Duration::from_secs(1)).await;
        assert!(!memory.may_use_template());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(memory.may_use_template());
    }

    #[test]
    fn the_oldest_card_is_forgotten_first() {
        let memory = Memory::default();
        (0..=CARDS).for_each(|number| memory.not_delivered(&number.to_string()));
        assert!(!memory.is_undelivered("0") && memory.is_undelivered("1"));
    }
}
