/** A row of the program header table: what the system maps into memory when the program starts. */
export interface Segment {
  readonly type: number
  readonly offset: number
  readonly address: number
  readonly fileSize: number
  readonly memorySize: number
  readonly alignment: number
}

export const segmentTypes = { load: 1, dynamic: 2, note: 4 } as const
