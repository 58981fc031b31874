/** Icons drawn on a 24 × 24 grid with a line of 2; `fill` holds what is solid. */

interface Drawing {
  line?: string;
  fill?: string;
  dash?: string;
}

export const ICONS = {
  today: { line: 'M5 6h14v14H5zM5 10h14M9 3v4M15 3v4', fill: 'M11 13h2.6v2.6H11z' },
  flag: { line: 'M6 21V4h12l-3 4 3 4H6' },
  plus: { line: 'M12 4v16M4 12h16' },
  minus: { line: 'M4 12h16' },
  book: { line: 'M5 4h14v16H5zM9 4v16' },
  more: { fill: 'M3.5 10.4h3.2v3.2H3.5zM10.4 10.4h3.2v3.2h-3.2zM17.3 10.4h3.2v3.2h-3.2z' },
  search: { line: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20' },
  close: { line: 'M6 6l12 12M18 6 6 18' },
  back: { line: 'M15 5l-7 7 7 7' },
  next: { line: 'M9 5l7 7-7 7' },
  pencil: { line: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3' },
  camera: { line: 'M4 8h4l1.5-2h5L16 8h4v11H4zM12 10a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z' },
  file: { line: 'M7 3h7l4 4v14H7zM14 3v4h4' },
  document: { line: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h4' },
  repeat: { line: 'M17 3l3 3-3 3M20 6H8a4 4 0 0 0-4 4v1M7 21l-3-3 3-3M4 18h12a4 4 0 0 0 4-4v-1' },
  person: { line: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-4 3.5-6 8-6s8 2 8 6' },
  people: { line: 'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.500 20c0-4 2.700-5.500 6.500-5.500s6.500 1.500 6.500 5.500M15.500 5.300a3.500 3.500 0 0 1 0 6.400M18 14.900c2.300.7 3.500 2.300 3.500 5.100' },
  offline: { line: 'M4 4l16 16M8 8.500C6.300 9 5 9.900 4 11M12.500 8c3 .1 5.500 1.200 7.500 3M9.500 13c-.9.300-1.700.8-2.400 1.500M12 19h.01' },
  refresh: { line: 'M20 6v5h-5M4 18v-5h5M19 11a7.500 7.500 0 0 0-13.500-3.500M5 13a7.500 7.500 0 0 0 13.500 3.500' },
  eye: { line: 'M2.500 12C5 7.500 8.200 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.700 6.500-9.500 6.500S5 16.500 2.500 12zM12 9.200a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600z' },
  undo: { line: 'M8 5 4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-4' },
  done: { fill: 'M12 2.500a9.500 9.500 0 1 0 0 19 9.500 9.500 0 0 0 0-19zM10.600 17.200 6.200 12.800l1.800-1.800 2.600 2.600 5.600-5.600 1.800 1.800z' },
  draft: { dash: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z' },
  queued: { dash: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', line: 'M12 16V8.500M8.800 11.500 12 8.300l3.200 3.200' },
  clock: { line: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 7.500V12l3 2' },
  hourglass: { line: 'M6 3h12M6 21h12M8 3c0 5 8 6 8 9s-8 4-8 9M16 3c0 5-8 6-8 9s8 4 8 9' },
  returned: { line: 'M4 4h16v16H4zM11 8l-3 3 3 3M8 11h5a2.500 2.500 0 0 1 0 5h-2' },
  inbox: { line: 'M4 5h16v14H4zM4 14h4.500l1 2h5l1-2H20' },
  bars: { line: 'M4 20v-7h4v7M10 20V5h4v15M16 20v-9h4v9M3 20h18' },
  checklist: { line: 'M5 4h14v16H5zM8 9l1.500 1.500L12 8M14 9h3M8 15l1.500 1.500L12 14M14 15h3' },
  scales: { line: 'M12 4v16M7 20h10M4 7h16M4 7l-2 7h5zM20 7l-3 7h5z' },
  speech: { line: 'M4 5h16v11h-9l-4 4v-4H4z' },
  flask: { line: 'M9 3h6M10 3v6l-5 10c-.4 1 .2 2 1.300 2h11.400c1.100 0 1.700-1 1.300-2L14 9V3M7.500 15h9' },
  calendar: { line: 'M5 6h14v14H5zM5 10h14M9 3v4M15 3v4' },
  lock: { line: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3' },
  map: { line: 'M4 6l5-2 6 2 5-2v14l-5 2-6-2-5 2zM9 4v14M15 6v14' },
  table: { line: 'M4 5h16v14H4zM4 10h16M4 14.500h16M10 10v9' },
  seal: { line: 'M12 3a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM9 14l-1.500 7 4.500-2 4.500 2L15 14' },
  formula: { line: 'M17 5H8l5 7-5 7h9' },
  building: { line: 'M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3' },
  pulse: { line: 'M3 12h4l2.500-6 4 12 2.500-6h5' },
  queue: { line: 'M4 6h16M4 12h16M4 18h10' },
  down: { line: 'M5 9l7 7 7-7' },
  download: { line: 'M12 4v11M8 11.500l4 4 4-4M4 20h16' },
  copy: { line: 'M8 8h12v12H8zM4 16V4h12' },
  load: { fill: 'M4 14h4v6H4zM10 4h4v16h-4zM16 10h4v10h-4z' },
  half: { line: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z', fill: 'M12 3.500a8.500 8.500 0 0 1 0 17z' },
  warning: { line: 'M12 4 2.800 20h18.400zM12 10v5M12 17.500h.01' },
} as const satisfies Record<string, Drawing>;

export type IconName = keyof typeof ICONS;

export const drawingOf = (name: IconName): Drawing => ICONS[name];
