import { readFileSync } from 'node:fs';

const folder = new URL('../../assets/', import.meta.url);

const styles = ['base', 'overview', 'media', 'sections', 'plots', 'map'];
/** Each after those that it imports. */
const scripts = [
  'waveform',
  'media',
  'contents',
  'colours',
  'map-data',
  'map-view',
  'map-pick',
  'map-pointer',
  'map-card',
  'map-legend',
  'map-names',
  'map',
  'page',
];

/** The page's style sheets, one after the other. */
export const styleSheet = (): string => styles.map((name) => read(`styles/${name}.css`)).join('\n');

/** The page's scripts as one: modules that lie in one scope need neither their imports nor their exports. */
export const script = (): string => scripts.map((name) => withoutModuleSyntax(read(`scripts/${name}.js`))).join('\n');

const withoutModuleSyntax = (source: string) => source.replace(/^import .*$\n?/gm, '').replace(/^export /gm, '');

const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');
