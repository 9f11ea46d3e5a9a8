import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { isLfsPointer } from '@mmae/files';
import { lookOf } from './file-look.ts';
import { ManifestError } from './manifest-error.ts';
import { decode, encodingOf, type Encoding } from './text-encoding.ts';

/** A manifest as it was on disk, its text in UTF-8 without a byte order mark. */
export interface ManifestFile {
  readonly file: string;
  readonly format: 'csv' | 'jsonl';
  readonly utf8: Buffer;
  readonly encoding: Encoding;
  /** sha-256 of the bytes on disk */
  readonly fingerprint: string;
}

/**
 * Reads a manifest whole, whatever it is encoded as: a file, or the `manifest.csv`, `.tsv`, `.txt`, `.jsonl` or `.ndjson` of a folder.
 *
 * @throws ManifestError where there is none, or it is no text, or of an encoding that cannot be told
 */
export async function readManifestFile(path: string): Promise<ManifestFile> {
  const file = existsSync(path) && statSync(path).isDirectory() ? manifestIn(path) : resolve(path);
  if (!existsSync(file)) throw notFound(path, file);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw refusal(file, error.code ?? String(error), 'a file that can be read, of 2 GiB at most', 'Check its permissions, or split it.');
  });
  if (isLfsPointer(bytes)) throw refusal(file, 'a Git LFS pointer, which stands in for it', 'a table as text', pullIt);
  const found = encodingOf(bytes);
  const other = formatOf(bytes) ?? ('problem' in found ? binaryFormatOf(bytes) : undefined);
  if (other) throw refusal(file, other, 'a table as text', saveAsCsv);
  if ('problem' in found) throw refusal(file, found.problem, 'UTF-8, UTF-16 or clearly Windows-1252', saveAsUtf8);
  if (found.encoding !== 'UTF-8' && bytes.length > mostRecoded)
    throw refusal(file, found.encoding, 'UTF-8 in a file of more than 256 MiB', saveAsUtf8);
  const utf8 = toUtf8(bytes, found.encoding);
  if (/^\s*\[\s*[\]{["]/.test(utf8.toString('utf8', 0, 64)))
    throw refusal(
      file,
      'a JSON array',
      'a table, or one JSON object a line',
      'Write it as lines: jq -c ".[]" manifest.json > manifest.jsonl',
    );
  const format = ['.jsonl', '.ndjson', '.json'].includes(extname(file).toLowerCase()) ? 'jsonl' : 'csv';
  return { file, format, utf8, encoding: found.encoding, fingerprint: createHash('sha256').update(bytes).digest('hex') };
}

/** In bytes: what is not UTF-8 is one string for a moment, and a string has 2^29 characters at most. */
const mostRecoded = 2 ** 28;

const pullIt = 'Run git lfs pull.';
const saveAsCsv =
  'Export it. Excel: File, Save As, "CSV UTF-8 (Comma delimited)"; LibreOffice: File, Save As, "Text CSV"; Numbers: File, Export To, "CSV".';
const saveAsUtf8 =
  'Save it as UTF-8. Excel: File, Save As, "CSV UTF-8 (Comma delimited)"; LibreOffice: Save As, "Text CSV", "Edit filter settings", "Unicode (UTF-8)".';

const refusal = (file: string, value: string, rule: string, remedy: string) =>
  new ManifestError(file, [{ line: 0, column: '', value, rule, remedy }]);

const notFound = (path: string, value: string) =>
  refusal(
    path,
    value,
    'a manifest that exists',
    'Name a manifest.csv or .jsonl, or a folder that holds one; mmae-train manifest FOLDER writes one.',
  );

/** `manifest.csv` where there is one, or else the only file of another ending and case. */
function manifestIn(folder: string): string {
  const files = readdirSync(folder);
  const manifests = files.filter((name) => /^manifest\.(csv|tsv|txt|jsonl|ndjson)$/i.test(name));
  const [only, ...others] = manifests.includes('manifest.csv') ? ['manifest.csv'] : manifests;
  if (others.length > 0) throw refusal(folder, manifests.join(', '), 'one manifest', 'Name the one to read.');
  if (only !== undefined) return join(folder, only);
  const near = files.filter((name) => /\.(csv|tsv|jsonl|ndjson|xlsx?|ods|numbers)$/i.test(name)).slice(0, 5);
  throw notFound(folder, near.join(', ') || join(folder, 'manifest.csv'));
}

/** A document that may hold a table but is none, in words; undefined for all else. */
function formatOf(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, 65_536);
  if (head.startsWith('PK\x03\x04')) {
    if (head.includes('opendocument.spreadsheet')) return 'an OpenDocument spreadsheet (.ods)';
    if (head.includes('Index/')) return 'a Numbers document';
    return head.includes('xl/') || head.includes('[Content_Types].xml') ? 'an Excel workbook (.xlsx)' : 'a ZIP archive';
  }
  if (head.startsWith('\xd0\xcf\x11\xe0')) return 'an Excel workbook of before 2007 (.xls)';
  if (!/^[\xef\xbb\xbf\s]*<[?!a-z]/i.test(head)) return undefined;
  return /<(html|table)/i.test(head) ? 'a web page' : 'an XML document';
}

/** What a file looks like by its first bytes, where that is a format that we know. */
function binaryFormatOf(bytes: Buffer): string | undefined {
  const look = lookOf(bytes.subarray(0, 64));
  return /^an? /.test(look) ? look : undefined;
}

function toUtf8(bytes: Buffer, encoding: Encoding): Buffer {
  if (encoding !== 'UTF-8') return Buffer.from(decode(bytes, encoding), 'utf8');
  return bytes.subarray(bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0);
}

const byteOrderMark = Buffer.of(0xef, 0xbb, 0xbf);
