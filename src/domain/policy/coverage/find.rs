//! Finds the holes.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::hole::{Coverage, Hole, HoleRegion};
use super::products::Products;
use super::regions::Regions;
use crate::money::Tier;
use crate::people::Staff;
use crate::policy::{Company, Policy};
use crate::region::{RegionCode, Territory};

/// Holes that are told one by one.
const MOST: usize = 100;
/// Exceptions of a region that are named.
const NAMED: usize = 20;
const TIERS: [Tier; 3] = [Tier::A, Tier::B, Tier::C];

/// What nobody covers under this policy.
#[must_use]
pub fn coverage(policy: &Policy, company: &Company<'_>) -> Coverage {
    let products = Products::of(company.catalogue);
    let reps: Vec<(&Staff, Cells)> = company
        .reps()
        .map(|rep| (rep, takes(policy, company, &products, rep)))
        .collect();
    let territories = reps.iter().flat_map(|(rep, _)| &rep.territories);
    let regions = Regions::of(company.gazetteer, territories);
    let open: BTreeMap<RegionCode, Cells> = regions
        .codes
        .iter()
        .map(|code| (*code, open(&reps, *code, columns(&products))))
        .collect();
    let groups = grouped(&regions, &open);
    let mut holes: Vec<Hole> = groups
        .iter()
        .flat_map(|(cells, members)| split(&products, &regions, cells, members))
        .collect();
    holes.sort_by_key(|hole| std::cmp::Reverse(hole.cells));
    let further = holes.len().saturating_sub(MOST);
    holes.truncate(MOST);
    Coverage {
        holes,
        further,
        cells: regions.codes.len() * columns(&products) * TIERS.len(),
        open: open.values().map(Cells::count).sum(),
        products_left_out: products.left_out,
    }
}

/// A company without a catalogue has one column: whatever is wanted.
fn columns(products: &Products) -> usize {
    products.leaves.len().max(1)
}

/// The products and tiers that a rep takes, wherever the lead is.
fn takes(policy: &Policy, company: &Company<'_>, products: &Products, rep: &Staff) -> Cells {
    let count = columns(products);
    let mut cells = Cells::none(count);
    let limits = &policy.constraints;
    let sold: Vec<usize> = if rep.products.is_empty() || products.leaves.is_empty() {
        (0..count).collect()
    } else {
        let least = limits.least_level_permille;
        let well = rep.products.iter().filter(|s| s.level_permille >= least);
        well.flat_map(|skill| products.sold_by(company.catalogue, &skill.category))
            .copied()
            .collect()
    };
    for (at, tier) in TIERS.iter().enumerate() {
        // A stands before B: the smaller is the more senior.
        let senior = limits.least_grade(Some(*tier));
        if senior.is_none_or(|least| rep.grade <= least) {
            sold.iter().for_each(|product| cells.add(*product, at));
        }
    }
    cells
}

fn open(reps: &[(&Staff, Cells)], code: RegionCode, columns: usize) -> Cells {
    let mut taken = Cells::none(columns);
    for (rep, cells) in reps {
        let covers = |territory: &Territory| territory.covers(code).is_some();
        if rep.territories.is_empty() || rep.territories.iter().any(covers) {
            taken.join(cells);
        }
    }
    taken.others()
}

/// Regions of which the same is open. A part of a region of which the same is open as of the
/// whole is not told for itself.
fn grouped(
    regions: &Regions,
    open: &BTreeMap<RegionCode, Cells>,
) -> BTreeMap<Cells, Vec<HoleRegion>> {
    let mut groups: BTreeMap<Cells, Vec<HoleRegion>> = BTreeMap::new();
    for code in &regions.codes {
        let cells = &open[code];
        let as_around = regions
            .around
            .get(code)
            .is_some_and(|larger| open[larger] == *cells);
        if cells.count() == 0 || as_around {
            continue;
        }
        let mut except: Vec<RegionCode> = regions
            .codes
            .iter()
            .filter(|part| regions.around.get(part) == Some(code) && open[part] != *cells)
            .copied()
            .collect();
        let except_further = except.len().saturating_sub(NAMED);
        except.truncate(NAMED);
        groups.entry(cells.clone()).or_default().push(HoleRegion {
            code: *code,
            except,
            except_further,
        });
    }
    groups
}

/// One hole for each set of tiers in which the same products are open.
fn split(
    products: &Products,
    regions: &Regions,
    cells: &Cells,
    members: &[HoleRegion],
) -> Vec<Hole> {
    let mut by_products: BTreeMap<Vec<usize>, Vec<Tier>> = BTreeMap::new();
    for (at, tier) in TIERS.iter().enumerate() {
        let open = cells.of_tier(at);
        if !open.is_empty() {
            by_products.entry(open).or_default().push(*tier);
        }
    }
    let provinces = regions.codes.len() - regions.around.len();
    let every_region = members.len() == provinces
        && members
            .iter()
            .all(|one| one.except.is_empty() && !regions.around.contains_key(&one.code));
    by_products
        .into_iter()
        .map(|(open, tiers)| {
            let every_product = open.len() == columns(products);
            Hole {
                regions: members.to_vec(),
                every_region,
                products: if every_product {
                    Vec::new()
                } else {
                    products.names(&open)
                },
                every_product,
                cells: members.len() * open.len() * tiers.len(),
                tiers,
            }
        })
        .collect()
}
