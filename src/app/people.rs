//! Who works here, put in and looked up through the API.

use std::sync::Arc;

use jiff::tz::TimeZone;
use paidan_domain::catalogue::{Catalogue, CatalogueError, Category};
use paidan_domain::ids::StaffId;
use paidan_domain::people::{Grade, Platform, Role, Skill, Staff};
use paidan_domain::region::{Gazetteer, Territory};
use paidan_domain::time::Instant;
use paidan_domain::understand::{CustomerType, Phone};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::rfc3339;
use super::caller::{Caller, CallerRole};
use super::failure::Failure;
use super::lookup::role_name;
use super::ports::{People, Shelf};
use crate::words::Wrong;

/// Leads at hand at most, when nothing is said.
const CAPACITY: u32 = 20;
/// A person knows a product that they only name.
const FULL_LEVEL: u32 = 1000;

/// A rep as the API takes it (contract §4). What is left out has its default.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the contract names them")]
pub struct NewRep {
    pub name: String,
    pub role: Role,
    pub team: Option<String>,
    pub manager: Option<String>,
    pub mobile: Option<String>,
    pub wecom_userid: Option<String>,
    pub dingtalk_userid: Option<String>,
    pub job_number: Option<String>,
    pub prefers: Option<Platform>,
    pub territories: Option<Vec<String>>,
    pub products: Option<Vec<NewSkill>>,
    pub industries: Option<Vec<String>>,
    pub customer_types: Option<Vec<CustomerType>>,
    pub grade: Option<Grade>,
    pub capacity: Option<u32>,
    pub target_share: Option<f64>,
    pub calendar: Option<String>,
    pub away_until: Option<String>,
    pub active: Option<bool>,
}

/// A product that a rep knows: by name, or with a level from 0 to 1.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum NewSkill {
    /// By name, fully known.
    Name(String),
    /// With a level.
    Level {
        /// The category.
        category: String,
        /// 0 to 1.
        level: f64,
    },
}

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongField {
    /// JSON pointer; empty for the document as a whole.
    pub pointer: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

impl WrongField {
    /// A fault at a pointer.
    #[must_use]
    pub fn new(pointer: impl Into<String>, wrong: Wrong) -> Self {
        Self {
            pointer: pointer.into(),
            wrong,
        }
    }
}

/// Why somebody was not put in.
#[derive(Debug)]
pub enum NotPut {
    /// Fields are wrong.
    Fields(Vec<WrongField>),
    /// As every verb.
    Failure(Failure),
}

impl From<Failure> for NotPut {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// The verb of staff.
pub struct Personnel {
    /// Where staff is kept.
    pub people: Arc<dyn People>,
    /// Everybody as they stand.
    pub shelf: Arc<dyn Shelf>,
    /// Knows places.
    pub gazetteer: Arc<Gazetteer>,
    /// Of the company.
    pub zone: TimeZone,
}

impl Personnel {
    /// Creates or replaces somebody; true when they are new.
    ///
    /// # Errors
    /// [`NotPut::Fields`] with every wrong field; otherwise nothing was written.
    pub async fn put(&self, caller: &Caller, id: StaffId, new: NewRep) -> Result<bool, NotPut> {
        let mobile = new.mobile.clone().filter(|mobile| !mobile.is_empty());
        let mut staff = self.checked(id, new).map_err(NotPut::Fields)?;
        if let CallerRole::Manager(me) = &caller.role {
            let floor = self.shelf.floor();
            let theirs = floor.leads(me, &staff.id)
                || (floor.find(&staff.id).is_none() && staff.manager.as_ref() == Some(me));
            if !theirs {
                return Err(Failure::NotFound.into());
            }
        }
        if !staff.active {
            // Who is put as not at work any more goes on to say since when, and who said so.
            let floor = self.shelf.floor();
            staff.left = floor.find(&staff.id).and_then(|one| one.staff.left);
        }
        Ok(self
            .people
            .put(staff, mobile)
            .await
            .map_err(Failure::from)?)
    }

    /// Somebody; the phone only for who sees contacts.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn one(&self, caller: &Caller, id: &StaffId) -> Result<Value, Failure> {
        let floor = self.shelf.floor();
        let one = floor.find(id).ok_or(Failure::NotFound)?;
        let mut value = self.shown(&one.staff, one.load);
        let mobile = self.people.mobile(id).await?;
        let mobile = if caller.sees_contacts() {
            mobile
        } else {
            mobile.map(|text| match Phone::parse(&text) {
                Ok(phone) => phone.masked(),
                Err(_) => "****".to_owned(),
            })
        };
        if let Some(fields) = value.as_object_mut() {
            fields.insert("mobile".to_owned(), mobile.into());
        }
        Ok(value)
    }

    /// Everybody, without phones.
    #[must_use]
    pub fn all(&self) -> Vec<Value> {
        let floor = self.shelf.floor();
        floor
            .people()
            .map(|one| self.shown(&one.staff, one.load))
            .collect()
    }

    /// The product catalogue as it was put.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn catalogue(&self) -> Result<Vec<Category>, Failure> {
        Ok(self.people.catalogue().await?)
    }

    /// Replaces the product catalogue.
    ///
    /// # Errors
    /// [`NotPut::Fields`] with every category that does not fit.
    pub async fn put_catalogue(
        &self,
        caller: &Caller,
        categories: Vec<Category>,
    ) -> Result<(), NotPut> {
        if let Err(errors) = Catalogue::new(categories.clone()) {
            return Err(NotPut::Fields(errors.iter().map(wrong_category).collect()));
        }
        self.people
            .put_catalogue(categories, &caller.name)
            .await
            .map_err(|error| Failure::from(error).into())
    }

    fn checked(&self, id: StaffId, new: NewRep) -> Result<Staff, Vec<WrongField>> {
        let mut wrong = Vec::new();
        let mut note = |pointer: &str, what: Wrong| wrong.push(WrongField::new(pointer, what));
        let name = new.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > 40 {
            note("/name", Wrong::Name);
        }
        let manager = new
            .manager
            .as_deref()
            .map(StaffId::parse)
            .transpose()
            .unwrap_or_else(|_| {
                note("/manager", Wrong::StaffId);
                None
            });
        for (pointer, user) in [
            ("/wecom_userid", &new.wecom_userid),
            ("/dingtalk_userid", &new.dingtalk_userid),
        ] {
            if user
                .as_ref()
                .is_some_and(|user| user.is_empty() || user.len() > 64)
            {
                note(pointer, Wrong::UserId);
            }
        }
        let job_number = new.job_number.as_deref().map(str::trim);
        let job_number = job_number.filter(|number| !number.is_empty());
        if job_number.is_some_and(|number| number.chars().count() > 64) {
            note("/job_number", Wrong::JobNumber);
        }
        let capacity = new.capacity.unwrap_or(CAPACITY);
        if capacity > 100_000 {
            note("/capacity", Wrong::Capacity);
        }
        let share = new.target_share.unwrap_or(1.0);
        if !(0.0..=1000.0).contains(&share) {
            note("/target_share", Wrong::Share);
        }
        let away_until = new.away_until.as_deref().and_then(|text| {
            let parsed = text
                .parse::<jiff::Timestamp>()
                .ok()
                .map(Instant::from_timestamp);
            if parsed.is_none() {
                note("/away_until", Wrong::Time);
            }
            parsed
        });
        let mut territories = Vec::new();
        for (at, text) in new.territories.unwrap_or_default().iter().enumerate() {
            match self.gazetteer.resolve_territory(text) {
                Ok(territory) => territories.push(territory),
                Err(_) => note(
                    &format!("/territories/{at}"),
                    Wrong::Territory(text.clone()),
                ),
            }
        }
        let mut products = Vec::new();
        for (at, skill) in new.products.unwrap_or_default().into_iter().enumerate() {
            match checked_skill(skill) {
                Some(skill) => products.push(skill),
                None => note(&format!("/products/{at}"), Wrong::Product),
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Staff {
            id,
            name,
            role: new.role,
            team: new.team.filter(|team| !team.is_empty()),
            manager,
            wecom_userid: new.wecom_userid,
            job_number: job_number.map(str::to_owned),
            dingtalk_userid: new.dingtalk_userid,
            prefers: new.prefers,
            territories,
            products,
            industries: new.industries.unwrap_or_default(),
            customer_types: new.customer_types.unwrap_or_default(),
            grade: new.grade.unwrap_or_default(),
            capacity,
            target_share_permille: permille(share),
            calendar: new.calendar.unwrap_or_else(|| "default".to_owned()),
            away_until,
            deputy: None,
            active: new.active.unwrap_or(true),
            left: None,
        })
    }

    fn shown(&self, staff: &Staff, load: u32) -> Value {
        let territories: Vec<String> = staff
            .territories
            .iter()
            .map(|territory| match territory {
                Territory::Region(code) => self
                    .gazetteer
                    .name_of(*code)
                    .unwrap_or_else(|| code.to_string()),
                other => other.to_string(),
            })
            .collect();
        let products: Vec<Value> = staff
            .products
            .iter()
            .map(|skill| {
                let level = f64::from(skill.level_permille) / 1000.0;
                json!({ "category": skill.category, "level": level })
            })
            .collect();
        json!({
            "staff_id": staff.id,
            "name": staff.name,
            "role": role_name(staff.role),
            "team": staff.team,
            "manager": staff.manager,
            "wecom_userid": staff.wecom_userid,
            "dingtalk_userid": staff.dingtalk_userid,
            "job_number": staff.job_number,
            "prefers": staff.prefers,
            "territories": territories,
            "products": products,
            "industries": staff.industries,
            "customer_types": staff.customer_types,
            "grade": staff.grade,
            "capacity": staff.capacity,
            "load": load,
            "target_share": f64::from(staff.target_share_permille) / 1000.0,
            "calendar": staff.calendar,
            "deputy": staff.deputy,
            "away_until": staff.away_until.map(|at| rfc3339(at, &self.zone)),
            "active": staff.active,
            "left": staff.left.map(|left| json!({
                "platform": left.platform,
                "at": rfc3339(left.at, &self.zone),
            })),
        })
    }
}

fn checked_skill(skill: NewSkill) -> Option<Skill> {
    let (category, level_permille) = match skill {
        NewSkill::Name(category) => (category, FULL_LEVEL),
        NewSkill::Level { category, level } if (0.0..=1.0).contains(&level) => {
            (category, permille(level))
        }
        NewSkill::Level { .. } => return None,
    };
    let category = category.trim().to_owned();
    let fits = (1..=40).contains(&category.chars().count());
    fits.then_some(Skill {
        category,
        level_permille,
    })
}

/// The caller has checked the range, so that nothing is cut off.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "range checked"
)]
fn permille(share: f64) -> u32 {
    (share * 1000.0).round() as u32
}

fn wrong_category(error: &CatalogueError) -> WrongField {
    let pointer = error
        .index()
        .map_or_else(String::new, |at| format!("/{at}"));
    WrongField::new(pointer, Wrong::Category(error.clone()))
}
