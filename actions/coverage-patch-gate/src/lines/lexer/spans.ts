/**
 * What a piece of a text is, if it is not plain code:
 *
 * - `comment`: a comment
 * - `string`: a string, a template, a regular expression, or other text whose white space has a meaning
 * - `text`: text between the tags of an element in a script
 * - `mark`: the delimiter of such a tag
 */
export type SpanKind = 'comment' | 'string' | 'text' | 'mark'

/** A piece of a text, from the offset `start` to before `end`. */
export interface Span {
  readonly kind: SpanKind
  readonly start: number
  readonly end: number
}

/** The pieces of a text, in order, without overlaps. */
export interface Scan {
  readonly spans: readonly Span[]
  /**
   * From this offset on the text was not understood, so everything there counts as code; Infinity if all of it
   * was. The spans end before it.
   */
  readonly doubtFrom: number
}

/** Collects the pieces of a text. */
export interface SpanList {
  readonly spans: Span[]
  readonly add: (kind: SpanKind, start: number, end: number) => void
}

export function createSpanList(): SpanList {
  const spans: Span[] = []
  return {
    spans,
    add(kind, start, end) {
      if (end > start) spans.push({ kind, start, end })
    },
  }
}

/** Returns the scan of which everything from an offset on is in doubt. */
export function doubtedScan(spans: readonly Span[], doubtFrom: number): Scan {
  return { spans: spans.filter(({ end }) => end <= doubtFrom), doubtFrom }
}
