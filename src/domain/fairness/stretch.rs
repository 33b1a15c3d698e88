//! Between two changes of who works.

/// Names a stretch (时段) of a rule by who works in it. Within a stretch the shares stand still,
/// so nobody is ever a whole lead off; where it changes the rule's account begins anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Stretch(pub u64);

impl Stretch {
    /// The stretch in which these work: everybody among whom the rule chooses who is active and
    /// not on leave, with their share in permille, in the order of the floor. Who is full or was
    /// asked already still works. People of share zero do not count.
    #[must_use]
    pub fn of<'a>(at_work: impl IntoIterator<Item = (&'a str, u32)>) -> Self {
        // FNV-1a, 64 bit: the value is stored, so it must not change with the compiler's release.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut take = |byte: u8| {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        };
        for (id, share) in at_work.into_iter().filter(|(_, share)| *share > 0) {
            id.bytes().for_each(&mut take);
            // No id holds this byte, so two people are never read as one.
            take(0xff);
            share.to_le_bytes().into_iter().for_each(&mut take);
        }
        Self(hash)
    }
}
