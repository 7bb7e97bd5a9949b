"""From the settings to what the ingest pipeline takes; apart, so that other commands start fast."""

from __future__ import annotations

from api.settings import BadSetting, Settings
from ingest.pipeline import Options
from ingest.propose import Endpoint


def pipeline_options(settings: Settings) -> Options:
    """The options of a run.

    Raises:
        BadSetting: a language model endpoint without the name of a model.
    """
    return Options(
        settings.base_iri,
        settings.document_timeout,
        settings.document_memory,
        endpoint=_endpoint(settings),
    )


def _endpoint(settings: Settings) -> Endpoint | None:
    if not settings.llm_url:
        return None
    if not settings.llm_model:
        raise BadSetting("MINEKG_LLM_URL 已设，还缺模型名称：请设 MINEKG_LLM_MODEL")
    return Endpoint(settings.llm_url, settings.llm_model, settings.llm_key)
