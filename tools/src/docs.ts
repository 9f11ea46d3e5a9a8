// `npm run docs`: writes the diagram of the packages into docs/ARCHITECTURE.md and README.md, then makes the documentation site in site/ and checks every
// link of it. `npm run docs -- --graph` writes the diagram alone.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, replaceSection, workspace } from './workspace.ts';
import { readPackages, toMermaid } from './import-graph.ts';
import { brokenLinks } from './site/links.ts';
import { writeSite } from './site/site.ts';

const diagram = `\n\`\`\`mermaid\n${toMermaid(readPackages(workspace))}\n\`\`\`\n`;
for (const page of [join(workspace, 'docs/ARCHITECTURE.md'), join(workspace, 'README.md')])
  writeFileSync(page, replaceSection(readFileSync(page, 'utf8'), 'diagram', diagram));
if (!process.argv.includes('--graph')) await makeSite(join(workspace, 'site'));

async function makeSite(out: string): Promise<void> {
  execFileSync(...command('npm', 'run', '--silent', 'build'), { cwd: workspace, stdio: ['ignore', 'ignore', 'inherit'] }); // one package reads another by its declarations
  rmSync(out, { recursive: true, force: true });
  const numWarnings = await writeSite(workspace, out);
  const broken = brokenLinks(out);
  for (const { page, link, reason } of broken) process.stderr.write(`${page}: ${link}: ${reason}\n`);
  if (numWarnings > 0 || broken.length > 0) {
    process.stderr.write(
      `docs: expected a site without a warning or a broken link, got ${numWarnings} and ${broken.length}. They are listed above.\n`,
    );
    process.exitCode = 1;
  }
  process.stdout.write(`${join(out, 'index.html')}\n`);
}
