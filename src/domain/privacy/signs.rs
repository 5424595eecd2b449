//! The signs of a person's data in a text: patterns, and what speaks against each.

use std::sync::LazyLock;

use regex::Regex;

/// What a text seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A number that stands for one person or one case.
    Identity,
    /// A date of birth.
    Birth,
    /// A name with an age.
    NameWithAge,
    /// Where somebody is, as coordinates.
    Coordinates,
    /// Fewer than five persons, who can be known again.
    FewPersons,
}

impl Sign {
    /// It, in words that end a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Email => "an e-mail address",
            Self::Phone => "a telephone number",
            Self::Identity => "a number that stands for one person or case",
            Self::Birth => "a date of birth",
            Self::NameWithAge => "a name with an age",
            Self::Coordinates => "coordinates of a place",
            Self::FewPersons => "a count of fewer than five persons",
        }
    }
}

/// Whether a text bears a sign.
type Test = fn(&str) -> bool;

/// What a text seems to hold, each once, in the order of [`Sign`].
pub fn signs(text: &str) -> Vec<Sign> {
    let tests: [(Sign, Test); 7] = [
        (Sign::Email, |text| EMAIL.is_match(text)),
        (Sign::Phone, phone),
        (Sign::Identity, identity),
        (Sign::Birth, |text| BIRTH.is_match(text)),
        (Sign::NameWithAge, name_with_age),
        (Sign::Coordinates, |text| COORDINATES.is_match(text)),
        (Sign::FewPersons, few),
    ];
    tests.into_iter().filter(|(_, holds)| holds(text)).map(|(sign, _)| sign).collect()
}

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($text).expect("the pattern is well formed"));
    };
}

pattern!(
    EMAIL,
    r"(?i)[\p{L}\p{N}._%+-]+\s?(?:@|\[at\]|\(at\))\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+"
);

// With the code of a country, or as it is dialled inside one (a leading zero, nine or ten digits).
pattern!(DIALLED, r"(?:\+|\b00)\s?[1-9][\d ()./-]{6,16}\d|\b0\d{1,3}[ /.-]?(?:\d[ /.-]?){5,7}\d\b");
pattern!(
    CALLED,
    r"(?i)(?:\btel|phone|mob(?:ile|\.|:)|\bcell|\bcall(?:ed)? (?:her|him|them|the \w+)|viber|whatsapp|telegram|sms|тел|моб|номер|numër|telefon)[^\d\n]{0,20}\+?\d[\d ()/-]{4,14}\d"
);
pattern!(DATE, r"^(?:0?[1-9]|[12]\d|3[01])[./ -](?:0?[1-9]|1[0-2])[./ -](?:19|20)\d\d");

fn phone(text: &str) -> bool {
    let digits = |found: &str| found.chars().filter(char::is_ascii_digit).count();
    let dialled = DIALLED.find_iter(text).any(|found| {
        let code = found.as_str().starts_with(['+']) || found.as_str().starts_with("00");
        let fits = if code { 9..=15 } else { 8..=11 };
        fits.contains(&digits(found.as_str())) && !DATE.is_match(found.as_str())
    });
    dialled || CALLED.find_iter(text).any(|found| digits(found.as_str()) >= 6)
}

// Bare runs of ten to fourteen digits, as the registers of the region give them out; the forms of
// Albania, Belarus and the passports with their letters; anything that is called such a number.
pattern!(RUN, r"\b\d{10,14}\b|\b[A-Z]\d{8}[A-Z]\b|\b\d{7}[A-Z]\d{3}[A-Z]{2}\d\b");
pattern!(
    CALLED_SO,
    r"(?i)(?:\bID(?: card)?|passport|personal|identity|identification|national|birth certificate|case(?: file)?|file|JMBG|EMBG|EGN|IDNP|CNP|IIN|PIN|PINFL|FIN|OIB|NID|SSN|ИИН|ИНН|ПИНФЛ|ЕГН|ЈМБГ|паспорт)\s*(?:no|nr|number|num|code|#|№|номер|seri(?:es|a|я))*[.:#№ ]*\s*([A-Z]{0,3}[ -]?[A-Z0-9]*\d[A-Z0-9/-]{4,})\b"
);

fn identity(text: &str) -> bool {
    // A sum of money ends in zeros.
    RUN.find_iter(text).any(|found| !found.as_str().ends_with("000"))
        || CALLED_SO.captures_iter(text).any(|found| {
            let number = found.get(1).map_or("", |m| m.as_str());
            number.chars().filter(char::is_ascii_digit).count() >= 5 && !is_years(number)
        })
}

/// `2019-2025` and `2019/2020` are years.
fn is_years(text: &str) -> bool {
    pattern!(YEARS, r"^(?:19|20)\d\d[/-](?:(?:19|20)\d\d|\d\d)$");
    YEARS.is_match(text.trim())
}

pattern!(
    BIRTH,
    r"(?ix)(?:\bborn\b | \bd\.?\s?o\.?\s?b\b\.? | date\ of\ birth | birth\s?da(?:y|te) | rođen | роден | рођен
      | lindur | lindi | ditëlindj | născut | родил | рожд | ծնվ | դաբադ | დაბად | doğum | doğul | tug'ilgan | туған)
      [^\n.]{0,25}?
      (?:\b\d{1,2}[./\ -]\s?\d{1,2}[./\ -]\s?(?:19|20)?\d\d\b
       | \b(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}\b
       | \b\d{1,2}(?:st|nd|rd|th|\.)?\s(?:of\s)?\p{L}{3,10}\.?,?\s(?:19|20)\d\d\b
       | \b\p{L}{3,9}\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d\b)
    | \b(?:he|she|boy|girl|who)\ (?:was\ )?born\ in\ (?:\p{L}+\ )?(?:19|20)\d\d\b"
);

const OLD: &str = r"(?:years?(?:\ |-)old|yrs?\.?\ old|y\.?\ ?o\.?\b|y/o|years\ of\ age|yrs\b|vjeç|vjeçe|godin[ae]|god\.|годин[аи]|год[аи]?\b|лет\b|ani\b|տարեկան|წლის|yaş|jaş|жаста|yosh)";

// A name before the age: "Mira K., 9 years old", "Arben (aged 12)", "Lejla, 13,".
static NAME_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?x)(\b\p{{Lu}}\p{{Ll}}+)(?:[\ -]\p{{Lu}}(?:\p{{Ll}}+|\.)?)*[,\ ]*\ ?(?:is\ |was\ |who\ is\ |who\ was\ )?
          \(?(?:aged?\ (?:of\ )?\d{{1,2}}\b | age:?\ \d{{1,2}}\b | \d{{1,2}}[\ -]?{OLD})"
    );
    Regex::new(&pattern).expect("the pattern is well formed")
});
pattern!(
    NAME_COMMA,
    r"(\b\p{Lu}\p{Ll}{2,})(?: \p{Lu}(?:\p{Ll}+|\.)?)?(?:, (?:1[0-7]|[1-9]), | \((?:1[0-7]|[1-9])\))"
);
static AGE_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?x)\b\d{{1,2}}[\ -]?{OLD}[,]?\ (?:\p{{Ll}}+\ ){{0,3}}?(?:named\ |called\ )?(\p{{Lu}}\p{{Ll}}+)"
    );
    Regex::new(&pattern).expect("the pattern is well formed")
});
pattern!(
    CALLED_CHILD,
    r"(?i)\b(?:girl|boy|child|son|daughter|brother|sister|pupil|victim|baby|infant|teenager|minor|mother|father|wife|husband)\b"
);

/// Words that begin like a name and are none.
const NO_NAMES: [&str; 64] = [
    "Children",
    "Child",
    "Girls",
    "Boys",
    "Adolescents",
    "Persons",
    "Person",
    "Pupils",
    "Those",
    "All",
    "People",
    "Youth",
    "Students",
    "Women",
    "Men",
    "Minors",
    "Infants",
    "Anyone",
    "Everyone",
    "The",
    "From",
    "Until",
    "Under",
    "Over",
    "At",
    "For",
    "Article",
    "Law",
    "Level",
    "Phase",
    "Component",
    "Chapter",
    "Section",
    "Part",
    "Annex",
    "Stage",
    "Year",
    "Table",
    "Figure",
    "Goal",
    "Target",
    "Step",
    "Act",
    "Code",
    "Grade",
    "Class",
    "Standard",
    "Question",
    "Group",
    "Some",
    "Only",
    "Mainly",
    "Most",
    "Migrants",
    "Workers",
    "Families",
    "Parents",
    "Roma",
    "Boarding",
    "Both",
    "Also",
    "Young",
    "Refugees",
    "Every",
];

fn name_with_age(text: &str) -> bool {
    let named = |found: &regex::Captures<'_>| {
        found.get(1).is_some_and(|name| !NO_NAMES.contains(&name.as_str()))
    };
    NAME_FIRST.captures_iter(text).any(|found| named(&found))
        || AGE_FIRST.captures_iter(text).any(|found| named(&found))
        || NAME_COMMA
            .captures_iter(text)
            .any(|found| named(&found) && (found[0].contains(',') || CALLED_CHILD.is_match(text)))
}

pattern!(
    COORDINATES,
    r#"(?ix)-?\b\d{1,2}\.\d{3,}\s*°?\s*[NS]?\s*[,;\ /]\s*-?\d{1,3}\.\d{3,}
      | \b\d{1,3}\s?°\s?\d{1,2}
      | \b(?:lat|lon|lng|latitude|longitude)\b[.:=\ ]*-?\d{1,3}\.\d+
      | \b[NSEW]\s?\d{1,3}\.\d{3,} | \d\.\d{3,}\s?°?\s?[NS]\b
      | goo\.gl/maps | maps\.app\.goo | google\.\w+/maps | openstreetmap\.org | geo:\d | what3words"#
);

pattern!(
    FEW,
    r"(?ix)(?:(\p{L}+)\s+)?\b(?:[1-4]|one|two|three|four|a\ single|just\ one|only\ one)\s+
      (?:(?:disabled|minor|deaf|blind|Roma|unaccompanied|separated|trafficked|foreign|female|male|such|known|registered|young|little|adopted|abused|pregnant|underage)\s+)*
      (child|children|girls?|boys?|victims?|minors?|adolescents|pupils|infants|babies|survivors?|siblings|sisters|brothers|orphans|teenagers|newborns|toddlers|suicides|cases\ of|cases\ in|deaths|mothers|twins)\b(.?\s?\p{L}*)"
);
pattern!(N_IS, r"(?i)\bn\s?=\s?[0-4]\b|\bn\s?<\s?5\b");

/// Words before a small number that make it a rule, and after a group that make it a thing.
const RULES: [&str; 22] = [
    "per",
    "than",
    "to",
    "every",
    "least",
    "most",
    "each",
    "of",
    "article",
    "level",
    "for",
    "maximum",
    "no",
    "about",
    "phase",
    "within",
    "any",
    "part",
    "grade",
    "version",
    "between",
    "component",
];
const THINGS: [&str; 40] = [
    "protection",
    "home",
    "homes",
    "house",
    "houses",
    "centre",
    "centres",
    "center",
    "friendly",
    "hospital",
    "hospitals",
    "helpline",
    "helplines",
    "per",
    "or",
    "at",
    "s",
    "care",
    "labour",
    "welfare",
    "rights",
    "justice",
    "participation",
    "psychologist",
    "psychologists",
    "psychiatrists",
    "psychiatrist",
    "safety",
    "court",
    "courts",
    "wards",
    "ward",
    "services",
    "support",
    "scouts",
    "choir",
    "marriage",
    "good",
    "units",
    "policy",
];

fn few(text: &str) -> bool {
    N_IS.is_match(text)
        || FEW.captures_iter(text).any(|found| {
            let word = |at: usize| found.get(at).map_or("", |m| m.as_str()).to_lowercase();
            let after = word(3);
            let thing = after.trim_start_matches(|c: char| !c.is_alphabetic());
            let joined = after.starts_with(['\'', '\u{2019}', '-']);
            !joined && !RULES.contains(&word(1).as_str()) && !THINGS.contains(&thing)
        })
}
