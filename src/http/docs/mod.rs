//! `/openapi.json`, its page, and the pages that explain problems. Made on the
//! server, readable without script, nothing loaded from elsewhere.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

use super::problem::Problem;
use super::{catalogue, health, leads, ledger, outbox, parse, policy, reps};
use crate::words::{Lang, ProblemKind, problem_help};

/// The document, gathered from the handlers.
#[derive(OpenApi)]
#[openapi(
    info(title = "paidan 派单", description = "Lead assignment for wholesale companies."),
    paths(
        leads::create::create,
        leads::bulk::bulk,
        leads::list::list,
        leads::one::one,
        leads::timeline::timeline,
        leads::explanation::explanation,
        leads::change::change,
        reps::list,
        reps::one,
        reps::put,
        reps::sync,
        ledger::ledger,
        catalogue::get,
        catalogue::put,
        parse::parse,
        policy::draft::get,
        policy::draft::put,
        policy::check::check,
        policy::publish::publish,
        policy::versions::list,
        policy::versions::one,
        policy::restore::restore,
        policy::coverage::coverage,
        outbox::list,
        outbox::replay,
        health::healthz,
        health::readyz,
        health::metrics,
    ),
    modifiers(&Tokens)
)]
struct Document;

struct Tokens;

impl utoipa::Modify for Tokens {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        document
            .components
            .get_or_insert_with(Default::default)
            .add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

/// One operation on the page.
struct Operation {
    method: String,
    path: String,
    summary: String,
    answers: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "docs.html")]
struct Page {
    operations: Vec<Operation>,
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    name: &'a str,
    zh: &'a str,
    en: &'a str,
}

/// OpenAPI 3.1.
#[get("/openapi.json")]
pub(super) async fn openapi_json() -> HttpResponse {
    HttpResponse::Ok().json(Document::openapi())
}

/// The same for people.
#[get("/docs")]
pub(super) async fn docs_page() -> HttpResponse {
    html(
        Page {
            operations: operations(),
        }
        .render(),
    )
}

/// The look of these pages.
#[get("/docs/style.css")]
pub(super) async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .body(include_str!("docs.css"))
}

/// What a problem means and what to do.
#[get("/docs/problems/{name}")]
pub(super) async fn problem(
    request: HttpRequest,
    name: Path<String>,
) -> Result<HttpResponse, Problem> {
    let known = ProblemKind::NAMES
        .iter()
        .find(|known| **known == name.as_str());
    let name = known.ok_or_else(|| Problem::new(&request, ProblemKind::NotFound))?;
    let (zh, en) = (problem_help(name, Lang::Zh), problem_help(name, Lang::En));
    Ok(html(ProblemPage { name, zh, en }.render()))
}

fn html(made: Result<String, askama::Error>) -> HttpResponse {
    match made {
        Ok(text) => HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .insert_header((
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
            ))
            .insert_header(("X-Content-Type-Options", "nosniff"))
            .body(text),
        Err(error) => {
            tracing::error!(%error, "a page was not made");
            HttpResponse::InternalServerError().finish()
        }
    }
}

fn operations() -> Vec<Operation> {
    let document = serde_json::to_value(Document::openapi()).unwrap_or_default();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, told) in methods.as_object().into_iter().flatten() {
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let answers = told["responses"].as_object().into_iter().flatten();
            all.push(Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                summary: text(&told["summary"]),
                answers: answers
                    .map(|(status, answer)| (status.clone(), text(&answer["description"])))
                    .collect(),
            });
        }
    }
    all
}
