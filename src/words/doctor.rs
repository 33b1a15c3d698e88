//! What `paidan doctor` says: Chinese first, English behind it, one line a check.

use paidan_domain::lead::Promise;

/// What can be wrong with a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ailment {
    /// The file or the server's data.
    Storage,
    /// The schema.
    Schema,
    /// A promise.
    Promise(Promise),
}

/// What the check is about.
#[must_use]
pub fn ailment_title(ailment: Ailment) -> String {
    let (name, said) = match ailment {
        Ailment::Storage => ("数据", "数据文件完好 · the data is sound"),
        Ailment::Schema => ("结构", "表结构是本版本的 · the schema is this program's"),
        Ailment::Promise(promise) => (promise.name(), promised(promise)),
    };
    format!("{name} {said}")
}

fn promised(promise: Promise) -> &'static str {
    match promise {
        Promise::OneOffer => "一条线索至多一个有效派发 · at most one live offer a lead",
        Promise::OneOwner => "有人跟进才有负责人 · an owner only where somebody has it",
        Promise::Named => "派发编号唯一且都在 · offer ids are unique and kept",
        Promise::Fold => "线索与它的事件一致 · a lead is the fold of its events",
        Promise::Rest => "没有线索停在半路 · no lead rests without a deadline",
        Promise::OneEffect => "每次推送都有来由 · no effect without its event",
        Promise::Load => "在手量与线索一致 · loads are what is at hand",
        Promise::Round => "一轮内不重复派给同一人 · nobody is asked twice in a round",
        Promise::Order => "时间不倒流 · times never run backwards",
        Promise::OneLead => "每次录入恰有一条线索 · each input has one lead",
        Promise::Quiet => "已结束的线索不再推送 · no new card of a lead that is over",
        Promise::Shares => "额度账平,与派发相符 · accounts of shares are even and add up",
        Promise::Explained => "每次派发都有理由 · every decision is explained",
        Promise::Sealed => "密钥能打开封存的内容 · the key opens what is sealed",
    }
}

/// What the operator does about it.
#[must_use]
pub fn ailment_fix(ailment: Ailment) -> &'static str {
    match ailment {
        Ailment::Schema | Ailment::Promise(Promise::OneOffer | Promise::OneEffect) => {
            "停服务,运行 paidan migrate up;仍不对就恢复备份 · stop the service, run paidan migrate up, else restore the backup"
        }
        Ailment::Promise(Promise::Sealed) => {
            "把原来的密钥文件放回 [privacy] key_file · put the key file back that belongs to this store"
        }
        Ailment::Storage | Ailment::Promise(_) => {
            "停服务,留一份副本,恢复备份,并把这一行报给我们 · stop the service, keep a copy, restore the backup, and report this line"
        }
    }
}
