import { decode, encodingOf, isLfsPointer, type Encoding } from '@mmae/files';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { knownFileType } from '../files/file-type.ts';
import { ManifestError } from './manifest-error.ts';

/** The contents of a manifest file. */
export interface ManifestFile {
  readonly file: string;
  readonly format: 'csv' | 'jsonl';
  /** the text, without a byte order mark */
  readonly utf8: Buffer;
  readonly encoding: Encoding;
  /** SHA-256 of the bytes on disk, in hexadecimal */
  readonly fingerprint: string;
}

/**
 * Reads a manifest of any encoding into memory: a file, or the `manifest.csv`, `.tsv`, `.txt`, `.jsonl` or `.ndjson` of a folder.
 *
 * @throws ManifestError if there is none, or if it is not a text of a known encoding
 */
export async function readManifestFile(path: string): Promise<ManifestFile> {
  const file = existsSync(path) && statSync(path).isDirectory() ? manifestIn(path) : resolve(path);
  if (!existsSync(file)) throw notFound(path, file);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw refusal(file, error.code ?? String(error), 'a readable file of at most 2 GiB', 'Check its permissions, or split it.');
  });
  if (isLfsPointer(bytes)) throw refusal(file, 'a Git LFS pointer', 'a table as text', 'Run git lfs pull to download the manifest.');
  const found = encodingOf(bytes);
  const other = documentTypeOf(bytes) ?? ('problem' in found ? knownFileType(bytes.subarray(0, 64))?.description : undefined);
  if (other) throw refusal(file, other, 'a table as text', saveAsCsv);
  if ('problem' in found) throw refusal(file, found.problem, 'UTF-8, UTF-16 or clearly Windows-1252', saveAsUtf8);
  if (found.encoding !== 'UTF-8' && bytes.length > maxConvertedBytes)
    throw refusal(file, found.encoding, 'UTF-8, since the file is larger than 256 MiB', saveAsUtf8);
  const utf8 = toUtf8(bytes, found.encoding);
  if (/^\s*\[\s*[\]{["]/.test(utf8.toString('utf8', 0, 64)))
    throw refusal(
      file,
      'a JSON array',
      'a table, or one JSON object per line',
      'Convert it to lines: jq -c ".[]" manifest.json > manifest.jsonl',
    );
  const format = ['.jsonl', '.ndjson', '.json'].includes(extname(file).toLowerCase()) ? 'jsonl' : 'csv';
  return { file, format, utf8, encoding: found.encoding, fingerprint: createHash('sha256').update(bytes).digest('hex') };
}

/** Other encodings are converted through one string, and a string can hold at most 2^29 characters. */
const maxConvertedBytes = 2 ** 28;

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
    'an existing manifest',
    'Give the path of a manifest.csv or .jsonl, or of a folder that contains one. To create one: mmae-train manifest FOLDER, or mmae-luma compile FOLDER for the LUMA data set',
  );

/** `manifest.csv` if it exists, otherwise the only manifest with another extension or case. */
function manifestIn(folder: string): string {
  const files = readdirSync(folder);
  const manifests = files.filter((name) => /^manifest\.(csv|tsv|txt|jsonl|ndjson)$/i.test(name));
  const [only, ...others] = manifests.includes('manifest.csv') ? ['manifest.csv'] : manifests;
  if (others.length > 0) throw refusal(folder, manifests.join(', '), 'one manifest', 'Give the path of one of them.');
  if (only !== undefined) return join(folder, only);
  const near = files.filter((name) => /\.(csv|tsv|jsonl|ndjson|xlsx?|ods|numbers)$/i.test(name)).slice(0, 5);
  throw notFound(folder, near.join(', ') || join(folder, 'manifest.csv'));
}

/** The type of a document that may contain a table but is not text: a spreadsheet or a web page. */
function documentTypeOf(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, 65_536);
  if (head.startsWith('PK\x03\x04')) {
    if (head.includes('opendocument.spreadsheet')) return 'an OpenDocument spreadsheet (.ods)';
    if (head.includes('Index/')) return 'a Numbers document';
    return head.includes('xl/') || head.includes('[Content_Types].xml') ? 'an Excel workbook (.xlsx)' : 'a ZIP archive';
  }
  if (head.startsWith('\xd0\xcf\x11\xe0')) return 'an Excel workbook from before 2007 (.xls)';
  if (!/^[\xef\xbb\xbf\s]*<[?!a-z]/i.test(head)) return undefined;
  return /<(html|table)/i.test(head) ? 'a web page' : 'an XML document';
}

function toUtf8(bytes: Buffer, encoding: Encoding): Buffer {
  if (encoding !== 'UTF-8') return Buffer.from(decode(bytes, encoding), 'utf8');
  return bytes.subarray(bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0);
}

const byteOrderMark = Buffer.of(0xef, 0xbb, 0xbf);
