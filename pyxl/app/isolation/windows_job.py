"""Limits for the isolated child on Windows: a job object that ends it when it takes too much time or memory."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

_EXTENDED_LIMITS: Final = 9
_PROCESS_TIME: Final = 0x2
_ACTIVE_PROCESSES: Final = 0x8
_PROCESS_MEMORY: Final = 0x100
_KILL_ON_CLOSE: Final = 0x2000
_PROCESSES: Final = 2
"""A venv's python.exe is a small starter that runs the real one."""

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", wintypes.LARGE_INTEGER),
            ("job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("working_set_least", ctypes.c_size_t),
            ("working_set_most", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("io_counters", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("process_memory_peak", ctypes.c_size_t),
            ("job_memory_peak", ctypes.c_size_t),
        )

    def confine_process(process: subprocess.Popen[bytes], seconds: int, memory_mb: int) -> object:
        """Put the child under limits before it is sent anything. Keep the returned handle: its end ends the child."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        limits = _Extended()
        limits.basic.flags = _PROCESS_TIME | _ACTIVE_PROCESSES | _PROCESS_MEMORY | _KILL_ON_CLOSE
        limits.basic.process_time = seconds * 10_000_000  # In units of 100 nanoseconds.
        limits.basic.processes = _PROCESSES
        limits.process_memory = memory_mb << 20
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(int(vars(process)["_handle"])))
        return _Handle(kernel, job)

    class _Handle:
        def __init__(self, kernel: ctypes.WinDLL, job: wintypes.HANDLE) -> None:
            self._kernel, self._job = kernel, job

        def __del__(self) -> None:
            self._kernel.CloseHandle(self._job)

else:

    def confine_process(process: subprocess.Popen[bytes], seconds: int, memory_mb: int) -> object:
        """Nothing to do: on POSIX the child limits itself."""
        return process, seconds, memory_mb
