//! 卡片模板: the description of the card, and drawing a card by it.
//!
//! `protocols/dingtalk.md` §5.1 and §5.8: variables are texts, lists are JSON in a text, private
//! data wins over public where the variable is private, buttons are hidden by conditions. The form
//! of the description is this sandbox's own; the real editor's is another.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Variables of a card by name.
pub type Variables = BTreeMap<String, String>;

/// The whole description.
#[derive(Debug, Deserialize)]
pub struct Template {
    variables: Vec<Variable>,
    elements: Vec<Element>,
    buttons: Vec<ButtonKind>,
}

#[derive(Debug, Deserialize)]
struct Variable {
    name: String,
    private: bool,
}

/// An element; `text` names a variable but for links, where it is the words themselves.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Element {
    kind: String,
    text: String,
    text_of: String,
    list: String,
    url: String,
    name: String,
    label: String,
    selected: String,
    when: Variables,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ButtonKind {
    id: String,
    text: String,
    text_of: String,
    style: String,
    /// List variable with one button for each entry.
    each: String,
    /// Parameter that carries the entry's id.
    param: String,
    /// Names of the inputs that go along.
    with: Vec<String>,
    when: Variables,
}

/// A button as somebody sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Button {
    /// The action.
    pub id: String,
    /// What it says.
    pub text: String,
    /// `main`, `plain` or `danger`.
    pub style: String,
    /// What it sends along.
    pub params: Map<String, Value>,
    /// Inputs that it sends along.
    pub with: Vec<String>,
}

/// A drop-down as somebody sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    /// Name of the input.
    pub name: String,
    /// Words beside it.
    pub label: String,
    /// Ids and words.
    pub options: Vec<(String, String)>,
    /// The chosen id.
    pub selected: String,
}

/// What one person sees of a card.
#[derive(Debug, Default)]
pub struct View {
    texts: BTreeMap<String, String>,
    rows: Vec<Value>,
    links: Vec<Value>,
    /// Drop-down, where there is one.
    pub select: Option<Select>,
    /// Buttons from left to right.
    pub buttons: Vec<Button>,
}

impl Template {
    /// Draws a card for one person, whose choice in the drop-down stands where it is still offered.
    pub fn draw(
        &self,
        public: &Variables,
        private: Option<&Variables>,
        chosen: Option<&str>,
    ) -> View {
        let own = |name: &str| private.and_then(|private| private.get(name));
        let variables: Variables = self
            .variables
            .iter()
            .filter_map(|variable| {
                let name = variable.name.as_str();
                let hidden = own(name).filter(|_| variable.private);
                let value = hidden.or_else(|| public.get(name))?;
                Some((name.to_owned(), value.clone()))
            })
            .collect();
        let mut view = View::default();
        for element in &self.elements {
            if holds(&element.when, &variables) {
                view.add(element, &variables, chosen);
            }
        }
        let buttons = self
            .elements
            .iter()
            .any(|element| element.kind == "buttons");
        for kind in self.buttons.iter().filter(|_| buttons) {
            if holds(&kind.when, &variables) {
                view.buttons.extend(kind.drawn(&variables));
            }
        }
        view
    }
}

impl ButtonKind {
    fn drawn(&self, variables: &Variables) -> Vec<Button> {
        let button = |text: String, params| Button {
            id: self.id.clone(),
            text,
            style: self.style.clone(),
            params,
            with: self.with.clone(),
        };
        if self.each.is_empty() {
            let text = match self.text_of.as_str() {
                "" => self.text.clone(),
                name => text(variables, name),
            };
            return vec![button(text, Map::new())];
        }
        let entries = options(variables, &self.each).into_iter();
        entries
            .map(|(id, text)| button(text, Map::from_iter([(self.param.clone(), id.into())])))
            .collect()
    }
}

impl View {
    fn add(&mut self, element: &Element, variables: &Variables, chosen: Option<&str>) {
        match element.kind.as_str() {
            "rows" => {
                let shown = |row: &Value| {
                    let of = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
                    json!({"k": of("k"), "v": of("v"), "u": of("u")})
                };
                self.rows = list(variables, &element.list).iter().map(shown).collect();
            }
            "link" => {
                let url = text(variables, &element.url);
                let words = match element.text_of.as_str() {
                    "" => element.text.clone(),
                    name => text(variables, name),
                };
                if !url.is_empty() {
                    self.links.push(json!({"text": words, "url": url}));
                }
            }
            "select" => self.select = drop_down(element, variables, chosen),
            "buttons" => {}
            kind => {
                self.texts
                    .insert(kind.to_owned(), text(variables, &element.text));
            }
        }
    }

    /// A text of the card: `title`, `desc`, `quote`, …
    pub fn text(&self, kind: &str) -> &str {
        self.texts.get(kind).map_or("", String::as_str)
    }

    /// For the page.
    pub fn as_json(&self) -> Value {
        let select = self.select.as_ref().map(|select| {
            let options: Vec<Value> = select
                .options
                .iter()
                .map(|(id, text)| json!({"id": id, "text": text}))
                .collect();
            json!({"name": select.name, "label": select.label, "options": options,
                "selected": select.selected})
        });
        let buttons: Vec<Value> = self
            .buttons
            .iter()
            .map(|button| {
                json!({"id": button.id, "text": button.text, "style": button.style,
                    "params": button.params, "with": button.with})
            })
            .collect();
        json!({
            "source": self.text("source"),
            "title": self.text("title"),
            "desc": self.text("desc"),
            "quote": self.text("quote"),
            "rows": self.rows,
            "select": select,
            "buttons": buttons,
            "hint": self.text("hint"),
            "links": self.links,
            "ended": self.text("ended"),
        })
    }
}

fn drop_down(element: &Element, variables: &Variables, chosen: Option<&str>) -> Option<Select> {
    let options = options(variables, &element.list);
    let first = options.first()?.0.clone();
    let there = |id: &str| options.iter().any(|(own, _)| own == id);
    let preset = text(variables, &element.selected);
    let selected = [chosen.unwrap_or_default(), preset.as_str()]
        .into_iter()
        .find(|id| there(id))
        .map_or(first, str::to_owned);
    Some(Select {
        name: element.name.clone(),
        label: text(variables, &element.label),
        options,
        selected,
    })
}

fn holds(conditions: &Variables, variables: &Variables) -> bool {
    conditions
        .iter()
        .all(|(name, value)| variables.get(name) == Some(value))
}

fn text(variables: &Variables, name: &str) -> String {
    variables.get(name).cloned().unwrap_or_default()
}

/// A list in a text; what is none shows nothing, as on a phone (§5.2).
fn list(variables: &Variables, name: &str) -> Vec<Value> {
    let text = variables.get(name).map_or("", String::as_str);
    serde_json::from_str(text).unwrap_or_default()
}

fn options(variables: &Variables, name: &str) -> Vec<(String, String)> {
    let of = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
    let entries = list(variables, name);
    entries
        .iter()
        .map(|entry| (of(entry, "id"), of(entry, "text")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template() -> Template {
        serde_json::from_value(json!({
            "variables": [
                {"name": "title", "private": false}, {"name": "hint", "private": true},
                {"name": "rows", "private": false}, {"name": "reasons", "private": false},
                {"name": "options", "private": false}, {"name": "option", "private": false},
                {"name": "can_claim", "private": false}, {"name": "can_reason", "private": false}],
            "elements": [
                {"kind": "title", "text": "title"}, {"kind": "hint", "text": "hint"},
                {"kind": "rows", "list": "rows"}, {"kind": "buttons"},
                {"kind": "select", "name": "rep", "label": "x", "list": "options", "selected": "option"}],
            "buttons": [
                {"id": "claim", "text": "认领", "style": "main", "when": {"can_claim": "true"}},
                {"id": "reason", "each": "reasons", "param": "reason", "style": "plain", "when": {"can_reason": "true"}}],
        }))
        .unwrap()
    }

    fn variables(list: &[(&str, &str)]) -> Variables {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        list.iter().map(owned).collect()
    }

    #[test]
    fn conditions_hide_buttons_and_a_list_makes_one_each() {
        let public = variables(&[
            ("can_reason", "true"),
            (
                "reasons",
                r#"[{"id":"busy","text":"忙不过来"},{"id":"area","text":"不在片区"}]"#,
            ),
        ]);
        let view = template().draw(&public, None, None);
        let shown: Vec<_> = view.buttons.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(shown, ["忙不过来", "不在片区"]);
        assert_eq!(view.buttons[1].params["reason"], "area");
    }

    #[test]
    fn private_data_wins_only_for_private_variables() {
        let public = variables(&[("title", "#7"), ("hint", "")]);
        let own = variables(&[("title", "其他"), ("hint", "归你了")]);
        let view = template().draw(&public, Some(&own), None);
        assert_eq!((view.text("title"), view.text("hint")), ("#7", "归你了"));
    }

    #[test]
    fn a_choice_stands_as_long_as_it_is_offered() {
        let public = variables(&[
            (
                "options",
                r#"[{"id":"a","text":"A"},{"id":"b","text":"B"}]"#,
            ),
            ("option", "b"),
            ("rows", "no list"),
        ]);
        let chosen = |choice| {
            template()
                .draw(&public, None, choice)
                .select
                .unwrap()
                .selected
        };
        assert_eq!(
            (chosen(None).as_str(), chosen(Some("a")).as_str()),
            ("b", "a")
        );
        assert_eq!(chosen(Some("gone")), "b");
    }
}
