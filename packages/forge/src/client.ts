import type { Transport } from '@suite/http'
import type { Question, RestClient } from '@suite/rest'

/** The address of a forge, the token, and the repository. */
export interface ForgeAccess {
  readonly apiUrl: string
  readonly token: string
  readonly repository: { readonly owner: string; readonly name: string }
  readonly transport: Transport
}

/** A row of a list that says which one it is. */
export interface Numbered {
  readonly id: number
}

/** Sends requests to a forge. `{owner}` and `{repo}` are filled in to every route. */
export interface ForgeClient extends RestClient {
  /**
   * Returns every row of a list.
   * @param most rows of a page; by default the most that the forge gives
   * @throws OutsideError `list-incomplete` if the forge says that the list has other rows than it shows
   */
  askAll<Row>(question: Question<Row[]>, most?: number): Promise<Row[]>
  /**
   * Returns every row of a list, and fails unless something shows that there is no other one.
   * @throws OutsideError `list-incomplete`
   */
  askProven<Row extends Numbered>(question: Question<Row[]>, most?: number): Promise<Row[]>
}
