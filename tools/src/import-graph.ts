import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A room of the house, as its sources import others. */
export interface Room {
  readonly name: string;
  /** what its package.json says it is for */
  readonly description: string;
  /** its tag without "type:": trainer, feature, util … */
  readonly type: string;
  /** rooms that its sources import, tests aside; sorted */
  readonly imports: readonly string[];
}

/** Every room of the workspace with the imports that stand in its sources, sorted by name. */
export function readRooms(workspace: string): Room[] {
  return ['packages', 'apps'].flatMap((folder) =>
    readdirSync(join(workspace, folder)).map((name) => readRoom(join(workspace, folder, name), name)),
  );
}

function readRoom(folder: string, name: string): Room {
  const { description, nx } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    description: string;
    nx: { tags: string[] };
  };
  const type = nx.tags.find((tag) => tag.startsWith('type:'))!.slice('type:'.length);
  const sources = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test|\.d)\.ts$/.test(file),
  );
  const imports = sources.flatMap((file) => importsOf(readFileSync(join(folder, 'src', file), 'utf8')));
  return { name, description, type, imports: [...new Set(imports)].filter((other) => other !== name).sort() };
}

const importsOf = (source: string) => Array.from(source.matchAll(/(?:from|import|import\()\s*'@mmae\/([a-z-]+)/g), ([, name]) => name);

/** Rows of the picture, top to bottom: an arrow never points up. */
const rows: readonly (readonly string[])[] = [
  ['trainer', 'reporter'],
  ['embedder'],
  ['model', 'baseline', 'run'],
  ['engine', 'table', 'measure', 'feature'],
  ['media'],
  ['util'],
];

const [boxWidth, boxHeight, columnWidth, rowHeight, margin] = [132, 40, 152, 104, 24];

/**
 * The house as a picture: a box a room, an arrow an import.
 *
 * @throws RangeError where a room has a type that no row of the picture knows
 */
export function toSvg(rooms: readonly Room[]): string {
  const stray = rooms.find(({ type }) => !rows.some((types) => types.includes(type)));
  if (stray)
    throw new RangeError(
      `toSvg: expected a type of ${rows.flat().join(', ')}, got "${stray.type}" (${stray.name}). Give it a row of the picture.`,
    );
  const places = placeRooms(rooms);
  const width = 2 * margin + columnWidth * Math.max(...rows.map((types) => rooms.filter(({ type }) => types.includes(type)).length));
  const height = 2 * margin + rowHeight * (rows.length - 1) + boxHeight;
  const arrows = rooms.flatMap((room) => room.imports.map((name) => toArrow(places.get(room.name)!, places.get(name)!)));
  const boxes = rooms.map((room) => toBox(room, places.get(room.name)!));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="Which room imports which">`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#7a8794"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...arrows,
    ...boxes,
    '</svg>\n',
  ].join('\n');
}

interface Place {
  /** left edge */
  readonly x: number;
  /** top edge */
  readonly y: number;
}

function placeRooms(rooms: readonly Room[]): Map<string, Place> {
  const widest = Math.max(...rows.map((types) => rooms.filter(({ type }) => types.includes(type)).length));
  const places = rows.flatMap((types, line) => {
    const inRow = types.flatMap((type) => rooms.filter((room) => room.type === type));
    const left = margin + ((widest - inRow.length) * columnWidth + columnWidth - boxWidth) / 2;
    return inRow.map(({ name }, column) => [name, { x: left + column * columnWidth, y: margin + line * rowHeight }] as const);
  });
  return new Map(places);
}

const colours: Readonly<Record<string, string>> = {
  trainer: '#dbeafe',
  reporter: '#dbeafe',
  embedder: '#fde8d7',
  model: '#fde8d7',
  engine: '#fde8d7',
  feature: '#dcf5e3',
};

function toBox({ name, type, description }: Room, { x, y }: Place): string {
  const text = `<text x="${x + boxWidth / 2}" y="${y + boxHeight / 2 + 5}" text-anchor="middle" fill="#1f2933">${name}</text>`;
  const title = `<title>${description.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>`;
  return `<g>${title}<rect x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="6" fill="${colours[type] ?? '#eef1f4'}" stroke="#52606d"/>${text}</g>`;
}

/** From the lower edge of one box to the upper edge of another; beside each other, in an arc above. */
function toArrow(from: Place, to: Place): string {
  const [x1, x2] = [from.x + boxWidth / 2, to.x + boxWidth / 2];
  const path =
    from.y === to.y
      ? `M${x1} ${from.y}C${x1} ${from.y - 30} ${x2} ${to.y - 30} ${x2} ${to.y - 1}`
      : `M${x1} ${from.y + boxHeight}C${x1} ${from.y + boxHeight + 34} ${x2} ${to.y - 34} ${x2} ${to.y - 1}`;
  return `<path d="${path}" fill="none" stroke="#7a8794" stroke-width="1.2" marker-end="url(#tip)"/>`;
}
