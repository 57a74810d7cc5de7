export interface Comment {
  readonly id: number
  readonly author: string
  readonly body: string
}

export interface Comments {
  of(number: number): Promise<readonly Comment[]>
  create(number: number, body: string): Promise<void>
  update(id: number, body: string): Promise<void>
}
