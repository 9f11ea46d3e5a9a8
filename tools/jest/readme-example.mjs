// Turns a README into a test: its first ```ts example runs and must print what it documents, either after `console.log(…); // …`
// or in a ```text block that follows.
import { dirname } from 'node:path';
import { transformSync } from '@swc/core';

export default {
  process(readme, path) {
    const [, example] = /```ts\n(.*?)```/s.exec(readme) ?? [];
    const [, output] = /```ts\n.*?```\n+```text\n(.*?)\n```/s.exec(readme) ?? [];
    const { code } = transformSync(toTest(example ?? '', output ?? commentsOf(example ?? '').join('\n'), dirname(path)), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    return { code };
  },
};

const importLine = /^import .*?;$/gms;

const commentsOf = (example) => Array.from(example.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm), ([, said]) => said);

function toTest(example, output, folder) {
  return `
    import { format as formatPrinted } from 'node:util';
    ${(example.match(importLine) ?? []).join('\n')}
    test('the README example runs and prints what it says', async () => {
      process.chdir(${JSON.stringify(folder)}); // an example names files of its own package
      const printed: string[] = [];
      const console = { log: (...values: unknown[]) => void printed.push(formatPrinted(...values)) };
      ${example.replace(importLine, '')}
      expect(printed.length).toBeGreaterThan(0);
      expect(printed.join('\\n')).toBe(${JSON.stringify(output)});
    });`;
}
