// Lets Node run the TypeScript sources of every room with no build before it:
//   node --import ./tools/run-sources/register.mjs apps/trainer/src/main.ts
import { register as registerHooks } from 'node:module';
import { register as registerTypeScript } from 'tsx/esm/api';

registerTypeScript();
registerHooks('./source-condition.mjs', import.meta.url);
