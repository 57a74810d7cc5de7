import { visible } from '@suite/report'
import type { ReadLines, SumLine } from './sums.ts'

const member = /^(Algorithm|Hash|Path) {0,40}: ?(.*)$/

/** Says whether a file is what PowerShell prints for `Get-FileHash | Format-List`. */
export function isFormatList(lines: readonly string[]): boolean {
  return lines.find((line) => line.trim() !== '')?.startsWith('Algorithm') ?? false
}

/**
 * Reads blocks of `Algorithm`, `Hash` and `Path`, with a blank line between two blocks. PowerShell breaks a long value
 * at the width of its window; the rest of the value stands on the next line after blanks.
 */
export function readFormatList(lines: readonly string[]): ReadLines {
  const sums: SumLine[] = []
  const problems: { what: string; line: number }[] = []
  let block = new Map<string, string>()
  let key: string | undefined
  let started = 0
  for (const [index, line] of [...lines, ''].entries()) {
    const found = member.exec(line)
    const [, name, value = ''] = found ?? []
    if (line.trim() === '') {
      if (block.size > 0) close()
    } else if (name !== undefined && !block.has(name)) {
      if (block.size === 0) started = index
      key = name
      block.set(name, value.trim())
    } else if (key !== undefined && /^\s/.test(line)) block.set(key, (block.get(key) ?? '') + line.trim())
    else
      problems.push({
        what: `is not a line of Get-FileHash: ${visible(JSON.stringify(line), 120)}`,
        line: index + 1,
      })
  }
  return { sums, problems }

  function close() {
    const sha256 = block.get('Hash')?.toLowerCase() ?? ''
    const path = block.get('Path') ?? ''
    if (block.get('Algorithm') !== 'SHA256' || !/^[0-9a-f]{64}$/.test(sha256) || path === '')
      problems.push({ what: 'is not a SHA256 of Get-FileHash with Hash and Path', line: started + 1 })
    else sums.push({ name: path, sha256 })
    block = new Map()
    key = undefined
  }
}
