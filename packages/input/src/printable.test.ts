import { toPrintable } from './index.ts';

test('control characters and direction marks are escaped; line feed, tab and the letters of every script are kept', () => {
  expect(toPrintable('\x1b[31mRED\x1b[0m\r\x07\x9b1A\x7f')).toBe('\\u001b[31mRED\\u001b[0m\\u000d\\u0007\\u009b1A\\u007f');
  expect(toPrintable('a\u202egpj.exe')).toBe('a\\u202egpj.exe');
  expect(toPrintable('id\tlabel\nß 漢 👩‍🚀 ا')).toBe('id\tlabel\nß 漢 👩‍🚀 ا');
});

test('JSON with such characters is still the same JSON', () => {
  const value = { id: '\x1b[31m \x9b \u202e "\\' };
  expect(JSON.parse(toPrintable(JSON.stringify(value, null, 2)))).toEqual(value);
});
