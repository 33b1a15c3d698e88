//! `/查询`, `/为什么`, `/公海`, `/我的`, `/状态`: looking, within one's own scope.

use jiff::Unit;
use paidan_domain::ids::{LeadNumber, StaffId};
use paidan_domain::lead::{Lead, State};
use paidan_domain::people::Role;
use paidan_domain::time::Instant;

use super::{Asker, Slash, SlashAnswer};
use crate::app::ports::{LeadFilter, LeadRecord, LeadRef, StoreError};
use crate::words::{self, Figures, OwnLead, Told, brief};

/// Lines of a list at most.
const LINES: usize = 10;

impl Slash {
    /// Its card in its present state, for whoever has it, their deputy and their manager.
    pub(super) async fn show(
        &self,
        asker: &Asker<'_>,
        number: LeadNumber,
    ) -> Result<SlashAnswer, StoreError> {
        Ok(match self.visible(asker, number).await? {
            Some(record) => SlashAnswer::Card(record.lead.id),
            None => self.told(&Told::NoLead(number)),
        })
    }

    /// Why it went where it went; only a manager reads how others scored.
    pub(super) async fn why(
        &self,
        asker: &Asker<'_>,
        number: LeadNumber,
    ) -> Result<SlashAnswer, StoreError> {
        let Some(record) = self.visible(asker, number).await? else {
            return Ok(self.told(&Told::NoLead(number)));
        };
        let Some((_, stored)) = self.reads.explanation(record.lead.id).await? else {
            return Ok(self.told(&Told::NeverMatched(number)));
        };
        // Worked out again from what was stored: the same bytes, or somebody touched them.
        let mut why = stored.recomputed();
        if asker.staff.role == Role::Rep {
            why.candidates.truncate(1);
            why.excluded.clear();
        }
        let place = record
            .lead
            .facts
            .region
            .and_then(|code| self.gazetteer.short_name(code));
        Ok(SlashAnswer::Text(words::sentence(number, &why, place)))
    }

    pub(super) async fn pool(&self, asker: &Asker<'_>) -> Result<Told, StoreError> {
        let filter = LeadFilter {
            states: vec![State::Pooled],
            limit: LINES as u32,
            ..LeadFilter::default()
        };
        let leads = self.reads.leads(filter).await?;
        tracing::debug!(rep.id = %asker.staff.id, "looked at the pool");
        Ok(Told::Pool(
            leads
                .iter()
                .map(|one| (one.lead.number, self.brief(&one.lead)))
                .collect(),
        ))
    }

    pub(super) async fn mine(&self, asker: &Asker<'_>) -> Result<Told, StoreError> {
        let states = vec![
            State::Offered,
            State::Escalated,
            State::Claimed,
            State::Contacted,
        ];
        let mut lines = self.lines_of(&asker.staff.id, states, None).await?;
        let (floor, now) = (self.shelf.floor(), self.clock.now());
        for one in floor.people() {
            let absent = &one.staff.id;
            if floor.stands_in(&asker.staff.id, absent, now) {
                let followed = vec![State::Claimed, State::Contacted];
                let owner = Some(one.staff.name.clone());
                lines.extend(self.lines_of(absent, followed, owner).await?);
            }
        }
        // The soonest first; what has no deadline comes last.
        lines.sort_by_key(|one| (one.until.unwrap_or(Instant(i64::MAX)), one.number));
        lines.truncate(LINES);
        Ok(Told::Mine(lines))
    }

    /// What somebody holds in these states.
    async fn lines_of(
        &self,
        holder: &StaffId,
        states: Vec<State>,
        owner: Option<String>,
    ) -> Result<Vec<OwnLead>, StoreError> {
        let filter = LeadFilter {
            states,
            holder: Some(holder.clone()),
            limit: 100,
            ..LeadFilter::default()
        };
        let leads = self.reads.leads(filter).await?;
        let line = |one: &LeadRecord| OwnLead {
            number: one.lead.number,
            what: self.brief(&one.lead),
            state: one.lead.state(),
            until: one
                .live_offer()
                .map(|offer| offer.deadline)
                .or(one.lead.escalation().map(|escalation| escalation.deadline)),
            owner: owner.clone(),
        };
        Ok(leads.iter().map(line).collect())
    }

    pub(super) async fn status(&self) -> Result<Told, StoreError> {
        let now = self.clock.now();
        let today = now.timestamp().to_zoned_datetime(self.zone.clone());
        let midnight = today.round(
            jiff::ZonedDateTimeRound::new()
                .smallest(Unit::Day)
                .mode(jiff::RoundMode::Trunc),
        );
        let since = midnight.map_or(now, |day| Instant::from_timestamp(day.timestamp()));
        let mut day = self.reads.day(since).await?;
        day.claims.sort();
        let floor = self.shelf.floor();
        let reps = floor
            .people()
            .filter(|one| one.staff.active && one.staff.role == Role::Rep)
            .map(|one| (one.staff.name.clone(), one.load, one.staff.capacity))
            .collect();
        Ok(Told::Status(Figures {
            received: day.received,
            claimed: u64::try_from(day.claims.len()).unwrap_or(u64::MAX),
            open: day.open,
            median: day.claims.get(day.claims.len() / 2).copied(),
            reps,
        }))
    }

    /// A lead that the asker may know of: theirs, or of their team.
    async fn visible(
        &self,
        asker: &Asker<'_>,
        number: LeadNumber,
    ) -> Result<Option<LeadRecord>, StoreError> {
        let record = self.reads.lead(LeadRef::Number(number)).await?;
        let me = &asker.staff.id;
        let floor = self.shelf.floor();
        Ok(record.filter(|record| {
            let lead = &record.lead;
            let holder = lead.holder().or(lead.last_rep.as_ref());
            match asker.staff.role {
                Role::Rep => {
                    let stands_in = |owner| floor.stands_in(me, owner, self.clock.now());
                    lead.holder() == Some(me) || lead.owner().is_some_and(stands_in)
                }
                Role::Manager => holder.is_none_or(|holder| floor.leads(me, holder)),
            }
        }))
    }

    fn brief(&self, lead: &Lead) -> String {
        brief(
            &lead.facts,
            lead.facts
                .region
                .and_then(|code| self.gazetteer.short_name(code)),
        )
    }
}
