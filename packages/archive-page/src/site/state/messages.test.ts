import { jest } from '@jest/globals';
import { dismiss, messages, show, showError } from './messages.ts';

const shown = () => messages.value.map(({ text }) => text);
beforeEach(() => {
  jest.useFakeTimers();
  messages.value = [];
});
afterEach(() => jest.useRealTimers());

test('a message goes after some seconds, an error when it is closed', () => {
  show('saved');
  showError(new Error('expected a name'));
  expect(shown()).toEqual(['saved', 'expected a name']);
  jest.runAllTimers();
  expect(messages.value).toMatchObject([{ text: 'expected a name', isError: true }]);
  dismiss(messages.value[0]!.number);
  expect(shown()).toEqual([]);
});

test('at most four are shown, the newest last', () => {
  for (const text of 'abcdef') show(text);
  expect(shown()).toEqual(['c', 'd', 'e', 'f']);
});

test('what was ended on purpose is no error', () => {
  showError(new DOMException('ended', 'AbortError'));
  expect(shown()).toEqual([]);
});
