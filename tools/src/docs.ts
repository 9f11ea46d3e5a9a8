// `npm run docs`: draws docs/import-graph.svg from the imports that stand in the sources, then makes the documentation site in site/ and checks every link
// of it. `npm run docs -- --graph` draws alone.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRooms, toSvg } from './import-graph.ts';
import { brokenLinks } from './site/links.ts';
import { writeSite } from './site/site.ts';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
writeFileSync(join(workspace, 'docs/import-graph.svg'), toSvg(readRooms(workspace)));
if (!process.argv.includes('--graph')) await makeSite(join(workspace, 'site'));

async function makeSite(out: string): Promise<void> {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: workspace, stdio: ['ignore', 'ignore', 'inherit'] }); // one package reads another by its declarations
  rmSync(out, { recursive: true, force: true });
  const numWarnings = await writeSite(workspace, out);
  const broken = brokenLinks(out);
  for (const { page, link, reason } of broken) process.stderr.write(`${page}: ${link}: ${reason}\n`);
  if (numWarnings > 0 || broken.length > 0) {
    process.stderr.write(
      `docs: expected a site without a warning or a broken link, got ${numWarnings} and ${broken.length}. They stand above.\n`,
    );
    process.exitCode = 1;
  }
  process.stdout.write(`${join(out, 'index.html')}\n`);
}
