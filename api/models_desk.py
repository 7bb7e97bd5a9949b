"""What the approval desk accepts over REST."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from api.models import Model


class CheckRequest(Model):
    """A plan to check, `against` a specification or alone; each by its id or by its text."""

    plan: str = Field("", description="文件 id")
    plan_text: str = Field("", max_length=5_000_000, description="规划的文字，代替 id")
    against: str = Field("", description="规范的文件 id；不给则只查数字和表格")
    against_text: str = Field("", max_length=5_000_000, description="规范的文字，代替 id")
    beside: str = Field("", description="另一份规划的文件 id：指标并列")


class DiffRequest(Model):
    """Two documents to compare, by id or by text: `a` the old one, `b` the new one."""

    a: str = Field("", description="旧文件的 id")
    a_text: str = Field("", max_length=5_000_000, description="旧文件的文字，代替 id")
    b: str = Field("", description="新文件的 id")
    b_text: str = Field("", max_length=5_000_000, description="新文件的文字，代替 id")


class AdmitRequest(Model):
    """A mining project asked about."""

    mineral: Annotated[str, Field(min_length=1, max_length=50)]
    scale: Decimal = Field(gt=0)
    unit: Annotated[str, Field(min_length=1, max_length=30)]
    place: Annotated[str, Field(min_length=1, max_length=100)]
    method: str = Field("", description="露天 或 地下")
    new: bool = Field(False, description="新建矿山；默认按已有矿山")
    service_years: int | None = Field(None, gt=0, le=500, description="设计服务年限（年）")


class VerifyRequest(Model):
    """A text whose citations are to be verified."""

    text: Annotated[str, Field(min_length=1, max_length=2_000_000)]
