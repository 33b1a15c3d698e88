//! 地区: where the customer is, by all the fields that may say it.

use crate::region::{Folded, Gazetteer, Level, Located, Place, RegionCode, Setting};

use super::company_name::is_company;
use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::new_lead::{Input, NewLead};
use super::page::Page;
use super::phone::{Phone, PhoneKind};

/// The place with all that speaks for it, or evidence of why there is none.
pub(super) struct Found {
    pub place: Option<Place>,
    pub confidence: Confidence,
    pub evidence: Vec<Evidence>,
}

/// Reads `region`, `address`, `company`, `need` and `quantity` in this order. The first that names a place
/// wins. An address makes it more exact (a district in the city named before); the name of a
/// company and free text say where it sits or wants goods sent, so they only
/// refine a bare province, decide between places of one name, or speak when nothing else does.
///
/// Telephone numbers come last. A landline's area code decides between places of one name and
/// says where the customer is when nothing else does. A mobile number only decides between
/// places of one name: people carry their numbers about the country.
pub(super) fn find(lead: &NewLead, gazetteer: &Gazetteer, phones: &[Heard<'_>]) -> Found {
    // A company's name stands in the field of the person at times.
    let swapped = lead
        .contact_name
        .clone()
        .filter(|name| is_company(Folded::new(name).text()));
    let fields = [
        (Input::Region, Setting::Region, &lead.region),
        (Input::Address, Setting::Address, &lead.address),
        (Input::Company, Setting::Company, &lead.company),
        (Input::ContactName, Setting::Company, &swapped),
        (Input::Need, Setting::Prose, &lead.need),
        // `100个,寄到新泰市` as a quantity.
        (Input::Quantity, Setting::Prose, &lead.quantity),
    ];
    let mut search = Search {
        gazetteer,
        chosen: None,
        from: None,
        open: Vec::new(),
        evidence: Vec::new(),
    };
    let mut pages = Vec::new();
    for (input, setting, text) in fields {
        if let Some(text) = text.as_deref() {
            let page = Page::new(input, text);
            search.hear(&page, gazetteer.locate_folded(page.folded(), setting));
            pages.push((page, setting));
        }
    }
    search.listen(phones);
    search.look_inside(&pages);
    let (place, confidence) = search.chosen.unzip();
    Found {
        place,
        confidence: confidence.unwrap_or_default(),
        evidence: search.evidence,
    }
}

/// A telephone number with the page and the folded bytes that it stands in.
pub(super) struct Heard<'a> {
    pub page: &'a Page<'a>,
    pub phone: &'a Phone,
    pub start: usize,
    pub end: usize,
}

struct Search<'a> {
    gazetteer: &'a Gazetteer,
    chosen: Option<(Place, Confidence)>,
    /// The field that the place was read from; none for a telephone number.
    from: Option<Input>,
    /// Places that an undecided name may mean.
    open: Vec<Place>,
    evidence: Vec<Evidence>,
}

impl Search<'_> {
    fn hear(&mut self, page: &Page<'_>, said: Located) {
        let sure = Confidence::permille(said.confidence_permille);
        match (&said.place, &self.chosen) {
            (Some(place), None) => {
                let place = self.decide_open(place).unwrap_or_else(|| place.clone());
                self.note(page, &said, &place);
                self.chosen = Some((place, sure));
                self.from = Some(page.input);
            }
            (Some(place), Some((known, before))) if known.code != place.code => {
                if self.may_refine(page, known.code) && known.code.contains(place.code) {
                    // The vaguer statement is borne out, the finer one stands on its own.
                    let sure = sure.min(*before);
                    self.note(page, &said, &place.clone());
                    self.chosen = Some((place.clone(), sure));
                }
            }
            (Some(_), Some(_)) => {}
            (None, _) if !said.candidates.is_empty() => self.weigh(page, &said),
            (None, _) => {
                if page.input == Input::Region && !page.text().trim().is_empty() {
                    self.hear_area_code(page);
                }
            }
        }
    }

    /// A field for the place that holds `0579`, or nothing that we know.
    fn hear_area_code(&mut self, page: &Page<'_>) {
        let text = page.text().trim();
        let places = if text.starts_with('0') {
            self.gazetteer.places_of_area_code(text)
        } else {
            Vec::new()
        };
        match places.into_iter().next() {
            Some(place) => {
                let named = format!("{} {}", place.code, place.name);
                self.evidence
                    .push(page.whole(Fact::Region, Because::AreaCode).matched(named));
                self.chosen = Some((place, Confidence::permille(700)));
                self.from = Some(page.input);
            }
            None => self
                .evidence
                .push(page.whole(Fact::Region, Because::DivisionUnknown)),
        }
    }

    /// A name that several places bear, beside what is known already.
    fn weigh(&mut self, page: &Page<'_>, said: &Located) {
        let known = self
            .chosen
            .as_ref()
            .map(|(place, sure)| (place.code, *sure));
        let Some((known, before)) = known else {
            let names: Vec<String> = said
                .candidates
                .iter()
                .map(|p| format!("{} {}", p.code, p.name))
                .collect();
            for span in &said.spans {
                let evidence = page.evidence_at(Fact::Region, *span, Because::DivisionAmbiguous);
                self.evidence.push(evidence.matched(names.join("; ")));
            }
            if self.open.is_empty() {
                self.open.clone_from(&said.candidates);
            }
            return;
        };
        let mut inside = said.candidates.iter().filter(|p| known.contains(p.code));
        if let (Some(place), None) = (inside.next(), inside.next())
            && self.may_refine(page, known)
            && place.code != known
        {
            self.note(page, said, place);
            self.chosen = Some((place.clone(), before.min(Confidence::permille(850))));
        }
    }

    /// The one open candidate that lies in (or around) the place just found.
    fn decide_open(&self, place: &Place) -> Option<Place> {
        let mut inside = self.open.iter().filter(|p| place.code.contains(p.code));
        match (inside.next(), inside.next()) {
            (Some(only), None) => self.gazetteer.place(only.code),
            _ => None,
        }
    }

    /// What the telephone numbers add: landlines first, for they stand in one place.
    fn listen(&mut self, phones: &[Heard<'_>]) {
        let told = |heard: &Heard<'_>| match heard.phone.kind() {
            PhoneKind::Landline => {
                let area = heard.phone.as_str().split('-').next().unwrap_or_default();
                Some((self.gazetteer.places_of_area_code(area), Because::AreaCode))
            }
            PhoneKind::Mobile => {
                let city = self.gazetteer.city_of_mobile(heard.phone.as_str());
                Some((city.into_iter().collect(), Because::MobilePrefix))
            }
            PhoneKind::Hotline | PhoneKind::Foreign => None,
        };
        let mut all: Vec<(&Heard<'_>, Vec<Place>, Because)> = phones
            .iter()
            .filter_map(|heard| told(heard).map(|(places, because)| (heard, places, because)))
            .filter(|(_, places, _)| !places.is_empty())
            .collect();
        all.sort_by_key(|(.., because)| *because != Because::AreaCode);
        for (heard, places, because) in all {
            if self.chosen.is_some() {
                return;
            }
            let names: Vec<String> = places
                .iter()
                .map(|p| format!("{} {}", p.code, p.name))
                .collect();
            let evidence = heard
                .page
                .evidence(Fact::Region, heard.start, heard.end, because);
            self.evidence.push(evidence.matched(names.join("; ")));
            if let Some((place, sure)) = self.decide_by_phone(&places) {
                self.chosen = Some((place, Confidence::permille(sure)));
            } else if self.open.is_empty() && because == Because::AreaCode {
                // A code that several cities share is named by the first.
                let sure = if places.len() == 1 { 600 } else { 500 };
                self.chosen = places
                    .into_iter()
                    .next()
                    .map(|place| (place, Confidence::permille(sure)));
            }
        }
    }

    /// A district that the text names too weakly for itself, in the city of a landline.
    fn look_inside(&mut self, pages: &[(Page<'_>, Setting)]) {
        let Some((around, sure)) = self.chosen.clone().filter(|_| self.from.is_none()) else {
            return;
        };
        for (page, setting) in pages {
            if let Some((place, span)) =
                self.gazetteer
                    .locate_inside(page.folded(), *setting, around.code)
            {
                let evidence = page.evidence_at(Fact::Region, span, Because::DivisionName);
                self.evidence
                    .push(evidence.matched(format!("{} {}", place.code, place.name)));
                self.chosen = Some((place, sure));
                return;
            }
        }
    }

    /// Whether a field may make a known place more exact: those that are there to say it always,
    /// the others a bare province or what was itself read from such a field.
    fn may_refine(&self, page: &Page<'_>, known: RegionCode) -> bool {
        let by_field = self.from.is_some_and(Input::says_where);
        page.input.says_where() || known.level() == Level::Province || !by_field
    }

    /// The one open candidate in the city of a number, else in its province.
    fn decide_by_phone(&self, places: &[Place]) -> Option<(Place, u16)> {
        let only = |inside: &dyn Fn(RegionCode) -> bool| {
            let mut fitting = self.open.iter().filter(|place| inside(place.code));
            match (fitting.next(), fitting.next()) {
                (Some(place), None) => Some(place.clone()),
                _ => None,
            }
        };
        let in_city = |code: RegionCode| places.iter().any(|p| p.code.contains(code));
        let in_province =
            |code: RegionCode| places.iter().any(|p| p.code.province().contains(code));
        only(&in_city)
            .map(|place| (place, 800))
            .or_else(|| only(&in_province).map(|place| (place, 600)))
    }

    fn note(&mut self, page: &Page<'_>, said: &Located, place: &Place) {
        for span in &said.spans {
            let text = span.of(page.original());
            let because = if text.chars().all(|c| c.is_numeric()) {
                Because::DivisionCode
            } else {
                Because::DivisionName
            };
            let evidence = page.evidence_at(Fact::Region, *span, because);
            self.evidence
                .push(evidence.matched(format!("{} {}", place.code, place.name)));
        }
    }
}
