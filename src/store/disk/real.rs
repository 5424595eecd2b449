//! The file system of the machine.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::medium::explain;
use super::{Attributes, Disk, PRIVATE, folder_of};

/// The file system of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn create(&self, path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
        let mut file = with_mode(OpenOptions::new().write(true).create_new(true), mode)
            .open(path)
            .map_err(|error| explain(error, path, content.len()))?;
        set_mode(&file, mode)?;
        let written = file.write_all(content).and_then(|()| file.sync_all());
        written.map_err(|error| explain(error, path, content.len()))
    }

    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let explained = |error| explain(error, path, content.len());
        let options = with_mode(options.append(true).create(true), PRIVATE);
        let mut file = options.open(path).map_err(explained)?;
        let before = file.metadata()?.len();
        // One write, so that two programs never mix their lines.
        file.write_all(content).and_then(|()| file.sync_data()).map_err(explained)?;
        // Nobody reads it back before it is needed.
        let grown = usize::try_from(file.metadata()?.len().saturating_sub(before));
        if grown.is_ok_and(|grown| grown < content.len()) {
            // What there is of it would be taken for a line that somebody altered. Of what another
            // program wrote meanwhile, past the lock, nothing is touched.
            let behind = usize::try_from(before).ok().zip(fs::read(path).ok());
            let part = behind.as_ref().and_then(|(before, all)| all.get(*before..));
            if part.is_some_and(|part| content.starts_with(part) || content.ends_with(part)) {
                file.set_len(before).and_then(|()| file.sync_data())?;
            }
            return Err(io::Error::other("what was written is not there"));
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        patiently(|| fs::rename(from, to))
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        exchange(a, b)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        // Windows has no such call.
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn attributes(&self, path: &Path) -> io::Result<Attributes> {
        attributes(&fs::metadata(path)?)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.extend(entry?.file_name().into_string());
        }
        names.sort();
        Ok(names)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        let above = folder_of(folder);
        self.make_folder(above)?;
        match make_private(folder) {
            // Unless somebody else has made it meanwhile.
            Err(error) if !folder.is_dir() => Err(error),
            _ => self.flush_folder(above),
        }
    }
}

#[cfg(unix)]
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

#[cfg(unix)]
fn with_mode(options: &mut OpenOptions, mode: u32) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(mode)
}

#[cfg(not(unix))]
fn with_mode(options: &mut OpenOptions, _: u32) -> &mut OpenOptions {
    options
}

/// The mode as asked, whatever the mask of the process takes away.
#[cfg(unix)]
fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn attributes(metadata: &fs::Metadata) -> io::Result<Attributes> {
    use std::os::unix::fs::MetadataExt;
    let mode = Some(metadata.mode() & 0o7777);
    Ok(Attributes { mode, links: metadata.nlink(), size: metadata.len() })
}

#[cfg(not(unix))]
fn attributes(metadata: &fs::Metadata) -> io::Result<Attributes> {
    Ok(Attributes { mode: None, links: 1, size: metadata.len() })
}

#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // The file system, or the kernel, does not know the call.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// On Windows a virus scanner or an indexer may hold a file for a moment: asked again for up to ten
/// seconds. Nothing is ever deleted to make room.
fn patiently(act: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let mut pause = std::time::Duration::from_millis(10);
    let start = std::time::Instant::now();
    loop {
        match act() {
            Err(error)
                if cfg!(windows)
                    && error.kind() == io::ErrorKind::PermissionDenied
                    && start.elapsed().as_secs() < 10 =>
            {
                std::thread::sleep(pause);
                pause = (pause * 2).min(std::time::Duration::from_millis(500));
            }
            done => return done,
        }
    }
}
