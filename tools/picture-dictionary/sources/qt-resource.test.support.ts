import { deflateSync } from 'node:zlib';

/** A resource of Qt, version 2, with one entry for each part of a path; files with more than a hundred characters are compressed. */
export function qtResource(files: Readonly<Record<string, string>>): Buffer {
  interface Folder { [name: string]: Folder | string } // prettier-ignore
  const root: Folder = {};
  for (const [path, content] of Object.entries(files)) {
    const parts = path.split('/');
    let folder = root;
    for (const part of parts.slice(0, -1)) folder = (folder[part] ??= {}) as Folder;
    folder[parts.at(-1)!] = content;
  }
  const [names, data, tree] = [[] as Buffer[], [] as Buffer[], [] as Buffer[]];
  const add = (parts: Buffer[], ...added: Buffer[]) => {
    const at = Buffer.concat(parts).length;
    parts.push(...added);
    return at;
  };
  const uint = (value: number, length: 2 | 4) => {
    const bytes = Buffer.alloc(length);
    bytes.writeUIntBE(value, 0, length);
    return bytes;
  };
  const nameOf = (name: string) => add(names, uint(name.length, 2), uint(0, 4), Buffer.from(name, 'utf16le').swap16());
  const queue: { name: string; node: Folder | string }[] = [{ name: '', node: root }];
  for (let i = 0; i < queue.length; i++) {
    const { name, node } = queue[i];
    const at = i === 0 ? 0 : nameOf(name);
    if (typeof node === 'string') {
      const isCompressed = node.length > 100;
      const content = isCompressed ? Buffer.concat([uint(node.length, 4), deflateSync(node)]) : Buffer.from(node);
      tree.push(
        uint(at, 4),
        uint(isCompressed ? 1 : 0, 2),
        uint(0, 4),
        uint(add(data, uint(content.length, 4), content), 4),
        Buffer.alloc(8),
      );
    } else {
      const children = Object.entries(node).map(([child, its]) => ({ name: child, node: its }));
      tree.push(uint(at, 4), uint(2, 2), uint(children.length, 4), uint(queue.length, 4), Buffer.alloc(8));
      queue.push(...children);
    }
  }
  const parts = [tree, data, names].map((each) => Buffer.concat(each));
  const starts = parts.map((_, i) => 20 + parts.slice(0, i).reduce((sum, { length }) => sum + length, 0));
  return Buffer.concat([Buffer.from('qres'), ...[2, ...starts].map((value) => uint(value, 4)), ...parts]);
}
