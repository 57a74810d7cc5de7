import { createHash } from 'node:crypto'

/** How a file of sums is written: by shasum, or by PowerShell, whose output may be UTF-16. */
export type SumsForm = 'shasum' | 'format-list' | 'format-list-utf16'

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Returns the file of sums of one archive. */
export function writeSumsOf(form: SumsForm, name: string, sha256: string): Buffer {
  if (form === 'shasum') return Buffer.from(`${sha256}  ${name}\n`)
  const text = [
    '',
    'Algorithm : SHA256',
    `Hash      : ${sha256.toUpperCase()}`,
    `Path      : D:\\a\\deno\\deno\\target\\release\\${name}`,
    '',
    '',
    '',
  ].join('\r\n')
  return form === 'format-list' ? Buffer.from(text) : Buffer.from(`\ufeff${text}`, 'utf16le')
}
