"""Messages of the program: its help, its errors, what builds and other commands that make or take away a graph say. Ids are told in kg/i18n.py."""

from __future__ import annotations

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
    "error.query.as_of": ("{place}：这个查询不问时间；--as-of 要求其中有一行 {line}", "{place}: the query asks for no date; --as-of needs the line {line} in it"),
    "error.remote.several": ("{url}: 服务器上有多个 kg 图谱；请用 KG_BASE_IRI 指定一个", "{url}: several graphs of kg on this server; say by KG_BASE_IRI which"),
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
    "option.graph": ("图谱所在文件夹或 SPARQL 服务地址（默认 KG_GRAPH，再默认 output）", "folder of the graph, or address of a SPARQL server (default: KG_GRAPH, then output)"),
    "option.format": ("输出格式", "output format"),
    "option.as_of": (
        "只列此日期时成立的，如 2019、2019-06、2019-06-30（年、月指其最后一天）；时间不详的排在后面并标明",
        "only what held at this date, as in 2019, 2019-06 or 2019-06-30 (a year or month means its last day); what is undated comes last and is marked",
    ),
    "held.yes": ("是", "yes"),
    "held.unknown": ("时间不详", "undated"),
    "dates.span": ("{start}至{end}", "{start} to {end}"),
    "dates.since": ("{start}起", "since {start}"),
    "dates.until": ("至{end}", "until {end}"),
    "dates.day": ("{year}年{month}月{day}日", "{year}-{month:02}-{day:02}"),
    "dates.month": ("{year}年{month}月", "{year}-{month:02}"),
    "dates.year": ("{year}年", "{year}"),
    "dates.list": ("、", ", "),
    "option.output": (
        "写入文件而不是标准输出；csv 文件带 BOM，Excel 可直接打开",
        "write to a file instead of standard output; a csv file gets a BOM, so that Excel opens it as UTF-8",
    ),
    # build, extract, evaluate
    "build.help": ("由文档生成图谱。\n\nPATHS 是文件或文件夹，默认 seeds/。", "Turn documents into a graph.\n\nPATHS are files or folders; default seeds/."),
    "build.output": ("写到哪个文件夹（默认同 KG_GRAPH）", "folder to write to (default: KG_GRAPH)"),
    "build.quiet": ("不逐篇报告进度", "do not report each document"),
    "build.document": ("{path}：{statements} 条陈述，{metrics} 条指标", "{path}: {statements} statements, {metrics} metrics"),
    "build.corrections": ("人工修正文件（默认用文档旁边的 corrections.yml）", "file of people's corrections (default: corrections.yml beside the documents)"),
    "build.store": ("建好后同步到 SPARQL 服务（只送有变化的命名图；凭据见 KG_STORE_*）", "put the graph on a SPARQL server, too: only the named graphs that changed (credentials: KG_STORE_*)"),
    "build.sent": ("{url}：更新命名图 {put}，删除 {deleted}，未变 {kept}", "{url}: {put} named graphs put, {deleted} deleted, {kept} as they were"),
    "error.build.server": ("KG_GRAPH 是服务地址 {url}；请用 -o 指定本地文件夹，用 --store 指定服务", "KG_GRAPH is a server, {url}; say by -o where to build and by --store where to put it"),
    "build.strict": ("有任何读不了的输入就停止（退出码 2），旧图不动", "stop at any input that cannot be read (exit code 2); the old graph stays"),
    "build.fresh": ("全部重新抽取，不用以前的结果", "read everything anew, whatever earlier builds read"),
    "build.check": ("只说明哪些会变，不写任何文件；有变化则退出码为 1", "only say what would change, and write nothing; exit code 1 if anything would"),
    "build.workers": ("用 N 个进程读文档；结果与一个进程逐字节相同", "read documents in N processes; the result is the same, byte for byte"),
    "build.engine": ("由谁读文档：local 本机，dask 一个 Dask 集群（docs/distributed.md）", "who reads the documents: local, this machine; dask, a Dask cluster (docs/distributed.md)"),
    "build.scheduler": ("Dask 调度器的地址，如 tcp://host:8786；不给则在本机起 --workers 个进程", "address of a Dask scheduler, such as tcp://host:8786; without it, --workers processes of this machine"),
    "build.scheduler.only": ("--scheduler 只与 --engine dask 同用", "--scheduler goes with --engine dask only"),
    "build.scheduler.workers": ("--workers 不与 --scheduler 同用：调度器有自己的工作进程", "--workers does not go with --scheduler, which has workers of its own"),
    "cluster.missing": ("--engine dask 需要 dask.distributed：pip install \"kg[distributed]\"", "--engine dask needs dask.distributed: pip install \"kg[distributed]\""),
    "cluster.connect": ("{place}：连不上调度器：{reason}", "{place}: no scheduler there: {reason}"),
    "cluster.tls": ("要有证书，见 Dask 的 DASK_DISTRIBUTED__COMM__TLS__*", "it wants certificates, see Dask's DASK_DISTRIBUTED__COMM__TLS__*"),
    "cluster.gone": ("{place}：调度器断开了，没有再连上；旧图不动，已读的留着，再运行一次即接着读", "{place}: the scheduler went away and did not come back; the last graph stays, what was read is kept: run it again to go on"),
    "cluster.waiting": ("{place}：还没有工作进程，等它们来（Ctrl-C 停止）", "{place}: no workers yet, waiting for them (Ctrl-C stops)"),
    "cluster.error": ("{place}：工作进程出错：{reason}", "{place}: a worker failed: {reason}"),
    "cluster.none": ("{place}：没有可用的工作进程：{reason}", "{place}: no worker that can be used: {reason}"),
    "cluster.refused.version": ("不用这个工作进程：它的 kg 是另一版本（{theirs}，这里是 {ours}）", "worker refused: it has another version of kg ({theirs}, here {ours})"),
    "cluster.refused.threads": ("不用这个工作进程：它有 {threads} 个线程，请以 --nthreads 1 启动", "worker refused: it has {threads} threads; start it with --nthreads 1"),
    "cluster.refused.broken": ("不用这个工作进程：{reason}", "worker refused: {reason}"),
    "build.pace": ("{rate} 个/分，还要 {left}", "{rate}/min, {left} left"),
    "build.failed": ("读取时出错，已跳过：{reason}", "skipped, reading it went wrong: {reason}"),
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
    "build.cause.corrections": ("corrections.yml 变了", "corrections changed"),
    "build.cause.failed": ("上次有文档读取时出错，会再试一次", "reading a document went wrong last time; it is tried again"),
    "build.cause.graph": ("这里还没有完整的图谱", "there is no whole graph here yet"),
    "build.cause.order": ("文档的次序变了", "the documents come in another order"),
    "error.build.held": ("{place}: 另一个进程正在这里建图（{owner}）", "{place}: another process is building here ({owner})"),
    "error.build.write": ("{place}: 无法写入图谱：{reason}", "{place}: cannot write the graph: {reason}"),
    # diff
    "diff.help": (
        "比较两个图谱，列出新增（+）、消失（-）和变化（~）的事实，各附原文。\n\nOLD 与 NEW 是 kg build 写出的文件夹，或 graph.nq 文件。"
        "相同则退出码为 0，不同为 1。",
        "Compare two graphs: facts gained (+), lost (-) and changed (~), with their quotes.\n\n"
        "OLD and NEW are folders that kg build wrote, or graph.nq files. Exit code 0 when they agree, 1 when not.",
    ),
    "diff.much": ("置信度相差不超过这个数，算作没有变化", "confidences that lie no further apart count as the same"),
    "diff.count": ("新增 {gained}，消失 {lost}，变化 {changed}", "{gained} gained, {lost} lost, {changed} changed"),
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
    "export.help": (
        "把图谱导出为其他格式，供其他工具使用（docs/exports.md）。\n\n\b\nFORMAT：\n"
        "  ttl              Turtle：所有三元组，任何 RDF 工具\n"
        "  trig             TriG：带命名图，每篇文章一个\n"
        "  nq               N-Quads：图谱真本，一行一个四元组\n"
        "  jsonld           JSON-LD：带 @context 的 JSON\n"
        "  graphml          GraphML：yEd、Cytoscape、igraph、networkx\n"
        "  gexf             GEXF：Gephi，带时间\n"
        "  csv              CSV：节点、边、指标、协作关系四张表，Excel 可直接打开\n"
        "  xlsx             Excel：每种关系一张表，另有协作关系、指标、实体、文章\n"
        "  parquet          Parquet：DuckDB、Spark、pandas，陈述按关系分文件夹\n"
        "  cypher           Cypher 脚本：Neo4j 5，重复运行无妨\n"
        "  neo4j            CSV：neo4j-admin database import\n"
        "  ftm              FollowTheMoney：Aleph 等调查工具\n"
        "  quickstatements  Wikidata、Wikibase：QuickStatements v1\n",
        "Export the graph to another format, for other tools (docs/exports.md).\n\n\b\nFORMAT:\n"
        "  ttl              Turtle: all triples, for any RDF tool\n"
        "  trig             TriG: with named graphs, one an article\n"
        "  nq               N-Quads: the graph as it is, a quad a line\n"
        "  jsonld           JSON-LD: JSON with its @context\n"
        "  graphml          GraphML: yEd, Cytoscape, igraph, networkx\n"
        "  gexf             GEXF: Gephi, with dates\n"
        "  csv              CSV: tables of nodes, edges, metrics and partnerships, as Excel reads them\n"
        "  xlsx             Excel: a sheet a relation, partnerships, metrics, entities, articles\n"
        "  parquet          Parquet: DuckDB, Spark, pandas; statements in a folder a relation\n"
        "  cypher           Cypher script: Neo4j 5; running it twice does no harm\n"
        "  neo4j            CSV: neo4j-admin database import\n"
        "  ftm              FollowTheMoney: Aleph and other tools of investigators\n"
        "  quickstatements  Wikidata, Wikibase: QuickStatements v1\n",
    ),
    "export.parquet.missing": ("parquet 需要 pyarrow：pip install \"kg[parquet]\"", "parquet needs pyarrow: pip install \"kg[parquet]\""),
    "export.sheet.partnerships": ("协作关系", "partnerships"),
    "export.sheet.entities": ("实体", "entities"),
    "export.sheet.articles": ("文章", "articles"),
    "export.yes": ("是", "yes"),
    "export.no": ("否", "no"),
    "export.unseen": ("未核", "not yet"),
}
