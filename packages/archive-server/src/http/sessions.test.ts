import fc from 'fast-check';
import { isEqual, sessions } from './sessions.ts';

const token = 'editor-0123456789';
const readerToken = 'reader-0123456789';

test('a token gives a role, also a lower one than before; a wrong one changes nothing', () => {
  const visitors = sessions({ token, readerToken, who: 'editor' });
  const stranger = visitors.visitor(undefined);
  expect(stranger).toMatchObject({ role: 'none', who: 'editor' });
  expect(visitors.enter(stranger, { token })).toEqual({ ...stranger, role: 'editor' });
  expect(visitors.enter({ ...stranger, role: 'editor' }, { token: readerToken })).toMatchObject({ role: 'reader' });
  expect(visitors.enter(stranger, { token: 'wrong' })).toBeUndefined();
  expect(visitors.enter(stranger, { who: 'Ada' })).toEqual({ ...stranger, who: 'Ada' });
});

test('a cookie gives back what was put into it, and nothing once one character has changed', () => {
  const visitors = sessions({ token, readerToken, who: 'editor' });
  const who = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(who, fc.nat(), (name, at) => {
      const visitor = visitors.enter(visitors.visitor(undefined), { token, who: name })!;
      const cookie = visitors.toCookie(visitor);
      expect(visitors.visitor(cookie)).toEqual(visitor);
      const place = at % (cookie.length - 1); // the last character of the signature has unused bits
      const changed = cookie.slice(0, place) + (cookie[place] === 'A' ? 'B' : 'A') + cookie.slice(place + 1);
      expect(visitors.visitor(changed).role).toBe('none');
    }),
  );
});

test('another server does not know the cookie, and every session has its own token against forged requests', () => {
  const [one, other] = [sessions({ token, readerToken, who: 'a' }), sessions({ token, readerToken, who: 'a' })];
  const editor = one.enter(one.visitor(undefined), { token })!;
  expect(other.visitor(one.toCookie(editor)).role).toBe('none');
  expect(one.csrf(editor)).toBe(one.csrf({ ...editor, who: 'Ada' }));
  expect(one.csrf(editor)).not.toBe(one.csrf(one.visitor(undefined)));
});

test('texts of any length are compared', () => {
  expect([isEqual('a', 'a'), isEqual('', ''), isEqual('a', 'ab'), isEqual('a', 'b')]).toEqual([true, true, false, false]);
});
