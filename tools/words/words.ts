// `npm run words [-- PATH…]`: names every use of a banned word, with what to write. A test does the same for the whole repository.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bannedWords } from './banned.ts';

/** Tracked files that people read, generated and licensed ones aside. */
export function readFiles(workspace: string, paths: readonly string[] = []): string[] {
  const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...paths], {
    cwd: workspace,
    encoding: 'utf8',
  });
  return tracked.split('\0').filter((file) => /\.(ts|md|mjs|js|json|css|html|py)$/.test(file) && !notProse.test(file));
}

const notProse =
  /(^|\/)(package-lock\.json|CHANGELOG\.md|LICENSE.*)$|\.api\.md$|\/test\/fixtures\/|^packages\/sample-corpus\/(corpus|passages|licences)\/|^packages\/sample-archive\/(archive|licences|programmes|truth)\/|^tools\/words\/|^docs\/(growth\.json|settings\.md)$/;

/** `file:line: "word" → what to write`, one for each banned word in a text. */
export function bannedIn(file: string, text: string): string[] {
  const rules = bannedWords.filter(({ allowedIn }) => !allowedIn?.test(file));
  return text.split('\n').flatMap((line, index) =>
    rules.flatMap(({ pattern, write }) => {
      const found = pattern.exec(line);
      return found ? [`${file}:${index + 1}: "${found[0]}" → ${write}`] : [];
    }),
  );
}

/** Every use of a banned word in the repository, or below some paths. */
export const bannedInRepository = (workspace: string, paths: readonly string[] = []): string[] =>
  readFiles(workspace, paths).flatMap((file) => bannedIn(file, readFileSync(join(workspace, file), 'utf8')));

if (import.meta.filename === process.argv[1]) {
  const found = bannedInRepository(process.cwd(), process.argv.slice(2));
  process.stdout.write(found.map((line) => `${line}\n`).join(''));
  process.exitCode = found.length > 0 ? 1 : 0;
}
