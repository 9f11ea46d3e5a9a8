import { Command, numberOption, repeatableOption, type CommandContext } from '@mmae/command-line';
import { archiveOption } from '../archive-option.ts';

const serveHelp = `
The page is at http://127.0.0.1:4747, for this machine only, and whoever opens it may decide. With another --host, others need a token: MMAE_ARCHIVE_TOKEN (at least
16 characters) makes an editor, MMAE_ARCHIVE_READER_TOKEN a reader, who changes nothing. Tokens that are not set are made anew and printed.
The server speaks HTTP: put a proxy with TLS in front of it where others can listen, and name the address that it has there with --host-name.`;

/** `mmae-archive serve`: the archive as a page. */
export const serveCommand = (context: CommandContext) =>
  new Command('serve')
    .description('Serves the page of an archive: search, programmes, clusters, the map, review, export. Ends with Ctrl-C.')
    .option('--host <address>', 'address to listen on; 0.0.0.0 for all of this machine', '127.0.0.1')
    .addOption(numberOption('--port <n>', 'port to listen on; 0 for a free one', { max: 65_535, isInteger: true }).default(4747))
    .addOption(repeatableOption('--host-name <name>', 'a further name under which the page is opened, such as archive.example.org'))
    .option('--who <name>', 'name that decisions are signed with until a visitor gives another (default: yours on this machine)')
    .addOption(archiveOption())
    .addHelpText('after', serveHelp)
    .action(async (options) => (await import('../serve/serve.ts')).serve(options, context));
