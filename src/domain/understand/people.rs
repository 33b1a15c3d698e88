//! Company, person and e-mail: from their fields, from one another's, and from `need`.

use super::company_name::{company_in, is_company, normal};
use super::confidence::Confidence;
use super::contact::{email_in, is_person, name_in};
use super::evidence::{Because, Fact};
use super::new_lead::{Input, NewLead};
use super::page::Page;
use super::parsed::Parsed;
use super::reading::Desk;

/// Reads who it is. A person in `company` and a company in `contact_name` change places.
pub(super) fn read(parsed: &mut Parsed, desk: &Desk<'_>, lead: &NewLead) {
    let company = desk.company.as_ref();
    let name = desk.contact_name.as_ref();
    let swapped = name.is_some_and(|page| is_company(page.text()))
        && company.is_none_or(|page| !is_company(page.text()));
    let (company, name) = if swapped {
        (name, company)
    } else {
        (company, name)
    };
    read_company(parsed, company, desk.need.as_ref());
    read_name(parsed, name, desk.need.as_ref());
    read_email(parsed, desk, lead);
}

fn read_company(parsed: &mut Parsed, field: Option<&Page<'_>>, need: Option<&Page<'_>>) {
    let stated = field.filter(|page| {
        is_company(page.text())
            || (page.input == Input::Company
                && !is_person(page.text())
                && !super::products::is_stray_wish(page))
    });
    if let Some(page) = stated.filter(|page| !page.text().trim().is_empty()) {
        let inside = company_in(page.text()).filter(|_| page.original().chars().count() > 30);
        let (start, end) = inside.unwrap_or((0, page.text().len()));
        let evidence = page.evidence(Fact::Company, start, end, Because::GivenInField);
        parsed.company = Some(normal(&evidence.text));
        let sure = if page.input == Input::Company {
            1000
        } else {
            800
        };
        parsed.note(Fact::Company, Confidence::permille(sure), evidence);
    } else if let Some((page, (start, end))) =
        need.and_then(|page| Some((page, company_in(page.text())?)))
    {
        let evidence = page.evidence(Fact::Company, start, end, Because::CompanyInText);
        parsed.company = Some(normal(&evidence.text));
        parsed.note(Fact::Company, Confidence::permille(800), evidence);
    }
}

fn read_name(parsed: &mut Parsed, field: Option<&Page<'_>>, need: Option<&Page<'_>>) {
    if let Some(page) = field
        && (page.input == Input::ContactName || is_person(page.text()))
    {
        let text = page.text();
        // `老赵13854310926`: without the number; `园长王` stays as it is.
        let end = text
            .find(|c: char| c.is_ascii_digit() || c == '+')
            .unwrap_or(text.len());
        let end = text[..end]
            .trim_end_matches([' ', ':', ',', '(', '-'])
            .len();
        let start = text.len() - text.trim_start().len();
        let (start, end) = if end > start {
            (start, end)
        } else {
            name_in(text).unwrap_or((0, 0))
        };
        if end > start {
            let evidence = page.evidence(Fact::ContactName, start, end, Because::GivenInField);
            parsed.contact_name = Some(normal(&evidence.text));
            parsed.note(Fact::ContactName, Confidence::CERTAIN, evidence);
            return;
        }
    }
    if let Some((page, (start, end))) = need.and_then(|page| Some((page, name_in(page.text())?))) {
        let evidence = page.evidence(Fact::ContactName, start, end, Because::NameInText);
        parsed.contact_name = Some(normal(&evidence.text));
        parsed.note(Fact::ContactName, Confidence::permille(750), evidence);
    }
}

fn read_email(parsed: &mut Parsed, desk: &Desk<'_>, lead: &NewLead) {
    if let Some(email) = &lead.email {
        let page = Page::new(Input::Email, email.as_str());
        parsed.email = Some(email.clone());
        parsed.note(
            Fact::Email,
            Confidence::CERTAIN,
            page.whole(Fact::Email, Because::GivenInField),
        );
        return;
    }
    let found = desk
        .need
        .iter()
        .chain(desk.strays())
        .find_map(|page| Some((page, email_in(page.text())?)));
    if let Some((page, (email, start, end))) = found {
        parsed.email = Some(email);
        let evidence = page.evidence(Fact::Email, start, end, Because::EmailInText);
        parsed.note(Fact::Email, Confidence::permille(950), evidence);
    }
}
