"""The page of a letter: its HTML, which loads nothing, fits on a phone, and has colours for dark screens.

Mail programs know tables and inline styles best; what is in the style sheet only mends for those that read it.
"""

from collections.abc import Iterable
from html import escape
from string import Template


def linked(value: str) -> str:
    """A web address as a link, anything else as text."""
    if value.startswith(("https://", "http://")) and " " not in value:
        return link(value, value)
    return isolated(value)


def link(text: str, address: str) -> str:
    """Text that leads somewhere."""
    return f'<a class="link" href="{escape(address)}" style="color:#3b5bdb;word-break:break-word">{escape(text)}</a>'


def isolated(text: str) -> str:
    """The text, whose direction (an Arabic title) turns nothing around it."""
    return f'<span dir="auto">{escape(text)}</span>'


def rows(facts: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """Rows of a table: a label and what stands beside it."""
    return "".join(
        _ROW.substitute(label=escape(label), value="<br>".join(map(linked, values))) for label, values in facts
    )


def quoted(words: str) -> str:
    """What somebody wrote."""
    if not words:
        return ""
    lines = "<br>".join(isolated(line) for line in words.split("\n"))
    return (
        '<blockquote class="quoted" style="margin:0 0 16px;padding:4px 0 4px 14px;border-left:3px solid #748ffc;'
        f'color:#1c1e26;word-break:break-word">{lines}</blockquote>\n'
    )


def buttons(links: Iterable[tuple[str, str]]) -> str:
    """Links as buttons in a row, the first of them to stand out; as wide as their words, so that three fit on a phone."""
    cells = [
        _BUTTON.substitute(
            label=escape(label),
            address=escape(address),
            kind="button first" if first else "button",
            colours="background:#3b5bdb;border:1px solid #3b5bdb;color:#ffffff"
            if first
            else "background:#ffffff;border:1px solid #c5c9d8;color:#2b2f3d",
        )
        for first, (label, address) in zip((True, *[False] * 9), links, strict=False)
    ]
    return f'<p style="margin:22px 0 0;line-height:50px">{"".join(cells)}</p>\n' if cells else ""


def small(text: str) -> str:
    """A paragraph of small print, of which `text` is HTML."""
    return (
        f'<p class="faint" style="margin:16px 0 0;color:#6b7080;font-size:13px;word-break:break-word">{text}</p>\n'
        if text
        else ""
    )


_ROW = Template(
    '<tr><td class="faint" width="72" valign="top" style="padding:6px 12px 6px 0;color:#6b7080">$label</td>'
    '<td class="text" valign="top" style="padding:6px 0;color:#1c1e26;word-break:break-word">$value</td></tr>\n'
)

_BUTTON = Template(
    '<a class="$kind" href="$address" style="display:inline-block;margin:0 8px 0 0;padding:0 20px;line-height:42px;'
    '$colours;border-radius:8px;font-size:15px;font-weight:600;text-decoration:none;white-space:nowrap">$label</a>\n'
)

PAGE = Template("""\
<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>$subject</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #14151a !important; }
  .card { background: #1f2129 !important; border-color: #343742 !important; }
  .tile { border-color: #343742 !important; }
  .text { color: #eceef4 !important; }
  .faint { color: #9a9fb0 !important; }
  .link { color: #91a7ff !important; }
  .label { color: #91a7ff !important; }
  .label.cancelled { color: #ff8787 !important; }
  .quoted { color: #eceef4 !important; border-color: #5c7cfa !important; }
  .button { background: #2b2e3a !important; border-color: #4a4f66 !important; color: #dbe4ff !important; }
  .button.first { background: #4263eb !important; border-color: #4263eb !important; color: #ffffff !important; }
}
@media (max-width: 480px) {
  .page { padding: 0 !important; }
  .card { border-radius: 0 !important; border-left: 0 !important; border-right: 0 !important; }
  .inner { padding: 20px 16px !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background:#f3f4f8;\
font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;\
font-size:16px;line-height:1.45">
<table class="card" role="presentation" align="center" width="100%" cellpadding="0" cellspacing="0" \
style="max-width:600px;margin:0 auto;background:#ffffff;border:1px solid #e2e4ec;border-radius:12px;\
border-collapse:separate">
<tr><td class="inner" style="padding:28px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
<tr>
<td width="64" valign="top" style="padding:0 16px 0 0">
<table class="tile" role="presentation" width="64" cellpadding="0" cellspacing="0" \
style="border:1px solid #e2e4ec;border-radius:10px;border-collapse:separate;text-align:center">
<tr><td style="background:$accent;color:#ffffff;font-size:12px;font-weight:600;padding:3px 0;\
border-radius:9px 9px 0 0">$month</td></tr>
<tr><td class="text" style="color:#1c1e26;font-size:26px;font-weight:700;line-height:30px;padding:4px 0 0;\
text-decoration:$decoration">$day</td></tr>
<tr><td class="faint" style="color:#6b7080;font-size:12px;padding:0 0 5px">$weekday</td></tr>
</table>
</td>
<td valign="middle">
<div class="label $kind" style="color:$accent;font-size:13px;font-weight:600">$heading</div>
<h1 class="text" style="margin:2px 0 0;color:#1c1e26;font-size:22px;line-height:1.25;font-weight:700;\
word-break:break-word">$named</h1>
</td>
</tr>
</table>
<p class="text" style="margin:20px 0 12px;color:#1c1e26;word-break:break-word">$intro</p>
$quoted<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="font-size:15px">
$rows</table>
$buttons$closing$saving$footer</td></tr>
</table>
</body>
</html>
""")
