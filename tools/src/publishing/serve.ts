// `npm run registry`: a registry for the packages on http://127.0.0.1:4873, kept in .registry/, until Ctrl-C.
import { fileURLToPath } from 'node:url';
import { defaultPort } from './publish.ts';
import { startRegistry } from './registry.ts';

const { url } = await startRegistry(fileURLToPath(new URL('../../../.registry', import.meta.url)), defaultPort);
process.stdout.write(
  `${url} is open until Ctrl-C. Publish to it: npm run publish:local. Install from it: npm install --@mmae:registry=${url} @mmae/trainer\n`,
);
