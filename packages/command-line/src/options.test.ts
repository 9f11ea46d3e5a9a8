import { InputError } from '@mmae/input';
import { assignmentsOption, choiceOption, choicesOption, Command, numberOption, repeatableOption } from './index.ts';

const parse = (args: string[]) =>
  new Command('x')
    .exitOverride()
    .addOption(numberOption('--share <s>', 'a share', { max: 1 }))
    .addOption(numberOption('-t, --top <n>', 'a count', { min: 1, isInteger: true }).default(10))
    .addOption(choiceOption('--distance <name>', 'a distance', ['euclidean', 'cosine']))
    .addOption(choicesOption('--kinds <names>', 'kinds', ['blur', 'fog']))
    .addOption(repeatableOption('--set <path=value>', 'a setting'))
    .addOption(assignmentsOption('--column <name=theirs>', 'a column'))
    .parse(args, { from: 'user' })
    .opts();

test('options have the type of their values', () => {
  expect(parse([])).toEqual({ top: 10, set: [], column: {} });
  const args = ['--share', '0.25', '-t', '3', '--distance', 'cosine', '--kinds', 'fog,blur'];
  expect(parse(args)).toEqual({ share: 0.25, top: 3, distance: 'cosine', kinds: ['fog', 'blur'], set: [], column: {} });
});

test('repeated options are kept in order; an assignment may contain further equals signs, and spaces around its key', () => {
  const args = ['--set', 'a=1', '--set', 'a=2', '--column', ' id =Signatur', '--column', 'image=a=b'];
  expect(parse(args)).toMatchObject({ set: ['a=1', 'a=2'], column: { id: 'Signatur', image: 'a=b' } });
});

test.each([
  [['--share', '1.5'], '--share: expected a number from 0 to 1, got "1.5".'],
  [['--share', ' '], '--share: expected a number from 0 to 1, got " ".'],
  [['--top', '0'], '--top: expected a whole number of 1 or more, got "0".'],
  [['--top', '2.5'], '--top: expected a whole number of 1 or more, got "2.5".'],
  [['--top', 'Infinity'], '--top: expected a whole number of 1 or more, got "Infinity".'],
  [['--distance', 'cosin'], '--distance: expected one of euclidean, cosine, got "cosin". Did you mean cosine?'],
  [['--kinds', 'fog,rain'], '--kinds: expected one of blur, fog, got "rain".'],
  [['--column', 'id'], '--column: expected name=theirs, got "id".'],
  [['--column', '=x'], '--column: expected name=theirs, got "=x".'],
  [['--column', 'id=a', '--column', 'id=b'], '--column: expected each key once, got "id=b" as well.'],
])('%j is refused', (args, message) => {
  expect(() => parse(args)).toThrow(new InputError(message));
});
