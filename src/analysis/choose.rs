//! Which assessment stands for each country, and why the others do not.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Scored;
use crate::analysis::comparable::Comparisons;
use crate::domain::{Assessment, Id, Perspective};

/// Which assessments may stand for their countries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The years.
    pub when: When,
    /// The perspective; perspectives are never mixed.
    pub perspective: Perspective,
}

/// From which year an assessment may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The newest there is.
    Latest,
    /// The newest up to a year, that year included.
    UpTo(i16),
    /// A year and no other.
    Exactly(i16),
}

/// The assessments that stand for their countries, and those that do not.
#[derive(Clone, Debug, Default)]
pub struct Chosen<'a> {
    /// The chosen ones, alphabetical by the country's name: at most one for each country and
    /// framework.
    pub rows: Vec<Scored<'a>>,
    /// The others, in the order in which they came.
    pub left_out: Vec<LeftOut<'a>>,
}

/// An assessment that does not take part.
#[derive(Clone, Copy, Debug)]
pub struct LeftOut<'a> {
    /// The assessment.
    pub scored: Scored<'a>,
    /// Why not.
    pub why: Why,
}

/// Why an assessment does not take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// It is another perspective.
    Perspective,
    /// It speaks for a part of the country.
    SubNational,
    /// Its year is not asked for.
    Year,
    /// The same country has a newer one that takes part.
    Older,
    /// It was answered against another framework.
    Framework,
}

impl When {
    /// Whether an assessment of a year may stand for its country.
    pub fn admits(self, year: i16) -> bool {
        match self {
            Self::Latest => true,
            Self::UpTo(last) => year <= last,
            Self::Exactly(only) => year == only,
        }
    }
}

/// Picks the assessment that stands for each country: national, of the chosen perspective, and the
/// newest that the choice admits; where a country has answered several frameworks, one for each.
pub fn choose<'a>(all: impl IntoIterator<Item = Scored<'a>>, choice: Choice) -> Chosen<'a> {
    let mut chosen = Chosen::default();
    let mut newest: BTreeMap<_, Scored<'a>> = BTreeMap::new();
    for scored in all {
        let key = &scored.assessment.key;
        let why = if key.perspective != choice.perspective {
            Why::Perspective
        } else if key.unit.is_some() {
            Why::SubNational
        } else if !choice.when.admits(key.year) {
            Why::Year
        } else {
            match newest.insert((key.country, &scored.framework.id), scored) {
                None => continue,
                Some(before) if before.assessment.key.year <= key.year => {
                    chosen.left_out.push(LeftOut { scored: before, why: Why::Older });
                    continue;
                }
                Some(before) => {
                    newest.insert((key.country, &scored.framework.id), before);
                    Why::Older
                }
            }
        };
        chosen.left_out.push(LeftOut { scored, why });
    }
    chosen.rows = newest.into_values().collect();
    chosen.rows.sort_by_cached_key(|s| (alphabetical(s.assessment), s.assessment.key.country));
    chosen
}

/// Keeps the years that were answered against one framework, in any of its versions, or against one
/// that a crosswalk joins with it: the one that is asked for, else the one that most of the years
/// share, and of those the one of the newest year. The others are left out with [`Why::Framework`].
pub fn of_one_framework<'a>(
    years: Vec<Scored<'a>>,
    wanted: Option<&Id>,
    comparisons: &Comparisons<'_>,
) -> Chosen<'a> {
    let mut uses: BTreeMap<BTreeSet<Id>, (usize, i16)> = BTreeMap::new();
    for scored in &years {
        let seen = uses.entry(comparisons.kin(&scored.framework.id)).or_default();
        *seen = (seen.0 + 1, seen.1.max(scored.assessment.key.year));
    }
    let usual = uses.into_iter().max_by_key(|(_, rank)| *rank).map(|(ids, _)| ids);
    let frameworks = wanted.map(|id| comparisons.kin(id)).or(usual).unwrap_or_default();
    let mut chosen = Chosen::default();
    for scored in years {
        if frameworks.contains(&scored.framework.id) {
            chosen.rows.push(scored);
        } else {
            chosen.left_out.push(LeftOut { scored, why: Why::Framework });
        }
    }
    chosen
}

/// A key that sorts countries by name without regard to capitals and to the marks on Latin letters,
/// so that Türkiye does not stand behind Tuvalu.
pub fn alphabetical(assessment: &Assessment) -> String {
    assessment.country_label().to_lowercase().chars().filter_map(plain).collect()
}

fn plain(c: char) -> Option<char> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' | 'ĉ' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ə' => 'e',
        'ğ' | 'ģ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ł' | 'ľ' | 'ļ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ő' | 'ø' | 'ō' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ű' | 'ů' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ž' | 'ż' => 'z',
        // Combining marks, as in a small i that lost its capital's dot.
        '\u{300}'..='\u{36f}' => return None,
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::{Choice, When, Why, choose, of_one_framework};
    use crate::analysis::comparable::Comparisons;
    use crate::analysis::testing::{assessment, framework, id, revised, scored};
    use crate::domain::Perspective;

    #[test]
    fn one_for_each_country_and_a_reason_for_every_other() {
        let (f, other) = (framework(), revised(|d| d.id = "other".into()));
        let of = |country, year, name: &str| {
            let mut a = assessment(&f, country, year, &[]);
            a.country_name = name.into();
            a
        };
        let mut shadow = of("XAA", 2021, "Tuvalu");
        shadow.key.perspective = Perspective::Shadow;
        let mut unit = of("XAA", 2021, "Tuvalu");
        unit.key.unit = Some(id("north"));
        let all = [
            scored(&f, &of("XAA", 2021, "Tuvalu")),
            scored(&f, &of("XAA", 2019, "Tuvalu")),
            scored(&f, &of("XAA", 2024, "Tuvalu")),
            scored(&f, &of("XBB", 2018, "Türkiye")),
            scored(&f, &of("XBB", 2020, "Türkiye")),
            scored(&f, &shadow),
            scored(&f, &unit),
            scored(&other, &assessment(&other, "XBB", 2017, &[])),
        ];
        let choice = Choice { when: When::UpTo(2022), perspective: Perspective::Own };
        let chosen = choose(all, choice);
        let keys: Vec<String> = chosen
            .rows
            .iter()
            .map(|s| format!("{} {}", s.framework.id, s.assessment.key))
            .collect();
        let expected = ["fw XBB/2020/self", "fw XAA/2021/self", "other XBB/2017/self"];
        assert_eq!(keys, expected);
        let why: Vec<Why> = chosen.left_out.iter().map(|l| l.why).collect();
        assert_eq!(why, [Why::Older, Why::Year, Why::Older, Why::Perspective, Why::SubNational]);
    }

    #[test]
    fn a_series_keeps_to_one_framework() {
        let (f, newer) = (framework(), revised(|_| {}));
        let other = revised(|d| d.id = "other".into());
        let of = |f: &_, year| scored(f, &assessment(f, "XAA", year, &[]));
        let years = || vec![of(&f, 2019), of(&other, 2020), of(&newer, 2021), of(&other, 2024)];
        let kept = |wanted: Option<&str>| -> Vec<i16> {
            let wanted = wanted.map(id);
            let alone = Comparisons::default();
            let chosen = of_one_framework(years(), wanted.as_ref(), &alone);
            assert_eq!(chosen.rows.len() + chosen.left_out.len(), 4);
            chosen.rows.iter().map(|row| row.assessment.key.year).collect()
        };
        assert_eq!(kept(None), [2020, 2024], "as many years, and the newest one");
        assert_eq!(kept(Some("fw")), [2019, 2021], "versions of one framework stay together");
        assert!(kept(Some("none")).is_empty());
    }

    #[test]
    fn an_exact_year_admits_no_other() {
        let f = framework();
        let all = [2019, 2020].map(|y| scored(&f, &assessment(&f, "XAA", y, &[])));
        let choice = Choice { when: When::Exactly(2021), perspective: Perspective::Own };
        assert!(choose(all, choice).rows.is_empty());
    }
}
