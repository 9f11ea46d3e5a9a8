import { actionOf } from './use-keys.ts';

const act = () => undefined;
const keys = { a: act, ' ': act, ArrowLeft: act };
const press = (key: string, tag?: string, given = {}) => {
  const target =
    tag === undefined ? null : ({ matches: (selector: string) => selector.split(', ').includes(tag) } as unknown as EventTarget);
  return actionOf(keys, { key, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, target, ...given }) === act;
};

test.each([
  ['a', undefined, true],
  ['A', undefined, true],
  ['b', undefined, false],
  ['a', 'input', false],
  ['a', 'select', false],
  ['a', 'button', true],
  [' ', 'button', false],
  [' ', 'a[href]', false],
  ['ArrowLeft', 'button', true],
  ['ArrowLeft', 'input[type=range]', false],
  ['a', 'dialog[open] *', false],
])('%p on %p acts: %p', (key, tag, expected) => expect(press(key, tag)).toBe(expected));

test('keys with Ctrl, Alt or Meta belong to the browser, handled ones to whoever handled them', () => {
  expect(
    [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { defaultPrevented: true }].map((given) => press('a', undefined, given)),
  ).toEqual([false, false, false, false]);
});
