//! Words of the company that rules use: products, teams, industries, sources.

use std::collections::BTreeSet;

use super::finding::Flaw;
use super::looker::Looker;
use crate::policy::Condition;
use crate::spelling::nearest;

/// The company's words.
struct Words<'a> {
    products: Vec<&'a str>,
    teams: Vec<&'a str>,
    industries: Vec<&'a str>,
    sources: Vec<&'a str>,
}

pub(super) fn look(looker: &mut Looker<'_>) {
    let company = looker.company;
    let gather = |words: Vec<&'_ str>| -> Vec<String> {
        let once: BTreeSet<&str> = words.into_iter().collect();
        once.into_iter().map(str::to_owned).collect()
    };
    let teams = gather(
        company
            .people
            .iter()
            .filter_map(|p| p.team.as_deref())
            .collect(),
    );
    let industries = gather(
        company
            .people
            .iter()
            .flat_map(|one| one.industries.iter().map(String::as_str))
            .collect(),
    );
    let words = Words {
        products: company
            .catalogue
            .categories()
            .iter()
            .map(|one| one.category.as_str())
            .collect(),
        teams: teams.iter().map(String::as_str).collect(),
        industries: industries.iter().map(String::as_str).collect(),
        sources: company.sources.iter().map(String::as_str).collect(),
    };
    for (at, rule) in looker.policy.rules.iter().enumerate() {
        let mut found = Vec::new();
        condition(looker, &words, &rule.when, "/when".to_owned(), &mut found);
        let among = &rule.then.among;
        for (place, name) in among.skills.iter().enumerate() {
            let path = format!("/then/among/skills/{place}");
            found.extend(product(looker, &words, name).map(|flaw| (path, flaw)));
        }
        for (place, name) in among.teams.iter().enumerate() {
            if !words.teams.contains(&name.as_str()) {
                let (name, nearest) = near(name, &words.teams);
                let path = format!("/then/among/teams/{place}");
                found.push((path, Flaw::UnknownTeam { name, nearest }));
            }
        }
        for (path, flaw) in found {
            looker.note_rule(at, &path, flaw);
        }
    }
}

fn condition(
    looker: &Looker<'_>,
    words: &Words<'_>,
    one: &Condition,
    path: String,
    found: &mut Vec<(String, Flaw)>,
) {
    match one {
        Condition::All(inner) | Condition::Any(inner) => {
            let key = if matches!(one, Condition::All(_)) {
                "all"
            } else {
                "any"
            };
            for (at, inner) in inner.iter().enumerate() {
                condition(looker, words, inner, format!("{path}/{key}/{at}"), found);
            }
        }
        Condition::Not(inner) => condition(looker, words, inner, format!("{path}/not"), found),
        Condition::Product(names) => {
            for (at, name) in names.iter().enumerate() {
                let path = format!("{path}/product/{at}");
                found.extend(product(looker, words, name).map(|flaw| (path, flaw)));
            }
        }
        Condition::Industry(names) => {
            for (at, name) in names.iter().enumerate() {
                if !words.industries.contains(&name.as_str()) {
                    let (name, nearest) = near(name, &words.industries);
                    let path = format!("{path}/industry/{at}");
                    found.push((path, Flaw::UnknownIndustry { name, nearest }));
                }
            }
        }
        Condition::Source(names) => {
            for (at, name) in names.iter().enumerate() {
                if !words.sources.contains(&name.as_str()) {
                    let (name, nearest) = near(name, &words.sources);
                    let path = format!("{path}/source/{at}");
                    found.push((path, Flaw::UnknownSource { name, nearest }));
                }
            }
        }
        _ => {}
    }
}

fn product(looker: &Looker<'_>, words: &Words<'_>, name: &str) -> Option<Flaw> {
    if looker.company.catalogue.canonical(name).is_some() {
        return None;
    }
    let (name, nearest) = near(name, &words.products);
    Some(Flaw::UnknownProduct { name, nearest })
}

fn near(name: &str, known: &[&str]) -> (String, Option<String>) {
    let nearest = nearest(name, known.iter().copied()).map(str::to_owned);
    (name.to_owned(), nearest)
}
