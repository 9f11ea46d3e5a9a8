import { join } from 'node:path';
import { Application, type TypeDocOptions } from 'typedoc';

/**
 * The documentation site: every package by its README and what it exports, beside them the pages of docs/, glossary and decisions. Nothing is fetched,
 * neither to make it nor to read it.
 *
 * @returns how many things TypeDoc warned of
 * @throws Error where the sources cannot be read
 */
export async function writeSite(workspace: string, out: string): Promise<number> {
  const application = await Application.bootstrapWithPlugins(optionsOf(workspace, out));
  const project = await application.convert();
  if (!project) throw new Error('writeSite: expected sources that TypeDoc can read, got the errors above. `npm run typecheck` tells more.');
  application.validate(project);
  await application.generateDocs(project, out);
  return application.logger.warningCount + application.logger.errorCount;
}

/** A type that is not exported is nobody's to use: no page for it is no fault. */
const validation = { invalidLink: true, invalidPath: true, notExported: false };

const optionsOf = (workspace: string, out: string): TypeDocOptions => ({
  name: 'MMAE',
  out,
  logLevel: 'Warn',
  readme: join(workspace, 'README.md'),
  projectDocuments: ['ARCHITECTURE', 'GLOSSARY', 'results', 'performance', 'ablations', 'decisions/*', '../CONTRIBUTING'].map((page) =>
    join(workspace, 'docs', `${page}.md`),
  ),
  entryPointStrategy: 'packages',
  entryPoints: [join(workspace, 'packages/*'), join(workspace, 'apps/*')],
  packageOptions: { entryPoints: ['src/index.ts'], readme: 'README.md', includeVersion: true, validation },
  disableSources: true, // a site on an intranet has no public repository to point into
  disableGit: true,
  excludeExternals: true,
  validation,
  navigation: { includeCategories: false },
});
