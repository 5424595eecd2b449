//! The frameworks of this repository.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use stocktake::domain::Framework;
use stocktake::store::Library;

/// The newest version of a framework that ships.
pub fn framework(id: &str) -> Result<Arc<Framework>> {
    let library = Library::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("frameworks"))?;
    library.newest(id).map_err(|bad| anyhow::anyhow!("{id}: {bad:?}"))
}
