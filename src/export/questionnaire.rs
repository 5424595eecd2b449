//! The blank questionnaire: as one page for a printer, A4 with boxes to tick and lines to write on,
//! and as Markdown.

use askama::Template;

use super::ExportError;
use super::markdown::text;
use crate::report::{Asked, Item, Questionnaire};

/// The questionnaire as a page that stands alone.
///
/// # Errors
/// Where the page cannot be put together.
pub fn render(form: &Questionnaire) -> Result<String, ExportError> {
    Ok(Page { form }.render()?)
}

#[derive(Template)]
#[template(path = "questionnaire.html")]
struct Page<'a> {
    form: &'a Questionnaire,
}

/// The questionnaire as Markdown, for those who fill it in on a screen or paste it elsewhere: the
/// boxes are task lists.
pub fn markdown(form: &Questionnaire) -> String {
    let mut out = vec![format!("# {}", text(&form.title))];
    out.push(format!("Blank questionnaire, {}", text(&form.subtitle)));
    if !form.summary.is_empty() {
        out.push(text(&form.summary));
    }
    out.push(HEAD.join("\n"));
    out.push(HOW.into());
    if !form.scale.is_empty() {
        out.push("**The levels**".into());
        out.push(bullets("- ", &form.scale));
    }
    for item in &form.items {
        match item {
            Item::Heading { rank, name, intro } => {
                out.push(format!("{} {}", "#".repeat(*rank), text(name)));
                if !intro.is_empty() {
                    out.push(text(intro));
                }
            }
            Item::Question(asked) => question(asked, &mut out),
        }
    }
    out.join("\n\n") + "\n"
}

const HEAD: [&str; 5] =
    ["- Country:", "- Year:", "- Unit, if not national:", "- Date:", "- Sectors in the room:"];

/// The same words as on the printed page.
const HOW: &str = "Write names of sectors and offices, not of persons. Tick the highest level that \
holds together with every level below it. What nobody in the room knows is \"not known\", not a \
guess; what cannot exist in this country is \"not applicable\", with the reason.";

fn question(asked: &Asked, out: &mut Vec<String>) {
    out.push(format!("{} {}", "#".repeat(asked.rank), text(&asked.text)));
    let core = asked.core.then_some("core question");
    let filed = Some(asked.filed.as_str()).filter(|filed| !filed.is_empty());
    let about: Vec<&str> = [Some(asked.id.as_str()), core, filed].into_iter().flatten().collect();
    out.push(text(&about.join("; ")));
    if !asked.guidance.is_empty() {
        out.push(text(&asked.guidance));
    }
    let level = |(label, what): &(String, String)| match what.is_empty() {
        true => label.clone(),
        false => format!("{label}: {what}"),
    };
    let mut boxes: Vec<String> = asked.levels.iter().map(level).collect();
    boxes.extend(["Not known".to_owned(), "Not applicable, because:".to_owned()]);
    if !asked.number.is_empty() {
        out.push(format!("Answer ({}):", text(&asked.number)));
    }
    out.push(bullets("- [ ] ", &boxes));
    if asked.paper_and_practice {
        let axes = [("On paper", &asked.paper), ("In practice", &asked.practice)];
        let told = axes.iter().filter(|(_, what)| !what.is_empty());
        let told: Vec<String> = told.map(|(name, what)| format!("{name}: {what}")).collect();
        if !told.is_empty() {
            out.push(bullets("- ", &told));
        }
        let marks = ["Neither", "On paper only", "In practice only", "Both"];
        out.push(bullets("- [ ] ", &marks.map(str::to_owned)));
    }
    if !asked.evidence.is_empty() {
        out.push("What would show it:".into());
        out.push(bullets("- ", &asked.evidence));
    }
    out.push(ANSWER.join("\n"));
}

const ANSWER: [&str; 3] = [
    "- Evidence (document, issuer, date, page):",
    "- Sectors that agree:",
    "- Sectors that see it differently, and why:",
];

fn bullets(mark: &str, items: &[String]) -> String {
    items.iter().map(|item| format!("{mark}{}", text(item))).collect::<Vec<_>>().join("\n")
}
