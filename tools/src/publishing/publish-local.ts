// `npm run publish:local [URL]`: builds all packages and publishes them to a registry, by default that of `npm run registry`.
import { defaultPort, publishAll } from './publish.ts';

await publishAll(process.argv[2] ?? `http://127.0.0.1:${defaultPort}`);
