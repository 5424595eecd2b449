//! Outliers: when a column has them, and what is done about them.
//!
//! A column passes when its skewness lies below 2 in size or its kurtosis below 3.5 (Groeneveld and
//! Meeden 1984 as used by the Joint Research Centre). One that does not is winsorised: the most
//! extreme value takes the next one's, on the side that the skewness points to, until the column
//! passes or as many values as allowed were altered; where that is not enough, the column as it was
//! is put on a logarithmic scale.

/// What is done about outliers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Treatment {
    /// Nothing.
    #[default]
    None,
    /// At most so many values of a column are winsorised.
    Winsorise(usize),
    /// The logarithm of every column that does not pass.
    Log,
    /// At most so many values are winsorised; where that is not enough, the logarithm.
    WinsoriseOrLog(usize),
}

/// What was done to a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing: it passes, or too few values stand in it to tell.
    Nothing,
    /// So many values were winsorised.
    Winsorised(usize),
    /// It is on a logarithmic scale.
    Logged,
}

/// A column after the treatment.
#[derive(Clone, Debug, PartialEq)]
pub struct Treated {
    /// The values.
    pub values: Vec<Option<f64>>,
    /// What was done.
    pub done: Done,
    /// The skewness before; `None` of too few values or of equal ones.
    pub skewness: Option<f64>,
    /// The excess kurtosis before.
    pub kurtosis: Option<f64>,
    /// Whether the column passes now.
    pub passes: bool,
}

/// Skewness below this size passes.
pub const MOST_SKEWNESS: f64 = 2.0;
/// Kurtosis below this passes.
pub const MOST_KURTOSIS: f64 = 3.5;

/// Treats one column.
pub fn treat(values: &[Option<f64>], how: Treatment) -> Treated {
    let present: Vec<f64> = values.iter().flatten().copied().collect();
    let (skewness, kurtosis) = (skewness(&present), kurtosis(&present));
    let out = |treated: &[f64], done| Treated {
        values: put_back(values, treated),
        done,
        skewness,
        kurtosis,
        passes: passes(treated),
    };
    if passes(&present) {
        return out(&present, Done::Nothing);
    }
    let winsorised = |most| {
        let (treated, count) = winsorise(&present, most);
        (passes(&treated), out(&treated, Done::Winsorised(count)))
    };
    match how {
        Treatment::None => out(&present, Done::Nothing),
        Treatment::Winsorise(most) => winsorised(most).1,
        Treatment::Log => out(&logarithm(&present), Done::Logged),
        Treatment::WinsoriseOrLog(most) => match winsorised(most) {
            (true, treated) => treated,
            (false, _) => out(&logarithm(&present), Done::Logged),
        },
    }
}

/// Values at their places again.
fn put_back(places: &[Option<f64>], present: &[f64]) -> Vec<Option<f64>> {
    let mut next = present.iter().copied();
    places.iter().map(|value| value.and_then(|_| next.next())).collect()
}

/// Whether a column needs no treatment; so does one that is too short or too even to tell.
fn passes(values: &[f64]) -> bool {
    match (skewness(values), kurtosis(values)) {
        (Some(s), Some(k)) => s.abs() < MOST_SKEWNESS || k < MOST_KURTOSIS,
        _ => true,
    }
}

/// Winsorises until the column passes, and says how many values were altered. Values that tie for
/// the extreme move together, so there may be more of them than allowed by one step.
fn winsorise(values: &[f64], most: usize) -> (Vec<f64>, usize) {
    let mut out = values.to_vec();
    let (mut high, mut low) = (0, 0);
    while !passes(&out) && high + low < most {
        let upwards = skewness(&out).is_some_and(|s| s >= 0.0);
        let pick = if upwards { f64::max } else { f64::min };
        let Some(extreme) = out.iter().copied().reduce(pick) else { break };
        let same = |value: f64| value.to_bits() == extreme.to_bits();
        let Some(next) = out.iter().copied().filter(|v| !same(*v)).reduce(pick) else { break };
        let mut moved = 0;
        for value in out.iter_mut().filter(|value| same(**value)) {
            *value = next;
            moved += 1;
        }
        // Those that moved in an earlier step tie with the extreme now and are counted once.
        if upwards { high = moved } else { low = moved }
    }
    (out, high + low)
}

/// `ln(x - min + 0.01 x (max - min))`, the logarithm of the COIN tool as modified in COINr.
fn logarithm(values: &[f64]) -> Vec<f64> {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    values.iter().map(|x| libm::log(x - low + 0.01 * (high - low))).collect()
}

/// The sum of a power of the distances from the mean.
fn moment(values: &[f64], power: usize) -> f64 {
    let mean = values.iter().sum::<f64>() / count(values);
    values.iter().map(|x| std::iter::repeat_n(x - mean, power).product::<f64>()).sum()
}

fn count(values: &[f64]) -> f64 {
    u32::try_from(values.len()).map_or(f64::MAX, f64::from)
}

/// Skewness G1, type 2 of Joanes and Gill, "Comparing Measures of Sample Skewness and Kurtosis",
/// The Statistician 47 (1998), as in spreadsheets; `None` of fewer than 3 values or of equal ones.
pub fn skewness(values: &[f64]) -> Option<f64> {
    let (n, square) = (count(values), moment(values, 2));
    if values.len() < 3 || square <= 0.0 {
        return None;
    }
    let raw = n.sqrt() * moment(values, 3) / (square * square.sqrt());
    Some(raw * (n * (n - 1.0)).sqrt() / (n - 2.0))
}

/// Excess kurtosis G2, type 2 of the same; `None` of fewer than 4 values or of equal ones.
pub fn kurtosis(values: &[f64]) -> Option<f64> {
    let (n, square) = (count(values), moment(values, 2));
    if values.len() < 4 || square <= 0.0 {
        return None;
    }
    let raw = n * moment(values, 4) / (square * square);
    Some(((n + 1.0) * (raw - 3.0) + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0)))
}

#[cfg(test)]
mod tests {
    use super::{Done, Treatment, kurtosis, skewness, treat};

    /// A spreadsheet says SKEW(1,2,3,4,10) = 1.6971 and KURT(1,2,3,4,10) = 3.152.
    #[test]
    fn skewness_and_kurtosis_are_those_of_spreadsheets() {
        let values = [1.0, 2.0, 3.0, 4.0, 10.0];
        assert!((skewness(&values).unwrap() - 1.697_056_274_847_714).abs() < 1e-12);
        assert!((kurtosis(&values).unwrap() - 3.152).abs() < 1e-12);
        assert_eq!((skewness(&[1.0, 1.0, 1.0]), kurtosis(&[1.0, 2.0, 3.0])), (None, None));
    }

    fn column(outliers: &[f64]) -> Vec<Option<f64>> {
        let usual = (1..=30).map(f64::from);
        usual.chain(outliers.iter().copied()).map(Some).chain([None]).collect()
    }

    #[test]
    fn outliers_take_the_next_value_and_gaps_stay_gaps() {
        let treated = treat(&column(&[300.0, 1000.0]), Treatment::Winsorise(2));
        assert_eq!(treated.done, Done::Winsorised(2));
        assert!(treated.passes);
        assert_eq!(&treated.values[29..], [Some(30.0), Some(30.0), Some(30.0), None]);
        let low = treat(&column(&[-90.0]), Treatment::Winsorise(5));
        assert_eq!((low.done, low.values[30]), (Done::Winsorised(1), Some(1.0)));
        let fine = treat(&column(&[]), Treatment::Winsorise(5));
        assert_eq!((fine.done, &fine.values), (Done::Nothing, &column(&[])));
    }

    #[test]
    fn the_logarithm_comes_where_winsorising_is_not_enough_and_starts_from_the_column_as_it_was() {
        let values = column(&[300.0, 1000.0]);
        let treated = treat(&values, Treatment::WinsoriseOrLog(1));
        assert_eq!(treated.done, Done::Logged);
        let expected = (1000.0 - 1.0 + 0.01 * 999.0_f64, 0.01 * 999.0_f64);
        assert_eq!(treated.values[31], Some(libm::log(expected.0)));
        assert_eq!(treated.values[0], Some(libm::log(expected.1)));
        assert_eq!(treat(&values, Treatment::None).values, values);
    }
}
