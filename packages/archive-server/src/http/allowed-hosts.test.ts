import { hostName, isAllowedHost, isLoopback } from './allowed-hosts.ts';

test('the name of a Host header is without port and brackets', () => {
  expect(['a.example:80', '[::1]:80', '127.0.0.1', 'A.Example', undefined, '', 'a b', 'a/b', 'a@b', 'a:b'].map(hostName)).toEqual([
    ...['a.example', '::1', '127.0.0.1', 'a.example', undefined, undefined, undefined, undefined, undefined, undefined],
  ]);
});

test('addresses and given names are allowed, other names are not', () => {
  const allowed = ['10.0.0.1:80', '[fe80::1]', 'localhost', 'ARCHIVE.example', 'archive.example:443'];
  expect(allowed.filter((host) => !isAllowedHost(host, ['Archive.example']))).toEqual([]);
  expect(['archive.example.evil', 'evil', undefined].filter((host) => isAllowedHost(host, ['archive.example']))).toEqual([]);
});

test('only this machine reaches a loopback address', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', 'localhost'].map(isLoopback)).toEqual([true, true, true, true]);
  expect(['0.0.0.0', '::', '192.168.1.2', '127.0.0.1.evil', 'archive.example'].map(isLoopback)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
