// Albers' equal-area conic projection as maps of China use it: parallels 25° and 47° north, 105° east upright. On a sphere, which
// is 0.2 % off the ellipsoid: less than a line of the map is wide.
// Snyder, Map Projections: A Working Manual (1987), p. 100, https://doi.org/10.3133/pp1395

const RADIUS = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const [FIRST, SECOND, ORIGIN, MIDDLE] = [radians(25), radians(47), radians(36), radians(105)];
const CONE = (Math.sin(FIRST) + Math.sin(SECOND)) / 2;
const CONSTANT = Math.cos(FIRST) ** 2 + 2 * CONE * Math.sin(FIRST);
const distance = (latitude: number): number => (RADIUS * Math.sqrt(CONSTANT - 2 * CONE * Math.sin(latitude))) / CONE;
const TOP = distance(ORIGIN);

export type Point = readonly [x: number, y: number];

/** Kilometres east and south of 105° E, 36° N. */
export function albers(longitude: number, latitude: number): Point {
  const angle = CONE * (radians(longitude) - MIDDLE);
  const away = distance(radians(latitude));
  return [away * Math.sin(angle), away * Math.cos(angle) - TOP];
}

/** The points of a ring of kg/data/outlines.json: Google's polyline encoding with 2 decimals, longitude first. */
export function decoded(ring: string): Point[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (let i = 0; i < ring.length; i++) {
    const bits = ring.charCodeAt(i) - 63;
    value |= (bits & 0x1f) << shift;
    shift += 5;
    if (bits >= 0x20) continue;
    numbers.push(value & 1 ? ~(value >> 1) : value >> 1);
    value = shift = 0;
  }
  const points: Point[] = [];
  let [longitude, latitude] = [0, 0];
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    longitude += numbers[i]!;
    latitude += numbers[i + 1]!;
    points.push([longitude / 100, latitude / 100]);
  }
  return points;
}

/** An outline as the `d` of an SVG path, in kilometres. */
export function outlinePath(rings: readonly string[]): string {
  return rings.map((ring) => {
    const points = decoded(ring).map(([longitude, latitude]) => albers(longitude, latitude).map((n) => n.toFixed(1)).join(" "));
    return `M${points.join("L")}Z`;
  }).join("");
}
