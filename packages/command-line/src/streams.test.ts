import { EventEmitter } from 'node:events';
import { ignoreClosedPipes, toTableRow } from './streams.ts';

test('a row has a cell per column, whatever the cells contain', () => {
  expect(toTableRow(['a\tb\r\nc', '\x1b[31mred', 'ü 狐'])).toBe('a b  c\t\\u001b[31mred\tü 狐\n');
  expect(toTableRow([''])).toBe('\n');
});

test('a reader that closes the pipe ends only the output; other errors of a stream are not hidden', () => {
  class Pipe extends EventEmitter {
    write = () => true;
  }
  const streams = { stdout: new Pipe(), stderr: new Pipe() };
  for (const _ of [1, 2]) ignoreClosedPipes(streams);
  for (const pipe of Object.values(streams)) {
    const failing = (code: string) => () => pipe.emit('error', Object.assign(new Error(code), { code }));
    expect(pipe.listenerCount('error')).toBe(1);
    expect(failing('EPIPE')).not.toThrow();
    expect(failing('EIO')).toThrow('EIO');
  }
});
