import { canonicalReport } from './canonical-report.ts';

const report = (severity: string, entries: readonly string[]) =>
  ['z.ZodObject<{', `    severity: z.ZodLiteral<${severity}>;`, ...entries.map((entry) => `        ${entry}: "${entry}";`), '}>'].join(
    '\n',
  );

test('the order of the members of a union and of the entries of an enumeration does not count', () => {
  const one = report('1 | 2 | 3', ['train', 'test', 'ood']);
  expect(canonicalReport(report('2 | 1 | 3', ['ood', 'train', 'test']))).toBe(canonicalReport(one));
});

test('another member or entry counts', () => {
  const one = canonicalReport(report('1 | 2', ['train', 'test']));
  expect(canonicalReport(report('1 | 3', ['train', 'test']))).not.toBe(one);
  expect(canonicalReport(report('1 | 2', ['train', 'ood']))).not.toBe(one);
});

test('the order of parameters and of types that are not literals counts', () => {
  expect(canonicalReport('f(a: string, b: number): A | B;')).not.toBe(canonicalReport('f(a: number, b: string): A | B;'));
  expect(canonicalReport('f(): A | B;')).not.toBe(canonicalReport('f(): B | A;'));
});
