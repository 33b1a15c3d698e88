//! 省着用: which calls can be left out while a platform's month runs low
//! ([`crate::app::quota::Level::Saving`]).

use std::time::Duration;

use paidan_domain::ids::StaffId;
use paidan_domain::lead::Event;
use paidan_domain::time::Instant;

use crate::words::Card;

/// Why a change was left out, as a code.
pub const SAVED: &str = "saved: quota";

/// So many pool cards of one group are enough for one text,
const ENOUGH: usize = 6;
/// and no lead waits longer than this for others.
const WAIT: Duration = Duration::from_secs(300);
/// How many leads one text names at most.
pub const MOST: usize = 20;

/// A card as it stands on somebody's phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// A customer's contact may be on it.
    pub contact: bool,
    /// Whoever has it pressed it, and waits to see what came of it.
    pub awaited: bool,
}

/// Whether a change to a card can be left out: nobody can act on what it would show, and
/// no contact has to be taken away. A press on the old card is answered with the present
/// state all the same, and that answer costs nothing.
#[must_use]
pub fn is_cosmetic(stands: Standing, becomes: &Card) -> bool {
    let acts = becomes.buttons.iter().any(|button| button.url.is_none());
    !stands.contact && !stands.awaited && !acts && becomes.choice.is_none()
}

/// Whether the last change of a lead was somebody's own doing. Its steps share one moment.
#[must_use]
pub fn is_their_doing(events: &[Event], who: &StaffId) -> bool {
    let last = events.last().map(|event| event.at);
    let steps = events
        .iter()
        .rev()
        .take_while(|event| Some(event.at) == last);
    let mut names = steps.map(|event| {
        let behalf = event.on_behalf_of.as_ref().map(StaffId::as_str);
        behalf.unwrap_or(&event.actor.id)
    });
    names.any(|name| name == who.as_str())
}

/// When the leads go out that wait for one group, given when each card was written, the
/// oldest first: together, once six are there or the oldest has waited five minutes. None
/// when nothing waits.
#[must_use]
pub fn pool_text_at(waiting: &[Instant]) -> Option<Instant> {
    let oldest = waiting.first()?.after(WAIT);
    // The sixth makes it due at once.
    let full = waiting.get(ENOUGH - 1).copied();
    Some(full.map_or(oldest, |full| full.min(oldest)))
}

#[cfg(test)]
mod tests {
    use paidan_domain::lead::{Body, State};
    use paidan_domain::people::{Actor, ActorKind};

    use super::*;
    use crate::words::{Button, ButtonWeight, Choice};

    const SILENT: Standing = Standing {
        contact: false,
        awaited: false,
    };

    fn button(key: &str, url: Option<&str>) -> Button {
        Button {
            key: key.to_owned(),
            text: "认领".to_owned(),
            weight: ButtonWeight::Plain,
            url: url.map(str::to_owned),
        }
    }

    /// `已超时 #1042`.
    fn ended() -> Card {
        Card {
            title: "已超时 #1042".to_owned(),
            ended: Some("已超时".to_owned()),
            ..Card::default()
        }
    }

    #[test]
    fn an_offer_that_ran_out_stays_as_it_stands() {
        assert!(is_cosmetic(SILENT, &ended()));
        let mut with_link = ended();
        with_link.buttons = vec![button("list", Some("https://crm.example.cn/h5"))];
        assert!(is_cosmetic(SILENT, &with_link), "a link is no act");
    }

    #[test]
    fn a_contact_is_always_taken_away() {
        let stands = Standing {
            contact: true,
            ..SILENT
        };
        assert!(!is_cosmetic(stands, &ended()));
    }

    #[test]
    fn whoever_pressed_sees_what_came_of_it() {
        let stands = Standing {
            awaited: true,
            ..SILENT
        };
        assert!(!is_cosmetic(stands, &ended()));
    }

    #[test]
    fn what_can_be_acted_on_is_always_shown() {
        let mut asks = ended();
        asks.buttons = vec![button("reason:busy", None)];
        assert!(!is_cosmetic(SILENT, &asks));
        let mut choose = ended();
        choose.choice = Some(Choice {
            key: "rep".to_owned(),
            title: "指派给".to_owned(),
            options: Vec::new(),
            selected: None,
        });
        assert!(!is_cosmetic(SILENT, &choose));
    }

    fn event(seq: u32, at: i64, actor: &str, on_behalf_of: Option<&str>) -> Event {
        Event {
            seq,
            at: Instant(at),
            actor: Actor {
                kind: ActorKind::Rep,
                id: actor.to_owned(),
            },
            on_behalf_of: on_behalf_of.map(|name| StaffId::parse(name).unwrap()),
            from: Some(State::Offered),
            to: State::Received,
            body: Body::Quarantined {},
        }
    }

    #[test]
    fn the_last_change_is_theirs_whoever_its_later_steps_are_by() {
        let zhang = StaffId::parse("zhang").unwrap();
        let declined = [event(1, 1, "wang", None), event(2, 2, "zhang", None)];
        assert!(is_their_doing(&declined, &zhang));
        let mut moved_on = declined.to_vec();
        moved_on.push(event(3, 2, "paidan", None));
        assert!(is_their_doing(&moved_on, &zhang), "one decision");
        moved_on.push(event(4, 3, "wang", None));
        assert!(!is_their_doing(&moved_on, &zhang));
        let by_token = [event(1, 1, "crm", Some("zhang"))];
        assert!(is_their_doing(&by_token, &zhang));
        assert!(!is_their_doing(&[], &zhang));
    }

    #[test]
    fn leads_for_one_group_wait_for_six_or_five_minutes() {
        let minute = |minutes: u64| Instant(0).after(Duration::from_secs(60 * minutes));
        assert_eq!(pool_text_at(&[]), None);
        assert_eq!(pool_text_at(&[minute(1)]), Some(minute(6)));
        let five: Vec<Instant> = (1..=5).map(minute).collect();
        assert_eq!(pool_text_at(&five), Some(minute(6)));
        let six = [0, 1, 1, 2, 2, 3, 4].map(minute);
        assert_eq!(pool_text_at(&six), Some(minute(3)), "with the sixth");
        let slow: Vec<Instant> = (0..8).map(|at| minute(at * 2)).collect();
        assert_eq!(pool_text_at(&slow), Some(minute(5)));
    }
}
