//! From what was typed behind an `@` to one person.

use paidan_domain::ids::StaffId;
use paidan_domain::matching::Floor;
use paidan_domain::slash::PersonRef;

use crate::words::Told;

/// The one active person who is meant: by userid, by our id, by name and team.
pub(super) fn find(floor: &Floor, who: &PersonRef) -> Result<StaffId, Told> {
    let key = who.key();
    let active = || {
        floor
            .people()
            .map(|one| &one.staff)
            .filter(|staff| staff.active)
    };
    let is = |text: Option<&str>, key: &str| text.is_some_and(|text| text.to_lowercase() == key);
    let by_id = |key: &str| {
        active()
            .find(|staff| {
                is(Some(staff.id.as_str()), key)
                    || is(staff.wecom_userid.as_deref(), key)
                    || is(staff.dingtalk_userid.as_deref(), key)
            })
            .map(|staff| staff.id.clone())
    };
    if let Some(userid) = &who.mention_userid
        && let Some(found) = by_id(&userid.to_lowercase())
    {
        return Ok(found);
    }
    let named: Vec<_> = active()
        .filter(|staff| is(Some(&staff.name), &key))
        .filter(|staff| who.team.is_none() || staff.team == who.team)
        .collect();
    match named.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => by_id(&key).ok_or_else(|| Told::NoPerson(who.text.clone())),
        many => {
            let shown = many.iter().map(|staff| match &staff.team {
                Some(team) => format!("{}({team})", staff.name),
                None => staff.id.to_string(),
            });
            Err(Told::WhichPerson(who.text.clone(), shown.collect()))
        }
    }
}
