import { readdirSync, readFileSync } from 'node:fs';
import { packagesWithQuestions, replaceSection } from './answers.ts';
import { workspace } from '../workspace.ts';

test('a section replaces its older version, and sections are in the order of their headings', () => {
  const document = replaceSection(replaceSection('# Answers\n', 'b', 'second'), 'a', 'first');
  expect(document).toBe('# Answers\n\n## a\n\nfirst\n\n## b\n\nsecond\n');
  expect(replaceSection(document, 'a', 'anew')).toBe('# Answers\n\n## a\n\nanew\n\n## b\n\nsecond\n');
});

test('docs/ablations.md answers every question in its current form, or says that it does not', () => {
  const [start, ...sections] = readFileSync(`${workspace}/docs/ablations.md`, 'utf8').split(/^## /m);
  const questions = packagesWithQuestions(workspace).flatMap((name) =>
    readdirSync(`${workspace}/packages/${name}/ablations`).map((file) => ({
      heading: `${name}: ${file.replace('.json', '')}`,
      ...(JSON.parse(readFileSync(`${workspace}/packages/${name}/ablations/${file}`, 'utf8')) as Asked),
    })),
  );
  expect(questions.length).toBeGreaterThan(10);
  for (const { heading, question, expected, shared = [], choices, seeds } of questions) {
    const section = sections.find((text) => text.startsWith(`${heading}\n`));
    const said = [question, expected, ...shared, ...Object.keys(choices), ...Object.values(choices).flat(), seeds.join(', ')];
    const missing =
      section === undefined ? [heading].filter(() => !start.includes(heading)) : said.filter((text) => !section.includes(text));
    expect({ heading, isCalledOpen: start.includes(heading) }).toEqual({ heading, isCalledOpen: section === undefined });
    expect({ heading, missing, remedy: 'npm run ablations' }).toEqual({ heading, missing: [], remedy: 'npm run ablations' });
  }
});

interface Asked {
  readonly question: string;
  readonly expected: string;
  readonly shared?: readonly string[];
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly seeds: readonly number[];
}
