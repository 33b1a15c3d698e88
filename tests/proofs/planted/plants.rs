//! The edits: exact texts of the source, and what they become. A test fails when a text is no
//! longer there, so that no plant can wither unseen.

/// Stands for whether the plant is switched on.
pub const SWITCH: &str = "PLANTED";

/// An edit of one file.
pub struct Edit {
    /// What switches it on; any of them.
    pub switches: &'static [&'static str],
    pub file: &'static str,
    pub from: &'static str,
    pub to: To,
}

/// What a text becomes.
pub enum To {
    /// This expression, while it is switched on.
    Instead(&'static str),
    /// This text, in which [`SWITCH`] says whether it is switched on.
    Text(&'static str),
}

/// All of them.
pub const EDITS: &[Edit] = &[
    // The guard of version: a decision is written whatever happened to the lead meanwhile.
    Edit {
        switches: &["version"],
        file: "src/store/change.rs",
        from: "lead::Column::Version.eq(i64::from(before.seq))",
        to: To::Instead("lead::Column::Id.is_not_null()"),
    },
    // Behind it stand two keys of the schema: an event's `seq`, and one effect a cause.
    Edit {
        switches: &["event key"],
        file: "src/store/change.rs",
        from: "lead_event::Entity::insert_many(events)\n        .exec_without_returning(&desk.tx)",
        to: To::Text(
            "(if PLANTED {
                lead_event::Entity::insert_many(events).on_conflict(
                    sea_orm::sea_query::OnConflict::columns([
                        lead_event::Column::LeadId, lead_event::Column::Seq,
                    ]).update_columns([
                        lead_event::Column::At, lead_event::Column::Kind, lead_event::Column::Doc,
                    ]).to_owned(),
                )
            } else {
                lead_event::Entity::insert_many(events)
            })
            .exec_without_returning(&desk.tx)",
        ),
    },
    Edit {
        switches: &["outbox key"],
        file: "src/store/change.rs",
        from: "outbox::Entity::insert_many(rows)\n        .exec_without_returning(&desk.tx)",
        to: To::Text(
            "(if PLANTED {
                outbox::Entity::insert_many(rows).on_conflict(
                    sea_orm::sea_query::OnConflict::columns([
                        outbox::Column::Cause, outbox::Column::Recipient, outbox::Column::Kind,
                    ]).update_column(outbox::Column::DueAt).to_owned(),
                )
            } else {
                outbox::Entity::insert_many(rows)
            })
            .exec_without_returning(&desk.tx)",
        ),
    },
    // The deadline is compared twice: by the rules, and by the store as it writes.
    Edit {
        switches: &["deadline"],
        file: "src/domain/lead/decide/claim.rs",
        from: "asked.deadline.is_some_and(|deadline| asked.now >= deadline)",
        to: To::Instead("false"),
    },
    Edit {
        switches: &["deadline"],
        file: "src/store/change.rs",
        from: "offer::Column::Deadline.gt(first.at.0)",
        to: To::Instead("offer::Column::Id.is_not_null()"),
    },
    // The unique index of the inbox, by which an act that is delivered again is known.
    Edit {
        switches: &["inbox key"],
        file: "migration/src/m20261123_000001_spine.rs",
        from: "table(\"inbox\")\n            .col(col(\"key\").string().not_null().primary_key())",
        to: To::Text(
            "table(\"inbox\")
            .col(if PLANTED {
                col(\"key\").string().not_null().take()
            } else {
                col(\"key\").string().not_null().primary_key().take()
            })",
        ),
    },
    Edit {
        switches: &["inbox key"],
        file: "src/store/inbox.rs",
        from: "let inserted = inbox::Entity::insert(row)
        .on_conflict_do_nothing_on([inbox::Column::Key])
        .exec_without_returning(&desk.tx)
        .await?;",
        to: To::Text(
            "let inserted = if PLANTED {
                inbox::Entity::insert(row).exec_without_returning(&desk.tx).await?;
                TryInsertResult::Inserted(1)
            } else {
                inbox::Entity::insert(row)
                    .on_conflict_do_nothing_on([inbox::Column::Key])
                    .exec_without_returning(&desk.tx)
                    .await?
            };",
        ),
    },
    // Behind it, the same table remembers each lead that a line has moved.
    Edit {
        switches: &["inbox key"],
        file: "src/store/inbox.rs",
        from: "row.one(&desk.tx).await?.is_some()",
        to: To::Instead("false"),
    },
    // A lease that runs out while a test waits, for the frozen worker; no bug by itself.
    Edit {
        switches: &["short lease"],
        file: "src/store/outbox/lease.rs",
        from: "desk.now().after(LEASE)",
        to: To::Instead("desk.now().after(Duration::from_secs(4))"),
    },
    // The fence is asked before a row is finished and again as it is written: whoever held an
    // older lease finishes the row all the same.
    Edit {
        switches: &["fence"],
        file: "src/store/outbox/lease.rs",
        from: "rows.iter().all(|row| pending.contains(row))",
        to: To::Instead("rows.iter().all(|row| pending.iter().any(|one| one.0 == row.0))"),
    },
    Edit {
        switches: &["fence"],
        file: "src/store/outbox/finish.rs",
        from: "outbox::Column::Fence.eq(fence)",
        to: To::Instead("outbox::Column::Id.is_not_null()"),
    },
    // Commit and answer swapped: a change is answered as soon as it is decided.
    Edit {
        switches: &[],
        file: "src/store/writer.rs",
        from: "    back: oneshot::Sender<Result<T, StoreError>>,",
        to: To::Text("    back: Option<oneshot::Sender<Result<T, StoreError>>>,"),
    },
    Edit {
        switches: &[],
        file: "src/store/writer.rs",
        from: "            out: None,\n            back,\n",
        to: To::Text("            out: None,\n            back: Some(back),\n"),
    },
    // Not a bug but a disk that takes its time: the moment between the two is hard to hit.
    Edit {
        switches: &["slow disk"],
        file: "src/store/writer.rs",
        from: "                let end = tx.commit().await;",
        to: To::Text(
            "                if PLANTED {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                let end = tx.commit().await;",
        ),
    },
    Edit {
        switches: &["answer first"],
        file: "src/store/writer.rs",
        from: "            self.out = Some((self.script)(desk).await?);",
        to: To::Text(
            "            let out = (self.script)(desk).await?;
            if PLANTED {
                if let Some(back) = self.back.take() {
                    drop(back.send(Ok(out)));
                }
            } else {
                self.out = Some(out);
            }",
        ),
    },
    Edit {
        switches: &[],
        file: "src/store/writer.rs",
        from: "        drop(self.back.send(told));",
        to: To::Text(
            "        if let Some(back) = self.back {
            drop(back.send(told));
        }",
        ),
    },
];
