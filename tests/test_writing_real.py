"""A real model writes the brief of the invented articles; its file comes from EVENHAND_TEST_MODEL."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.pipeline import make_brief
from service.records import NoticeCode, WrittenBy
from service.settings import Settings
from service.stages.validate import problems
from tests.conftest import BEFORE_TESTS
from tests.llm_articles import write_articles


@pytest.mark.real_model
async def test_a_real_model_writes_a_sound_brief_and_is_not_asked_twice(tmp_path: Path) -> None:
    name = BEFORE_TESTS.get("EVENHAND_TEST_MODEL")
    assert name, "set EVENHAND_TEST_MODEL to the path of a small instruction model in GGUF form"
    paths = write_articles(tmp_path / "articles")
    settings = Settings(
        writer="llm",
        local_model=Path(name),
        sentences=6,
        context_tokens=2_048,
        cache_dir=tmp_path / "cache",
        call_deadline_s=300,
    )
    first = await make_brief(paths, settings=settings)
    assert first.usage.calls > 0
    assert first.usage.tokens_out > 0
    assert problems(first) == ()
    assert len(first.sentences) >= 4
    for sentence in first.sentences:
        if sentence.written_by != WrittenBy.EXTRACT:
            assert len([c for c in sentence.citations if c.role == "support"]) == 2
    again = await make_brief(paths, settings=settings)
    # an answer that could not be used is not kept, and may be asked for once more, with one repair
    failed = [n for n in first.notices if n.code == NoticeCode.MODEL_CALL_FAILED]
    assert again.usage.calls <= 2 * len(failed)
    assert again.usage.calls + again.usage.cached_calls >= 1
    assert again.model_dump(exclude={"usage"}) == first.model_dump(exclude={"usage"})
