"""The parser's complaints in Chinese."""

from __future__ import annotations

import re

from typer.exceptions import TyperException

_SENTENCES = (
    (r"No such command '(.*?)'\.(?: Did you mean (.*)\?)?", "没有命令 {0}", "，是不是 {1}"),
    (r"No such option:? '?(.*?)'?\.?(?: Did you mean (.*)\?)?", "没有选项 {0}", "，是不是 {1}"),
    (r"Got unexpected extra argument\(s\) \((.*)\)", "多出了参数 {0}", ""),
    (r"Option '(.*)' requires an argument\.?", "选项 {0} 后面要有值", ""),
    (r"Option '(.*)' does not take a value\.?", "选项 {0} 后面不能有值", ""),
    (r"Invalid value for '?(.*?)'?: (.*)", "{0} 的值不对", "（{1}）"),
)


def complaint(error: TyperException) -> str:
    """What is wrong with the command line, in one line."""
    parameter = getattr(error, "param", None)
    if type(error).__name__ == "MissingParameter" and parameter is not None:
        options = [o for o in getattr(parameter, "opts", ()) if o.startswith("-")]
        return f"缺少 {options[0] if options else parameter.metavar or parameter.name}"
    if near := getattr(error, "possibilities", None):
        return f"没有选项 {getattr(error, 'option_name', '')}，是不是 {'、'.join(sorted(near))}"
    said = " ".join(error.format_message().split())
    for pattern, chinese, more in _SENTENCES:
        if found := re.fullmatch(pattern, said):
            parts = found.groups()
            return (chinese + (more if len(parts) > 1 and parts[1] else "")).format(*parts)
    return said.removesuffix(".")
