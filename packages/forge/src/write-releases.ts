import { OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import type { ForgeClient } from './client.ts'
import { confirmRelease, expectedChange, expectedDraft, expectedPublication } from './confirm-release.ts'
import type { Publication, Release, Releases } from './ports/releases.ts'
import type { ReleaseDialect } from './release-dialect.ts'
import { nameRelease } from './release-name.ts'
import { releaseReasons } from './release-reasons.ts'

/** What differs between the forges in what is sent. */
interface Sending {
  /** @throws OutsideError if the forge would refuse this text */
  requireBody(to: string, body: string): void
  /** @throws UsageError for what the forge does not have */
  toPublication(publication: Publication): Readonly<Record<string, unknown>>
  /** The commit of a tag; undefined if there is no such tag. */
  commitOf(tag: string): Promise<string | undefined>
}

/** Returns the part of {@link Releases} that writes releases. Each answer is compared with what was sent. */
export function createWriting(
  client: ForgeClient,
  dialect: ReleaseDialect,
  { requireBody, toPublication, commitOf }: Sending,
): Pick<Releases, 'createDraft' | 'update' | 'publish' | 'removeDraft'> {
  const { forge, answers } = dialect
  const permission = dialect.permission.write
  const about = (to: string, id: number) => ({ to, permission, path: { id } })

  async function read(to: string, id: number): Promise<Release> {
    const route = 'GET /repos/{owner}/{repo}/releases/{id}'
    return (await client.ask({ ...about(to, id), route, answer: answers.release })).data
  }

  async function change(to: string, id: number, body: unknown, idempotent: boolean): Promise<Release> {
    const route = 'PATCH /repos/{owner}/{repo}/releases/{id}'
    return (await client.ask({ ...about(to, id), route, body, idempotent, answer: answers.release })).data
  }

  return {
    async createDraft(draft) {
      const { tag, target, name, body, isPrerelease } = draft
      const to = `create the draft of ${tag}`
      requireBody(to, body)
      const sent = {
        tag_name: tag,
        target_commitish: target,
        name,
        body,
        prerelease: isPrerelease,
        draft: true,
      }
      const route = 'POST /repos/{owner}/{repo}/releases'
      const { data } = await client
        .ask({ to, permission, route, body: sent, answer: answers.release })
        .catch(async (error) => {
          throw await dialect.explain(error, { to, tag, target })
        })
      // Where the tag exists, the forge makes none, and does not need the target.
      const isTagged = data.target !== target && (await commitOf(tag)) === target
      const expected = expectedDraft(draft)
      return confirmRelease(forge, to, data, isTagged ? { ...expected, target: data.target } : expected)
    },

    async update(release, changed) {
      const to = `change ${nameRelease(release)}`
      const { body, name, isPrerelease, target } = changed
      if (body !== undefined) requireBody(to, body)
      const sent = {
        ...(body !== undefined && { body }),
        ...(name !== undefined && { name }),
        ...(isPrerelease !== undefined && { prerelease: isPrerelease }),
        ...(target !== undefined && { target_commitish: target }),
      }
      const data = await change(to, release.id, sent, true).catch(async (error) => {
        throw await dialect.explain(error, { to })
      })
      return confirmRelease(forge, to, data, expectedChange(changed))
    },

    async publish(release, publication) {
      const sent = { draft: false, prerelease: publication.isPrerelease, ...toPublication(publication) }
      const { tag, target } = await read(`read ${nameRelease(release)} before it is published`, release.id)
      const to = `publish the release of ${tag}`
      const data = await change(to, release.id, sent, dialect.repeatsPublication).catch(async (error) => {
        throw await dialect.explainPublication(error, { to, tag, target })
      })
      return confirmRelease(forge, to, data, { ...expectedPublication(publication), tag })
    },

    async removeDraft({ id, tag: asked }) {
      const to = `delete the draft of ${asked} (${id})`
      const { isDraft, tag } = await read(to, id)
      if (!isDraft)
        throw new OutsideError(
          releaseReasons['release-not-draft'],
          `could not ${to}: the release of ${tag} is published by now`,
        )
      const route = 'DELETE /repos/{owner}/{repo}/releases/{id}'
      try {
        await client.ask({ ...about(to, id), route, idempotent: true, answer: answers.nothing })
      } catch (error) {
        // A repeated request finds the draft deleted by the first one.
        if (!isRefusal(error, 404)) throw await dialect.explain(error, { to, tag })
      }
    },
  }
}
