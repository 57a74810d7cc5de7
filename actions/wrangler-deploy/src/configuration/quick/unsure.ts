/** Something that the quick reader leaves to wrangler itself. Never seen by a user. */
export class Unsure extends Error {
  override readonly name = 'Unsure'
}
