/** What bytes 0x80 to 0x9f are; five of them are nothing. */
const high = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Bytes as Windows-1252 has them. Our own, as TextDecoder of some versions of Node gives Latin-1 instead: no dashes, no quotation marks. */
export const decodeWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .replaceAll(/[\x80-\x9f]/g, (character) => high[character.charCodeAt(0) - 0x80]);

/** Whether a text has a character that stands for a byte without one. */
export const hasUndefinedBytes = (text: string): boolean => /[\x81\x8d\x8f\x90\x9d]/.test(text);
