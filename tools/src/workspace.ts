import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const workspace = fileURLToPath(new URL('../..', import.meta.url));

/** The corpus that comes with the repository. */
export const sampleCorpus = join(workspace, 'packages/sample-corpus/corpus');

/**
 * A page with the text between `<!-- name -->` and `<!-- /name -->` replaced.
 *
 * @throws RangeError where the page lacks the markers
 */
export function replaceSection(page: string, name: string, text: string): string {
  const section = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
  if (!section.test(page))
    throw new RangeError(`replaceSection: expected <!-- ${name} --> and <!-- /${name} --> in the page, got none. Put them back.`);
  return page.replace(section, (_, start: string, end: string) => `${start}${text}\n${end}`);
}

const scripts = { nx: 'node_modules/nx/dist/bin/nx.js', tsc: 'node_modules/typescript/bin/tsc' };

/**
 * Program and arguments of a tool, to be started without a shell, which Windows needs. npm is the one that started this script, if any.
 */
export function command(tool: 'npm' | keyof typeof scripts, ...args: string[]): [program: string, args: string[]] {
  if (tool !== 'npm') return [process.execPath, [join(workspace, scripts[tool]), ...args]];
  const npm = process.env.npm_execpath;
  return npm === undefined ? ['npm', args] : [process.execPath, [npm, ...args]];
}
