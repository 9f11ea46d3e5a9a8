import { join } from 'node:path';
import { renderMermaidSVG } from 'beautiful-mermaid';
import { packageFolders } from '../import-graph.ts';
import { Application, PageEvent, type TypeDocOptions } from 'typedoc';

/**
 * The documentation site: the pages of docs/ in reading order, then every package with its README and its exports. Nothing is fetched, neither to make
 * the site nor to read it.
 *
 * @returns number of TypeDoc's warnings and errors
 * @throws Error where the sources cannot be read
 */
export async function writeSite(workspace: string, out: string): Promise<number> {
  const application = await Application.bootstrapWithPlugins(optionsOf(workspace, out));
  const project = await application.convert();
  if (!project) throw new Error('writeSite: expected sources that TypeDoc can read, got the errors above. Run `npm run typecheck`.');
  application.validate(project);
  application.renderer.on(PageEvent.END, (page) => {
    page.contents &&= withDiagrams(page.contents);
  });
  await application.generateDocs(project, out);
  return application.logger.warningCount + application.logger.errorCount;
}

/** Mermaid diagrams drawn in the page, in the fonts of the reader's system. */
const withDiagrams = (html: string): string =>
  html.replaceAll(/<pre><code class="mermaid">([^]*?)<\/code>(?:<button[^>]*>[^]*?<\/button>)?<\/pre>/g, (_, source: string) =>
    renderMermaidSVG(toText(source), { transparent: true })
      .replace(/@import[^;]*;/, '')
      .replace('style="', 'style="max-width: 100%; height: auto; '),
  );

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
const toText = (html: string) =>
  html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(#39|[a-z]+);/g, (entity, name: string) => entities[name] ?? entity);

/** A type that is not exported needs no page. */
const validation = { invalidLink: true, invalidPath: true, notExported: false };

/** In reading order: get started, your archive, concepts, reference, results, contributing. */
const pages = [
  'get-started',
  'your-archive',
  'archive',
  'ARCHITECTURE',
  'GLOSSARY',
  'settings',
  'results',
  'ablations',
  'performance',
  'gpu',
  '../CONTRIBUTING',
  'decisions/*',
];

const optionsOf = (workspace: string, out: string): TypeDocOptions => ({
  name: 'MMAE',
  out,
  logLevel: 'Warn',
  readme: join(workspace, 'README.md'),
  projectDocuments: pages.map((page) => join(workspace, 'docs', `${page}.md`)),
  sortEntryPoints: false,
  entryPointStrategy: 'packages',
  entryPoints: packageFolders.map((folder) => join(workspace, folder, '*')),
  packageOptions: { entryPoints: ['src/index.ts'], readme: 'README.md', includeVersion: true, validation },
  disableSources: true, // a site on an intranet has no public repository to point into
  disableGit: true,
  ignoredHighlightLanguages: ['mermaid'],
  excludeExternals: true,
  validation,
  navigation: { includeCategories: false },
});
