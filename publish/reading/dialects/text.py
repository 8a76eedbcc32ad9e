"""Marks of other houses in running text."""

from __future__ import annotations

from publish.reading.dialects.mark import Mark

_KEY = (
    r"(?:[a-z0-9]|f\d{1,2}|ctrl|control|shift|alt|option|cmd|command|meta|win|windows|fn|enter|return"
    r"|esc|escape|tab|space|backspace|del|delete|insert|home|end|up|down|left|right|page(?:up|down))"
)
"""A key, as MkDocs names it."""
_TOC = "Write `contents: yes` in the front matter."

TEXT = (
    Mark(
        "highlight",
        "Obsidian and Quarto",
        "highlighted text",
        r"(?<![={])==(?P<text>[^\s=](?:[^=\n]{0,300}[^\s=])?)==(?![=}])",
        ("==",),
        "Write [{text}]{{.mark}}.",
    ),
    Mark(
        "keys",
        "MkDocs",
        "a key to press",
        rf"(?<![+{{])\+\+(?P<text>{_KEY}(?:\+[a-z0-9]{{1,20}}){{0,5}})\+\+(?![+}}])",
        ("++",),
        "Write [{text}]{{.kbd}}.",
    ),
    Mark(
        "inserted",
        "other Markdowns",
        "inserted text",
        r"(?<![+{])\+\+(?P<text>[^\s+](?:[^+\n]{0,300}[^\s+])?)\+\+(?![+}])",
        ("++",),
        "Write [{text}]{{.underline}}, or the words alone.",
    ),
    Mark(
        "caret-inserted",
        "MkDocs",
        "inserted text",
        r"(?<!\^)\^\^(?P<text>[^\s^](?:[^^\n]{0,300}[^\s^])?)\^\^(?!\^)",
        ("^^",),
        "Write [{text}]{{.underline}}, or the words alone.",
    ),
    Mark(
        "spoiler",
        "Discord",
        "hidden text",
        r"(?<!\|)\|\|(?P<text>[^\s|](?:[^|\n]{0,300}[^\s|])?)\|\|(?!\|)",
        ("||",),
        "Write the words alone: nothing is hidden in print.",
    ),
    Mark(
        "wiki-link",
        "Obsidian and wikis",
        "a link",
        r"(?<!!)\[\[(?!_?toc_?\]\])(?P<to>(?![^\[\]\n|]{0,200}\.(?:jpe?g|png|gif|webp|avif|svg|tiff?"
        r"|bmp|heic)\b)[^\[\]\n|]{1,200})(?:\|[^\[\]\n]{0,200})?\]\]",
        ("[[",),
        "Write [text](https://…), or [text](#id) for a place in this article.",
    ),
    Mark(
        "obsidian-note",
        "Obsidian",
        "another note, shown here",
        r"!\[\[(?P<to>(?![^\[\]\n|#]{1,200}\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)\b)"
        r"[^\[\]\n]{1,200})\]\]",
        ("![[",),
        "Write :::include file.md on a line of its own.",
    ),
    Mark(
        "contents",
        "Markdown editors",
        "a table of contents",
        r"\[TOC\]|\[toc\]|\[\[_?(?:TOC|toc)_?\]\]|\{:toc\}|\{:TOC\}|@\[TOC\]|\\tableofcontents\b",
        ("TOC", "toc", "tableofcontents"),
        _TOC,
    ),
    Mark(
        "latex-page-break",
        "LaTeX",
        "a page break",
        r"\\(?:pagebreak|clearpage|cleardoublepage)\b",
        ("\\pagebreak", "\\clear"),
        "Write :::page-break on a line of its own.",
    ),
    Mark(
        "latex-command",
        "LaTeX",
        "a command",
        r"\\(?:textbf|textit|textsc|texttt|emph|underline|footnote|footcite|parencite|citep?|citet"
        r"|textcite|autocite|ref|autoref|cref|label|vspace|hspace|begin|end|noindent|item|caption"
        r"|section|subsection|paragraph|url|href|index|quote|title|author)"
        r"\*?(?:\[[^\]\n]{0,80}\])?\{[^{}\n]{0,300}\}|\\(?:noindent|medskip|bigskip|item)\b",
        ("\\",),
        "Write it in Markdown: **bold**, *italic*, [text](https://…), [^1] for a note, [@key] for "
        "a citation.",
    ),
    Mark(
        "wordpress-shortcode",
        "WordPress",
        "a shortcode",
        r"\[/?(?:caption|embed|audio|video|playlist|pullquote|footnote|vc_\w{1,30}|su_\w{1,30}"
        r"|contact-form-7|youtube|tweet)\b[^\[\]\n]{0,300}\](?!\()",
        (
            "[caption",
            "[/caption",
            "[embed",
            "[audio",
            "[video",
            "[playlist",
            "[pullquote",
            "[footnote",
            "[vc_",
            "[su_",
            "[contact",
            "[youtube",
            "[tweet",
        ),
        "Write the words alone; a picture is ![](file.jpg), its caption goes under `images:`, a "
        "film is a link.",
    ),
    Mark(
        "hugo-shortcode",
        "Hugo and Quarto",
        "a shortcode",
        r"\{\{[<%](?!\s*(?:figure|img|image|picture|photo|gallery|imgproc|responsive-image"
        r"|pagebreak)\b)[^{}\n]{0,400}[>%]\}\}",
        ("{{<", "{{%"),
        "Write what it stands for in Markdown; a film or a post is a link.",
    ),
    Mark(
        "quarto-page-break",
        "Quarto",
        "a page break",
        r"\{\{[<%]\s*pagebreak\s*[>%]\}\}",
        ("pagebreak",),
        "Write :::page-break on a line of its own.",
    ),
    Mark(
        "template-command",
        "Jekyll and other templates",
        "a command",
        r"\{%(?!-?\s*(?:include(?:_cached|_relative)?|render)\s+[\w/.-]{0,80}"
        r"(?:image|img|figure|picture|photo|gallery)|-?\s*(?:img|image|figure|picture"
        r"|responsive_image|gallery)\b)[^%\n]{0,400}%\}"
        r"|\{\{(?![<%]|-?\s*(?:image|img|figure|picture|photo)\s*\()[^{}\n]{0,400}\}\}",
        ("{%", "{{"),
        "Write what it stands for.",
    ),
    Mark(
        "attributes",
        "kramdown and pandoc",
        "an attribute",
        r"\{(?::\s*)?(?:[#.]|[A-Za-z][\w-]{0,40}=)[\w\"“”'-][^{}\n]{0,300}\}",
        ("{",),
        "Leave it out, or write it as README says: [text]{{.mark}}, a heading with {{#id}}.",
    ),
    Mark(
        "myst-role",
        "MyST",
        "a role",
        r"\{(?P<role>[a-z][\w:-]{0,40})\}\0+",
        ("{",),
        "Write it in Markdown: [](#id) for a reference, [@key] for a citation, $x$ for a formula.",
        is_shown=False,
    ),
    Mark(
        "rst-role",
        "reStructuredText",
        "a role",
        r"(?<![\w:]):[a-z][\w:+-]{1,40}:\0+",
        (":",),
        "Write it in Markdown: [](#id) for a reference, [@key] for a citation, *text* for a title.",
        is_shown=False,
    ),
    Mark(
        "emoji",
        "GitHub and Slack",
        "an emoji",
        r"(?<![\w:.]):(?:\+1|-1|[a-z][a-z0-9]{1,20}(?:_[a-z0-9]{1,20}){0,5}):(?![\w:\0])",
        (":",),
        "Paste the character itself.",
    ),
    Mark(
        "number-in-brackets",
        "typed notes",
        "a note",
        r"(?<![\w\])!^])\[(?P<number>\d{1,3})\](?![(\[:{\w])",
        ("[",),
        "Write [^{number}], and on a line of its own [^{number}]: and the note. Where it is no "
        "note, write \\[{number}\\].",
    ),
    Mark(
        "wiki-emphasis",
        "wikis",
        "emphasis",
        r"(?<!')'''?(?P<text>[^\s'](?:[^'\n]{0,300}[^\s'])?)'''?(?!')",
        ("''",),
        "Write **{text}** or *{text}*.",
    ),
    Mark(
        "bb-code",
        "forums",
        "a mark of BBCode",
        r"\[(?P<tag>b|i|u|s|url|quote|color|size|center)(?:=[^\[\]\n]{1,200})?\]"
        r"[^\[\]\n]{1,400}\[/(?P=tag)\]",
        ("[/",),
        "Write it in Markdown: **bold**, *italic*, [text](https://…).",
    ),
    Mark(
        "block-id",
        "Obsidian",
        "the name of a block",
        r"(?<=\S) \^[a-z0-9][a-z0-9-]{3,40}$",
        (" ^",),
        "Leave it out; a place that others lead to is a heading with {{#id}}.",
    ),
    Mark(
        "reddit-spoiler",
        "Reddit",
        "hidden text",
        r">!(?P<text>[^\s!](?:[^!\n]{0,300}[^\s!])?)!<",
        (">!",),
        "Write the words alone: nothing is hidden in print.",
    ),
)
