//! The rules by which one lead moves, one step at a time: written from the contract, so that a
//! mistake of the program is not made here again.

use super::{Ask, At, Card, Did, Onward, Sight, Who};

/// Where a lead stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// With one rep, claimable before `until`; none = not during this history.
    Offered {
        /// Who is asked.
        rep: Who,
        /// From when on a claim is refused.
        until: Option<At>,
    },
    /// With a manager, for a time.
    Escalated {
        /// When it goes on by itself.
        until: Option<At>,
    },
    /// First to claim.
    Pooled,
    /// Somebody's.
    Owned(Who),
    /// It went on by itself and nobody says where to.
    Loose,
}

/// One lead as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Lead {
    stage: Stage,
    /// Offers made so far; a card names one of them.
    offers: u32,
    /// The live offer may not be claimed any more.
    over: bool,
    /// An offer of it ran out.
    ran_out: bool,
    /// An offer of it was declined.
    declined: bool,
    /// A manager's hand brought it where it is.
    by_hand: bool,
    /// How far it went by itself.
    onward: usize,
}

impl Lead {
    pub(super) fn new(stage: Stage) -> Self {
        Self {
            stage,
            offers: u32::from(matches!(stage, Stage::Offered { .. })),
            over: false,
            ran_out: false,
            declined: false,
            by_hand: false,
            onward: 0,
        }
    }

    /// The instant from which nothing can be done to it as it is: its time is over.
    pub(super) fn until(&self) -> Option<At> {
        match self.stage {
            Stage::Offered { until, .. } | Stage::Escalated { until } if !self.over => until,
            _ => None,
        }
    }

    /// What the clock may do by itself, and not before when.
    pub(super) fn passes(&self, onward: &[Stage]) -> Option<(At, Self)> {
        match self.stage {
            Stage::Offered { .. } if self.over => {
                let ran_out = Self {
                    ran_out: true,
                    ..*self
                };
                Some((At::MIN, ran_out.goes_on(onward)))
            }
            Stage::Offered {
                until: Some(until), ..
            } => Some((
                until,
                Self {
                    over: true,
                    ..*self
                },
            )),
            Stage::Escalated { until: Some(until) } => Some((until, self.goes_on(onward))),
            _ => None,
        }
    }

    /// What an act does, and what may truly be said of it.
    pub(super) fn act(&self, who: Who, asks: Ask, onward: &[Stage]) -> (Self, Did) {
        let refused = (*self, Did::Refused);
        match (asks, self.stage) {
            (Ask::Look, _) => (*self, Did::Unsaid),
            (Ask::Claim(_), Stage::Owned(owner)) if owner == who => (*self, Did::Done),
            (Ask::Claim(card), Stage::Offered { rep, .. }) if rep == who && !self.over => {
                match card {
                    Card::Offer(one) if one != self.offers => refused,
                    Card::Pool => refused,
                    _ => (self.is(Stage::Owned(who)), Did::Done),
                }
            }
            (Ask::Claim(Card::Pool | Card::None), Stage::Pooled) => {
                (self.is(Stage::Owned(who)), Did::Done)
            }
            // Where it is, and so what comes of it, nobody says.
            (Ask::Claim(Card::None), Stage::Loose) => (*self, Did::Unsaid),
            (Ask::Claim(_), _) => refused,
            (Ask::Decline(one), Stage::Offered { rep, .. }) if rep == who && one == self.offers => {
                let declined = Self {
                    declined: true,
                    ..*self
                };
                (declined.goes_on(onward), Did::Done)
            }
            (Ask::Decline(_), _) => refused,
            (Ask::Reassign(to), stage) => self.reassigned(stage, to),
            (Ask::Pool, Stage::Owned(_)) => refused,
            (Ask::Pool, _) => (self.is(Stage::Pooled), Did::Done),
        }
    }

    fn reassigned(&self, stage: Stage, to: Who) -> (Self, Did) {
        match stage {
            Stage::Owned(owner) if owner == to => (*self, Did::Handed { from: None }),
            Stage::Owned(owner) => {
                let hers = self.by_hand(Stage::Owned(to), self.offers);
                (hers, Did::Handed { from: Some(owner) })
            }
            Stage::Offered { rep, .. } if rep == to => (*self, Did::Handed { from: None }),
            stage => {
                let asked = Stage::Offered {
                    rep: to,
                    until: None,
                };
                let did = match stage {
                    Stage::Offered { rep, .. } => Did::Handed { from: Some(rep) },
                    Stage::Loose => Did::Unsaid,
                    _ => Did::Handed { from: None },
                };
                (self.by_hand(asked, self.offers + 1), did)
            }
        }
    }

    /// Whether `who` may be shown this of it now.
    pub(super) fn shows(&self, who: Who, sight: Sight) -> bool {
        match (sight, self.stage) {
            (Sight::Owned(one), Stage::Owned(owner)) => one == owner,
            (Sight::Given(one), Stage::Owned(rep) | Stage::Offered { rep, .. }) => {
                one == rep && self.by_hand
            }
            (Sight::Offered(one), Stage::Offered { rep, .. }) => one == rep,
            (Sight::Open, Stage::Offered { rep, .. }) => rep == who && !self.over,
            (Sight::Open | Sight::Pooled, Stage::Pooled) => true,
            (Sight::RanOut(Onward::Unsaid), Stage::Offered { rep, .. }) if rep == who => self.over,
            (Sight::RanOut(place), stage) => self.ran_out && went(place, stage),
            (Sight::Declined, _) => self.declined,
            (Sight::Escalated, Stage::Escalated { .. }) => true,
            (_, Stage::Loose) => !matches!(sight, Sight::Open),
            _ => false,
        }
    }

    fn is(self, stage: Stage) -> Self {
        Self {
            stage,
            over: false,
            ..self
        }
    }

    fn by_hand(self, stage: Stage, offers: u32) -> Self {
        Self {
            offers,
            by_hand: true,
            ..self.is(stage)
        }
    }

    fn goes_on(self, onward: &[Stage]) -> Self {
        let stage = onward.get(self.onward).copied().unwrap_or(Stage::Loose);
        Self {
            by_hand: false,
            onward: self.onward + 1,
            offers: self.offers + u32::from(matches!(stage, Stage::Offered { .. })),
            ..self.is(stage)
        }
    }
}

fn went(place: Onward, stage: Stage) -> bool {
    match place {
        Onward::Unsaid => true,
        Onward::Rep => matches!(stage, Stage::Offered { .. } | Stage::Owned(_)),
        Onward::Manager => matches!(stage, Stage::Escalated { .. }),
        Onward::Pool => stage == Stage::Pooled,
    }
}

/// Whether what was said of an act can be true of what it did.
pub(super) fn fits(said: Did, truth: Did) -> bool {
    said == Did::Unsaid || truth == Did::Unsaid || said == truth
}
