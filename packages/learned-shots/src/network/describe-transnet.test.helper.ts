import { openTransnet } from './transnet.ts';

const isRequired = process.env.MMAE_REQUIRE_TRANSNET !== undefined;

const isSetUp = await openTransnet({ numThreads: 1 }).then(
  (transnet) => transnet.close().then(() => true),
  () => false,
);

/** Tests that need the network. They are skipped where it is not set up, unless MMAE_REQUIRE_TRANSNET is set. */
export const describeTransnet = isRequired || isSetUp ? describe : describe.skip;
