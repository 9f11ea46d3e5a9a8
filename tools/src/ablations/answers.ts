import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the packages that have a folder `ablations`. */
export const packagesWithQuestions = (workspace: string): string[] =>
  readdirSync(join(workspace, 'packages')).filter((name) => existsSync(join(workspace, 'packages', name, 'ablations')));

/** The Markdown with the section under `## <heading>` replaced, or added in the order of headings. */
export function replaceSection(markdown: string, heading: string, text: string): string {
  const [start, ...sections] = markdown.split(/^## /m);
  const own = `${heading}\n\n${text.trim()}\n\n`;
  const others = sections.filter((section) => !section.startsWith(`${heading}\n`)).map((section) => `${section.trim()}\n\n`);
  const sorted = [...others, own].sort((a, b) => (a < b ? -1 : 1));
  return `${start.trim()}\n\n${sorted.map((section) => `## ${section}`).join('')}`.trimEnd() + '\n';
}
