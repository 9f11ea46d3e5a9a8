import { toColumnNames } from './column-names.ts';

test('names of columns, whatever characters theirs have', () => {
  expect(toColumnNames(['id=Signatur', 'text=Titel = Untertitel'])).toEqual({ id: 'Signatur', text: 'Titel = Untertitel' });
  expect(toColumnNames([])).toEqual({});
});

test.each([
  ['Signatur', 'expected OURS=THEIRS, as in id=Signatur, got "Signatur"'],
  ['id=', 'expected OURS=THEIRS'],
  ['=id', 'expected OURS=THEIRS'],
  ['id=b', 'expected each of our columns once, got "id=b"'],
])('%s is refused', (assignment, message) => {
  expect(() => toColumnNames(['id=a', assignment])).toThrow(message);
});
