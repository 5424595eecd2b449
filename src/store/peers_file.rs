//! Files of peer groups: those that ship, and those of a workspace.

use std::path::Path;

use super::located::{BadFile, Located};
use super::reading::{parse_table, read_text};
use super::walk::{Key, Value, Walk};
use crate::domain::{Country, PeerGroup};

/// The file in the folder of a workspace.
pub const PEERS: &str = "peers.toml";

/// The groups that ship.
const SHIPPED: &str = include_str!("../../peers.toml");

/// The groups of a workspace and those that ship: a group of the workspace stands in the place of
/// one that ships under its id.
///
/// # Errors
/// Every defect of the workspace's file.
pub fn peers_of(root: &Path) -> Result<Vec<PeerGroup>, BadFile> {
    let mut all = read_peers(Path::new(PEERS), SHIPPED)?;
    let path = root.join(PEERS);
    if path.exists() {
        for own in read_peers(&path, &read_text(&path)?)? {
            match all.iter_mut().find(|group| group.id == own.id) {
                Some(shipped) => *shipped = own,
                None => all.push(own),
            }
        }
    }
    Ok(all)
}

/// Reads the text of such a file: one table a group.
///
/// # Errors
/// Every defect with its line and column.
pub fn read_peers(path: &Path, text: &str) -> Result<Vec<PeerGroup>, BadFile> {
    let bad =
        |problems| BadFile { path: path.to_owned(), problems: Located::all(path, text, problems) };
    let table = parse_table(text).map_err(|problem| bad(vec![problem]))?;
    let mut walk = Walk::default();
    let tables = (&table).into_iter();
    let groups = tables.filter_map(|(id, value)| group(&mut walk, id, value)).collect();
    let problems: Vec<_> = walk.problems.into_iter().chain(walk.unknown).collect();
    if problems.is_empty() { Ok(groups) } else { Err(bad(problems)) }
}

fn group(walk: &mut Walk, id: Key<'_, '_>, value: Value<'_, '_>) -> Option<PeerGroup> {
    let made = walk.key_id(id)?;
    let [mut name, mut source, mut note] = [const { String::new() }; 3];
    let (mut members, mut uncertain) = (Vec::new(), Vec::new());
    let before = walk.problems.len();
    for (key, value) in walk.table(value)? {
        match key.get_ref().as_ref() {
            "name" => name = walk.string(value),
            "members" => members = walk.list(value, country),
            "uncertain" => uncertain = walk.list(value, country),
            "source" => source = walk.string(value),
            "note" => note = walk.string(value),
            _ => walk.unknown(key),
        }
    }
    members.extend_from_slice(&uncertain);
    for (at, one) in members.iter().enumerate() {
        if members[..at].contains(one) {
            let message = format!("{one} stands twice in the group '{made}'");
            walk.error("repeated", id.span(), message, "name it once");
        }
    }
    if members.is_empty() && walk.problems.len() == before {
        let message = format!("the group '{made}' has no members");
        walk.error("missing-key", id.span(), message, "add members = [\"ALB\", \"SRB\"]");
    }
    if name.is_empty() {
        name = made.to_string();
    }
    Some(PeerGroup { id: made, name, members, uncertain, source, note })
}

fn country(walk: &mut Walk, value: Value<'_, '_>) -> Option<Country> {
    let made = Country::new(walk.text(value)?);
    if let Err(why) = &made {
        walk.error("country", value.span(), why.as_str(), "take a code of ISO 3166-1, as ALB");
    }
    made.ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{SHIPPED, read_peers};

    #[test]
    fn the_groups_of_the_two_meetings_ship() {
        let groups = read_peers(Path::new("peers.toml"), SHIPPED).unwrap();
        let sizes: Vec<(&str, usize, usize)> =
            groups.iter().map(|g| (g.id.as_str(), g.members.len(), g.uncertain.len())).collect();
        assert_eq!(
            sizes,
            [
                ("project-countries", 4, 0),
                ("south-east-europe", 8, 4),
                ("eastern-neighbourhood", 6, 6)
            ]
        );
        let known = |group: &crate::domain::PeerGroup| group.members.iter().all(|c| c.is_known());
        assert!(groups.iter().all(known) && groups.iter().all(|g| g.source.contains("http")));
    }

    #[test]
    fn every_defect_is_named_with_its_place() {
        let text = "[a]\nmembers = [\"ALB\", \"Albania\"]\n[b]\nname = 3\n[c]\nmembers = [\"ALB\"]\nuncertain = [\"ALB\"]\nsorce = \"x\"\n";
        let bad = read_peers(Path::new("peers.toml"), text).unwrap_err();
        let found: Vec<(usize, &str)> =
            bad.problems.iter().map(|p| (p.line, p.problem.code)).collect();
        for expected in [(2, "country"), (4, "wrong-type"), (5, "repeated")] {
            assert!(found.contains(&expected), "{expected:?} in {found:?}");
        }
        assert!(found.contains(&(8, "unknown-key")), "{found:?}");
        let empty = read_peers(Path::new("peers.toml"), "[b]\nname = \"B\"\n").unwrap_err();
        assert_eq!(empty.problems[0].problem.code, "missing-key");
    }
}
