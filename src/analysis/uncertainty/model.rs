//! What may be otherwise in an assessment: its uncertain inputs, and the scores that a draw of them
//! gives.

use super::stream::{Stream, gamma};
use super::{Settings, Source, Weighting};
use crate::analysis::Scored;
use crate::analysis::score::{Otherwise, roll_up_otherwise, supported};
use crate::domain::{Answer, Confidence, Framework, Node, Rule, Scale, Verdict};

/// An assessment with its uncertain inputs.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    framework: &'a Framework,
    /// The values of the questions as they are; groups are blank.
    base: Vec<Option<f64>>,
    weights: Vec<f64>,
    inputs: Vec<Input>,
    weighting: Weighting,
}

/// One uncertain input.
#[derive(Clone, Debug)]
pub struct Input {
    /// What it belongs to.
    pub source: Source,
    /// The node that it is about; the root for the rule.
    pub place: usize,
    /// Its name, and with it its random numbers.
    pub name: String,
    draw: Draw,
}

#[derive(Clone, Debug)]
enum Draw {
    /// One of some values, each up to a share of the draws.
    Choice(Vec<(f64, f64)>),
    /// Any value from the first to the second.
    Between(f64, f64),
    /// A weight beside those of its siblings.
    Weight,
    /// A rule for every group.
    Rule,
}

/// Room for the values of one draw.
#[derive(Clone, Debug)]
pub struct Scratch {
    /// The value of each node.
    pub values: Vec<Option<f64>>,
    weights: Vec<f64>,
}

/// The rules that a draw chooses from; `None` is the framework's own.
pub const RULES: [Option<Rule>; 4] =
    [None, Some(Rule::Mean), Some(Rule::Geometric), Some(Rule::WeakestLink)];

/// By how many levels an answer may be off, and how likely it is, by the confidence of the group
/// (this project's proposal; see `docs/methodology.md`).
pub fn shifts(confidence: Confidence) -> [(f64, f64); 5] {
    let [two, one] = match confidence {
        Confidence::Certain => [0.0, 0.0],
        Confidence::Sure => [0.0, 0.05],
        Confidence::Fair => [0.0, 0.15],
        Confidence::Doubtful => [0.05, 0.20],
        Confidence::Guess => [0.15, 0.20],
    };
    [(-2.0, two), (-1.0, one), (0.0, 1.0 - 2.0 * (one + two)), (1.0, one), (2.0, two)]
}

impl<'a> Model<'a> {
    /// The model of an assessment.
    pub fn new(scored: Scored<'a>, settings: &Settings) -> Self {
        let framework = scored.framework;
        let varies = |source| settings.vary.contains(&source);
        let mut inputs = Vec::new();
        let key = &scored.assessment.key;
        for (place, answer) in framework.pair(&scored.assessment.answers) {
            let (node, score) = (framework.node(place), scored.scores.at(place));
            let open = score.value.is_none() && score.applicable > 0;
            let (source, draw) = match answer {
                _ if open => (Source::Missing, Some(anything(framework.scale(node)))),
                Some(answer) => (Source::Answers, around(scored, node, answer, settings)),
                None => continue,
            };
            if let Some(draw) = draw.filter(|_| varies(source)) {
                let name = format!("{key} {} {}", source.name(), node.id);
                inputs.push(Input { source, place, name, draw });
            }
        }
        // By the order of the tree, whatever the order of the ids.
        inputs.sort_by_key(|input| input.place);
        if varies(Source::Weights) {
            for (place, node) in framework.nodes().iter().enumerate().skip(1) {
                if settings.depths.as_ref().is_none_or(|depths| depths.contains(&node.depth)) {
                    // The same for every country and year: they share their weights in a draw.
                    let name = format!("{} weight {}", framework.family(), node.id);
                    inputs.push(Input { source: Source::Weights, place, name, draw: Draw::Weight });
                }
            }
        }
        if varies(Source::Rule) {
            let name = format!("{} rule", framework.family());
            let place = Framework::ROOT;
            inputs.push(Input { source: Source::Rule, place, name, draw: Draw::Rule });
        }
        let question =
            |(at, node): (usize, &Node)| node.question().and_then(|_| scored.scores.at(at).value);
        Self {
            framework,
            base: framework.nodes().iter().enumerate().map(question).collect(),
            weights: framework.nodes().iter().map(|node| weight(framework, node)).collect(),
            inputs,
            weighting: settings.weighting,
        }
    }

    /// The uncertain inputs.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// Room for the values of one draw.
    pub fn scratch(&self) -> Scratch {
        Scratch { values: self.base.clone(), weights: self.weights.clone() }
    }

    /// The numbers of some draws: for each input, one number a draw. `name` may give inputs other
    /// names, and so other numbers.
    pub fn numbers(
        &self,
        seed: u64,
        first: u64,
        count: usize,
        name: impl Fn(&Input) -> Stream,
    ) -> Vec<f64> {
        let mut out = vec![0.0; self.inputs.len() * count];
        for (input, out) in self.inputs.iter().zip(out.chunks_mut(count.max(1))) {
            name(input).fill(seed, first, out);
        }
        out
    }

    /// Computes the scores of one draw, whose number for each input `number` gives.
    pub fn evaluate(&self, number: impl Fn(usize) -> f64, scratch: &mut Scratch) {
        let mut rule = None;
        for (at, input) in self.inputs.iter().enumerate() {
            let u = number(at);
            match &input.draw {
                Draw::Choice(choices) => {
                    let chosen = choices.iter().find(|(up_to, _)| u < *up_to);
                    scratch.values[input.place] = chosen.or(choices.last()).map(|c| c.1);
                }
                Draw::Between(low, high) => {
                    scratch.values[input.place] = Some(low + u * (high - low));
                }
                Draw::Weight => scratch.weights[input.place] = self.weigh(input.place, u),
                Draw::Rule => rule = RULES.into_iter().nth(quarter(u)).flatten(),
            }
        }
        let otherwise = Otherwise { rule, weights: Some(&scratch.weights), ..Otherwise::default() };
        roll_up_otherwise(self.framework, otherwise, &mut scratch.values);
    }

    fn weigh(&self, place: usize, u: f64) -> f64 {
        let own = self.weights[place];
        match self.weighting {
            Weighting::Noise(most) => own * (1.0 + most * (2.0 * u - 1.0)),
            Weighting::Dirichlet(concentration) => {
                let parent = self.framework.node(place).parent.unwrap_or(Framework::ROOT);
                let siblings = &self.framework.node(parent).children;
                let all: f64 = siblings.iter().map(|at| self.weights[*at]).sum();
                // Gamma variates in share of their sum are a Dirichlet variate; never quite 0.
                gamma(concentration * own / all, u).max(f64::MIN_POSITIVE)
            }
        }
    }
}

/// The weight that a node has before anything is varied: its own where its group's rule uses
/// weights, else that of its siblings.
fn weight(framework: &Framework, node: &Node) -> f64 {
    let group = node.parent.and_then(|up| framework.node(up).group());
    match group.map(|group| group.rule) {
        Some(Rule::Mean) => 1.0,
        _ => node.weight,
    }
}

fn quarter(u: f64) -> usize {
    [0.25, 0.5, 0.75].iter().filter(|edge| u >= **edge).count()
}

/// Every level, or every whole number of a short range, with the same chance; of a long range any
/// value.
fn anything(scale: &Scale) -> Draw {
    let rungs = scale.rungs();
    if rungs.is_empty() {
        return Draw::Between(scale.lowest(), scale.highest());
    }
    let count = u32::try_from(rungs.len()).map_or(f64::MAX, f64::from);
    let up_to = (1..).map(|n| f64::from(n) / count);
    Draw::Choice(up_to.zip(rungs).map(|(up_to, (_, value))| (up_to, value)).collect())
}

/// The values that an answer may have had, by the confidence that was stated; `None` where there is
/// no doubt. The evidence caps what is drawn as it caps what is claimed.
fn around(scored: Scored<'_>, node: &Node, answer: &Answer, settings: &Settings) -> Option<Draw> {
    let Some(Verdict::Scored(claimed)) = answer.counted() else { return None };
    let scale = scored.framework.scale(node);
    let grade = scored.assessment.grade_of(answer);
    let mut up_to = 0.0;
    let mut choices: Vec<(f64, f64)> = Vec::new();
    for (shift, chance) in shifts(answer.confidence.unwrap_or(settings.unstated)) {
        up_to += chance;
        let number = shifted(scale, *claimed, shift);
        let value = scale.value_of(supported(scored.framework, scale, number, grade))?;
        match choices.last_mut() {
            Some(last) if last.1.to_bits() == value.to_bits() => last.0 = up_to,
            _ if chance > 0.0 => choices.push((up_to, value)),
            _ => {}
        }
    }
    (choices.len() > 1).then_some(Draw::Choice(choices))
}

/// A claimed number moved by some levels; on a short range by whole numbers where it is a whole or a
/// half one, as the answers of a table that names no levels are; else by tenths of the range. What
/// would lie off the scale stays at its end.
fn shifted(scale: &Scale, claimed: f64, shift: f64) -> f64 {
    let levels = scale.all_levels();
    let numbers: Vec<f64> = levels.iter().map(|level| level.number).collect();
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        let graded = !scale.rungs().is_empty() && (2.0 * claimed).fract() == 0.0;
        let step = if graded { 1.0 } else { (scale.highest() - scale.lowest()) / 10.0 };
        return (claimed + shift * step).clamp(scale.lowest(), scale.highest());
    };
    let place = |number: f64| {
        let below = numbers.iter().rposition(|n| *n <= number + 1e-9)?;
        let half = number - numbers[below] > 1e-9;
        Some(f64::from(u32::try_from(below).ok()?) + if half { 0.5 } else { 0.0 })
    };
    let Some(moved) = place(claimed).map(|at| at + shift) else { return claimed };
    if moved <= 0.0 {
        return *first;
    }
    let at = |steps: usize| numbers.get(steps).copied().unwrap_or(*last);
    // Whole or half steps up the scale.
    let whole = (0..numbers.len()).take_while(|n| index(*n) <= moved).last().unwrap_or(0);
    if moved - index(whole) > 0.25 && whole + 1 < numbers.len() {
        f64::midpoint(at(whole), at(whole + 1))
    } else {
        at(whole)
    }
}

fn index(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}
