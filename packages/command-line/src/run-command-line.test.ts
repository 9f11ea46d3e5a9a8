// Help, suggestions and the order of options (`configure-command.ts`) are tested through commands that run.
import { InputError } from '@mmae/input';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { choiceOption, Command, numberOption, runCommandLine, type CommandContext } from './index.ts';
import { recordingStreams } from './recording-streams.test.support.ts';

/** `bake DISH`, `bake mix FOOD…` and `bake oven status`, which print what they are given. */
function bake({ print }: CommandContext) {
  const seed = () => numberOption('--seed <n>', 'of the draws', { isInteger: true }).default(0);
  const mix = new Command('mix')
    .description('Mixes food.')
    .argument('<food...>', 'what to mix')
    .addOption(seed())
    .option('--hot', 'heats it')
    .action((food, options) => print(`${JSON.stringify({ food, ...options })}\n`));
  const oven = new Command('oven').description('The oven.').addCommand(new Command('status').description('Is it hot?').action(() => print('cold\n')));
  return new Command('bake')
    .description('Bakes.')
    .argument('[dish]', 'what to bake')
    .addOption(seed())
    .addOption(choiceOption('--fuel <name>', 'what burns', ['wood', 'gas']).default('gas'))
    .addCommand(mix)
    .addCommand(oven)
    .action((dish, options) => print(`${JSON.stringify({ dish, ...options })}\n`));
} // prettier-ignore

async function run(...args: string[]) {
  const streams = recordingStreams();
  return { code: await runCommandLine(bake, args, streams), ...streams.written };
}

test('a command gets its arguments and its typed options', async () => {
  expect(await run('cake', '--seed', '7')).toEqual({ code: 0, out: '{"dish":"cake","seed":7,"fuel":"gas"}\n', error: '' });
  expect(await run('mix', 'egg', 'milk', '--hot')).toMatchObject({ code: 0, out: '{"food":["egg","milk"],"seed":0,"hot":true}\n' });
  expect(await run('oven', 'status')).toEqual({ code: 0, out: 'cold\n', error: '' });
});

test('options may come before the name of a subcommand that knows them', async () => {
  expect(await run('--seed', '3', 'mix', 'egg')).toMatchObject({ code: 0, out: '{"food":["egg"],"seed":3}\n' });
  expect(await run('--fuel', 'wood', 'mix', 'egg')).toMatchObject({
    code: 2,
    error: 'bake mix: expected its own options, got --fuel before its name. See bake mix --help.\n',
  });
});

test('help lists every argument, option, default and exit code, of the command and of each subcommand', async () => {
  expect(await run('--help')).toEqual({
    code: 0,
    error: '',
    out: `Usage: bake [options] [command] [dish]

Bakes.

Arguments:
  dish                     what to bake

Options:
  --seed <n>               of the draws (default: 0)
  --fuel <name>            what burns (one of wood, gas) (default: "gas")
  -h, --help               show this help

Commands:
  mix [options] <food...>  Mixes food.
  oven                     The oven.
  help [command]           show the help of a command

Exit codes:
  0    done
  1    internal error: please report this bug; or a failure that the message explains
  2    bad input: an option, a file or a folder
  130  interrupted
`,
  });
  const ofMix = await run('mix', '--help');
  expect(ofMix.out).toMatch(/Usage: bake mix \[options\] <food\.\.\.>[^]* --seed <n> +of the draws \(default: 0\)\n[^]* 130 +interrupted/);
  expect(await run('help', 'mix')).toEqual(ofMix);
  expect((await run('oven', 'status', '-h')).out).toContain('Usage: bake oven status');
});

test.each([
  [['--sede', '3'], "bake: unknown option '--sede'. Did you mean --seed? See bake --help."],
  [['mix', 'egg', '--seat', '3'], "bake mix: unknown option '--seat'. Did you mean --seed? See bake mix --help."],
  [['mixx'], 'bake: unknown command "mixx". Did you mean the command mix? See bake --help.'],
  [['mixx', 'egg'], 'bake: too many arguments. Expected 1 argument but got 2. Got "mixx" "egg". Did you mean the command mix? See bake --help.'],
  [['oven', 'stats'], "bake oven: unknown command 'stats'. Did you mean status? See bake oven --help."],
  [['oven'], 'bake oven: expected a command of status, got none. See bake oven --help.'],
  [['mix'], "bake mix: missing required argument 'food'. See bake mix --help."],
  [['cake', '--seed'], "bake: option '--seed <n>' argument missing. See bake --help."],
  [['cake', '--seed', 'two'], '--seed: expected a whole number of 0 or more, got "two".'],
  [['cake', '--fuel', 'gaz'], '--fuel: expected one of wood, gas, got "gaz". Did you mean gas?'],
  [['cake', '--\x1b[31m'], "bake: unknown option '--\\u001b[31m'. See bake --help."],
])('%j ends with 2 and says what to type instead', async (args, message) => {
  expect(await run(...args)).toEqual({ code: 2, out: '', error: `${message}\n` });
}); // prettier-ignore

const failing = async (error: unknown) => {
  const streams = recordingStreams();
  const define = () => new Command('fail').action(() => Promise.reject(error as Error));
  return { code: await runCommandLine(define, [], streams), ...streams.written };
};

test('bad input ends with 2 and its message alone, a bug with 1 and its stack', async () => {
  expect(await failing(new InputError('the message'))).toEqual({ code: 2, out: '', error: 'the message\n' });
  expect(await failing(new RangeError('pca: expected 1, got 2'))).toMatchObject({ code: 1, error: expect.stringMatching(/^Internal error: please report this bug.*\nRangeError: pca: expected 1, got 2\n +at /) as string }); // prettier-ignore
});

test('a command that fails on a terminal leaves no partial progress line', async () => {
  const streams = recordingStreams();
  const onTerminal = { ...streams, stderr: { ...streams.stderr, isTTY: true, columns: 80 } };
  const define = ({ progress }: CommandContext) =>
    new Command('fail').action(() => {
      progress.update('1 of 2');
      throw new InputError('the message');
    });
  expect(await runCommandLine(define, [], onTerminal)).toBe(2);
  expect(streams.written.error).toBe('\r\x1b[K1 of 2\r\x1b[Kthe message\n');
});

test('a result is printed with its control characters escaped', async () => {
  const streams = recordingStreams();
  await runCommandLine(({ print }) => new Command('show').action(() => print('\x1b[2J\tid\n')), [], streams);
  expect(streams.written.out).toBe('\\u001b[2J\tid\n');
});

describe('an interruption', () => {
  const interrupted = async (then: (signal: AbortSignal) => void) => {
    const streams = recordingStreams();
    const define = ({ signal }: CommandContext) => new Command('work').action(() => then(signal));
    return { code: await runCommandLine(define, [], streams), ...streams.written };
  };

  test.each(['SIGINT', 'SIGTERM'] as const)('%s lets the command end, with 130', async (name) => {
    const ended = await interrupted((signal) => {
      process.emit(name);
      process.emit(name); // as npx sends it again
      signal.throwIfAborted();
    });
    const error = 'Interrupted: ending after the current step. Interrupt again to stop at once.\n';
    expect(ended).toEqual({ code: 130, out: '', error });
    expect(process.listenerCount(name)).toBe(0);
  });

  test('does not hide an error that occurs at the same time', async () => {
    const { code, error } = await interrupted(() => {
      process.emit('SIGINT');
      throw new InputError('the message');
    });
    expect([code, error.endsWith('the message\n')]).toEqual([2, true]);
  });

  test('a second one ends the process at once, with 130', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', endless], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    await once(child.stderr, 'data');
    const again = setInterval(() => child.kill('SIGINT'), 300);
    const [code] = (await once(child, 'close')) as [number];
    clearInterval(again);
    expect([code, stderr]).toEqual([130, 'Interrupted: ending after the current step. Interrupt again to stop at once.\n']);
  });
});

const root = new URL('../../../', import.meta.url);
const endless = `
  await import(${JSON.stringify(new URL('tools/run-sources/register.mjs', root).href)});
  const { Command, runCommandLine } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
  const work = () => new Promise(() => { process.stdout.write('begun'); setInterval(() => {}, 1000); });
  await runCommandLine(() => new Command('work').action(work), []);
`;

test('the package never writes to a stream that it was not given', () => {
  const source = ['run-command-line', 'configure-command', 'exit-codes', 'options', 'progress', 'streams'].map((name) => readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8')); // prettier-ignore
  expect(source.join('')).not.toMatch(/process\.std(out|err)\.write|console\./);
});
