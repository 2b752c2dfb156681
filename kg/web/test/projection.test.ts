import assert from "node:assert/strict";
import { test } from "node:test";
import { albers, decoded, outlinePath } from "../src/projection";

test("the origin is 105° E, 36° N; x grows to the east and y to the south", () => {
  assert.deepEqual(albers(105, 36).map((n) => Math.abs(Math.round(n))), [0, 0]);
  assert.ok(albers(120, 36)[0] > 1300 && albers(120, 36)[0] < 1400);
  assert.ok(albers(105, 20)[1] > 1700 && albers(105, 20)[1] < 1850);
});

test("areas are true: a degree cell has the area it has on the sphere, anywhere", () => {
  for (const [lon, lat] of [[80, 20], [105, 36], [130, 50]] as const) {
    const corners = [[0, 0], [1, 0], [1, 1], [0, 1]].map(([x, y]) => albers(lon + x! * 0.1, lat + y! * 0.1));
    const area = Math.abs(corners.reduce((sum, [x, y], i) => {
      const [nx, ny] = corners[(i + 1) % 4]!;
      return sum + x * ny - nx * y;
    }, 0)) / 2;
    const rad = Math.PI / 180;
    const sphere = 6371 ** 2 * 0.1 * rad * (Math.sin((lat + 0.1) * rad) - Math.sin(lat * rad));
    assert.ok(Math.abs(area / sphere - 1) < 1e-4, `${lon} ${lat}: ${area / sphere}`);
  }
});

test("east is to the right of west along every parallel", () => {
  for (let lat = 4; lat < 54; lat += 5) {
    for (let lon = 73; lon < 135; lon += 2) assert.ok(albers(lon + 2, lat)[0] > albers(lon, lat)[0]);
  }
});

test("the example of the encoding's description", () => {
  // 5 decimals there, 2 here: the same string, another scale.
  const points = decoded("_p~iF~ps|U_ulLnnqC_mqNvxq`@");
  assert.deepEqual(points.map(([a, b]) => [a / 1000, b / 1000]), [[38.5, -120.2], [40.7, -120.95], [43.252, -126.453]]);
});

test("a ring is closed, and an islet of one point still makes a path", () => {
  assert.match(outlinePath(["_ibE_ibE"]), /^M-?[\d.]+ -?[\d.]+Z$/);
  assert.equal(outlinePath([]), "");
});
