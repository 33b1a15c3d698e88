//! Sets of product × tier.

/// One bit for each product in each of the three tiers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cells {
    words: Vec<u64>,
    products: usize,
}

impl Cells {
    pub(super) fn none(products: usize) -> Self {
        Self {
            words: vec![0; (products * 3).div_ceil(64)],
            products,
        }
    }

    pub(super) fn add(&mut self, product: usize, tier: usize) {
        let bit = tier * self.products + product;
        self.words[bit / 64] |= 1 << (bit % 64);
    }

    pub(super) fn has(&self, product: usize, tier: usize) -> bool {
        let bit = tier * self.products + product;
        self.words[bit / 64] & (1 << (bit % 64)) != 0
    }

    pub(super) fn join(&mut self, other: &Self) {
        for (one, other) in self.words.iter_mut().zip(&other.words) {
            *one |= other;
        }
    }

    pub(super) fn others(&self) -> Self {
        let mut words: Vec<u64> = self.words.iter().map(|word| !word).collect();
        let beyond = words.len() * 64 - self.products * 3;
        if let Some(last) = words.last_mut() {
            *last &= u64::MAX >> beyond;
        }
        Self {
            words,
            products: self.products,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// The products of one tier.
    pub(super) fn of_tier(&self, tier: usize) -> Vec<usize> {
        let all = 0..self.products;
        all.filter(|product| self.has(*product, tier)).collect()
    }
}
