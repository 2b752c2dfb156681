"""All words that kg says to people, in Chinese and English: one catalogue, a line a message.

`t(key, **values)` gives a message in the current language: the one given to `set_language`, else the settings'.
Ids are `<command>.<part>`, `option.<name>`, `error.<what>`, `relation.<name>`, `attr.<name>`, `type.<TYPE>`,
`status.<name>`, `label.<word>`; `<command>.help` is a command's help, its first line the short one. A new command
adds its lines here; tests/test_i18n.py finds a message that is missing in a language or altogether.
"""

from __future__ import annotations

from kg.settings import load_lang

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
    "error.graph.none": ("{place}: 没有图谱，请先运行 kg build", "{place}: no graph here; run kg build first"),
    "error.graph.syntax": ("{place}: 图谱文件已损坏（{reason}），请重新运行 kg build", "{place}: the graph file is damaged ({reason}); run kg build again"),
    "error.graph.foreign": ("{place}: 不是 kg 生成的图谱", "{place}: not a graph that kg wrote"),
    "error.graph.lacks": ("{place}: 图谱不完整：{node} 缺少 {part}；请运行 kg validate", "{place}: the graph is incomplete: {node} has no {part}; run kg validate"),
    "error.query.syntax": ("{place}: 查询有语法错误：{reason}", "{place}: syntax error: {reason}"),
    "error.query.escape": ("{place}: 字符串之外不允许转义字符", "{place}: no backslash outside strings"),
    "error.query.less": ("{place}: {token} 有歧义：小于号后面请留空格", "{place}: {token} can be read in two ways; leave a space after a less-than sign"),
    "error.query.time": ("{place}: 查询用满 {seconds} 秒仍未结束；请缩小查询，或用 --timeout 放宽", "{place}: not done after {seconds} seconds; ask for less, or allow more with --timeout"),
    "error.query.memory": ("{place}: 查询用满 {memory} MiB 内存；请缩小查询，或用 --memory 放宽", "{place}: it took more than {memory} MiB of memory; ask for less, or allow more with --memory"),
    "error.query.large": ("结果超过 {most} 字节的上限，请加 LIMIT 或缩小查询", "the answer exceeds {most} bytes; add a LIMIT or ask for less"),
    "error.query.service": ("{place}: 不允许 SERVICE：查询只读本地图谱", "{place}: SERVICE is refused: queries read the local graph only"),
    "error.query.update": ("{place}: 不允许 {word}：图谱只读", "{place}: {word} is refused: the graph is read-only"),
    "error.query.from": ("{place}: FROM 只能指向本图谱中的命名图", "{place}: FROM may only name a graph of this store"),
    "error.query.pattern": ("{place}: 查询没有可以绑定变量的图模式", "{place}: the query has no pattern in which a variable could be bound"),
    "error.remote.address": ("{url}: 不是 SPARQL 服务的地址（http:// 或 https://）", "{url}: not the address of a SPARQL server (http:// or https://)"),
    "error.remote.credentials": ("{url}: 地址里不要写用户名、密码或参数；请用环境变量 KG_STORE_USER、KG_STORE_PASSWORD 或 KG_STORE_TOKEN", "{url}: no user, password or parameters in the address; set KG_STORE_USER, KG_STORE_PASSWORD or KG_STORE_TOKEN instead"),
    "error.remote.reach": ("{url}: 连不上：{reason}", "{url}: cannot be reached: {reason}"),
    "error.remote.time": ("{url}: {seconds} 秒内没有答复（可用 KG_STORE_TIMEOUT 放宽）", "{url}: no answer within {seconds} seconds (KG_STORE_TIMEOUT allows more)"),
    "error.remote.rights": ("{url}: 服务器拒绝访问（{status}）；请检查 KG_STORE_USER、KG_STORE_PASSWORD 或 KG_STORE_TOKEN", "{url}: the server refuses access ({status}); see KG_STORE_USER, KG_STORE_PASSWORD or KG_STORE_TOKEN"),
    "error.remote.refused": ("{url}: 服务器拒绝：{reason}", "{url}: the server refuses: {reason}"),
    "error.remote.answer": ("{url}: 答复不是 SPARQL 结果：{reason}", "{url}: the answer is no SPARQL result: {reason}"),
    "error.remote.none": ("{url}: 服务器上没有 kg 的图谱", "{url}: no graph of kg on this server"),
    "error.query.unnamed": ("没有名为 {name} 的查询；用 kg query --list 查看", "no query named {name}; see kg query --list"),
    "error.name.unknown": ("图谱中没有“{name}”", "nothing in the graph is named {name}"),
    "error.name.nearest": ("；相近的名称：{names}", "; names like it: {names}"),
    "error.name.ambiguous": ("“{name}”可能指 {count} 个实体，请写全称、路径或编号：", "{name} may be any of {count} entities; give a full name, path or id:"),
    "error.fact.unknown": ("没有编号为 {name} 的事实", "no fact has the id {name}"),
    "error.fact.ambiguous": ("{count} 条事实的编号以 {name} 开头：", "{count} facts begin with {name}:"),
    "error.extra": ("需要 {package}，请运行 pip install \"kg[{extra}]\"", "{package} is needed; run pip install \"kg[{extra}]\""),
    "graph.large": ("图谱较大，不在此显示网页；请运行 kg html。", "The graph is too large to show as a page here; run kg html."),
    "support": ("{sources} 个独立来源（{articles} 篇文章）", "{sources} independent sources ({articles} articles)"),
    "support.cell": ("{sources}（{articles} 篇）", "{sources} ({articles} articles)"),
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
    "build.strict": ("有任何读不了的输入就停止（退出码 2），旧图不动", "stop at any input that cannot be read (exit code 2); the old graph stays"),
    "build.fresh": ("全部重新抽取，不用以前的结果", "read everything anew, whatever earlier builds read"),
    "build.check": ("只说明哪些会变，不写任何文件；有变化则退出码为 1", "only say what would change, and write nothing; exit code 1 if anything would"),
    "build.kept": ("其中 {kept} 篇文档没有变，沿用以前的抽取结果", "{kept} of the documents were known from earlier builds"),
    "build.same": ("没有变化，图谱已是最新", "nothing changed; the graph is up to date"),
    "build.stale": ("已结束的进程留下的锁，已接管：{owner}", "took over the lock of a process that is gone: {owner}"),
    "build.ledger": ("{place}: 已损坏，重新建立", "{place}: damaged; begun anew"),
    "build.added": ("新增 {path}", "added {path}"),
    "build.changed": ("改动 {path}", "changed {path}"),
    "build.removed": ("删除 {path}", "removed {path}"),
    "build.cause.base": ("KG_BASE_IRI 变了", "KG_BASE_IRI is another"),
    "build.cause.reading": ("规则、模型或程序变了，全部文档要重新抽取", "rules, models or program changed: every document is read again"),
    "build.cause.shaping": ("图的形状变了，全部重写，不必重新抽取", "the shape of the graph changed: it is written again, and no document read"),
    "build.cause.limits": ("对输入大小的限制变了", "limits of what is read changed"),
    "build.cause.graph": ("这里还没有完整的图谱", "there is no whole graph here yet"),
    "build.cause.order": ("文档的次序变了", "the documents come in another order"),
    "error.build.held": ("{place}: 另一个进程正在这里建图（{owner}）", "{place}: another process is building here ({owner})"),
    "error.build.write": ("{place}: 无法写入图谱：{reason}", "{place}: cannot write the graph: {reason}"),
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
    "html.help": (
        "生成可离线浏览的网页。\n\n默认写入整个图谱；--focus 等选项只写入其中一部分。",
        "Write the graph as a web page that works offline.\n\nAll of it by default; --focus and the like write a part of it.",
    ),
    "html.focus": ("只写入此实体及其周围；NAME 可写全称、简称、路径、代码或编号", "only this entity and what is around it; a full or short name, a path, a code or an id"),
    "html.depth": ("离它几步以内的事实（默认 1）", "facts within so many steps of it (default 1)"),
    "html.confidence": ("只写入置信度不低于 P（0 到 1）的事实", "only facts at least this sure, 0 to 1"),
    "html.as_of": ("只写入到此日期已开始的事实，如 2024、2024-03；未写时间的保留", "only what had begun by this date, as in 2024 or 2024-03; undated facts stay"),
    "error.html.depth": ("--depth 要与 --focus 一起用", "--depth needs --focus"),
    "error.date": ("{text}：应写作 2024、2024-03 或 2024-03-02", "{text}: write 2024, 2024-03 or 2024-03-02"),
    "validate.help": (
        "校验图谱：约束（SHACL）、术语、链接、引文与数目。\n\n"
        "引文与原文逐字核对，原文取自建图时的路径或 --texts。合格时退出码为 0，不合格为 1，无法运行为 2。",
        "Check the graph: shapes (SHACL), terms, links, quotes, counts.\n\nQuotes are compared with the source documents, "
        "found where the build read them or in --texts. Exit code 0 when it conforms, 1 when not, 2 when it could not run.",
    ),
    "validate.texts": ("原文所在文件夹", "folder of the source documents"),
    "validate.expect": ("数目的上下限，YAML 文件，如 documents: {min: 5, max: 5}", "bounds of counts, a YAML file: documents: {min: 5, max: 5}"),
    "validate.conforms": ("图谱合格；核对引文 {quotes} 条，错误 {errors}，提示 {warnings}", "The graph conforms; {quotes} quotes compared, {errors} errors, {warnings} warnings"),
    "validate.wrong": ("图谱不合格；核对引文 {quotes} 条，错误 {errors}，提示 {warnings}", "The graph does not conform; {quotes} quotes compared, {errors} errors, {warnings} warnings"),
    "validate.error": ("错误", "error"),
    "validate.warning": ("提示", "warning"),
    "validate.shapes": ("约束", "shapes"),
    "validate.terms": ("术语", "terms"),
    "validate.links": ("链接", "links"),
    "validate.quotes": ("引文", "quotes"),
    "validate.counts": ("数目", "counts"),
    "validate.term": ("本体中没有这个术语", "the ontology has no such term"),
    "validate.link": ("有链接指向它，但它没有类型", "it is spoken of but has no type"),
    "validate.quote": ("引文与原文该处不符", "the document does not say this there"),
    "validate.nofile": ("找不到原文 {name}，未核对引文", "{name} was not found; its quotes were not compared"),
    "validate.changed": ("{place}: 建图之后有改动，未核对引文", "{place}: changed since the build; its quotes were not compared"),
    "validate.count": ("实有 {count}，应为 {wanted}", "{count}, where {wanted} was expected"),
    "label.level": ("级别", "level"),
    "label.check": ("检查", "check"),
    "label.node": ("节点", "node"),
    "label.message": ("问题", "message"),
    "html.output": ("写入的网页文件（默认在图谱文件夹里），- 为标准输出", "the page to write (default: in the graph's folder), - for standard output"),
    "explain.mentions": ("列出全部实体提及与来源", "list every mention of an entity and what found it"),
    "explain.pairs": ("模型 {note}", "model {note}"),
    "explain.none": ("没有读到任何事实。", "No fact was read."),
    "explain.help": ("说明一段文字里抽取到了什么、由哪条规则抽取。", "Show what is extracted from a text, and which rule did it."),
    # look-ups
    "partners.help": (
        "查一个地区与谁协作：帮扶、结对、协作，附出处。\n\n"
        "NAME 可写全称、简称、路径或代码。→ 帮扶对方，← 受对方帮扶，— 原文未说明方向。"
        "本级、下辖、上级单位的协作分开列出，其他往来与未落实的也分开。查无任何记录时退出码为 1。",
        "Who partners with a region, in which direction, and where it is written.\n\n"
        "NAME is a full or short name, a path or a code. → assists the other, ← is assisted by it, — the texts show no "
        "direction. Its own partnerships, those of units under and over it, other dealings, and what is only planned are "
        "kept apart. Exit code 1 when nothing at all is known.",
    ),
    "partners.depth": ("沿协作关系走几步（默认 1）", "how many partnerships to follow (default 1)"),
    "partners.relation": ("只看这种关系，可重复", "keep only this relation; may be given again"),
    "partners.evidence": ("附上每条的原文、文件与位置", "add the quotes, with file and offsets"),
    "partners.own.none": ("{name}本级：没有协作记录。", "{name} itself: no partnership is known."),
    "partners.own": ("{name}本级的协作（{count}）", "Partnerships of {name} itself ({count})"),
    "partners.below": ("{name}下辖单位的协作（{count}）", "Partnerships of units under {name} ({count})"),
    "partners.above": ("{name}上级单位的协作（{count}）", "Partnerships of the units over {name} ({count})"),
    "partners.dealings": ("{name}与外地的其他往来与所得资金，不是协作关系（{count}）", "What else {name} does with other regions, and money it was given; these are not partnerships ({count})"),
    "partners.dealings.org": ("{name}的合作（{count}）", "What {name} does with others ({count})"),
    "partners.unsettled": ("未落实：仅为计划、期望、否认或据称（{count}）", "Not facts: only planned, wished, denied or reported ({count})"),
    "partners.none": ("图谱中没有{name}的协作记录。", "The graph has no partnership of {name}."),
    "show.help": (
        "查一个实体的全部已知信息。\n\nNAME 可写全称、简称、路径、代码或编号。",
        "All that is known of an entity.\n\nNAME is a full or short name, a path, a code or an id.",
    ),
    "path.help": (
        "查两个实体之间最短的事实链。\n\n只走成立的陈述，不计方向；没有事实链时退出码为 1。",
        "The shortest chain of facts between two entities.\n\nOnly facts that hold count, in either direction. Exit code 1 when there is no chain.",
    ),
    "evidence.help": (
        "查一条事实的原文出处。\n\nID 是陈述、指标或协作关系的编号，写开头几位即可。位置按原文字符计，左闭右开。",
        "The sentence behind a fact, with file, offsets and article.\n\nID is that of a statement, metric or partnership, or the start of it. Offsets count characters, half-open.",
    ),
    "query.help": (
        "对图谱运行 SPARQL 查询。\n\n查询来自 FILE、标准输入（-）、-q 或 --named。常用前缀已预置，默认图是全部命名图之并。"
        "只读本地图谱：拒绝 SERVICE 与更新。ASK 的答案为“否”时退出码为 1。",
        "Run a SPARQL query on the graph.\n\nThe query comes from FILE, standard input (-), -q or --named. The usual prefixes are known, and the "
        "default graph is the union of all. It reads the local graph only: SERVICE and updates are refused. Exit code 1 when an ASK says no.",
    ),
    "stats.help": ("图谱的数目概览。", "Counts of what the graph holds."),
    "show.outgoing": ("{relation}（{count}）", "{relation} ({count})"),
    "show.metrics": ("指标（{count}）", "metrics ({count})"),
    "show.pairs": ("协作关系（{count}）", "partnerships ({count})"),
    "show.articles": ("出处文章（{count}）", "articles ({count})"),
    "path.none": ("“{start}”与“{goal}”之间没有已成立的事实链。", "No chain of facts leads from {start} to {goal}."),
    "path.same": ("“{start}”与“{goal}”是同一实体。", "{start} and {goal} are the same entity."),
    "query.text": ("查询语句", "the query itself"),
    "query.named": ("运行随附的命名查询", "run a question that ships with kg"),
    "query.list": ("列出命名查询", "list the questions that ship with kg"),
    "query.format": (
        "SELECT：table、json、csv、tsv、xml；ASK：table、json、xml；CONSTRUCT 与 DESCRIBE：turtle（默认）、nt、jsonld、rdfxml",
        "SELECT: table, json, csv, tsv, xml; ASK: table, json, xml; CONSTRUCT and DESCRIBE: turtle (default), nt, jsonld, rdfxml",
    ),
    "query.param": ("把查询中的变量设为某实体，如 entity=黔南，可重复", "set a variable of the query to an entity, as in entity=黔南; may be given again"),
    "query.yes": ("是", "yes"),
    "query.no": ("否", "no"),
    "error.query.one": ("请给出一个查询：FILE、-q 或 --named 之一", "give one query: FILE, -q or --named"),
    "error.query.param": ("{text}：应写作 变量=名称", "{text}: write VAR=NAME"),
    "error.query.encoding": ("{place}: 不是 UTF-8 文本", "{place}: not UTF-8 text"),
    "error.query.format": ("此类查询不能输出为 {form}；可用：{forms}", "this kind of query cannot be written as {form}; use {forms}"),
    "stats.quads": ("四元组", "quads"),
    "stats.documents": ("文档", "documents"),
    "stats.articles": ("文章", "articles"),
    "stats.entities": ("实体", "entities"),
    "stats.statements": ("陈述", "statements"),
    "stats.holding": ("其中成立", "of them holding"),
    "stats.metrics": ("指标", "metrics"),
    "stats.partnerships": ("协作关系", "partnerships"),
    "stats.by_type": ("按类型", "by type"),
    "stats.by_relation": ("按关系", "by relation"),
    "stats.by_status": ("按状态", "by status"),
    # the site of kg serve
    "serve.help": (
        "在本机开一个只读网站：图谱网页、实体页、SPARQL 端点与 JSON 接口。\n\n重新 kg build 之后网站自动换用新图谱。按 Ctrl-C 停止。",
        "Serve the graph as a read-only site on this machine: explorer, pages of entities, SPARQL endpoint, JSON.\n\n"
        "After another kg build the site changes over to the new graph by itself. Ctrl-C stops it.",
    ),
    "serve.host": ("监听地址", "address to listen on"),
    "serve.port": ("端口，0 为任意空闲端口", "port; 0 takes any that is free"),
    "serve.timeout": ("一个查询最多运行几秒", "seconds that a query may run"),
    "serve.memory": ("一个查询最多占用的内存，MiB", "memory that a query may take, MiB"),
    "serve.workers": ("同时运行几个查询", "queries that run at once"),
    "serve.cors": ("允许此来源的网页查询，如 https://example.org；可重复，* 为任意", "let pages of this origin query, as in https://example.org; may be given again, * is any"),
    "serve.allow": ("也接受以此主机名发来的请求；可重复", "answer requests made to this host name, too; may be given again"),
    "serve.ready": ("{url}  （Ctrl-C 停止）", "{url}  (Ctrl-C stops)"),
    "serve.switched": ("已换用新图谱", "changed over to the new graph"),
    "serve.kept": ("新图谱无法打开，继续使用旧图谱：{reason}", "the new graph cannot be opened; the old one stays: {reason}"),
    "serve.bind": ("{place}: 无法监听：{reason}", "{place}: cannot listen: {reason}"),
    "serve.unacceptable": ("此类结果可用的格式：{forms}", "this kind of answer can be had as {forms}"),
    "serve.read_only": ("图谱只读，不接受更新", "the graph is read-only: no updates"),
    "serve.content_type": ("POST 查询的类型应为：{types}", "POST a query as one of: {types}"),
    "serve.utf8": ("查询与参数应为 UTF-8", "queries and parameters are UTF-8"),
    "serve.one_query": ("一次只能有一个查询", "one query at a time"),
    "serve.no_query": ("没有查询", "there is no query"),
    "serve.parameter": ("参数 {name} 缺失或无意义", "the parameter {name} is missing or makes no sense"),
    "serve.number": ("参数 {name} 应为 1 到 {most} 的整数", "{name}: a whole number from 1 to {most}"),
    "serve.long_address": ("地址过长，请用 POST", "the address is too long; use POST"),
    "serve.long_request": ("请求超过 {most} 字节的上限", "a request may have {most} bytes"),
    "serve.busy": ("查询过多，请稍后再试", "too many queries at once; ask again"),
    "serve.too_long": ("查询超过时间上限，请缩小查询", "the query reached the time limit; ask for less"),
    "serve.exhausted": ("查询超过内存上限，请缩小查询", "the query reached the memory limit; ask for less"),
    "serve.nav": ("导航", "navigation"),
    "serve.explorer": ("图谱", "Explorer"),
    "serve.search": ("搜索", "Search"),
    "serve.go": ("提交", "Go"),
    "serve.found": ("“{text}”：{count} 个结果", "{text}: {count} found"),
    "serve.found.more": ("“{text}”：前 {count} 个结果；多写几个字可缩小范围", "{text}: the first {count}; type more of the name to narrow it down"),
    "serve.start": ("图谱：{quads} 个四元组", "A graph of {quads} quads"),
    "serve.start.how": ("图谱较大，不整体绘出。请搜索或点开一个地区，再从那里打开它周围的图谱。", "It is too large to draw as a whole. Search for a name or choose a region, and open what lies around it from there."),
    "serve.start.pairs": ("协作关系（共 {count}，列出证据最多的 {shown} 组）", "Partnerships ({count}; the {shown} best supported)"),
    "serve.triples": ("三元组", "Triples"),
    "serve.property": ("属性", "property"),
    "serve.more": ("另有 {count} 条，可用 SPARQL 查询", "{count} more; ask for them by SPARQL"),
    "serve.console": ("SPARQL 查询", "SPARQL queries"),
    "serve.examples": ("常用问题（{count}）", "Questions to start from ({count})"),
    "serve.in_explorer": ("在图谱中查看", "See it in the explorer"),
    "serve.tab": ("查询", "Query"),
    # entity types
    "type.": ("未知类型", "unknown type"),
    "type.REGION": ("地区", "region"),
    "type.ORG": ("机构", "organisation"),
    "type.PERSON": ("人物", "person"),
    "type.PRODUCT": ("产品", "product"),
    "type.PARK": ("园区设施", "park or site"),
    "type.PROJECT": ("项目", "project"),
    "type.DOCUMENT": ("文件", "document"),
    "type.EVENT": ("活动", "event"),
    # statuses
    "status.done": ("已发生", "done"),
    "status.ongoing": ("进行中", "ongoing"),
    "status.planned": ("计划", "planned"),
    "status.wished": ("期望", "wished"),
    "status.denied": ("否认", "denied"),
    "status.reported": ("据称", "reported"),
    # a person's word on a fact
    "review.confirmed": ("已核", "confirmed"),
    "review.edited": ("已改", "edited"),
    "review.added": ("手加", "added by hand"),
    # relations, as read from the subject and (inverse) from the object
    "relation.assists": ("帮扶", "assists"),
    "relation.assists.inverse": ("受帮扶于", "assisted by"),
    "relation.partners_with": ("协作", "partners with"),
    "relation.partners_with.inverse": ("协作", "partners with"),
    "relation.cooperates_with": ("合作", "cooperates with"),
    "relation.cooperates_with.inverse": ("合作", "cooperates with"),
    "relation.signed": ("签订", "signed"),
    "relation.signed.inverse": ("签订方", "signed by"),
    "relation.hosts": ("主办", "hosts"),
    "relation.hosts.inverse": ("主办方", "hosted by"),
    "relation.held_in": ("举办地", "held in"),
    "relation.held_in.inverse": ("在此举办", "place of"),
    "relation.located_in": ("位于", "located in"),
    "relation.located_in.inverse": ("境内有", "location of"),
    "relation.produces": ("出产", "produces"),
    "relation.produces.inverse": ("出产方", "produced by"),
    "relation.sells_to": ("销往", "sells to"),
    "relation.sells_to.inverse": ("购自", "buys from"),
    "relation.sends_labour_to": ("输出劳务至", "sends labour to"),
    "relation.sends_labour_to.inverse": ("接收劳务自", "receives labour from"),
    "relation.funds": ("出资支持", "funds"),
    "relation.funds.inverse": ("资金来自", "funded by"),
    "relation.invests_in": ("投资", "invests in"),
    "relation.invests_in.inverse": ("投资方", "invested in by"),
    "relation.builds": ("建设运营", "builds"),
    "relation.builds.inverse": ("建设运营方", "built by"),
    "relation.dispatches_to": ("选派人员至", "dispatches to"),
    "relation.dispatches_to.inverse": ("人员选派自", "receives staff from"),
    "relation.holds_position": ("任职于", "holds position at"),
    "relation.holds_position.inverse": ("任职人员", "has in post"),
    "relation.comes_from": ("来自", "comes from"),
    "relation.comes_from.inverse": ("籍贯人员", "home of"),
    "relation.visits": ("到访", "visits"),
    "relation.visits.inverse": ("来访方", "visited by"),
    "relation.issues": ("发布", "issues"),
    "relation.issues.inverse": ("发布方", "issued by"),
    # attributes of a statement
    "attr.date": ("时间", "date"),
    "attr.since": ("起始", "since"),
    "attr.time": ("时间", "time"),
    "attr.amount": ("金额", "amount"),
    "attr.count": ("数目", "count"),
    "attr.title": ("职务", "post"),
    "attr.kind": ("类别", "kind"),
    "attr.place": ("地点", "place"),
    "attr.field": ("领域", "field"),
    # words of the look-ups
    "label.name": ("名称", "name"),
    "label.full_name": ("全称", "full name"),
    "label.type": ("类型", "type"),
    "label.aliases": ("别名", "other names"),
    "label.path": ("隶属", "path"),
    "label.code": ("代码", "code"),
    "label.coordinates": ("坐标", "coordinates"),
    "label.id": ("编号", "id"),
    "label.units": ("下辖", "units"),
    "label.section": ("类别", "section"),
    "label.region": ("地区", "region"),
    "label.direction": ("方向", "direction"),
    "label.partner": ("协作方", "partner"),
    "label.fields": ("领域", "fields"),
    "label.dates": ("时间", "dates"),
    "label.confidence": ("置信度", "confidence"),
    "label.review": ("核对", "review"),
    "label.support": ("独立来源", "independent"),
    "label.sources": ("出处", "sources"),
    "label.status": ("状态", "status"),
    "label.relation": ("关系", "relation"),
    "label.subject": ("主体", "subject"),
    "label.object": ("客体", "object"),
    "label.details": ("说明", "details"),
    "label.metric": ("指标", "metric"),
    "label.value": ("数值", "value"),
    "label.file": ("文件", "file"),
    "label.start": ("起", "start"),
    "label.end": ("止", "end"),
    "label.quote": ("原文", "quote"),
    "label.rule": ("规则", "rule"),
    "label.count": ("数目", "count"),
    "label.untitled": ("无题", "untitled"),
    "label.question": ("问题", "question"),
    "label.step": ("步数", "step"),
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
    return _language or load_lang()


def t(key: str, **values: object) -> str:
    """The message `key` in the current language, its {fields} filled in. An unknown key is a KeyError."""
    message = MESSAGES[key][LANGUAGES.index(language())]
    return message.format(**values) if values else message
