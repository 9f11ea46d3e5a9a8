import { randomUUID } from 'node:crypto';
import type { Archive, ArchiveMap } from '@mmae/archive-store';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../server-context.ts';

/** `GET /api/map`. It is the same until the archive changes, which its tag says. */
export function mapRoute(app: FastifyInstance, { archive }: ServerContext): void {
  const server = randomUUID(); // another archive at the same address has other tags
  let known: { readonly tag: string; readonly bytes: Buffer } | undefined;
  app.get('/api/map', (request, reply) => {
    const tag = `"${server}-${archive.indexVersion()}"`;
    void reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    if (known?.tag !== tag) known = { tag, bytes: readMap(archive) };
    return reply.type('application/octet-stream').send(known.bytes);
  });
}

function readMap(archive: Archive): Buffer {
  const map = archive.map() ?? { sampleKeys: new Uint32Array(), positions: new Float32Array() };
  return toMapBytes(map, archive.clustersOf(map.sampleKeys));
}

/** Cluster of a sample that has none. */
const noCluster = 0xffff;

/**
 * The map as bytes, little endian: uint32 n; float32 x[n], y[n]; uint32 key[n]; uint16 cluster[n].
 *
 * @param clusters shape `[n]`, −1 for none
 */
export function toMapBytes({ sampleKeys, positions }: ArchiveMap, clusters: Int32Array): Buffer {
  const n = sampleKeys.length;
  const bytes = Buffer.alloc(4 + n * 14);
  bytes.writeUInt32LE(n, 0);
  for (let i = 0; i < n; i++) {
    bytes.writeFloatLE(positions[2 * i]!, 4 + 4 * i);
    bytes.writeFloatLE(positions[2 * i + 1]!, 4 + 4 * (n + i));
    bytes.writeUInt32LE(sampleKeys[i]!, 4 + 4 * (2 * n + i));
    const cluster = clusters[i]!;
    bytes.writeUInt16LE(cluster < 0 || cluster >= noCluster ? noCluster : cluster, 4 + 12 * n + 2 * i);
  }
  return bytes;
}
