"""Prompt templates, one Markdown file each, as data. Read through ``service.llm.prompts``; no code here."""
