//! 指令: carries out what people type into the chat. The grammar is the domain's
//! (`slash`), the sentences are `words`'; here stands who may, and which verb it is.
//! Invariant: a rep's line reaches a manager's action nowhere but through
//! [`Slash::run`]'s one check of `SlashCommand::action`.

mod hand_in;
mod hand_over;
mod leave;
mod look;
mod own;
mod person;
mod share;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::tz::TimeZone;
use paidan_domain::ids::{LeadId, LeadNumber, StaffId};
use paidan_domain::matching::Floor;
use paidan_domain::people::{Actor, Role, Staff};
use paidan_domain::region::Gazetteer;
use paidan_domain::slash::{
    Command, Context, Mention, Names, Need, Roles, Said, SlashCommand, needs_confirmation, parse,
};
use paidan_domain::time::Instant;

use super::button::actor;
use super::intake::Intake;
use super::ledger::Ledger;
use super::ports::{Clock, People, Reads, Shelf, StoreError};
use super::sweep::Sweep;
use super::transition::Transition;
use crate::words::{self, Told};

/// How long a question waits for its 确认.
const PATIENCE: Duration = Duration::from_secs(120);

/// The verb of commands.
pub struct Slash {
    /// Changes leads.
    pub transition: Arc<Transition>,
    /// Looks leads up.
    pub reads: Arc<dyn Reads>,
    /// Leave.
    pub people: Arc<dyn People>,
    /// Accounts of shares.
    pub ledger: Arc<Ledger>,
    /// Takes the open offers of who goes on leave.
    pub sweep: Arc<Sweep>,
    /// Everybody.
    pub shelf: Arc<dyn Shelf>,
    /// Knows places.
    pub gazetteer: Arc<Gazetteer>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Of the company.
    pub zone: TimeZone,
    /// What was asked back, by whom and when. Lost at a restart: then it is asked again.
    pub asked: Mutex<HashMap<StaffId, (Instant, SlashCommand)>>,
    /// Takes the leads that are handed in.
    pub intake: Arc<Intake>,
    /// Leads handed in that lack a phone, as they were typed, by whom and when. Lost at a
    /// restart: then the line is typed again.
    pub without_phone: Mutex<HashMap<StaffId, (Instant, String)>>,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlashAnswer {
    /// In words.
    Text(String),
    /// The card of a lead.
    Card(LeadId),
}

/// Who asks, with the key of their act.
struct Asker<'a> {
    staff: &'a Staff,
    key: &'a str,
}

impl Asker<'_> {
    fn actor(&self) -> Actor {
        actor(self.staff)
    }

    /// Names what this line does to one lead.
    fn once(&self, number: LeadNumber) -> String {
        format!("{}#{}", self.key, number.0)
    }
}

/// A line as it was typed.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The words.
    pub text: &'a str,
    /// The platform's ids of those mentioned in it, in order.
    pub mentions: &'a [String],
    /// In a group.
    pub in_group: bool,
}

impl Slash {
    /// Carries out a line of somebody.
    ///
    /// # Errors
    /// When the store does not answer; the line is then tried again.
    pub async fn run(
        &self,
        staff: &Staff,
        line: Line<'_>,
        key: &str,
    ) -> Result<SlashAnswer, StoreError> {
        let asker = Asker { staff, key };
        let command = match self.read(staff, line) {
            Ok(Said::Command(command)) => command,
            Ok(Said::Chatter { .. }) => {
                if let Some(text) = self.completed(staff, line.text) {
                    let told = self.hand_in(&asker, text).await?;
                    return Ok(self.told(&told));
                }
                return Ok(SlashAnswer::Text(words::say(&words::Saying::Help)));
            }
            Err(misread) => {
                let meant = misread.command.and_then(Command::named);
                let not_theirs =
                    |one: &&Command| one.roles == Roles::Manager && staff.role != Role::Manager;
                // How it is written is of no use to who may not.
                if let Some(command) = meant.filter(not_theirs) {
                    return Ok(self.told(&self.needs_manager(staff, command)));
                }
                return Ok(SlashAnswer::Text(words::misread(&misread)));
            }
        };
        if command.action() == Need::Manager && staff.role != Role::Manager {
            tracing::info!(rep.id = %staff.id, "a rep asked for a manager's command");
            let told = Command::named(command.name()).map_or(Told::NothingAsked, |command| {
                self.needs_manager(staff, command)
            });
            return Ok(self.told(&told));
        }
        if needs_confirmation(&command) {
            return Ok(self.told(&self.ask_back(staff, command)));
        }
        self.carry_out(&asker, command).await
    }

    async fn carry_out(
        &self,
        asker: &Asker<'_>,
        command: SlashCommand,
    ) -> Result<SlashAnswer, StoreError> {
        let told = match command {
            SlashCommand::Help { about } => {
                return Ok(SlashAnswer::Text(words::help(asker.staff.role, about)));
            }
            SlashCommand::Show { number } => return self.show(asker, number).await,
            SlashCommand::Why { number } => return self.why(asker, number).await,
            SlashCommand::Reassign {
                numbers,
                to,
                reason,
            } => self.hand_over(asker, &numbers, &to, reason).await?,
            SlashCommand::Pool { take: None } => self.pool(asker).await?,
            SlashCommand::Pool { take: Some(number) } | SlashCommand::Claim { number } => {
                self.claim(asker, number).await?
            }
            SlashCommand::Decline { number, reason } => self.decline(asker, number, reason).await?,
            SlashCommand::Away { who, leave, deputy } => {
                self.away(asker, who.as_ref(), leave, deputy.as_ref())
                    .await?
            }
            SlashCommand::Back { who } => self.back(asker, who.as_ref()).await?,
            SlashCommand::Status => self.status().await?,
            SlashCommand::Share { who } => self.share(asker, who.as_ref()).await?,
            SlashCommand::Mine => self.mine(asker).await?,
            SlashCommand::Lead { text } => self.hand_in(asker, text.0).await?,
            SlashCommand::Confirm => return self.confirmed(asker).await,
            SlashCommand::Cancel => match self.take_back(&asker.staff.id) {
                Some(_) => Told::Cancelled,
                None => Told::NothingAsked,
            },
        };
        Ok(self.told(&told))
    }

    fn read(&self, staff: &Staff, line: Line<'_>) -> Result<Said, paidan_domain::slash::Misread> {
        let floor = self.shelf.floor();
        let names = Names::new(floor.people().map(|one| {
            let staff = &one.staff;
            let mut ids = vec![staff.id.as_str()];
            ids.extend(staff.wecom_userid.as_deref());
            ids.extend(staff.dingtalk_userid.as_deref());
            (staff.name.as_str(), ids)
        }));
        let mentions: Vec<Mention> = line
            .mentions
            .iter()
            .map(|userid| Mention {
                userid: userid.clone(),
                name: name_of(&floor, userid),
            })
            .collect();
        let context = Context {
            asker: staff.role,
            one_to_one: !line.in_group,
            mentions: &mentions,
            names: &names,
            now: self.clock.now(),
            zone: &self.zone,
        };
        parse(line.text, &context)
    }

    fn told(&self, told: &Told) -> SlashAnswer {
        SlashAnswer::Text(words::tell(told, self.clock.now(), &self.zone))
    }

    fn needs_manager(&self, staff: &Staff, command: &Command) -> Told {
        let floor = self.shelf.floor();
        let manager = staff.manager.as_ref().and_then(|id| floor.find(id));
        Told::NeedsManager {
            word: command.word(false),
            manager: manager.map(|one| one.staff.name.clone()),
        }
    }

    /// More than five leads at once: say what would happen, and wait for a yes.
    fn ask_back(&self, staff: &Staff, command: SlashCommand) -> Told {
        let SlashCommand::Reassign { numbers, to, .. } = &command else {
            return Told::NothingAsked;
        };
        let floor = self.shelf.floor();
        let target = match person::find(&floor, to) {
            Ok(target) => target,
            Err(told) => return told,
        };
        let standing = floor.find(&target);
        let told = Told::Confirm {
            count: numbers.len(),
            to: standing.map_or_else(|| target.to_string(), |one| one.staff.name.clone()),
            load: standing.map_or(0, |one| one.load),
            capacity: standing.map_or(0, |one| one.staff.capacity),
        };
        self.lock()
            .insert(staff.id.clone(), (self.clock.now(), command));
        told
    }

    async fn confirmed(&self, asker: &Asker<'_>) -> Result<SlashAnswer, StoreError> {
        match self.take_back(&asker.staff.id) {
            Some(SlashCommand::Reassign {
                numbers,
                to,
                reason,
            }) => {
                let told = self.hand_over(asker, &numbers, &to, reason).await?;
                Ok(self.told(&told))
            }
            _ => Ok(self.told(&Told::NothingAsked)),
        }
    }

    fn take_back(&self, staff: &StaffId) -> Option<SlashCommand> {
        let (at, command) = self.lock().remove(staff)?;
        (self.clock.now().since(at) <= PATIENCE).then_some(command)
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, HashMap<StaffId, (Instant, String)>> {
        self.without_phone
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<StaffId, (Instant, SlashCommand)>> {
        self.asked
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// The name of whoever a platform knows by this id.
fn name_of(floor: &Floor, userid: &str) -> Option<String> {
    let is = |account: Option<&str>| account.is_some_and(|one| one.eq_ignore_ascii_case(userid));
    floor
        .people()
        .map(|one| &one.staff)
        .find(|staff| is(staff.wecom_userid.as_deref()) || is(staff.dingtalk_userid.as_deref()))
        .map(|staff| staff.name.clone())
}
