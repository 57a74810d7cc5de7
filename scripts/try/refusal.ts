/** The action cannot be tried here. The message says why, and what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
