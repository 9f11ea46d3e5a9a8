// `npm run docs`: draws docs/import-graph.svg from the imports that stand in the sources.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRooms, toSvg } from './import-graph.ts';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
writeFileSync(`${workspace}/docs/import-graph.svg`, toSvg(readRooms(workspace)));
