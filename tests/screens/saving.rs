//! What the screens show while a save is still under way: what the session holds, and not what its
//! file happens to hold at the moment.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use stocktake::store::{Attributes, Disk, RealDisk};

use crate::support::Room;

const KEY: &str = "XCL/2025/self";
const FOLDER: &str = "assessments/XCL/2025";
const FILE: &str = "assessments/XCL/2025/self.toml";

/// Keeps the thread that saves from going on, as another program does that saves there: it waits
/// for the lock of the folder for some seconds.
fn keep_from_saving(room: &Room) -> File {
    let folder = File::open(room.path(FOLDER)).unwrap();
    folder.lock().unwrap();
    folder
}

/// What the screen shows below its two lines at the top, which say how far the save is.
fn body(room: &mut Room) -> String {
    room.screen().lines().skip(2).collect::<Vec<_>>().join("\n")
}

/// The screens that read the whole workspace show the answer that was just given, and the same as
/// after the save.
#[test]
fn no_screen_shows_a_file_that_is_behind() {
    const SCREENS: [&str; 4] = ["F2", "F6", "F7", "F9"];
    let before: Vec<String> = {
        let mut room = Room::on(200, 60, KEY);
        SCREENS.iter().map(|key| body(room.keys(key))).collect()
    };
    let mut room = Room::on(200, 60, KEY);
    let old = room.file(FILE);
    let lock = keep_from_saving(&room);
    // An answer, and what is asked of the others.
    room.hasty_keys("3 d End Enter n A Ctrl-S Esc");
    let shown: Vec<String> = SCREENS.iter().map(|key| body(room.hasty_keys(key))).collect();
    assert!(room.file(FILE) == old && room.app.is_busy(), "it was saved in spite of the lock");
    drop(lock);
    room.app.settle();
    assert!(room.file(FILE) != old);
    let mut room = room.again();
    room.open(KEY);
    for ((key, before), shown) in SCREENS.iter().zip(before).zip(shown) {
        assert!(before != shown, "{key} does not show the change:\n{shown}");
        let after = body(room.keys(key));
        assert!(after == shown, "{key}, while saving:\n{shown}\nand afterwards:\n{after}");
    }
}

/// So does what is written for others.
#[test]
fn no_file_for_others_is_behind() {
    let mut room = Room::on(80, 24, KEY);
    let lock = keep_from_saving(&room);
    let old = room.file(FILE);
    room.hasty_keys("3 F10 Enter");
    let written = |room: &Room| {
        let files = fs::read_dir(room.path("exports")).unwrap();
        let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        assert_eq!(paths.len(), 1, "{}", paths.len());
        fs::read(paths.remove(0)).unwrap()
    };
    let early = written(&room);
    assert!(room.file(FILE) == old && room.app.is_busy(), "it was saved in spite of the lock");
    drop(lock);
    room.app.settle();
    room.keys("Enter");
    assert!(early == written(&room), "the file was written from what was on disk before");
    room.keys("F3 u F10 Enter");
    assert!(early != written(&room), "nothing in the file tells whether the answer is in it");
}

/// Whoever leaves hears of a save that fails only then.
#[test]
fn leaving_waits_for_the_save_and_says_when_it_fails() {
    let mut room = Room::on(80, 24, KEY);
    let lock = keep_from_saving(&room);
    room.hasty_keys("3");
    assert!(room.app.is_busy());
    let path = room.path(FILE);
    let theirs = room.file(FILE) + "half = ";
    fs::write(&path, theirs).unwrap();
    drop(lock);
    room.hasty_keys("q");
    assert!(room.asked.is_empty(), "it left");
    assert!(room.screen().contains("NOT SAVED"), "{}", room.screen());
}

/// The real disk, whose journal waits for the test, and fails when the test says so.
#[derive(Debug, Default)]
struct Gate {
    journal: Mutex<()>,
    full: Mutex<bool>,
}

impl Disk for Gate {
    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let _open = self.journal.lock().unwrap();
        match *self.full.lock().unwrap() {
            true => Err(io::ErrorKind::StorageFull.into()),
            false => RealDisk.append(path, content),
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(path)
    }

    fn create(&self, path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
        RealDisk.create(path, content, mode)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        RealDisk.exchange(a, b)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.flush_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn attributes(&self, path: &Path) -> io::Result<Attributes> {
        RealDisk.attributes(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.resolve(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        RealDisk.names(folder)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.make_folder(folder)
    }
}

/// No key waits for the journal, and nothing is called recorded before it is.
#[test]
fn keys_go_on_while_the_journal_is_flushed() {
    let disk = Arc::new(Gate::default());
    let mut room = Room::on_disk(80, 24, Arc::<Gate>::clone(&disk));
    room.open(KEY);
    let header = |room: &mut Room| room.screen().lines().next().unwrap_or_default().to_owned();
    let old = room.file(FILE);
    let flushing = disk.journal.lock().unwrap();
    for keys in ["3", "2", "3 Enter", "4", "u"] {
        room.hasty_keys(keys);
        room.app.hear();
        assert!(header(&mut room).contains("unsaved"), "{keys}: {}", room.screen());
    }
    assert!(room.file(FILE) == old, "nothing is saved that is not recorded");
    drop(flushing);
    room.app.settle();
    assert!(header(&mut room).contains("saved 14:03:22"), "{}", room.screen());
    assert!(room.file(FILE).contains("level = 3"));
    assert_eq!(room.file("assessments/XCL/2025/.self.journal").lines().count(), 5);
}

/// What the journal could not take is in memory only; that is said, and the next change brings it.
#[test]
fn a_journal_that_fails_later_is_told_and_tried_again() {
    let disk = Arc::new(Gate::default());
    let mut room = Room::on_disk(80, 24, Arc::<Gate>::clone(&disk));
    room.open(KEY);
    let old = room.file(FILE);
    *disk.full.lock().unwrap() = true;
    room.keys("3");
    assert!(room.screen().contains("NOT SAVED"), "{}", room.screen());
    assert!(room.screen().contains("in memory only"), "{}", room.screen());
    room.keys("Esc 2");
    assert!(room.screen().contains("SAVE FAILED"), "{}", room.screen());
    assert!(room.file(FILE) == old);
    *disk.full.lock().unwrap() = false;
    room.keys("1");
    assert!(room.screen().contains("saved 14:03:22"), "{}", room.screen());
    assert_eq!(room.file("assessments/XCL/2025/.self.journal").lines().count(), 3);
}
