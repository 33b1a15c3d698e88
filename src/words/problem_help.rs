//! What each problem means and what to do: the pages under `/docs/problems/`.

use super::problem::Lang;

/// The explanation of a problem by its name.
#[must_use]
pub fn problem_help(name: &str, lang: Lang) -> &'static str {
    let (zh, en) = match name {
        "not-json" => (
            "请求体必须是 UTF-8 编码的 JSON,且在 15 秒内传完。检查引号、逗号和编码。",
            "The body must be JSON in UTF-8, whole within 15 seconds. Check quotes, commas and encoding.",
        ),
        "media-type" => (
            "请把 Content-Type 设为 application/json;批量提交用 application/x-ndjson。",
            "Set Content-Type to application/json, for a bulk to application/x-ndjson.",
        ),
        "too-large" => (
            "线索最多 64 KiB,文档最多 4 MiB,批量提交最多 8 MiB。长聊天记录请只留与需求有关的部分。",
            "A lead has at most 64 KiB, a document 4 MiB, a bulk 8 MiB. Keep what the customer wants.",
        ),
        "too-many-lines" => (
            "批量提交一次最多 5000 条线索。请分几次提交,每次用自己的 Idempotency-Key。",
            "A bulk has at most 5,000 leads. Send them in parts, each with its own Idempotency-Key.",
        ),
        "unauthorized" => (
            "带上 Authorization: Bearer 令牌,或按 Standard Webhooks 签名;签名的时间与服务器相差不能超过 5 分钟。",
            "Send a bearer token or a Standard Webhooks signature; its time may be off by 5 minutes at most.",
        ),
        "forbidden" => (
            "这个令牌的角色不能做这件事:source 只能提交线索,read 只能查看,manager 管自己的团队。",
            "The role may not: source hands leads in, read looks, manager acts in own teams.",
        ),
        "not-found" => (
            "没有这个对象,或它不归你看;两种情况的回答相同。",
            "It is not there or not yours; the answer is the same for both.",
        ),
        "invalid-lead" | "invalid-fields" => (
            "errors 里按 JSON 指针列出了全部有误的字段,改完一次提交即可。",
            "errors lists every wrong field by JSON pointer; mend them all and send again.",
        ),
        "idempotency-mismatch" => (
            "同一个 Idempotency-Key 之前带着另一份内容来过。重试请原样发送,新线索请换新键。",
            "The key came with another body before. Repeat the same body, or use a new key for a new lead.",
        ),
        "already-claimed" => (
            "线索已有负责人。要接手请联系主管转派。",
            "Somebody owns the lead. A manager can reassign it.",
        ),
        "offer-ended" => (
            "这次派发已超时或已转走,state 是线索现在的状态。",
            "The offer is over; state says where the lead is now.",
        ),
        "not-offered" => (
            "这条线索现在派给了别人,只有被派到的人能认领或拒绝。",
            "Only the rep it is offered to may claim or decline it.",
        ),
        "wrong-state" => (
            "线索现在的状态不允许这样处理,state 是它现在的状态。",
            "Not possible in the present state, which state names.",
        ),
        "at-capacity" => (
            "这位销售的在手线索已到上限。先处理几条,或由主管转派。",
            "The rep is at capacity. Finish some, or let a manager reassign.",
        ),
        "unknown-rep" => (
            "没有在岗的这位销售。用 GET /api/v1/reps 查看 staff id。",
            "Nobody active has this staff id; see GET /api/v1/reps.",
        ),
        "nothing-to-explain" => (
            "没有等待补充原因的操作,或者原因已经给过。",
            "Nothing waits for a reason, or it was given before.",
        ),
        "taken" => (
            "这个平台账号已登记给另一个人,请先改那个人的登记。",
            "Another person has this platform id; change that one first.",
        ),
        "draft-changed" => (
            "草稿归所有管理员共有。别人在你读取之后写过草稿,by 和 at 说明是谁、何时;请重新读取、合并,再以新的 revision(或 ETag)提交。",
            "All admins share the draft. Somebody wrote it after you read it: by and at say who and when. Read it again, join the two and send it with the new revision (or ETag).",
        ),
        "rules-changed" => (
            "你的草稿所基于的版本已不是现行版本。GET /api/v1/policy/versions 列出各版的改动;合并后以新的 base_version 提交。",
            "The version that the draft was made from is no longer in force. GET /api/v1/policy/versions tells what changed; take it in and send the draft with the new base_version.",
        ),
        "too-many" => (
            "来源超过了 [sources.名称] rate 设定的速度,或者它的上一次批量提交还没有做完。请按 Retry-After 稍后重试。",
            "The source went over the rate of [sources.NAME] rate, or its last bulk is still under way; retry after Retry-After.",
        ),
        _ => (
            "存储暂时不可用,什么都没有写入。按 Retry-After 重试即可,带上 Idempotency-Key 不会重复。",
            "The store cannot take it now; nothing was written. Retry; with an Idempotency-Key nothing doubles.",
        ),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
