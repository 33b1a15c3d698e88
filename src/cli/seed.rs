//! Fills a new store with people and a catalogue from files. What is there already
//! is not touched: the store is the truth from then on.

use std::path::Path;

use anyhow::{Context, Result, bail};
use paidan_domain::catalogue::Category;
use paidan_domain::ids::StaffId;
use serde_json::Value;

use crate::app::caller::{Caller, CallerRole};
use crate::app::people::{NewRep, NotPut, Personnel};
use crate::config::Seed;
use crate::words::Lang;

/// From the files that the settings name.
pub(super) async fn from_files(personnel: &Personnel, seed: &Seed) -> Result<()> {
    let read = |path: &Path| {
        std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
    };
    if let Some(path) = &seed.catalogue {
        catalogue(personnel, &read(path)?)
            .await
            .with_context(|| path.display().to_string())?;
    }
    if let Some(path) = &seed.reps {
        reps(personnel, &read(path)?)
            .await
            .with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// People from TOML: `[[reps]]` with `id` and the fields of the API.
pub(super) async fn reps(personnel: &Personnel, text: &str) -> Result<()> {
    let known: Vec<Value> = personnel.all();
    let file: Value = toml::from_str(text)?;
    let listed = file
        .get("reps")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    for mut one in listed {
        let Some(fields) = one.as_object_mut() else {
            bail!("each of [[reps]] is a table")
        };
        let id = fields
            .remove("id")
            .and_then(|id| id.as_str().map(str::to_owned));
        let id = id.context("each of [[reps]] needs an id")?;
        if known.iter().any(|rep| rep["staff_id"] == id.as_str()) {
            continue;
        }
        let new: NewRep = serde_json::from_value(one).with_context(|| format!("rep {id}"))?;
        let staff = StaffId::parse(&id)?;
        personnel
            .put(&caller(), staff, new)
            .await
            .map_err(|no| said(&id, no))?;
    }
    Ok(())
}

/// The catalogue from JSON, as the API takes it.
pub(super) async fn catalogue(personnel: &Personnel, text: &str) -> Result<()> {
    let there = personnel.catalogue().await?;
    if there.is_empty() {
        let categories: Vec<Category> = serde_json::from_str(text)?;
        let end = personnel.put_catalogue(&caller(), categories).await;
        end.map_err(|no| said("catalogue", no))?;
    }
    Ok(())
}

fn caller() -> Caller {
    Caller {
        name: "seed".to_owned(),
        role: CallerRole::Admin,
    }
}

fn said(what: &str, not_put: NotPut) -> anyhow::Error {
    match not_put {
        NotPut::Fields(wrong) => {
            let all: Vec<String> = wrong
                .iter()
                .map(|one| format!("{} {}", one.pointer, one.wrong.message(Lang::Zh)))
                .collect();
            anyhow::anyhow!("{what}: {}", all.join("; "))
        }
        NotPut::Failure(failure) => anyhow::anyhow!("{what}: {failure}"),
    }
}
