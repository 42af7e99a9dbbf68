"""Places where a journal must not lie: network drives and folders that a cloud client copies behind our back.

SQLite's locks do not hold there: two computers could each give the same invoice number, and a sync client may put
back an older file. Such a place is refused by code, not by a line in the manual.

    >>> refuse = why_remote(Path("/srv/share/firm"), Surroundings("linux", {}, (Mount("/srv/share", "cifs"),)))
    >>> refuse.text("en")
    'it is a network drive (cifs)'
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Final, NamedTuple

from pyxl.core.labels import Sentence, Text
from pyxl.journal import refusals

NETWORK: Final = Text("it is a network drive ({what})", "es ist ein Netzlaufwerk ({what})")
SYNCED: Final = Text("the folder is synchronised by {what}", "der Ordner wird von {what} synchronisiert")

_NETWORK_TYPES: Final = re.compile(
    r"(cifs|smb\w*|nfs\d?|9p|fuse(\..+)?|afpfs|webdav|davfs|afs|ceph|glusterfs|lustre|beegfs|vboxsf|vmhgfs|prl_fs"
    r"|drvfs|gfs2|ocfs2|ncpfs|coda)"
)
"""`fuseblk` (a local NTFS or exFAT disk) is not among them."""

_SYNC_VARIABLES: Final = {"OneDrive": "OneDrive", "OneDriveConsumer": "OneDrive", "OneDriveCommercial": "OneDrive"}
_SYNC_MARKERS: Final = {
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
}
"""Files and folders the clients leave in their root."""
_SYNC_NAMES: Final = re.compile(
    r"OneDrive( - .+)?|Dropbox( \(.+\))?|Google Drive|My Drive|Meine Ablage|GoogleDrive-.+"
    r"|Mobile Documents|iCloud ?Drive|CloudStorage"
)


class Mount(NamedTuple):
    """A mounted file system: where and of what type."""

    point: str
    type: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of this computer the answer depends on."""

    platform: str
    environ: Mapping[str, str]
    mounts: tuple[Mount, ...]
    synced_roots: tuple[tuple[str, str], ...] = ()
    """(folder, client), as the client itself notes them."""

    @classmethod
    def here(cls) -> Surroundings:
        """This computer, now."""
        return cls(sys.platform, os.environ, _mounts(), _dropbox_roots(os.environ))


def refuse_remote(folder: Path) -> None:
    """Refused E_JOURNAL_REMOTE when no journal may lie in that folder."""
    reason = why_remote(folder, Surroundings.here())
    if reason is not None:
        raise refusals.REMOTE.because(path=str(folder), reason=reason)


def why_remote(folder: Path, around: Surroundings) -> Sentence | None:
    """Why no journal may lie in that folder (which need not exist yet), or None when it may."""
    if around.platform == "win32":
        network = _windows_network(str(folder))
    else:
        type_ = _mount_type(str(_resolved(folder)), around.mounts)
        network = type_ if _NETWORK_TYPES.fullmatch(type_) else None
    if network:
        return NETWORK.bind(what=network)
    client = _sync_client(_resolved(folder), around) or _sync_client(folder.absolute(), around)
    return SYNCED.bind(what=client) if client else None


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder.absolute()


def _mount_type(folder: str, mounts: tuple[Mount, ...]) -> str:
    """The type of the innermost mount the folder lies in; the later of two at one point hides the earlier."""
    best = Mount("", "")
    for mount in mounts:
        point = mount.point.rstrip("/")
        if (folder == point or folder.startswith(point + "/")) and len(mount.point) >= len(best.point):
            best = mount
    return best.type


def _mounts() -> tuple[Mount, ...]:
    """Linux tells in /proc/mounts, macOS by `mount`; elsewhere nothing is known."""
    with suppress(OSError):
        if sys.platform == "darwin":
            from subprocess import run

            return parse_mac_mounts(run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout)
        else:
            return parse_linux_mounts(Path("/proc/mounts").read_text("utf-8", "surrogateescape"))
    return ()


def parse_linux_mounts(text: str) -> tuple[Mount, ...]:
    r"""The mounts of /proc/mounts; blanks in names are written as `\040` there.

    >>> parse_linux_mounts("//nas/a /mnt/the\\040nas cifs rw 0 0")
    (Mount(point='/mnt/the nas', type='cifs'),)
    """
    rows = (line.split(" ") for line in text.splitlines())
    return tuple(Mount(_unescaped(row[1]), row[2]) for row in rows if len(row) > 3)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)


def parse_mac_mounts(text: str) -> tuple[Mount, ...]:
    """The mounts as macOS prints them.

    >>> parse_mac_mounts("//anna@nas/firm on /Volumes/firm (smbfs, nodev, nosuid)")
    (Mount(point='/Volumes/firm', type='smbfs'),)
    """
    found = re.findall(r"^.+? on (/.*) \((\w+)[,)]", text, re.MULTILINE)
    return tuple(Mount(point, type_) for point, type_ in found)


def _windows_network(folder: str) -> str | None:
    drive = PureWindowsPath(folder).drive
    if drive.startswith(("\\\\", "//")):
        return drive
    if sys.platform == "win32":
        import ctypes

        remote = 4  # DRIVE_REMOTE: a mapped letter looks local.
        root = PureWindowsPath(os.path.abspath(folder)).drive + "\\"
        if ctypes.windll.kernel32.GetDriveTypeW(root) == remote:
            return root
    return None


def _sync_client(folder: Path, around: Surroundings) -> str | None:
    chain = (folder, *folder.parents)
    roots = [(around.environ.get(name), client) for name, client in _SYNC_VARIABLES.items()]
    for root, client in (*roots, *around.synced_roots):
        if root and Path(root) in chain:
            return client
    for place in chain:
        named = _SYNC_NAMES.fullmatch(place.name)
        if named:
            return place.name
        for marker, client in _SYNC_MARKERS.items():
            with suppress(OSError):
                if (place / marker).exists():
                    return client
    return None


def _dropbox_roots(environ: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Dropbox notes its folders in info.json."""
    homes = [environ.get("APPDATA"), environ.get("LOCALAPPDATA")]
    places = [Path(home) / "Dropbox" / "info.json" for home in homes if home]
    with suppress(RuntimeError):
        places.append(Path.home() / ".dropbox" / "info.json")
    roots = []
    for place in places:
        with suppress(OSError, ValueError, AttributeError):
            accounts = json.loads(place.read_text("utf-8")).values()
            roots += [(str(account["path"]), "Dropbox") for account in accounts if "path" in account]
    return tuple(roots)
