//! A made collection: fictional countries, years and answers, the same in every run.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rayon::prelude::*;
use stocktake::domain::{Country, Framework, Key};
use stocktake::workspace::Workspace;

/// How large a collection is.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Fictional countries, at most 676.
    pub countries: u16,
    /// Years of each, one assessment in each.
    pub years: i16,
    /// Questions, each of them answered.
    pub questions: usize,
    /// Groups that the questions lie in.
    pub groups: usize,
}

/// Writes the files of a collection into a new workspace; gives their paths back.
pub fn generate(root: &Path, shape: Shape) -> Result<Vec<PathBuf>> {
    Workspace::init(root)?;
    fs::write(root.join("frameworks/bench.toml"), framework_text(shape))?;
    let workspace = Workspace::open(root)?;
    let framework = workspace.framework("bench", None)?;
    let countries: Vec<u16> = (0..shape.countries).collect();
    let of_country = |number: &u16| -> Result<Vec<PathBuf>> {
        let letter = |n: u16| u8::try_from(n % 26).map(|n| char::from(b'A' + n));
        let code = format!("X{}{}", letter(number / 26)?, letter(*number)?);
        let country = Country::new(&code).map_err(anyhow::Error::msg)?;
        let mut files = Vec::new();
        for year in 0..shape.years {
            let key = Workspace::own_key(country, 1970 + year);
            let path = workspace.path_of(&key);
            fs::create_dir_all(path.parent().context("a folder")?)?;
            let seed = usize::from(*number) * 7919 + usize::try_from(year)? * 31;
            fs::write(&path, assessment_text(&key, &framework, seed))?;
            files.push(path);
        }
        Ok(files)
    };
    let files: Result<Vec<Vec<PathBuf>>> = countries.par_iter().map(of_country).collect();
    Ok(files?.into_iter().flatten().collect())
}

/// Every question answered, in the shape in which the program writes a file.
fn assessment_text(key: &Key, framework: &Framework, seed: usize) -> String {
    let mut text = format!(
        "country = \"{}\"\nyear = {}\nperspective = \"self\"\n\n[framework]\nid = \"{}\"\n\
         version = \"{}\"\ndigest = \"{}\"\n",
        key.country,
        key.year,
        framework.id,
        framework.version,
        framework.digest()
    );
    for (at, node, _) in framework.questions() {
        text += &format!("\n[answers.\"{}\"]\nlevel = {}\n", node.id, level(at, seed));
    }
    text
}

/// A level for a question, from 1 to 4.
pub fn level(at: usize, seed: usize) -> f64 {
    [1.0, 2.0, 2.0, 3.0, 4.0][(at * 13 + seed / 5 + at * seed / 31 % 2) % 5]
}

/// The framework of a collection.
pub fn framework_text(shape: Shape) -> String {
    let mut text = String::from(
        "id = \"bench\"\nversion = \"1\"\ntitle = \"Bench\"\n[scale]\nlevels = [{ level = 1, name = \"a\" }, { level = 2, name = \"b\" }, { level = 3, name = \"c\" }, { level = 4, name = \"d\" }]\n",
    );
    for group in 0..shape.groups {
        text += &format!("[[node]]\nid = \"Group{group}\"\nname = \"Group\"\n");
    }
    for question in 0..shape.questions {
        let group = question % shape.groups;
        text += &format!(
            "[[question]]\nid = \"Group{group}.{question}\"\nparent = \"Group{group}\"\n\
             text = \"Question?\"\n"
        );
    }
    text
}
