"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Library = Annotated[
    Path | None,
    typer.Option(
        "--library", "-L", metavar="DIR", help="资料库文件夹（MINEKG_LIBRARY，默认 ./library）"
    ),
]
Json = Annotated[bool, typer.Option("--json", help="结果写成 JSON")]
Host = Annotated[
    str | None, typer.Option("--host", metavar="地址", help="监听地址（默认 127.0.0.1）")
]
Port = Annotated[
    int | None, typer.Option("--port", metavar="N", help="端口（默认 8000；0 为任选）")
]
Workers = Annotated[
    int | None, typer.Option("--workers", metavar="N", help="读文件的进程数（默认与核数相同）")
]
