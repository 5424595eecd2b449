//! Files: reading and checking them, editing one without disturbing the rest of it, and replacing
//! one so that a crash leaves either the old or the new content.

mod assessment_file;
mod atomic;
mod change_line;
mod crosswalk_file;
mod document;
mod folders;
mod framework_file;
mod library;
mod located;
mod reading;
mod releases;
mod schema;
mod table;
mod translation_file;
mod walk;

pub use assessment_file::{read_assessment, read_key};
pub use atomic::{SaveError, lock_folder, prepare_folder, replace};
pub use change_line::read_change;
pub use crosswalk_file::{
    CROSSWALK_ENDING, crosswalk_name, is_crosswalk, read_crosswalk, write_crosswalk,
};
pub use document::Document;
pub use folders::{Listed, list_assessments, list_toml, path_of};
pub use framework_file::{lint_framework, read_framework, write_framework};
pub use library::{Crosswalks, Library, Source};
pub use located::{BadFile, Located};
pub use reading::{MAX_BYTES, read_bytes_of, read_text, read_text_of};
pub use releases::{RELEASES, Releases, RememberError};
pub use schema::{ASSESSMENT_SCHEMA, CROSSWALK_SCHEMA, FRAMEWORK_SCHEMA, SKELETON};
pub use translation_file::{is_translation, read_translation, write_translation};
