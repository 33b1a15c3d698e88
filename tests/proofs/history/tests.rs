//! The judge, judged: sound histories pass, and each kind of broken one is caught.

use super::{Answer, Ask, At, Card, Did, History, Onward, Operation, Sight, Stage, Verdict, Who};

const DEADLINE: At = 1_000;
const FIRST: Ask = Ask::Claim(Card::Offer(1));
const GRAB: Ask = Ask::Claim(Card::Pool);

fn offered() -> History {
    let begins = Stage::Offered {
        rep: "zhang",
        until: Some(DEADLINE),
    };
    History {
        begins,
        onward: vec![Stage::Escalated { until: None }],
        operations: Vec::new(),
    }
}

fn pooled() -> History {
    History {
        begins: Stage::Pooled,
        onward: Vec::new(),
        operations: Vec::new(),
    }
}

impl History {
    fn asks(mut self, who: Who, asks: Ask, from: At, to: At, did: Did, saw: Option<Sight>) -> Self {
        let answer = Some(Answer { at: to, did, saw });
        self.operations.push(Operation {
            who,
            asks,
            invoked: from,
            answer,
        });
        self
    }

    /// A press whose answer is a card.
    fn shown(self, who: Who, asks: Ask, from: At, to: At, saw: Sight) -> Self {
        self.asks(who, asks, from, to, Did::Unsaid, Some(saw))
    }

    fn unanswered(mut self, who: Who, asks: Ask, from: At) -> Self {
        self.operations.push(Operation {
            who,
            asks,
            invoked: from,
            answer: None,
        });
        self
    }

    fn looks(self, from: At, saw: Sight) -> Self {
        self.shown("admin", Ask::Look, from, from + 10, saw)
    }

    fn moved(self, from: At, to: At, had: Who) -> Self {
        let did = Did::Handed { from: Some(had) };
        self.asks("li", Ask::Reassign("wang"), from, to, did, None)
    }

    #[track_caller]
    fn is_sound(&self) {
        assert_eq!(self.judge(), Verdict::Sound);
    }

    /// The verdict names as many operations as cannot be explained together.
    #[track_caller]
    fn is_broken(&self, by: usize) {
        let Verdict::Broken(bit) = self.judge() else {
            panic!("the judge saw nothing wrong with {self:?}");
        };
        assert_eq!(bit.matches(" asks ").count(), by, "{bit}");
    }
}

#[test]
fn whoever_is_first_has_it_and_the_others_are_told_so() {
    pooled()
        .shown("a", GRAB, 0, 50, Sight::Owned("b"))
        .shown("b", GRAB, 10, 40, Sight::Owned("b"))
        .shown("c", GRAB, 45, 90, Sight::Owned("b"))
        .looks(100, Sight::Owned("b"))
        .is_sound();
}

#[test]
fn sixty_four_who_press_at_once_are_judged_quickly() {
    let many = (0..64).fold(pooled(), |history, at| {
        let name: Who = format!("rep{at}").leak();
        history.shown(name, GRAB, at, 900 + at, Sight::Owned("rep41"))
    });
    many.clone().looks(2_000, Sight::Owned("rep41")).is_sound();
    many.shown("rep7", GRAB, 500, 950, Sight::Owned("rep7"))
        .is_broken(2);
}

#[test]
fn a_lead_has_one_owner_at_a_time() {
    pooled()
        .shown("a", GRAB, 0, 50, Sight::Owned("a"))
        .shown("b", GRAB, 10, 40, Sight::Owned("b"))
        .is_broken(2);
}

#[test]
fn real_time_is_respected() {
    let before = pooled().shown("b", GRAB, 0, 10, Sight::Owned("a"));
    before
        .clone()
        .shown("a", GRAB, 5, 30, Sight::Owned("a"))
        .is_sound();
    before
        .shown("a", GRAB, 20, 30, Sight::Owned("a"))
        .is_broken(1);
}

#[test]
fn nobody_is_told_of_an_owner_who_never_was() {
    let zhang = offered().shown("zhang", FIRST, 0, 10, Sight::Owned("zhang"));
    zhang
        .clone()
        .shown("zhang", FIRST, 20, 30, Sight::Owned("wang"))
        .is_broken(1);
    // Nor that a manager gave it away before the manager did.
    zhang
        .shown("zhang", FIRST, 20, 30, Sight::Given("wang"))
        .moved(40, 60, "zhang")
        .is_broken(1);
}

#[test]
fn a_claim_wins_before_the_deadline_and_not_from_it_on() {
    let wins = |from, to| offered().shown("zhang", FIRST, from, to, Sight::Owned("zhang"));
    wins(DEADLINE - 1, DEADLINE + 500).is_sound();
    wins(DEADLINE, DEADLINE + 500).is_broken(1);
    wins(DEADLINE + 1, DEADLINE + 500).is_broken(1);
}

#[test]
fn a_refusal_has_a_cause() {
    let ran_out = |from, to, place| offered().shown("zhang", FIRST, from, to, Sight::RanOut(place));
    ran_out(DEADLINE - 10, DEADLINE + 1, Onward::Unsaid).is_sound();
    ran_out(DEADLINE - 10, DEADLINE + 1, Onward::Manager).is_sound();
    ran_out(DEADLINE - 10, DEADLINE - 1, Onward::Unsaid).is_broken(1);
    ran_out(DEADLINE - 10, DEADLINE + 1, Onward::Pool).is_broken(1);
    // By the API, which says no and nothing more.
    let refused = |to| offered().asks("zhang", FIRST, 0, to, Did::Refused, None);
    refused(DEADLINE).is_sound();
    refused(DEADLINE - 1).is_broken(1);
}

#[test]
fn what_was_answered_is_not_gone_later() {
    let done = offered().asks("zhang", FIRST, 0, 10, Did::Done, None);
    done.clone().looks(5_000, Sight::Owned("zhang")).is_sound();
    done.clone().looks(20, Sight::Offered("zhang")).is_broken(2);
    done.looks(5_000, Sight::Escalated).is_broken(2);
}

#[test]
fn what_was_not_answered_may_have_happened_at_any_time_or_never() {
    let open = offered().unanswered("zhang", FIRST, 10);
    open.clone().looks(500, Sight::Owned("zhang")).is_sound();
    open.clone().looks(500, Sight::Offered("zhang")).is_sound();
    open.clone()
        .looks(500, Sight::Offered("zhang"))
        .looks(700, Sight::Owned("zhang"))
        .is_sound();
    open.looks(500, Sight::Owned("zhang"))
        .looks(1_700, Sight::Escalated)
        .is_broken(2);
}

#[test]
fn a_press_shows_the_lead_as_it_is_after_the_act() {
    // Claimed, and given away before the card was drawn.
    offered()
        .shown("zhang", FIRST, 0, 100, Sight::Given("wang"))
        .moved(10, 90, "zhang")
        .looks(200, Sight::Given("wang"))
        .is_sound();
    // It was still open when it was pressed: the press would have taken it.
    offered()
        .shown("zhang", FIRST, 0, 100, Sight::Open)
        .is_broken(1);
}

#[test]
fn a_manager_and_a_rep_at_once() {
    let both = |saw| {
        offered()
            .shown("zhang", FIRST, 0, 100, saw)
            .moved(0, 100, "zhang")
    };
    both(Sight::Owned("zhang"))
        .looks(200, Sight::Owned("wang"))
        .is_sound();
    both(Sight::Given("wang"))
        .looks(200, Sight::Offered("wang"))
        .is_sound();
    // Somebody who works on it already has it given to them outright.
    both(Sight::Owned("zhang"))
        .looks(200, Sight::Offered("wang"))
        .is_broken(2);
    both(Sight::Given("wang"))
        .looks(200, Sight::Owned("zhang"))
        .is_broken(2);
}

#[test]
fn a_manager_puts_into_the_pool_what_nobody_owns() {
    let pooled = |did| offered().asks("li", Ask::Pool, 10, 50, did, None);
    pooled(Did::Done)
        .shown("wang", GRAB, 20, 60, Sight::Owned("wang"))
        .shown("zhang", FIRST, 70, 80, Sight::Owned("wang"))
        .is_sound();
    pooled(Did::Refused)
        .shown("zhang", FIRST, 20, 60, Sight::Owned("zhang"))
        .is_sound();
    pooled(Did::Refused).looks(60, Sight::Pooled).is_broken(1);
}

#[test]
fn an_act_happens_once() {
    let declined = History {
        onward: vec![Stage::Escalated { until: None }],
        ..offered()
    };
    declined
        .moved(0, 10, "zhang")
        .asks("wang", Ask::Decline(2), 20, 30, Did::Done, None)
        .looks(40, Sight::Offered("wang"))
        .is_broken(2);
}

#[test]
fn sixty_four_presses_at_the_deadline_are_judged_quickly() {
    let many = (0..64).fold(offered(), |history, at| {
        let saw = match at {
            0..10 => Sight::Owned("zhang"),
            _ => Sight::RanOut(Onward::Unsaid),
        };
        history.shown("zhang", FIRST, 900 + at, 1_100 + at, saw)
    });
    many.is_broken(2);
    let late = (0..64).fold(offered(), |history, at| {
        let place = if at % 2 == 0 {
            Onward::Unsaid
        } else {
            Onward::Manager
        };
        history.shown("zhang", FIRST, 900 + at, 1_100 + at, Sight::RanOut(place))
    });
    late.moved(1_300, 1_350, "zhang").is_broken(2);
}
