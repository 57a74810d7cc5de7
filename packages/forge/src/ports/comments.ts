export interface Comment {
  readonly id: number
  readonly author: string
  readonly body: string
}

export interface Comments {
  comments(number: number): Promise<readonly Comment[]>
  createComment(number: number, body: string): Promise<void>
  updateComment(id: number, body: string): Promise<void>
}
