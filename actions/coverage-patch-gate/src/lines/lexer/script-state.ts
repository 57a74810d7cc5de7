import type { SpanList } from './spans.ts'

/** What is open at a place of a script. */
export type ScriptFrame =
  | { readonly type: 'round'; readonly start: number; readonly isCondition: boolean }
  | { readonly type: 'square'; readonly start: number }
  | { readonly type: 'brace'; readonly start: number; readonly isBlock: boolean }
  | { readonly type: 'template'; readonly start: number; segment: number }
  | {
      readonly type: 'tag'
      readonly start: number
      readonly isClosing: boolean
      angles: number
      name: string
    }
  | { readonly type: 'children'; readonly start: number; segment: number }

/** Where a scan of a script stands. */
export interface ScriptState {
  readonly text: string
  readonly to: number
  readonly list: SpanList
  readonly stack: ScriptFrame[]
  readonly elements: boolean
  /** Where the last closing tag of each name starts; read when the first element is seen. */
  closings: ReadonlyMap<string, number> | undefined
  /** What came last ends an expression: a slash divides, and a `<` compares. */
  endsExpression: boolean
  /** The last token: a word, or the characters of punctuation up to here. */
  last: string
  /** Where the last token ends. */
  lastEnd: number
}

/** The scan goes on at `at`, or is in doubt from there on. */
export type Step = number | { readonly doubt: number }

/** Words after which an expression starts. */
export const beforeExpression: ReadonlySet<string> = new Set(
  (
    'return typeof case in of delete void instanceof new do else throw yield await extends default as ' +
    'satisfies keyof is'
  ).split(' '),
)

/** Notes the token that ends at `end`. */
export function note(state: ScriptState, last: string, end: number, endsExpression: boolean): void {
  state.last = last
  state.lastEnd = end
  state.endsExpression = endsExpression
}
