/** A name in the spellings that the code uses: `softVote`, `SoftVote`, `soft-vote`, "soft vote". */
export interface Names {
  readonly camel: string;
  readonly pascal: string;
  readonly kebab: string;
  readonly words: string;
}

/** @throws RangeError unless the name is camelCase of Latin letters and digits */
export function namesOf(name: string): Names {
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) throw new RangeError(`generate: expected a name in camelCase such as softVote, got "${name}".`);
  const kebab = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return { camel: name, pascal: name[0].toUpperCase() + name.slice(1), kebab, words: kebab.replaceAll('-', ' ') };
}
