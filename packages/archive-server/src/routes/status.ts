import type { FastifyInstance } from 'fastify';
import { basename } from 'node:path';
import type { ArchiveStatus } from '../api.ts';
import type { ServerContext } from '../server-context.ts';
import { remembered } from '../views/remembered.ts';
import { modelWorth } from '../views/worth.ts';

/** `GET /api/status` and `/api/worth`. */
export function statusRoutes(app: FastifyInstance, { archive }: ServerContext): void {
  const languages = remembered(archive.indexVersion, () => archive.languages());
  const withoutLanguages = remembered(archive.version, (): Omit<ArchiveStatus, 'languages'> => {
    const run = archive.currentRun();
    return {
      ...{ name: basename(archive.folder), ...archive.counts() },
      ...(run && { run: { name: run.name, version: run.version, modalities: run.modalities } }),
      ...{ jobs: archive.jobs(), version: archive.version() },
    };
  });
  const worth = remembered(archive.version, () => modelWorth(archive.reviewed()));
  app.get('/api/status', async (): Promise<ArchiveStatus> => ({ ...(await withoutLanguages()), languages: await languages() }));
  app.get('/api/worth', worth);
}
