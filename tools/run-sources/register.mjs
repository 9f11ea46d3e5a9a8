// Lets Node run the TypeScript sources of every package without a build:
//   node --import ./tools/run-sources/register.mjs apps/trainer/src/main.ts
import { register as registerHooks } from 'node:module';
import { register as registerTypeScript } from 'tsx/esm/api';

registerTypeScript();
registerHooks('./source-condition.mjs', import.meta.url);
