// Characters between the words of one name, as parts of a class of a regular expression with flag v.

/** Apostrophes as keyboards, typesetters and transcriptions write them. */
export const apostrophes = "'’‘‛ʼʻ＇`´′";

/** Marks without width: places for a line break, separators of letters that would join, directions of writing. */
const widthless = '\\u200B\\u200C\\u200E\\u200F\\u061C\\u202A-\\u202E\\u2066-\\u2069';

/** Hyphens, underscores, dots and marks without width, which join what they stand between to one word. */
export const hyphens = `[\\p{Pd}_·・${widthless}]`;

/** All that may stand between the words of a name: the above, spaces, a full stop, an apostrophe. */
export const joints = `[${hyphens}\\s.${apostrophes}]`;
