import { StringDecoder } from 'node:string_decoder'

/** Gathers lines from the pieces of a stream. */
export interface LineReader {
  readonly add: (piece: Buffer) => void
  /** Ends the stream: hands on a last line without a line end. */
  readonly end: () => void
}

/** A line that is longer is handed on in parts, so that a program without line ends needs no memory. */
const mostCharacters = 64 * 1024

export function readLines(onLine: (line: string) => void): LineReader {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const take = (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line.replace(/\r$/, ''))
    if (rest.length > mostCharacters) {
      onLine(rest)
      rest = ''
    }
  }
  return {
    add: (piece) => take(decoder.write(piece)),
    end() {
      take(decoder.end())
      if (rest !== '') onLine(rest.replace(/\r$/, ''))
      rest = ''
    },
  }
}
