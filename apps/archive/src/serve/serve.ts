import { networkInterfaces } from 'node:os';
import { pageFolder } from '@mmae/archive-page';
import { openSearch } from '@mmae/archive-search';
import { isLoopback, serveArchive, type ArchiveServer } from '@mmae/archive-server';
import { openArchive } from '@mmae/archive-store';
import type { CommandContext } from '@mmae/command-line';
import { archiveVocabulary } from '../archive-vocabulary.ts';
import { currentRunEmbedder } from '../run/current-run-embedder.ts';
import { tokensFor, type Tokens } from './tokens.ts';

export interface ServeCommandOptions {
  readonly archive: string;
  readonly host: string;
  readonly port: number;
  readonly hostName: readonly string[];
  readonly who?: string;
}

/** `mmae-archive serve`: serves until it is interrupted, which is how it is meant to end. Its address is printed on stdout. */
export async function serve(options: ServeCommandOptions, context: CommandContext): Promise<void> {
  const { progress, signal, print } = context;
  const archive = openArchive(options.archive);
  try {
    const { host, port, hostName: hostNames, who = userName() } = options;
    const tokens = tokensFor(isLoopback(host), process.env);
    const onError = (error: Error) => progress.say(error.stack ?? error.message);
    const search = openSearch(archive, { embed: currentRunEmbedder(archive) });
    const served = { archive, search, vocabulary: await archiveVocabulary(options.archive), pageFolder: await pageFolder(), onError };
    const server = await serveArchive(served, { host, port, hostNames, who, ...tokens });
    print(`${addressOf(server, host)}\n`);
    sayTokens(tokens, context);
    progress.say('Ctrl-C ends the server.');
    await whenAborted(signal);
    await server.close();
  } finally {
    archive.close();
  }
}

/** Of whoever runs the server; decisions need some name. */
const userName = () => process.env.USER || process.env.USERNAME || 'editor';

/** An address that others can open: that of the first network, where the server listens to all. */
function addressOf({ url, port }: ArchiveServer, host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return url;
  const networks = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outer = networks.find(({ internal, family }) => !internal && family === 'IPv4');
  return `http://${outer?.address ?? '127.0.0.1'}:${port}`;
}

/** Tokens that were made are secrets that nobody knows yet; those of the environment are known. */
function sayTokens({ token, readerToken }: Tokens, { progress }: CommandContext): void {
  const { MMAE_ARCHIVE_TOKEN: known, MMAE_ARCHIVE_READER_TOKEN: knownReader } = process.env;
  if (token !== undefined && token !== known) progress.say(`token of editors: ${token}`);
  if (readerToken !== undefined && readerToken !== knownReader) progress.say(`token of readers: ${readerToken}`);
}

const whenAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
