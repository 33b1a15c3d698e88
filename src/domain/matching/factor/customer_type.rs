//! 客户类型: whether the rep serves customers of this kind.

use super::because::Because;
use super::kind::MIDDLE;
use crate::matching::floor::Standing;
use crate::understand::{CustomerType, Facts};

/// Serves it 1000, serves only others 0; a rep without kinds, or a lead of an unknown one: 500.
pub(super) fn assess(one: &Standing, facts: &Facts) -> (u32, Because) {
    if one.staff.customer_types.is_empty() {
        return (MIDDLE, Because::Unrestricted);
    }
    match facts.customer_type {
        CustomerType::Unknown => (MIDDLE, Because::Unknown),
        kind if one.staff.customer_types.contains(&kind) => (1000, Because::KnowsCustomerType),
        _ => (0, Because::OtherCustomerType),
    }
}
