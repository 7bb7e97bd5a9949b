"""The settings: one table with units, filled from flags, then `MINEKG_*`, then the defaults."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from ontology.errors import InputError

PREFIX = "MINEKG_"
_LIBRARY = Path("library")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_TRUE = frozenset({"1", "true", "yes", "on", "是"})
_FALSE = frozenset({"", "0", "false", "no", "off", "否"})


class BadSetting(InputError):
    """A flag or environment variable whose value cannot be used (exit code 2)."""


def _about(unit: str, text: str, *, secret: bool = False, least: int = 0) -> dict[str, Any]:
    return {"unit": unit, "help": text, "secret": secret, "least": least}


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, in the order that `minekg doctor` prints them.

    The environment variable of a setting is `MINEKG_` and its name in capitals.
    """

    library: Path = field(default=_LIBRARY, metadata=_about("路径", "资料库文件夹"))
    host: str = field(default="127.0.0.1", metadata=_about("地址", "服务监听的地址"))
    port: int = field(
        default=8000, metadata=_about("端口", "服务监听的端口；0 表示任选一个空闲端口")
    )
    base_iri: str = field(
        default="",
        metadata=_about(
            "IRI", "实例 IRI 的前缀，以 / 结尾；空表示沿用资料库的（最初是 http://localhost:8000/）"
        ),
    )
    token: str = field(
        default="", metadata=_about("文本", "写操作的令牌（Bearer）；空表示没有令牌", secret=True)
    )
    workers: int = field(
        default=0, metadata=_about("进程", "读文件的进程数；0 表示与处理器核数相同")
    )
    document_timeout: int = field(
        default=600, metadata=_about("秒", "处理一份文件最多用多久", least=1)
    )
    document_memory: int = field(
        default=4096, metadata=_about("MiB", "处理一份文件最多用多少内存", least=256)
    )
    sparql_workers: int = field(
        default=2, metadata=_about("进程", "同时执行的 SPARQL 查询数", least=1)
    )
    sparql_timeout: int = field(
        default=30, metadata=_about("秒", "一条 SPARQL 查询最多执行多久", least=1)
    )
    sparql_memory: int = field(
        default=2048, metadata=_about("MiB", "一条 SPARQL 查询最多用多少内存", least=128)
    )
    sparql_rows: int = field(
        default=1_000_000,
        metadata=_about("行", "一条 SPARQL 查询的结果最多多少行，超过的截断并说明", least=1),
    )
    sparql_bytes: int = field(
        default=256, metadata=_about("MiB", "一条 SPARQL 查询的结果最大多少", least=1)
    )
    upload_limit: int = field(default=200, metadata=_about("MiB", "一次上传最大多少", least=1))
    llm_url: str = field(
        default="",
        metadata=_about(
            "URL", "OpenAI 兼容的语言模型端点，可另提陈述（待复核）；空表示不用，什么都不外发"
        ),
    )
    llm_model: str = field(default="", metadata=_about("名称", "语言模型的名称"))
    llm_key: str = field(default="", metadata=_about("文本", "语言模型端点的密钥", secret=True))
    feedback: bool = field(
        default=False,
        metadata=_about(
            "是/否", "是否记下检索后打开了哪条结果（不记是谁），供 minekg rank train 学习"
        ),
    )
    log_queries: bool = field(default=False, metadata=_about("是/否", "日志里是否写出检索词"))

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None, **flags: object) -> Settings:
        """The settings in force: a flag that is not None, else the environment, else the default.

        Raises:
            BadSetting: a value cannot be read or lies outside its range; names the setting.
        """
        environment = os.environ if environment is None else environment
        kinds = get_type_hints(cls)
        values: dict[str, Any] = {}
        for row in fields(cls):
            text = environment.get(variable(row.name))
            if flags.get(row.name) is not None:
                values[row.name] = flags[row.name]
            elif text is not None:
                values[row.name] = _parse(row.name, kinds[row.name], text.strip())
            else:
                continue
            _check(row.name, values[row.name], row.metadata["least"])
        return cls(**values)

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        return self.host in _LOOPBACK

    @property
    def processes(self) -> int:
        """How many processes read files: `workers`, or one for every core."""
        return self.workers or os.cpu_count() or 1

    def rows(self) -> Iterator[tuple[str, str, str, str]]:
        """The table for people: variable, value (secrets masked), unit, meaning."""
        for row in fields(self):
            value = getattr(self, row.name)
            shown = "******" if row.metadata["secret"] and value else str(value)
            yield variable(row.name), shown, row.metadata["unit"], row.metadata["help"]


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """Names in the environment that look like settings and are none, in alphabetical order."""
    known = {variable(row.name) for row in fields(Settings)}
    return sorted(n for n in environment if n.startswith(PREFIX) and n not in known)


def _parse(name: str, kind: type, text: str) -> Any:
    if kind is bool:
        if text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
        raise BadSetting(f"{variable(name)}={text}：请写 1 或 0")
    if kind is int:
        try:
            return int(text)
        except ValueError:
            raise BadSetting(f"{variable(name)}={text}：请写整数") from None
    return kind(text)


def _check(name: str, value: Any, least: int) -> None:
    if isinstance(value, int) and value < least:
        raise BadSetting(f"{name}={value}：至少是 {least}")
    if name == "port" and value > 65535:
        raise BadSetting(f"port={value}：端口在 0 到 65535 之间")
    if name == "base_iri" and value:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc or not value.endswith("/"):
            raise BadSetting(f"base_iri={value}：请写以 http(s):// 开头、以 / 结尾的地址")
