//! What the commands of the analyses say of the draws.

use crate::analysis::uncertainty::{Settings, Weighting, settings};
use crate::domain::Confidence;

/// The options of a command that draws, as far as they are not what it does anyway.
pub(super) fn options(settings: &Settings) -> String {
    let usual = Settings::default();
    let mut said = times(settings);
    if settings.vary != usual.vary {
        let names: Vec<&str> = settings.vary.iter().map(|source| source.name()).collect();
        said += &format!(" --vary {}", names.join(","));
    }
    match settings.weighting {
        weighting if weighting == usual.weighting => {}
        Weighting::Noise(_) => said += &noise(settings),
        Weighting::Dirichlet(concentration) => said += &format!(" --dirichlet {concentration}"),
    }
    if let Some(depths) = &settings.depths {
        said += &format!(" --weight-depths {}", settings::words_of(depths));
    }
    let confidence = Confidence::ALL.iter().find(|(step, _)| *step == settings.unstated);
    if let Some((_, name)) = confidence.filter(|_| settings.unstated != usual.unstated) {
        said += &format!(" --unstated {name}");
    }
    said
}

/// The options of the index, whose weights alone are drawn.
pub(super) fn of_index(settings: &Settings) -> String {
    let usual = settings.noise() == Settings::default().noise();
    let noise = if usual { String::new() } else { noise(settings) };
    times(settings) + &noise
}

fn times(settings: &Settings) -> String {
    let usual = Settings::default();
    let mut said = String::new();
    if settings.draws != usual.draws {
        said += &format!(" --draws {}", settings.draws);
    }
    if settings.seed != usual.seed {
        said += &format!(" --seed {}", settings.seed);
    }
    said
}

fn noise(settings: &Settings) -> String {
    format!(" --noise {}", settings.percent())
}
