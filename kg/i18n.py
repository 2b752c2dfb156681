"""All words that kg says to people, in Chinese and English: one catalogue, a line a message.

`t(key, **values)` gives a message in the current language: the one given to `set_language`, else the settings'.
Ids are `<command>.<part>`, `option.<name>`, `error.<what>`, `relation.<name>`, `attr.<name>`, `type.<TYPE>`,
`status.<name>`, `label.<word>`; `<command>.help` is a command's help, its first line the short one.
"""

from __future__ import annotations

from kg.settings import load_settings

LANGUAGES = ("zh", "en")

MESSAGES: dict[str, tuple[str, str]] = {
    # the program
    "main.help": (
        "把区域协作新闻读成知识图谱：每条事实都带原文出处。\n\n"
        "\b\n退出码：\n  0  成功\n  1  答案为“否”、查无此项或校验不通过\n  2  无法运行或输入有误",
        "Read news about regional partnerships into a knowledge graph in which every fact has its quote.\n\n"
        "\b\nExit codes:\n  0  done\n  1  the answer is no, nothing was found, or the graph does not conform\n"
        "  2  could not run, or bad input",
    ),
    "main.lang": ("界面与标签的语言（默认见 KG_LANG 与系统区域设置）", "language of messages and labels (default: KG_LANG, then the locale)"),
    "main.version": ("显示版本", "show the version"),
    "main.commands": ("命令", "Commands"),
    "error.prefix": ("错误：{message}", "error: {message}"),
    # graph and queries
    "error.graph.none": ("{place}：没有图谱，请先运行 kg build", "{place}: no graph here; run kg build first"),
    "error.graph.syntax": ("{place}：图谱文件已损坏（{reason}），请重新运行 kg build", "{place}: the graph file is damaged ({reason}); run kg build again"),
    "error.graph.foreign": ("{place}：不是 kg 生成的图谱", "{place}: not a graph that kg wrote"),
    "error.query.syntax": ("{place}：查询有语法错误：{reason}", "{place}: syntax error: {reason}"),
    "error.query.escape": ("{place}：字符串之外不允许转义字符", "{place}: no backslash outside strings"),
    "error.query.service": ("{place}：不允许 SERVICE：查询只读本地图谱", "{place}: SERVICE is refused: queries read the local graph only"),
    "error.query.update": ("{place}：不允许 {word}：图谱只读", "{place}: {word} is refused: the graph is read-only"),
    "error.query.from": ("{place}：FROM 只能指向本图谱中的命名图", "{place}: FROM may only name a graph of this store"),
    # shared options
    "option.graph": ("图谱所在文件夹（默认 KG_GRAPH，再默认 output）", "folder of the graph (default: KG_GRAPH, then output)"),
    "option.format": ("输出格式", "output format"),
    "option.output": (
        "写入文件而不是标准输出；csv 文件带 BOM，Excel 可直接打开",
        "write to a file instead of standard output; a csv file gets a BOM, so that Excel opens it as UTF-8",
    ),
    # build, extract, evaluate
    "build.help": ("由文档生成图谱。\n\nPATHS 是文件或文件夹，默认 seeds/。", "Turn documents into a graph.\n\nPATHS are files or folders; default seeds/."),
    "build.output": ("写到哪个文件夹（默认同 KG_GRAPH）", "folder to write to (default: KG_GRAPH)"),
    "build.quiet": ("不逐篇报告进度", "do not report each document"),
    "build.document": ("{path}：{statements} 条陈述，{metrics} 条指标", "{path}: {statements} statements, {metrics} metrics"),
    "build.done": (
        "{output}：文档 {documents}，文章 {articles}，实体 {entities}，陈述 {statements}，指标 {metrics}，协作关系 {partnerships}，四元组 {quads}",
        "{output}: {documents} documents, {articles} articles, {entities} entities, {statements} statements, "
        "{metrics} metrics, {partnerships} partnerships, {quads} quads",
    ),
    "extract.help": ("只抽取，不建图：每个文档输出一行 JSON。", "Extract only, without a graph: one labelled JSON a document."),
    "extract.output": ("每个文档一个 JSON 文件，写入此文件夹", "write one JSON file a document into this folder"),
    "evaluate.help": (
        "对照人工标注打分：精确率、召回率、F1。\n\n给出 PREDICTED 则比较两份标注，否则现场抽取。",
        "Score against labelled documents: precision, recall, F1.\n\nWith PREDICTED compare two folders, otherwise extract now.",
    ),
    "evaluate.texts": ("原文所在文件夹（默认 seeds）", "folder of the texts (default: seeds)"),
    "evaluate.errors": ("每个文档各列出 N 条漏掉的和错的", "list N misses and N errors of each document"),
    # the commands of the other families
    "export.help": ("把图谱导出为其他格式。", "Export the graph to another format."),
    "html.help": ("生成可离线浏览的网页。", "Write the graph as a web page that works offline."),
    "validate.help": ("校验图谱是否合乎本体与约束。", "Check the graph against the ontology and its shapes."),
    "explain.help": ("说明一段文字里抽取到了什么、由哪条规则抽取。", "Show what is extracted from a text, and which rule did it."),
    # look-ups
    "partners.help": ("查一个地区与谁协作：帮扶、结对、协作，附出处。", "Who partners with a region, in which direction, since when, and where it is written."),
    "show.help": ("查一个实体的全部已知信息。", "All that is known of an entity."),
    "path.help": ("查两个实体之间最短的事实链。", "The shortest chain of facts between two entities."),
    "evidence.help": ("查一条事实的原文出处。", "The sentence behind a fact, with file, offsets and article."),
    "query.help": ("对图谱运行 SPARQL 查询。", "Run a SPARQL query on the graph."),
    "stats.help": ("图谱的数目概览。", "Counts of what the graph holds."),
}

_language = ""


def set_language(lang: str) -> None:
    """Choose the language of all later messages: "zh" or "en"; "" goes back to the settings.

    Raises:
        ValueError: it is neither.
    """
    global _language  # noqa: PLW0603 — a process speaks one language
    if lang and lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}: zh or en")
    _language = lang


def language() -> str:
    """The current language, "zh" or "en"."""
    return _language or load_settings().lang


def t(key: str, **values: object) -> str:
    """The message `key` in the current language, its {fields} filled in. An unknown key is a KeyError."""
    message = MESSAGES[key][LANGUAGES.index(language())]
    return message.format(**values) if values else message
