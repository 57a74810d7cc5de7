const block = 512

/**
 * Returns a tar archive (ustar) of files by name, with a fixed time and owner, so that equal content gives an equal
 * archive.
 */
export function makeTar(files: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(files).map(([name, content]) => makeEntry(name, content))
  return Buffer.concat([...entries, Buffer.alloc(2 * block)])
}

function makeEntry(name: string, content: string): Buffer {
  const bytes = Buffer.from(content)
  const header = Buffer.alloc(block)
  header.write(name, 0)
  header.write('0000644\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write(`${'0'.repeat(11)}\0`, 136)
  header.write('        0', 148)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const padding = Buffer.alloc((block - (bytes.length % block)) % block)
  return Buffer.concat([header, bytes, padding])
}
