/** A problem at an offset of the text, in UTF-16 code units. */
export interface OffsetProblem {
  readonly what: string
  readonly offset: number
}
