import { readShipped } from '../read-encoder.ts';
import { shippedEncoders } from '../shipped.ts';
import { proveEncoder } from './prove-encoder.ts';

const isRequired = process.env.MMAE_REQUIRE_ENCODERS !== undefined;

/** Encoders that are not set up are skipped, unless MMAE_REQUIRE_ENCODERS is set. */
function isSetUp(name: (typeof shippedEncoders)[number]): boolean {
  try {
    readShipped(name);
    return true;
  } catch {
    return isRequired;
  }
}

for (const name of shippedEncoders) {
  (isSetUp(name) ? test : test.skip)(`${name} gives the numbers of PyTorch`, () => proveEncoder(name), 60_000);
}
