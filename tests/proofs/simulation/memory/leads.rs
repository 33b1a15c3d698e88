//! Intake and change.

use async_trait::async_trait;
use paidan::app::ports::{
    Acquaintance, Aside, Changed, Incoming, Judge, LeadRef, Leads, StoreError, TakenIn, Verdict,
};
use paidan_domain::ids::{LeadId, LeadNumber};
use paidan_domain::lead::Refusal;
use paidan_domain::matching::Floor;

use super::data::{Data, Request};
use super::write::Draft;
use super::{Memory, Raced, TRIES, raced_too_often};

#[async_trait]
impl Leads for Memory {
    async fn take_in(&self, incoming: Incoming, judge: Judge) -> Result<TakenIn, StoreError> {
        self.reach().await?;
        for _ in 0..TRIES {
            // Loads are read when the transaction begins; the counter of numbers is a lock.
            let floor = self.shared.data().floor.clone();
            self.shared.air.pause().await;
            let end = self.land(|data| self.intake(data, &incoming, &judge, &floor))?;
            if let Ok(taken) = end {
                self.shared.air.pause().await;
                return Ok(taken);
            }
        }
        Err(raced_too_often())
    }

    async fn change(
        &self,
        lead: LeadRef,
        verdict: Verdict,
        aside: Aside,
    ) -> Result<Option<Result<Changed, Refusal>>, StoreError> {
        self.reach().await?;
        for _ in 0..TRIES {
            let (at_hand, floor) = {
                let data = self.shared.data();
                (data.at_hand(lead), data.floor.clone())
            };
            let Some(mut at_hand) = at_hand else {
                return Ok(None);
            };
            let made_before = aside
                .once
                .as_ref()
                .is_some_and(|once| self.shared.data().made.contains(once));
            if made_before {
                return Ok(Some(Ok(Changed {
                    moved: false,
                    before: at_hand.lead.clone(),
                    after: at_hand.lead,
                    held: Vec::new(),
                })));
            }
            if self.shared.planted.deadline_seen_late {
                at_hand.deadline = at_hand.deadline.map(|at| at.after(LATE));
            }
            let decided = match verdict(&at_hand, &floor, self.now()) {
                Ok(decided) => decided,
                Err(refusal) => {
                    self.shared.air.pause().await;
                    return Ok(Some(Err(refusal)));
                }
            };
            self.shared.air.pause().await;
            let end = self.land(|data| {
                if let Some(once) = &aside.once
                    && data.made.contains(once)
                {
                    return Err(Raced);
                }
                let mut held = Vec::new();
                if !decided.events.is_empty() {
                    let draft = Draft {
                        before: Some(&at_hand.lead),
                        decided: &decided,
                        aside: &aside,
                    };
                    self.guard(data, &draft)?;
                    held = self.write_down(data, &draft);
                }
                if let Some(key) = &aside.inbox_key {
                    self.mark_done(data, key);
                }
                data.made.extend(aside.once.clone());
                Ok(held)
            })?;
            if let Ok(held) = end {
                self.shared.air.pause().await;
                return Ok(Some(Ok(Changed {
                    moved: !decided.events.is_empty(),
                    before: at_hand.lead,
                    after: decided.lead,
                    held,
                })));
            }
        }
        Err(raced_too_often())
    }
}

const LATE: std::time::Duration = std::time::Duration::from_secs(3);

impl Memory {
    fn intake(
        &self,
        data: &mut Data,
        incoming: &Incoming,
        judge: &Judge,
        floor: &Floor,
    ) -> Result<TakenIn, Raced> {
        if let Some(before) = repeated(data, incoming) {
            return Ok(before);
        }
        let known = acquaintance(data, incoming);
        let owed = i64::try_from(self.owed().len()).unwrap_or(0);
        let next = i64::try_from(data.leads.len()).unwrap_or(0) + owed + 1;
        let judged = judge(LeadNumber(next), &known, floor, self.now());
        let aside = Aside::default();
        let survivor = known.twin.as_ref().map(|(lead, _)| lead);
        let [own, rest @ ..] = judged.decided.as_slice() else {
            unreachable!("a new lead is always decided about");
        };
        let own = Draft {
            before: None,
            decided: own,
            aside: &aside,
        };
        self.guard(data, &own)?;
        let told = rest.first().map(|decided| Draft {
            before: survivor,
            decided,
            aside: &aside,
        });
        if self.shared.planted.answer_first && told.is_none() {
            self.owe(&judged.decided[0], incoming, &judged.answer);
        } else {
            self.write_down(data, &own);
            if let Some(told) = told {
                self.write_down(data, &told);
            }
            let holder = survivor.map_or(incoming.id, |lead| lead.id);
            self.put_away(data, &Away::of(incoming, &judged.answer, holder));
        }
        Ok(TakenIn::New {
            status: judged.status,
            answer: judged.answer,
        })
    }

    /// The planted bug: the answer goes out now, the commit comes with the next one.
    fn owe(&self, decided: &paidan_domain::lead::Decided, incoming: &Incoming, answer: &str) {
        let away = Away::of(incoming, answer, incoming.id);
        let (decided, shared) = (decided.clone(), self.shared.clone());
        let (clock, ids) = (self.clock.clone(), self.ids.clone());
        self.owed().push(Box::new(move |data: &mut Data| {
            let writer = Memory {
                shared,
                clock,
                ids,
                bell: tokio::sync::Notify::new(),
                shelf: std::sync::Mutex::new(data.floor.clone()),
                owed: std::sync::Mutex::default(),
            };
            let aside = Aside::default();
            let draft = Draft {
                before: None,
                decided: &decided,
                aside: &aside,
            };
            writer.write_down(data, &draft);
            writer.put_away(data, &away);
        }));
    }

    fn put_away(&self, data: &mut Data, away: &Away) {
        data.dossiers.insert(away.lead, away.dossier.clone());
        for key in &away.contact_keys {
            data.contact_keys.insert(key.clone(), away.holder);
        }
        let Some((key, body)) = &away.request else {
            return;
        };
        let request = Request {
            body: body.clone(),
            answer: away.answer.clone(),
        };
        let named = (away.source.clone(), key.clone());
        data.requests.insert(named, request);
        self.shared.witness.taken_in(&away.source, key, away.lead);
    }
}

/// What is put away beside the rows of a new lead.
struct Away {
    lead: LeadId,
    holder: LeadId,
    source: String,
    dossier: String,
    answer: String,
    request: Option<(String, Vec<u8>)>,
    contact_keys: Vec<(&'static str, String)>,
}

impl Away {
    fn of(incoming: &Incoming, answer: &str, holder: LeadId) -> Self {
        Self {
            lead: incoming.id,
            holder,
            source: incoming.source.clone(),
            dossier: incoming.dossier.clone(),
            answer: answer.to_owned(),
            request: incoming.idempotency.clone(),
            contact_keys: incoming.contact_keys.clone(),
        }
    }
}

fn repeated(data: &Data, incoming: &Incoming) -> Option<TakenIn> {
    let (key, body) = incoming.idempotency.as_ref()?;
    let before = data.requests.get(&(incoming.source.clone(), key.clone()))?;
    if before.body != *body {
        return Some(TakenIn::Mismatch);
    }
    Some(TakenIn::Repeated {
        answer: before.answer.clone(),
    })
}

fn acquaintance(data: &Data, incoming: &Incoming) -> Acquaintance {
    Acquaintance::from_leads(incoming.contact_keys.iter().filter_map(|(kind, value)| {
        let holder = data.contact_keys.get(&(*kind, value.clone()))?;
        Some((data.leads.get(holder)?.clone(), *kind))
    }))
}
