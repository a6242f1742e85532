"""What can go wrong on a stranger's machine, and the sentences for it."""

from __future__ import annotations

import errno
import re
from collections.abc import Sequence
from pathlib import Path


class Trouble(Exception):
    """Something that the reader can put right; its text is the whole message."""


def read_only(folder: Path) -> str:
    """The sentence for a folder in which nothing can be made."""
    return (
        f"Nothing can be written in {folder}.\n"
        "Copy the course to a folder of your own, for instance in your home, and start there."
    )


# The words of pip and of the systems below it, and what they mean for the reader.
PIP_TROUBLES = (
    (
        r"No space left on device|Errno 28|not enough space|Disk quota exceeded",
        "The disk is full (the folder for temporary files counts too). Make room and start again.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|certificate verify failed",
        "The network answers with a certificate that this Python does not know; in schools and\n"
        "companies that is often a filter. Ask for its certificate file; set PIP_CERT to its path.",
    ),
    (
        r"Long Path|The filename or extension is too long",
        "The path of this folder is too long for Windows. Move the course nearer to the root,\n"
        "for instance to C:\\course, and start again.",
    ),
    (
        r"name resolution|getaddrinfo|Name or service not known|nodename nor servname|ProxyError"
        r"|Failed to establish a new connection|Network is unreachable|Connection refused"
        r"|timed out|TimeoutError|Connection aborted|\(from versions: none\)",
        "The packages could not be fetched. Is the network there? It is needed for the first\n"
        "start only. Start again when it is; what has been fetched already is kept.",
    ),
    (
        r"Permission denied|Errno 13|Access is denied|WinError 5|Read-only file system",
        "A file in .venv could not be written. Close JupyterLab if it is open, see that the\n"
        "folder is yours, and start again.",
    ),
    (
        r"No matching distribution|requires a different Python|Failed to build|Failed building",
        "A package is not ready-made for this Python and system. The course is tried on Python\n"
        "3.11, 3.12 and 3.13, 64 bit: start it with one of these.",
    ),
)


def explain(log: Sequence[str]) -> str:
    """What pip's complaint means, in a sentence or two."""
    text = "\n".join(log)
    for pattern, sentence in PIP_TROUBLES:
        if re.search(pattern, text, re.IGNORECASE):
            return sentence
    return "pip could not install the packages. Its last words:\n" + "\n".join(log[-12:])


def explain_system(error: OSError, folder: Path) -> str:
    """The sentence for an error of the operating system."""
    if error.errno == errno.ENOSPC:
        return "The disk is full. Make room and start again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(folder)
    return f"The system says: {error}"
