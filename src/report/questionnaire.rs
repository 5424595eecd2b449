//! A blank questionnaire: what a group fills in by hand.

use crate::domain::{Body, Framework, Scheme, visible};

/// Every text is safe to show as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Questionnaire {
    /// What it is.
    pub title: String,
    /// Framework and version.
    pub subtitle: String,
    /// The language of its texts.
    pub language: String,
    /// What it is about.
    pub summary: String,
    /// The steps of the framework's own scale.
    pub scale: Vec<String>,
    /// Headings and questions in order.
    pub items: Vec<Item>,
}

/// One piece of the form.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// The heading of a group.
    Heading {
        /// 2 for the first tier below the root, and so on.
        rank: usize,
        /// Number and name.
        name: String,
        /// What it is about.
        intro: String,
    },
    /// A question with its boxes.
    Question(Box<Asked>),
}

/// A question as it is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// The rank of its heading.
    pub rank: usize,
    /// Number and text.
    pub text: String,
    /// Its stable id.
    pub id: String,
    /// Whether it belongs to the short form.
    pub core: bool,
    /// What counts and what does not.
    pub guidance: String,
    /// The boxes to tick: a level, and what it looks like.
    pub levels: Vec<(String, String)>,
    /// What is written where there are no boxes: the range of numbers.
    pub number: String,
    /// Whether paper and practice are ticked apart.
    pub paper_and_practice: bool,
    /// What counts as on paper.
    pub paper: String,
    /// What counts as in practice.
    pub practice: String,
    /// What would show it.
    pub evidence: Vec<String>,
    /// What other frameworks of the field file it under.
    pub filed: String,
}

/// The blank questionnaire of a framework.
pub fn questionnaire(framework: &Framework) -> Questionnaire {
    let safe = |text: &str| visible(text).into_owned();
    let title = |code: &str, name: &str| safe(format!("{code} {name}").trim());
    let scale = framework.default_scale();
    let step = |level: &crate::domain::Level| {
        let text = format!("{} {}. {}", scale.label(level.number), level.name, level.meaning);
        safe(text.trim())
    };
    let items = framework.nodes().iter().enumerate().skip(1).map(|(at, node)| {
        let rank = (node.depth + 1).min(6);
        match &node.body {
            Body::Group(group) => {
                let (name, intro) = (title(&node.code, &node.name), safe(&group.intro));
                Item::Heading { rank, name, intro }
            }
            Body::Question(q) => {
                let scale = framework.scale(node);
                let steps = scale.all_levels().iter().enumerate().map(|(at, level)| {
                    let label = format!("{} {}", scale.label(level.number), level.name);
                    let text = q.levels.get(at).map(String::as_str).unwrap_or_default();
                    (safe(label.trim()), safe(text))
                });
                let levels: Vec<(String, String)> = steps.collect();
                let number = if levels.is_empty() { scale.describe() } else { String::new() };
                Item::Question(Box::new(Asked {
                    rank,
                    text: title(&node.code, &node.name),
                    id: node.id.to_string(),
                    core: q.core,
                    guidance: safe(&q.guidance),
                    levels,
                    number,
                    paper_and_practice: q.paper_and_practice,
                    paper: safe(&q.paper),
                    practice: safe(&q.practice),
                    evidence: q.evidence.iter().map(|text| safe(text)).collect(),
                    filed: safe(&filed(framework, at)),
                }))
            }
        }
    });
    Questionnaire {
        title: safe(&framework.title),
        subtitle: safe(&format!("{} {}", framework.id, framework.version)),
        language: language(&framework.language),
        summary: safe(&framework.summary),
        scale: scale.all_levels().iter().map(step).collect(),
        items: items.collect(),
    }
}

/// The values of every scheme in short, so that a form can be laid beside those of others.
fn filed(framework: &Framework, at: usize) -> String {
    let one = |scheme: &Scheme| {
        let values = framework.filed(at, scheme);
        let ids: Vec<&str> = values.iter().map(|value| value.id.as_str()).collect();
        (!ids.is_empty()).then(|| format!("{} {}", scheme.id, ids.join(", ")))
    };
    framework.schemes.iter().filter_map(one).collect::<Vec<_>>().join("; ")
}

/// A language as a page may name it; English where the framework names none that a page could.
fn language(text: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match text.is_empty() || text.len() > 35 || !text.chars().all(fits) {
        true => "en".into(),
        false => text.into(),
    }
}
