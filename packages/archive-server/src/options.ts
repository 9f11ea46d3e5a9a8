import type { Options } from '@mmae/input';
import { z } from 'zod';

const token = z.string().min(16).optional();

/** Options of `serveArchive` that a user sets. */
export const serverOptions = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').describe('address to listen on; anything but this machine needs a token'),
  port: z.int().min(0).max(65_535).default(4747).describe('port to listen on; 0 takes a free one'),
  token: token.describe('secret that makes a visitor an editor; without one, everybody who reaches the server is'),
  readerToken: token.describe('secret that makes a visitor a reader, who changes nothing; needs a token as well'),
  hostNames: z
    .array(z.string().min(1))
    .default([])
    .describe('further names under which the server is reached, such as archive.example.org'),
  maxStillBytes: z
    .int()
    .min(10_000_000)
    .default(2_000_000_000)
    .describe(
      'bytes of small stills that are kept in cache/stills, those used last; 2 GB hold one width of 200,000 samples at about 10 kB each',
    ),
  who: z.string().min(1).max(100).default('editor').describe('name that decisions are signed with until the visitor gives one'),
});

export type ServerOptions = Options<typeof serverOptions>;
