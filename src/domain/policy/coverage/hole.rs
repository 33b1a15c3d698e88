//! What nobody covers.

use serde::Serialize;

use crate::money::Tier;
use crate::region::RegionCode;

/// The holes of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The largest first, at most 100.
    pub holes: Vec<Hole>,
    /// How many more there are.
    pub further: usize,
    /// Cells looked at: regions × products × tiers.
    pub cells: usize,
    /// Cells that nobody covers.
    pub open: usize,
    /// Products beyond the first thousand, which were not looked at.
    pub products_left_out: usize,
}

/// Leads of each of these regions, of each of these products, of each of these tiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hole {
    /// In the order of the codes.
    pub regions: Vec<HoleRegion>,
    /// The whole country.
    pub every_region: bool,
    /// Categories, a parent for all of its children; empty with `every_product`.
    pub products: Vec<String>,
    /// Whatever is wanted.
    pub every_product: bool,
    /// In order.
    pub tiers: Vec<Tier>,
    /// How many cells it has.
    pub cells: usize,
}

/// A region with what lies in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HoleRegion {
    /// GB/T 2260.
    pub code: RegionCode,
    /// Parts of it for which something else holds; at most twenty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<RegionCode>,
    /// How many more of them there are.
    #[serde(skip_serializing_if = "is_zero")]
    pub except_further: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}
