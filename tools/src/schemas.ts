// `npm run schemas`: writes the published JSON Schemas and docs/settings.md from the schemas in the code. A test fails while one of them is out of date.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles } from './schemas/schema-files.ts';
import { workspace } from './workspace.ts';

for (const [path, text] of Object.entries(await schemaFiles())) {
  writeFileSync(join(workspace, path), text);
  process.stdout.write(`${path}\n`);
}
