"""What an exception means to a user: one line and an exit code or HTTP status."""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass

from api.settings import BadSetting
from ontology.errors import (
    BadQuery,
    EnvironmentFault,
    InputError,
    LimitExceeded,
    MineKGError,
    UnknownName,
)

OK, FINDINGS, USAGE, ENVIRONMENT = 0, 1, 2, 3
INTERRUPTED = 130
EXPECTED = (MineKGError, sqlite3.Error, OSError, MemoryError)

_FULL = "磁盘空间不足或文件大小受限：腾出空间后再运行一次，资料库保持原样"
_NO_SPACE = ("No space left", "File too large", "os error 28")  # in the engines' own words
_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: "没有权限：请检查文件和文件夹的权限",
    errno.EPERM: "没有权限：请检查文件和文件夹的权限",
    errno.EROFS: "文件系统只读：请换一个可写的文件夹",
    errno.EMFILE: "打开的文件太多：请提高 ulimit -n",
    errno.ENFILE: "打开的文件太多：请提高系统上限",
    errno.ENOMEM: "内存不足：请减少 --workers 或关闭其他程序",
    errno.ENAMETOOLONG: "文件名太长：请改短",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One line for the user, the exit code of the command line and the HTTP status."""

    line: str
    exit_code: int
    status: int
    title: str


def describe(error: BaseException) -> Fault | None:
    """What an error means; None for one that is a defect of MineKG."""
    if any(sign in str(error) for sign in _NO_SPACE):
        return Fault(_FULL, ENVIRONMENT, 507, "磁盘空间不足")
    if isinstance(error, MineKGError):
        return _own(error)
    if isinstance(error, sqlite3.Error):
        return _database(error)
    if isinstance(error, OSError):
        return _system(error)
    if isinstance(error, MemoryError):
        return Fault(_ERRNO[errno.ENOMEM], ENVIRONMENT, 503, "内存不足")
    return None


def _own(error: MineKGError) -> Fault:
    line = str(error)
    if isinstance(error, UnknownName):
        if error.suggestions:
            line += "；是不是：" + "、".join(error.suggestions)
        return Fault(line, FINDINGS, 404, "没有找到")
    if isinstance(error, BadSetting):
        return Fault(line, USAGE, 400, "设置不对")
    if isinstance(error, BadQuery):
        return Fault(line, FINDINGS, 400, "查询看不懂")
    if isinstance(error, InputError):
        return Fault(line, FINDINGS, 422, "输入有问题")
    if isinstance(error, LimitExceeded):
        return Fault(line, FINDINGS, 503, "超过限制")
    if isinstance(error, EnvironmentFault):
        return Fault(line, ENVIRONMENT, 503, "服务暂时不可用")
    return Fault(line, FINDINGS, 500, "出错了")


def _database(error: sqlite3.Error) -> Fault:
    text = str(error)
    if "full" in text or "disk I/O" in text:
        return Fault(_FULL, ENVIRONMENT, 507, "磁盘空间不足")
    if "readonly" in text or "unable to open" in text:
        line = f"资料库打不开或不可写（{text}）：请检查文件夹的权限"
        return Fault(line, ENVIRONMENT, 503, "资料库打不开")
    if "not a database" in text or "malformed" in text:
        line = f"资料库文件损坏（{text}）：请用备份恢复，或运行 minekg doctor 查看"
        return Fault(line, ENVIRONMENT, 503, "资料库损坏")
    return Fault(f"资料库出错：{text}", ENVIRONMENT, 503, "资料库出错")


def _system(error: OSError) -> Fault:
    reason = _ERRNO.get(error.errno or 0)
    name = f"{error.filename}：" if error.filename else ""
    if isinstance(error, FileNotFoundError):
        return Fault(f"{name}没有这个文件或文件夹：请检查路径", FINDINGS, 404, "没有找到")
    if isinstance(error, IsADirectoryError):
        return Fault(f"{name}这是文件夹，请给出文件", FINDINGS, 422, "输入有问题")
    if reason:
        status = 507 if reason == _FULL else 503
        return Fault(f"{name}{reason}", ENVIRONMENT, status, reason.split("：")[0])
    return Fault(f"{name}{error.strerror or error}", ENVIRONMENT, 503, "系统出错")
