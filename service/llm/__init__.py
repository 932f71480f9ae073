"""The model's side: enter requests, leave checked answers or errors of ours. Vendors are imported on first use only.

Usage: ``async with open_model(settings) as model: reply = await model.complete(request)``.
"""

from __future__ import annotations

from service.llm.model import Model, ModelReply, ModelRequest, request_key
from service.llm.prompts import Fenced, Prompt, fence, load_prompt, prompt_ids
from service.llm.session import OpenModel, open_model

__all__ = [
    "Fenced",
    "Model",
    "ModelReply",
    "ModelRequest",
    "OpenModel",
    "Prompt",
    "fence",
    "load_prompt",
    "open_model",
    "prompt_ids",
    "request_key",
]
