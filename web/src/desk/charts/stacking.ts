/** Dots of a strip that would cover each other stand one above the other. */

export interface Placed<Point> {
  point: Point;
  x: number;
  level: number;
}

/** Each point at its place, on the lowest level where it is free; `size` is a dot's width. */
export function stack<Point>(points: Point[], x: (point: Point) => number, size: number): Placed<Point>[] {
  const last: number[] = [];
  return points
    .map((point) => ({ point, x: x(point) }))
    .toSorted((one, other) => one.x - other.x)
    .map(({ point, x: at }) => {
      const free = last.findIndex((taken) => at - taken >= size);
      const level = free === -1 ? last.length : free;
      last[level] = at;
      return { point, x: at, level };
    });
}
