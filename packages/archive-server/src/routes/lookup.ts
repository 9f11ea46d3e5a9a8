import type { Archive, ArchiveSample, Asset } from '@mmae/archive-store';
import type { FastifyRequest } from 'fastify';
import { notFound } from '../http/http-error.ts';
import { nameReader, wantedLanguage, type NameOf } from '../views/concept-names.ts';
import type { ServerContext } from '../server-context.ts';

export const idOf = ({ params }: FastifyRequest): string => (params as { id: string }).id;

/** The sample of the address. @throws 404 */
export const sampleOf = (archive: Archive, request: FastifyRequest): ArchiveSample => knownSample(archive, idOf(request));

/** @throws 404 */
export function knownSample(archive: Archive, id: string): ArchiveSample {
  const sample = archive.sampleById(id);
  if (!sample) throw notFound('the id of a sample', id);
  return sample;
}

/** The asset of the address. @throws 404 */
export function assetOf(archive: Archive, request: FastifyRequest): Asset {
  const id = idOf(request);
  const asset = archive.assetById(id);
  if (!asset) throw notFound('the id of an asset', id);
  return asset;
}

/** Names of concepts in the language of the request. */
export const namesFor = ({ vocabulary }: ServerContext, { headers }: FastifyRequest): NameOf =>
  nameReader(vocabulary, wantedLanguage(headers['accept-language']));
