import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRooms, toSvg, type Room } from './import-graph.ts';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const room = (name: string, type: string, imports: string[] = []): Room => ({ name, type, imports, description: `what ${name} is for` });

test('the picture in docs/ shows the imports that stand in the sources', () => {
  const picture = readFileSync(`${workspace}/docs/import-graph.svg`, 'utf8');
  expect(picture === toSvg(readRooms(workspace)) || 'docs/import-graph.svg is old: run `npm run docs`').toBe(true);
});

test('no arrow points up, and none reaches into another modality', () => {
  const height = ['util', 'media', 'table', 'measure', 'engine', 'feature', 'run', 'baseline', 'model', 'embedder', 'trainer', 'reporter'];
  const rooms = new Map(readRooms(workspace).map((found) => [found.name, found]));
  for (const { name, type, imports } of rooms.values()) {
    for (const other of imports) {
      const below = rooms.get(other)!;
      expect({ name, other, isUp: height.indexOf(below.type) > height.indexOf(type) }).toEqual({ name, other, isUp: false });
      expect({ name, other, isAside: type === 'feature' && below.type === 'feature' }).toEqual({ name, other, isAside: false });
    }
  }
});

test('a box a room, an arrow an import', () => {
  const svg = toSvg([room('trainer', 'trainer', ['matrix']), room('matrix', 'util')]);
  expect(svg.match(/<rect x=/g)).toHaveLength(2);
  expect(svg.match(/marker-end/g)).toHaveLength(1);
});

test('a room of an unknown type is refused', () => {
  expect(() => toSvg([room('attic', 'storage')])).toThrow('got "storage" (attic). Give it a row of the picture.');
});
