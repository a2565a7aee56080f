"""The suffixes of files whose text is their own: there a person finds a line by its number."""

from __future__ import annotations

PLAIN = (".txt", ".text")
MARKDOWN = (".md", ".markdown")
RESTRUCTURED_TEXT = (".rst",)
ASCIIDOC = (".adoc", ".asciidoc")
LATEX = (".tex",)
NOTEBOOK = (".ipynb",)
"""Not among those with lines: the text of a notebook is composed, though in Markdown."""

SOURCE_CODE = (
    ".py", ".pyi", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".vue", ".java", ".kt", ".kts",
    ".scala", ".groovy", ".gradle", ".go", ".rs", ".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".hh",
    ".m", ".cs", ".fs", ".vb", ".rb", ".php", ".pl", ".pm", ".lua", ".r", ".jl", ".swift", ".dart",
    ".ex", ".exs", ".erl", ".hs", ".ml", ".clj", ".lisp", ".el", ".sh", ".bash", ".zsh", ".fish",
    ".ps1", ".bat", ".cmd", ".sql", ".css", ".scss", ".less", ".yaml", ".yml", ".toml", ".ini",
    ".cfg", ".conf", ".properties", ".proto", ".graphql", ".tf", ".cmake",
)  # fmt: skip
"""Programs, style sheets, and what programs are configured with."""

WITH_LINES = (*PLAIN, *MARKDOWN, *RESTRUCTURED_TEXT, *ASCIIDOC, *LATEX, *SOURCE_CODE)
IN_MARKDOWN = (*MARKDOWN, *NOTEBOOK)
