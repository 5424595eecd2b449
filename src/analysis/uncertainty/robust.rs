//! The scores of one assessment with their intervals, and whether they stand.

use super::interval::Interval;
use super::model::Model;
use super::{GoOn, Settings, Source, sample};
use crate::analysis::Scored;
use crate::domain::Scale;

/// A score with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertain {
    /// The node.
    pub place: usize,
    /// The score in percent of its scale, finding or not; `None` where nothing is answered.
    pub percent: Option<f64>,
    /// Whether the score is not a finding.
    pub withheld: bool,
    /// Where it lies in 90 of 100 draws; `None` where nothing applies.
    pub interval: Option<Interval>,
    /// Whether it stands.
    pub verdict: Verdict,
}

/// Whether a score stands whatever is varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// 90 of 100 draws lie within half a level of it (half a level: this project's proposal).
    Robust,
    /// They do not, and this alone moves it furthest.
    Fragile(Source),
    /// There is no finding that could stand.
    Withheld,
}

/// The scores of some nodes with their intervals; `None` when `go_on` said no.
///
/// Where a score is fragile, what moves it most is found by varying one source at a time, with the
/// same numbers and a fifth of the draws.
pub fn scores(
    scored: Scored<'_>,
    places: &[usize],
    settings: &Settings,
    go_on: GoOn<'_>,
) -> Option<Vec<Uncertain>> {
    let whole = intervals(scored, places, settings, go_on)?;
    let mut alone: Vec<(Source, Vec<Option<Interval>>)> = Vec::new();
    for source in &settings.vary {
        let draws = (settings.draws / 5).max(1);
        let settings = Settings { vary: vec![*source], draws, ..settings.clone() };
        alone.push((*source, intervals(scored, places, &settings, go_on)?));
    }
    let found = places.iter().enumerate().map(|(at, place)| {
        let score = scored.scores.at(*place);
        let scale = scored.framework.scale(scored.framework.node(*place));
        let percent = score.value.map(|value| scale.percent(value));
        let verdict = match (score.finding(), percent, whole[at]) {
            (Some(value), Some(percent), Some(interval)) => {
                let half = half_level(scale, value);
                let stands = interval.low >= percent - half && interval.high <= percent + half;
                let reach = |one: &Option<Interval>| {
                    one.map_or(0.0, |i| (percent - i.low).max(i.high - percent))
                };
                let most = alone.iter().max_by(|a, b| reach(&a.1[at]).total_cmp(&reach(&b.1[at])));
                match most {
                    Some((source, _)) if !stands => Verdict::Fragile(*source),
                    _ => Verdict::Robust,
                }
            }
            _ => Verdict::Withheld,
        };
        Uncertain { place: *place, percent, withheld: score.withheld, interval: whole[at], verdict }
    });
    Some(found.collect())
}

fn intervals(
    scored: Scored<'_>,
    places: &[usize],
    settings: &Settings,
    go_on: GoOn<'_>,
) -> Option<Vec<Option<Interval>>> {
    let model = Model::new(scored, settings);
    let framework = scored.framework;
    let percent = |at: usize, value: f64| framework.scale(framework.node(at)).percent(value);
    let drawn = sample(&model, places, settings, percent, go_on)?;
    Some(drawn.iter().map(|draws| Interval::of(draws.as_ref()?)).collect())
}

/// Half a level in percent of a scale, on a short range half of one; of a long range half of a tenth.
/// A little more, because binary fractions are not exact.
fn half_level(scale: &Scale, value: f64) -> f64 {
    let width = scale.highest() - scale.lowest();
    let half = if scale.rungs().is_empty() { width / 20.0 } else { scale.half_step(value) };
    half / width * 100.0 + 1e-9
}
