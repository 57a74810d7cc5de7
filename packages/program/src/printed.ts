import { StringDecoder } from 'node:string_decoder'

/** The output of one stream of a program: its last bytes, and its lines as they are printed. */
export interface Printed {
  add(chunk: Buffer): void
  /** Reports the last line if it has no line end. */
  end(): void
  readonly bytes: Buffer
  readonly cut: boolean
}

/** The length at which a line without an end is split, so that it does not fill the memory. */
const longestLine = 65_536

/**
 * Returns a collector that keeps the last `mostBytes` bytes of a stream, and passes each whole line to `onLine`.
 */
export function keepPrinted(mostBytes: number, onLine?: (line: string) => void): Printed {
  const chunks: Buffer[] = []
  const decoder = new StringDecoder('utf8')
  let kept = 0
  let cut = false
  let rest = ''

  function keep(chunk: Buffer): void {
    chunks.push(chunk)
    kept += chunk.length
    while (kept > mostBytes) {
      const first = chunks.shift() ?? Buffer.alloc(0)
      const surplus = kept - mostBytes
      kept -= Math.min(first.length, surplus)
      if (first.length > surplus) chunks.unshift(first.subarray(surplus))
      cut = true
    }
  }

  function report(text: string): void {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine?.(line.replace(/\r$/, '').slice(0, longestLine))
    if (rest.length > longestLine) {
      onLine?.(rest.slice(0, longestLine))
      rest = ''
    }
  }

  return {
    add(chunk) {
      keep(chunk)
      if (onLine) report(decoder.write(chunk))
    },
    end() {
      if (!onLine) return
      report(decoder.end())
      if (rest !== '') onLine(rest)
      rest = ''
    },
    get bytes() {
      return Buffer.concat(chunks)
    },
    get cut() {
      return cut
    },
  }
}
