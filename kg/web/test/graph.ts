// A small graph by hand for the tests of the modules.

import type { Payload, Statement } from "../src/types";

const fact = (subject: string, relation: string, object: string, more: Partial<Statement> = {}): Statement => ({
  subject, relation, object, attrs: [], status: "done", confidence: 0.9, rule: "test", article: "article/a",
  quotes: [{ file: "one.txt", start: 0, end: 2, prefix: "", quote: "原文", suffix: "。" }], ...more,
});
const plan = { places: {}, frames: [], heads: [] };

export function graph(): Payload {
  return {
    lang: "zh",
    words: { "facts": ["{count} 条事实", "{count} facts"], "relation.assists": ["帮扶", "assists"], "relation.assists.inverse": ["受帮扶于", "assisted by"] },
    entities: {
      "region/440000": { name: "广东省", type: "REGION", aliases: ["粤"], pinyin: ["guang dong sheng", "yue"] },
      "region/520000": { name: "贵州省", type: "REGION", code: "520000", pinyin: ["gui zhou sheng"] },
      "region/522700": { name: "黔南布依族苗族自治州", type: "REGION", aliases: ["黔南州"], path: "贵州省/黔南布依族苗族自治州", pinyin: ["qian nan bu yi zu miao zu zi zhi zhou", "qian nan zhou"] },
      "org/o1": { name: "Acme <b>公司</b>", type: "ORG", pinyin: ["Acme <b> gong si </b>"] },
      "park/k1": { name: "产业园", type: "PARK", pinyin: ["chan ye yuan"] },
      "person/lone": { name: "孤人", type: "PERSON", pinyin: ["gu ren"] },
    },
    statements: {
      "statement/1": fact("region/440000", "assists", "region/520000", { since: "1996", fields: ["labour"], article: "article/b" }),
      "statement/2": fact("region/440000", "assists", "region/520000", { date: "2018-07", confidence: 0.6 }),
      "statement/3": fact("org/o1", "located_in", "region/522700"),
      "statement/4": fact("region/522700", "builds", "park/k1", { date: "2024/..", status: "planned" }),
      "statement/5": fact("region/522700", "partners_with", "region/440000", { status: "denied" }),
      "statement/6": fact("org/o1", "cooperates_with", "park/k1"),
      "statement/7": fact("park/k1", "cooperates_with", "org/o1", { confidence: 0.95 }),
    },
    metrics: {
      "metric/1": { about: "park/k1", name: "产值", value: "3亿元", time: "2023年", date: "2023", status: "done", confidence: 0.8, rule: "m", article: "article/a", quotes: [] },
    },
    articles: { "article/a": { file: "one.txt", title: "题" }, "article/b": { file: "two.txt" } },
    pairs: [
      { id: "partnership/p1", source: "region/440000", target: "region/520000", directed: true, statements: ["statement/1", "statement/2"] },
      { id: "region/440000 partners_with region/522700", source: "region/440000", target: "region/522700", directed: false, statements: ["statement/5"] },
    ],
    network: { nodes: {} },
    places: { wide: plan, narrow: plan },
    omitted: 0,
    focus: "",
    depth: 1,
    site: "",
    outlines: { provinces: {}, prefectures: {}, lines: [] },
  };
}
