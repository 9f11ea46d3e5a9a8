import { makeArchive, serveForTest, testFolder, type TestServer } from '../served.test.support.ts';

const { archive, ids } = await makeArchive(testFolder());
afterAll(() => archive.close());
const open = await serveForTest(archive, { hostNames: ['archive.example.org'] });
const token = 'editor-token-0123456789';
const readerToken = 'reader-token-0123456789';
const closed = await serveForTest(archive, { token, readerToken });
const [first] = ids as [string];

const decision = JSON.stringify({ decisions: [{ sample: first, label: 'boats', verdict: 'add' }] });
const json = { 'content-type': 'application/json' };
const statusOf = async (server: TestServer, path: string, headers: Record<string, string>) => (await server.ask(path, { headers })).status;
const numDecisions = () => archive.counts().numDecisions;

/** Sends a decision and tells the status and whether anything was written. */
async function decide(server: TestServer, headers: Record<string, string>) {
  const before = numDecisions();
  const { status } = await server.ask('/api/decisions', { method: 'POST', headers: { ...json, ...headers }, body: decision });
  return [status, numDecisions() - before];
}

test.each([
  ['localhost', 200],
  ['localhost:4747', 200],
  ['127.0.0.1:80', 200],
  ['[::1]:4747', 200],
  ['192.168.1.7', 200],
  ['Archive.Example.org', 200],
  ['evil.example', 421],
  ['127.0.0.1.evil.example', 421],
  ['localhost.evil.example', 421],
  ['archive.example.org.evil.example', 421],
  ['user@localhost', 421],
  ['localhost/..', 421],
])('with Host %s a request is answered with %i', async (host, status) => {
  expect(await statusOf(open, '/api/status', { host })).toBe(status);
});

test.each([
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-site' }, 403],
  [{ 'sec-fetch-site': 'same-origin' }, 200],
  [{ 'sec-fetch-site': 'none' }, 200],
  [{ origin: 'http://evil.example' }, 403],
  [{ origin: 'null' }, 403],
  [{ origin: 'http://127.0.0.1:1' }, 403],
])('data are not given to other sites: %j is answered with %i', async (headers, status) => {
  for (const path of ['/api/status', '/%61pi/status', `/media/still/${first}`]) expect(await statusOf(open, path, headers)).toBe(status);
});

test('a link from another site leads to the page, not to data', async () => {
  expect(await statusOf(open, '/nothing', { 'sec-fetch-site': 'cross-site' })).toBe(404); // there is no page here
});

test('a decision needs the cookie and the token of its session', async () => {
  const visitor = await open.enter();
  const { cookie, 'x-mmae-csrf': csrf } = visitor;
  const other = await open.enter();
  expect(await decide(open, { cookie, 'x-mmae-csrf': csrf, origin: open.url, host: new URL(open.url).host })).toEqual([200, 1]);
  expect(await decide(open, {})).toEqual([403, 0]);
  expect(await decide(open, { cookie })).toEqual([403, 0]);
  expect(await decide(open, { 'x-mmae-csrf': csrf })).toEqual([403, 0]);
  expect(await decide(open, { cookie, 'x-mmae-csrf': other['x-mmae-csrf'] })).toEqual([403, 0]);
  expect(await decide(open, { cookie, 'x-mmae-csrf': csrf, origin: 'http://evil.example' })).toEqual([403, 0]);
  expect(await decide(open, { cookie, 'x-mmae-csrf': csrf, 'content-type': 'text/plain' })).toEqual([415, 0]);
});

test('with a token, nobody sees anything before it was given', async () => {
  for (const path of ['/api/status', '/api/events', `/media/still/${first}`, '/api/nothing'])
    expect(await statusOf(closed, path, {})).toBe(401);
  const wrong = await closed.ask('/api/session', { method: 'POST', headers: json, body: JSON.stringify({ token: `${token}x` }) });
  expect([wrong.status, wrong.json(), wrong.headers['set-cookie']]).toEqual([
    401,
    { error: 'expected the token of the archive, got another. Ask whoever runs the server.' },
    undefined,
  ]);
  expect((await closed.enter()).session).toMatchObject({ role: 'none', needsToken: true });
});

test('a reader reads and searches, and changes nothing', async () => {
  const { cookie, 'x-mmae-csrf': csrf, session } = await closed.enter({ token: readerToken });
  expect(session).toMatchObject({ role: 'reader', needsToken: true });
  expect(await statusOf(closed, '/api/status', { cookie })).toBe(200);
  expect((await closed.post('/api/samples/by-key', { keys: [1] }, { cookie, 'x-mmae-csrf': csrf })).status).toBe(200);
  expect(await decide(closed, { cookie, 'x-mmae-csrf': csrf })).toEqual([403, 0]);
  for (const path of ['/api/decisions/undo', '/api/assets/aaaa/proxy']) {
    expect((await closed.post(path, { ids: ['x'] }, { cookie, 'x-mmae-csrf': csrf })).status).toBe(403);
  }
});

test('an editor decides under the name that was given; a forged cookie is nobody', async () => {
  const { cookie, 'x-mmae-csrf': csrf, session } = await closed.enter({ token, who: 'Ada' });
  expect(session).toMatchObject({ role: 'editor', who: 'Ada' });
  expect(await decide(closed, { cookie, 'x-mmae-csrf': csrf })).toEqual([200, 1]);
  expect(archive.decisionsOf(archive.sampleById(first)!.key).at(-1)!.who).toBe('Ada');
  const [name, value = ''] = cookie.split('=');
  const [, signature] = value.split('.');
  const forged = Buffer.from(JSON.stringify({ role: 'editor', who: 'Eve', nonce: 'n' })).toString('base64url');
  expect(await statusOf(closed, '/api/status', { cookie: `${name}=${forged}.${signature}` })).toBe(401);
  expect(await statusOf(closed, '/api/status', { cookie: `${name}=${forged}` })).toBe(401);
});

test('the cookie is kept from scripts and other sites', async () => {
  const { headers } = await open.ask('/api/session');
  expect(headers['set-cookie']![0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
});

test('every answer, also an error, carries the policy, and nobody may frame or sniff it', async () => {
  for (const path of ['/api/status', '/api/nothing', '/nothing', '/api/search?limit=x']) {
    const { headers } = await open.ask(path);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    expect([headers['x-content-type-options'], headers['x-frame-options']]).toEqual(['nosniff', 'DENY']);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('bodies are bounded, and nothing is made of what is no JSON', async () => {
  const { cookie, 'x-mmae-csrf': csrf } = await open.enter();
  const post = async (path: string, body: string) =>
    (
      await open.ask(path, {
        method: 'POST',
        headers: { ...json, cookie, 'x-mmae-csrf': csrf, 'content-length': String(body.length) },
        body,
      })
    ).status;
  expect(await post('/api/session', JSON.stringify({ who: 'x'.repeat(20_000) }))).toBe(413);
  expect(await post('/api/samples/by-key', JSON.stringify({ keys: Array.from({ length: 501 }, (_, i) => i) }))).toBe(400);
  expect(await post('/api/decisions', '{"decisions": [')).toBe(400);
  expect(await post('/api/decisions', '{"__proto__": {"who": "Eve"}}')).toBe(400);
  expect(await post('/api/session', JSON.stringify({ role: 'editor' }))).toBe(400);
});
