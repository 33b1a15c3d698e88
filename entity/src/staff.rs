//! Reps and managers.

use sea_orm::entity::prelude::*;

/// One person, with the load that is counted with every change.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    /// Our id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: String,
    /// The person as JSON, without the phone.
    #[sea_orm(column_type = "Text")]
    pub doc: String,
    /// WeCom userid in lower case (the platform compares without case).
    #[sea_orm(unique)]
    pub wecom_key: Option<String>,
    /// DingTalk userid.
    #[sea_orm(unique)]
    pub dingtalk_key: Option<String>,
    /// The phone, sealed under the master key.
    pub mobile: Option<Vec<u8>>,
    /// At most so many leads at hand.
    pub capacity: i64,
    /// Leads at hand: offered + claimed + contacted.
    pub load: i64,
    /// Effort of the leads at hand, in permille of a usual lead.
    pub effort: i64,
    /// How they answered so far, 0 to 1000 permille; none before the first answer.
    pub responsive: Option<i32>,
    /// The number of the floor under which this row last changed, load and answers apart.
    pub changed: i64,
    /// Microseconds.
    pub last_offered: Option<i64>,
    /// Error code with which a platform said that the person cannot be reached.
    pub unreachable: Option<String>,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
