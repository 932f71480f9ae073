"""The two writers: chosen clusters -> checked sentences and withheld ones.

The extractive writer needs nothing. The llm writer asks the model for one sentence where two statements can be joined,
checks it, repairs it once, and falls back to the source sentences: a weak model costs extracted sentences, never a
false one. Both go through the same check.
"""

from service.writing.asking import LlmWriter
from service.writing.bench import Bench, Prepared, Written, write_extractive
from service.writing.joining import write_llm

__all__ = ["Bench", "LlmWriter", "Prepared", "Written", "write_extractive", "write_llm"]
