import type { FastifyInstance } from 'fastify';
import { basename } from 'node:path';
import type { ArchiveStatus } from '../api.ts';
import type { ServerContext } from '../server-context.ts';
import { modelWorth } from '../views/worth.ts';

/** `GET /api/status` and `/api/worth`. */
export function statusRoutes(app: FastifyInstance, { archive }: ServerContext): void {
  app.get('/api/status', (): ArchiveStatus => {
    const run = archive.currentRun();
    return {
      ...{ name: basename(archive.folder), ...archive.counts() },
      ...(run && { run: { name: run.name, version: run.version, modalities: run.modalities } }),
      ...{ jobs: archive.jobs(), languages: archive.languages(), version: archive.version() },
    };
  });
  app.get('/api/worth', () => modelWorth(archive.reviewed()));
}
