//! `POST /topapi/v2/user/getbymobile` and `/topapi/user/getbyunionid` (§7.1): who has this number
//! or this id.

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse_old};
use super::gate::{self, Api};
use super::people::Person;
use super::platform::Platform;
use super::refusal::Refusal;
use super::user_get::nobody;

#[derive(Deserialize)]
struct ByMobile {
    #[serde(default)]
    mobile: String,
}

#[derive(Deserialize)]
struct ByUnion {
    #[serde(default)]
    unionid: String,
}

/// 40104 for what is no mobile number.
pub async fn by_mobile(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    let api = Api::contacts("qyapi_get_member_by_mobile");
    gate::enter(&request, &platform, api)?;
    let ByMobile { mobile } = parse_old(&body)?;
    let digits = mobile.strip_prefix('+').unwrap_or(&mobile);
    let is_number = digits.len() >= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return Err(Refusal::old(40104, "无效的手机号码"));
    }
    let userid = find(&platform, |person| person.mobile == mobile)?;
    let result = json!({"userid": userid, "exclusive_account_userid_list": []});
    Ok(Answer::old(result))
}

/// `contact_type` 0: of the company.
pub async fn by_union_id(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    gate::enter(&request, &platform, Api::contacts("qyapi_get_member"))?;
    let ByUnion { unionid } = parse_old(&body)?;
    let userid = find(&platform, |person| person.unionid() == unionid)?;
    Ok(Answer::old(json!({"userid": userid, "contact_type": 0})))
}

fn find(platform: &Platform, is: impl Fn(&Person) -> bool) -> Result<String, Refusal> {
    platform.read(|state| {
        let mut there = state.people.present();
        let found = there.find(|person| is(person) && state.setup.shows(&person.userid));
        found.map(|person| person.userid.clone()).ok_or_else(nobody)
    })
}
