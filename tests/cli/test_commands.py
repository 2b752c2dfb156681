"""Every look-up command on the small graph: what it says, in which form, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import click
import pytest

from kg.cli import COMMANDS, main
from kg.i18n import LANGUAGES, MESSAGES, set_language


@pytest.mark.parametrize("lang", LANGUAGES)
def test_group_help_lists_every_command_and_the_exit_codes(run, lang):
    result = run("--lang", lang, "--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert MESSAGES[f"{name}.help"][LANGUAGES.index(lang)].partition("\n")[0][:12] in result.output
    assert all(f"  {code}  " in result.output for code in (0, 1, 2))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_both_languages(name, lang):
    for module in [m for m in sys.modules if m.startswith("kg.cli.")]:
        del sys.modules[module]  # a process speaks one language, so a second one needs the module anew
    set_language(lang)
    try:
        command = main.get_command(click.Context(main), name)
        assert command.help == MESSAGES[f"{name}.help"][LANGUAGES.index(lang)]
        for option in command.params:
            assert not isinstance(option, click.Option) or option.help, option.name
    finally:
        set_language("")
        for module in [m for m in sys.modules if m.startswith("kg.cli.")]:
            del sys.modules[module]


def test_version(run):
    assert run("--version").output.startswith("kg 0.")


def test_unknown_command_is_a_usage_error(run):
    assert run("nonsense").exit_code == 2


# what is asked, what the answer must contain, what it must not, exit code
TABLE = [
    (("partners", "宁夏"), ["←     福建省", "✓ 已核", "1996年", "某日报《山海情》(2024-03)", "下辖单位", "隆德县"], ["计划与"], 0),
    (("partners", "福建"), ["→     宁夏回族自治区", "未落实", "计划"], [], 0),
    (("partners", "隆德"), ["←     福建省/福州市/闽侯县", "劳务", "2018年7月"], ["上级单位", "福建省  "], 0),
    (("partners", "固原"), ["固原市本级：没有协作记录。", "下辖单位的协作（1）", "上级单位的协作（1）", "不是协作关系（1）", "输出劳务至", "金额 12万元", "数目 640名",
                            "purpose 返岗", "未落实", "西吉县"], ["固原市本级的协作"], 0),
    (("partners", "固原", "--relation", "sends_labour_to"), ["输出劳务至"], ["上级单位", "下辖单位", "未落实"], 0),
    (("partners", "固原", "--evidence"), ["【640名固原籍务工人员赴福州】", "one.txt:60-74", "labour.train", "statement/bb01"], [], 0),
    (("--lang", "en", "partners", "固原"), ["these are not partnerships (1)", "sends labour to", "done"], ["输出"], 0),
    (("partners", "双江"), ["没有双江拉祜族佤族布朗族傣族自治县的协作记录"], [], 1),
    (("partners", "福州市人社局"), ["合作", "固原市人力资源和社会保障局"], ["不是协作关系"], 0),
    (("show", "西吉马铃薯"), ["产品", "超 30.5 亿元 (2025年)", "西吉马铃薯【品牌价值超30.5亿元】", "出产方（1）", "宁夏回族自治区/固原市/西吉县"], [], 0),
    (("show", "固原"), ["36.02, 106.24", "西吉县、隆德县", "输出劳务至（1）", "640400"], [], 0),
    (("show", "西吉县"), ["[计划]"], [], 0),
    (("--lang", "en", "show", "西吉马铃薯"), ["produced by (1)", "type: product"], [], 0),
    (("path", "福建", "宁夏"), ["1. 福建省 —帮扶→ 宁夏回族自治区", "【福建对口帮扶宁夏】"], ["2."], 0),
    (("path", "宁夏", "福建"), ["1. 宁夏回族自治区 ←受帮扶于— 福建省"], [], 0),
    (("path", "福州市", "西吉县"), ["没有已成立的事实链"], [], 1),
    (("path", "福州", "福州市"), ["同一实体"], [], 0),
    (("evidence", "aa02"), ["2018年7月,【闽侯县 结对 [31m帮扶隆德县】。", "one.txt:30-47", "山海情", "某日报", "已发生", "0.90", "assists.pair"], ["\x1b"], 0),
    (("evidence", "aa01"), ["进行中  ✓ 已核 张三 2026-11-25  置信度 0.95"], [], 0),
    (("--lang", "en", "evidence", "aa01"), ["ongoing  ✓ confirmed 张三 2026-11-25"], [], 0),
    (("show", "福建"), ["宁夏回族自治区  ✓ 已核 张三 2026-11-25"], [], 0),
    (("evidence", "statement/aa02"), ["【闽侯、隆德两县结对】"], [], 0),
    (("evidence", "metric/ff01"), ["品牌价值 超 30.5 亿元"], [], 0),
    (("evidence", "x1"), ["福建省 帮扶 宁夏回族自治区"], [], 0),
    (("stats",), ["文章      2", "陈述      6", "其中成立  5", "计划"], [], 0),
    (("query", "--named", "partnerships"), ["福建省", "→", "宁夏回族自治区"], [], 0),
    (("query", "--named", "facts-of", "-p", "entity=隆德"), ["kg:assists", "闽侯县"], ["福建省"], 0),
    (("query", "-q", "ASK { ?s a kg:Partnership }"), ["是"], [], 0),
    (("query", "-q", "ASK { ?s a kg:Nothing }"), ["否"], [], 1),
    (("query", "-q", "CONSTRUCT WHERE { <region/640400> kg:within ?o }"),
     ["@prefix kg: <https://kg.example.org/ontology#> .\n<https://kg.example.org/region/640400> kg:within"], ["@prefix oa"], 0),
    (("query", "-q", "DESCRIBE <region/640400>", "-f", "nt"), ["<https://kg.example.org/ontology#within>"], ["@prefix"], 0),
    (("query", "--list"), ["partnerships", "全部地区协作关系"], [], 0),
    (("--lang", "en", "query", "--list"), ["All partnerships"], ["全部"], 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("args", "wanted", "unwanted", "code"), TABLE, ids=[" ".join(row[0]) for row in TABLE]
)
def test_answers(run, args, wanted, unwanted, code):
    result = run(*args)
    assert result.exit_code == code, result.output
    for text in wanted:
        assert text in result.stdout
    for text in unwanted:
        assert text not in result.stdout


# what is asked, the one line that stderr must hold, exit code
BAD = [
    (("partners", "朝阳区"), "可能指 2 个实体", 1),
    (("partners", "固原洲"), "相近的名称：固原", 1),
    (("show", "!!!"), "没有“!!!”", 1),
    (("evidence", "aa"), "2 条事实", 1),
    (("evidence", "zz99"), "zz99", 1),
    (("evidence", "a b"), "没有编号", 1),
    (("stats", "-g", "no/such/folder"), "kg build", 2),
    (("query", "-q", "SELECT ?s {\n  ?s ?p"), "-q:2:8: ", 2),
    (("query", "-q", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), "SERVICE", 2),
    (("query", "-q", "SELECT * { SERVICESILENT<http://127.0.0.1:1/>{?s ?p ?o} }"), "SERVICE", 2),
    (("query", "-q", "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x {?s ?p ?o} }"), "SERVICE", 2),
    (("query", "-q", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"), "FROM", 2),
    (("query", "-q", "SELECT * FROM NAMED <http://127.0.0.1:1/> { ?s ?p ?o }"), "FROM", 2),
    (("query", "-q", "LOAD <http://127.0.0.1:1/>"), "LOAD", 2),
    (("query", "-q", "# x\nPREFIX a: <b:>\nDELETE WHERE { ?s ?p ?o }"), "-q:3: ", 2),
    (("query", "-q", "SELECT * { ?s ?p ?o }", "-f", "turtle"), "turtle", 2),
    (("query", "-q", "ASK {}", "-f", "csv"), "csv", 2),
    (("query", "-q", "CONSTRUCT WHERE {?s ?p ?o}", "-f", "json"), "json", 2),
    (("query", "--named", "no-such"), "no-such", 2),
    (("query", "no/such/file.rq"), "no/such/file.rq", 2),
    (("query",), "--named", 2),
    (("query", "--named", "partnerships", "-q", "ASK {}"), "--named", 2),
    (("query", "--named", "facts-of", "-p", "entity"), "entity", 2),
    (("query", "--named", "facts-of", "-p", "entity=无名"), "无名", 1),
    (("query", "--named", "facts-of", "-p", "nosuch=隆德"), "nosuch", 2),
]  # fmt: skip


@pytest.mark.parametrize(("args", "line", "code"), BAD, ids=[" ".join(row[0])[:60] for row in BAD])
def test_bad_input_is_one_line(run, args, line, code):
    result = run(*args)
    assert result.exit_code == code, result.stderr
    assert result.stdout == ""
    first, *rest = result.stderr.splitlines()
    assert first.startswith("错误：") and line in first
    assert all(more.startswith("  ") for more in rest)


def test_ambiguous_names_are_told_apart_by_path(run):
    assert "  region/110105  北京市/朝阳区 (地区)\n" in run("show", "朝阳区").stderr
    assert run("show", "北京朝阳").exit_code == 0


def test_usage_errors_exit_with_2(run):
    for args in (
        ("partners",),
        ("partners", "宁夏", "--depth", "0"),
        ("partners", "宁夏", "--relation", "loves"),
        ("stats", "-f", "yaml"),
    ):
        assert run(*args).exit_code == 2


def test_damaged_graph(run, tmp_path):
    (tmp_path / "graph.nq").write_text("<http://a/b> <http://a/c> .\n", encoding="utf-8")
    result = run("stats", "-g", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "graph.nq:1: " in result.stderr and len(result.stderr.splitlines()) == 1


def test_query_reads_stdin_and_files(run, tmp_path):
    query = "SELECT ?name { ?s a kg:Product ; skos:prefLabel ?name }"
    assert "西吉马铃薯" in run("query", "-", stdin=query).stdout
    file = tmp_path / "q.rq"
    file.write_text("\ufeff" + query, encoding="utf-8")
    assert "西吉马铃薯" in run("query", str(file)).stdout
    file.write_bytes(b"\xff\xfe")
    assert run("query", str(file)).exit_code == 2


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "xml"])
def test_query_results_in_the_formats_of_sparql(run, form):
    out = run("query", "-q", "SELECT ?name { <product/p1> skos:prefLabel ?name }", "-f", form).stdout
    start = {"json": '{"head":{"vars":["name"]}', "csv": "name\n", "tsv": "?name\n", "xml": "<?xml"}[form]
    assert out.startswith(start) and "西吉马铃薯" in out


BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DOUBLED = " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(29))
LARGE = f'SELECT (STRLEN(?a29) AS ?n) {{ BIND("0123456789" AS ?a0) {DOUBLED} }}'


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux holds these limits")
@pytest.mark.parametrize(("args", "said"), [
    (("-q", BOMB, "--timeout", "0.3"), "错误：-q: 查询用满 0.3 秒"),
    (("-q", LARGE, "--memory", "64"), "错误：-q: 查询用满 64 MiB"),
])  # fmt: skip
def test_a_query_ends_at_its_limits(run, args, said):
    result = run("query", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said) and len(result.stderr.splitlines()) == 1


def test_a_query_runs_nothing_that_lies_where_it_was_called(run, tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("open('seen', 'w')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("query", "-q", "ASK {}").stdout == "是\n"
    assert not (tmp_path / "seen").exists()


def test_partners_json_keeps_the_parts_apart(run):
    answer = json.loads(run("partners", "固原", "-f", "json").stdout)
    assert list(answer) == ["entity", "as_of", "apart", "own", "below", "above", "dealings", "unsettled"]
    assert [len(answer[part]) for part in list(answer)[3:]] == [0, 1, 1, 1, 1]
    below = answer["below"][0]
    assert (below["direction"], below["partner"]["path"], below["first"]) == (
        "helped_by",
        "福建省/福州市/闽侯县",
        "2018-07",
    )
    quote = below["statements"][0]["evidence"][0]
    assert (quote["document"], quote["start"], quote["end"], quote["quote"]) == (
        "one.txt",
        30,
        47,
        "闽侯县\n结对\x1b[31m帮扶隆德县",
    )
    assert not answer["unsettled"][0]["holds"]


@pytest.mark.parametrize(
    "args",
    [("partners", "固原"), ("show", "西吉县"), ("path", "福建", "宁夏"), ("evidence", "aa02"), ("stats",)],
)
def test_csv_is_rectangular(run, args):
    lines = list(csv.reader(io.StringIO(run(*args, "-f", "csv").stdout)))
    assert len(lines) > 1 and {len(line) for line in lines} == {len(lines[0])}


@pytest.mark.parametrize(
    "args",
    [("show", "固原"), ("path", "福建", "宁夏"), ("evidence", "aa02"), ("stats",), ("query", "--list")],
)
def test_json_is_json(run, args):
    assert json.loads(run(*args, "-f", "json").stdout)


def test_depth_follows_partners_of_partners(run):
    one, two = (json.loads(run("partners", "福建", "--depth", n, "-f", "json").stdout) for n in "12")
    assert [p["step"] for p in one["own"]] == [1] == [p["step"] for p in two["own"]]


def test_output_file_gets_a_bom_for_csv_only(run, tmp_path):
    for form, start in (("csv", b"\xef\xbb\xbfsection"), ("json", b"{")):
        file = tmp_path / f"out.{form}"
        assert run("partners", "宁夏", "-f", form, "-o", str(file)).stdout == ""
        assert file.read_bytes().startswith(start)
    text = tmp_path / "out.txt"
    run("partners", "固原", "--evidence", "-o", str(text))
    assert "【640名固原籍务工人员赴福州】" in text.read_text(encoding="utf-8")
    assert "\x1b" not in text.read_text(encoding="utf-8")
    assert run("stats", "-o", str(Path(tmp_path, "none", "x"))).exit_code == 2
