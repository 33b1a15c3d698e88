//! How people stand after a decision: loads, effort, when they were asked, how they answered. In
//! the rows and on the floor at hand, in the same commit.

use paidan_domain::ids::StaffId;
use paidan_domain::lead::{Decided, Lead};
use paidan_domain::time::Instant;
use paidan_entity::staff;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, UpdateMany};

use super::change::exactly_one;
use super::desk::Desk;
use super::fault::Fault;

/// What changes for one person.
#[derive(Default)]
struct Change {
    /// Leads at hand, one more or one less.
    leads: i64,
    /// Offered a lead just now.
    offered: Option<Instant>,
    /// Answered an offer, in permille.
    answered: Option<u32>,
}

/// People are changed in the order of their ids: two writers that touch the same two in
/// different orders deadlock on PostgreSQL.
pub(super) async fn follow(
    desk: &mut Desk,
    before: Option<&Lead>,
    decided: &Decided,
) -> Result<(), Fault> {
    let from = before.and_then(Lead::counts_for).cloned();
    let to = decided.lead.counts_for().cloned();
    let offered = decided
        .lead
        .offer()
        .filter(|new| before.and_then(Lead::offer).map(|was| was.id) != Some(new.id))
        .map(|_| decided.lead.updated_at);
    let mut changes: std::collections::BTreeMap<&StaffId, Change> = Default::default();
    if let Some(from) = &from {
        let change = changes.entry(from).or_default();
        change.leads -= 1;
        change.answered = decided.answered();
    }
    if let Some(to) = &to {
        let change = changes.entry(to).or_default();
        change.leads += 1;
        change.offered = offered;
    }
    let effort = decided.lead.facts.effort_permille;
    for (id, change) in &changes {
        write(desk, id, change, effort, decided.by_hand).await?;
    }
    let floor = desk.floor_mut()?;
    if from != to {
        floor.moved_with(from.as_ref(), to.as_ref(), effort);
    }
    for (id, change) in changes {
        if let Some(permille) = change.answered {
            floor.change(id, |one| one.answered(permille));
        }
        if let Some(at) = change.offered {
            floor.offered(id, at);
        }
    }
    Ok(())
}

async fn write(
    desk: &Desk,
    id: &StaffId,
    change: &Change,
    effort: u32,
    by_hand: bool,
) -> Result<(), Fault> {
    if change.leads == 0 && change.offered.is_none() && change.answered.is_none() {
        return Ok(());
    }
    let mut update: UpdateMany<staff::Entity> =
        staff::Entity::update_many().filter(staff::Column::StaffId.eq(id.as_str()));
    if change.leads != 0 {
        let more = |column: staff::Column, by: i64| Expr::col(column).add(by);
        let effort = i64::from(effort) * change.leads;
        update = update
            .col_expr(staff::Column::Load, more(staff::Column::Load, change.leads))
            .col_expr(staff::Column::Effort, more(staff::Column::Effort, effort));
    }
    if let Some(at) = change.offered {
        update = update.col_expr(staff::Column::LastOffered, Expr::value(at.0));
    }
    if let Some(permille) = change.answered {
        update = update.col_expr(staff::Column::Responsive, responsive_after(permille));
    }
    // Nobody is given more than fits but by a person's own act.
    let gains = change.leads > 0;
    if gains && !by_hand {
        let has_room = Expr::col(staff::Column::Load).lt(Expr::col(staff::Column::Capacity));
        update = update.filter(has_room);
    }
    let done = update.exec(&desk.tx).await?;
    if gains {
        exactly_one(done.rows_affected)?;
    }
    Ok(())
}

/// The sum of `Standing::answered`, made by the database, which has the newest value; both divide
/// towards zero.
fn responsive_after(permille: u32) -> SimpleExpr {
    let before = || Expr::col(staff::Column::Responsive).if_null(500);
    let step = Expr::value(i64::from(permille)).sub(before()).div(8);
    before().add(step)
}
