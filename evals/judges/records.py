"""What a judge says of one sentence. Pure data."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Judgement(BaseModel):
    """A verdict on one claim and the passages that it cites; frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    supported: bool | None = Field(description="None: unscored, neither right nor wrong.")
    probability: float | None = Field(default=None, ge=0, le=1, description="That the passages support the claim.")
    words: tuple[str, ...] = Field(default=(), description="The claim's words with the least support.")
    by: str = Field(description="Who judged, with its version.")
    note: str = Field(default="", description="Why it is unscored, or what to know of the verdict.")
