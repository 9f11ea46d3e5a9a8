// `npm run api [-- NAME…] [-- --check]`: writes the public API of every package, or of those named, from the built declarations to
// <package>/<name>.api.md. With --check it fails if a report is out of date, so that every change of a public API is visible in review. Build first.
import { Extractor, ExtractorConfig, type ExtractorMessage } from '@microsoft/api-extractor';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { workspace } from '../workspace.ts';
import { canonicalReport } from './canonical-report.ts';
import { entryPoints, type EntryPoint } from './entry-points.ts';

const compilerOptions = {
  target: 'es2022',
  lib: ['es2023'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  strict: true,
  skipLibCheck: true,
};
const isCheck = process.argv.includes('--check');
const names = process.argv.slice(2).filter((argument) => argument !== '--check');

const chosen = entryPoints(workspace).filter(({ folder }) => names.length === 0 || names.includes(basename(folder)));
const changed = chosen.filter((entry) => !isReportTrue(entry));
if (isCheck && changed.length > 0) {
  const files = changed.map((entry) => relative(workspace, reportOf(entry))).join(', ');
  process.stderr.write(
    `api: expected the public API to match its reports, got changes in ${files}. Run \`npm run api\` and commit the reports.\n`,
  );
  process.exitCode = 1;
}

function reportOf({ folder, name }: EntryPoint): string {
  return join(folder, `${name}.api.md`);
}

/** Compares a report with the declarations, and rewrites it unless this is a check. @returns whether it was up to date */
function isReportTrue(entry: EntryPoint): boolean {
  if (!existsSync(entry.declarations))
    throw new Error(`api: expected ${relative(workspace, entry.declarations)}, got none. Run \`npm run build\`.`);
  const config = configOf(entry);
  Extractor.invoke(config, { localBuild: false, messageCallback: quietly }); // writes reportTempFilePath only
  const [old, made] = [reportOf(entry), config.reportTempFilePath];
  if (existsSync(old) && readReport(old) === readReport(made)) return true;
  if (!isCheck) copyFileSync(made, old);
  return false;
}

function readReport(path: string): string {
  return canonicalReport(readFileSync(path, 'utf8').replaceAll('\r\n', '\n'));
}

/** Warnings of API Extractor are written into the report. */
function quietly(message: ExtractorMessage): void {
  message.handled = message.logLevel !== 'error';
}

function configOf({ folder, name, declarations }: EntryPoint): ExtractorConfig {
  const report = { logLevel: 'none', addToApiReportFile: false } as const;
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(folder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: declarations,
      compiler: { overrideTsconfig: { compilerOptions, files: [declarations] } },
      apiReport: { enabled: true, reportFolder: folder, reportTempFolder: join(folder, 'dist/api'), reportFileName: `${name}.api.md` },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: report },
        extractorMessageReporting: { default: report },
        tsdocMessageReporting: { default: report },
      },
    },
  } as never);
}
