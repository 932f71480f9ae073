"""``evenhand prompts``: what the llm writer asks. Prompt files enter, lines leave; nothing is sent."""

from __future__ import annotations

from service.cli.streams import say, write_result


def list_prompts() -> int:
    """One line for each template."""
    from service.llm.prompts import load_prompt, prompt_ids

    fronts = [load_prompt(prompt_id).front for prompt_id in prompt_ids()]
    if not fronts:
        say("there are no prompts")
        return 0
    widest = max(len(front.id) for front in fronts)
    write_result("".join(f"{front.id:{widest}}  {front.version:>4}  {front.purpose}\n" for front in fronts))
    return 0


def show_prompt(prompt_id: str) -> int:
    """The template as stored, after its own check. Raises InputError where there is none of that id."""
    from importlib.resources import files

    from service.llm.prompts import load_prompt

    load_prompt(prompt_id)
    write_result(files("prompts").joinpath(f"{prompt_id}.md").read_text(encoding="utf-8"))
    return 0
