import assert from "node:assert/strict";
import { test } from "node:test";
import { closed, heldTogether, holdsAt, intervalOf, whenOf, type Dates } from "../src/validity";

test("an interval from the dates of a fact", () => {
  const cases: [Dates, string, string, boolean][] = [
    [{}, "", "", false],
    [{ date: "2018-07" }, "2018-07-01", "", false],
    [{ date: "2024/2025" }, "2024-01-01", "", false],
    [{ date: "../2023" }, "2023-01-01", "", false],
    [{ since: "2021" }, "2021-01-01", "", true],
    [{ since: "2016", until: "2020" }, "2016-01-01", "2020-12-31", true],
    [{ until: "2020" }, "", "2020-12-31", false],
    [{ until: "2020", date: "2018" }, "2018-01-01", "2020-12-31", false],
    [{ until: "2020", date: "2021" }, "", "2020-12-31", false],
  ];
  for (const [dates, start, end, begins] of cases) assert.deepEqual(intervalOf(dates), { start, end, begins });
});

test("whether it holds as of the last day of a year or month", () => {
  const five = intervalOf({ since: "2016", until: "2020-06" });
  const answers = ["2015", "2016", "2020-06", "2020", "2021"].map((asOf) => holdsAt(five, asOf));
  assert.deepEqual(answers, ["no", "yes", "yes", "no", "no"]);
  assert.equal(holdsAt(intervalOf({}), "2020"), "unknown");
  assert.deepEqual(["2019", "2021"].map((asOf) => holdsAt(intervalOf({ until: "2020" }), asOf)), ["unknown", "no"]);
});

test("several facts of one pair, as kg/validity.py has it", () => {
  const cases: [Dates[], string][] = [
    [[{ since: "2016" }, { until: "2020" }], "2015n 2016y 2020y 2021n"],
    [[{ since: "2013", until: "2016" }, { since: "2019" }], "2014y 2017n 2019y 2025y"],
    [[{ date: "2018" }], "2017n 2018y 2020y"],
    [[{ date: "2018" }, {}], "2017? 2018y"],
    [[{ since: "2018" }, {}], "2017n 2018y"],
    [[{ until: "2016" }, { since: "2021" }], "2015? 2018n 2022y"],
    [[], "2020?"],
  ];
  const signs = { yes: "y", no: "n", unknown: "?" };
  for (const [told, expected] of cases) {
    const found = expected.split(" ").map((word) => `${word.slice(0, 4)}${signs[heldTogether(told.map(intervalOf), word.slice(0, 4))]}`);
    assert.equal(found.join(" "), expected);
  }
});

test("an open interval takes the next end that another fact tells of", () => {
  const told = [intervalOf({ since: "2016" }), intervalOf({ until: "2020" }), intervalOf({ since: "2022" })];
  assert.deepEqual(told.map((one) => closed(one, told).end), ["2020-12-31", "2020-12-31", ""]);
});

test("when it was so, as one date or interval", () => {
  const cases: [Dates, string][] = [
    [{}, ""], [{ date: "2018-07" }, "2018-07"], [{ since: "2021" }, "2021/.."], [{ since: "2021/.." }, "2021/.."],
    [{ since: "2016", until: "2020" }, "2016/2020"], [{ until: "2020" }, "../2020"], [{ date: "2018-07", since: "2016" }, "2016/.."],
    [{ date: "2018-07", until: "2020" }, "2018-07/2020"], [{ date: "2021-07", until: "2020" }, "../2020"],
  ];
  for (const [dates, expected] of cases) assert.equal(whenOf(dates), expected);
});
