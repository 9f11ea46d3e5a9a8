/** A package that the corpus is made from. */
export interface SourcePackage {
  readonly registry: 'debian' | 'npm';
  readonly name: string;
  readonly version: string;
  /** as the registry's client names the downloaded file */
  readonly file: string;
  readonly sha256: string;
  /** the licence of what is used */
  readonly licence: string;
  /** what of it goes into the corpus */
  readonly use: string;
}

/** Packages of Debian 12 and of npm, pinned by digest. Media are taken from them as they are; none of their code is run. */
export const sourcePackages = {
  wordnet: {
    registry: 'debian',
    name: 'wordnet-base',
    version: '1:3.0-37',
    file: 'wordnet-base_1%3a3.0-37_all.deb',
    sha256: '61060d960f9ada8fa120872312eccd3ecebfbab8c4579e4f5a74e1cf67620752',
    licence: 'WordNet 3.0',
    use: 'definitions, categories',
  },
  openclipart: {
    registry: 'debian',
    name: 'openclipart-svg',
    version: '1:0.18+dfsg-19',
    file: 'openclipart-svg_1%3a0.18+dfsg-19_all.deb',
    sha256: '989712d90d57dfa3230049f553bb43b76c30ee4d4b8c5f6e106e33f7db5cbdc5',
    licence: 'public domain',
    use: 'drawings',
  },
  art4apps: {
    registry: 'debian',
    name: 'pysiogame',
    version: '4.20.01-1',
    file: 'pysiogame_4.20.01-1_all.deb',
    sha256: '6b22766dfd8ef3a046c2665fe2598ac8a1ecee3d331bda38accf53de65bc59bf',
    licence: 'public domain as packaged; CC BY-SA 3.0 at Art4Apps',
    use: 'drawings and photographs of Art4Apps',
  },
  gcompris: {
    registry: 'debian',
    name: 'gcompris-qt-data',
    version: '3.1-2',
    file: 'gcompris-qt-data_3.1-2_all.deb',
    sha256: 'e9cf06ab2105529068df73085784e835d2ff03f870d2a8091f09125d40abac9f',
    licence: 'GPL 3, drawings of animals CC BY-SA 4.0, drum_kit.ogg CC Sampling Plus 1.0',
    use: 'drawings and recordings of instruments and animals, recordings of things',
  },
  ktuberling: {
    registry: 'debian',
    name: 'ktuberling-data',
    version: '4:22.12.3-1',
    file: 'ktuberling-data_4%3a22.12.3-1_all.deb',
    sha256: 'fba44c875bfa31ea488dadd9263e87a4dcaea0bd47d28817f6c0dc6d2af970ed',
    licence: 'GPL 2 or later',
    use: 'words spoken by a person',
  },
  scratch: {
    registry: 'debian',
    name: 'scratch',
    version: '1.4.0.6~dfsg1-6.1',
    file: 'scratch_1.4.0.6~dfsg1-6.1_all.deb',
    sha256: '36c582eb93110f64f06c4e685c41e933ccba2fa68db12f79b10bfe840b21fc10',
    licence: 'CC BY-SA 3.0',
    use: 'recordings of animals and things',
  },
  noto: {
    registry: 'npm',
    name: 'emoji-datasource-google',
    version: '16.0.0',
    file: 'emoji-datasource-google-16.0.0.tgz',
    sha256: 'fb5fd131b362aab7a55542d2a147a79708cce0a8b1c1bbacd470172708b5c438',
    licence: 'MIT; drawings of Noto Emoji: Apache 2.0',
    use: 'drawings',
  },
  gameIcons: {
    registry: 'npm',
    name: '@iconify-json/game-icons',
    version: '1.2.4',
    file: 'iconify-json-game-icons-1.2.4.tgz',
    sha256: 'f5758efb34d91c4f50b941f355f16ee73938625e5996fabc25171288404460a4',
    licence: 'CC BY 3.0, authors of game-icons.net',
    use: 'drawings in black and white',
  },
} as const satisfies Record<string, SourcePackage>;

/** A short name of a package, as columns of the corpus have it. */
export type SourceName = keyof typeof sourcePackages;

/** The packages as a table in Markdown. */
export function packageTable(packages: Record<string, SourcePackage> = sourcePackages): string {
  const rows = Object.entries(packages).map(([name, { registry, name: fullName, version, licence, use }]) =>
    [name, `${registry}: ${fullName} ${version}`, use, licence].join(' | '),
  );
  return ['| source | package | used for | licence |', '| --- | --- | --- | --- |', ...rows.map((row) => `| ${row} |`), ''].join('\n');
}
