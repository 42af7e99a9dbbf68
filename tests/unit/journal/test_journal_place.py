"""Where a journal may lie, and where it goes when it may not lie beside the workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyxl.core.refusal import Refused
from pyxl.journal.journal import Journal
from pyxl.journal.place import book_folder, journal_place, open_journal
from pyxl.journal.remote import Mount, Surroundings, why_remote

LOCAL = Surroundings("linux", {}, (Mount("/", "ext4"),))


def linux(*mounts: tuple[str, str], **environ: str) -> Surroundings:
    return Surroundings("linux", environ, (Mount("/", "ext4"), *(Mount(*mount) for mount in mounts)))


@pytest.mark.parametrize(
    ("folder", "around", "reason"),
    [
        ("/srv/firm", LOCAL, None),
        ("/srv/firm", linux(("/srv", "cifs")), "it is a network drive (cifs)"),
        ("/srv/firm", linux(("/srv", "smb3")), "it is a network drive (smb3)"),
        ("/srv/firm", linux(("/srv/firm", "nfs4")), "it is a network drive (nfs4)"),
        ("/srv/firm", linux(("/srv", "9p")), "it is a network drive (9p)"),
        ("/srv/firm", linux(("/srv", "fuse.sshfs")), "it is a network drive (fuse.sshfs)"),
        ("/srv/firm", linux(("/srv", "fuseblk")), None),
        ("/srv/firm", linux(("/srv/fi", "nfs4")), None),
        ("/srv/firm", linux(("/srv", "nfs4"), ("/srv/firm", "ext4")), None),
        ("/srv/firm", linux(("/srv", "ext4"), ("/srv", "nfs4")), "it is a network drive (nfs4)"),
        ("/srv/firm", Surroundings("linux", {}, (Mount("/", "nfs"),)), "it is a network drive (nfs)"),
        ("/home/a/Docs/firm", linux(OneDrive="/home/a/Docs"), "the folder is synchronised by OneDrive"),
        ("/home/a/Docs2/firm", linux(OneDrive="/home/a/Docs"), None),
        ("/home/a/OneDrive - Firm/x", LOCAL, "the folder is synchronised by OneDrive - Firm"),
        ("/home/a/Dropbox", LOCAL, "the folder is synchronised by Dropbox"),
        ("/home/a/Dropbox notes", LOCAL, None),
        ("/Users/a/Library/CloudStorage/Box/x", LOCAL, "the folder is synchronised by CloudStorage"),
        (
            "/data/db/x",
            Surroundings("linux", {}, (), (("/data/db", "Dropbox"),)),
            "the folder is synchronised by Dropbox",
        ),
        ("//nas/firm/x", Surroundings("win32", {}, ()), "it is a network drive (\\\\nas\\firm)"),
        ("C:/firm", Surroundings("win32", {}, ()), None),
    ],
)
def test_places(folder: str, around: Surroundings, reason: str | None) -> None:
    found = why_remote(Path(folder), around)
    assert (found.text("en") if found else None) == reason


@pytest.mark.parametrize("marker", [".dropbox", ".tmp.drivedownload", ".849C9593-D756-4E56-8D6E-42412F2A707B"])
def test_a_sync_client_is_known_by_what_it_leaves(tmp_path: Path, marker: str) -> None:
    (tmp_path / marker).mkdir()
    assert why_remote(tmp_path / "a" / "b", LOCAL) is not None


def test_a_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "firm").mkdir(parents=True)
    (tmp_path / "desk").symlink_to(tmp_path / "Dropbox" / "firm")
    assert why_remote(tmp_path / "desk", LOCAL) is not None


def test_the_journal_lies_beside_the_workbook(tmp_path: Path) -> None:
    book = tmp_path / "back.office.xlsx"
    place = journal_place(book)
    assert (place.path, place.is_fallback) == (tmp_path / "back.office.pyxl" / "journal.sqlite", False)
    journal, _ = open_journal(book, create=True)
    with journal:
        assert journal.path == place.path


def test_opening_in_a_synced_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="E_JOURNAL_REMOTE"):
        Journal.open(tmp_path / "Dropbox" / "journal.sqlite", create=True)
    assert not (tmp_path / "Dropbox").exists()


@pytest.fixture
def synced_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "profile"))
    return tmp_path / "Dropbox" / "backoffice.xlsx"


def test_in_a_synced_folder_it_goes_to_the_profile_and_is_found_again(synced_book: Path, tmp_path: Path) -> None:
    journal, place = open_journal(synced_book, create=True)
    with journal:
        assert place.is_fallback
        assert place.copy_path == book_folder(synced_book) / "journal-copy.sqlite"
        assert journal.path.is_relative_to(tmp_path / "profile")
        assert journal.uuid == place.journal_uuid
        journal.backup_to(place.copy_path)
    again, place_again = open_journal(synced_book, create=True)
    with again:
        assert (again.uuid, again.path) == (journal.uuid, journal.path)
        assert place_again.reason is not None


def test_it_stays_in_the_profile_when_the_workbook_moves_to_a_local_folder(synced_book: Path, tmp_path: Path) -> None:
    open_journal(synced_book, create=True)[0].close()
    (tmp_path / "Dropbox").rename(tmp_path / "local")
    place = journal_place(tmp_path / "local" / "backoffice.xlsx")
    assert place.is_fallback
    assert place.path.exists()


def test_a_journal_moved_into_a_synced_folder_is_not_started_anew(synced_book: Path, tmp_path: Path) -> None:
    open_journal(tmp_path / "local" / "backoffice.xlsx", create=True)[0].close()
    (tmp_path / "local").rename(tmp_path / "Dropbox")
    with pytest.raises(Refused, match="E_JOURNAL_REMOTE"):
        open_journal(synced_book, create=True)


def test_on_another_computer_it_is_not_started_anew(
    synced_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_journal(synced_book, create=True)[0].close()
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "other computer"))
    with pytest.raises(Refused, match="E_JOURNAL_ELSEWHERE"):
        open_journal(synced_book, create=True)
