//! What paidan promises of every lead and of the store as a whole.

/// A promise, by the name that `reliability.md` §2 gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Promise {
    /// I1: at most one live offer a lead, and it is the one the lead speaks of.
    OneOffer,
    /// I2: an owner if and only if somebody has it or had it at the end.
    OneOwner,
    /// I3: offer ids are unique; a claim names what was live immediately before it.
    Named,
    /// I4: numbers of events without a gap, and the row is their fold.
    Fold,
    /// I5: a lead rests only where somebody or a deadline will move it.
    Rest,
    /// I6: at most one effect for each event, recipient and kind; none without its event.
    OneEffect,
    /// I7: the stored load of a rep is the count over leads.
    Load,
    /// I8: no more offers than the rules allow, nobody asked twice in a round.
    Round,
    /// I9: within a lead time never runs backwards.
    Order,
    /// I10: each accepted input has exactly one lead.
    OneLead,
    /// I11: a lead that is over has no new card on its way.
    Quiet,
    /// I12: in each account of shares what was due in all is what came; what was posted to a rep
    /// adds up to what they got.
    Shares,
    /// P6: an offer that the rules made has its explanation.
    Explained,
    /// P8: what customers said is sealed, and opens under the key at hand.
    Sealed,
}

impl Promise {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 14] = [
        Self::OneOffer,
        Self::OneOwner,
        Self::Named,
        Self::Fold,
        Self::Rest,
        Self::OneEffect,
        Self::Load,
        Self::Round,
        Self::Order,
        Self::OneLead,
        Self::Quiet,
        Self::Shares,
        Self::Explained,
        Self::Sealed,
    ];

    /// Its short name, as in `reliability.md`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OneOffer => "I1",
            Self::OneOwner => "I2",
            Self::Named => "I3",
            Self::Fold => "I4",
            Self::Rest => "I5",
            Self::OneEffect => "I6",
            Self::Load => "I7",
            Self::Round => "I8",
            Self::Order => "I9",
            Self::OneLead => "I10",
            Self::Quiet => "I11",
            Self::Shares => "I12",
            Self::Explained => "P6",
            Self::Sealed => "P8",
        }
    }
}
