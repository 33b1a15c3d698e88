//! 地区: where the customer is, by all the fields that may say it.

use crate::region::{Gazetteer, Level, Located, Place, RegionCode, Setting};

use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::new_lead::{Input, NewLead};
use super::page::Page;

/// The place with all that speaks for it, or evidence of why there is none.
pub(super) struct Found {
    pub place: Option<Place>,
    pub confidence: Confidence,
    pub evidence: Vec<Evidence>,
}

/// Reads `region`, `address`, `company` and `need` in this order. The first that names a place
/// wins. An address makes it more exact (a district in the city named before); the name of a
/// company and free text say where it sits or wants goods sent, so they only
/// refine a bare province, decide between places of one name, or speak when nothing else does.
pub(super) fn find(lead: &NewLead, gazetteer: &Gazetteer) -> Found {
    let fields = [
        (Input::Region, Setting::Region, &lead.region),
        (Input::Address, Setting::Address, &lead.address),
        (Input::Company, Setting::Company, &lead.company),
        (Input::Need, Setting::Prose, &lead.need),
    ];
    let mut search = Search {
        gazetteer,
        chosen: None,
        open: Vec::new(),
        evidence: Vec::new(),
    };
    for (input, setting, text) in fields {
        if let Some(text) = text.as_deref() {
            let page = Page::new(input, text);
            search.hear(&page, gazetteer.locate_in(text, setting));
        }
    }
    let (place, confidence) = search.chosen.unzip();
    Found {
        place,
        confidence: confidence.unwrap_or_default(),
        evidence: search.evidence,
    }
}

struct Search<'a> {
    gazetteer: &'a Gazetteer,
    chosen: Option<(Place, Confidence)>,
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
            }
            (Some(place), Some((known, before))) if known.code != place.code => {
                if may_refine(page, known.code) && known.code.contains(place.code) {
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
                    self.evidence
                        .push(page.whole(Fact::Region, Because::DivisionUnknown));
                }
            }
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
            && may_refine(page, known)
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

/// Whether a field may make a known place more exact.
fn may_refine(page: &Page<'_>, known: RegionCode) -> bool {
    page.input.says_where() || known.level() == Level::Province
}
