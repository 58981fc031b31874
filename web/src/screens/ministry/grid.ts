/** The 34 provinces on a grid of 17 rows and 5 columns; the sixth holds the islands, which carry no figure of their own. */

export interface Tile {
  code: string;
  name: string;
  row: number;
  column: number;
}

export interface Island extends Tile {
  /** What ties it to its province. */
  tie: 'straight' | 'bent';
}

const ROWS: [number, [number, string, string][]][] = [
  [1, [[2, '12', 'Lai Châu'], [3, '15', 'Lào Cai'], [4, '08', 'Tuyên Quang'], [5, '04', 'Cao Bằng']]],
  [2, [[1, '11', 'Điện Biên'], [2, '14', 'Sơn La'], [3, '25', 'Phú Thọ'], [4, '19', 'Thái Nguyên'], [5, '20', 'Lạng Sơn']]],
  [3, [[3, '01', 'Hà Nội'], [4, '24', 'Bắc Ninh'], [5, '22', 'Quảng Ninh']]],
  [4, [[3, '37', 'Ninh Bình'], [4, '33', 'Hưng Yên'], [5, '31', 'Hải Phòng']]],
  [5, [[3, '38', 'Thanh Hóa']]],
  [6, [[3, '40', 'Nghệ An']]],
  [7, [[4, '42', 'Hà Tĩnh']]],
  [8, [[4, '44', 'Quảng Trị']]],
  [9, [[5, '46', 'Huế']]],
  [10, [[5, '48', 'Đà Nẵng']]],
  [11, [[5, '51', 'Quảng Ngãi']]],
  [12, [[5, '52', 'Gia Lai']]],
  [13, [[5, '66', 'Đắk Lắk']]],
  [14, [[4, '68', 'Lâm Đồng'], [5, '56', 'Khánh Hòa']]],
  [15, [[2, '80', 'Tây Ninh'], [3, '75', 'Đồng Nai']]],
  [16, [[1, '91', 'An Giang'], [2, '82', 'Đồng Tháp'], [3, '79', 'Hồ Chí Minh']]],
  [17, [[1, '96', 'Cà Mau'], [2, '92', 'Cần Thơ'], [3, '86', 'Vĩnh Long']]],
];

export const TILES: Tile[] = ROWS.flatMap(([row, tiles]) => tiles.map(([column, code, name]) => ({ code, name, row, column })));

/** Hoàng Sa is of Đà Nẵng, Trường Sa of Khánh Hòa; `code` is the province's. */
export const ISLANDS: Island[] = [
  { code: '48', name: 'Hoàng Sa', row: 10, column: 6, tie: 'straight' },
  { code: '56', name: 'Trường Sa', row: 15, column: 6, tie: 'bent' },
];

export const CAPITAL = '01';

const by = new Map(TILES.map((tile) => [tile.code, tile]));

export const nameOf = (code: string): string => by.get(code)?.name ?? code;
export const islandOf = (code: string): string | undefined => ISLANDS.find((island) => island.code === code)?.name;

const STEPS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** The tile a key leads to: the nearest in its direction, the straightest first; Home is the capital. */
export function next(from: string, key: string): string {
  const here = by.get(from);
  const step = STEPS[key];
  if (key === 'Home') return CAPITAL;
  if (!here || !step) return from;
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const tile of TILES) {
    const [down, right] = [tile.row - here.row, tile.column - here.column];
    const along = down * step[0] + right * step[1];
    const aside = Math.abs(down * step[1]) + Math.abs(right * step[0]);
    if (along <= 0) continue;
    const cost = along + aside * 2;
    if (cost < least) [best, least] = [tile.code, cost];
  }
  return best;
}
