//! Files: reading and checking them, editing one without disturbing the rest of it, and replacing
//! one so that a crash leaves either the old or the new content.

mod assessment_file;
mod cache;
mod change_line;
mod crosswalk_file;
mod disk;
mod document;
mod folders;
mod framework_file;
mod journal;
mod library;
mod located;
mod peers_file;
mod reading;
mod releases;
mod save;
mod scenario_file;
mod schema;
mod table;
mod translation_file;
mod walk;

pub use assessment_file::{read_assessment, read_key};
pub use cache::{Cache, Folder, Fresh, List, Stamp, cache_of};
pub use change_line::{read_change, write_change};
pub use crosswalk_file::{
    CROSSWALK_ENDING, crosswalk_name, is_crosswalk, read_crosswalk, write_crosswalk,
};
pub use disk::{Attributes, Disk, LateFlush, Medium, PRIVATE, RealDisk, Weak};
pub use document::Document;
pub use folders::{Listed, list_assessments, list_toml, path_of};
pub use framework_file::{lint_framework, read_framework, write_framework};
pub use journal::{Act, Damage, Journal, Record, Replay, journal_of, text_digest};
pub use library::{Crosswalks, Library, Source};
pub use located::{BadFile, Located};
pub use peers_file::{PEERS, peers_of, read_peers};
pub use reading::{read_bytes_of, read_text, read_text_of};
pub use releases::{RELEASES, Releases, RememberError};
pub use save::{
    Expected, SaveError, bak_of, is_leftover, lock_folder, prepare_folder, replace, save, writer_of,
};
pub use scenario_file::{read_scenario, write_scenario};
pub use schema::{ASSESSMENT_SCHEMA, CROSSWALK_SCHEMA, FRAMEWORK_SCHEMA, SKELETON};
pub use translation_file::{is_translation, read_translation, write_translation};
