import { InputError } from '@mmae/input';
import fc from 'fast-check';
import { splitCommand } from './split-command.ts';

test.each([
  ['whisper-cli -m base.bin {wav}', ['whisper-cli', '-m', 'base.bin', '{wav}']],
  ['  a\tb\n', ['a', 'b']],
  [`"C:\\Program Files\\w.exe" --file="{wav}" ''`, ['C:\\Program Files\\w.exe', '--file={wav}', '']],
  ['C:\\tools\\whisper.exe {wav}', ['C:\\tools\\whisper.exe', '{wav}']],
  [String.raw`my\ tool "say \"hi\" \n" 'it is "so"' \\`, ['my tool', 'say "hi" \\n', 'it is "so"', '\\']],
  ['a "|" ">" $HOME `id` $(id) *.wav', ['a', '|', '>', '$HOME', '`id`', '$(id)', '*.wav']],
])('%s', (command, parts) => {
  expect(splitCommand(command)).toEqual(parts);
});

test('any arguments survive quotes', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1 }), (parts) => {
      const quoted = parts.map((part) => `"${part.replaceAll(/["\\]/g, '\\$&')}"`).join(' ');
      expect(splitCommand(quoted)).toEqual(parts);
    }),
  );
});

test.each([
  ['', 'expected a program and its arguments, got "". Write for example: whisper-cli -np {wav}'],
  ['  ', 'expected a program and its arguments, got "  ".'],
  ['a "b', 'expected every quote to be closed, got a "b. Add the quote that is missing.'],
  ["a it's", "expected every quote to be closed, got a it's."],
  ['a {wav} | b', 'expected one program and its arguments, without a shell, got |. Put the command in a script, and name the script.'],
  ['a {wav} 2>/dev/null', 'without a shell, got 2>/dev/null.'],
  ['a && b', 'without a shell, got &&.'],
])('%j is refused', (command, message) => {
  expect(() => splitCommand(command)).toThrow(InputError);
  expect(() => splitCommand(command)).toThrow(/^transcript command: expected /);
  expect(() => splitCommand(command)).toThrow(message);
});
