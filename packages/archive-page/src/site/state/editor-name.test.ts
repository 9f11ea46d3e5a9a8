import { jest } from '@jest/globals';
import { session } from './session.ts';
import { editorName, giveName, isAskingName, isNamed, keepName, tellName } from './editor-name.ts';

const sent: unknown[] = [];
const answers = (status = 200) =>
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    const { who } = JSON.parse(init!.body as string) as { who: string };
    sent.push(who);
    return Response.json(status === 200 ? { role: 'editor', who, csrf: 'c', needsToken: false } : { error: 'expected another' }, {
      status,
    });
  });

beforeEach(() => {
  sent.length = 0;
  session.value = { role: 'editor', who: 'editor', csrf: 'c', needsToken: false };
  editorName.value = undefined;
  isAskingName.value = false;
});
afterEach(() => jest.restoreAllMocks());

test('a name is asked for once; all that wait for it continue', async () => {
  answers();
  const waiting = Promise.all([isNamed(), isNamed()]);
  expect(isAskingName.value).toBe(true);
  await giveName('  ');
  expect([isAskingName.value, sent]).toEqual([true, []]);
  await giveName(' Ada ');
  expect(await waiting).toEqual([true, true]);
  expect([isAskingName.value, editorName.value, session.value?.who, sent]).toEqual([false, 'Ada', 'Ada', ['Ada']]);
  expect(await isNamed()).toBe(true);
});

test('without a name nothing is signed', async () => {
  const waiting = isNamed();
  isAskingName.value = false;
  expect(await waiting).toBe(false);
});

test('a server that has forgotten the name is told it before a decision', async () => {
  answers();
  keepName('Ada');
  expect(await isNamed()).toBe(true);
  await tellName();
  expect(sent).toEqual(['Ada']);
});

test('a name that the server refuses is not kept', async () => {
  answers(400);
  await expect(giveName('Ada')).rejects.toThrow('expected another');
  expect(editorName.value).toBeUndefined();
});
