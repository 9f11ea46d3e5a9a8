import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runServer } from 'verdaccio';

export interface Registry {
  /** "http://127.0.0.1:4873" */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A registry for `@mmae/*` on the loopback interface: only this machine can reach it, and whoever can may publish. It asks no other
 * registry; a project selects it for that scope in `.npmrc` (`@mmae:registry=…`) and gets all other packages from its usual registry.
 *
 * @param folder where packages are stored; created if missing
 * @param port 0 for any free port
 */
export async function startRegistry(folder: string, port: number): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  const open = { access: '$all', publish: '$all', unpublish: '$all' };
  const server = (await runServer({
    self_path: join(folder, 'config.yaml'),
    configPath: join(folder, 'config.yaml'),
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd') } },
    uplinks: {},
    packages: { '@mmae/*': open },
    web: { enable: false },
    max_body_size: '100mb', // the sample corpus is 10 MB
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
  } as never)) as Server;
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
