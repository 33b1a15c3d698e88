//! The same people with DingTalk: by Stream, by HTTP, and beside WeCom.

mod calls;
mod group;
mod lists;
mod mixed;
mod plain;
mod quota;
mod staff;
mod walk;

use serde_json::json;

use crate::world::{Ding, DingRep, Setup, World};

/// A world with DingTalk beside WeCom, ready to be used.
fn world(ding: Ding, offer: &'static str) -> World {
    let world = World::with(Setup {
        ding: Some(ding),
        offer,
        ..Setup::default()
    });
    if ding.mode == "stream" {
        world.has_connections(2);
    }
    world
}

/// 张伟, 王芳 and 李经理, who are reached in DingTalk from now on.
fn moved_to_dingtalk(world: &World) -> [DingRep<'_>; 3] {
    ["张伟", "王芳", "李经理"].map(|name| {
        let rep = world.rep(name);
        rep.prefers("dingtalk");
        rep.in_dingtalk()
    })
}

/// 王芳 is in DingTalk and is due no share, so that 张伟 is asked first, however much he got.
fn wang_without_share(world: &World) -> DingRep<'_> {
    world.hires(
        "wang",
        json!({"name": "王芳", "role": "rep", "team": "华东", "manager": "li", "target_share": 0,
            "dingtalk_userid": "307230314957509802",
            "territories": ["浙江省"], "products": ["保温杯", "雨伞"]}),
    );
    world.rep("王芳").in_dingtalk()
}

/// The end of a story: everything was sent, and the store keeps its promises.
fn ends(world: &World) {
    world.drains(std::time::Duration::from_secs(20));
    world.truth().holds();
}
