/** A TTI block to write; the defaults are those of an ordinary subtitle. */
export interface StlBlock {
  /** hours, minutes, seconds, frames */
  readonly from: readonly [number, number, number, number];
  readonly to: readonly [number, number, number, number];
  readonly text: Uint8Array | readonly number[] | string;
  readonly number?: number;
  readonly extension?: number;
  readonly cumulative?: number;
  readonly isComment?: boolean;
}

export interface StlHeader {
  readonly format?: string;
  readonly table?: string;
  readonly language?: string;
  /** the start of the programme, as eight digits */
  readonly start?: string;
  readonly numBlocks?: number;
}

/** Writes EBU STL (EBU Tech 3264). */
export function stlFile(blocks: readonly StlBlock[], header: StlHeader = {}): Buffer {
  return Buffer.concat([gsi(blocks.length, header), ...blocks.map(tti)]);
}

function gsi(
  count: number,
  { format = 'STL25.01', table = '00', language = '09', start = '00000000', numBlocks = count }: StlHeader,
): Buffer {
  const block = Buffer.alloc(1024, ' ');
  const write = (offset: number, text: string) => block.write(text, offset, 'latin1');
  write(0, '850');
  write(3, format);
  write(11, '1'); // teletext
  write(12, table);
  write(14, language);
  write(16, 'EVENING NEWS');
  write(224, '261127261127');
  write(236, '01');
  write(238, String(numBlocks).padStart(5, '0'));
  write(243, String(count).padStart(5, '0'));
  write(248, '001');
  write(251, '4023');
  write(255, '1'); // times are intended for use
  write(256, start);
  write(264, start);
  write(272, '11');
  write(274, 'GBR');
  return block;
}

function tti({ from, to, text, number = 0, extension = 0xff, cumulative = 0, isComment = false }: StlBlock): Buffer {
  const block = Buffer.alloc(128, 0x8f);
  block.set([0, number & 0xff, number >> 8, extension, cumulative, ...from, ...to, 20, 2, isComment ? 1 : 0]);
  block.set(typeof text === 'string' ? Buffer.from(text, 'latin1') : text, 16);
  return block;
}
