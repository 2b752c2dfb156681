"""click speaks the user's language, and its table holds only words that click has."""

from __future__ import annotations

import inspect

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.cli.clickwords import _MODULES, _ZH

USAGE = [
    (["partners"], "缺少参数 'NAME'", "Missing argument 'NAME'"),
    (["partnerz"], "没有命令 partnerz", "No such command 'partnerz'"),
    (["partners", "黔南", "--depth", "x"], "'--depth' 的值不对：x 不是所要的数", "Invalid value for '--depth'"),
    (["partners", "黔南", "-f", "xx"], "xx 不在 'table'", "'xx' is not one of 'table'"),
    (["partners", "黔南", "--dept", "2"], "没有选项 --dept", "No such option '--dept'"),
]


@pytest.mark.parametrize(("words", "zh", "en"), USAGE)
def test_usage_errors(words: list[str], zh: str, en: str) -> None:
    for lang, told in (("zh", zh), ("en", en)):
        result = CliRunner().invoke(main, ["--lang", lang, *words])
        assert result.exit_code == 2 and told in result.output, result.output


def test_help_is_in_one_language() -> None:
    told = CliRunner().invoke(main, ["--lang", "zh", "partners", "--help"]).output
    assert "用法:" in told and "选项:" in told and "显示本说明" in told
    assert "Usage" not in told and "Options" not in told and "Show" not in told


def test_the_table_holds_words_that_click_has() -> None:
    sources = "".join(inspect.getsource(module) for module in _MODULES)
    missing = [word for word in _ZH if word.replace("\n", "\\n").replace("\t", "\\t") not in sources]
    assert not missing
