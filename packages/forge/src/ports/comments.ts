export interface Comment {
  readonly id: number
  readonly author: string
  readonly body: string
}

export interface Comments {
  of(number: number): Promise<readonly Comment[]>
  /** @throws OutsideError `write-not-confirmed` if the forge does not show the comment afterwards */
  create(number: number, body: string): Promise<void>
  /** @throws OutsideError `write-not-confirmed` if the forge does not show the new text afterwards */
  update(id: number, body: string): Promise<void>
}
