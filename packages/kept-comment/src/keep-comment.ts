import { commonReasons, OutsideError } from '@suite/errors'
import type { Comments, People } from '@suite/forge'
import { blocks, type Markdown, withinBytes } from '@suite/report'
import { applied, refused, type Writes } from '@suite/runner'

/** The comment that an action keeps on a pull request. */
export interface KeptComment {
  /** The number of the pull request. */
  readonly number: number
  /** The first line of the comment. */
  readonly marker: string
  readonly content: Markdown
  /** Whether to write the comment if there is none yet. An existing comment is always updated. */
  readonly isNeeded: boolean
  /**
   * Why the token may only read, although the workflow asks for more. If it is given, a comment that the forge refuses
   * is left out, and the list of writes says why. It completes "…, because …".
   */
  readonly readOnlyBecause?: string | undefined
}

/** What keeping a comment needs from a forge. */
interface Ports {
  readonly people: Pick<People, 'actor'>
  readonly comments: Comments
}

/**
 * The longest comment, in characters; this limits bytes, of which a text never has fewer.
 * @see https://docs.github.com/graphql/reference/mutations#addcomment
 */
const mostBytes = 65_536

/**
 * Keeps the one comment of this token that begins with the marker: creates it if it is needed, and updates it from
 * then on. Writes nothing if it is right. Only a comment by the token's own login counts as that comment.
 * @throws OutsideError if the comments cannot be read or written
 */
export async function keepComment(
  { people, comments }: Ports,
  writes: Writes,
  { number, marker, content, isNeeded, readOnlyBecause }: KeptComment,
): Promise<void> {
  const [actor, listed] = await Promise.all([people.actor(), comments.of(number)])
  const own = listed.find(({ author, body }) => author === actor && body.startsWith(marker))
  const body = withinBytes(blocks(marker, content), mostBytes)
  if (own?.body.trim() === body.trim() || (own === undefined && !isNeeded)) return
  const write = async (sent: Promise<void>) => {
    try {
      return applied(await sent)
    } catch (error) {
      if (readOnlyBecause === undefined || !isRefused(error)) throw error
      return refused(undefined, readOnlyBecause)
    }
  }
  await (own
    ? writes.perform(`update the comment on #${number}`, () => write(comments.update(own.id, body)))
    : writes.perform(`comment on #${number}`, () => write(comments.create(number, body))))
}

function isRefused(error: unknown): boolean {
  return error instanceof OutsideError && error.reason === commonReasons['permission-missing'].code
}
